"""Where an arrow starts and ends on a map: a place, a country's edge or the map's own edge."""

from dataclasses import dataclass
from functools import cache
from threading import Lock

import numpy as np
import shapely
from pyproj import Geod
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from geo_data import geometry
from geo_data.figures.map.bezier import Points
from geo_data.history.snapshot import state_row
from geo_data.tables.forces import Place

GREAT_CIRCLE_STEPS = 80
EDGE_STEP = 0.5
"""Map units between the points of an outline where an arrow may end."""

MOST_EDGE_POINTS = 300
SHUT = ("RUS", "BLR", "UKR")

CLEARANCE = 6.0
"""Map units that ends at an edge keep from other ends and marks, if they can."""

EARTH = Geod(ellps="WGS84")

# GEOS finishes a prepared shape when it is first asked, and crashes if two threads ask at once;
# each reader's run is a thread.
_ASKING = Lock()


@dataclass(frozen=True)
class End:
    """One end in map units; `kind` is "place", "country" (at its edge) or "edge" (of the map)."""

    point: Points
    kind: str


@cache
def country_shape(area: str, iso3: str) -> BaseGeometry:
    """The country as the area's map draws it (map units); empty if it lies outside."""
    row = state_row(iso3)
    drawn = geometry.projected(area)
    parts = [drawn[unit] for unit in row.units if unit in drawn.index] if row else []
    return shapely.union_all(parts) if parts else Point()


@cache
def heart(iso3: str) -> tuple[float, float] | None:
    """A point well inside the country's largest part, in degrees."""
    row = state_row(iso3)
    if row is None:
        return None
    unit = geometry.units().loc[row.units[0]]
    return float(unit["label_x"]), float(unit["label_y"])


def inside(area: str, point: Points) -> bool:
    """Whether a point in map units lies in the area's box."""
    x0, y0, x1, y1 = geometry.AREAS[area].box
    return bool(x0 <= point[0] <= x1 and y0 <= point[1] <= y1)


def _degrees(place: Place) -> tuple[float, float] | None:
    """The place, or the heart of its country if the place was never published."""
    return place.lon_lat or (heart(place.iso3) if place.iso3 else None)


def _on_edge(area: str, start: tuple[float, float], goal: tuple[float, float]) -> Points | None:
    """Where the great circle from `start` last enters the map on its way to `goal`."""
    way = EARTH.npts(*start, *goal, GREAT_CIRCLE_STEPS, initial_idx=0, terminus_idx=0)
    line = LineString([geometry.project(area, lon, lat) for lon, lat in way])
    cuts = shapely.get_coordinates(line & shapely.box(*geometry.AREAS[area].box).exterior)
    if not len(cuts):
        return None
    goal_point = np.array(geometry.project(area, *goal))
    return np.asarray(min(cuts, key=lambda cut: float(np.hypot(*(cut - goal_point)))))


@cache
def _mainland(area: str, iso3: str) -> tuple[Points, BaseGeometry]:
    """Some points of the country's outline, and its inside a little within, ready to be asked."""
    shape = country_shape(area, iso3)
    if shape.is_empty:
        return np.empty((0, 2)), shape
    mainland = max(shapely.get_parts(shape), key=lambda part: float(part.area))
    outline = shapely.get_coordinates(shapely.segmentize(mainland.exterior, EDGE_STEP))
    inner = shapely.buffer(shapely.simplify(mainland, EDGE_STEP), -EDGE_STEP)
    shapely.prepare(inner)
    return outline[:: 1 + len(outline) // MOST_EDGE_POINTS], inner


@cache
def _shut(area: str, iso3: str) -> BaseGeometry:
    shut = shapely.union_all([country_shape(area, code) for code in SHUT if code != iso3])
    shapely.prepare(shut)
    return shut


def _country_edge(area: str, iso3: str, seen_from: Points, clear_of: list[Points]) -> Points | None:
    """A point of the country's outline that faces `seen_from` and is clear of other points."""
    middle, (outline, inner) = heart(iso3), _mainland(area, iso3)
    if not len(outline) or middle is None:
        return None
    heart_point = np.array(geometry.project(area, *middle))
    ways = shapely.linestrings([[seen_from, point] for point in outline])
    with _ASKING:
        faces = ~shapely.intersects(inner, ways)
        # A force does not come over the ground of a country against which it is to defend.
        clear = faces & ~shapely.intersects(_shut(area, iso3), ways)
    facing = outline[clear if np.any(clear) else faces]
    if not len(facing):
        return None
    way = heart_point - seen_from
    off = facing - seen_from
    # the angle off the direct way, in radians
    turn = np.abs(np.arctan2(way[0] * off[:, 1] - way[1] * off[:, 0], off @ way))
    crowd = np.zeros(len(facing))
    for other in clear_of:
        gap = np.hypot(*(facing - other).T)
        crowd += np.maximum(0, 1 - gap / CLEARANCE)
    return np.asarray(facing[np.argmin(3 * turn + crowd)])


def ends(
    area: str, origin: Place, destination: Place, clear_of: list[Points]
) -> tuple[End, End] | None:
    """Both ends of a leg on an area's map, or None if the map has no arrow for it.

    Ends at a country's edge keep clear of the points `clear_of`.

    There is none when an end has no country, when the destination lies outside the map, or
    when the way is from an unknown place to a place in the same country.
    """
    start, goal = _degrees(origin), _degrees(destination)
    unknown_way = origin.iso3 == destination.iso3 and not (origin.lon_lat and destination.lon_lat)
    if start is None or goal is None or unknown_way:
        return None
    first, last = (np.array(geometry.project(area, *point)) for point in (start, goal))
    if not inside(area, last):
        return None
    if not inside(area, first):
        begin = _end(_on_edge(area, start, goal), "edge")
    elif origin.lon_lat is None:
        begin = _end(_country_edge(area, origin.iso3, last, clear_of), "country")
    else:
        begin = End(first, "place")
    if begin is None:
        return None
    if destination.lon_lat is not None:
        return begin, End(last, "place")
    finish = _end(_country_edge(area, destination.iso3, begin.point, clear_of), "country")
    return (begin, finish) if finish else None


def _end(point: Points | None, kind: str) -> End | None:
    return None if point is None else End(point, kind)
