"""The map of the world: where it is cut, what lies on which side, and that areas are true."""

import pytest
import shapely
from pyproj import Geod
from shapely import Point

from geo_data import View, geometry, snapshot
from geo_data.figures.map.frame import frame
from geo_data.geometry.coverage import between


@pytest.mark.parametrize(
    "unit", ["GRL", "RUS", "COD", "AUS", "NZL", "FJI", "CHL", "USA-ALASKA", "KIR", "SGS"]
)
def test_the_world_has_the_areas_of_the_ellipsoid(unit: str) -> None:
    shape = geometry.units().geometry[unit]
    size = geometry.on_map("world", shape).area * geometry.METRES_PER_UNIT**2
    on_earth, _ = Geod(ellps="WGS84").geometry_area_perimeter(shapely.orient_polygons(shape))
    assert size == pytest.approx(on_earth, rel=0.01)


def test_nothing_is_smeared_across_the_world() -> None:
    shapes = geometry.projected("world")
    assert shapes.is_valid.all()
    assert set(shapes.index) == set(geometry.units().index)
    bounds = shapely.bounds(shapely.get_parts(shapes.array))
    (russia,) = (b for b in bounds if b[2] - b[0] > 300)  # 6,000 km: no other comes near
    assert russia[2] - russia[0] < 600
    earth = geometry.earth("world")
    assert earth is not None
    around = earth.buffer(0.01)
    assert all(around.covers(shape) for shape in shapes)


@pytest.mark.parametrize(
    ("place", "lon", "lat", "unit", "east"),
    [
        ("Uelen in Chukotka, beyond 180 degrees", -170.5, 66.1, "RUS", True),
        ("Big Diomede", -169.06, 65.78, "RUS", True),
        ("Nome in Alaska", -165.3, 64.6, "USA-ALASKA", False),
        ("Saint Lawrence Island, its west", -171.0, 63.5, "USA-ALASKA", True),
        ("Adak in the Aleutians", -176.6, 51.85, "USA-ALASKA", True),
        ("Unalaska in the Aleutians", -166.9, 53.6, "USA-ALASKA", False),
        ("Attu, east of 180 degrees", 172.9, 52.9, "USA-ALEUTIANS-E", True),
        ("Oahu", -158.0, 21.45, "USA-HAWAII", False),
        ("Viti Levu", 178.0, -17.8, "FJI", True),
        ("Vanua Levu", 179.3, -16.6, "FJI", True),
        ("Taveuni, upon 180 degrees", -179.95, -16.85, "FJI", True),
        ("Kiritimati", -157.4, 1.85, "KIR", False),
        ("Upolu", -171.75, -13.9, "WSM", True),
        ("Chatham Island", -176.5, -43.9, "NZL", True),
    ],
)
def test_a_place_near_the_worlds_edge_is_on_its_side(
    place: str, lon: float, lat: float, unit: str, *, east: bool
) -> None:
    for same in (lon, lon + 360, lon - 360):
        x, y = geometry.project("world", same, lat)
        assert (x > 0) == east, place
        assert geometry.projected("world")[unit].distance(Point(x, y)) < 1, place


def test_only_the_world_ends_on_its_map() -> None:
    assert [area for area in geometry.AREAS if geometry.earth(area)] == ["world"]
    alaska = geometry.on_map("world", geometry.units().geometry["USA-ALASKA"])
    x0, _, x1, _ = geometry.AREAS["world"].box
    assert x0 < alaska.bounds[0] < 0 < alaska.bounds[2] < x1
    assert geometry.on_map("alliance", geometry.units().geometry["USA-ALASKA"]).area == (
        pytest.approx(alaska.area, rel=1e-3)
    )


def test_a_shape_is_cut_and_moved_round_the_earth() -> None:
    one, whole = shapely.box(170, 0, 200, 10), shapely.box(-20, 0, 20, 10)
    west, east = sorted(shapely.get_parts(between(one, -180, 180)), key=lambda part: part.bounds)
    assert west.equals(shapely.box(-180, 0, -160, 10))
    assert east.equals(shapely.box(170, 0, 180, 10))
    assert between(whole, -180, 180) is whole
    assert between(shapely.box(-179, 0, -175, 10), -169, 191).equals(shapely.box(181, 0, 185, 10))


@pytest.mark.parametrize(("iso3", "widest"), [("EST", 201), ("ISL", 201), ("RUS", 1000)])
def test_the_map_of_the_world_goes_near(iso3: str, widest: float) -> None:
    snap = snapshot(View(area="world", focus=f"country:{iso3}"))
    x0, y0, x1, y1 = frame(snap, follow=True)["to"]
    assert 100 < x1 - x0 < widest
    largest = max(shapely.get_parts(geometry.projected("world")[iso3]), key=shapely.area)
    assert shapely.box(x0, y0, x1, y1).covers(largest)
