"""Polygons on a whole-number grid to TopoJSON: every shared border is stored once, as an arc."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

import shapely
from shapely import LinearRing

from geo_data.geometry.coverage import Shape, parts_of

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
