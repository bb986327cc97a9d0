"""nginx before two replicas: the dashboard opens through it, and it does what nginx.conf says."""

import re
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from geo_data import View
from geo_data.figures.map import assets, film
from tests.browser.hands import expect_map, go_to_page, open_map
from tests.deploy import front
from tests.deploy.conftest import Replicas
from tests.server import Server

DEEP_LINK = "?on=2022-02-25&span=30&area=alliance&focus=country:EST"
BASE_PATH = "alliance/geography"
HASHED = re.compile(r"(?<!st_folium)/(map|static)/.")
# More than nginx.conf lets one address draw in a moment.
MANY = 40
SHORT = 1024
"""Bytes; what is shorter is not worth compressing."""


@pytest.fixture(scope="module")
def running(nginx: Path, replicas: Replicas) -> Iterator[Server]:
    """The front of two replicas."""
    with front.front(nginx, [replica.server.url for replica in replicas()]) as server:
        yield server


@pytest.fixture
def page(browser: Browser, running: Server) -> Iterator[Page]:
    """A reader who comes by the front and has nothing cached."""
    with browser.new_context(base_url=running.url) as context:
        yield context.new_page()


def _get(url: str, body: bytes | None = None) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(url, body)  # noqa: S310 (our own)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 (our own)
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def _hashed(page: Page) -> list[Response]:
    """Answers with files that are named by their content, filled while the page loads."""
    seen: list[Response] = []

    def note(answer: Response) -> None:
        if HASHED.search(urlsplit(answer.url).path):
            seen.append(answer)

    page.on("response", note)
    return seen


