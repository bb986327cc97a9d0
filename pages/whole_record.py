"""The whole record: consultations, moves and their totals, battlegroups, borders, Article 6."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from geo_data.figures.web import record as figures
from geo_data.prose import words
from pages.shell.address import html, shown, telling
from pages.shell.onward import to_map


def _main() -> None:
    snap = shown(st.session_state["view"])
    view, on, href = snap.view, snap.view.on, to_map(snap.view)
    treaty = to_map(replace(view, layer="article6", area="world"))
    html(figures.heading(view))
    parts: tuple[Callable[[], Markup], ...] = (
        lambda: figures.consultations(on, href) + figures.near_misses(on),
        lambda: figures.invocations(on, href),
        lambda: figures.forces(view, words.window(snap), href),
        lambda: figures.battlegroups(on, href),
        lambda: figures.borders(on, href),
        lambda: figures.article6(on, treaty),
    )
    for part in parts:
        # A table that is broken takes its own part with it, and no other.
        with telling():
            html(figures.part(part()))


_main()
