"""Arrows: each move's legs as curves that keep apart from one another.

All in map units, so that the live map and a printed one are the same picture.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geo_data import geometry
from geo_data.figures.look import arrow_width, look
from geo_data.figures.map.bezier import Points, along, bent, nearness
from geo_data.figures.map.ends import End, ends
from geo_data.tables.forces import Leg, Move
from geo_data.tables.record import record

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


@dataclass(frozen=True)
class Stroke:
    """One drawn curve; `leg` is 0 for a common stem.

    `head` is "filled" (a place), "open" (a country's edge) or "none" (a stem).
    """

    leg: int
    curve: Points
    width: float
    dash: str
    head: str


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
    head = "filled" if end.kind == "place" else "open"
    return Stroke(leg.leg, curve, arrow_width(personnel), look()["dash"][leg.status], head)


def _fixed_points(area: str, legs: Iterable[Leg]) -> list[Points]:
    """Where something stands already: published places of the legs and battlegroups."""
    places = [place for leg in legs for place in (leg.origin, leg.destination)]
    places += [group.place for group in record().battlegroups]
    return [np.array(geometry.project(area, *place.lon_lat)) for place in places if place.lon_lat]


def _drawable(area: str, legs: Iterable[Leg], clear_of: list[Points]) -> list[Drawn]:
    found = []
    for leg in legs:
        if leg.status not in look()["dash"]:
            continue
        both = ends(area, leg.origin, leg.destination, clear_of)
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
    drawable = {move.move_id: _drawable(area, legs, clear_of) for move, legs in moves}
    goals = [end.point for drawn in drawable.values() for _, _, end in drawn]
    taken: list[Points] = []
    made: dict[str, Arrow] = {}
    for move, _ in sorted(moves, key=lambda m: (-(m[0].personnel or 0), m[0].move_id)):
        drawn = drawable[move.move_id]
        if not drawn:
            continue
        shared = move.personnel is not None and len(move.legs) > 1
        one_origin = len({leg.origin for leg, _, _ in drawn}) == 1
        if shared and one_origin and len(drawn) > 1:
            strokes = _stem(move, drawn, taken, goals)
        else:
            strokes = [
                _stroke(
                    leg,
                    _route(start.point, end.point, taken, goals),
                    end,
                    move.personnel if leg.leg == 1 else None,
                )
                for leg, start, end in drawn
            ]
        first = drawn[0][1]
        made[move.move_id] = Arrow(
            move,
            tuple(strokes),
            first.point if first.kind == "edge" else None,
            shared and not (one_origin and len(drawn) > 1),
        )
    return tuple(made[move.move_id] for move, _ in moves if move.move_id in made)
