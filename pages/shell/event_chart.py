"""A chart of events whose marks lead to the map of their day."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from geo_data.figures import timeline
from pages.shell.address import follow


def picked(key: str) -> None:
    """Lead to the event that was clicked in a chart."""
    chosen: Sequence[Mapping[str, str]] = st.session_state[key]["selection"].get(
        timeline.PICKED, []
    )
    if chosen and "event_id" in chosen[0]:
        follow(chosen[0]["event_id"])


def chart(spec: dict[str, Any], data: dict[str, pd.DataFrame], key: str) -> None:
    """Show a chart whose marks lead to the map; the browser keeps it and changes its data."""
    st.vega_lite_chart(
        {**spec, "datasets": data},
        width="stretch",
        key=key,
        on_select=lambda: picked(key),
        selection_mode=timeline.PICKED,
    )
