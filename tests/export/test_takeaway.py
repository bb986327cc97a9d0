"""Data to take away: what the files hold is what the view shows, and each row is traced."""

import csv
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo_data import KINDS, Snapshot, View, ViewError, read_view, record, snapshot
from geo_data.__main__ import run
from geo_data.days import FIRST_DAY
from geo_data.export.package import header
from geo_data.export.sheets import LISTINGS
from geo_data.export.takeaway import FILES, _ground, file, stem
from geo_data.geometry import AREAS
from geo_data.history.view import SPANS
from geo_data.tables.cell_rules import cell
from geo_data.tables.files import ADDED
from tests.export.test_package import HOSTILE, RUNS_AT, unzipped
from tests.sources import ROOT

TABLES = [name for name in FILES if name.endswith(".csv")]
TRACED = [name for name in TABLES if name != "sources.csv"]
SLUG = "2022-02-24-us-troops"
EVERYTHING = View(record().checked_until, None)
BARE = View(date(1949, 4, 4), 1, ("move",), None, "ABW")
SAMPLES = (View(), EVERYTHING, BARE, View(date(2004, 3, 29), 365, country="EST"))
VIEWS = st.builds(
    View,
    st.dates(FIRST_DAY, record().checked_until),
    st.sampled_from((*SPANS, None)),
    st.lists(st.sampled_from(KINDS), unique=True).map(tuple),
    st.sampled_from((SLUG, None)),
    st.none() | st.sampled_from([state.iso3 for state in record().states]),
    st.sampled_from(list(AREAS)),
)


def table(name: str, snap: Snapshot) -> pd.DataFrame:
    return pd.read_csv(BytesIO(file(name, snap)), dtype=str, keep_default_na=False)


def column(name: str, snap: Snapshot, of: str) -> list[str]:
    return [str(cell) for cell in table(name, snap)[of]]


def descriptor(snap: Snapshot) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file("datapackage.json", snap))
    return found


@pytest.mark.parametrize("name", ["", "events", "EVENTS.CSV", "../events.csv", "/etc/passwd", "\0"])
def test_an_unknown_name_is_told(name: str) -> None:
    with pytest.raises(ViewError, match=r"^file: .* none of those here: events\.csv, "):
        file(name, snapshot(View()))


@settings(max_examples=60)
@given(VIEWS)
@example(View())
@example(EVERYTHING)
def test_the_tables_hold_what_the_view_shows(view: View) -> None:
    snap = snapshot(view)
    assert column("events.csv", snap, "event_id") == sorted(e.event_id for e in snap.events)
    legs = [(move.move_id, str(leg.leg)) for move, legs in snap.moves for leg in legs]
    moves = table("moves.csv", snap)
    assert sorted(zip(moves["move_id"], moves["leg"], strict=True)) == sorted(legs)
    members = table("members.csv", snap)
    assert [*members["iso3"]] == [state.iso3 for state in snap.members]
    assert [*members["acceded"]] == [str(state.acceded) for state in snap.members]
    facts = table("facts.csv", snap)
    claims = snap.article.facts if snap.article else ()
    assert [*facts["fact_id"]] == [fact.fact_id for fact in claims]
    assert set(facts["fact_id"][facts["in_view"] == "yes"]) == {f.fact_id for f in snap.facts}
    states = [
        (s.iso3, s.name, *map(cell, (s.member, s.requested_in_article, s.requested_on_record)))
        for s in snap.states
    ]
    shown = ["iso3", "name", "member", "requested_in_article", "requested_on_record"]
    assert [*table("countries.csv", snap)[shown].itertuples(index=False, name=None)] == states


@settings(max_examples=25)
@given(VIEWS)
@example(EVERYTHING)
def test_every_row_is_traced(view: View) -> None:
    snap = snapshot(view)
    named: set[str] = set()
    for name in TRACED:
        rows = table(name, snap)
        assert set(rows["confidence"]) <= {"confirmed", "unverified", "memory", "disputed"}
        for ids, titles in zip(rows["source"], rows["source_titles"], strict=True):
            assert len(ids.split(";")) == len(titles.split(" | "))
            named |= set(ids.split(";"))
    sources = table("sources.csv", snap)
    assert [*sources["source_id"]] == sorted(named)
    linked = {found.source_id: found.link for found in record().sources.values()}
    assert [*sources["url"]] == [linked[found] for found in sources["source_id"]]


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("events.csv", "events --from 2022-01-26 --on 2022-02-24 --kind move --country LVA"),
        ("members.csv", "members --on 2022-02-24"),
        ("facts.csv", f"facts {SLUG}"),
        ("countries.csv", f"countries --on 2022-02-24 --article {SLUG}"),
        ("moves.csv", "moves --from 2022-02-22 --on 2022-02-24"),
    ],
)
def test_columns_of_the_command_line_mean_the_same(
    capsys: pytest.CaptureFixture[str], name: str, command: str
) -> None:
    view = View(span=30, kind=("move",), country="LVA") if "LVA" in command else View()
    wanted = header(LISTINGS[name.removesuffix(".csv")])
    assert run(command.split()) == 0
    printed = [*csv.DictReader(StringIO(capsys.readouterr().out, newline=""))]
    assert printed
    assert table(name, snapshot(view))[wanted].to_dict("records") == printed


