"""One process beside the server that makes files: drawing must not keep a reader's map waiting.

It has idle priority, so that it waits where it shares a core with the server.
"""

import asyncio

from geo_data.child import Child, LateError, LostError
from geo_data.figures import press
from pages.waiting import BusyError

LONGEST = 60.0
"""Seconds after which a file is given up."""

LATE = (
    f"It was not drawn within {LONGEST:.0f} seconds and was given up; try a smaller view, or later."
)
LOST = "What draws was ended before this was drawn; it is being started anew. Try again soon."


class Worker:
    """Makes one file after the other, in the order in which they are asked for."""

    def __init__(self) -> None:
        self._child = Child("from geo_data.figures.press import serve; serve()", "drawing")

    async def make(self, order: press.Order) -> bytes:
        """The file; BusyError if the process is lost or late, GeoDataError as `press.make`."""
        try:
            asked = self._child.ask(press.written(order), LONGEST)
            return press.made(await asyncio.wrap_future(asked))
        except LateError:
            raise BusyError(LATE) from None
        except LostError:
            raise BusyError(LOST) from None

    def close(self) -> None:
        """End the process; the next order starts another."""
        self._child.close()
