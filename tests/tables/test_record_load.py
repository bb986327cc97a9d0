"""Reading the record: whole and faithful, or an error that names file and row."""

import csv
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_data import DataFileError, record
from geo_data.tables import record as reading
from geo_data.tables.cell_rules import split
from geo_data.tables.columns import Table
from geo_data.tables.files import RECORD_DIR, rows
from geo_data.tables.record import RECORD_TABLES, Record
from geo_data.tables.sources import Source

TABLES = (
    *("checked_until", "sources", "states", "names", "accessions", "consultations", "near_misses"),
    *("invocations", "moves", "battlegroups", "borders", "milestones", "statements"),
)


def load(folder: Path) -> dict[str, object]:
    """Every table of a record."""
    known = Record(folder)
    return {name: getattr(known, name) for name in TABLES}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RECORD_DIR, tmp_path / "record"))


def spoil(folder: Path, table: str, column: str, value: str) -> None:
    """Put a value into the first row of a table."""
    path = folder / f"{table}.csv"
    found = rows(path)
    found[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(found[0]))
        out.writeheader()
        out.writerows(found)


def test_a_copy_is_the_same_record(folder: Path) -> None:
    assert load(folder) == load(RECORD_DIR)
    assert record() is record()


def test_a_broken_table_is_told_where_it_is_needed_and_nowhere_else(folder: Path) -> None:
    (folder / "near_misses.csv").unlink()
    known = Record(folder)
    assert len(known.members_on(date(2022, 2, 24))) == 30
    with pytest.raises(DataFileError, match=r"near_misses\.csv"):
        _ = known.near_misses


def test_every_row_of_every_table_is_there() -> None:
    known = record()
    counts = {
        "sources": len(known.sources),
        "states": len(known.states),
        "names": len(known.names),
        "membership": len(known.accessions),
        "consultations": sum(len(c.requesters) for c in known.consultations),
        "near_misses": len(known.near_misses),
        "invocations": len(known.invocations),
        "moves": sum(len(move.legs) for move in known.moves),
        "battlegroups": len(known.battlegroups),
        "borders": len(known.borders),
        "milestones": len(known.milestones),
        "statements": len(known.statements),
    }
    assert counts == {name: len(rows(RECORD_DIR / f"{name}.csv")) for name in counts}


def test_unknown_is_never_zero() -> None:
    moves = {move.move_id: move for move in record().moves}
    assert moves["US-0222B"].personnel is None
    assert moves["US-0222A"].personnel == 800
    assert moves["US-0222A"].legs[1].destination.lon_lat is None
    assert moves["US-0222A"].legs[0].origin.lon_lat == (11.55, 45.55)


def test_a_name_of_the_day_or_the_code() -> None:
    known = record()
    assert known.name_on("FRA", date(1950, 1, 1)) == "France"
    assert known.name_on("XYZ", date(1950, 1, 1)) == "XYZ"


def test_only_some_kinds_of_source_are_linked() -> None:
    found = record().sources.values()
    assert {s.kind for s in found if s.link} == {"official", "press", "reference"}
    assert {s.kind for s in found if s.url and not s.link} == {"mirror", "blog"}


@given(st.sampled_from(["official", "press", "reference"]) | st.text())
def test_a_link_needs_its_kind(kind: str) -> None:
    source = Source("a", "title", "publisher", "2022", kind, "https://example.org", "en", "")
    assert bool(source.link) == (kind in {"official", "press", "reference"})


@given(st.lists(st.text(alphabet=st.characters(exclude_characters=";"))))
def test_a_cell_of_several_values(parts: list[str]) -> None:
    assert split(";".join(parts)) == tuple(p.strip() for p in parts if p.strip())


@pytest.mark.parametrize(
    ("table", "column", "value", "where"),
    [
        ("membership", "acceded", "1949-02-30", "line 2"),
        ("membership", "acceded", "", "line 2"),
        ("membership", "acceded", "19490824", "line 2"),
        ("moves", "personnel", "many", "US-0124"),
        ("moves", "leg", "", "US-0124"),
        ("moves", "origin_lat", "north", "US-0124"),
        ("battlegroups", "since", "soon", "line 2"),
        ("consultations", "date_held", "", "A4-2003-02"),
        ("names", "to", "2022-13", "line 2"),
    ],
)
def test_a_broken_cell_is_named(
    folder: Path, table: str, column: str, value: str, where: str
) -> None:
    if column == "origin_lat":
        spoil(folder, table, "origin_lon", "1")
    spoil(folder, table, column, value)
    with pytest.raises(DataFileError, match=f"{table}.csv: {where} cannot be read") as caught:
        load(folder)
    assert "python -m geo_data check" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["record.toml", *(f"{t}.csv" for t in ("sources", "moves"))])
def test_a_missing_or_empty_file_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"")
    with pytest.raises(DataFileError, match=name):
        load(folder)
    (folder / name).unlink()
    with pytest.raises(DataFileError, match=f"{name}: the file is missing"):
        load(folder)


@pytest.mark.parametrize(
    "text",
    [
        b"checked_until = 'today'",
        b"checked_until = 2026-06-30T12:00:00",
        b"until = 2026-06-30",
        b"checked_until = 2026-02-30",
        b"checked_until = '\xff'",
    ],
)
def test_a_broken_last_day_is_named(folder: Path, text: bytes) -> None:
    (folder / "record.toml").write_bytes(text)
    with pytest.raises(DataFileError, match=r"record\.toml"):
        load(folder)


def test_a_consultation_that_nobody_asked_for_is_named(folder: Path) -> None:
    spoil(folder, "consultations", "date_requested", "")
    with pytest.raises(DataFileError, match=r"consultations\.csv: A4-2003-02 .*no official"):
        load(folder)


def test_each_table_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def counted(path: Path, table: Table[Any] | None = None) -> list[dict[str, str]]:
        opened.append(path.stem)
        return rows(path, table)

    monkeypatch.setattr(reading, "rows", counted)
    known = Record(folder)
    known.load()
    for table in RECORD_TABLES:
        assert known.rows(table)
    assert opened == [table.name for table in RECORD_TABLES]


def test_a_cell_that_is_mended_is_read_again(folder: Path) -> None:
    whole = (folder / "membership.csv").read_bytes()
    spoil(folder, "membership", "acceded", "soon")
    known = Record(folder)
    with pytest.raises(DataFileError, match="line 2"):
        _ = known.accessions
    (folder / "membership.csv").write_bytes(whole)
    assert known.accessions == record().accessions
