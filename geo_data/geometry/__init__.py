"""The ground: units, which of them touch, and the areas of the maps.

Source of every shape: shapes/README.md. Coordinates are WGS 84 degrees (EPSG:4326), or map units:
metres of an area's equal-area projection divided by METRES_PER_UNIT.
"""

import hashlib
import struct
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from io import StringIO
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyogrio.errors import CRSError, DataSourceError
from pyproj import Transformer

from geo_data.errors import DataFileError, ViewError
from geo_data.geometry.coverage import (
    Box,
    Points,
    Shape,
    between,
    clip,
    densify,
    join_at_180,
    map_rings,
    moved,
)
from geo_data.tables.states import Key
from geo_data.texts import read_text

SHAPES = Path(__file__).parents[1] / "shapes"
METRES_PER_UNIT = 20000
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
FIELDS = {
    "units": ("unit", "adm0_a3", "label_x", "label_y"),
    "states": ("iso3", "name", "valid_from", "valid_to", "holder", "made_of"),
}
"""The shapefiles and what their tables hold (shapes/README.md)."""

HEADER = 32  # bytes that say how long a .shp, .shx or .dbf is
REBUILD = "Restore the file, or make it again: python -m geo_data build"

# A straight line between two vertices in degrees is bent on the map: vertices every half degree
# keep it where it belongs.
STEP_DEGREES = 0.5

SOUTH = -60.0
"""Degrees: Antarctica, the land beyond, is not among the shapes."""

HAIR = 1e-9
"""Degrees (a tenth of a millimetre) off a map's edge: upon it a point would have two places."""


@dataclass(frozen=True)
class Area:
    """What a map shows: title, projection and visible box (x0, y0, x1, y1 in map units).

    `edge`: the meridian (degrees) that is both the left and the right end of a map of all the
    earth, opposite its middle; None if the box shows no such end.
    """

    key: str
    title: str
    crs: str
    box: Box
    edge: float | None = None


AREAS = {
    "europe": Area("europe", "Europe", "EPSG:3035", (124.0, 66.0, 372.0, 275.0)),
    "alliance": Area(
        "alliance",
        "The Alliance",
        "+proj=laea +lat_0=45 +lon_0=-30 +datum=WGS84 +units=m +no_defs",
        (-328.0, -46.0, 276.0, 350.0),
    ),
    # The edge runs through the Bering Strait, so that neither Chukotka nor Alaska's mainland is
    # torn.
    "world": Area(
        "world",
        "The world",
        "+proj=eqearth +lon_0=11 +datum=WGS84 +units=m +no_defs",
        (-866.0, -352.0, 866.0, 420.0),
        edge=-169.0,
    ),
}


@cache
def units() -> gpd.GeoDataFrame:
    """All units in WGS 84, by unit code: adm0_a3, label_x, label_y (degrees), geometry.

    Raises DataFileError if a part of the shapefile is missing, empty or cut short.
    """
    return read_shapes(SHAPES / "units.shp").set_index("unit")


@cache
def states() -> gpd.GeoDataFrame:
    """All states and periods in WGS 84: iso3, name, valid_from, valid_to, holder, made_of.

    Raises DataFileError if a part of the shapefile is missing, empty or cut short.
    """
    return read_shapes(SHAPES / "states.shp").fillna({"valid_to": "", "holder": ""})


@cache
def outlines() -> dict[Key, Shape]:
    """The polygon (WGS 84) of each row of states.csv that has one, by code and first day."""
    frame = states()
    days = map(date.fromisoformat, frame["valid_from"])
    return dict(zip(zip(frame["iso3"], days, strict=True), frame.geometry, strict=True))


def outline(key: Key) -> Shape:
    """The polygon of a row of states.csv; DataFileError if the shapefile has none."""
    if key not in outlines():
        raise DataFileError(
            SHAPES / "states.shp", f"it has no shape of {key[0]} from {key[1]}", REBUILD
        )
    return outlines()[key]


def read_shapes(file: Path) -> gpd.GeoDataFrame:
    """Read a shapefile of ours, checking first that all its parts are there and whole."""
    for suffix in PARTS:
        part = file.with_suffix(suffix)
        if not part.is_file():
            raise DataFileError(part, "this part of the shapefile is missing", REBUILD)
        if not part.stat().st_size:
            raise DataFileError(part, "this part of the shapefile is empty", REBUILD)
        if _declared_size(part) > part.stat().st_size:
            raise DataFileError(part, "this part of the shapefile is cut short", REBUILD)
    if file.with_suffix(".cpg").read_bytes().strip() != b"UTF-8":
        raise DataFileError(file.with_suffix(".cpg"), "it does not say UTF-8", REBUILD)
    try:
        frame = gpd.read_file(file)
    except CRSError as error:
        raise DataFileError(file.with_suffix(".prj"), "it cannot be read", REBUILD) from error
    except DataSourceError as error:
        raise DataFileError(file, f"the shapefile cannot be read ({error})", REBUILD) from error
    if missing := {*FIELDS[file.stem]} - {*frame.columns}:
        problem = f"the shapefile has no field {', '.join(sorted(missing))}"
        raise DataFileError(file, problem, REBUILD)
    if frame.geometry.isna().any():
        raise DataFileError(file, "a row has no shape", REBUILD)
    return frame


