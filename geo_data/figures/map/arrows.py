"""Arrows: each move's legs as curves that keep apart from one another.

All in map units, so that the live map and a printed one are the same picture.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from geo_data import geometry
from geo_data.figures.contract import Dash, Head
from geo_data.figures.look import arrow_width, look
from geo_data.history.drawn import degrees, has_way, heart, on_map
from geo_data.history.snapshot import state_row
from geo_data.tables.forces import Leg, Move
from geo_data.tables.record import record

Points = NDArray[np.float64]
"""Shape (n, 2). A curve is a quadratic Bézier's: start, control, end, shape (3, 2)."""

BENDS = tuple(sign * size / 100 for size in range(2, 31, 4) for sign in (1, -1))
BEST_BEND = 0.1
MIDDLE = np.linspace(0.1, 0.9, 33)
REACH = 1.6
"""Map units (32 km) under which two curves run together."""

TURNS = tuple(sign * np.radians(size) for size in (0, 8, 16, 24, 32, 40, 50) for sign in (1, -1))
"""How far a branch may turn off its stem."""

LEAD = 0.45
"""How far a branch runs that way, as a share of its length."""

FORK = 0.5
"""Where a common stem ends, as a share of the way to the middle of its destinations."""

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


def bent(start: Points, end: Points, bend: float) -> Points:
    """A curve from start to end; `bend` is its sagitta over its length, left is positive."""
    way = end - start
    normal = np.array([-way[1], way[0]])
    return np.array([start, (start + end) / 2 + 2 * bend * normal, end])


def along(curve: Points, at: Points) -> Points:
    """Points of a curve at the parameters `at`, shape (n, 2)."""
    t = at[:, None]
    points: Points = (1 - t) ** 2 * curve[0] + 2 * t * (1 - t) * curve[1] + t**2 * curve[2]
    return points


def nearness(a: Points, b: Points, reach: float) -> float:
    """The share of the points of `a` that lie within `reach` of a point of `b`."""
    gaps = np.linalg.norm(a[:, None, :] - b[None, :, :], axis=2)
    return float((gaps.min(axis=1) < reach).mean())


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
        crowd += np.maximum(0, 1 - np.hypot(*(facing - other).T) / CLEARANCE)
    return np.asarray(facing[np.argmin(3 * turn + crowd)])


def ends(
    area: str, leg: Leg, clear_of: list[Points], entries: dict[str, Points]
) -> tuple[End, End] | None:
    """Both ends of a leg on an area's map, or None if the map has no arrow for it.

    Ends at a country's edge keep clear of the points `clear_of`. All that comes from one land
    enters the map where the first did: `entries`, by its code.
    """
    origin, destination = leg.origin, leg.destination
    start, goal = degrees(origin), degrees(destination)
    if start is None or goal is None or not has_way(area, leg):
        return None
    first, last = (np.array(geometry.project(area, *point)) for point in (start, goal))
    begin: Points | None
    if not on_map(area, start):
        begin, kind = entries.get(origin.iso3), "edge"
        if begin is None and (found := _on_edge(area, start, goal)) is not None:
            begin = entries[origin.iso3] = found
    elif origin.lon_lat is None:
        begin, kind = _country_edge(area, origin.iso3, last, clear_of), "country"
    else:
        begin, kind = first, "place"
    if begin is None:
        return None
    if destination.lon_lat is not None:
        return End(begin, kind), End(last, "place")
    edge = _country_edge(area, destination.iso3, begin, clear_of)
    return None if edge is None else (End(begin, kind), End(edge, "country"))


@dataclass(frozen=True)
class Stroke:
    """One drawn curve; `leg` is 0 for a common stem.

    `head` is "filled" (a place), "open" (a country's edge) or "none" (a stem).
    """

    leg: int
    curve: Points
    width: float
    dash: Dash
    head: Head


@dataclass(frozen=True)
class Arrow:
    """A move as drawn: its strokes, and where it enters if it comes from outside the map."""

    move: Move
    strokes: tuple[Stroke, ...]
    enters: Points | None
    in_all: bool


Drawn = tuple[Leg, End, End]


def _cost(curve: Points, taken: list[Points], targets: list[Points], bend: float) -> float:
    """How badly a curve would run into those already there, and past what others point at."""
    middle = along(curve, MIDDLE)
    cost = 12 * (abs(bend) - BEST_BEND) ** 2
    cost += sum(nearness(middle, other, REACH) ** 2 * 12 for other in taken)
    cost += sum(nearness(target[None, :], middle, 2 * REACH) * 0.3 for target in targets)
    return cost


