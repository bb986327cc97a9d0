"""How data are handed over: CSV, GeoJSON, GeoPackage, and a Data Package that describes them.

Data Package is the standard of Frictionless Data, version 2. Nothing here knows a view, and
nothing is left on disk.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import Any, Self

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from geo_data.prose.sentences import read_toml
from geo_data.tables.cell_rules import cell
from geo_data.tables.columns import Column, table_of
from geo_data.tables.files import ADDED, csv_text, harmless

PROFILE = "datapackage.org/profiles/2.0/datapackage.json"
"""The name of the standard: `$schema` writes it as an address, and nobody asks there."""

DECIMALS = 5  # of a degree, about a metre: the outlines keep to 2 km
_LONG = re.compile(r"-?\d+\.\d{6,}")


@cache
def _words() -> dict[str, str]:
    """What is said of the data, by a name; DataFileError if the file is missing or broken."""
    found = read_toml(Path(__file__).with_name("package.toml"), "readme")
    return found | {"harmless": found["harmless"].format(added=ADDED)}


def _tables_licence() -> dict[str, str]:
    return {"name": "MIT", "title": f"MIT License. {_words()['copyright']}"}


@dataclass(frozen=True, slots=True)
class Field:
    """A column as Table Schema describes it, and where an item has its value.

    `needed`: no cell is empty. `at` is a path of attributes, the column's name where none is
    given; `told` puts what is found there in another form.
    """

    name: str
    meaning: str = ""
    kind: str = "string"
    needed: bool = False
    limits: Mapping[str, Any] = field(default_factory=dict)
    at: str = ""
    told: Callable[[Any], object] | None = None

    @property
    def value(self) -> Callable[[Any], Any]:
        """What finds the value in an item."""
        return attrgetter(self.at or self.name)

    def described(self) -> dict[str, Any]:
        """Its entry in a schema."""
        found: dict[str, Any] = {"name": self.name, "type": self.kind, "description": self.meaning}
        if self.kind == "boolean":
            found |= {"trueValues": ["yes"], "falseValues": ["no"]}
        limits = dict(self.limits) | ({"required": True} if self.needed else {})
        return found | ({"constraints": limits} if limits else {})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to hand over: what its rows are, the columns that name one, all its columns."""

    name: str
    rows: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    def only(self, names: str) -> list[Field]:
        """Some of its columns, in this order; blanks between."""
        by_name = {each.name: each for each in self.fields}
        return [by_name[name] for name in names.split()]

    def described(self) -> dict[str, Any]:
        """Its Table Schema."""
        fields = [each.described() for each in self.fields]
        return {"fields": fields, "missingValues": [""], "primaryKey": list(self.key)}


def field_of(name: str, column: Column, at: str) -> Field:
    """A column of the record under a name of its own."""
    rule = column.rule
    meaning = f"{column.meaning} ({rule.words})"
    return Field(name, meaning, rule.kind, not column.empty, rule.limits, at)


def taken(row: type[object], at: str = "", **names: str) -> list[Field]:
    """Columns of a row class: new name to its own. `at` is the path to such a row, with its dot."""
    table = table_of(row)
    return [field_of(name, table[own], at + table.paths[own]) for name, own in names.items()]


def header(fields: Iterable[Field]) -> list[str]:
    """The names of columns."""
    return [each.name for each in fields]


def texts(fields: Iterable[Field], items: Iterable[object]) -> Iterator[list[str]]:
    """A row of cells for each item."""
    columns = [(each.value, each.told) for each in fields]
    for item in items:
        found = ((get(item), told) for get, told in columns)
        yield [cell(told(value) if told else value) for value, told in found]


def csv_bytes(sheet: Sheet, items: Iterable[object]) -> bytes:
    """A table as RFC 4180 has it, in UTF-8 without a byte order mark; None is empty.

    A mark would become part of the first column's name for whoever reads what the standard says.
    """
    numbers = [each.kind in ("integer", "number") for each in sheet.fields]
    rows = (
        [text if number else harmless(text) for text, number in zip(cells, numbers, strict=True)]
        for cells in texts(sheet.fields, items)
    )
    return csv_text(header(sheet.fields), rows, "\r\n").encode("utf-8")


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
        ground = {"name": "other-pd", "title": f"Outlines: {_words()['ground']}, public domain"}
        found |= {"description": _words()["outlines"], "licenses": [_tables_licence(), ground]}
    return found


@dataclass(frozen=True, slots=True)
class Ground:
    """A table with a polygon for each row; only text, days and booleans.

    `shapes` are polygons in WGS 84 degrees with DECIMALS, exterior rings counter-clockwise;
    `outlines` each of them as GeoJSON.
    """

    sheet: Sheet
    items: Sequence[object]
    shapes: Any
    outlines: tuple[str, ...]

    @classmethod
    def of(cls, sheet: Sheet, items: Sequence[object], shapes: gpd.GeoSeries) -> Self:
        """The items of a sheet with the shapes that go with them: slow."""
        found = shapely.orient_polygons(shapely.set_precision(shapes.to_numpy(), 10.0**-DECIMALS))
        # GEOS writes 62.251220000000004 for the number that 62.25122 means.
        told = (_LONG.sub(lambda n: repr(float(n[0])), text) for text in shapely.to_geojson(found))
        return cls(sheet, items, found, tuple(told))

    def _values(self) -> list[dict[str, object]]:
        meant = {"yes": True, "no": False, "": None}
        names = header(self.sheet.fields)
        return [
            {name: meant.get(text, text) for name, text in zip(names, row, strict=True)}
            for row in texts(self.sheet.fields, self.items)
        ]

    def geojson(self) -> bytes:
        """RFC 7946, a feature a line; unknown is null."""
        features = ",\n".join(
            f'{{"type":"Feature","properties":{_compact(row)},"geometry":{text}}}'
            for row, text in zip(self._values(), self.outlines, strict=True)
        )
        return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'.encode()

    def geopackage(self, stamp: date) -> bytes:
        """GeoPackage in EPSG:4326, its one layer named as the table, last changed on `stamp`."""
        fields = self.sheet.fields
        kinds = {f.name: "boolean" if f.kind == "boolean" else "string" for f in fields}
        table = pd.DataFrame(self._values(), columns=[*kinds]).astype(kinds)
        frame = gpd.GeoDataFrame(table, geometry=self.shapes, crs="EPSG:4326")
        out = BytesIO()
        points = shapely.get_type_id(self.shapes) == shapely.GeometryType.POINT
        kind = "Unknown" if points.any() else "MultiPolygon"
        pyogrio.write_dataframe(
            frame, out, layer=self.sheet.name, driver="GPKG", geometry_type=kind
        )
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
            "description": "\n\n".join([" ".join(self.lines), _words()["harmless"]]),
            "version": self.checked_until.isoformat(),
            "licenses": [_tables_licence()],
            "sources": [*sources, {"title": _words()["ground"]}],
            "resources": list(resources),
        }
        return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode("utf-8")

    def readme(self) -> bytes:
        """README.txt: what this is, for whoever finds it later."""
        text = _words()["readme"].format(
            title=self.title,
            underline="=" * len(self.title),
            lines="\n".join(self.lines),
            address=f"?{self.address}" if self.address else "/ (all as it opens)",
            checked_until=self.checked_until,
            sources="\n".join(f"- {' '.join(filter(None, source))}" for source in self.sources),
            **_words(),
        )
        return text.encode("utf-8")
