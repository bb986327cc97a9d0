"""Rows of an Excel workbook (.xlsx): the sheet named like the table, else the first.

Of its parts only those are read that hold cells, their strings and what number is a day.
"""

import posixpath
from xml.parsers import expat

from geo_data.errors import PackError
from geo_data.packs import limits, unpack
from geo_data.packs.parts import Part, PartError
from geo_data.packs.sheetxml import Book, Cells, Formats, Relations, Strings
from geo_data.packs.tabular import Record

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
DAMAGED = "the workbook is damaged; save it again, or as CSV"
_FORBIDDEN = {
    "vbaproject.bin": "it holds macros; save it as .xlsx without them, or as CSV",
    "xl/externallinks/": "it links to other workbooks; put the values themselves",
}
_WORKBOOK = "xl/workbook.xml"


def records(file: str, content: bytes, table: str) -> list[Record]:
    """The rows that are filled, with Excel's row numbers; PackError if it cannot be read."""
    if content.startswith(OLD_EXCEL):
        raise PackError(file, "it is an old or an encrypted workbook; save it as .xlsx or as CSV")
    parts = unpack.members(file, content, limits.WORKBOOK_MEMBERS)
    if _WORKBOOK not in parts:
        raise PackError(file, "it is a zip, but no .xlsx workbook; save it as .xlsx or as CSV")
    for mark, problem in _FORBIDDEN.items():
        if any(mark in name.lower() for name in parts):
            raise PackError(file, problem)
    try:
        return _rows(parts, table)
    except PartError as error:
        raise PackError(file, str(error)) from error
    except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
        raise PackError(file, DAMAGED) from error


def _rows(parts: dict[str, bytes], table: str) -> list[Record]:
    book, relations, strings, formats = Book(), Relations(), Strings(), Formats()
    for part, name in (
        (book, _WORKBOOK),
        (relations, "xl/_rels/workbook.xml.rels"),
        (strings, "xl/sharedStrings.xml"),
        (formats, "xl/styles.xml"),
    ):
        _read(part, parts.get(name))
    paths = {name: _path(relations.targets[key]) for name, key in book.sheets}
    sheets = [name for name, path in paths.items() if path.startswith("xl/worksheets/")]
    if not sheets:
        raise PartError("it has no sheet with cells")
    wanted = next((name for name in sheets if name.strip().casefold() == table), sheets[0])
    cells = Cells(strings.found, formats.days, book.epoch)
    cells.read(parts[paths[wanted]])
    return _even(cells.rows)


def _read(part: Part, content: bytes | None) -> None:
    if content is not None:
        part.read(content)


def _path(target: str) -> str:
    """Where a part lies that the workbook names, absolutely or beside itself."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _even(rows: dict[int, dict[int, str]]) -> list[Record]:
    """Every row as long as the first, or as its own last cell."""
    found: list[Record] = []
    for line in sorted(rows):
        row = {place: text for place, text in rows[line].items() if text.strip()}
        if row:
            width = max([*row, len(found[0][1]) if found else 0])
            found.append((line, [row.get(place, "") for place in range(1, width + 1)]))
    return found
