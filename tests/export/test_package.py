"""How data are handed over: each format is what its standard says."""

import csv
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
import shapely
from dplib import settings as dplib_settings
from dplib.helpers import profile as profiles
from hypothesis import example, given
from hypothesis import strategies as st

from geo_data import View, record, snapshot
from geo_data.export.takeaway import FILES, file, stem
from geo_data.tables.files import ADDED, harmless

TABLES = [name for name in FILES if name.endswith(".csv")]
SAMPLES = (
    View(),
    View(record().checked_until, None),
    View(date(1949, 4, 4), 1, ("move",), None, "ABW"),
)
HOSTILE = ("=1+1", " =cmd|' /C calc'!A0", '"=1', "'=1", "\t=1", "@SUM(A1)", "-1", "+1", "a;=1")
RUNS_AT = re.compile(
    r"""(^|[;\t\r\n])[\s"\x00-\x20\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]"""
)


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("view", SAMPLES, ids=stem)
def test_csv_is_rfc_4180(view: View) -> None:
    for name in TABLES:
        text = file(name, snapshot(view)).decode("utf-8")
        rows = [*csv.reader(StringIO(text, newline=""), strict=True)]
        assert len({len(row) for row in rows}) == 1
        assert text.count("\r\n") >= len(rows)
        assert text.endswith("\r\n")
        assert not text.startswith("\ufeff")


def test_geojson_is_rfc_7946() -> None:
    content = file("countries.geojson", snapshot(View()))
    found = json.loads(content)
    assert found.keys() == {"type", "features"}
    assert not re.search(rb"\d\.\d{6}", content.partition(b'"geometry"')[2])
    shapes = shapely.from_geojson([json.dumps(f["geometry"]) for f in found["features"]])
    assert shapely.is_valid(shapes).all()
    for part in shapely.get_parts(shapes):
        assert shapely.is_ccw(part.exterior)
        assert not any(shapely.is_ccw(ring) for ring in part.interiors)
    bounds = shapely.total_bounds(shapes)
    assert (bounds >= (-180, -90, -180, -90)).all()
    assert (bounds <= (180, 90, 180, 90)).all()


def test_neighbours_still_share_their_borders() -> None:
    shapes = gpd.read_file(BytesIO(file("countries.geojson", snapshot(View())))).geometry
    assert shapely.coverage_is_valid(shapes.values)


def test_the_geopackage_is_one_and_tells_no_time(tmp_path: Path) -> None:
    content = file("countries.gpkg", snapshot(View()))
    assert content[68:72] == b"GPKG"
    path = tmp_path / "countries.gpkg"
    path.write_bytes(content)
    assert [*map(list, pyogrio.list_layers(path))] == [["countries", "MultiPolygon"]]
    with closing(sqlite3.connect(path)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        [(changed,)] = opened.execute("SELECT last_change FROM gpkg_contents")
    assert changed == f"{record().checked_until}T00:00:00.000Z"


@given(st.text() | st.lists(st.sampled_from([*HOSTILE, *"'\";\t\r\n =-a\uff1d"])).map("".join))
@example("plain; text, 4-5 'days' = a")
def test_no_cell_runs_and_each_can_be_had_again(text: str) -> None:
    made = harmless(text)
    assert not RUNS_AT.search(made)
    assert re.sub(ADDED, "", made) == text


@pytest.mark.parametrize("text", ["", "it's 4-5", "a, =b", "NATO; Russia", "’=’", "2022-02-24"])
def test_a_plain_text_stays(text: str) -> None:
    assert harmless(text) == text


CASTS: dict[str, Callable[[str], object]] = {
    "string": str,
    "date": date.fromisoformat,
    "integer": int,
    "number": float,
    "boolean": {"yes": True, "no": False}.__getitem__,
}


def _holds(field: dict[str, Any], cell: str) -> bool:
    limits = field.get("constraints", {})
    if not cell:
        return not limits.get("required")
    value: Any = CASTS[field["type"]](cell)
    return (
        re.fullmatch(limits.get("pattern", ".*"), cell, re.DOTALL) is not None
        and ("enum" not in limits or cell in limits["enum"])
        and ("minimum" not in limits or limits["minimum"] <= value)
        and ("maximum" not in limits or value <= limits["maximum"])
    )


@pytest.mark.parametrize("view", SAMPLES, ids=stem)
def test_the_package_describes_what_is_in_it(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = unzipped(file("package.zip", snapshot(view)))
    found = json.loads(inside["datapackage.json"])
    # The package would ask for its own copy of the profile on the web.
    kept = Path(dplib_settings.PROFILE_BASEDIR, *found["$schema"].rsplit("/", 2)[1:])
    standard = json.loads(kept.read_text("utf-8"))
    monkeypatch.setattr(profiles, "read_profile", lambda *, profile: standard if profile else None)
    assert profiles.check_against_profile(metadata=found, profile=found["$schema"]) == []
    paths = {entry["path"]: entry for entry in found["resources"]}
    assert paths.keys() == inside.keys() - {"datapackage.json", "README.txt"}
    assert "created" not in found
    for path, entry in paths.items():
        assert entry["bytes"] == len(inside[path])
        assert entry["hash"] == f"sha256:{sha256(inside[path]).hexdigest()}"
        assert entry["mediatype"] == FILES[path]
    for path in TABLES:
        schema = paths[path]["schema"]
        rows = [*csv.DictReader(StringIO(inside[path].decode(), newline=""))]
        names = inside[path].decode().partition("\r\n")[0].split(",")
        assert [field["name"] for field in schema["fields"]] == names
        assert all(field["description"] for field in schema["fields"])
        wrong = [
            (f["name"], row)
            for f in schema["fields"]
            for row in rows
            if not _holds(f, row[f["name"]])
        ]
        assert wrong == []
        assert len({tuple(row[key] for key in schema["primaryKey"]) for row in rows}) == len(rows)
