"""Every route of ours has a bound on who waits for it, and makes nothing that nobody wants."""

import asyncio
import re
from collections.abc import Callable
from functools import partial

import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from geo_data import View
from geo_data.export import press
from pages.server import files, serving
from pages.server.bounds import Bounds
from pages.server.files import Made, cache_of
from pages.server.waiting import Line
from tests.attack.asgi import Reader, ask, run, scope_of


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
    monkeypatch.setattr(files, "cache", cache_of(1_000_000))
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
            asyncio.create_task(ask(app, scope_of(path, _views(number))))
            for path in ("/data/events.csv", "/draw/map.png")
            for number in range(2)
        ]
        await _until(partial(_is_full, files.quick))
        await _until(partial(_is_full, files.drawn))
        for path in made:
            answer = await ask(app, scope_of(path, "on=1999-03-12"))
            assert answer.status == 503, path
            assert int(answer.headers["retry-after"]) > 0
            assert answer.body.count(b"\n") == 1
            # Who asks about a file makes nobody draw it, and does not wait.
            about = await ask(app, scope_of(path, "on=1999-03-12", method="HEAD"))
            assert about.status == 200, path
            assert "content-length" not in about.headers
        for path in others:
            assert (await ask(app, scope_of(path))).status in {200, 404}
        for task in waiting:
            task.cancel()

    run(ask_all())
    assert len(still.begun) == 2


def test_the_order_of_a_reader_who_left_is_dropped(still: Standstill) -> None:
    async def ask_and_leave() -> None:
        app = Bounds(Starlette(routes=serving.routes()))
        for path, line in (("/embed", files.quick), ("/draw/map.svg", files.drawn)):
            first = asyncio.create_task(ask(app, scope_of(path, _views(0))))
            for number in range(1, 20):
                reader = Reader()
                asked = ask(app, scope_of(path, _views(number)), reader)
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
    monkeypatch.setattr(files, "cache", cache_of(1_000_000))
    order = files.read_order("data/members.csv", {}, "")
    assert order == press.Order("data/members.csv", View(focus=None))
    files.cache[order] = Made(b"a,b\r\n", b"zipped", "tag")
    app = Bounds(Starlette(routes=serving.routes()))

    async def asked(method: str, **headers: str) -> tuple[int, str | None, str | None, bytes]:
        given = [(name.replace("_", "-"), value) for name, value in headers.items()]
        answer = await ask(app, scope_of("/data/members.csv", "", given, method))
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
    assert run(ask(app, scope_of("/", headers=given))).status == 204
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

    answer = run(ask(Bounds(inside), scope_of("/", headers=headers, kind=kind)))
    assert answer.status == 431
    assert answer.body.count(b"\n") == 1
