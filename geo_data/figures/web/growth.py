"""The number of members from 1949 to today as HTML: a line, and every number with its day."""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from geo_data.days import FIRST_DAY
from geo_data.figures.web.markup import fragment
from geo_data.history.membership import rounds
from geo_data.prose.rounds import looks
from geo_data.tables.record import record


def growth(on: date, href: Callable[[date], str] | None = None) -> Markup:
    """The line, with a mark on a day; `href` leads to a day, without it nothing does.

    It is drawn with boxes, for Streamlit lets no drawing pass. growth.js moves the mark while the
    film of a map is played.
    """
    last = record().checked_until
    steps = [each for each in rounds() if each.joined]
    most = max(each.members for each in steps)

    def share(day: date) -> float:
        return 100 * ((day - FIRST_DAY) / (last - FIRST_DAY))

    # each from its day to the end: a later one covers it
    bars = [(f"{share(each.day):.2f}", f"{100 * each.members / most:.1f}") for each in steps]
    said = [
        (each.day, each.members, looks()[each.look]["name"], href(each.day) if href else "")
        for each in steps
    ]
    at, now = f"{share(on):.2f}", len(record().members_on(on))
    return fragment("growth.html", "line", (FIRST_DAY, last, on), at, now, bars, said)