@pytest.mark.parametrize("view", SAMPLES, ids=stem)
@pytest.mark.parametrize("name", ["countries.geojson", "countries.gpkg"])
def test_the_ground_is_the_snapshots(name: str, view: View, tmp_path: Path) -> None:
    snap = snapshot(view)
    (tmp_path / name).write_bytes(file(name, snap))
    found, wanted = gpd.read_file(tmp_path / name), snap.countries
    assert found.crs == "EPSG:4326"
    for told in ("iso3", "name", "member", "requested_on_record", "borders_russia"):
        assert [*found[told]] == [*wanted[told]]
    assert [*found["acceded"].astype(object).fillna("").astype(str).str[:10]] == [
        *wanted["acceded"]
    ]
    asked = [None if pd.isna(value) else bool(value) for value in found["requested_in_article"]]
    assert asked == [*wanted["requested_in_article"]]


@pytest.mark.parametrize("name", ["countries.geojson", "countries.gpkg"])
def test_the_outlines_are_the_snapshots(name: str, tmp_path: Path) -> None:
    snap = snapshot(View())
    (tmp_path / name).write_bytes(file(name, snap))
    found = gpd.read_file(tmp_path / name).geometry.to_numpy()
    wanted = snap.countries.geometry.to_numpy()
    apart = shapely.area(shapely.symmetric_difference(found, wanted))
    assert (apart <= shapely.length(wanted) * 1e-5).all()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles(text: str) -> None:
    snap = snapshot(View())
    snap = replace(snap, events=tuple(replace(e, title=text, place=(text,)) for e in snap.events))
    rows = [*csv.DictReader(StringIO(file("events.csv", snap).decode(), newline=""))]
    entry = descriptor(snap)["resources"][0]
    for row in rows:
        assert not RUNS_AT.search(row["title"] + row["place"])
        assert re.sub(entry["addedApostrophe"], "", row["title"]) == text


def test_numbers_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    view = View(date(2022, 2, 24), 3)
    known = record().moves
    west = replace(known[0].legs[0].destination, name="-West", lon=-6.5, lat=-1.25)
    moves = tuple(
        replace(move, legs=tuple(replace(leg, destination=west) for leg in move.legs))
        for move in known
    )
    monkeypatch.setitem(record().__dict__, "moves", moves)
    found = table("moves.csv", snapshot(view))
    assert len(found)
    assert set(found["to_lon"]) == {"-6.5"}
    assert set(found["to_lat"]) == {"-1.25"}
    assert set(found["to_place"]) == {"'-West"}


@pytest.mark.parametrize("view", SAMPLES, ids=stem)
def test_the_archive_holds_the_files(view: View) -> None:
    snap = snapshot(view)
    content = file("package.zip", snap)
    inside = unzipped(content)
    assert [*inside] == sorted(FILES.keys() - {"package.zip"})
    assert inside == {name: file(name, snap) for name in inside}
    assert all(re.fullmatch(r"[A-Za-z]+\.[a-z]+", name) for name in inside)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@settings(max_examples=20)
@given(VIEWS)
def test_the_readme_leads_back_to_the_view(view: View) -> None:
    text = file("README.txt", snapshot(view)).decode("utf-8")
    address = re.search(r"^Address of the view: \??(.*)$", text, re.MULTILINE)
    assert address
    assert (
        read_view(parse_qs(address[1]))[0].params()
        == replace(view, kind=tuple(kind for kind in KINDS if kind in view.kind)).params()
    )
    assert str(record().checked_until) in text
    assert ADDED in text
    [owner] = re.findall(r"Copyright .*", (ROOT / "LICENSE").read_text("utf-8"))
    assert owner in text


def test_same_bytes_whatever_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import geo_data, hashlib; from geo_data.export.takeaway import file;"
        "made = file('package.zip', geo_data.snapshot(geo_data.View()));"
        "print(hashlib.sha256(made).hexdigest())"
    )
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    other = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert other.stdout.strip() == sha256(file("package.zip", snapshot(View()))).hexdigest()


def test_several_threads_make_the_same_bytes() -> None:
    _ground.cache_clear()
    views = [View(), EVERYTHING] * 2
    with ThreadPoolExecutor(len(views)) as pool:
        made = [*pool.map(lambda view: file("package.zip", snapshot(view)), views)]
    assert made == [file("package.zip", snapshot(view)) for view in views[:2]] * 2
    assert _ground.cache_info().currsize == 1


def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in FILES:
        file(name, snapshot(View()))
    assert [*tmp_path.iterdir()] == []


def test_stems() -> None:
    assert stem(View()) == "nato-2022-02-24-3-days-europe"
    asked = View(date(1999, 3, 12), None, ("move", "accession"), None, "POL", "alliance", "x")
    assert stem(asked) == "nato-1999-03-12-all-days-accession-move-pol-alliance-article-none"
    views = [
        View(on, span, kind, article, country, area)
        for on, span, kind, article, country, area in product(
            (date(2022, 2, 24), date(2022, 2, 4)),
            (*SPANS, None),
            ((), *((kind,) for kind in KINDS), KINDS),
            (SLUG, None, "other"),
            (None, "POL"),
            AREAS,
        )
    ]
    assert len({stem(view) for view in views}) == len(views)


@given(st.text(), st.text(), st.text())
def test_a_stem_is_safe(country: str, area: str, article: str) -> None:
    view = View(country=country, area=area, article=article)
    assert re.fullmatch(r"[a-z0-9](-?[a-z0-9])*", stem(view))
    assert len(stem(view)) <= 160
