"""The ground of a still: an area's shapes as the browser has them, as paths on paper."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from matplotlib.path import Path

from geo_data import geometry
from geo_data.errors import DataFileError
from geo_data.figures.bezier import Points
from geo_data.figures.still.sheet import Box
from geo_data.webshapes import with_margin


@dataclass(frozen=True)
class Ground:
    """An area in map units, y up: units and borders as paths, and where units may be named."""

    units: dict[str, Path]
    borders: dict[str, Path]
    at: dict[str, Points]


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


@cache
def ground(area: str) -> Ground:
    """An area's shapes, read once; DataFileError if the file is missing or broken."""
    file = geometry.web_file(area)
    try:
        return _decoded(json.loads(file.read_bytes()))
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise DataFileError(file, f"it cannot be read ({error})", geometry.REBUILD) from error


def _decoded(topology: dict[str, Any]) -> Ground:
    found = Topology(topology)
    units, borders, at = {}, {}, {}
    for shape in found.shapes("units"):
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
        rings = [found.line(ring) for polygon in polygons for ring in polygon]
        if rings:
            units[shape["id"]] = _path(rings, closed=True)
        at[shape["id"]] = np.array(shape["properties"]["at"], dtype=float).reshape(-1, 2)
    for shape in found.shapes("borders"):
        parts = [shape["arcs"]] if shape["type"] == "LineString" else shape["arcs"]
        if parts:
            borders[shape["id"]] = _path([found.line(part) for part in parts], closed=False)
    return Ground(units, borders, at)


def _path(lines: list[Points], *, closed: bool) -> Path:
    codes = []
    for line in lines:
        some = np.full(len(line), Path.LINETO, dtype=Path.code_type)
        some[0] = Path.MOVETO
        if closed:
            some[-1] = Path.CLOSEPOLY
        codes.append(some)
    return Path(np.vstack(lines), np.concatenate(codes))


class Topology:
    """A TopoJSON object, its arcs unpacked."""

    def __init__(self, topology: dict[str, Any]) -> None:
        transform = topology["transform"]
        scale, start = np.array(transform["scale"]), np.array(transform["translate"])
        arcs = [np.cumsum(np.array(arc), axis=0) for arc in topology["arcs"]]
        self.arcs: list[Points] = [arc * scale + start for arc in arcs]
        self.objects = topology["objects"]

    def shapes(self, name: str) -> list[dict[str, Any]]:
        """The geometries of one of its collections."""
        found: list[dict[str, Any]] = self.objects[name]["geometries"]
        return found

    def line(self, numbers: list[int]) -> Points:
        """Arcs put end to end; ~n is arc n backwards."""
        parts = [self.arcs[n] if n >= 0 else self.arcs[~n][::-1] for n in numbers]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])
