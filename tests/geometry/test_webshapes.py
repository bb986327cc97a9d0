"""The files for the browser: decoded anew from the format's description, and measured."""

import itertools
import json
from functools import cache
from typing import Any

import numpy as np
import pytest
import shapely
from shapely import MultiPolygon, Point, Polygon

from geo_data import geometry
from geo_data.errors import BuildError
from geo_data.geometry import webshapes
from geo_data.geometry.coverage import Shape
from geo_data.geometry.webshapes import Topology
from tests.geometry.test_geometry import EAST, FAR, MEMBERS

AREAS = tuple(geometry.AREAS)
ROCKS = {"ESP-ALHUCEMAS"}
SMALL = {"LUX", "MLT", "LIE", "MCO", "SMR", "VAT", "AND", "GIB"}


@cache
def decoded(area: str) -> tuple[dict[str, Any], dict[str, Shape]]:
    """A web file and its units, in whole cells of its grid: written here anew, from the format."""
    topology = json.loads(geometry.web_file(area).read_bytes())
    arcs = [np.cumsum(np.array(arc), axis=0) for arc in topology["arcs"]]

    def line(indexes: list[int]) -> np.ndarray:
        pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indexes]
        for one, next_one in itertools.pairwise(pieces):
            assert (one[-1] == next_one[0]).all()
        return np.vstack([pieces[0], *(piece[1:] for piece in pieces[1:])])

    def polygon(rings: list[list[int]]) -> Polygon:
        lines = [line(ring) for ring in rings]
        assert all((ring[0] == ring[-1]).all() and len(ring) >= 4 for ring in lines)
        return Polygon(lines[0], lines[1:])

    shapes: dict[str, Shape] = {}
    for item in topology["objects"]["units"]["geometries"]:
        several = item["type"] == "MultiPolygon"
        polygons = [polygon(rings) for rings in (item["arcs"] if several else [item["arcs"]])]
        shapes[item["id"]] = MultiPolygon(polygons) if several else polygons[0]
    return topology, shapes


@pytest.mark.parametrize("area", AREAS)
def test_a_web_file_is_a_topology_with_a_frame(area: str) -> None:
    topology, _ = decoded(area)
    known = geometry.AREAS[area]
    assert topology["type"] == "Topology"
    frame = {**topology["frame"]}
    assert ("earth" in frame) == (known.edge is not None)
    frame.pop("earth", None)
    assert frame == {
        "area": area,
        "crs": known.crs,
        "metres_per_unit": geometry.METRES_PER_UNIT,
        "box": list(known.box),
    }
    assert set(topology["transform"]) == {"scale", "translate"}
    assert all(len(arc) >= 2 for arc in topology["arcs"])
    assert all(type(v) is int for arc in topology["arcs"] for point in arc for v in point)
    assert topology["objects"].keys() == {"units"}
    assert topology["objects"]["units"]["type"] == "GeometryCollection"


@pytest.mark.parametrize("area", AREAS)
def test_every_arc_is_stored_once_and_used(area: str) -> None:
    topology, _ = decoded(area)
    arcs = [[tuple(point) for point in np.cumsum(arc, axis=0)] for arc in topology["arcs"]]
    assert len({min(tuple(arc), tuple(arc[::-1])) for arc in arcs}) == len(arcs)
    segments = [frozenset(pair) for arc in arcs for pair in itertools.pairwise(arc)]
    assert len(set(segments)) == len(segments)
    text = json.dumps([item["arcs"] for item in topology["objects"]["units"]["geometries"]])
    used = {int(number) for number in text.replace("[", " ").replace("]", " ").replace(",", " ").split()}  # fmt: skip  # noqa: E501
    assert {index if index >= 0 else ~index for index in used} == set(range(len(arcs)))


@pytest.mark.parametrize("area", AREAS)
def test_web_polygons_are_valid_and_do_not_overlap(area: str) -> None:
    _, shapes = decoded(area)
    assert all(shape.is_valid and not shape.is_empty for shape in shapes.values())
    assert shapely.coverage_is_valid(list(shapes.values()))
    expected = {*MEMBERS, *EAST, *SMALL} - (FAR if area == "europe" else set())
    assert expected <= set(shapes)


@pytest.mark.parametrize("area", AREAS)
def test_only_rocks_are_left_out_of_a_web_file(area: str) -> None:
    _, shapes = decoded(area)
    lost = set(geometry.projected(area).index) - set(shapes)
    for unit in lost:
        size = geometry.on_map(area, geometry.units().geometry[unit]).area
        assert size * geometry.METRES_PER_UNIT**2 < 250_000, unit  # square metres


