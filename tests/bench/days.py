"""The days that are stepped through, such that the map differs from each one to the next."""

import csv
from dataclasses import replace
from datetime import date
from functools import cache

from geo_data import View, events, record, snapshot
from geo_data.figures.contract import Frame
from geo_data.figures.map.frame import frame
from tests.server import ROOT


@cache
def accession_days() -> tuple[str, ...]:
    """The days on which somebody acceded: at each, the fill of at least one country changes."""
    with (ROOT / "geo_data/record/membership.csv").open(encoding="utf-8", newline="") as table:
        return tuple(sorted({row["acceded"] for row in csv.DictReader(table)}))


@cache
def eventful_days() -> tuple[date, ...]:
    """The longest row of event days on which the map never stays what it was."""
    longest: list[date] = []
    row: list[date] = []
    before: Frame | None = None
    for day in sorted({event.day for event in events() if event.day <= record().checked_until}):
        painted = frame(snapshot(replace(View(), on=day)))
        row = [*row, day] if painted != before else [day]
        longest = max(longest, row, key=len)
        before = painted
    return tuple(longest)
