"""Where to look: the part of the map that holds what the reader's focus lights up."""

from collections.abc import Iterator

import numpy as np
import shapely

from geo_data import geometry
from geo_data.figures.map.arrows import Arrow
from geo_data.geometry.coverage import Box
from geo_data.history.snapshot import Snapshot
from geo_data.tables.record import record

LEAST = 0.3
"""As a share of the map's width and height: nearer, a reader would not know where it is."""

ENOUGH = 200
"""Map units (4,000 km) that are never too near, however large the map."""

MARGIN = 0.25
"""Of what is lit, on each side."""

ROCK = 1e-6
"""As a share of a country's largest part."""

BROAD = 0.6
"""A country that takes up more of the map than this says nothing about where to look."""


def _arrows(drawn: tuple[Arrow, ...], ids: set[str]) -> Iterator[Box]:
    for arrow in drawn:
        if f"move:{arrow.move.move_id}" in ids:
            points = np.vstack([stroke.curve for stroke in arrow.strokes])
            (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
            yield float(x0), float(y0), float(x1), float(y1)


def _countries(snap: Snapshot, ids: set[str]) -> Iterator[Box]:
    shapes = geometry.projected(snap.view.area)
    borders = {border for border in snap.borders if border in ids}
    sides = {f"country:{row.member}" for row in record().borders if row.border_id in borders}
    x0, y0, x1, y1 = geometry.AREAS[snap.view.area].box
    for state in snap.states:
        units = [unit for unit in state.units if unit in shapes.index]
        if f"country:{state.iso3}" not in ids | sides or not units:
            continue
        parts = shapely.get_parts(shapes[units].array)
        sizes = shapely.area(parts)
        # a rock that the world's edge cuts off lies at the other end of the map
        found = shapely.total_bounds(parts[sizes > ROCK * sizes.max()])
        share = max((found[2] - found[0]) / (x1 - x0), (found[3] - found[1]) / (y1 - y0))
        if share < BROAD:
            yield float(found[0]), float(found[1]), float(found[2]), float(found[3])


def _points(snap: Snapshot, ids: set[str]) -> Iterator[Box]:
    for group in snap.battlegroups:
        if f"battlegroup:{group.battlegroup_id}" in ids and group.place.lon_lat:
            x, y = geometry.project(snap.view.area, *group.place.lon_lat)
            yield x, y, x, y


def closeup(snap: Snapshot, drawn: tuple[Arrow, ...], lit: list[str]) -> Box | None:
    """The box (map units) around what is lit, with some ground about it; None for the whole map.

    Arrows say best where something happens; without one countries and marks do.
    """
    ids = set(lit)
    boxes = [*_arrows(drawn, ids)] or [*_countries(snap, ids), *_points(snap, ids)]
    if not boxes:
        return None
    low, high = np.min(boxes, axis=0)[:2], np.max(boxes, axis=0)[2:]
    box = np.array(geometry.AREAS[snap.view.area].box)
    middle, least = (low + high) / 2, np.minimum(LEAST * (box[2:] - box[:2]), ENOUGH)
    half = np.maximum((high - low) * (1 + 2 * MARGIN), least) / 2
    low, high = np.maximum(middle - half, box[:2]), np.minimum(middle + half, box[2:])
    x0, y0, x1, y1 = (round(float(value), 1) for value in (*low, *high))
    return x0, y0, x1, y1
