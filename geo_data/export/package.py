"""How data are handed over: CSV, GeoJSON, GeoPackage, and a Data Package that describes them.

Data Package is the standard of Frictionless Data, version 2. Nothing here knows a view, and
nothing is left on disk.
"""

import csv
import hashlib
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from geo_data.tables.columns import DAY, LATITUDE, LONGITUDE, POSITIVE, STATE, YES_NO, Rule, Table

PROFILE = "datapackage.org/profiles/2.0/datapackage.json"
"""The name of the standard: `$schema` writes it as an address, and nobody asks there."""

# White space and quotation marks before a sign do not keep a spreadsheet from running a cell,
# some locales take full-width signs too, and some cut a line at every `;` or tab.
_RUNS = r"[\s\x00-\x20\"'\u200b\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_STARTS = r"(?<![^;\t\r\n])"
_HARMFUL = re.compile(f"{_STARTS}(?={_RUNS})")
ADDED = f"{_STARTS}'(?={_RUNS})"
"""What to take out of a text cell to have the record's own text again."""

HARMLESS = (
    "Where a cell of text, or a part of it after a `;`, begins with = + - @, a tab or line break, "
    "perhaps behind blanks or quotation marks, a spreadsheet might run it as a formula: there an "
    "apostrophe stands before it. To have the text itself again, remove what matches the regular "
    f"expression {ADDED} from the cells of columns of type string (`addedApostrophe` in "
    "datapackage.json). Numbers in columns of numbers are left alone."
)
READING = """\
datapackage.json tells every column of the CSV files: its meaning, its type, what may be empty.
Empty is unknown or none, never zero. Days are ISO 8601. `;` separates several values in a cell.
`source` names rows of sources.csv, best first; `confidence` tells how sure a row is: confirmed
(the source says so), unverified (no source that we trust says so), memory (nobody's page was
read) or disputed. The CSV files are UTF-8 without a byte order mark: where a spreadsheet shows
wrong letters, import them as UTF-8 instead of opening them.
countries.geojson and countries.gpkg have the columns of countries.csv, unknown is null there, and
the outlines of the day in degrees (WGS 84), simplified: they are good to about 2 km. West Berlin
and Trieste, which the shapes cannot show, are points."""
OUTLINES = "countries.csv with the outlines of the day, in degrees (WGS 84)"
COPYRIGHT = "Copyright (c) 2026 the NATO geography dashboard contributors"
GROUND = "Natural Earth 5.1.1, Admin 0 – Countries, 1:10m, German point of view"
LICENCE = f"""\
Tables: MIT License. {COPYRIGHT}
Outlines: made from {GROUND}, public domain.
The pages named as sources belong to their publishers."""

_MIT = {"name": "MIT", "title": f"MIT License. {COPYRIGHT}"}
_PUBLIC_DOMAIN = {"name": "other-pd", "title": f"Outlines: {GROUND}, public domain"}

