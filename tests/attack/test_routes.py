"""Every address of a running server has a bound on what is asked, and answers whatever it is."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from geo_data.export import press
from pages.server.bounds import LONGEST_PATH, LONGEST_QUERY, MOST_FIELDS
from tests.attack.client import ask
from tests.server import ROOT, Server, serve

PREFIX = "some/prefix"
LISTED = """
import json, sys
from streamlit import config
config.set_option("server.baseUrlPath", sys.argv[1])
import dashboard
routes = dashboard.app._build_starlette_app().routes
print(json.dumps([[type(route).__name__, route.path] for route in routes]))
"""
"""Prints the routes of the app, Streamlit's own included."""

TOO_MUCH = {
    414: ("x=" + "y" * LONGEST_QUERY, "%41=" * 3000),
    400: ("&".join(["a=1"] * (MOST_FIELDS + 1)), "&" * MOST_FIELDS, "kind=move&" * 200),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Below a prefix, where the app has each of its own routes twice."""
    with serve(base_path=PREFIX) as running:
        yield running


@pytest.fixture(scope="module")
def every() -> list[tuple[str, str]]:
    """Kind and path of each route, with something for each of its parameters."""
    told = subprocess.run(
        [sys.executable, "-c", LISTED, PREFIX],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [(kind, re.sub(r"\{[^}]*\}", "x", path)) for kind, path in json.loads(told.stdout)]


def test_the_app_has_these_routes(every: list[tuple[str, str]]) -> None:
    paths = {path for _, path in every}
    assert paths > {f"/{PREFIX}/{name}" for name in press.media_types()}
    assert paths > {f"/{PREFIX}/_stcore/health", f"/{PREFIX}/component/x", f"/{PREFIX}"}
    assert {kind for kind, _ in every} == {"Route", "Mount", "WebSocketRoute"}


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS"])
def test_every_route_refuses_what_is_too_long(
    server: Server, every: list[tuple[str, str]], method: str
) -> None:
    for status, queries in TOO_MUCH.items():
        for _, path in every:
            answer = ask(server, f"{path}?{queries[0]}", method=method)
            assert answer.status == status, path
            assert answer.headers["content-type"].startswith("text/plain")
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.body.count(b"\n") == (method != "HEAD")
        for query in queries[1:]:
            assert ask(server, f"/{PREFIX}/?{query}", method=method).status == status
    long = f"/{PREFIX}/" + "a/" * LONGEST_PATH
    assert ask(server, long, method=method).status == 414


@pytest.mark.parametrize(("query", "status"), [("x=" + "y" * 5000, 414), ("a=1&" * 200, 400)])
def test_a_websocket_refuses_it_too(
    server: Server, every: list[tuple[str, str]], query: str, status: int
) -> None:
    (path,) = (path for kind, path in every if kind == "WebSocketRoute")
    address = server.url.replace("http", "ws", 1).removesuffix(f"{PREFIX}/") + path.lstrip("/")
    with pytest.raises(InvalidStatus) as refused:
        connect(f"{address}?{query}", open_timeout=60)
    assert refused.value.response.status_code == status


def test_what_is_just_short_enough_is_looked_at(server: Server) -> None:
    fields = "&".join(f"x{number}=1" for number in range(MOST_FIELDS - 1))
    for path in ("embed", "data/events.csv", "", "timeline", "_stcore/health"):
        assert ask(server, f"/{PREFIX}/{path}?{fields}&on=2022-02-24").status == 200
        assert ask(server, f"/{PREFIX}/{path}?x=" + "y" * (LONGEST_QUERY - 2)).status == 200


def test_every_route_answers_every_odd_request(
    server: Server, every: list[tuple[str, str]]
) -> None:
    odd: tuple[dict[str, str], ...] = (
        {"If-None-Match": "*"},
        {"If-None-Match": '"x",' * 3000},
        {"Range": "bytes=5-1,x,-0,99999999999999999999-"},
        {"Range": "bytes=" + "0-1," * 2000},
        {"Accept-Encoding": "gzip;q=0, " + ";q=" * 500},
        {"Host": "["},
        {"Origin": "http://[", "Cookie": "=;" * 2000},
    )
    for kind, path in every:
        for headers in odd:
            answer = ask(server, path, headers, method="HEAD")
            assert answer.status < 500, (kind, path, headers)
        for more in ("%00", "%0d%0aSet-Cookie:x=1", "%ff", "%2e%2e%2f%2e%2e", "/", "%"):
            answer = ask(server, path + more, method="HEAD")
            assert answer.status < 500, (kind, path, more)
            assert "set-cookie" not in answer.headers or "x=1" not in answer.headers["set-cookie"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_files_and_pages_are_only_read(server: Server, method: str) -> None:
    for path in ("embed", "draw/map.png", "data/package.zip", "film.json", "", "timeline"):
        answer = ask(server, f"/{PREFIX}/{path}", method=method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_crowd_of_new_views_is_answered_or_sent_away(server: Server) -> None:
    days = [
        f"/{PREFIX}/embed?on={year}-03-{day:02}"
        for year in range(2002, 2022)
        for day in range(1, 11)
    ]
    with ThreadPoolExecutor(100) as crowd:
        asked = [crowd.submit(ask, server, day) for day in days]
        healthy = 0
        while not all(each.done() for each in asked):
            healthy += ask(server, f"/{PREFIX}/_stcore/health").status == 200
    answers = [each.result() for each in asked]
    assert {answer.status for answer in answers} <= {200, 503}
    assert sum(answer.status == 200 for answer in answers) > 10
    for answer in answers:
        if answer.status == 503:
            assert int(answer.headers["retry-after"]) > 0
            assert answer.body.count(b"\n") == 1
        else:
            assert b"</html>" in answer.body
    assert healthy > 0
    assert ask(server, days[0]).status == 200
