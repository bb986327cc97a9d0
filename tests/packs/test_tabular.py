"""CSV as people have it: any separator, any order of columns; what is no table is refused."""

import csv

import pytest

from geo_data.errors import PackError
from geo_data.packs import limits
from geo_data.packs.read import read_any
from geo_data.tables.articles import PACK_FACTS
from tests.packs.made import FACT, FACTS, csv_bytes

TWO = [FACT, {**FACT, "paraphrase": 'A "claim", with; more\nlines.'}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_any_separator_and_line_end_is_read(delimiter: str, ending: bytes) -> None:
    content = csv_bytes(TWO, delimiter).replace(b"\n", ending)
    brought = read_any("mine.csv", content)
    assert brought.faults == ()
    assert [row["paraphrase"] for row in brought.sheets["facts"].rows] == [
        row["paraphrase"] for row in TWO
    ]
    assert brought.sheets["facts"].lines == [2, 3]


def test_a_spreadsheets_line_about_its_separator_is_skipped() -> None:
    brought = read_any("mine.csv", b"sep=;\n" + csv_bytes(TWO, ";"))
    assert brought.faults == ()
    assert brought.sheets["facts"].lines == [3, 4]


def test_columns_stand_in_any_order_and_case() -> None:
    content = b" Paraphrase ,KIND,paragraph\nA claim.,war,1\n"
    brought = read_any("mine.csv", content)
    assert brought.sheets["facts"].rows == read_any("mine.csv", FACTS).sheets["facts"].rows
    assert tuple(brought.sheets["facts"].rows[0]) == PACK_FACTS.header


def test_rows_are_numbered_as_an_editor_shows_them() -> None:
    content = b'\nparagraph,kind,paraphrase\n1,war,"two\nlines"\n,,\n\nx,war,b\n'
    brought = read_any("mine.csv", content)
    assert brought.sheets["facts"].lines == [3, 7]
    assert [(f.row, f.column) for f in brought.faults] == [(7, "paragraph")]
    assert brought.waits["facts"] == {7}


def test_an_unknown_column_is_told_with_those_there_are() -> None:
    content = b"paragraph,kind,paraphrase,verdikt\n1,war,a,agrees\n"
    (fault,) = read_any("mine.csv", content).faults
    assert str(fault).startswith(
        "mine.csv, row 1, verdikt: there is no such column (did you mean verdict?); known are "
        "fact_id, paragraph, kind, "
    )


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("1,war", "2 cells where the header has 3"),
        ("1,war,a,b", "4 cells where the header has 3"),
        ("1,war,a, b,c,", "5 cells where the header has 3"),
    ],
)
def test_a_ragged_row_waits_and_loses_nothing(row: str, says: str) -> None:
    brought = read_any("mine.csv", f"paragraph,kind,paraphrase\n{row}\n2,war,c\n".encode())
    assert any(says in str(fault) for fault in brought.faults)
    assert brought.waits["facts"] == {2}
    assert any(says in str(fault) for fault in brought.form)
    kept = " ".join(brought.sheets["facts"].rows[0].values())
    assert all(cell.strip() in kept for cell in row.split(","))
    assert brought.article is not None
    assert [fact.paraphrase for fact in brought.article.facts] == ["c"]


def test_empty_cells_beyond_the_header_are_nothing() -> None:
    assert read_any("mine.csv", b"paragraph,kind,paraphrase,,\n1,war,a,,,\n").faults == ()


def test_a_cell_in_a_column_without_a_name_is_told() -> None:
    (fault,) = read_any("mine.csv", b"paragraph,,kind,paraphrase\n1,lost,war,a\n").faults
    assert "'lost' stands in a column without a name" in str(fault)


LONG = b"x" * (limits.LOST_CHARACTERS + 1)
REFUSED = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n\t\n\n", "the table is empty"),
    "header only": (b"paragraph,kind,paraphrase\n", "a header and no row"),
    "no header": (b"1,war,a\n2,war,b\n", "without the columns paragraph, kind, paraphrase"),
    "a column misses": (b"paragraph,kind,text\n1,war,a\n", "the column paraphrase; it has 'text'"),
    "a column twice": (b"kind,KIND\n1,2\n", "'kind' is there twice"),
    "an open quote": (b'paragraph,kind,paraphrase\n1,war,"open\n2,war,b\n', "row 2 on; look for"),
    "a stray quote": (b'paragraph,kind,paraphrase\n1,war,"a"b\n', "row 2 on; look for"),
    "a million columns": (b"," * 1_000_000 + b"x\n", "1,000,001 columns; at most 64"),
    "a long row": (FACTS + b"," * 1_000_000 + b"x\n", "row 3 has 1,000,001 cells"),
    "a 10 MB cell": (FACTS[:-9] + b"x" * 10 * 2**20, "10.0 MB; at most 5 MB"),
    "a 4 MB cell": (FACTS + b"1,war," + b"x" * 4 * 2**20 + b"\n", "a cell that has no end"),
    "a long cell": (FACTS + b"1,war," + LONG + b"\n", "100,001 characters; at most 10,000"),
    "100,000 rows": (FACTS + b"1,war,a\n" * 100_000, "more than 5,000 rows"),
    "markup": (b"<!DOCTYPE html><html></html>", "without the columns"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "it is no text"),
    "a bell in the header": (b"kind\x07", "control character"),
    "quotes": (b'"' * 1_000_001, "row 1 on"),
}


@pytest.mark.parametrize(("content", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_is_refused_in_one_line(content: bytes, says: str) -> None:
    with pytest.raises(PackError, match=says) as caught:
        read_any("mine.csv", content)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_name_of_a_file_cannot_break_the_line() -> None:
    with pytest.raises(PackError) as caught:
        read_any("a\nb" + "c" * 1000 + ".csv", b"")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 150


def test_reading_leaves_the_limit_of_the_csv_module_alone() -> None:
    before = csv.field_size_limit()
    read_any("mine.csv", FACTS)
    assert csv.field_size_limit() == before
