"""One process beside the server that makes files: drawing must not keep a reader's map waiting.

It has idle priority, so that it waits where it shares a core with the server.
"""

import asyncio
from concurrent.futures import Future

from geo_data.child import Child, LateError, LostError
from geo_data.figures import press

WAITING = 4
"""How many orders may wait for the one that is being made."""

LONGEST = 60.0
"""Seconds after which a file is given up."""


MANY = "Too many drawings are asked for at once; try again soon."
LATE = (
    f"It was not drawn within {LONGEST:.0f} seconds and was given up; try a smaller view, or later."
)
LOST = "What draws was ended before this was drawn; it is being started anew. Try again soon."


class BusyError(Exception):
    """A file is not made now: why, in a sentence for a reader, who may ask again."""


class Worker:
    """Makes one file at a time; those who ask for the same one wait for the same."""

    def __init__(self) -> None:
        self._child = Child("from geo_data.figures.press import serve; serve()", "drawing")
        self._orders: dict[press.Order, Future[bytes]] = {}

    async def make(self, order: press.Order) -> bytes:
        """The file; BusyError if too many wait, GeoDataError as `press.make`."""
        future = self._orders.get(order)
        if future is None:
            if len(self._orders) > WAITING:
                raise BusyError(MANY)
            future = self._child.ask(press.written(order), LONGEST)
            self._orders[order] = future
            future.add_done_callback(lambda _: self._orders.pop(order, None))
        # Shielded: one reader who goes away does not take the file from the others.
        try:
            return press.made(await asyncio.shield(asyncio.wrap_future(future)))
        except LateError:
            raise BusyError(LATE) from None
        except LostError:
            raise BusyError(LOST) from None

    def start(self) -> None:
        """Have the process ready before the first order."""
        self._child.start()

    def close(self) -> None:
        """End the process; the next order starts another."""
        self._child.close()
