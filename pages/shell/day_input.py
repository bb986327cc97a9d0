"""The input of a day that the record speaks for."""

from collections.abc import Callable

import streamlit as st

from geo_data import record
from geo_data.days import FIRST_DAY
from geo_data.figures.web.markup import fragment
from geo_data.prose import words
from pages.shell.address import html


def day_input(label: str, key: str, on_change: Callable[[], None]) -> None:
    """A day as YYYY-MM-DD, from the first to the last that the record speaks for.

    Another that is typed never leaves the browser: the field turns red, and page.css then shows
    the sentence that stands below it.
    """
    with st.container(key=f"{key}_field", gap=None, width="content"):
        st.date_input(
            label,
            key=key,
            min_value=FIRST_DAY,
            max_value=record().checked_until,
            format="YYYY-MM-DD",
            on_change=on_change,
            width=146,
        )
        html(fragment("app.html", "no_day", words.reach()))
