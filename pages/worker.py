"""One process beside the server that makes files: drawing must not keep a reader's map waiting."""

import asyncio
import multiprocessing
import os
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait

from geo_data.figures import press

WAITING = 4
"""How many orders may wait for the one that is being made."""

LONGEST = 60.0
"""Seconds after which nobody waits for a file any more."""


class BusyError(Exception):
    """Too many files are wanted at once: ask again in some seconds."""


def _end_with_parent() -> None:
    """A server that is killed tells nobody: what it started ends itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)


def _begin() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()


class Worker:
    """Makes one file at a time; those who ask for the same one wait for the same."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._orders: dict[press.Order, Future[bytes]] = {}

    async def make(self, order: press.Order) -> bytes:
        """The file; BusyError if too many wait, GeoDataError as `press.make`."""
        future = self._orders.get(order)
        if future is None:
            if len(self._orders) > WAITING:
                raise BusyError
            future = self._submit(order)
            self._orders[order] = future
            future.add_done_callback(lambda _: self._orders.pop(order, None))
        try:
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(future)), LONGEST)
        except (BrokenProcessPool, TimeoutError) as error:
            self.close()
            raise BusyError from error

    def _submit(self, order: press.Order) -> Future[bytes]:
        if self._pool is None:
            # Spawned, not forked: the server has threads.
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=_begin)
        return self._pool.submit(press.make, order)

    def close(self) -> None:
        """End the process; the next order starts another."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