DECIMALS = 5  # of a degree, about a metre: the outlines keep to 2 km
_LONG = re.compile(r"-?\d+\.\d{6,}")
_OLDEST = (1980, 1, 1, 0, 0, 0)
_TYPES: dict[Rule, tuple[str, dict[str, Any]]] = {
    DAY: ("date", {}),
    YES_NO: ("boolean", {}),
    POSITIVE: ("integer", {"minimum": 1}),
    LATITUDE: ("number", {"minimum": -90, "maximum": 90}),
    LONGITUDE: ("number", {"minimum": -180, "maximum": 180}),
    STATE: ("string", {"pattern": "[A-Z]{3}"}),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column as Table Schema describes it; `needed` means that no cell is empty."""

    name: str
    meaning: str
    kind: str = "string"
    needed: bool = False
    limits: Mapping[str, Any] = field(default_factory=dict)

    def described(self) -> dict[str, Any]:
        """Its entry in a schema."""
        found: dict[str, Any] = {"name": self.name, "type": self.kind, "description": self.meaning}
        if self.kind == "boolean":
            found |= {"trueValues": ["yes"], "falseValues": ["no"]}
        limits = dict(self.limits) | ({"required": True} if self.needed else {})
        return found | ({"constraints": limits} if limits else {})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to take away: what its rows are, the columns that name one, all its columns."""

    name: str
    rows: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    def described(self) -> dict[str, Any]:
        """Its Table Schema."""
        fields = [each.described() for each in self.fields]
        return {"fields": fields, "missingValues": [""], "primaryKey": list(self.key)}


def sheet(name: str, rows: str, key: tuple[str, ...], *parts: Field | dict[str, Field]) -> Sheet:
    """A table of columns of its own, and of some that are taken from the record."""
    groups = ([part] if isinstance(part, Field) else part.values() for part in parts)
    return Sheet(name, rows, key, tuple(field for group in groups for field in group))


def taken(table: Table, **names: str) -> dict[str, Field]:
    """Columns of a table of the record under other names: new name to its own."""
    columns = {column.name: column for column in table.columns}
    found = {}
    for name, own in names.items():
        column = columns[own]
        words = column.rule.words
        listed = re.findall(r"`([^`]+)`", words) if words.startswith("one of:") else []
        kind, limits = _TYPES.get(column.rule, ("string", {"enum": listed} if listed else {}))
        meaning = f"{column.meaning} ({words})"
        found[name] = Field(name, meaning, kind, not column.empty, limits)
    return found


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe wherever a cell might begin a formula."""
    return _HARMFUL.sub("'", text)


def csv_bytes(sheet: Sheet, rows: Iterable[Sequence[object]]) -> bytes:
    """A table as RFC 4180 has it, in UTF-8 without a byte order mark; None is empty.

    A mark would become part of the first column's name for whoever reads what the standard says.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([each.name for each in sheet.fields])
    numbers = [each.kind in ("integer", "number") for each in sheet.fields]
    for row in rows:
        texts = ("" if value is None else str(value) for value in row)
        cells = zip(texts, numbers, strict=True)
        writer.writerow([text if number else harmless(text) for text, number in cells])
    return out.getvalue().encode("utf-8")


def resource(path: str, mediatype: str, content: bytes, sheet: Sheet | None) -> dict[str, Any]:
    """A file's entry in the package; a table's has its schema, and what was added to cells."""
    stem, _, suffix = path.rpartition(".")
    found: dict[str, Any] = {
        "name": stem if sheet else path.replace(".", "-"),
        "path": path,
        "format": suffix,
        "mediatype": mediatype,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if sheet:
        found |= {
            "type": "table",
            "description": sheet.rows,
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
            "schema": sheet.described(),
            "addedApostrophe": ADDED,
        }
    else:
        found |= {"description": OUTLINES, "licenses": [_MIT, _PUBLIC_DOMAIN]}
    return found


@dataclass(frozen=True, slots=True)
class Outlines:
    """Polygons in WGS 84 degrees with DECIMALS, exterior rings counter-clockwise."""

    shapes: Any
    texts: tuple[str, ...]


def outlines(shapes: gpd.GeoSeries) -> Outlines:
    """Polygons as both formats have them, and each as GeoJSON."""
    found = shapely.orient_polygons(shapely.set_precision(shapes.to_numpy(), 10.0**-DECIMALS))
    # GEOS writes 62.251220000000004 for the number that 62.25122 means.
    texts = (
        _LONG.sub(lambda long: repr(float(long[0])), text) for text in shapely.to_geojson(found)
    )
    return Outlines(found, tuple(texts))


@dataclass(frozen=True, slots=True)
class Ground:
    """A table with a polygon for each row; only text, days and booleans."""

    sheet: Sheet
    rows: Sequence[Sequence[object]]
    outlines: Outlines

    def _values(self) -> list[dict[str, object]]:
        meant = {"yes": True, "no": False, "": None}
        names = [each.name for each in self.sheet.fields]
        cells = (["" if cell is None else str(cell) for cell in row] for row in self.rows)
        return [
            {name: meant.get(cell, cell) for name, cell in zip(names, row, strict=True)}
            for row in cells
        ]

    def geojson(self) -> bytes:
        """RFC 7946, a feature a line; unknown is null."""
        features = ",\n".join(
            f'{{"type":"Feature","properties":{_compact(row)},"geometry":{text}}}'
            for row, text in zip(self._values(), self.outlines.texts, strict=True)
        )
        return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'.encode()

    def geopackage(self, layer: str, stamp: date) -> bytes:
        """GeoPackage in EPSG:4326 with one layer, last changed on the day `stamp`."""
        fields = self.sheet.fields
        kinds = {f.name: "boolean" if f.kind == "boolean" else "string" for f in fields}
        table = pd.DataFrame(self._values(), columns=[*kinds]).astype(kinds)
        frame = gpd.GeoDataFrame(table, geometry=self.outlines.shapes, crs="EPSG:4326")
        out = BytesIO()
        points = shapely.get_type_id(self.outlines.shapes) == shapely.GeometryType.POINT
        kind = "Unknown" if points.any() else "MultiPolygon"
        pyogrio.write_dataframe(frame, out, layer=layer, driver="GPKG", geometry_type=kind)
        # GDAL notes the time; its option against that would hold for the whole process.
        with closing(sqlite3.connect(":memory:")) as made:
            made.deserialize(out.getvalue())
            made.execute("UPDATE gpkg_contents SET last_change = ?", (f"{stamp}T00:00:00.000Z",))
            made.commit()
            return made.serialize()


def _compact(row: Mapping[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class About:
    """What a package is of: its name, the view in words and as an address, its sources.

    `sources` are pairs of a source in words and its address, empty where it is not linked.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    address: str
    checked_until: date
    sources: tuple[tuple[str, str], ...]

    def descriptor(self, resources: Sequence[Mapping[str, Any]]) -> bytes:
        """datapackage.json; it tells no time, so that the same data give the same bytes."""
        sources = [{"title": t, **({"path": link} if link else {})} for t, link in self.sources]
        found = {
            "$schema": f"https://{PROFILE}",
            "name": self.name,
            "title": self.title,
            "description": "\n\n".join([" ".join(self.lines), HARMLESS]),
            "version": self.checked_until.isoformat(),
            "licenses": [_MIT],
            "sources": [*sources, {"title": GROUND}],
            "resources": list(resources),
        }
        return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode("utf-8")

    def readme(self) -> bytes:
        """README.txt: what this is, for whoever finds it later."""
        cited = [f"- {' '.join(filter(None, source))}" for source in self.sources]
        wrapped = [
            *(self.title, "=" * len(self.title), ""),
            *(*self.lines, ""),
            f"Address of the view: {f'?{self.address}' if self.address else '/ (all as it opens)'}",
            f"Record checked until {self.checked_until}; it speaks for no later day.",
            *("", "Columns", "-------", READING, ""),
            *("Apostrophes", "-----------", HARMLESS, ""),
            *("Licence", "-------", LICENCE, ""),
            *("Sources", "-------", *cited, f"- {GROUND}"),
        ]
        return ("\n".join(wrapped) + "\n").encode("utf-8")


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """One archive of files by name, sorted: the same contents give the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else it tells which system made it
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
