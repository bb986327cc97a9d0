"""Places lie in their country, and borders on record are borders between the shapes."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geo_data import geometry
from geo_data.rules.book import Book, Fault, Row

Points = npt.NDArray[np.float64]

TOLERANCE_KM = 10
"""The shapes are simplified to about 2 km, and harbours lie on the coast."""
NEARBY_DEGREES = 2
"""Shapes further away than this count as infinitely far."""

PLACES = (
    ("moves", "origin_lat", "origin_lon", "origin_iso3"),
    ("moves", "destination_lat", "destination_lon", "destination_iso3"),
    ("battlegroups", "lat", "lon", "host_iso3"),
)
"""Columns of a place and its country. All are of our time: the latest row of a state counts."""


def coordinates(book: Book) -> Iterator[Fault]:
    """Latitude and longitude come together, with a country and a word on where they are from."""
    for name, lat, lon, iso3 in PLACES:
        for row in book.rows(name):
            if {lat, lon, iso3} & row.rejected:
                continue
            if bool(row[lat]) != bool(row[lon]):
                empty = lon if row[lat] else lat
                yield row.fault(empty, "latitude and longitude are both stated or both empty")
            elif row[lat] and not row[iso3]:
                yield row.fault(iso3, "a place with coordinates has a country")
    for row in book.rows("moves"):
        placed = any(row.raw[column] for column in ("origin_lat", "destination_lat"))
        if "coord_confidence" not in row.rejected and bool(row["coord_confidence"]) != placed:
            rule = "stated exactly where the row has coordinates"
            yield row.fault("coord_confidence", rule)


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
            rule = f"the shapes say {'yes' if only_there else 'no'}"
            yield row.fault("via_kaliningrad", rule)


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

    def around(points: Points) -> Points:
        return np.column_stack(flat.transform(points[:, 0], points[:, 1]))

    return float(shapely.transform(near, around).distance(shapely.Point(0, 0)))


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
