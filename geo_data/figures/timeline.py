"""The timeline: every event in lanes by kind, and the window's events one by one."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

import altair as alt
import pandas as pd

from geo_data.days import FIRST_DAY, short_day
from geo_data.english import in_a_row
from geo_data.figures.look import look
from geo_data.history.events import KINDS, Event
from geo_data.prose.sentences import best_first, vocabulary
from geo_data.tables.record import record

PICKED = "picked"
"""The charts' selection: the events that a reader clicked, by `event_id`."""

ROW = 24
MOST_ROWS = 60
SPREAD = 0.72
"""How much of a lane the events of one day may take."""

MOST_DAY_TICKS = 7
LONGEST_TITLE = 90
BESIDE_MARK = 10
"""Pixels from the middle of a mark to its name."""


def table(events: Sequence[Event]) -> pd.DataFrame:
    """One row an event: event_id, kind, day, title, countries, place, confidence, source."""
    known = record()

    def source(event: Event) -> str:
        ids = best_first(event.evidence.source_ids)
        first = known.sources.get(ids[0]) if ids else None
        return ", ".join(filter(None, (first.title, first.publisher))) if first else ""

    return pd.DataFrame(
        {
            "event_id": [e.event_id for e in events],
            "kind": [vocabulary()["kinds"][e.kind] for e in events],
            "day": [e.day_text for e in events],
            "title": [e.title for e in events],
            "countries": [
                in_a_row(known.name_on(code, e.day) for code in e.countries) for e in events
            ],
            "place": ["; ".join(e.place) for e in events],
            "confidence": [e.evidence.confidence for e in events],
            "source": [source(e) for e in events],
        }
    )


@lru_cache(maxsize=16)
def marks(events: tuple[Event, ...]) -> pd.DataFrame:
    """The lanes' data: one row a mark, with its days (`from`, `to`) and the height of its lane."""
    found = table(events)
    found["from"] = pd.to_datetime([e.day for e in events])
    found["to"] = pd.to_datetime([e.end or e.day for e in events])
    found["title"] = [e.line[:LONGEST_TITLE] for e in events]
    found["lane"] = _lanes_of(found)
    return found


def window(first: date, on: date) -> pd.DataFrame:
    """The lanes' data: the window's band, one row."""
    return pd.DataFrame({"from": [pd.Timestamp(first)], "to": [pd.Timestamp(on)]})


def lane_names() -> list[str]:
    """The kinds in the order of their lanes."""
    return [vocabulary()["kinds"][kind] for kind in KINDS]


def _lanes_of(found: pd.DataFrame) -> "pd.Series[float]":
    """The height of each mark: its lane, events of one day and kind spread about it."""
    same = found.groupby(["kind", "from"])["event_id"]
    place, count = same.cumcount(), same.transform("size")
    step = (SPREAD / (count - 1).clip(lower=1)).clip(upper=SPREAD / 4)
    return found["kind"].map(lane_names().index) + (place - (count - 1) / 2) * step


def _lanes(theme: str) -> dict[str, Any]:
    """Hue and shape by kind, in the order of the lanes."""

    def scale(table: str) -> alt.Scale:
        found = look()["timeline"][table]
        return alt.Scale(domain=lane_names(), range=[found[kind] for kind in KINDS])

    return {
        "color": alt.Color("kind:N", legend=None, scale=scale(theme)),
        "shape": alt.Shape("kind:N", legend=None, scale=scale("shape")),
    }


def _lane_names() -> alt.Axis:
    """The kinds at their lanes."""
    return alt.Axis(
        values=list(range(len(KINDS))),
        labelExpr=f"split({json.dumps(lane_names())}[datum.value], ': ')",  # two lines
        labelLimit=150,
        ticks=False,
        domain=False,
        grid=True,
    )


def _tooltip() -> list[alt.Tooltip]:
    rest = ("day", "countries", "confidence", "source")
    told = [alt.Tooltip(f"{column}:N", title=column.capitalize()) for column in rest]
    return [alt.Tooltip("title:N", title="Event"), *told]


def _named(name: str) -> alt.Chart:
    """A chart of data that come later, under this name: the browser then keeps the chart."""
    return alt.Chart(alt.NamedData(name=name))


