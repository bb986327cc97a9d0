"""Every address of the server has a bound: on what is asked, and on who waits for an answer."""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from geo_data import View
from geo_data.figures import press
from pages import files, serving
from pages.bounds import LONGEST_PATH, LONGEST_QUERY, MOST_FIELDS, Bounds
from pages.files import Made, Shelf
from pages.waiting import Line
from tests.attack.asgi import Reader, run, scope_of
from tests.attack.asgi import ask as ask_app
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


# Without a server: what each route does when nobody makes anything.


class Standstill:
    """Stands in for what makes files: it begins and never ends."""

    def __init__(self) -> None:
        self.begun: list[press.Order] = []

    async def make(self, order: press.Order) -> Made:
        self.begun.append(order)
        await asyncio.Event().wait()
        raise AssertionError


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> Standstill:
    """Lines in which one order is begun for ever, and one may wait."""
    still = Standstill()
    monkeypatch.setattr(files, "shelf", Shelf(1_000_000))
    for name in ("quick", "drawn"):
        monkeypatch.setattr(files, name, Line(still.make, waiting=1, patience=600))
    return still


def _our_paths() -> tuple[list[str], list[str]]:
    """The paths of files that are made, and those of others."""
    paths = [re.sub(r"\{[^}]*\}", "01234567", route.path) for route in serving.routes()]
    others = [path for path in paths if path.startswith("/map/") or path.endswith("/01234567")]
    return [path for path in paths if path not in others], others


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.001)


def _orders(line: Line[press.Order, Made]) -> int:
    """How many are begun or wait."""
    return len(line._orders)  # noqa: SLF001


def _is_full(line: Line[press.Order, Made]) -> bool:
    return _orders(line) == 2


def _views(number: int) -> str:
    return f"on=2001-01-{number + 1:02}"


def test_every_route_has_an_answer_when_the_line_is_full(still: Standstill) -> None:
    made, others = _our_paths()
    assert len(made) > len(press.media_types())

    async def ask_all() -> None:
        app = Bounds(Starlette(routes=serving.routes()))
        waiting = [
            asyncio.create_task(ask_app(app, scope_of(path, _views(number))))
            for path in ("/data/events.csv", "/draw/map.png")
            for number in range(2)
        ]
        await _until(partial(_is_full, files.quick))
        await _until(partial(_is_full, files.drawn))
        for path in made:
            answer = await ask_app(app, scope_of(path, "on=1999-03-12"))
            assert answer.status == 503, path
            assert int(answer.headers["retry-after"]) > 0
            assert answer.body.count(b"\n") == 1
            # Who asks about a file makes nobody draw it, and does not wait.
            about = await ask_app(app, scope_of(path, "on=1999-03-12", method="HEAD"))
            assert about.status == 200, path
            assert "content-length" not in about.headers
        for path in others:
            assert (await ask_app(app, scope_of(path))).status in {200, 404}
        for task in waiting:
            task.cancel()

    run(ask_all())
    assert len(still.begun) == 2


def test_the_order_of_a_reader_who_left_is_dropped(still: Standstill) -> None:
    async def ask_and_leave() -> None:
        app = Bounds(Starlette(routes=serving.routes()))
        for path, line in (("/embed", files.quick), ("/draw/map.svg", files.drawn)):
            first = asyncio.create_task(ask_app(app, scope_of(path, _views(0))))
            for number in range(1, 20):
                reader = Reader()
                asked = ask_app(app, scope_of(path, _views(number)), reader)
                task = asyncio.create_task(asked)
                await _until(partial(_is_full, line))
                reader.leave()
                # Each finds the one place free that the one before has left.
                assert (await task).status == 503
                assert _orders(line) == 1
            first.cancel()

    run(ask_and_leave())
    assert [order.view.on.day for order in still.begun] == [1, 1]


def test_who_asks_about_a_kept_file_is_told_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "shelf", Shelf(1_000_000))
    order = files.read_order("data/members.csv", {}, "")
    assert order == press.Order("data/members.csv", View(focus=None))
    files.shelf.put(order, Made(b"a,b\r\n", b"zipped", "tag"))
    app = Bounds(Starlette(routes=serving.routes()))

    async def asked(method: str, **headers: str) -> tuple[int, str | None, str | None, bytes]:
        given = [(name.replace("_", "-"), value) for name, value in headers.items()]
        answer = await ask_app(app, scope_of("/data/members.csv", "", given, method))
        told = answer.headers
        return answer.status, told.get("etag"), told.get("content-length"), answer.body

    assert run(asked("HEAD"))[:3] == run(asked("GET"))[:3] == (200, '"tag"', "5")
    assert run(asked("GET", accept_encoding="gzip;q=0"))[3] == b"a,b\r\n"
    assert run(asked("GET", accept_encoding="gzip"))[1:] == ('"tag-gzip"', "6", b"zipped")
    assert run(asked("GET", if_none_match="*"))[0] == 304
    assert run(asked("HEAD", if_none_match='"x", W/"tag"'))[0] == 304
    assert run(asked("GET", if_none_match='"tag-gzip"'))[0] == 200
    assert run(asked("GET", range="bytes=0-1"))[3] == b"a,b\r\n"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("gzip;q=0", "identity"),
        ("br, GZIP ; q=0.3", "gzip"),
        ("deflate", "identity"),
        ("*", "gzip"),
        (",gzip;q=x", "identity"),
    ],
)
def test_what_is_inside_is_told_in_one_word(asked: str, told: str) -> None:
    heard: list[tuple[bytes, bytes]] = []

    async def inside(scope: Scope, _receive: Receive, send: Send) -> None:
        heard.extend(scope["headers"])
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    app: ASGIApp = Bounds(inside)
    given = [("X", "y"), ("Accept-Encoding", asked)]
    assert run(ask_app(app, scope_of("/", headers=given))).status == 204
    assert heard == [(b"x", b"y"), (b"accept-encoding", told.encode())]


@pytest.mark.parametrize(
    "headers",
    [
        [("X", "y" * 40_000)],
        [(f"X{number}", "y") for number in range(101)],
        [("Cookie", "y" * 4_000)] * 10,
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_headers_are_bounded(headers: list[tuple[str, str]], kind: str) -> None:
    async def inside(_scope: Scope, _receive: Receive, _send: Send) -> None:
        pytest.fail("it was let in")

    answer = run(ask_app(Bounds(inside), scope_of("/", headers=headers, kind=kind)))
    assert answer.status == 431
    assert answer.body.count(b"\n") == 1
