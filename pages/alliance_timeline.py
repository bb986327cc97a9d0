"""The timeline: all events in lanes by kind, the window's one by one, and the same as a table."""

from collections.abc import Sequence

import streamlit as st

from geo_data import events
from geo_data.figures import timeline
from geo_data.figures.web.markup import fragment
from geo_data.history.events import Event, kept_between
from geo_data.prose import words
from pages.shell.address import follow, html, shown, theme
from pages.shell.event_chart import chart
from pages.shell.onward import key_terms

S = st.session_state
view = S["view"]
snap = shown(view)


def chosen_row(rows: Sequence[Event]) -> None:
    """Lead to the event of the row that was chosen in the table."""
    found = S["table"]["selection"]["rows"]
    if found:
        follow(rows[found[0]].event_id)


def counts(found: Sequence[Event]) -> tuple[int, int]:
    """How many acts of the Alliance, and how many context events."""
    context = sum(event.is_context for event in found)
    return len(found) - context, context


everything = events()
kept = kept_between(
    everything[0].day, everything[-1].day, view.kind, (view.country,) if view.country else ()
)
html(fragment("app.html", "timeline", *counts(kept), words.window(snap)))
if kept:
    data = {"window": timeline.window(view.first, view.on), "marks": timeline.marks(kept)}
    chart(timeline.lanes(theme()), data, "lanes")
count = len(snap.events)
acts, context = counts(snap.events)
most = timeline.MOST_ROWS if count > timeline.MOST_ROWS else 0
html(fragment("app.html", "event_count", acts, context, words.window(snap), most))
if count:
    data = timeline.detail_data(snap.events, view.first, view.on)
    chart(timeline.detail(theme()), data, "detail")
with st.expander("The same events as a table, to sort and search", on_change="rerun") as more:
    if more.open:
        st.dataframe(
            timeline.table(kept),
            key="table",
            width="stretch",
            hide_index=True,
            column_config={"event_id": None},
            on_select=lambda: chosen_row(kept),
            selection_mode="single-row",
        )
key_terms()
