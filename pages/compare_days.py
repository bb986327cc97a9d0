"""Two days side by side, and in words what changed between them."""

from dataclasses import replace
from datetime import date

import streamlit as st

from geo_data import KINDS, Snapshot, View, record
from geo_data.figures.web import compare as figures
from geo_data.figures.web import markup
from geo_data.figures.web.markup import fragment
from geo_data.history.snapshot import compared
from geo_data.history.view import COMPARE
from geo_data.prose import words
from geo_data.prose.changes import changes, two_days
from pages.shell.address import address, changed, focus_href, html, own_articles, telling
from pages.shell.day_input import day_input
from pages.shell.live_map import live_map
from pages.shell.onward import focused, to_map, to_story

S = st.session_state


def _chosen() -> None:
    S["against"] = S["compared_with"]
    changed()


def _chooser(other: date) -> None:
    # A widget that is set overwrites what the reader moves meanwhile.
    if S.get("compared_with") != other:
        S["compared_with"] = other
    day_input("Compared with", "compared_with", _chosen)


def _map(snap: Snapshot, key: str, role: str) -> None:
    with telling():
        html(figures.day(snap.view.on, role))
    with telling():
        painted = live_map(snap, key=key)
        if key == "map":
            html(figures.wipe(*two_days(S["view"])))
        html(markup.legend(painted))
        html(markup.index(f"Numbers of the map of {role}", words.moves(snap), focus_href))


def _maps(view: View) -> None:
    earlier, later = two_days(view)
    pairs = ((earlier, later), (later, earlier))
    snaps = [compared(view, on, other, own_articles()) for on, other in pairs]
    # On a telephone page.css lays one map upon the other.
    with st.container(key="days"):
        columns = st.columns(2, gap="medium")
    for column, snap, key in zip(columns, snaps, ("map", "other_map"), strict=True):
        with column:
            _map(snap, key, "chosen above" if snap.view.on == view.on else "compared with")
    if view.focus:
        html(to_story(view))
        for column, snap in zip(st.columns(2, gap="medium"), snaps, strict=True):
            with column, telling():
                if told := focused(snap):
                    html(told)


def _ways(view: View) -> list[tuple[str, str]]:
    """The same days the other way round, and with the events that both maps leave out, or without.

    A kind that the reader asks for under Filters shows them too.
    """
    other = view.against or record().checked_until
    swapped = replace(view, on=other, against=view.on)
    events = replace(view, kind=() if view.kind else tuple(KINDS))
    said = "Leave events out" if view.kind else "Show the events of both days"
    return [(address(swapped, COMPARE), "Swap the days"), (address(events, COMPARE), said)]


def _main() -> None:
    view: View = S["view"]
    with st.container(horizontal=True, vertical_alignment="bottom", key="two_days"):
        heading = st.container()
        _chooser(view.against or record().checked_until)
    _maps(view)
    with telling():
        found = changes(*two_days(view))
        with heading:
            html(figures.heading(found, _ways(view)))
        if view.kind or view.country:
            html(fragment("compare.html", "narrowed"))
        html(figures.changes(found, lambda on: to_map(replace(view, on=on))))


_main()
