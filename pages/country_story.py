"""One country's story, beside a map and a timeline of its own; without a country, the choice."""

from dataclasses import replace

import streamlit as st

from geo_data import View, events
from geo_data.figures import timeline
from geo_data.figures.web import markup
from geo_data.figures.web import story as figures
from geo_data.figures.web.markup import fragment
from geo_data.geometry import AREAS, projected
from geo_data.history.events import kept_between
from geo_data.prose import words
from geo_data.prose.story import choice, story, units_of
from pages.shell.address import changed, focus_href, html, shown, telling, theme
from pages.shell.event_chart import chart
from pages.shell.live_map import live_map
from pages.shell.onward import focused, key_terms, to_map, to_story

LANES = 210
"""Pixels of the small timeline."""

S = st.session_state


def _area(view: View, iso3: str) -> str:
    """The reader's area, if the country lies in it; else the first that has it."""
    units = units_of(iso3)
    areas = (view.area, *AREAS)
    return next((a for a in areas if not units.isdisjoint(projected(a).index)), view.area)


def _chosen() -> None:
    S["state"], S["focus"] = S["story"], None
    changed()


def _chooser(view: View) -> None:
    names = {code: name for _, group in choice(view.on) for code, name in group}
    S["story"] = view.state
    st.selectbox(
        "Another country",
        sorted(names, key=lambda code: names[code]),
        key="story",
        format_func=lambda code: names[code],
        on_change=_chosen,
        width=280,
    )


def _beside(view: View, iso3: str) -> None:
    """Its own map, which follows the country and leaves the reader's focus, and its timeline."""
    area = _area(view, iso3)
    own = replace(view, focus=f"country:{iso3}", country=iso3, state=None, area=area)
    snap = shown(own)
    html(markup.legend(live_map(snap, follow=True)))
    html(markup.index("Numbers of the map", words.moves(snap), focus_href))
    every = events()
    kept = kept_between(every[0].day, every[-1].day, countries=(iso3,))
    if kept:
        data = {"window": timeline.window(view.first, view.on), "marks": timeline.marks(kept)}
        chart({**timeline.lanes(theme()), "height": LANES}, data, "life")


def _clicked(view: View, iso3: str) -> None:
    """What the reader put in focus, by a click on the map or before."""
    if view.focus and view.focus != f"country:{iso3}":
        told = focused(shown(replace(view, country=None)))
        if told:
            html(to_story(view) + told)


def _story(view: View, iso3: str) -> None:
    told = story(iso3, view.on)
    heading = st.container()
    # On a telephone page.css sets one below the other: beginning, map, the rest of the story.
    with st.container(key="of_country"):
        left, right = st.columns([3, 2], gap="medium")
    with right, st.container(key="along"), telling():
        _beside(view, iso3)
    with left, telling():
        _clicked(view, iso3)
        html(figures.beginning(told, to_map(view)))
        html(figures.story(told, to_map(view)))
        snap = shown(view)
        if snap.article:
            html(figures.in_article(snap, snap.article, iso3, to_map(view)))
    with heading, st.container(horizontal=True, vertical_alignment="bottom"):
        html(figures.heading(told))
        _chooser(view)


def _main() -> None:
    view = S["view"]
    if view.state:
        _story(view, view.state)
        return
    intro = (
        "Choose a country to read all that the record has on it: members, other countries, and "
        "states that no longer exist."
    )
    html(fragment("app.html", "heading", "Countries", intro) + figures.choice(choice(view.on)))


_main()
key_terms()
