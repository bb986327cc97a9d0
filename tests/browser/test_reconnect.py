"""A dropped connection and a restarted server: the same view comes back, without a click."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count

import pytest
from playwright.sync_api import Page, WebSocket, WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests import server as starter
from tests.browser.conftest import WIDE, Contexts
from tests.browser.hands import expect_map, poll, wait_idle
from tests.server import Server, free_port, serve

VIEW = "?on=2022-02-25&span=30&area=alliance&focus=country:EST"
FEW = 10
"""More messages than that are a run of the script."""

DROPPED, SOME = 2, 5
"""Which connection drops by itself, and after how many messages: in the middle of a run."""

DAY_BEFORE = "?on=2022-02-24&span=30&area=alliance&focus=country:EST"


def _connected(page: Page) -> bool:
    state = "document.querySelector('[data-testid=stApp]')?.dataset.testConnectionState"
    found: object = page.evaluate(state)
    return found == "CONNECTED"


@pytest.fixture
def unwatched(contexts: Contexts, server: Server) -> Iterator[Page]:
    """A page that may complain on the console: its server goes away on purpose."""
    with contexts(server.url).new_page() as page:
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        yield page


def _open(page: Page, server: Server) -> None:
    page.goto(server.url + VIEW)
    expect_map(page, VIEW)


def _expect_alive(page: Page) -> None:
    expect_map(page, VIEW)
    page.locator(".st-key-previous_event button:visible").click()
    expect_map(page, DAY_BEFORE)


def test_a_dropped_connection_comes_back_with_the_view(unwatched: Page, server: Server) -> None:
    page = unwatched
    sockets: list[WebSocketRoute] = []

    def relay(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        socket.connect_to_server()

    page.route_web_socket("**/_stcore/stream", relay)
    _open(page, server)
    page.evaluate("window.mark = 'same page'")
    for _ in range(2):
        before = len(sockets)
        sockets[-1].close()
        poll(page, lambda before=before: len(sockets) > before, wanted=True)  # type: ignore[misc]
        poll(page, lambda: _connected(page), wanted=True)
        expect_map(page, VIEW)
    _expect_alive(page)
    assert page.evaluate("window.mark") == "same page"


def test_a_connection_that_drops_in_the_middle_of_an_answer(
    unwatched: Page, server: Server
) -> None:
    """The rest of the answer is lost, and its end comes by the next connection."""
    page = unwatched
    sockets: list[WebSocketRoute] = []
    ends: list[bytes] = []

    def relay(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        upstream = socket.connect_to_server()
        if len(sockets) == DROPPED:
            passed = count(1)

            def break_off(message: str | bytes) -> None:
                assert isinstance(message, bytes)
                if next(passed) <= SOME:
                    socket.send(message)
                elif ForwardMsg.FromString(message).WhichOneof("type") == "script_finished":
                    ends.append(message)
                    socket.close()

            upstream.on_message(break_off)
        elif ends:

            def ask(message: str | bytes) -> None:
                upstream.send(message)
                while ends:
                    socket.send(ends.pop())

            socket.on_message(ask)

    page.route_web_socket("**/_stcore/stream", relay)
    _open(page, server)
    sockets[-1].close()
    poll(page, lambda: len(sockets) > DROPPED, wanted=True)
    poll(page, lambda: _connected(page) and not ends, wanted=True)
    wait_idle(page)
    _expect_alive(page)


def test_a_restarted_server_shows_the_same_view(
    unwatched: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = unwatched
    port = free_port()
    monkeypatch.setattr(starter, "free_port", lambda: port)
    with ExitStack() as first:
        running = first.enter_context(serve())
        _open(page, running)
        page.evaluate("window.mark = 'same page'")
    poll(page, lambda: _connected(page), wanted=False)
    answers: list[str | bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda message: answers.append(message))  # noqa: PLW0108 (a method takes no marks)

    page.on("websocket", listen)
    with serve():
        # Without a click the new server has run the page: the next one finds its filters there.
        poll(page, lambda: len(answers) > FEW, wanted=True)
        _expect_alive(page)
        assert page.evaluate("window.mark") == "same page"
