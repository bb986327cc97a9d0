"""What changed between two days as HTML: a sentence with the numbers, then line by line."""

from collections.abc import Callable, Sequence
from datetime import date

from markupsafe import Markup

from geo_data.days import in_words
from geo_data.english import in_a_row
from geo_data.figures.web.markup import EMPTY, Href, fragment
from geo_data.prose.changes import (
    SECTIONS,
    TITLE,
    Changes,
    belong,
    joined,
    lead,
    on_both_days,
    waves,
)
from geo_data.prose.sentences import vocabulary

HrefOn = Callable[[date], Href]
"""From a day to the addresses that show something on the map of that day."""

__all__ = ["changes", "day", "heading", "lead", "wipe"]


def heading(found: Changes, ways: Sequence[tuple[str, str]]) -> Markup:
    """Who joined, and what changed between both days in one sentence; `ways` to other views.

    A way is an address and what it is called.
    """
    return fragment("compare.html", "heading", TITLE, joined(found), lead(found), ways)


def wipe(earlier: date, later: date) -> Markup:
    """How much of each day is seen where one map lies upon the other."""
    return fragment("compare.html", "wipe", in_words(earlier), in_words(later))


def day(on: date, role: str) -> Markup:
    """The heading of a day's map; `role` says which of the two days it is."""
    return fragment("compare.html", "day", f"{in_words(on)}: {belong(on)}", role)


def changes(found: Changes, href: HrefOn) -> Markup:
    """Every change under its heading; what did not change in one line."""
    if found.earlier == found.later:
        return EMPTY
    by_title = {title: found.of(*kinds) for title, kinds in SECTIONS.items()}
    sections = [
        (title, on_both_days(title, found), list(waves(changed)))
        for title, changed in by_title.items()
        if changed
    ]
    same = in_a_row(title for title, changed in by_title.items() if not changed)
    none = f"No change on record: {same}." if same else ""
    measured = vocabulary()["texts"]["measured"]
    return fragment("compare.html", "changes", sections, none, measured, href)
