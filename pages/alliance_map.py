"""The opening page: the map, what it shows in words, and the list of everything on it."""

from time import sleep

import streamlit as st
from markupsafe import Markup
from streamlit_folium import st_folium

from geo_data import snapshot
from geo_data.figures import assets, details, frame, legend, live, markup, words
from pages.address import choose, focus_href, html, telling, theme

HEIGHT = 720
"""Pixels before map.js has measured the width; it then keeps the map's shape."""

SECONDS_FOR_THE_MAP = 0.01

S = st.session_state
view = S["view"]
snap = snapshot(view)


def clicked() -> None:
    """Take over what map.js says was clicked."""
    chosen = (S.get("map") or {}).get("selected")
    if isinstance(chosen, str):
        choose(chosen)


# The map's place comes after the heading's, its message before: it is the first to be painted.
heading = st.container()
left, right = st.columns([2, 1], gap="medium")
with left:
    with telling():
        # The map itself can only say that its shapes did not come, not why.
        assets.geometry_asset(view.area)
    with telling():
        painted = frame.frame(snap, theme())
        st_folium(
            live.base(),
            key="map",
            height=HEIGHT,
            returned_objects=[],
            feature_group_to_add=live.painting(painted),
            use_container_width=True,
            # the map alone is enough, and half the work of its whole page
            render=False,
            on_change=clicked,
        )
        # Streamlit sends what waits when the script rests: so the browser paints the map while
        # the words are still to come, and not after it has mounted them all.
        sleep(SECONDS_FOR_THE_MAP)
        html(legend.legend(painted))
    # Apart from the events: it seldom changes from day to day, and is then not sent again.
    html(markup.index("On the map: events", words.happenings(snap), focus_href, view.focus))
    places = "On the map: countries, borders, battlegroups"
    html(markup.index(places, words.standings(snap), focus_href, view.focus))
with right:
    focused = details.details(snap)
    html(
        (markup.details(focused, snap.article, focus_href) if focused else Markup(""))
        + markup.group(words.what_you_see(snap), focus_href, view.focus)
    )
with heading:
    note = words.day_note(snap)
    html(
        Markup('<h2>{}</h2><p class="standfirst">{}</p>{}').format(
            words.headline(snap),
            words.standfirst(snap),
            Markup('<p class="note">{}</p>').format(note) if note else "",
        )
    )