def _spec(chart: alt.LayerChart) -> dict[str, Any]:
    found: dict[str, Any] = chart.to_dict()
    found.pop("$schema")  # an address on the web, which nobody asks
    return found


@cache
def lanes(theme: str) -> dict[str, Any]:
    """Vega-Lite of all events in lanes by kind; zoomable. Data: `marks` and `window`."""
    picked = alt.selection_point(name=PICKED, fields=["event_id"], on="click")
    zoom = alt.selection_interval(name="zoom", bind="scales", encodings=["x"])
    margin = timedelta(days=1000)  # a mark at an end is whole on a telephone too
    lane_scale = alt.Scale(domain=[len(KINDS) - 0.5, -0.5], nice=False, zero=False)
    ends = (FIRST_DAY - margin, record().checked_until + margin)
    years = [alt.DateTime(year=day.year, month=day.month, date=day.day) for day in ends]
    scale = alt.Scale(domain=years, nice=False)
    x = alt.X("from:T", title=None, scale=scale, axis=alt.Axis(tickCount=8, grid=True))
    colour = look()["timeline"][theme]["band"]
    band = _named("window").mark_rect(color=colour, opacity=0.35, stroke=None)
    edge = _named("window").mark_rule(color=colour, strokeWidth=2)
    shown = (
        _named("marks")
        .mark_point(filled=True, size=70, opacity=0.8, cursor="pointer")
        .encode(
            x=x,
            y=alt.Y("lane:Q", title=None, axis=_lane_names(), scale=lane_scale),
            tooltip=_tooltip(),
            **_lanes(theme),
        )
        .add_params(picked, zoom)
    )
    layers = band.encode(x="from:T", x2="to:T") + edge.encode(x="to:T") + shown
    return _spec(layers.properties(height=290))


def _ticks(start: date, on: date) -> pd.DataFrame:
    """A line a day, or every few; a telephone has room to name the first and the last."""
    days = (on - start).days
    step = max(1, -(-days // MOST_DAY_TICKS))
    shown = sorted({on, *(start + timedelta(days=n) for n in range(0, days, step))})
    names = [short_day(day) if day in (start, on) else "" for day in shown]
    return pd.DataFrame({"from": pd.to_datetime(shown), "name": names})


def detail_data(events: tuple[Event, ...], first: date, on: date) -> dict[str, pd.DataFrame]:
    """The data of `detail`, by name: the last events of a window from `first` to `on`."""
    shown = marks(events[-MOST_ROWS:])
    start = max(first, events[-MOST_ROWS:][0].day)
    # room on the right for the names, which start at their day
    reach = max(timedelta(days=2), (on - start) * 2 + timedelta(days=1))
    return {
        "rows": shown.assign(row=range(len(shown))),
        "reach": pd.DataFrame({"from": pd.to_datetime([start, on + reach])}),
        "ticks": _ticks(start, on),
    }


@cache
def detail(theme: str) -> dict[str, Any]:
    """Vega-Lite of a window's events one a row, named. Data: those of `detail_data`."""
    picked = alt.selection_point(name=PICKED, fields=["event_id"], on="click")
    ink = look()["colours"][theme]["ink"]
    x = alt.X("from:T", title=None, scale=alt.Scale(nice=False, zero=False), axis=None)
    reach = _named("reach").mark_point(opacity=0).encode(x=x)
    ticks = _named("ticks").encode(x=x)
    lines = ticks.mark_rule(color=ink, opacity=0.15)
    days = ticks.mark_text(align="left", baseline="bottom", color=ink, fontSize=12, y=-6)
    rows = _named("rows").encode(y=alt.Y("row:O", axis=None), tooltip=_tooltip())
    points = (
        rows.mark_point(filled=True, size=80, opacity=1, cursor="pointer")
        .encode(x=x, **_lanes(theme))
        .add_params(picked)
    )
    # A name that would run off the page is cut short, with an ellipsis; the table has it whole.
    room = alt.ExprRef(f"width - scale('x', datum.from) - {BESIDE_MARK}")
    names = rows.mark_text(
        align="left", dx=BESIDE_MARK, fontSize=13, limit=room, cursor="pointer", color=ink
    )
    layers = reach + lines + days.encode(text="name:N") + points + names.encode(x=x, text="title:N")
    return _spec(layers.properties(height=alt.Step(ROW)))
