"""The ground as the library reads it: units, neighbours, projections, dissolving."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely import Point

from geo_data import geometry
from geo_data.build.shapes import merged
from geo_data.errors import DataFileError, ViewError
from geo_data.geometry.coverage import densify, join_at_180, map_rings, split_at

MEMBERS = tuple(
    "ALB BEL BGR CAN CZE DEU-EAST DEU-SAAR DEU-WEST DNK ESP EST FIN FRA GBR GRC HRV HUN "  # noqa: SIM905
    "ISL ITA LTU LUX LVA MKD MNE NLD NOR POL PRT ROU SVK SVN SWE TUR USA".split()
)
EAST = ("RUS", "UKR", "BLR", "MDA", "GEO")
FAR = {"CAN", "USA"}  # members that Europe's map does not show
SOVIET = tuple(
    "RUS RUS-KALININGRAD UKR BLR MDA GEO ARM AZE KAZ UZB TKM TJK KGZ EST LVA LTU".split()  # noqa: SIM905
)


@pytest.mark.parametrize("unit", [*MEMBERS, *EAST])
def test_every_state_of_interest_is_a_unit(unit: str) -> None:
    shape = geometry.units().geometry[unit]
    assert shape.is_valid
    assert shape.area > 0


@pytest.mark.parametrize(
    ("place", "lon", "lat", "unit"),
    [
        ("Simferopol", 34.1, 44.95, "UKR"),
        ("Donetsk", 37.8, 48.0, "UKR"),
        ("Kaliningrad", 20.5, 54.7, "RUS-KALININGRAD"),
        ("Leipzig", 12.37, 51.34, "DEU-EAST"),
        ("Rügen, an island", 13.4, 54.5, "DEU-EAST"),
        ("Lebach", 6.91, 49.41, "DEU-SAAR"),
        ("Frankfurt", 8.68, 50.11, "DEU-WEST"),
        ("Fehmarn, an island", 11.1, 54.45, "DEU-WEST"),
        ("Pristina", 21.17, 42.67, "KOS"),
        ("Tiraspol", 29.63, 46.84, "MDA"),
        ("Sukhumi", 41.05, 43.02, "GEO"),
        ("Kyrenia", 33.3, 35.3, "CYP"),
        ("Paris", 2.35, 48.85, "FRA"),
        ("Oslo", 10.75, 59.95, "NOR"),
        ("Longyearbyen", 15.9, 78.2, "NOR-SVALBARD"),
        ("Fairbanks", -147.7, 64.8, "USA-ALASKA"),
        ("Golan Heights", 35.8, 33.0, "SYR-GOLAN"),
        ("Abyei", 28.43, 9.6, "SDN-ABYEI"),
        ("Bonaire", -68.28, 12.19, "NLD-BES"),
        ("Bilibino", 166.4, 68.05, "RUS"),
        ("Uelen, beyond 180 degrees", -170.5, 66.1, "RUS"),
    ],
)
def test_a_place_lies_in_one_unit(place: str, lon: float, lat: float, unit: str) -> None:
    shapes = geometry.units().geometry
    assert shapes.index[shapes.contains(Point(lon, lat))].tolist() == [unit], place


def test_longitudes_stay_between_180_and_180() -> None:
    frame = geometry.units()
    x0, _, x1, _ = frame.total_bounds
    assert (x0, x1) == (-180, 180)
    assert frame.crs == "EPSG:4326"


def test_units_share_their_borders() -> None:
    assert shapely.coverage_is_valid(geometry.units().geometry.array)
    assert geometry.units().index.is_unique


def test_label_points_lie_inside_the_largest_part() -> None:
    for unit, x, y, shape in geometry.units()[["label_x", "label_y", "geometry"]].itertuples():
        largest = max(shapely.get_parts(shape), key=lambda part: part.area)
        assert largest.contains(Point(x, y)), unit


def test_russias_neighbours_in_nato() -> None:
    russia = ["RUS", "RUS-KALININGRAD"]
    touching = {unit for unit in MEMBERS if geometry.touching([unit], russia)}
    assert touching == {"EST", "FIN", "LTU", "LVA", "NOR", "POL"}
    mainland = {unit for unit in MEMBERS if geometry.touching(["RUS"], [unit])}
    assert touching - mainland == {"LTU", "POL"}


def test_neighbours_are_ordered_pairs_of_units() -> None:
    known = set(geometry.units().index)
    assert all(a < b and {a, b} <= known for a, b in geometry.neighbours())
    assert ("ISR", "SYR-GOLAN") in geometry.neighbours()
    assert ("SDN-ABYEI", "SDS") in geometry.neighbours()


def test_the_soviet_union_dissolves_without_slivers() -> None:
    whole = merged(geometry.units().geometry[list(SOVIET)].tolist())
    assert whole.is_valid
    assert sum(len(part.interiors) for part in shapely.get_parts(whole)) == 0
    apart = shapely.area(geometry.units().geometry[list(SOVIET)].array).sum()
    assert whole.area == pytest.approx(apart, rel=1e-12)


def test_lengths_of_borders_are_sums_over_units() -> None:
    known = geometry.border_km()
    assert all(length > 0 for length in known.values())
    assert (
        geometry.shared_km(["POL"], ["RUS", "RUS-KALININGRAD"]) == known["POL", "RUS-KALININGRAD"]
    )
    soviet = geometry.shared_km(["TUR"], SOVIET)
    assert soviet == pytest.approx(
        sum(known[pair] for pair in (("GEO", "TUR"), ("ARM", "TUR"), ("AZE", "TUR")))
    )
    assert geometry.shared_km(["TUR"], ["RUS"]) == 0


def test_the_seam_at_180_degrees_is_gone_on_the_map() -> None:
    chukotka = Point(geometry.project("alliance", 180, 67))
    shape = geometry.on_map("alliance", geometry.units().geometry["RUS"])
    assert shape.is_valid
    assert shape.contains(chukotka.buffer(2))  # 40 km to every side
    seam = shapely.LineString([geometry.project("alliance", 180, lat) for lat in (65.2, 67, 68.8)])
    assert shape.boundary.distance(seam.interpolate(0.5, normalized=True)) > 2


@pytest.mark.parametrize("area", geometry.AREAS)
def test_projected_units_lie_in_the_box(area: str) -> None:
    x0, y0, x1, y1 = geometry.AREAS[area].box
    shapes = geometry.projected(area)
    assert shapes.is_valid.all()
    assert shapely.coverage_is_valid(shapes.array)
    inside = shapely.box(x0, y0, x1, y1)
    assert all(inside.covers(shape) for shape in shapes)
    expected = {*MEMBERS, *EAST} - (FAR if area == "europe" else set())
    assert expected <= set(shapes.index)


def test_europe_shows_its_states_whole() -> None:
    box = shapely.box(*geometry.AREAS["europe"].box)
    whole = {*MEMBERS, *EAST} - FAR - {"RUS"}
    shapes = geometry.units().geometry
    cut = {unit for unit in whole if not box.contains(geometry.on_map("europe", shapes[unit]))}
    assert cut == set()


def test_a_point_is_projected_as_the_shapes_are() -> None:
    for area in geometry.AREAS:
        x, y = geometry.project(area, 24.7, 59.4)
        assert geometry.on_map(area, Point(24.7, 59.4).buffer(0.01)).contains(Point(x, y))
    with pytest.raises(ViewError, match="mars"):
        geometry.project("mars", 0, 0)


def test_the_projections_keep_areas() -> None:
    france = geometry.units().geometry["FRA"]
    sizes = [geometry.on_map(area, france).area for area in geometry.AREAS]
    assert sizes == pytest.approx([sizes[0]] * len(sizes), rel=1e-3)
    assert sizes[0] * geometry.METRES_PER_UNIT**2 == pytest.approx(549e9, rel=0.02)


def test_added_vertices_do_not_depend_on_the_direction() -> None:
    ring = np.array([[0.1, 0.2], [7.3, 1.9], [3.1, 8.7], [0.1, 0.2]])
    for there, back in (
        (split_at(ring, 0, 1.7), split_at(ring[::-1], 0, 1.7)),
        (split_at(ring, 1, 1.7), split_at(ring[::-1], 1, 1.7)),
        (densify(ring, 0.3), densify(ring[::-1], 0.3)),
    ):
        assert len(there) > len(ring)
        assert (there == back[::-1]).all()
    assert np.hypot(*np.diff(densify(ring, 0.3), axis=0).T).max() <= 0.3 + 1e-9


def test_joining_at_180_closes_the_crack_of_the_source() -> None:
    east, west = shapely.box(170, 60, 180, 70), shapely.box(-180 + 1e-13, 60, -175, 70)
    joined = join_at_180(shapely.MultiPolygon([east, west]))
    assert joined.equals(shapely.box(170, 60, 185, 70))
    assert map_rings(joined, lambda ring: ring).equals(joined)


@pytest.mark.parametrize("suffix", [".shp", ".shx", ".dbf", ".prj", ".cpg"])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut short"])
def test_a_damaged_shapefile_is_named(suffix: str, damage: str, tmp_path: Path) -> None:
    if damage == "cut short" and suffix in {".prj", ".cpg"}:
        damage = "empty"
    for file in geometry.SHAPES.glob("units.*"):
        shutil.copy(file, tmp_path)
    part = tmp_path / f"units{suffix}"
    if damage == "missing":
        part.unlink()
    else:
        part.write_bytes(part.read_bytes()[: 0 if damage == "empty" else -10])
    with pytest.raises(DataFileError, match=rf"units\{suffix}.*{damage}.*geo_data build"):
        geometry.read_shapes(tmp_path / "units.shp")


@pytest.mark.parametrize("length", [10, 20, 31, 150])
def test_a_shapefile_cut_in_its_header_is_named(length: int, tmp_path: Path) -> None:
    for suffix in (".shp", ".dbf"):
        for file in geometry.SHAPES.glob("units.*"):
            shutil.copy(file, tmp_path)
        part = tmp_path / f"units{suffix}"
        part.write_bytes(part.read_bytes()[:length])
        with pytest.raises(DataFileError, match=rf"units\{suffix}.*cut short"):
            geometry.read_shapes(tmp_path / "units.shp")


def test_a_shapefile_that_is_none_is_named(tmp_path: Path) -> None:
    for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
        text = b"UTF-8" if suffix == ".cpg" else b"\0" * 200
        (tmp_path / f"units{suffix}").write_bytes(text)
    with pytest.raises(DataFileError, match="cannot be read"):
        geometry.read_shapes(tmp_path / "units.shp")


@pytest.fixture
def web_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(geometry.SHAPES / "web", tmp_path / "web")
    monkeypatch.setattr(geometry, "SHAPES", tmp_path)
    return tmp_path / "web"


def test_a_web_file_that_was_changed_is_named(web_copy: Path) -> None:
    file = geometry.web_file("europe")
    assert file.parent == web_copy
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(DataFileError, match=file.name):
        geometry.web_file("europe")
    file.unlink()
    with pytest.raises(DataFileError, match="0 are there"):
        geometry.web_file("europe")


def test_two_web_files_of_one_area_are_one_too_many(web_copy: Path) -> None:
    (web_copy / "europe.00000000.json").write_text("{}")
    with pytest.raises(DataFileError, match="2 are there"):
        geometry.web_file("europe")


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "unit_a,unit_b\nEST,RUS\n",
        "unit_a,unit_b,length_km\n",
        "unit_a,unit_b,length_km\nEST,RUS,far\n",
    ],
)
def test_a_damaged_table_of_neighbours_is_named(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / "neighbours.csv").write_text(content)
    monkeypatch.setattr(geometry, "SHAPES", tmp_path)
    with pytest.raises(DataFileError, match=r"neighbours\.csv"):
        geometry.border_km.__wrapped__()
