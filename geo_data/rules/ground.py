"""The ground of Article 6 and the ways of being a member: periods, members, shapes."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from geo_data import geometry
from geo_data.days import ONE_DAY
from geo_data.rules.book import Book, Fault, Row
from geo_data.tables.alliance import WAYS

SIGNATORY = WAYS[0]
PERIODS = {
    # Each value of such a cell has one row a day.
    "article6": ("territory_id", "made_of"),
    "integration": ("iso3",),
}


def periods(book: Book) -> Iterator[Fault]:
    """A territory, a unit and a state's way of belonging have one row a day, dated forwards."""
    for name, columns in PERIODS.items():
        for row in book.rows(name):
            first, last = row.day("valid_from"), row.day("valid_to")
            if first and last and last < first:
                yield row.fault("valid_to", f"not before valid_from, {row['valid_from']}")
        for column in columns:
            yield from _one_a_day(book.rows(name), column)


def _one_a_day(rows: list[Row], column: str) -> Iterator[Fault]:
    dated = [(first, row) for row in rows if (first := row.day("valid_from"))]
    dated.sort(key=lambda pair: pair[0])
    by_value: dict[str, list[tuple[date, Row]]] = {}
    for first, row in dated:
        for value in row.values(column):
            by_value.setdefault(value, []).append((first, row))
    for value, found in by_value.items():
        for (_, row), (first, later) in pairwise(found):
            if first <= (row.day("valid_to") or date.max):
                until = row["valid_to"] or "today"
                rule = f"after the period of {value} in row {row.line}, which lasts to {until}"
                yield later.fault("valid_from", rule)


def members(book: Book) -> Iterator[Fault]:
    """Who holds ground of Article 6, or is told as a member, was one from the period's start."""
    if not book.knows_members:
        return
    held = ((row, iso3) for row in book.rows("article6") for iso3 in row.values("member_iso3"))
    told = (
        (row, row["iso3"]) for row in book.rows("integration") if row["way"] not in ("", SIGNATORY)
    )
    for row, iso3 in (*held, *told):
        day = row.day("valid_from")
        if day and iso3 in book.states and not book.is_member(iso3, day):
            column = "member_iso3" if "member_iso3" in row.raw else "iso3"
            yield row.fault(column, f"a member on {day}", iso3)


def signatories(book: Book) -> Iterator[Fault]:
    """A signatory is one from the day it signed to the day before the Treaty came into force."""
    if not book.knows_members:
        return
    founders = {row["iso3"]: row for row in book.rows("membership") if row["signed"]}
    for row in book.rows("integration"):
        if row["way"] != SIGNATORY or row["iso3"] not in book.acceded:
            continue
        if row["iso3"] not in founders:
            yield row.fault("iso3", "membership.csv has the day it signed")
            continue
        signed = founders[row["iso3"]].day("signed")
        before = book.acceded[row["iso3"]] - ONE_DAY
        for column, wanted in (("valid_from", signed), ("valid_to", before)):
            if column not in row.rejected and row.day(column) != wanted:
                yield row.fault(column, f"membership.csv makes it {wanted}")


def drawn(book: Book) -> Iterator[Fault]:
    """A territory is drawn with units of the shapefile or, where it has none, as a point."""
    known = set(geometry.units().index)
    for row in book.rows("article6"):
        for unit in row.values("made_of"):
            if unit not in known:
                yield row.fault("made_of", "the unit has a shape in units.shp", unit)
        if {"made_of", "lat", "lon"} & row.rejected:
            continue
        if bool(row["lat"]) != bool(row["lon"]):
            empty = "lon" if row["lat"] else "lat"
            yield row.fault(empty, "latitude and longitude are both stated or both empty")
        elif bool(row["made_of"]) == bool(row["lat"]):
            yield row.fault("made_of", "units, or a point where it has none, and not both")