@pytest.mark.parametrize("area", AREAS)
def test_web_polygons_lie_where_the_library_draws(area: str) -> None:
    topology, shapes = decoded(area)
    scale, origin = topology["transform"]["scale"][0], np.array(topology["transform"]["translate"])
    for unit, shape in geometry.projected(area).items():
        if unit not in {*MEMBERS, *EAST}:
            continue
        web = shapely.transform(shapes[unit], lambda points: points * scale + origin)
        seen = web.intersection(shapely.box(*geometry.AREAS[area].box))
        # Denmark is all shores and islands; the coarsest map keeps less of them.
        assert seen.symmetric_difference(shape).area < 0.12 * shape.area + 0.05, unit


@pytest.mark.parametrize("area", AREAS)
def test_label_points_lie_inside_their_unit(area: str) -> None:
    topology, shapes = decoded(area)
    scale, origin = topology["transform"]["scale"][0], np.array(topology["transform"]["translate"])
    box = shapely.box(*geometry.AREAS[area].box)
    for item in topology["objects"]["units"]["geometries"]:
        shape = shapely.transform(shapes[item["id"]], lambda points: points * scale + origin)
        at = [Point(place) for place in item["properties"]["at"]]
        assert 1 <= len(at) <= 6
        assert all(shape.contains(point) for point in at), item["id"]
        if item["id"] in {*MEMBERS, *EAST} - FAR:
            assert all(box.contains(point) for point in at), item["id"]


def test_the_best_label_point_is_natural_earths() -> None:
    topology, _ = decoded("europe")
    units = {item["id"]: item["properties"]["at"] for item in topology["objects"]["units"]["geometries"]}  # fmt: skip  # noqa: E501
    x, y = geometry.units().loc["POL", ["label_x", "label_y"]]
    assert units["POL"][0] == pytest.approx(geometry.project("europe", x, y), abs=0.006)


def test_the_margin_hides_cut_edges() -> None:
    for area in (name for name in AREAS if geometry.earth(name) is None):
        x0, y0, x1, y1 = geometry.AREAS[area].box
        topology, shapes = decoded(area)
        scale, origin = topology["transform"]["scale"][0], topology["transform"]["translate"]
        wide = shapely.total_bounds(list(shapes.values())) * scale + [*origin, *origin]
        assert wide[0] <= x0 - 0.14 * (x1 - x0) or area == "alliance"  # there is only sea
        assert wide[1] <= y0 - 0.14 * (y1 - y0)
        assert wide[2] >= x1 + 0.14 * (x1 - x0)
        assert wide[3] >= y1 + 0.14 * (y1 - y0)
        assert 1.1 < (x1 - x0) / (y1 - y0) < 1.6


def test_a_map_of_the_whole_earth_shows_where_it_ends() -> None:
    topology, shapes = decoded("world")
    scale, origin = topology["transform"]["scale"][0], np.array(topology["transform"]["translate"])
    earth = Polygon(topology["frame"]["earth"])
    x0, y0, x1, y1 = geometry.AREAS["world"].box
    assert earth.is_valid
    assert shapely.box(x0, y0, x1, y1).contains(earth)
    assert earth.area > 0.8 * (x1 - x0) * (y1 - y0)
    # The outline has one decimal; land that is cut at the edge may lie that far beyond it.
    around = earth.buffer(0.2)
    for unit, shape in shapes.items():
        drawn = shapely.transform(shape, lambda points: points * scale + origin)
        assert around.contains(drawn), unit


def test_every_unit_of_the_world_is_drawn_but_rocks() -> None:
    _, shapes = decoded("world")
    assert {*geometry.units().index} - {*shapes} == ROCKS
    assert {"FLK", "NCL", "PYF", "FRA-REUNION", "FRA-GUIANA", "USA-HAWAII", "SGS"} <= {*shapes}


def test_two_squares_share_one_arc() -> None:
    arcs = Topology({"A": shapely.box(0, 0, 2, 2), "B": shapely.box(2, 0, 4, 2)})
    assert len(arcs.arcs) == 3
    assert sum({(2, 0), (2, 2)} == {*arc} for arc in arcs.arcs) == 1


def test_an_enclave_and_its_hole_are_one_arc() -> None:
    around = Polygon(shapely.box(0, 0, 9, 9).exterior, [shapely.box(3, 3, 6, 6).exterior])
    arcs = Topology({"AROUND": around, "IN": shapely.box(3, 3, 6, 6)})
    assert len(arcs.arcs) == 2


def test_rounding_a_neck_keeps_the_borders() -> None:
    neck = Polygon([(0, 0), (9, 0), (9, 4.9), (5, 5.1), (1, 5.1), (0, 9)])
    other = Polygon([(0, 9), (1, 5.1), (5, 5.1), (9, 4.9), (9, 9)])
    rounded = webshapes.on_grid({"A": neck, "B": other})
    assert shapely.coverage_is_valid(list(rounded.values()))
    assert all(shape.is_valid for shape in rounded.values())
    with pytest.raises(BuildError, match="LONG is lost"):
        webshapes.on_grid({"LONG": shapely.box(0, 0.1, 1000, 0.2)})
