"""One process beside the server that makes files: drawing must not keep a reader's map waiting.

It is a plain child with two pipes. `multiprocessing` would start it by running the script of a
reader's page, which Streamlit puts in the place of the main module.
"""

import asyncio
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock, Timer
from time import monotonic
from typing import IO, Protocol, cast

from geo_data import GeoDataError
from geo_data.figures import press
from pages.waiting import BusyError

LONGEST = 60.0
"""Seconds after which a file is given up."""

_ROOT = str(Path(press.__file__).parents[2])
_CHILD = "from geo_data.figures.press import serve; serve()"


class Child(Protocol):
    """What a turn asks of a process."""

    def send_signal(self, sig: int, /) -> None:
        """Send it a signal."""


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
        if self._child and self._since is None and not self._over() and hasattr(signal, "SIGSTOP"):
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
        self._thread = ThreadPoolExecutor(1, "drawing")
        self._child: subprocess.Popen[bytes] | None = None
        self._turn = Turn()

    async def make(self, order: press.Order) -> bytes:
        """The file; BusyError if the process is lost, GeoDataError as `press.make`."""
        return await asyncio.wrap_future(self._thread.submit(self._make, order))

    def _make(self, order: press.Order) -> bytes:
        if self._child is not None and self._child.poll() is not None:
            self.close()
        child = self._child = self._child or self._start()
        self._turn.begin(child)
        orders, answers = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
        late = Timer(LONGEST, child.kill)
        late.start()
        try:
            pickle.dump(order, orders)
            orders.flush()
            made: bytes | str = pickle.load(answers)  # noqa: S301 - our own child
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.close()
            raise BusyError from error
        finally:
            late.cancel()
            self._turn.end()
        if isinstance(made, str):
            raise GeoDataError(made)
        return made

    def aside(self) -> AbstractContextManager[None]:
        """While a reader's page is made, the file that is being made waits."""
        return self._turn.aside()

    def _start(self) -> subprocess.Popen[bytes]:
        path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
        return subprocess.Popen(  # noqa: S603 - nothing in it is a reader's
            [sys.executable, "-c", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
        )

    def close(self) -> None:
        """End the process; the next order starts another."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None
