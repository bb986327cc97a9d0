"""The map alone, large, day by day: for a screen that many look at."""

from bisect import bisect_left, bisect_right
from datetime import date

import streamlit as st

from geo_data import View, record
from geo_data.days import FIRST_DAY, in_words
from geo_data.figures.web import markup
from geo_data.figures.web.growth import growth
from geo_data.figures.web.markup import fragment
from geo_data.history.events import kept_between
from geo_data.prose import words
from geo_data.prose.news import in_short
from pages.shell.address import address, day_href, html, shown, telling
from pages.shell.live_map import live_map


def _beside(view: View) -> tuple[str, str]:
    """The ways to the days before and after on which something happened; "" where there is none."""
    countries = (view.country,) if view.country else ()
    found = kept_between(FIRST_DAY, record().checked_until, view.kinds, countries)
    days: list[date] = sorted({event.day for event in found})
    back, on = bisect_left(days, view.on) - 1, bisect_right(days, view.on)
    return (
        day_href(days[back]) if back >= 0 else "",
        day_href(days[on]) if on < len(days) else "",
    )


def _main() -> None:
    snap = shown(st.session_state["view"])
    view = snap.view
    with st.container(key="present"):
        left, right = st.columns([5, 2], gap="medium")
    with left, telling():
        painted = live_map(snap, plays=True, large=True)
    with right, telling():
        only = words.narrowed(view)
        html(fragment("present.html", "said", in_words(view.on), only, in_short(snap)))
        html(growth(view.on, day_href))
        html(markup.key(painted))
        html(fragment("present.html", "ways", *_beside(view), FIRST_DAY, address(view)))


_main()
