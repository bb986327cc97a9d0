"""One process beside the server that makes files: drawing must not keep a reader's map waiting.

It is a plain child with two pipes. `multiprocessing` would start it by running the script of a
reader's page, which Streamlit puts in the place of the main module.
"""

import asyncio
import os
import pickle
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Timer
from typing import IO, cast

from geo_data import GeoDataError
from geo_data.figures import press

WAITING = 4
"""How many orders may wait for the one that is being made."""

LONGEST = 60.0
"""Seconds after which a file is given up."""

_ROOT = str(Path(press.__file__).parents[2])
_CHILD = "from geo_data.figures.press import serve; serve()"


class BusyError(Exception):
    """Too many files are wanted at once: ask again in some seconds."""


class Worker:
    """Makes one file at a time; those who ask for the same one wait for the same."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "drawing")
        self._child: subprocess.Popen[bytes] | None = None
        self._orders: dict[press.Order, Future[bytes]] = {}

    async def make(self, order: press.Order) -> bytes:
        """The file; BusyError if too many wait, GeoDataError as `press.make`."""
        future = self._orders.get(order)
        if future is None:
            if len(self._orders) > WAITING:
                raise BusyError
            future = self._thread.submit(self._make, order)
            self._orders[order] = future
            future.add_done_callback(lambda _: self._orders.pop(order, None))
        # Shielded: one reader who goes away does not take the file from the others.
        return await asyncio.shield(asyncio.wrap_future(future))

    def _make(self, order: press.Order) -> bytes:
        if self._child is not None and self._child.poll() is not None:
            self.close()
        child = self._child = self._child or self._start()
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
        if isinstance(made, str):
            raise GeoDataError(made)
        return made

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
