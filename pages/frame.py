"""The frame of every page: the table of pages and the filter bar."""

from collections.abc import Sequence
from secrets import token_hex

import streamlit as st
from markupsafe import Markup

from geo_data import KINDS, View, article_faults, articles, events, record
from geo_data.days import FIRST_DAY, in_words
from geo_data.events import by_id
from geo_data.figures.look import look
from geo_data.geometry import AREAS
from geo_data.view import ALL, SPANS
from pages.address import address, changed, follow, html, served, synchronise, telling

PAGES = [
    st.Page("alliance_map.py", title="Map", default=True),
    st.Page("alliance_timeline.py", title="Timeline", url_path="timeline"),
    st.Page("sources_and_method.py", title="Sources", url_path="sources"),
]
MOST_TOLD = 3
S = st.session_state


def _step(way: int) -> None:
    """Go to the nearest earlier or later day on which something happened."""
    days = [e.day for e in events() if (e.day > S["on"] if way > 0 else e.day < S["on"])]
    days = [day for day in days if day <= record().checked_until]
    if days:
        S["on"] = min(days) if way > 0 else max(days)
        changed()


def _jump() -> None:
    chosen = S["jump"]
    S["jump"] = None
    if chosen:
        follow(chosen)


def _event_name(event_id: str) -> str:
    event = by_id()[event_id]
    return f"{event.day_text} {event.title}"


def _names() -> dict[str, str]:
    until = record().checked_until
    return {state.iso3: record().name_on(state.iso3, until) for state in record().states}


@st.cache_resource
def _countries() -> Sequence[str]:
    """Countries that some event involves, by name."""
    names = _names()
    found = {iso3 for event in events() for iso3 in event.countries if iso3 in names}
    return sorted(found, key=lambda iso3: names[iso3])


@st.cache_resource
def _country_names() -> dict[str, str]:
    return _names()


def _filter_bar() -> None:
    names = _country_names()
    countries = list(_countries())
    if S["country"] and S["country"] not in countries:
        countries.append(S["country"])
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        st.button(
            "Previous event",
            key="previous_event",
            on_click=_step,
            args=(-1,),
            disabled=events()[0].day >= S["on"],
        )
        st.date_input(
            "Day",
            key="on",
            min_value=FIRST_DAY,
            max_value=record().checked_until,
            format="YYYY-MM-DD",
            on_change=changed,
            width=146,
        )
        st.button(
            "Next event",
            key="next_event",
            on_click=_step,
            args=(1,),
            disabled=not any(S["on"] < e.day <= record().checked_until for e in events()),
        )
        st.selectbox(
            "Events of",
            [*map(str, SPANS), ALL],
            key="span",
            format_func=lambda s: {"1": "1 day", ALL: "all days"}.get(s, f"{s} days"),
            on_change=changed,
            width=112,
        )
        st.selectbox(
            "Jump to an event",
            [event.event_id for event in events()],
            index=None,
            key="jump",
            format_func=_event_name,
            placeholder="Type a name or a year",
            on_change=_jump,
            width=280,
        )
        st.segmented_control(
            "Map of",
            list(AREAS),
            key="area",
            required=True,
            format_func=lambda area: AREAS[area].title,
            on_change=changed,
        )
        hidden = sum((bool(S["kind"]), bool(S["country"])))
        with st.popover(f"Filters ({hidden})" if hidden else "Filters", key="more_filters"):
            st.pills(
                "Kinds of event",
                list(KINDS),
                selection_mode="multi",
                key="kind",
                format_func=lambda kind: look()["kinds"][kind],
                on_change=changed,
            )
            st.selectbox(
                "Country",
                countries,
                index=None,
                key="country",
                format_func=lambda iso3: names.get(iso3, iso3),
                placeholder="Every country",
                on_change=changed,
            )
            st.selectbox(
                "Article",
                list(articles()),
                index=None,
                key="article",
                format_func=lambda slug: articles()[slug].title,
                placeholder="None: the record alone",
                on_change=changed,
            )


def _masthead(view: View, current: str) -> None:
    links = Markup("").join(
        Markup('<a href="{}" data-go="push"{}>{}</a>').format(
            address(view, page.url_path),
            Markup(' aria-current="page"') if page.title == current else "",
            page.title,
        )
        for page in PAGES
    )
    until = in_words(record().checked_until)
    html(
        Markup(
            '<header><strong>NATO geography</strong><nav aria-label="Pages">{}</nav>'
            '<button data-copy data-copied="Copied">Copy link</button>'
            "<small>Record checked until {}</small></header>"
        ).format(links, until)
    )


def _tell(dropped: list[str]) -> None:
    if dropped:
        rest = f" (and {len(dropped) - MOST_TOLD} more)" if len(dropped) > MOST_TOLD else ""
        html(
            Markup('<p class="told" role="status">Left out of the address: {}{}.</p>').format(
                "; ".join(dropped[:MOST_TOLD]), rest
            )
        )


def main() -> None:
    """One run of the script, whatever the page."""
    st.set_page_config(page_title="NATO geography", layout="wide")
    page = st.navigation(PAGES, position="hidden")
    S["told"] = []
    with telling():
        st.html(f'<style>@import url("{served("page.css")}");</style>')
    with telling():
        st.html(f'<script src="{served("address.js")}"></script>', unsafe_allow_javascript=True)
    with telling():
        view = synchronise()
        _masthead(view, page.title)
        with telling():
            _filter_bar()
        _tell(S["dropped"])
        for fault in article_faults():
            with telling():
                raise fault
        page.run()
    # Last, and always there, so that no element of the page changes its place.
    goal = S.pop("follow", None)
    # The token tells one jump from another, should the browser draw the same link twice.
    link = Markup('<a data-follow="{}" hidden href="{}">Go</a>').format(token_hex(4), goal)
    html(link if goal else "")


main()