def _declared_size(part: Path) -> int:
    """The size in bytes that the header of a .shp, .shx or .dbf gives its file; 0 for others."""
    head = part.read_bytes()[:HEADER].ljust(HEADER, b"\xff")
    if part.suffix in (".shp", ".shx"):
        return 2 * int(struct.unpack_from(">I", head, 24)[0])
    if part.suffix == ".dbf":
        records, header, width = struct.unpack_from("<IHH", head, 4)
        return int(header + records * width)
    return 0


@cache
def border_km() -> dict[tuple[str, str], float]:
    """Length in km of the border of each pair of units (a < b) that share one (exact shapes)."""
    file = SHAPES / "neighbours.csv"
    table = pd.read_csv(StringIO(read_text(file, REBUILD)), dtype=str, keep_default_na=False)
    if list(table.columns) != ["unit_a", "unit_b", "length_km"] or table.empty:
        problem = "not a table of pairs (unit_a, unit_b, length_km)"
        raise DataFileError(file, problem, REBUILD)
    try:
        lengths = table["length_km"].astype(float)
    except ValueError as error:
        raise DataFileError(file, f"a length is no number ({error})", REBUILD) from error
    return dict(zip(zip(table["unit_a"], table["unit_b"], strict=True), lengths, strict=True))


def neighbours() -> AbstractSet[tuple[str, str]]:
    """Pairs of unit codes (a < b) that share a stretch of border, on the exact shapes."""
    return border_km().keys()


def shared_km(units_a: Iterable[str], units_b: Sequence[str]) -> float:
    """The length in km of the border of two groups of units; 0 if they share none."""
    known = border_km()
    return sum(known.get((min(a, b), max(a, b)), 0.0) for a in units_a for b in units_b)


def touching(units_a: Sequence[str], units_b: Sequence[str]) -> bool:
    """Whether any unit of one state shares a stretch of border with any unit of another."""
    return any((min(a, b), max(a, b)) in neighbours() for a in units_a for b in units_b)


@lru_cache(maxsize=4096)
def project(area: str, lon: float, lat: float) -> tuple[float, float]:
    """A point in WGS 84 degrees on an area's map (map units, y up)."""
    # Kept, because pyproj makes its transformer anew in each thread, and each rerun is one.
    x, y = _transformer(area).transform(lon, lat)
    return x / METRES_PER_UNIT, y / METRES_PER_UNIT


@cache
def projected(area: str) -> gpd.GeoSeries:
    """The units on an area's map (map units), clipped to its box; those outside are left out."""
    box = _area(area).box
    shapes = {unit: clip(on_map(area, shape), box) for unit, shape in units().geometry.items()}
    return gpd.GeoSeries({unit: shape for unit, shape in shapes.items() if not shape.is_empty})


def on_map(area: str, shape: Shape) -> Shape:
    """A WGS 84 polygon on an area's map (map units): whole across 180 degrees, cut at its edge."""
    whole, edge = join_at_180(shape), _area(area).edge
    if edge is not None:
        whole = between(whole, edge + HAIR, edge + 360 - HAIR)
    transformer = _transformer(area)

    def move(points: Points) -> Points:
        x, y = transformer.transform(points[:, 0], points[:, 1])
        return np.column_stack([x, y]) / METRES_PER_UNIT

    dense = map_rings(whole, lambda ring: densify(ring, STEP_DEGREES))
    return moved(dense, move)


@cache
def earth(area: str) -> Shape | None:
    """What an area's map shows of the earth, sea and all; None if that is the whole rectangle."""
    here = _area(area)
    if here.edge is None:
        return None
    return clip(on_map(area, shapely.box(here.edge, SOUTH, here.edge + 360, 90)), here.box)


def web_file(area: str) -> Path:
    """The TopoJSON file of an area for the browser; its name carries the hash of its content.

    Raises DataFileError if there is none or more than one, or if name and content differ.
    """
    pattern = f"{_area(area).key}.*.json"
    found = sorted((SHAPES / "web").glob(pattern))
    if len(found) != 1:
        raise DataFileError(
            SHAPES / "web" / pattern, f"one such file is needed, {len(found)} are there", REBUILD
        )
    if content_hash(found[0].read_bytes()) != found[0].name.split(".")[1]:
        raise DataFileError(found[0], "its content is not what its name says", REBUILD)
    return found[0]


def content_hash(content: bytes) -> str:
    """The eight hexadecimal digits that a web file carries in its name."""
    return hashlib.sha256(content).hexdigest()[:8]


def _area(area: str) -> Area:
    if area not in AREAS:
        raise ViewError(f"area: {area!r} is not known. Known: {', '.join(AREAS)}.")
    return AREAS[area]


@cache
def _transformer(area: str) -> Transformer:
    return Transformer.from_crs("EPSG:4326", _area(area).crs, always_xy=True)
