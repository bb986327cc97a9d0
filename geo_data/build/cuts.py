"""Cuts a country along a line inside it: the two Germanies and the Saar (shapes/README.md)."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import shapely
from shapely import LineString, MultiPoint, Point
from shapely.ops import split

from geo_data.errors import BuildError
from geo_data.geometry.coverage import Shape, parts_of, polygons_of

NEAR = 1e-5  # of a degree, about a metre: the line comes from another layer of the same source


class Cut(NamedTuple):
    """A line (degrees) that cuts a unit off a country, and a point on the unit's side.

    `rest` is the code of what is left of the country after all its cuts.
    """

    unit: str
    country: str
    rest: str
    inside: Point
    line: LineString


def read_cuts(file: Path) -> list[Cut]:
    """The lines along which countries are cut."""
    table = gpd.read_file(file)
    points = gpd.points_from_xy(table["lon"], table["lat"])
    columns = (table["unit"], table["adm0_a3"], table["rest"], points, table.geometry)
    return [Cut(*row) for row in zip(*columns, strict=True)]


def cut_countries(shapes: dict[str, Shape], cuts: Sequence[Cut]) -> dict[str, str]:
    """Replace each country that has cuts by its pieces, in place; what is left of it by country.

    Both ends of a line are put on vertices of the outline, so that neighbours notice nothing.
    Raises BuildError if a line does not run from outline to outline through one part.
    """
    left = {}
    for country, some in groupby(cuts, attrgetter("country")):
        whole = shapes.pop(country)
        for cut in some:
            shapes[cut.unit], whole = _cut(whole, cut)
            left[country] = cut.rest
        shapes[left[country]] = whole
    return left


def _cut(whole: Shape, cut: Cut) -> tuple[Shape, Shape]:
    line = _from_vertex_to_vertex(whole, cut)
    pieces = [
        piece for part in parts_of(whole) for piece in parts_of(polygons_of(split(part, line)))
    ]
    if len(pieces) != len(parts_of(whole)) + 1:
        raise BuildError(f"{cut.unit}: its line makes {len(pieces)} pieces.")
    # An island belongs with the shore that it lies next to.
    shores = [piece for piece in pieces if piece.boundary.covers(line)]
    mine = [shore.covers(cut.inside) for shore in shores]
    if sum(mine) != 1:
        raise BuildError(f"{cut.unit}: its point lies on {sum(mine)} sides of its line.")
    shore, other = shores[mine.index(True)], shores[mine.index(False)]
    ours = [p for p in pieces if p.distance(shore) < p.distance(other) or p is shore]
    rest = [p for p in pieces if not any(p is piece for piece in ours)]
    return (polygons_of(shapely.MultiPolygon(ours)), polygons_of(shapely.MultiPolygon(rest)))


def _from_vertex_to_vertex(whole: Shape, cut: Cut) -> LineString:
    vertices = MultiPoint(shapely.get_coordinates(whole))
    points = list(cut.line.coords)
    for end in (0, -1):
        vertex = shapely.shortest_line(Point(points[end]), vertices)
        if vertex.length > NEAR:
            raise BuildError(f"{cut.unit}: its line ends {vertex.length} degrees off the outline.")
        points[end] = vertex.coords[1]
    return LineString(points)
