"""The timeline: every event in lanes by kind, and the window's events one by one."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from geo_data.days import FIRST_DAY
from geo_data.events import KINDS, Event, in_a_row
from geo_data.figures.look import look
from geo_data.record import record

PICKED = "picked"
"""The charts' selection: the events that a reader clicked, by `event_id`."""

ROW = 24
MOST_ROWS = 60
SPREAD = 0.72
"""How much of a lane the events of one day may take."""

MOST_DAY_TICKS = 7
LONGEST_TITLE = 90


def table(events: Sequence[Event]) -> pd.DataFrame:
    """One row an event: event_id, kind, day, title, countries, place, confidence, source."""
    known = record()

    def source(event: Event) -> str:
        first = known.sources.get(event.source_ids[0]) if event.source_ids else None
        return ", ".join(filter(None, (first.title, first.publisher))) if first else ""

    return pd.DataFrame(
        {
            "event_id": [e.event_id for e in events],
            "kind": [look()["kinds"][e.kind] for e in events],
            "day": [e.day_text for e in events],
            "title": [e.title for e in events],
            "countries": [
                in_a_row(known.name_on(code, e.day) for code in e.countries) for e in events
            ],
            "place": ["; ".join(e.place) for e in events],
            "confidence": [e.confidence for e in events],
            "source": [source(e) for e in events],
        }
    )


def _data(events: Sequence[Event]) -> pd.DataFrame:
    found = table(events)
    found["from"] = pd.to_datetime([e.day for e in events])
    found["to"] = pd.to_datetime([e.end or e.day for e in events])
    found["title"] = found["title"].str.slice(0, LONGEST_TITLE)
    found["lane"] = _lanes_of(found)
    return found


def _lanes_of(found: pd.DataFrame) -> "pd.Series[float]":
    """The height of each mark: its lane, events of one day and kind spread about it."""
    names = [look()["kinds"][kind] for kind in KINDS]
    same = found.groupby(["kind", "from"])["event_id"]
    place, count = same.cumcount(), same.transform("size")
    step = (SPREAD / (count - 1).clip(lower=1)).clip(upper=SPREAD / 4)
    return found["kind"].map(names.index) + (place - (count - 1) / 2) * step


def _lanes(theme: str) -> dict[str, Any]:
    """Hue and shape by kind, in the order of the lanes."""
    names = [look()["kinds"][kind] for kind in KINDS]
    hues = [look()["timeline"][theme][kind] for kind in KINDS]
    shapes = [look()["timeline"]["shape"][kind] for kind in KINDS]
    return {
        "color": alt.Color("kind:N", legend=None, scale=alt.Scale(domain=names, range=hues)),
        "shape": alt.Shape("kind:N", legend=None, scale=alt.Scale(domain=names, range=shapes)),
    }


def _at(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def _lane_names() -> alt.Axis:
    """The kinds at their lanes."""
    names = json.dumps([look()["kinds"][kind] for kind in KINDS])
    return alt.Axis(
        values=list(range(len(KINDS))),
        labelExpr=f"{names}[datum.value]",
        labelLimit=150,
        ticks=False,
        domain=False,
        grid=True,
    )


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("title:N", title="Event"),
        alt.Tooltip("day:N", title="Day"),
        alt.Tooltip("countries:N", title="Countries"),
        alt.Tooltip("confidence:N", title="Confidence"),
        alt.Tooltip("source:N", title="Source"),
    ]


def lanes(events: Sequence[Event], first: date, on: date, theme: str) -> alt.LayerChart:
    """All `events` in lanes by kind, the window from `first` to `on` as a band; zoomable."""
    picked = alt.selection_point(name=PICKED, fields=["event_id"], on="click")
    zoom = alt.selection_interval(name="zoom", bind="scales", encodings=["x"])
    window = pd.DataFrame({"from": [pd.Timestamp(first)], "to": [pd.Timestamp(on)]})
    margin = timedelta(days=300)
    lane_scale = alt.Scale(domain=[len(KINDS) - 0.5, -0.5], nice=False, zero=False)
    years = [_at(FIRST_DAY - margin), _at(record().checked_until + margin)]
    scale = alt.Scale(domain=years, nice=False)
    x = alt.X(
        "from:T",
        title=None,
        scale=scale,
        axis=alt.Axis(tickCount=8, grid=True),
    )
    band = (
        alt.Chart(window)
        .mark_rect(color=look()["timeline"][theme]["band"], opacity=0.35, stroke=None)
        .encode(x="from:T", x2="to:T")
    )
    edge = (
        alt.Chart(window)
        .mark_rule(color=look()["timeline"][theme]["band"], strokeWidth=2)
        .encode(x="to:T")
    )
    marks = (
        alt.Chart(_data(events))
        .mark_point(filled=True, size=70, opacity=0.8, cursor="pointer")
        .encode(
            x=x,
            y=alt.Y("lane:Q", title=None, axis=_lane_names(), scale=lane_scale),
            tooltip=_tooltip(),
            **_lanes(theme),
        )
        .add_params(picked, zoom)
    )
    chart: alt.LayerChart = (band + edge + marks).properties(height=290)
    return chart


def _ticks(start: date, on: date) -> dict[str, Any]:
    """Short windows have a tick a day, and none after their last."""
    days = (on - start).days + 1
    if days > MOST_DAY_TICKS:
        return {"tickCount": 5}
    return {"values": [_at(start + timedelta(days=n)) for n in range(days)]}


def detail(events: Sequence[Event], first: date, on: date, theme: str) -> alt.LayerChart:
    """The window's `events` one a row, named, from their first to their last day."""
    shown = list(events)[-MOST_ROWS:]
    data = _data(shown)
    picked = alt.selection_point(name=PICKED, fields=["event_id"], on="click")
    start = max(first, shown[0].day) if shown else first
    # room on the right for the names, which start at their day
    reach = max(timedelta(days=2), (on - start) * 2 + timedelta(days=1))
    scale = alt.Scale(domain=[_at(start), _at(on + reach)], nice=False)
    y = alt.Y("event_id:N", sort=list(data["event_id"]), axis=None)
    x = alt.X(
        "from:T",
        title=None,
        scale=scale,
        axis=alt.Axis(format="%-d %b %Y", labelOverlap=True, grid=True, **_ticks(start, on)),
    )
    base = alt.Chart(data).encode(y=y, tooltip=_tooltip())
    points = (
        base.mark_point(filled=True, size=80, opacity=1, cursor="pointer")
        .encode(x=x, **_lanes(theme))
        .add_params(picked)
    )
    # A name that would run off the page is cut short, with an ellipsis; the table has it whole.
    names = base.mark_text(
        align="left",
        dx=10,
        fontSize=13,
        limit=alt.ExprRef("width * 0.64"),
        cursor="pointer",
        color=look()["colours"][theme]["ink"],
    ).encode(x=x, text="title:N")
    chart: alt.LayerChart = (points + names).properties(height=ROW * max(1, len(shown)))
    return chart
