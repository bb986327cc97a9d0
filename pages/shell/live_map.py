"""The live map as a widget: one component that keeps its place, its zoom and its shapes."""

from contextlib import suppress
from functools import partial
from time import sleep

import streamlit as st
from streamlit_folium import st_folium

from geo_data import Snapshot
from geo_data.errors import ViewError
from geo_data.figures.contract import Frame
from geo_data.figures.map import assets, frame, live
from geo_data.history.view import read_day
from pages.shell.address import changed, choose, telling, theme

HEIGHT = 720
"""Pixels before map.js has measured the width; it then keeps the map's shape."""

SECONDS_FOR_THE_MAP = 0.01
S = st.session_state


def clicked(key: str) -> None:
    """Take over what map.js says was clicked, or the day on which its player stopped."""
    told = S.get(key) or {}
    chosen, day = told.get("selected"), told.get("day")
    if isinstance(day, str):
        with suppress(ViewError):
            S["on"] = read_day(day)
            changed()
    if isinstance(chosen, str):
        choose(chosen)


def live_map(
    snap: Snapshot,
    *,
    key: str = "map",
    follow: bool = False,
    plays: bool = False,
    large: bool = False,
) -> Frame:
    """Show a snapshot; its frame.

    `key` tells two maps of a page apart, which move in step. `follow`: the map goes to what is in
    focus. `plays`: with a player of all days below it. `large`: for a screen that many look at.
    """
    S["mapped"] = True  # so the filters that act on a map are here
    with telling():
        # The map itself can only say that its shapes did not come, not why.
        assets.geometry_asset(snap.view.area)
    painted = frame.frame(snap, theme(), follow=follow)
    if plays:
        painted["film"] = live.player(snap.view)
    if large:
        painted["large"] = True
    st_folium(
        live.base(),
        key=key,
        height=HEIGHT,
        returned_objects=[],
        feature_group_to_add=live.painting(painted),
        use_container_width=True,
        # the map alone is enough, and half the work of its whole page
        render=False,
        on_change=partial(clicked, key),
    )
    # Streamlit sends what waits when the script rests: so the browser paints the map while the
    # words are still to come, and not after it has mounted them all.
    sleep(SECONDS_FOR_THE_MAP)
    return painted
