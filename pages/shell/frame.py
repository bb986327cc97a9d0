"""The frame of every page: the table of pages and the filter bar."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cache
from secrets import token_hex

import streamlit as st
from markupsafe import Markup

from geo_data import KINDS, View, article_faults, record
from geo_data.days import in_words
from geo_data.export import press
from geo_data.figures.map import assets
from geo_data.figures.web.markup import fragment
from geo_data.geometry import AREAS
from geo_data.history.events import countries_involved, event_days
from geo_data.history.view import ALL, LATEST, LAYERS, LONGEST_SEARCH, SPANS, nearest_day
from geo_data.prose import search, words
from geo_data.prose.sentences import vocabulary
from pages.server import files
from pages.server.serving import base
from pages.shell.address import (
    carried,
    changed,
    html,
    known_articles,
    served,
    synchronise,
    telling,
)
from pages.shell.contents import CONTENTS, Entry
from pages.shell.day_input import day_input

PAGES = [
    st.Page(page.script, title=page.title, url_path=page.path or None, default=not page.path)
    for page in CONTENTS
]
MOST_TOLD = 3
SELDOM = frozenset({"kind", "country", "article"})
S = st.session_state


def _step(way: int) -> None:
    """Go to the nearest earlier or later day on which something happened."""
    days, on = event_days(), S["on"]
    place = bisect_right(days, on) if way > 0 else bisect_left(days, on) - 1
    if 0 <= place < len(days):
        S["on"] = days[place]
        changed()


def _day(view: View) -> None:
    """The day, the events before and after it, and the ways to two days that are often wanted."""
    days, on = event_days(), S["on"]
    with st.container(key="day", gap=None, width="content"):
        with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
            st.button(
                "Previous event",
                key="previous_event",
                on_click=_step,
                args=(-1,),
                disabled=days[0] >= on,
            )
            day_input("Day", "on", changed)
            st.button(
                "Next event",
                key="next_event",
                on_click=_step,
                args=(1,),
                disabled=days[-1] <= on,
            )
        html(fragment("app.html", "days", view.on, _often_wanted(view)))


def _often_wanted(view: View) -> list[tuple[str, date, str]]:
    """Days that a reader may want to go to, each as an address writes it and in words."""
    until = record().checked_until
    found = [(LATEST, until, f"Latest ({in_words(until)})")]
    article = known_articles().get(view.article or "")
    if article:
        day = nearest_day(article.day)
        found.append((day.isoformat(), day, "The article’s day"))
    return found


def _filter_bar(view: View, filters: Collection[str]) -> None:
    """The filters that act on what the page shows.

    All are on the page at any time; page.css shows those that a button opens: all but the day on a
    telephone, the seldom wanted elsewhere.
    """
    with st.container(horizontal=True, vertical_alignment="top", key="filters"):
        if "on" in filters:
            _day(view)
            html(fragment("app.html", "opens", "all"))
        if "span" in filters:
            st.selectbox(
                "Show events from",
                [*map(str, SPANS), ALL],
                key="span",
                format_func=lambda s: {"1": "this day", ALL: "all days"}.get(s, f"last {s} days"),
                on_change=changed,
                width=148,
            )
        if "area" in filters:
            st.segmented_control(
                "Area",
                list(AREAS),
                key="area",
                required=True,
                format_func=lambda area: AREAS[area].title,
                on_change=changed,
            )
        if "layer" in filters:
            st.segmented_control(
                "Show",
                list(LAYERS),
                key="layer",
                required=True,
                format_func=lambda layer: vocabulary()["layers"][layer],
                on_change=changed,
            )
        if more := SELDOM.intersection(filters):
            html(fragment("app.html", "opens", "seldom"))
            with st.container(key="more_filters", horizontal=True, vertical_alignment="top"):
                _more_filters(more)


def _more_filters(filters: Collection[str]) -> None:
    if "kind" in filters:
        st.pills(
            "Kinds of event",
            list(KINDS),
            selection_mode="multi",
            key="kind",
            format_func=lambda kind: vocabulary()["kinds"][kind],
            on_change=changed,
        )
    if "country" in filters:
        names, chosen = countries_involved(), S["country"]
        st.selectbox(
            "Country",
            [*names, *([chosen] if chosen and chosen not in names else [])],
            index=None,
            key="country",
            format_func=lambda iso3: record().name_on(iso3, record().checked_until),
            placeholder="Every country",
            on_change=changed,
        )
    if "article" in filters:
        st.selectbox(
            "Article",
            list(known_articles()),
            index=None,
            key="article",
            format_func=lambda slug: known_articles()[slug].title,
            placeholder="None",
            on_change=changed,
        )


def _masthead(view: View, current: Entry) -> None:
    # From a country's story its page leads back to the choice of countries.
    whole = replace(view, state=None)
    pages = [(carried(whole, page.path), page.title) for page in CONTENTS if page.listed]
    until, goal = record().checked_until, S.pop("follow", None)
    query = view.query(current.path, dated=True)
    said = pages, current.title, until, token_hex(4), goal, query, _day_of(view, current)
    # Apart from the rest, which changes with the view: a reader may be typing.
    with st.container(horizontal=True, vertical_alignment="bottom", gap=None, key="masthead"):
        html(fragment("app.html", "masthead", *said))
        with st.container(key="search", width=180), telling():
            html(_search())


def _day_of(view: View, current: Entry) -> str:
    """The day that a page is of, in words; "" if it is of none."""
    return in_words(view.on) if "on" in {*current.filters, *current.map_filters} else ""


@cache
def _search() -> Markup:
    return fragment("search.html", "box", search.words()["box"], base(), LONGEST_SEARCH)


@cache
def _dialogs() -> Markup:
    """To share a view, whose addresses share.js fills in; the keys. The same for every view."""
    share = fragment("share.html", "dialog", base(), press.SIZES, press.DRAWN)
    return share + fragment("app.html", "shortcuts", vocabulary()["shortcuts"])


def main() -> None:
    """One run of the script, whatever the page."""
    st.set_page_config(page_title="NATO geography", page_icon=assets.icon(), layout="wide")
    page = st.navigation(PAGES, position="hidden")
    entry = next(each for each in CONTENTS if each.path == page.url_path)
    S["told"], S["mapped"] = [], False
    with telling():
        ours = fragment("app.html", "loads", served("page.css"), served("page.js"))
        st.html(ours, unsafe_allow_javascript=True)
    with telling():
        view = synchronise(entry.path)
        top = st.container()
        # Above the page, but sent after it: the map is what a reader waits for.
        page.run()
        with top:
            filters = {*entry.filters, *(entry.map_filters if S["mapped"] else ())}
            S["mounted"] = filters if entry.listed else ()
            if not (entry.listed or entry.framed):
                query = view.query(entry.path, dated=True)
                html(fragment("app.html", "of_view", query, in_words(view.on)))
                return
            _masthead(view, entry)
            with telling():
                _filter_bar(view, filters)
            if S["dropped"]:
                html(fragment("app.html", "left_out", S["dropped"], MOST_TOLD))
            if S["beyond"]:
                html(fragment("app.html", "told", words.nearest(S["beyond"]), "status"))
            for fault in article_faults():
                with telling():
                    raise fault
            html(_dialogs())
            if narrowed := [each for each in words.narrowed(view) if each.name in filters]:
                html(fragment("app.html", "chips", narrowed))


with files.worker.aside():
    main()