def _route(start: Points, end: Points, taken: list[Points], targets: list[Points]) -> Points:
    others = [t for t in targets if not np.allclose(t, end) and not np.allclose(t, start)]
    best = min(BENDS, key=lambda bend: _cost(bent(start, end, bend), taken, others, bend))
    curve = bent(start, end, best)
    taken.append(along(curve, MIDDLE))
    return curve


def _apart(
    move: Move, drawn: list[Drawn], taken: list[Points], goals: list[Points]
) -> list[Stroke]:
    """A curve for each leg, the headcount on the first."""
    found = []
    for leg, start, end in drawn:
        curve = _route(start.point, end.point, taken, goals)
        found.append(_stroke(leg, curve, end, move.personnel if leg.leg == 1 else None))
    return found


def _stem(move: Move, drawn: list[Drawn], taken: list[Points], goals: list[Points]) -> list[Stroke]:
    """A headcount that covers several legs: one wide stem, and a thin branch to each end."""
    start = drawn[0][1].point
    middle = np.mean([end.point for _, _, end in drawn], axis=0)
    stem = _route(start, start + FORK * (middle - start), taken, goals)
    dashes = [look()["dash"][leg.status] for leg, _, _ in drawn]
    dash = min(dashes, key=list(look()["dash"].values()).index)
    strokes = [Stroke(0, stem, arrow_width(move.personnel), dash, "none")]
    for leg, _, end in drawn:
        branch = _branch(stem, end.point, taken)
        taken.append(along(branch, MIDDLE))
        strokes.append(_stroke(leg, branch, end, None))
    return strokes


def _branch(stem: Points, end: Points, taken: list[Points]) -> Points:
    """A curve from the end of a stem that turns off it as far as keeps it clear of the others."""
    fork = stem[2]
    reach = LEAD * np.hypot(*(end - fork))
    ahead = np.arctan2(*(stem[2] - stem[1])[::-1])

    def turned(turn: float) -> Points:
        way = np.array([np.cos(ahead + turn), np.sin(ahead + turn)])
        return np.array([fork, fork + reach * way, end])

    def cost(turn: float) -> float:
        middle = along(turned(turn), MIDDLE)
        shared = (
            nearness(middle, other, REACH / 2) ** 2 + nearness(other, middle, REACH / 2) ** 2
            for other in taken
        )
        return 0.5 * turn**2 + 12 * sum(shared)

    return turned(min(TURNS, key=cost))


def _stroke(leg: Leg, curve: Points, end: End, personnel: int | None) -> Stroke:
    head: Head = "filled" if end.kind == "place" else "open"
    return Stroke(leg.leg, curve, arrow_width(personnel), look()["dash"][leg.status], head)


def _fixed_points(area: str, legs: Iterable[Leg]) -> list[Points]:
    """Where something stands already: published places of the legs and battlegroups."""
    places = [place for leg in legs for place in (leg.origin, leg.destination)]
    places += [group.place for group in record().battlegroups]
    return [np.array(geometry.project(area, *place.lon_lat)) for place in places if place.lon_lat]


def _drawable(
    area: str, legs: Iterable[Leg], clear_of: list[Points], entries: dict[str, Points]
) -> list[Drawn]:
    found = []
    for leg in legs:
        both = ends(area, leg, clear_of, entries)
        if both:
            clear_of.append(both[1].point)
            found.append((leg, *both))
    return found


@lru_cache(maxsize=512)
def arrows(area: str, moves: tuple[tuple[Move, tuple[Leg, ...]], ...]) -> tuple[Arrow, ...]:
    """The arrows of some moves on an area's map, in the moves' order.

    Moves with the largest headcount choose their way first; the others keep clear of them.
    A move that the map cannot show as an arrow is left out.
    """
    clear_of = _fixed_points(area, (leg for _, legs in moves for leg in legs))
    largest = sorted(moves, key=lambda m: (-(m[0].personnel or 0), m[0].move_id))
    entries: dict[str, Points] = {}
    drawable = {m.move_id: _drawable(area, legs, clear_of, entries) for m, legs in largest}
    goals = [end.point for drawn in drawable.values() for _, _, end in drawn]
    taken: list[Points] = []
    made: dict[str, Arrow] = {}
    for move, _ in largest:
        drawn = drawable[move.move_id]
        if not drawn:
            continue
        shared = move.personnel is not None and len(move.legs) > 1
        one_origin = len({leg.origin for leg, _, _ in drawn}) == 1
        stemmed = shared and one_origin and len(drawn) > 1
        strokes = (_stem if stemmed else _apart)(move, drawn, taken, goals)
        first = drawn[0][1]
        enters = first.point if first.kind == "edge" else None
        made[move.move_id] = Arrow(move, tuple(strokes), enters, shared and not stemmed)
    return tuple(made[move.move_id] for move, _ in moves if move.move_id in made)
