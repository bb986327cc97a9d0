"""The ground of a still: an area's shapes as the browser has them, as paths on paper."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from matplotlib.path import Path

from geo_data import geometry
from geo_data.errors import DataFileError
from geo_data.figures.map.bezier import Points
from geo_data.figures.paper.sheet import Box
from geo_data.geometry.webshapes import with_margin

Ring = list[int]


@dataclass(frozen=True)
class Window:
    """What part of an area is seen, and where: from map units to the sheet's pixels."""

    seen: Box
    panel: Box

    @property
    def scale(self) -> float:
        """Pixels a map unit."""
        return (self.panel[2] - self.panel[0]) / (self.seen[2] - self.seen[0])

    def pixels(self, points: Points) -> Points:
        """Points in map units, shape (n, 2), on the sheet."""
        x = self.panel[0] + (points[:, 0] - self.seen[0]) * self.scale
        y = self.panel[1] + (self.seen[3] - points[:, 1]) * self.scale
        return np.column_stack([x, y])

    def path(self, path: Path) -> Path:
        """A path in map units, on the sheet."""
        return Path(self.pixels(np.asarray(path.vertices)), path.codes)


def window(area: str, panel: Box, near: Box | None = None) -> Window:
    """The area's box, or what is `near`, grown to the shape of the panel.

    It grows inside the box as long as it can, then below it: arrows enter at the other edges.
    """
    box = geometry.AREAS[area].box
    x0, y0, x1, y1 = near or box
    shape = (panel[3] - panel[1]) / (panel[2] - panel[0])
    wide, high = x1 - x0, y1 - y0
    wide, high = max(wide, high / shape), max(high, wide * shape)
    left = min(max((x0 + x1 - wide) / 2, box[0]), max(box[0], box[2] - wide))
    top = max(min((y0 + y1 + high) / 2, box[3]), min(box[3], box[1] + high))
    return Window((left, top - high, left + wide, top), panel)


def tallest(area: str, near: Box | None = None) -> float:
    """The most height over width that a panel may have: below the margin there are no shapes."""
    box = geometry.AREAS[area].box
    low = with_margin(box)[1] + 1
    x0, _, x1, _ = near or box
    return (box[3] - low) / (x1 - x0)


class Ground:
    """An area's TopoJSON in map units, y up: units, and where they may be named.

    Every border is stored once, as an arc, so an arc that two units of a state share lies inside
    it and is left out of its outline.
    """

    def __init__(self, topology: dict[str, Any]) -> None:
        transform = topology["transform"]
        scale, start = np.array(transform["scale"]), np.array(transform["translate"])
        arcs = [np.cumsum(np.array(arc), axis=0) for arc in topology["arcs"]]
        self._arcs: list[Points] = [arc * scale + start for arc in arcs]
        self._ends = [(tuple(arc[0]), tuple(arc[-1])) for arc in arcs]
        self.units: dict[str, list[Ring]] = {}
        self.at: dict[str, Points] = {}
        self._outlines: dict[tuple[str, ...], Path] = {}
        earth = topology["frame"].get("earth")
        self.earth = Path(earth, closed=True) if earth else None
        for shape in topology["objects"]["units"]["geometries"]:
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
            if rings := [ring for polygon in polygons for ring in polygon]:
                self.units[shape["id"]] = rings
            self.at[shape["id"]] = np.array(shape["properties"]["at"], dtype=float).reshape(-1, 2)

    def outline(self, units: tuple[str, ...]) -> Path:
        """What units of this map enclose together."""
        if units not in self._outlines:
            lines = [self._line(ring) for ring in self._rings(units)]
            self._outlines[units] = _path(lines, closed=True)
        return self._outlines[units]

    def border(self, units: Iterable[str], others: Iterable[str]) -> Path | None:
        """What two groups of units share; None if nothing."""
        ours, theirs = (self._rings(tuple(group)) for group in (units, others))
        shared = {_arc(i) for ring in ours for i in ring} & {
            _arc(i) for ring in theirs for i in ring
        }
        return _path([self._arcs[i] for i in sorted(shared)], closed=False) if shared else None

    def _rings(self, units: tuple[str, ...]) -> list[Ring]:
        rings = [ring for unit in units for ring in self.units.get(unit, [])]
        times = Counter(_arc(i) for ring in rings for i in ring)
        outer = [i for ring in rings for i in ring if times[_arc(i)] == 1]
        if len(outer) == times.total():
            return rings
        after: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for i in outer:
            after[self._end(i, last=False)].append(i)
        found = []
        for start in list(after):
            while after[start]:
                ring, node = [], start
                while after[node]:
                    ring.append(after[node].pop())
                    node = self._end(ring[-1], last=True)
                found.append(ring)
        return found

    def _end(self, i: int, *, last: bool) -> tuple[Any, ...]:
        return self._ends[_arc(i)][last == (i >= 0)]

    def _line(self, numbers: Ring) -> Points:
        """Arcs put end to end; ~n is arc n backwards."""
        parts = [self._arcs[n] if n >= 0 else self._arcs[~n][::-1] for n in numbers]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])


@cache
def ground(area: str) -> Ground:
    """An area's shapes, read once; DataFileError if the file is missing or broken."""
    file = geometry.web_file(area)
    try:
        return Ground(json.loads(file.read_bytes()))
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise DataFileError(file, f"it cannot be read ({error})", geometry.REBUILD) from error


def _arc(i: int) -> int:
    return i if i >= 0 else ~i


def _path(lines: list[Points], *, closed: bool) -> Path:
    codes = []
    for line in lines:
        some = np.full(len(line), Path.LINETO, dtype=Path.code_type)
        some[0] = Path.MOVETO
        if closed:
            some[-1] = Path.CLOSEPOLY
        codes.append(some)
    return Path(np.vstack(lines), np.concatenate(codes))
