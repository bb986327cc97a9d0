"""What is written can be opened again, with the same rows; a spreadsheet runs none of it."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from geo_data.days import FIRST_DAY
from geo_data.packs.brought import Brought, pack_bytes
from geo_data.packs.head import Head
from geo_data.packs.read import read_any, read_folder
from geo_data.packs.text import clean
from geo_data.tables.articles import PACK_FACTS, PACK_MOVES, PACK_NOTES
from geo_data.tables.columns import Table
from geo_data.tables.files import is_formula
from geo_data.tables.record import record
from tests.packs.made import FACT, MOVE, read_rows

ROUNDS = settings(max_examples=150)
ODD = ["", "=1+1", "'=1", "''-a", ";'=x", "a; b ;;c", '"', 'a"b', "a\nb", "\r", "\ufeff", "sep=;"]
ODD += [
    "\0",
    "\ud800",
    " \u2028 ",
    "\x85",
    "LVA;EST",
    "F01",
    "{{7*7}}",
    "US-1",
    "1",
    "\t-",
    "\u200b=",
]
CELLS = st.sampled_from(ODD) | st.text(max_size=8) | st.sampled_from(["war", "2022-02-24", "USA"])
TEXTS = st.text(max_size=20) | st.sampled_from(ODD)
HEADS = st.builds(
    Head,
    TEXTS.map(clean),
    TEXTS.map(clean),
    st.dates(FIRST_DAY, record().checked_until) | st.none(),
    st.sampled_from(["", "en"]),
    st.integers(0, 9_999),
    st.booleans(),
)


def _rows(table: Table[Any]) -> st.SearchStrategy[list[dict[str, str]]]:
    row = st.dictionaries(st.sampled_from(table.header), CELLS, max_size=6)
    return st.lists(row, max_size=4)


def _same(first: Brought, second: Brought) -> None:
    assert second.sheets["facts"].rows == first.sheets["facts"].rows
    assert second.sheets["moves"].rows == first.sheets["moves"].rows
    assert second.sheets["notes"].rows == first.sheets["notes"].rows
    assert second.head == first.head


@ROUNDS
@given(HEADS, _rows(PACK_FACTS), _rows(PACK_MOVES), _rows(PACK_NOTES))
def test_what_is_written_is_read_again(
    head: Head,
    facts: list[dict[str, str]],
    moves: list[dict[str, str]],
    notes: list[dict[str, str]],
) -> None:
    brought = read_rows(head, [FACT, *facts], moves, notes)
    content = pack_bytes(brought)
    again = read_any("mine.zip", content)
    _same(brought, again)
    assert again.article is not None
    assert pack_bytes(again) == content
    typed = read_rows(head, *(sheet.rows for sheet in again.sheets.values()))
    assert typed.sheets["facts"].rows == brought.sheets["facts"].rows


@ROUNDS
@given(st.text(max_size=12) | st.sampled_from(ODD))
def test_a_clean_cell_is_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


def test_a_pack_is_written_to_be_unpacked_as_an_article(tmp_path: Path) -> None:
    head = Head('A "headline" \\ with\nodd \u2028 marks', "Paper", date(2022, 2, 24), "en", 3)
    brought = read_rows(head, [FACT, FACT | {"kind": "x"}], [MOVE])
    with zipfile.ZipFile(io.BytesIO(pack_bytes(brought))) as archive:
        assert archive.namelist() == ["article.toml", "facts.csv", "moves.csv"]
        archive.extractall(tmp_path / "own")
    again = read_folder(tmp_path / "own")  # no folder may be called so, but so it is the same
    _same(brought, again)
    assert again.article == brought.article
    assert [(f.row, f.column) for f in again.faults] == [(0, ""), (3, "kind")]


def test_no_cell_of_a_file_runs() -> None:
    rows = [FACT | {"actor": text} for text in ("=1+1", "@a", "-1+1", "\u200b=1", "-5", "'tis")]
    with zipfile.ZipFile(io.BytesIO(pack_bytes(read_rows(Head(), rows)))) as archive:
        text = archive.read("facts.csv").decode()
    actors = [row["actor"] for row in csv.DictReader(io.StringIO(text))]
    assert actors == ["'=1+1", "'@a", "'-1+1", "'\u200b=1", "-5", "'tis"]
    assert not any(is_formula(actor) for actor in actors)


def test_the_same_rows_give_the_same_bytes() -> None:
    brought = read_rows(Head("Title"), [FACT], [MOVE])
    assert pack_bytes(brought) == pack_bytes(read_rows(Head("Title"), [FACT], [MOVE]))
