"""The shapes of one area for the browser: projected, simplified, with shared arcs (TopoJSON)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from shapely import LinearRing, MultiPolygon, Point

from geo_data.errors import BuildError
from geo_data.geometry import METRES_PER_UNIT, Area, content_hash, earth, on_map, project
from geo_data.geometry.coverage import Box, Shape, clip, moved, parts_of, polygons_of

Node = tuple[int, int]
Line = tuple[Node, ...]
SEGMENTS_ALONG_A_LINE = 2


class Topology:
    """The arcs of a coverage and which of them make each polygon.

    `shapes`: Polygon or MultiPolygon by id, coordinates whole numbers, neighbours with the same
    vertices along their border.
    """

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self.arcs: list[Line] = []
        self._index: dict[Line, int] = {}
        self._junctions = _junctions(shapes.values())
        self.polygons = {
            key: [
                [self._ring(ring) for ring in (part.exterior, *part.interiors)]
                for part in parts_of(shape)
            ]
            for key, shape in shapes.items()
        }

    def geometry(self, key: str) -> dict[str, object]:
        """The TopoJSON geometry object of one shape: type and arcs."""
        polygons = self.polygons[key]
        if len(polygons) == 1:
            return {"type": "Polygon", "arcs": polygons[0]}
        return {"type": "MultiPolygon", "arcs": polygons}

    def encoded(self) -> list[list[list[int]]]:
        """The arcs as TopoJSON writes them: first position, then differences."""
        return [
            [list(arc[0])] + [[x1 - x0, y1 - y0] for (x0, y0), (x1, y1) in pairwise(arc)]
            for arc in self.arcs
        ]

    def _ring(self, ring: LinearRing) -> list[int]:
        nodes = _nodes(ring)[:-1]
        cuts = [i for i, node in enumerate(nodes) if node in self._junctions]
        if not cuts:
            cuts = [nodes.index(min(nodes))]
        nodes = nodes[cuts[0] :] + nodes[: cuts[0]] + [nodes[cuts[0]]]
        ends = [cut - cuts[0] for cut in cuts] + [len(nodes) - 1]
        return [self._arc(tuple(nodes[a : b + 1])) for a, b in pairwise(ends)]

    def _arc(self, line: Line) -> int:
        if line in self._index:
            return self._index[line]
        if line[::-1] in self._index:
            return ~self._index[line[::-1]]
        self._index[line] = len(self.arcs)
        self.arcs.append(line)
        return self._index[line]


def _nodes(ring: LinearRing) -> list[Node]:
    return [(int(x), int(y)) for x, y in shapely.get_coordinates(ring)]


def _junctions(shapes: Iterable[Shape]) -> set[Node]:
    """Vertices where more than two segments meet: there arcs begin and end."""
    beside: dict[Node, set[Node]] = defaultdict(set)
    for shape in shapes:
        for part in parts_of(shape):
            for ring in (part.exterior, *part.interiors):
                nodes = _nodes(ring)
                for start, end in pairwise(nodes):
                    beside[start].add(end)
                    beside[end].add(start)
    return {node for node, others in beside.items() if len(others) > SEGMENTS_ALONG_A_LINE}


MARGIN = 0.15  # of the box on each side, so that panning shows no cut edge
LABELS = 6
ROCK_CELLS = 10  # of the grid
EDGE_TOLERANCE = 0.05  # map units


class Detail(NamedTuple):
    """How fine an area's shapes are, in map units: chosen to stay under 150 kB gzipped."""

    tolerance: float
    island: float  # smallest area kept
    grid: float


DETAIL = {
    "europe": Detail(0.06, 0.02, 0.0025),
    "alliance": Detail(0.22, 0.3, 0.0025),
    "world": Detail(0.37, 0.5, 0.005),
}


def write_web(area: Area, units: gpd.GeoDataFrame, folder: Path) -> Path:
    """Write an area's TopoJSON, named after its content, in place of an older one."""
    content = json.dumps(topology(area, units), separators=(",", ":")).encode()
    file = folder / f"{area.key}.{content_hash(content)}.json"
    file.write_bytes(content)
    for older in set(folder.glob(f"{area.key}.*.json")) - {file}:
        older.unlink()
    return file


