"""The live map as a widget: one component that keeps its place, its zoom and its shapes."""

from time import sleep
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from geo_data import Snapshot
from geo_data.figures import assets, frame, live
from pages.address import choose, telling, theme

HEIGHT = 720
"""Pixels before map.js has measured the width; it then keeps the map's shape."""

SECONDS_FOR_THE_MAP = 0.01
S = st.session_state


def clicked() -> None:
    """Take over what map.js says was clicked."""
    chosen = (S.get("map") or {}).get("selected")
    if isinstance(chosen, str):
        choose(chosen)


def live_map(snap: Snapshot, *, follow: bool = False) -> dict[str, Any]:
    """Show a snapshot; its frame. `follow`: the map goes to what is in focus."""
    with telling():
        # The map itself can only say that its shapes did not come, not why.
        assets.geometry_asset(snap.view.area)
    painted = frame.frame(snap, theme(), follow=follow)
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
    # Streamlit sends what waits when the script rests: so the browser paints the map while the
    # words are still to come, and not after it has mounted them all.
    sleep(SECONDS_FOR_THE_MAP)
    return painted
