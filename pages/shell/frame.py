"""The frame of every page: the table of pages and the filter bar."""

from bisect import bisect_left, bisect_right
from functools import cache
from secrets import token_hex

import streamlit as st
from markupsafe import Markup

from geo_data import KINDS, View, article_faults, events, record
from geo_data.export import press
from geo_data.figures.map import assets
from geo_data.figures.web.markup import fragment
from geo_data.geometry import AREAS
from geo_data.history.events import countries_involved, event_days
from geo_data.history.view import ALL, LAYERS, SPANS
from geo_data.prose.sentences import vocabulary
from pages.server import files
from pages.server.serving import base
from pages.shell.address import (
    address,
    changed,
    follow,
    html,
    known_articles,
    served,
    synchronise,
    telling,
)
from pages.shell.contents import CONTENTS
from pages.shell.day_input import day_input

PAGES = [
    st.Page(page.script, title=page.title, url_path=page.path or None, default=not page.path)
    for page in CONTENTS
]
BARE = {page.title for page in CONTENTS if not page.listed}
"""Pages that fill the screen, without masthead and filters."""

MOST_TOLD = 3
S = st.session_state


def _step(way: int) -> None:
    """Go to the nearest earlier or later day on which something happened."""
    days, on = event_days(), S["on"]
    place = bisect_right(days, on) if way > 0 else bisect_left(days, on) - 1
    if 0 <= place < len(days):
        S["on"] = days[place]
        changed()


def _jump() -> None:
    chosen = S["jump"]
    S["jump"] = None
    if chosen:
        follow(chosen)


def _filter_bar() -> None:
    days, on = event_days(), S["on"]
    names = {event.event_id: f"{event.day_text} {event.title}" for event in events()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        st.button(
            "Previous event",
            key="previous_event",
            help="Go to the previous day on which something happened",
            on_click=_step,
            args=(-1,),
            disabled=days[0] >= on,
        )
        day_input("Day", "on", changed)
        st.button(
            "Next event",
            key="next_event",
            help="Go to the next day on which something happened",
            on_click=_step,
            args=(1,),
            disabled=days[-1] <= on,
        )
        st.selectbox(
            "Show events from",
            [*map(str, SPANS), ALL],
            key="span",
            format_func=lambda s: {"1": "this day", ALL: "all days"}.get(s, f"last {s} days"),
            on_change=changed,
            width=148,
        )
        st.selectbox(
            "Jump to an event",
            list(names),
            index=None,
            key="jump",
            format_func=lambda event_id: names[event_id],
            placeholder="Name or year",
            on_change=_jump,
            width=200,
        )
        st.segmented_control(
            "Area",
            list(AREAS),
            key="area",
            required=True,
            format_func=lambda area: AREAS[area].title,
            on_change=changed,
        )
        st.segmented_control(
            "Show",
            list(LAYERS),
            key="layer",
            required=True,
            format_func=lambda layer: vocabulary()["layers"][layer],
            on_change=changed,
        )
        hidden = sum((bool(S["kind"]), bool(S["country"])))
        with st.popover(f"Filters ({hidden})" if hidden else "Filters", key="more_filters"):
            _more_filters()


def _more_filters() -> None:
    names = countries_involved()
    chosen = S["country"]
    countries = [*names, *([chosen] if chosen and chosen not in names else [])]
    st.pills(
        "Kinds of event",
        list(KINDS),
        selection_mode="multi",
        key="kind",
        format_func=lambda kind: vocabulary()["kinds"][kind],
        on_change=changed,
    )
    st.selectbox(
        "Country",
        countries,
        index=None,
        key="country",
        format_func=lambda iso3: record().name_on(iso3, record().checked_until),
        placeholder="Every country",
        on_change=changed,
    )
    st.selectbox(
        "Article",
        list(known_articles()),
        index=None,
        key="article",
        format_func=lambda slug: known_articles()[slug].title,
        placeholder="None",
        on_change=changed,
    )


def _masthead(view: View, current: str) -> None:
    pages = [(address(view, page.path), page.title) for page in CONTENTS if page.listed]
    until, goal = record().checked_until, S.pop("follow", None)
    html(fragment("app.html", "masthead", pages, current, until, token_hex(4), goal))


@cache
def _share() -> Markup:
    """The dialog to share a view, the same for every one; share.js fills in the addresses."""
    return fragment("share.html", "dialog", base(), press.SIZES, press.DRAWN)


def main() -> None:
    """One run of the script, whatever the page."""
    st.set_page_config(page_title="NATO geography", page_icon=assets.icon(), layout="wide")
    page = st.navigation(PAGES, position="hidden")
    S["told"] = []
    with telling():
        ours = fragment("app.html", "loads", served("page.css"), served("page.js"))
        st.html(ours, unsafe_allow_javascript=True)
    with telling():
        view = synchronise()
        top = st.container()
        # Above the page, but sent after it: the map is what a reader waits for.
        page.run()
        with top:
            if page.title in BARE:
                return
            _masthead(view, page.title)
            with telling():
                _filter_bar()
            if S["dropped"]:
                html(fragment("app.html", "left_out", S["dropped"], MOST_TOLD))
            for fault in article_faults():
                with telling():
                    raise fault
            html(_share())


with files.worker.aside():
    main()
