"""A reader in a real browser, who measures what a reader would notice.

Times are taken by the page itself, in the same way for every subject: from the navigation to the
first animation frame that finds content in the document, or from the key going down to the last
one that finds it changed.
"""

import json
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from playwright.sync_api import Browser, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.subjects import Subject
from tests.server import Server

DEADLINE_MS = 60_000
POLL_MS = 50
# Streamlit collects garbage after the page is told that the run is over: wait until CPU rests.
RESTING_POLLS = 5

_WATCH = """
if (window === window.top) {
    const content = CONTENT;
    const bench = { seen: null, key: 0, at: 0, armed: 0 };
    bench.arm = () => {
        const armed = ++bench.armed;
        bench.painted = new Promise((resolve, reject) => {
            setTimeout(() => reject(new Error('nothing new was painted')), DEADLINE_MS);
            const look = () => {
                const now = content();
                if (now && now !== bench.seen) {
                    bench.seen = now;
                    bench.at = performance.now();
                    resolve(bench.at);
                }
                if (armed === bench.armed) requestAnimationFrame(look);
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
    """One change: ms from key to repaint, kB over the websocket both ways.

    Of these, `frame_kb` are the map's feature group and `script_kb` all else that
    streamlit-folium sends with it.
    """

    repaint_ms: float
    websocket_kb: float
    frame_kb: float
    script_kb: float


class Reader:
    """One reader with an empty cache, from the first paint on; a context manager."""

    def __init__(self, browser: Browser, subject: Subject, server: Server, query: str = "") -> None:
        self.subject = subject
        self.server = server
        self._changes = 0
        self._forget()
        self._context = browser.new_context(viewport={"width": 1440, "height": 900})
        self._page = self._context.new_page()
        self._page.set_default_timeout(DEADLINE_MS)
        watch = _WATCH.replace("CONTENT", subject.content)
        self._page.add_init_script(watch.replace("DEADLINE_MS", str(DEADLINE_MS)))
        self._page.on("websocket", self._count)
        self._page.goto(server.url + subject.path + query)
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

    def change(self) -> Change:
        """Press one key; return when the page has repainted and the server rests."""
        self._forget()
        self.subject.prepare(self._page)
        self._page.evaluate("bench.arm()")
        self.subject.change(self._page, self._changes)
        self._changes += 1
        self._painted_at()
        self.settle()
        repaint_ms = float(self._page.evaluate("bench.at - bench.key"))
        sizes = (self._bytes, self._frame_bytes, self._script_bytes)
        return Change(repaint_ms, *(size / 1000 for size in sizes))

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

    def _forget(self) -> None:
        self._bytes = self._frame_bytes = self._script_bytes = 0

    def _count(self, socket: WebSocket) -> None:
        def sent(payload: str | bytes) -> None:
            self._bytes += len(payload)

        def received(payload: str | bytes) -> None:
            self._bytes += len(payload)
            if isinstance(payload, bytes):
                self._count_map(payload)

        socket.on("framereceived", received)
        socket.on("framesent", sent)

    def _count_map(self, payload: bytes) -> None:
        message = ForwardMsg()
        message.ParseFromString(payload)
        if message.delta.new_element.WhichOneof("type") == "component_instance":
            text = message.delta.new_element.component_instance.json_args
            frame = json.dumps(json.loads(text).get("feature_group"), separators=(",", ":"))
            self._frame_bytes += len(frame)
            self._script_bytes += len(text) - len(frame)
