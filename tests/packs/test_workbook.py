"""Excel workbooks: read as their table would be, or refused with one reason."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from geo_data.errors import PackError
from geo_data.packs.read import read_any
from tests.attack.inputs import COPIES
from tests.packs.made import FACTS, pack, with_parts, workbook, xlsx_bytes, zip_bytes

HEADER = ("paragraph", "kind", "paraphrase", "day_claimed")
ROW = (1, "war", "A claim.", date(2022, 2, 24))


def _brought(book: Workbook) -> list[str]:
    return [str(fault) for fault in read_any("mine.xlsx", xlsx_bytes(book)).faults]


def test_a_workbook_is_read_as_its_table() -> None:
    brought = read_any("mine.xlsx", xlsx_bytes(workbook([HEADER, ROW])))
    assert brought.faults == ()
    same = read_any("mine.csv", FACTS).sheets["facts"].rows
    assert brought.sheets["facts"].rows == [same[0] | {"day_claimed": "2022-02-24"}]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (-7.5, "-7.5"),
        (True, "yes"),
        (datetime(2022, 2, 24), "2022-02-24"),  # noqa: DTZ001 - Excel knows no zone
        (datetime(2022, 2, 24, 5, 30), "2022-02-24T05:30:00"),  # noqa: DTZ001
        (time(5, 30), "05:30:00"),
        (" a \r\n b ", "a \n b"),
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
    ],
)
def test_cells_become_text(value: object, text: str) -> None:
    brought = read_any("mine.xlsx", xlsx_bytes(workbook([HEADER, (1, "war", value)])))
    assert brought.sheets["facts"].rows[0]["paraphrase"] == text


def test_the_sheet_of_the_tables_name_comes_first() -> None:
    book = workbook([("what", "ever")], "Cover")
    sheet = book.create_sheet("Facts")
    for row in (HEADER, ROW):
        sheet.append(row)
    assert len(read_any("mine.xlsx", xlsx_bytes(book)).sheets["facts"].rows) == 1


def test_empty_rows_and_merged_cells_are_nothing() -> None:
    book = workbook([HEADER, ROW, (), (), (2, "war", "Another.")])
    sheet = book.worksheets[0]
    sheet.merge_cells("C2:C4")
    sheet["A15"] = " "
    sheet["H1"] = None
    brought = read_any("mine.xlsx", xlsx_bytes(book))
    assert brought.faults == ()
    assert brought.sheets["facts"].lines == [2, 5]


@pytest.mark.parametrize(
    "value", ["=1+1", "=HYPERLINK(A1)", ArrayFormula("C2:C2", "=SUM(A1:A2)"), "#N/A"]
)
def test_a_formula_is_a_fault_of_its_cell(value: str | ArrayFormula) -> None:
    book = workbook([HEADER, ROW])
    book.worksheets[0]["C2"] = value
    (fault,) = _brought(book)
    assert fault.startswith("mine.xlsx, row 2, paraphrase: '=")
    assert "begins as a formula does" in fault


def _table(**parts: bytes) -> bytes:
    return with_parts(xlsx_bytes(workbook([HEADER, ROW])), **parts)


def _sheet(rows: str, more: str = "") -> bytes:
    xml = f'<worksheet xmlns="{SHEET_MAIN_NS}">{more}<sheetData>{rows}</sheetData></worksheet>'
    return _table(xl__worksheets__sheet1_dot_xml=xml.encode())


def _attributes(count: int) -> str:
    return " ".join(f"a{number}=''" for number in range(count))


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>'
    b"<worksheet>&lol2;</worksheet>"
)
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no workbook": (lambda: zip_bytes({"a.txt": b"a"}), "no .xlsx workbook"),
    "a pack": (pack, "no .xlsx workbook"),
    "cut off": (lambda: _table()[:-100], "cut off or damaged"),
    "laughs": (lambda: _table(xl__worksheets__sheet1_dot_xml=LAUGHS), "XML entities"),
    "laughs in UTF-16": (
        lambda: _table(xl__styles_dot_xml=LAUGHS.decode().encode("utf-16")),
        "damaged",
    ),
    "an entity from a file": (
        lambda: _table(
            xl__workbook_dot_xml=b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a/>'
        ),
        "XML entities",
    ),
    "other workbooks": (lambda: _table(xl__externalLinks__externalLink1_dot_xml=b"<a/>"), "links"),
    "macros": (lambda: _table(xl__vbaProject_dot_bin=b"x"), "macros"),
    "a bomb": (lambda: _table(xl__media__a_dot_png=b"0" * 51 * 2**20), "more than 50 MB"),
    "a million cells": (lambda: _sheet("<row>" + "<c/>" * 1_000_000 + "</row>"), "more in it"),
    "a million styles": (lambda: _table(xl__styles_dot_xml=b"<a/>" * 1_000_001), "more in it"),
    "a million attributes": (lambda: _sheet(f"<row {_attributes(1_000_001)}/>"), "more in it"),
    "empty rows": (lambda: _sheet("<row/>" * 200_000), "table is empty"),
    "many ranges": (lambda: _sheet("", '<m><c ref="A1:B2"/></m>' * 200_000), "table is empty"),
    "a long range": (lambda: _sheet("", f'<m sqref="{"A1 " * 10_000_000}"/>'), "table is empty"),
    "a cell of 45 MB": (
        lambda: _sheet(f'<row><c t="str"><v>{"x" * 45 * 2**20}</v></c></row>'),
        "without the columns",
    ),
    "an endless row number": (lambda: _sheet(f'<row r="{"9" * 5_000}"/>'), "damaged"),
    "no row number": (lambda: _sheet('<row r="x"><c/></row>'), "damaged"),
    "a column beyond": (lambda: _sheet('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), "damaged"),
    "a string that is not there": (
        lambda: _sheet('<row r="1"><c t="s"><v>999999</v></c></row>'),
        "damaged",
    ),
    "one string for all": (COPIES["one-string.xlsx"], "over 50 MB, more than is read; bring"),
    "a rich one for all": (COPIES["one-rich-string.xlsx"], "over 50 MB, more than is read; bring"),
    "65 columns": (
        lambda: xlsx_bytes(workbook([[f"c{n}" for n in range(65)], [1]])),
        "65 columns; at most 64",
    ),
    "no XML": (lambda: _table(xl__worksheets__sheet1_dot_xml=b"\0\xff"), "damaged"),
    "no sheet": (lambda: _table(xl__workbook_dot_xml=b"<workbook/>"), "damaged|no sheet"),
    "deep XML": (
        lambda: _table(xl__worksheets__sheet1_dot_xml=b"<a>" * 200_000),
        "damaged",
    ),
    "an empty sheet": (lambda: xlsx_bytes(Workbook()), "table is empty"),
    "a header only": (lambda: xlsx_bytes(workbook([HEADER])), "a header and no row"),
    "5,001 rows": (lambda: xlsx_bytes(workbook([HEADER, *[ROW] * 5_001])), "more than 5,000 rows"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or an encrypted"),
    "OpenDocument": (lambda: zip_bytes({"content.xml": b"<a/>"}), "no .xlsx workbook"),
}


@pytest.mark.parametrize(("make", "says"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_workbook_is_refused_in_one_line(make: Callable[[], bytes], says: str) -> None:
    with pytest.raises(PackError, match=says) as caught:
        read_any("mine.xlsx", make())
    assert "\n" not in str(caught.value)


def test_a_workbook_with_macros_is_refused_by_its_name() -> None:
    with pytest.raises(PackError, match="macros"):
        read_any("mine.xlsm", xlsx_bytes(workbook([HEADER, ROW])))


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    row = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADER[:3])
    cells = '<c><v>1</v></c><c t="inlineStr"><is><t>war</t></is></c>'
    cells += '<c t="inlineStr"><is><t>A claim.</t></is></c>'
    size = '<dimension ref="A1:XFD1048576"/>'
    content = _sheet(f"<row>{row}</row><row>{cells}</row>", size)
    assert (
        read_any("mine.xlsx", content).sheets["facts"].rows
        == read_any("mine.csv", FACTS).sheets["facts"].rows
    )


def test_strings_that_cells_share_are_read() -> None:
    """As Excel itself writes them."""
    words = [*HEADER[:3], "war", "A claim."]
    shared = "".join(f"<si><t>{word}</t></si>" for word in words)
    cells = [*(f'<c t="s"><v>{n}</v></c>' for n in range(5))]
    rows = f"<row>{''.join(cells[:3])}</row><row><c><v>1</v></c>{''.join(cells[3:])}</row>"
    with zipfile.ZipFile(io.BytesIO(_sheet(rows))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["xl/sharedStrings.xml"] = f'<sst xmlns="{SHEET_MAIN_NS}">{shared}</sst>'.encode()
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHARED_STRINGS}"/></Types>'
    kinds = files["[Content_Types].xml"].replace(b"</Types>", part.encode())
    files["[Content_Types].xml"] = kinds
    brought = read_any("mine.xlsx", zip_bytes(files))
    assert brought.sheets["facts"].rows == read_any("mine.csv", FACTS).sheets["facts"].rows
