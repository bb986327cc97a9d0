"""A reader in a real browser, who measures what a reader would notice.

Times are taken by the page itself, in the same way for every subject: from the navigation, or from
the key going down, to the first animation frame that finds new content in the document.
"""

import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from playwright.sync_api import Browser, WebSocket

from tests.bench.subjects import Subject
from tests.server import Server

DEADLINE_MS = 60_000
POLL_MS = 50
# Streamlit collects garbage after the page is told that the run is over: wait until CPU rests.
RESTING_POLLS = 5

_WATCH = """
if (window === window.top) {
    const content = CONTENT;
    const bench = { seen: null, key: 0 };
    bench.arm = () => {
        bench.painted = new Promise((resolve, reject) => {
            setTimeout(() => reject(new Error('nothing new was painted')), DEADLINE_MS);
            const look = () => {
                const now = content();
                if (now && now !== bench.seen) {
                    bench.seen = now;
                    resolve(performance.now());
                } else {
                    requestAnimationFrame(look);
                }
            };
            requestAnimationFrame(look);
        });
    };
    addEventListener('keydown', event => { bench.key = event.timeStamp; }, true);
    window.bench = bench;
    bench.arm();
}
"""


@dataclass(frozen=True)
class Change:
    """One change of day: ms from key to repaint, bytes over the websocket both ways."""

    repaint_ms: float
    websocket_bytes: int


class Reader:
    """One reader with an empty cache, from the first paint on; a context manager."""

    def __init__(self, browser: Browser, subject: Subject, server: Server, query: str = "") -> None:
        self.subject = subject
        self.server = server
        self._bytes = 0
        self._changes = 0
        self._context = browser.new_context(viewport={"width": 1440, "height": 900})
        self._page = self._context.new_page()
        self._page.set_default_timeout(DEADLINE_MS)
        watch = _WATCH.replace("CONTENT", subject.content)
        self._page.add_init_script(watch.replace("DEADLINE_MS", str(DEADLINE_MS)))
        self._page.on("websocket", self._count)
        self._page.goto(server.url + query)
        self.first_paint_ms = self._painted_at()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._context.close()

    def change_day(self) -> Change:
        """Press one key; return when the page has repainted and the server rests."""
        before = self._bytes
        self._page.evaluate("bench.arm()")
        self.subject.change_day(self._page, self._changes)
        self._changes += 1
        painted_at = self._painted_at()
        repaint_ms = painted_at - float(self._page.evaluate("bench.key"))
        self.settle()
        return Change(repaint_ms, self._bytes - before)

    def settle(self) -> None:
        """Wait until the script has ended and the server's CPU time stands still."""
        self._page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
        deadline = time.monotonic() + DEADLINE_MS / 1000
        used, resting = self.server.cpu_seconds(), 0
        while resting < RESTING_POLLS and time.monotonic() < deadline:
            self._page.wait_for_timeout(POLL_MS)
            now = self.server.cpu_seconds()
            used, resting = now, resting + 1 if now == used else 0

    def _painted_at(self) -> float:
        # Asked for as a promise: waiting for a function needs an eval that a page may forbid.
        return float(self._page.evaluate("bench.painted"))

    def _count(self, socket: WebSocket) -> None:
        def add(payload: str | bytes) -> None:
            self._bytes += len(payload if isinstance(payload, bytes) else payload.encode())

        socket.on("framereceived", add)
        socket.on("framesent", add)
