"""The tables are read whole or not at all, and what they say fits a reader."""

import ast
import csv
import io
import re
from datetime import date
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_data.errors import DataFileError
from geo_data.export.package import taken, texts
from geo_data.export.sheets import LISTINGS, OF_VIEW
from geo_data.rules import dictionary
from geo_data.rules.book import read_rows
from geo_data.tables import files as tables
from geo_data.tables.cell_rules import STATES, TEXT, cell
from geo_data.tables.columns import PERIOD, Column, column, made, optional, table, table_of
from geo_data.tables.record import BY_NAME, RECORD_TABLES
from geo_data.tables.states import Period
from tests.sources import app_files

SHIPPED = [
    *(tables.RECORD_DIR / f"{table.name}.csv" for table in RECORD_TABLES),
    *(folder / f"{name}.csv" for folder in tables.article_dirs() for name in ("facts", "notes")),
]
NAMES = tables.RECORD_DIR / "names.csv"

# Columns that a reader meets as sentences.
PROSE = {
    "description",
    "note",
    "operations",
    "paraphrase",
    "record_says",
    "summary",
    "what_happened",
}
# Names that other things have too, as `kind` or `status`, cannot be told apart here.
UNREAD = {
    *("battlegroups.generation", "battlegroups.since_meaning", "borders.border_with_nato_from"),
    *("borders.member_since", "invocations.members_then", "membership.members_after"),
    *("membership.protocol_signed", "membership.signed", "membership.wave"),
    *("membership_notes.note_id", "moves.temporary", "near_misses.case_id", "notes.note_id"),
    "published_totals.total_id",
    "sources.language",
}
WORKING_REMARKS = re.compile(
    r"\.csv|\(memory\)|re-read|hence the id|fact base|[Rr]ule [1-4]\b|verdicts|do not plot|TODO|  "
)


def _path(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", SHIPPED, ids=_path)
def test_a_shipped_table_reads_whole(path: Path) -> None:
    table = BY_NAME[path.stem]
    found = tables.scan(path, table)
    assert tuple(found.header) == table.header
    assert all(isinstance(cell, str) for row in found.rows.values() for cell in row.values())
    assert next(iter(found.rows)) == 2
    assert found.problems == []
    assert tables.rows(path, table) == [*found.rows.values()]


@pytest.mark.parametrize("path", SHIPPED, ids=_path)
def test_prose_is_sentences_without_working_remarks(path: Path) -> None:
    for row in tables.rows(path):
        for name in PROSE & row.keys():
            text = row[name]
            assert not WORKING_REMARKS.search(text), text
            assert not text or (text.endswith(".") and text[0] == text[0].upper()), text


def test_every_source_is_used() -> None:
    used = {
        source
        for path in SHIPPED
        for row in tables.rows(path)
        for source in row.get("source_ids", "").split(";")
    }
    assert {row["source_id"] for row in tables.rows(tables.RECORD_DIR / "sources.csv")} == used - {
        ""
    }


def test_a_folder_of_the_record_holds_no_table_that_is_not_known() -> None:
    assert {p.stem for p in tables.RECORD_DIR.glob("*.csv")} == {t.name for t in RECORD_TABLES}


def test_the_data_dictionary_is_in_step() -> None:
    written = (tables.RECORD_DIR / "README.md").read_text("utf-8")
    assert written == dictionary.dictionary(), "run: python -m geo_data.rules.dictionary"


def _error(path: Path) -> DataFileError:
    with pytest.raises(DataFileError) as caught:
        tables.rows(path, BY_NAME["names"])
    assert str(caught.value).startswith(path.name)
    assert caught.value.remedy
    return caught.value


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "missing" in _error(tmp_path / "names.csv").problem


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "empty"),
        ("iso3,name\nTUR,Turkey\n", "header"),
        ("\n", "header"),
        ("iso3,name,from,to,note,source_ids,confidence\n", "no rows"),
        ("iso3,name,from,to,note,source_ids,confidence\nTUR,Tur\n", "line 2: 2 cells"),
        ('iso3,name,from,to,note,source_ids,confidence\nTUR,"Tur\n', "no CSV"),
        ("iso3,name,from,to,note,source_ids,confidence\nTUR,a,,,,,conf", "line 2: .*cut off"),
    ],
)
def test_a_broken_file_is_told(tmp_path: Path, content: str, problem: str) -> None:
    path = tmp_path / "names.csv"
    path.write_text(content, "utf-8")
    assert re.search(problem, _error(path).problem)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(NAMES.read_text("utf-8").encode("latin-1", "replace"))
    assert "UTF-8" in _error(path).problem


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(b"\xef\xbb\xbf" + NAMES.read_bytes().replace(b"\n", b"\r\n"))
    assert tables.rows(path) == tables.rows(NAMES)