def test_nginx_takes_the_configuration_without_root(nginx: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        front.lay_out(folder, ["127.0.0.1:8501", "127.0.0.1:8502"], 8080)
        log = folder / "output.txt"
        with log.open("r+b") as output:
            command = [*front.command(nginx, folder), "-t"]
            subprocess.run(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                user=front.nobody(),
                group=front.nobody(),
            )
        told = log.read_text("utf-8")
    assert "test is successful" in told
    assert re.findall(r"\[(?:warn|error|alert|emerg)\].*", told) == []


def test_the_map_and_a_deep_link_open(page: Page, running: Server) -> None:
    open_map(page)
    page.goto(DEEP_LINK)
    expect_map(page, DEEP_LINK)
    go_to_page(page, "Timeline")
    assert '"GET /" 200' in running.output()


def test_hashed_files_come_from_the_front_the_second_time(
    page: Page, browser: Browser, running: Server
) -> None:
    open_map(page)
    with browser.new_context(base_url=running.url) as context:
        second = context.new_page()
        seen = _hashed(second)
        before = len(running.output())
        open_map(second)
    assert {HASHED.search(answer.url).group(1) for answer in seen} == {"map", "static"}  # type: ignore[union-attr]
    lines = [line for line in running.output()[before:].splitlines() if HASHED.search(line)]
    assert len(lines) >= len(seen)
    assert [line for line in lines if not line.endswith("upstream=- cache=HIT")] == []
    # Streamlit sends its own scripts uncompressed.
    scripts = [each.headers for each in seen if urlsplit(each.url).path.endswith(".js")]
    plain = [headers for headers in scripts if headers.get("content-encoding") != "gzip"]
    assert len(plain) < len(scripts)
    assert [headers for headers in plain if int(headers["content-length"]) >= SHORT] == []


def test_the_front_adds_no_cookie_and_keeps_the_headers(running: Server) -> None:
    _, headers, _ = _get(running.url)
    assert "set-cookie" not in headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "script-src" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-cache"


def test_the_log_has_no_queries(running: Server) -> None:
    _get(f"{running.url}?on=1999-03-12&focus=country:POL")
    assert "1999" not in running.output()


@pytest.mark.parametrize(
    ("wanted", "packed"),
    [
        ("gzip", True),
        ("br, GZIP ;q=0.5", True),
        ("gzip;q=0.001", True),
        ("gzip;q=0", False),
        ("br, gzip ; q=0.0 , zstd", False),
        ("deflate,gzip;q=0.000", False),
        ("x-gzip, gzipped", False),
        ("", False),
    ],
)
def test_who_wants_no_gzip_gets_none(
    running: Server,
    wanted: str,
    packed: bool,  # noqa: FBT001 (a table's column)
) -> None:
    for path in (assets.path("map.js")[1:], f"data/events.csv?span=all&case={len(wanted)}"):
        request = urllib.request.Request(running.url + path, headers={"Accept-Encoding": wanted})  # noqa: S310 (our own)
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 (our own)
            assert (answer.headers.get("content-encoding") == "gzip") is packed
            assert answer.read().startswith(b"\x1f\x8b") is packed


def test_bounds_of_what_a_reader_may_ask(running: Server) -> None:
    assert _get(f"{running.url}_stcore/health", b"x" * 100_000)[0] == 413
    for name in ("metrics", "script-health-check", "agent/openapi.json"):
        assert _get(f"{running.url}_stcore/{name}")[0] == 404
    answers = [_get(f"{running.url}draw/nothing") for _ in range(MANY)]
    assert _get(f"{running.url}{film.address(View())[1:]}")[0] == 200, "counted by itself"
    refused = [headers for status, headers, _ in answers if status == 429]
    assert refused
    assert {headers["retry-after"] for headers in refused} == {"5"}
    assert answers[0][0] != 429


def test_films_are_bounded_and_kept(running: Server) -> None:
    own = f"{running.url}{film.address(View())[1:]}"
    assert _get(own)[0] == 200
    before = len(running.output())
    assert _get(own)[0] == 200
    assert "cache=HIT" in running.output()[before:]
    assert _get(own.replace(film.edition(), "x" * 900))[0] == 404, "nothing to fill the cache with"
    assert {_get(f"{running.url}film.json?area=nowhere")[0] for _ in range(MANY)} == {400, 429}


@pytest.mark.parametrize(
    ("origin", "taken"),
    [
        ("http://nato.example.org", True),
        ("https://nato.example.org", True),
        ("https://example.org", False),
        ("https://nato.example.org.example.com", False),
        (None, True),
    ],
)
def test_only_our_own_pages_open_a_websocket(
    running: Server,
    origin: str | None,
    taken: bool,  # noqa: FBT001 (a table's column)
) -> None:
    at = "ws://nato.example.org/_stcore/stream"
    with socket.create_connection(("127.0.0.1", urlsplit(running.url).port or 80)) as line:
        given = None if origin is None else Origin(origin)
        if taken:
            with connect(at, sock=line, origin=given):
                return
        with pytest.raises(InvalidStatus) as refused, connect(at, sock=line, origin=given):
            pass
        assert refused.value.response.status_code == 403


def test_any_base_path(nginx: Path, replicas: Replicas, browser: Browser) -> None:
    both = replicas(BASE_PATH)
    with (
        front.front(nginx, [replica.server.url for replica in both]) as running,
        browser.new_context(base_url=running.url) as context,
    ):
        assert running.url.endswith(f"/{BASE_PATH}/")
        page = context.new_page()
        seen = _hashed(page)
        open_map(page, DEEP_LINK)
        expect_map(page, DEEP_LINK)
        paths = {urlsplit(answer.url).path for answer in seen}
        assert paths
        assert {path for path in paths if not path.startswith(f"/{BASE_PATH}/")} == set()
        assert f"GET /{BASE_PATH}/map/" in running.output()


def test_without_any_replica_the_front_says_so(nginx: Path) -> None:
    with front.front(nginx, ["http://localhost:9/", "http://localhost:10/"]) as running:
        status, headers, body = _get(running.url)
    assert status == 503
    assert headers["retry-after"] == "5"
    assert b"not there just now" in body