def topology(area: Area, units: gpd.GeoDataFrame) -> dict[str, object]:
    """The TopoJSON of an area from the exact units in WGS 84 (index unit, label_x, label_y).

    Beside what TopoJSON asks for it has `frame`: area, crs, metres_per_unit, box (map units),
    and `earth`, one ring, where the box shows more than the earth.
    """
    detail = DETAIL[area.key]
    wide = with_margin(area.box)
    clipped = {unit: clip(on_map(area.key, shape), wide) for unit, shape in units.geometry.items()}
    kept = without_islands({u: s for u, s in clipped.items() if not s.is_empty}, detail.island)
    coarse = simplified(kept, detail.tolerance)

    origin = np.array(wide[:2])
    shapes = on_grid(
        {
            unit: moved(shape, lambda points: (points - origin) / detail.grid)
            for unit, shape in coarse.items()
        }
    )
    arcs = Topology(shapes)
    geometries = []
    for unit, shape in shapes.items():
        drawn = moved(shape, lambda points: points * detail.grid + origin)
        label = Point(project(area.key, units["label_x"][unit], units["label_y"][unit]))
        at = label_points(drawn, label, area.box)
        geometries.append({**arcs.geometry(unit), "id": unit, "properties": {"at": at}})
    frame: dict[str, object] = {
        "area": area.key,
        "crs": area.crs,
        "metres_per_unit": METRES_PER_UNIT,
        "box": list(area.box),
    }
    if outline := earth(area.key):
        frame["earth"] = shapely.get_coordinates(outline.simplify(EDGE_TOLERANCE)).round(1).tolist()
    return {
        "type": "Topology",
        "transform": {"scale": [detail.grid] * 2, "translate": list(wide[:2])},
        "frame": frame,
        "objects": {
            "units": {"type": "GeometryCollection", "geometries": geometries},
        },
        "arcs": arcs.encoded(),
    }


def with_margin(box: Box) -> Box:
    """The box with MARGIN of its width and height added on each side, in whole units."""
    x0, y0, x1, y1 = box
    wide, high = MARGIN * (x1 - x0), MARGIN * (y1 - y0)
    return round(x0 - wide), round(y0 - high), round(x1 + wide), round(y1 + high)


def label_points(shape: Shape, label: Point, box: Box) -> list[list[float]]:
    """Up to LABELS points well inside a shape and the box, well apart, the best one first.

    `label`: the preferred point, taken if it lies inside. A shape outside the box has its points
    where it lies.
    """
    seen = polygons_of(shape.intersection(shapely.box(*box)))
    parts = parts_of(shape if seen.is_empty else seen)
    large = max(part.area for part in parts) / 5
    room = polygons_of(shapely.union_all([part for part in parts if part.area >= large]))
    circle = shapely.maximum_inscribed_circle(room)
    apart, least = 0.6 * circle.length, 0.25 * circle.length
    found: list[Point] = []
    best = label if room.contains(label) else Point(circle.coords[0])
    while len(found) < LABELS and circle.length >= least:
        found.append(best)
        room = polygons_of(room.difference(best.buffer(apart)))
        if room.is_empty:
            break
        circle = shapely.maximum_inscribed_circle(room)
        best = Point(circle.coords[0])
    return [_rounded(point, shape) for point in found]


def _rounded(point: Point, shape: Shape) -> list[float]:
    """Two decimals are enough, but not in the smallest states."""
    places = [[round(point.x, decimals), round(point.y, decimals)] for decimals in (2, 3, 4)]
    return next((place for place in places if shape.contains(Point(place))), places[-1])


def without_islands(shapes: dict[str, Shape], least: float) -> dict[str, Shape]:
    """Parts smaller than `least` left out, but for those with a neighbour and each largest."""
    tree = shapely.STRtree([part for shape in shapes.values() for part in parts_of(shape)])
    kept: dict[str, Shape] = {}
    for unit, shape in shapes.items():
        parts = parts_of(shape)
        largest = max(part.area for part in parts)
        kept[unit] = MultiPolygon(
            [
                part
                for part in parts
                if part.area >= min(least, largest) or len(tree.query(part, "intersects")) > 1
            ]
        )
    return kept


def simplified(shapes: dict[str, Shape], tolerance: float) -> dict[str, Shape]:
    """The shapes with fewer vertices, borders still shared.

    A small island that would shrink to less than half keeps more of its vertices.
    """
    coarse: list[Shape] = list(shapely.coverage_simplify(list(shapes.values()), tolerance))
    tree = shapely.STRtree(list(shapes.values()))
    for number, shape in enumerate(shapes.values()):
        alone = len(tree.query(shape, "intersects")) == 1
        if alone and coarse[number].area < shape.area / 2:
            coarse[number] = shapely.coverage_simplify([shape], tolerance / 8)[0]
    return dict(zip(shapes, coarse, strict=True))


def on_grid(shapes: dict[str, Shape]) -> dict[str, Shape]:
    """The shapes with whole-number vertices, valid and still sharing their borders.

    All boundaries are rounded together as lines, where rounding one polygon after another would
    let narrow necks cross themselves; what the lines enclose goes to the unit that was there.
    Raises BuildError if a unit larger than ROCK_CELLS is lost or the borders are damaged.
    """
    lines = shapely.union_all([shape.boundary for shape in shapes.values()], grid_size=1)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    tree = shapely.STRtree(list(shapes.values()))
    face, unit = tree.query(shapely.point_on_surface(faces), predicate="within")
    rounded = {}
    for number, (name, shape) in enumerate(shapes.items()):
        mine = faces[face[unit == number]]
        if len(mine):
            rounded[name] = polygons_of(shapely.orient_polygons(shapely.union_all(mine)))
        elif shape.area > ROCK_CELLS:
            raise BuildError(f"{name} is lost on the grid.")
    if not shapely.coverage_is_valid(list(rounded.values())):
        raise BuildError("The grid damaged the borders.")
    return rounded