def test_an_article_need_not_have_notes(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text(",".join(BY_NAME["notes"].header) + "\n", "utf-8")
    assert tables.rows(path) == []
    assert tables.scan(path, BY_NAME["notes"]).rows == {}


@given(st.data())
def test_a_file_cut_anywhere_but_after_a_row_is_never_taken_for_whole(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = NAMES.read_bytes()
    cut = data.draw(st.integers(0, len(content) - 1))
    path = tmp_path_factory.mktemp("cut") / "names.csv"
    path.write_bytes(content[:cut])
    if content[:cut].endswith(b"\n") and content[:cut].count(b"\n") > 1:
        assert tables.rows(path) == tables.rows(NAMES)[: content[:cut].count(b"\n") - 1]
    else:
        _error(path)


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=7, max_size=7),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_is_read_letter_for_letter(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]
) -> None:
    header = BY_NAME["names"].header
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([header, *cells])
    path = tmp_path_factory.mktemp("text") / "names.csv"
    path.write_bytes(text.getvalue().encode("utf-8"))
    assert [list(row.values()) for row in tables.rows(path)] == cells


def test_a_row_has_the_line_that_an_editor_shows(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    header = ",".join(BY_NAME["notes"].header)
    path.write_text(f'{header}\nF1,F2,USA,"two\nlines",s,c\n\nF3,F2,USA,one,s,c\n', "utf-8")
    assert list(tables.scan(path, BY_NAME["notes"]).rows) == [2, 5]


@table("camps", "One row a camp.", key=("camp",))
class Camp:
    """A table of these tests."""

    camp: str = column("its name", TEXT)
    period: Period = made(Period, *PERIOD)


@table("camps", "One row a camp.", key=("camp",))
class CampOfHost(Camp):
    """The same with one line more."""

    hosts: tuple[str, ...] = optional("who is host", STATES, name="host_iso3")


def test_another_column_is_one_line() -> None:
    before, after = table_of(Camp), table_of(CampOfHost)
    assert after.header == (*before.header, "host_iso3")
    cells = {"camp": "Adazi", "valid_from": "2017-06-19", "valid_to": "", "host_iso3": "LVA;EST"}
    assert before.read(cells) == Camp("Adazi", Period(date(2017, 6, 19), None))
    assert after.read(cells).hosts == ("LVA", "EST")
    assert after.read(cells | {"host_iso3": ""}).hosts == ()
    assert read_rows(after, "camps.csv", [(2, cells)])[1] == []
    [fault] = read_rows(after, "camps.csv", [(2, cells | {"host_iso3": "Latvia"})])[1]
    assert (fault.column, fault.value, fault.rule) == ("host_iso3", "Latvia", STATES.words)
    assert dictionary.section(after).startswith(dictionary.section(before))
    line = f"| host_iso3 | who is host | {STATES.words} | yes |\n"
    assert dictionary.section(after).endswith(line)
    fields = taken(CampOfHost, camp="camp", since="valid_from", until="valid_to", host="host_iso3")
    assert [*texts(fields, [after.read(cells)])] == [["Adazi", "2017-06-19", "", "LVA;EST"]]


@pytest.mark.parametrize("path", SHIPPED, ids=_path)
def test_what_is_read_is_what_the_cells_say(path: Path) -> None:
    known = BY_NAME[path.stem]
    for row in tables.rows(path, known):
        found = known.read(row)
        assert {name: cell(attrgetter(at)(found)) for name, at in known.paths.items()} == {
            name: _plain(known[name], text) for name, text in row.items()
        }


def _plain(column: Column, text: str) -> str:
    """A cell as its value is printed: of degrees, no zeros at the end."""
    return str(float(text)) if text and column.rule.kind == "number" else text


def test_columns_that_nothing_outside_the_tables_and_their_rules_reads() -> None:
    """They are there for whoever reads the tables, and for what is not built yet."""
    read = {
        node.attr
        for path in app_files()
        if path.parent.name != "rules"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    }
    sheets = [*LISTINGS.values(), *(sheet.fields for sheet, _ in OF_VIEW.values())]
    read |= {name for fields in sheets for each in fields for name in each.at.split(".")}
    assert {
        f"{known.name}.{each.name}"
        for known in BY_NAME.values()
        for part in known.parts
        if part.name not in read
        for each in part.columns
    } == UNREAD
