"""Ten readers behind nginx, of whose two replicas one dies: nobody's view does."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, WebSocket

from tests.browser.hands import expect_map, poll, query
from tests.deploy.conftest import Replicas
from tests.deploy.front import front
from tests.deploy.replica import Replica

READERS = 10
FEW = 10
"""More messages than that are a run of the script."""

# Not all alike: a view that came back as somebody else's would be noticed.
VIEWS = (
    "?on=2022-02-25&span=30&area=alliance&focus=country:EST",
    "?on=2022-03-24&span=7&focus=country:SVK",
    "?on=2022-06-29&span=90&focus=country:ESP",
    "?on=1999-03-12&span=1&area=alliance&focus=country:POL",
    "?on=2004-03-29&span=365&focus=country:LVA",
)


class Reader:
    """A page in a browser of its own, and what it heard over its last websocket."""

    def __init__(self, browser: Browser, url: str, view: str) -> None:
        self.page: Page = browser.new_context(base_url=url).new_page()
        self.view = view
        self.sockets = 0
        self._heard = 0
        self.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        self.sockets += 1
        self._heard = 0
        socket.on("framereceived", self._hear)

    def _hear(self, _: object) -> None:
        self._heard += 1

    def open(self) -> None:
        self.page.goto(self.view)
        expect_map(self.page, self.view)
        self.page.evaluate("window.mark = 'same page'")

    def served(self) -> bool:
        """Whether the script has run for its last websocket, which is open."""
        state = "document.querySelector('[data-testid=stApp]')?.dataset.testConnectionState"
        return self._heard > FEW and bool(self.page.evaluate(state) == "CONNECTED")

    def expect_view(self) -> None:
        """Address, filters, words and painted map are those of the view; never loaded anew."""
        expect_map(self.page, self.view)
        assert self.page.evaluate("window.mark") == "same page"

    def change(self) -> None:
        """Step to another event: the next day, all else as it was."""
        before = query(self.page)
        forward = before.get("on", [""])[0] < "2000"
        name = "next_event" if forward else "previous_event"
        self.page.locator(f".st-key-{name} button:visible").click()
        poll(self.page, lambda: query(self.page).get("on") == before.get("on"), wanted=False)
        after = query(self.page)
        assert {**after, "on": None} == {**before, "on": None}
        self.view = f"?{urlsplit(self.page.url).query}"
        expect_map(self.page, self.view)


@pytest.fixture(scope="module")
def pair(replicas: Replicas) -> list[Replica]:
    """Two replicas; each test leaves both running."""
    return replicas()


@pytest.fixture(scope="module")
def readers(nginx: Path, pair: list[Replica], browser: Browser) -> Iterator[list[Reader]]:
    """Ten readers, each with a view."""
    with front(nginx, [replica.server.url for replica in pair]) as running:
        views = [VIEWS[number % len(VIEWS)] for number in range(READERS)]
        everybody = [Reader(browser, running.url, view) for view in views]
        for reader in everybody:
            reader.open()
        yield everybody
        for reader in everybody:
            reader.page.context.close()


def _settled(readers: Sequence[Reader], pair: Sequence[Replica]) -> list[int]:
    """Wait until nothing is open but a websocket a reader; how many each replica has."""

    def total() -> int:
        return sum(replica.connections() for replica in pair)

    poll(readers[0].page, total, len(readers))
    return [replica.connections() for replica in pair]


def _expect_back(readers: Sequence[Reader], sockets: int) -> None:
    """Every reader is served again, over so many websockets in all since the start."""
    one = readers[0].page
    poll(one, lambda: sum(reader.sockets for reader in readers) >= sockets, wanted=True)
    for reader in readers:
        poll(reader.page, reader.served, wanted=True)
        reader.expect_view()


def test_a_killed_replica_takes_nobodys_view(readers: list[Reader], pair: list[Replica]) -> None:
    for reader in readers:
        reader.change()
    before = sum(reader.sockets for reader in readers)
    carried = _settled(readers, pair)
    victim = pair[carried.index(max(carried))]
    assert min(carried) > 0
    victim.kill()
    _expect_back(readers, before + max(carried))
    survivor = next(replica for replica in pair if replica is not victim)
    assert _settled(readers, [survivor]) == [READERS]
    for reader in readers:
        reader.change()
    victim.start()


def test_a_rolling_restart_takes_nobodys_view(readers: list[Reader], pair: list[Replica]) -> None:
    for replica in pair:
        before = sum(reader.sockets for reader in readers)
        _settled(readers, pair)
        carried = replica.connections()
        replica.stop()
        _expect_back(readers, before + carried)
        replica.start()
    for reader in readers:
        reader.change()
