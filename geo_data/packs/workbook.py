"""Rows of an Excel workbook (.xlsx): the sheet named like the table, else the first.

calamine reads it. It holds a sheet as a full rectangle up to its last cell, a string that cells
share once for each of them, and gives a cell that shows an error as an empty one; so the sheet is
gone through before, cell by cell.
"""

import posixpath
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from geo_data.errors import PackError
from geo_data.packs import limits, unpack
from geo_data.tables.files import Record

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
DAMAGED = "the workbook is damaged; save it again, or as CSV"
_FORBIDDEN = {
    "vbaproject.bin": "it holds macros; save it as .xlsx without them, or as CSV",
    "xl/externallinks/": "it links to other workbooks; put the values themselves",
}
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedstrings.xml"
_VALUES = ("v", "is", "f")

Place = tuple[int, int]
"""Row and column from 1."""


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
        return _rows(file, content, parts, table)
    except (CalamineError, expat.ExpatError, ValueError, LookupError, OverflowError) as error:
        raise PackError(file, DAMAGED) from error


def _rows(file: str, content: bytes, parts: Mapping[str, bytes], table: str) -> list[Record]:
    marks = sum(max(part.count(b"<"), part.count(b"=")) for part in parts.values())
    if marks > limits.XML_MARKS:
        raise PackError(
            file, "it has more in it than a file set may have; bring its one table as CSV"
        )
    paths = _sheets(file, parts)
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = [each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if not sheets:
        raise PackError(file, "it has no sheet with cells")
    wanted = next((name for name in sheets if name.strip().casefold() == table), sheets[0])
    shared = [part for name, part in parts.items() if name.casefold() == _STRINGS]
    cells = _Cells(file, _lengths(file, shared[0]) if shared else [])
    _walk(file, parts[paths[wanted]], cells.start, cells.end, cells.data)
    sheet = book.get_sheet_by_name(wanted)
    found: list[Record] = []
    for line, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        row = [_text(value) for value in values]
        for column, odd in cells.odd.get(line, {}).items():
            row += [""] * (column - len(row))
            row[column - 1] = f"={odd or row[column - 1]}"
        while row and not row[-1].strip():
            row.pop()
        if row:
            width = len(found[0][1]) if found else 0
            found.append((line, row + [""] * (width - len(row))))
    return found


def _sheets(file: str, parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    targets: dict[str, str] = {}
    keys: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            path = posixpath.normpath(posixpath.join("/xl", attributes["Target"]))
            targets[attributes["Id"]] = path.lstrip("/").casefold()

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            key = attributes["id"]
            if keys.setdefault(attributes["name"], key) != key:
                raise PackError(file, DAMAGED)

    _walk(file, parts[_RELATIONS], relation)
    _walk(file, parts[_WORKBOOK], sheet)
    there = {name.casefold(): name for name in parts}
    return {name: there[targets[key]] for name, key in keys.items() if targets[key] in there}


def _lengths(file: str, part: bytes) -> list[int]:
    """The characters of each string that cells share, in their order."""
    found: list[int] = []

    def start(name: str, _: dict[str, str]) -> None:
        if name == "si":
            found.append(0)

    def data(text: str) -> None:
        if found:
            found[-1] += len(text)

    _walk(file, part, start, data=data)
    return found


class _Cells:
    """Goes through a sheet: how far its cells reach, and which are formulas or errors.

    `odd` has the text of those by row and column, empty where calamine has one. `strings` are the
    lengths of what cells share.
    """

    def __init__(self, file: str, strings: Sequence[int]) -> None:
        self.odd: dict[int, dict[int, str]] = {}
        self._file = file
        self._strings = strings
        self._row = self._column = 0
        self._reach = (0, 0)
        self._copied = 0
        self._in_cell = self._error = self._shared = self._heard = False
        self._told: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow rows and cells; those that give no number follow the last."""
        if name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif name == "c":
            self._column = _column(attributes["r"]) if "r" in attributes else self._column + 1
            kind = attributes.get("t")
            self._in_cell, self._shared = True, kind == "s"
            self._error = self._heard = kind == "e"
        elif self._in_cell and name in _VALUES:
            self._reached()
            self._heard = self._error or (self._shared and name == "v")
            if name == "f" or self._error:
                self.odd.setdefault(self._row, {}).setdefault(self._column, "")

    def end(self, name: str) -> None:
        """Keep what an error cell shows; count what a cell has of the strings that are shared."""
        if name == "v" and self._shared:
            self._copy(int("".join(self._told)))
            self._told, self._heard = [], False
        elif name == "c":
            if self._told:
                self.odd[self._row][self._column] = "".join(self._told)
            self._in_cell = self._error = self._shared = self._heard = False
            self._told = []

    def data(self, text: str) -> None:
        """The name of an error, as `#N/A`; the number of a string that is shared."""
        if self._heard and sum(map(len, self._told)) < limits.NAME_CHARACTERS:
            self._told.append(text[: limits.NAME_CHARACTERS])

    def _copy(self, number: int) -> None:
        self._copied += self._strings[number]
        if self._copied > limits.UNPACKED_BYTES:
            most = limits.megabytes(limits.UNPACKED_BYTES)
            raise PackError(
                self._file,
                f"what its cells say has over {most}, more than is read; "
                "bring its one table as CSV",
            )

    def _reached(self) -> None:
        if self._column > limits.COLUMNS:
            most = f"at most {limits.COLUMNS} are read"
            raise PackError(self._file, f"it has {self._column:,} columns; {most}")
        rows, columns = max(self._reach[0], self._row), max(self._reach[1], self._column)
        if rows * columns > limits.SHEET_CELLS:
            raise PackError(
                self._file,
                f"its cells reach down to row {rows:,}; delete what stands below the table",
            )
        self._reach = rows, columns


def _walk(
    file: str,
    part: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    data: Callable[[str], None] | None = None,
) -> None:
    """Go through a part once, names without their prefix. ExpatError if it is no XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.XML_DEPTH:
            raise PackError(file, DAMAGED)
        start(_plain(name), {_plain(key): value for key, value in attributes.items()})

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(_plain(name))

    def refuse(*_: object) -> None:
        raise PackError(file, "it declares XML entities; no spreadsheet does")

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(part, True)  # noqa: FBT003 - its own signature


def _plain(name: str) -> str:
    return name.rpartition(":")[2]


def _column(cell: str) -> int:
    """The column of a cell's name, A1 or XFD1048576; ValueError if it is none."""
    letters = cell.rstrip("0123456789")
    if not (0 < len(letters) <= 3 and letters.isascii() and letters.isupper() and letters != cell):  # noqa: PLR2004 - XFD
        raise ValueError(cell[: limits.NAME_CHARACTERS])
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _text(value: object) -> str:
    """A value as its table would have it: days as ISO days, whole numbers without .0."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        whole = value.time() == time.min
        return value.date().isoformat() if whole else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value)
