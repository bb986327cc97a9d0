"""Changes to polygons that keep shared borders shared.

Two neighbours share a border only while their vertices are the same to the last bit. So every
vertex added here follows from its segment alone, never from the direction the ring is walked in.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Points: TypeAlias = npt.NDArray[np.float64]  # (n, 2)
Shape: TypeAlias = Polygon | MultiPolygon
Box: TypeAlias = tuple[float, float, float, float]  # x0, y0, x1, y1

ANTIMERIDIAN = 180.0
ALMOST_180 = ANTIMERIDIAN - 1e-9


def polygons_of(geometry: BaseGeometry) -> Shape:
    """The polygons among the parts of a geometry, lines and points left out (may be empty)."""
    found = [
        polygon
        for part in shapely.get_parts(geometry)
        for polygon in shapely.get_parts(part)
        if isinstance(polygon, Polygon)
    ]
    return found[0] if len(found) == 1 else MultiPolygon(found)


def parts_of(shape: Shape) -> list[Polygon]:
    """The polygons that a shape is made of."""
    return [shape] if isinstance(shape, Polygon) else list(shape.geoms)


def moved(shape: Shape, move: Callable[[Points], Points]) -> Shape:
    """The shape with every vertex moved: `move` takes and gives (n, 2)."""
    return polygons_of(shapely.transform(shape, move))


def map_rings(shape: Shape, change: Callable[[Points], Points]) -> Shape:
    """The shape with `change` applied to every ring, (n, 2) to (m, 2)."""
    changed = [
        Polygon(
            change(shapely.get_coordinates(part.exterior)),
            [change(shapely.get_coordinates(hole)) for hole in part.interiors],
        )
        for part in parts_of(shape)
    ]
    return changed[0] if len(changed) == 1 else MultiPolygon(changed)


def split_at(ring: Points, axis: int, value: float) -> Points:
    """The ring with a vertex wherever a segment crosses the line x = value (axis 0) or y (1)."""
    low, high = _ordered(ring)
    crosses = np.flatnonzero((low[:, axis] - value) * (high[:, axis] - value) < 0)
    if not len(crosses):
        return ring
    low, high = low[crosses], high[crosses]
    share = (value - low[:, axis]) / (high[:, axis] - low[:, axis])
    added = low + share[:, None] * (high - low)
    added[:, axis] = value
    return np.insert(ring, crosses + 1, added, axis=0)


def densify(ring: Points, step: float) -> Points:
    """The ring with vertices added so that no segment is longer than `step`."""
    low, high = _ordered(ring)
    pieces = np.ceil(np.hypot(*(high - low).T) / step).astype(int)
    long = np.flatnonzero(pieces > 1)
    if not len(long):
        return ring
    where: list[int] = []
    added: list[Points] = []
    for index in long:
        share = np.arange(1, pieces[index]) / pieces[index]
        between = low[index] + share[:, None] * (high[index] - low[index])
        forward = bool((ring[index] == low[index]).all())
        added.append(between if forward else between[::-1])
        where += [int(index) + 1] * len(between)
    return np.insert(ring, where, np.vstack(added), axis=0)


def clip(shape: Shape, box: Box) -> Shape:
    """What of a shape lies in the box, neighbours still sharing their border at its edge."""
    x0, y0, x1, y1 = box

    def split(ring: Points) -> Points:
        for axis, value in ((0, x0), (0, x1), (1, y0), (1, y1)):
            ring = split_at(ring, axis, value)
        return ring

    frame = shapely.box(x0, y0, x1, y1)
    if not frame.intersects(shape):
        return Polygon()
    if frame.contains(shape):
        return shape
    return polygons_of(map_rings(shape, split).intersection(frame))


def join_at_180(shape: Shape) -> Shape:
    """A shape cut at 180 degrees made whole: its western parts go on beyond 180 (degrees)."""
    parts = parts_of(shape)
    if not (
        any(part.bounds[0] < -ALMOST_180 for part in parts)
        and any(part.bounds[2] > ALMOST_180 for part in parts)
    ):
        return shape

    def beyond(points: Points) -> Points:
        # Natural Earth's western seam lies at -179.9999999999999: a crack, were it not closed.
        lon = np.where(points[:, 0] < -ALMOST_180, ANTIMERIDIAN, points[:, 0] + 360)
        return np.column_stack([lon, points[:, 1]])

    whole = [moved(part, beyond) if part.bounds[2] < 0 else part for part in parts]
    return polygons_of(shapely.union_all(whole))


def between(shape: Shape, west: float, east: float) -> Shape:
    """A shape cut at two meridians (degrees), what lies beyond them moved round the earth.

    `east` is 360 degrees from `west`, or a little less.
    """
    if west <= shape.bounds[0] and shape.bounds[2] <= east:
        return shape
    found: list[Polygon] = []
    for turn in (0, 360, -360):
        back = np.array([-turn, 0.0])
        there = clip(shape, (west + turn, -90, east + turn, 90))
        if not there.is_empty:
            found += parts_of(moved(there, partial(np.add, back)))
    return MultiPolygon(found)


def _ordered(ring: Points) -> tuple[Points, Points]:
    """Both ends of each segment, the lesser first (by x, then y)."""
    start, end = ring[:-1], ring[1:]
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    return np.where(swap[:, None], end, start), np.where(swap[:, None], start, end)
