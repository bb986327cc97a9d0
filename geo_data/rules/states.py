"""States and places: every unit in one state at a time, places in their country, borders real."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise, product

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geo_data import geometry
from geo_data.days import FIRST_DAY, ONE_DAY
from geo_data.rules.book import Book, Fault, Row

BOTH = "latitude and longitude are both stated or both empty"
TOLERANCE_KM = 10
"""The shapes are simplified to about 2 km, and harbours lie on the coast."""
NEARBY_DEGREES = 2
"""Shapes further away than this count as infinitely far."""

PLACES = (
    ("moves", "origin_lat", "origin_lon", "origin_iso3"),
    ("moves", "destination_lat", "destination_lon", "destination_iso3"),
    ("battlegroups", "lat", "lon", "host_iso3"),
    ("context", "lat", "lon", "countries"),
)
"""Columns of a place and its country. All are of our time: the latest row of a state counts."""


def coordinates(book: Book) -> Iterator[Fault]:
    """Latitude and longitude come together, with a country and a word on where they are from."""
    for name, lat, lon, iso3 in PLACES:
        for row in book.rows(name):
            if {lat, lon, iso3} & row.rejected:
                continue
            if bool(row[lat]) != bool(row[lon]):
                yield row.fault(lon if row[lat] else lat, BOTH)
            elif row[lat] and not row[iso3]:
                yield row.fault(iso3, "a place with coordinates has a country")
    for row in book.rows("moves"):
        placed = any(row.raw[column] for column in ("origin_lat", "destination_lat"))
        if "coord_confidence" not in row.rejected and bool(row["coord_confidence"]) != placed:
            yield row.fault("coord_confidence", "stated exactly where the row has coordinates")


def inside(book: Book) -> Iterator[Fault]:
    """A place with coordinates lies in its country."""
    made_of = _made_of(book)
    for name, lat, lon, iso3 in PLACES:
        for row in book.rows(name):
            units_of = made_of.get(row[iso3], ())
            if row[lat] and row[lon] and units_of:
                away = distance_km(float(row[lon]), float(row[lat]), units_of)
                if away > TOLERANCE_KM:
                    rule = f"lies in {row[iso3]}, at most {TOLERANCE_KM} km off its shape"
                    yield row.fault(lat, rule, f"{row[lat]} {row[lon]}")


def borders(book: Book) -> Iterator[Fault]:
    """A border on record is one between the shapes, through Kaliningrad only where it says so."""
    made_of = _made_of(book)
    for row in book.rows("borders"):
        ours, theirs = (made_of.get(row[c], ()) for c in ("member_iso3", "neighbour_iso3"))
        if not ours or not theirs:
            continue
        if not geometry.touching(ours, theirs):
            yield row.fault("neighbour_iso3", f"the shapes of {row['member_iso3']} touch it")
            continue
        elsewhere = [unit for unit in theirs if unit != "RUS-KALININGRAD"]
        only_there = not geometry.touching(ours, elsewhere)
        if row["via_kaliningrad"] and (row["via_kaliningrad"] == "yes") != only_there:
            yield row.fault("via_kaliningrad", f"the shapes say {'yes' if only_there else 'no'}")


def distance_km(lon: float, lat: float, units_of: tuple[str, ...]) -> float:
    """How far a point (WGS 84) lies outside the units, km; 0 inside, infinite if far away."""
    point = shapely.Point(lon, lat)
    shapes = _shapes(units_of)
    if shapes.covers(point):
        return 0.0
    west, east = lon - NEARBY_DEGREES, lon + NEARBY_DEGREES
    near = shapely.clip_by_rect(shapes, west, lat - NEARBY_DEGREES, east, lat + NEARBY_DEGREES)
    if near.is_empty:
        return float("inf")
    flat = pyproj.Transformer.from_crs(
        "EPSG:4326", f"+proj=aeqd +lat_0={lat} +lon_0={lon} +units=km", always_xy=True
    )
    around = shapely.transform(near, lambda points: np.column_stack(flat.transform(*points.T)))
    return float(around.distance(shapely.Point(0, 0)))


@cache
def _shapes(units_of: tuple[str, ...]) -> BaseGeometry:
    found: BaseGeometry = shapely.union_all(geometry.units().geometry[list(units_of)])
    return found


def _made_of(book: Book) -> dict[str, tuple[str, ...]]:
    """The units of each state, of those that exist."""
    known = set(geometry.units().index)

    def existing(row: Row) -> tuple[str, ...]:
        return tuple(unit for unit in row.values("made_of") if unit in known)

    return {row["iso3"]: existing(row) for row in book.rows("states") if not row["valid_to"]}


BESIDE = (
    ("context", "countries", "date"),
    ("warsaw_pact", "iso3", "valid_from", "valid_to"),
)
"""Who stood besides members, and on which days."""

DRAWN_WITH = (("states", "made_of"), ("standings", "units"), ("article6", "made_of"))


def _stands(row: Row, on: date) -> bool:
    first = row.day("valid_from")
    return first is not None and first <= on <= (row.day("valid_to") or date.max)


def units(book: Book) -> Iterator[Fault]:
    """A state is made of units of the shapefile."""
    known = set(geometry.units().index)
    for name, column in DRAWN_WITH:
        for row in book.rows(name):
            for unit in row.values(column):
                if unit not in known:
                    yield row.fault(column, "the unit has a shape in units.shp", unit)


def one_owner(book: Book) -> Iterator[Fault]:
    """A unit belongs to one state at a time, and once it does, to one on every later day."""
    owned: dict[str, list[tuple[date, Row]]] = {}
    for row in book.rows("states"):
        first = row.day("valid_from")
        if first is None or "valid_to" in row.rejected:
            continue
        for unit in row.values("made_of"):
            owned.setdefault(unit, []).append((first, row))
    for unit, rows in owned.items():
        rows.sort(key=lambda pair: pair[0])
        for (_, before), (first, row) in pairwise(rows):
            last = before.day("valid_to")
            if last is None or first <= last:
                if before["iso3"] != row["iso3"]:
                    yield row.fault("made_of", f"the unit belongs to {before['iso3']}", unit)
            elif first != last + ONE_DAY:
                yield before.fault(
                    "valid_to", f"{unit} belongs to a state from {last + ONE_DAY} on"
                )
        _, newest = rows[-1]
        if newest["valid_to"]:
            until = newest["valid_to"]
            yield newest.fault("valid_to", f"{unit} belongs to a state from {until} on")


def held(book: Book) -> Iterator[Fault]:
    """A territory says by whom and how it is held, and its holders stand while they hold it."""
    for row in book.rows("states"):
        if {"holder_iso3", "holding", "valid_from", "valid_to"} & row.rejected:
            continue
        if bool(row["holder_iso3"]) != bool(row["holding"]):
            yield row.fault("holding", "stated exactly where there is a holder")
        days = [day for day in (row.day("valid_from"), row.day("valid_to")) if day]
        for holder in row.values("holder_iso3"):
            rows = [other for other in book.rows("states") if other["iso3"] == holder]
            if rows and not all(any(_stands(other, day) for other in rows) for day in days):
                yield row.fault("holder_iso3", "the holder stands in this period", holder)


def members_stand(book: Book) -> Iterator[Fault]:
    """A member has ground from its accession on."""
    by_code = book.groups("states", "iso3")
    for row in book.rows("membership"):
        day, rows = row.day("acceded"), by_code.get(row["iso3"], [])
        if day and rows and not any(_stands(state, day) and state.raw["made_of"] for state in rows):
            yield row.fault("acceded", f"states.csv has ground of {row['iso3']} on {day}")


def others_stand(book: Book) -> Iterator[Fault]:
    """The countries of a context event stood on its first day, those of the Pact all the time."""
    by_code = book.groups("states", "iso3")
    for name, column, *days in BESIDE:
        for row in book.rows(name):
            for code, day in product(row.values(column), filter(None, map(row.day, days))):
                if code in by_code and not any(_stands(state, day) for state in by_code[code]):
                    yield row.fault(column, f"a state of states.csv on {day}", code)


def outlines(book: Book) -> Iterator[Fault]:
    """The shapefile of states was made from this table."""
    made = geometry.states().set_index(["iso3", "valid_from"])[["valid_to", "made_of"]]
    known, real = made.to_dict("index"), set(geometry.units().index)
    for row in book.rows("states"):
        key = (row["iso3"], row["valid_from"])
        blamed = "valid_to" in row.rejected or not real.issuperset(row.values("made_of"))
        if not row["made_of"] or not all(key) or blamed:
            continue
        found = known.get(key)
        for column in ("valid_to", "made_of"):
            if found is None or found[column] != row[column]:
                rule = "as in states.shp; after a change run `python -m geo_data build`"
                yield row.fault(column, rule)
                break


def points(book: Book) -> Iterator[Fault]:
    """A state without units is a point of not_drawn.csv; each point lies in the state drawn."""
    marked, real = {row["iso3"] for row in book.rows("not_drawn")}, set(geometry.units().index)
    for row in book.rows("states"):
        bare = not row["made_of"] and "made_of" not in row.rejected
        if bare and "not_drawn" in book.whole and row["iso3"] not in marked:
            yield row.fault("made_of", "units, or a point in not_drawn.csv")
    for row in book.rows("not_drawn"):
        first, last = row.day("valid_from"), row.day("valid_to")
        if {"lat", "lon"} & row.rejected or not first:
            continue
        for day in filter(None, (first, last)):
            around = tuple(
                unit
                for state in book.rows("states")
                if state["iso3"] in row.values("drawn_in") and _stands(state, day)
                for unit in state.values("made_of")
                if unit in real
            )
            if around and distance_km(float(row["lon"]), float(row["lat"]), around) > TOLERANCE_KM:
                point = f"{row['lat']} {row['lon']}"
                yield row.fault("lat", f"lies in {row['drawn_in']} on {day}", point)
                break


def boundary_days(book: Book) -> Iterator[Fault]:
    """The day chosen for a change begins or ends a row of its state, if it is in the record."""
    by_code = book.groups("states", "iso3")
    for row in book.rows("boundary_days"):
        day, rows = row.day("day"), by_code.get(row["iso3"], [])
        if row["chosen"] != "yes" or not day or not rows or day < FIRST_DAY:
            continue
        ends = {end for state in rows for end in (state.day("valid_from"), state.day("valid_to"))}
        if not ends & {day, day - ONE_DAY}:
            yield row.fault("day", f"a first or last day of {row['iso3']} in states.csv")


def drawn(book: Book) -> Iterator[Fault]:
    """A territory is drawn with units of the shapefile or, where it has none, as a point."""
    for row in book.rows("article6"):
        if {"made_of", "lat", "lon"} & row.rejected:
            continue
        if bool(row["lat"]) != bool(row["lon"]):
            yield row.fault("lon" if row["lat"] else "lat", BOTH)
        elif bool(row["made_of"]) == bool(row["lat"]):
            yield row.fault("made_of", "units, or a point where it has none, and not both")
