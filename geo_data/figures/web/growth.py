"""The number of members from 1949 to today as HTML: a line, and every number with its day."""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from geo_data.days import FIRST_DAY
from geo_data.figures.web.markup import fragment
from geo_data.history.membership import rounds
from geo_data.prose.rounds import looks
from geo_data.tables.record import record

WIDE, HIGH = 1000, 100
"""Of the drawing, in its own units; page.css gives it its size."""


def growth(on: date, href: Callable[[date], str] | None = None) -> Markup:
    """The line, with a mark on a day; `href` leads to a day, without it nothing does.

    growth.js moves the mark while the film of a map is played.
    """
    last = record().checked_until
    steps = [each for each in rounds() if each.joined]
    most = max(each.members for each in steps)

    def at(day: date) -> float:
        return (day - FIRST_DAY) / (last - FIRST_DAY)

    path = f"M0,{HIGH}"
    for each in steps:
        high = HIGH - HIGH * each.members / (most + 1)
        path += f"H{WIDE * at(each.day):.1f}V{high:.1f}"
    said = [
        (each.day, each.members, looks()[each.look]["name"], href(each.day) if href else "")
        for each in steps
    ]
    now = len(record().members_on(on))
    days = FIRST_DAY, last, on
    return fragment("growth.html", "line", days, f"{at(on):.4f}", now, f"{path}H{WIDE}", said, HIGH)
