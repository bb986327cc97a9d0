"""Who waits for what is being made: a few, not for long, and only as long as they are there."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

from starlette.types import Receive

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


MANY = "Too many files are asked for at once; try again soon."


class BusyError(Exception):
    """Something is not made now: why, in a sentence for a reader, who may ask again."""

    def __init__(self, says: str = MANY) -> None:
        super().__init__(says)


class _Order(Generic[V]):
    """Something that is asked for, by one reader or by several."""

    def __init__(self) -> None:
        self.readers = 0
        self.begun = False
        self.task: asyncio.Task[V]


class Line(Generic[K, V]):
    """Makes one thing after the other; those who ask for the same wait for the same.

    `waiting` things at most wait for the one that is being made, and nobody waits for more than
    `patience` seconds. What is not begun when its last reader leaves is not made.
    """

    def __init__(self, make: Callable[[K], Awaitable[V]], *, waiting: int, patience: float) -> None:
        self.waiting = waiting
        self.patience = patience
        self._make = make
        self._turn = asyncio.Lock()
        self._orders: dict[K, _Order[V]] = {}

    async def take(self, key: K) -> V:
        """What is made of `key`; BusyError if too many wait, or this one has waited too long."""
        order = self._orders.get(key)
        if order is None:
            if len(self._orders) > self.waiting:
                raise BusyError
            order = self._orders[key] = _Order()
            order.task = asyncio.create_task(self._made(key, order))
            # If it fails after its last reader has left, nobody has to be told.
            order.task.add_done_callback(lambda task: task.cancelled() or task.exception())
        order.readers += 1
        try:
            async with asyncio.timeout(self.patience):
                # Shielded: one reader who leaves does not take it from the others.
                return await asyncio.shield(order.task)
        except TimeoutError:
            raise BusyError from None
        finally:
            order.readers -= 1
            if not order.readers and not order.begun:
                order.task.cancel()
                self._forget(key, order)

    async def _made(self, key: K, order: _Order[V]) -> V:
        try:
            async with self._turn:
                order.begun = True
                return await self._make(key)
        finally:
            self._forget(key, order)

    def _forget(self, key: K, order: _Order[V]) -> None:
        # Under the same key there may be another by now.
        if self._orders.get(key) is order:
            del self._orders[key]


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def while_there(receive: Receive, work: Coroutine[Any, Any, V]) -> V:
    """What `work` gives; it is called off, with BusyError, when its reader leaves."""
    working, leaving = asyncio.create_task(work), asyncio.create_task(_left(receive))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise BusyError
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()
