"""One process beside the server that makes files: drawing must not keep a reader's map waiting.

It has idle priority, so that it waits where it shares a core with the server, and stands still
while a reader's page is made.
"""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Lock
from time import monotonic

from geo_data.child import LINUX, Child, LateError, LostError
from geo_data.export import press
from pages.server.waiting import BusyError

LONGEST = 60.0
"""Seconds after which a file is given up."""

LATE = (
    f"It was not drawn within {LONGEST:.0f} seconds and was given up; try a smaller view, or later."
)
LOST = "What draws was ended before this was drawn; it is being started anew. Try again soon."


class Turn:
    """Whose turn it is: the child that makes a file stands still while a page is made.

    Idle priority alone is not enough: two cores that are one inside still slow each other down.
    A file gets half of the time whatever happens, or a crowd of readers would keep it for ever.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._child: Child | None = None
        self._pages = 0
        self._began = self._rested = 0.0
        self._since: float | None = None

    def begin(self, child: Child) -> None:
        """The child starts on a file."""
        with self._lock:
            self._child, self._began, self._rested = child, monotonic(), 0.0

    def end(self) -> None:
        """The file is made, or never will be."""
        with self._lock:
            self._go_on()
            self._child = None

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Hold the child, if it has had its share."""
        with self._lock:
            self._pages += 1
            self._rest()
        try:
            yield
        finally:
            with self._lock:
                self._pages -= 1
                if not self._pages or self._over():
                    self._go_on()

    def _over(self) -> bool:
        now = monotonic()
        rested = self._rested + (now - self._since if self._since else 0)
        return 2 * rested > now - self._began

    def _rest(self) -> None:
        # Elsewhere a child that stands still would outlive a server that was killed.
        if LINUX and self._child and self._since is None and not self._over():
            self._since = monotonic()
            self._child.send_signal(signal.SIGSTOP)

    def _go_on(self) -> None:
        if self._child and self._since is not None:
            self._rested += monotonic() - self._since
            self._since = None
            self._child.send_signal(signal.SIGCONT)


class Worker:
    """Makes one file after the other, in the order in which they are asked for."""

    def __init__(self) -> None:
        self._child = Child("from geo_data.export.press import serve; serve()", "drawing")
        self._turn = Turn()

    async def make(self, order: press.Order) -> bytes:
        """The file; BusyError if the process is lost or late, GeoDataError as `press.make`."""
        self._turn.begin(self._child)
        try:
            asked = self._child.ask(press.written(order), LONGEST)
            return press.made(await asyncio.wrap_future(asked))
        except LateError:
            raise BusyError(LATE) from None
        except LostError:
            raise BusyError(LOST) from None
        finally:
            self._turn.end()

    def aside(self) -> AbstractContextManager[None]:
        """While a reader's page is made, the file that is being made waits."""
        return self._turn.aside()

    def close(self) -> None:
        """End the process; the next order starts another."""
        self._child.close()
