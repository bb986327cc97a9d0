"""A table as it was brought, whatever made it: CSV here, workbooks in workbook.py.

Columns may stand in any order; those that may be empty may be missing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from io import StringIO
from typing import Any

from geo_data.errors import PackError
from geo_data.packs import limits
from geo_data.packs.faults import Fault
from geo_data.packs.text import tidy
from geo_data.tables.columns import Table
from geo_data.tables.files import BrokenCsvError, Record, csv_text, guarded, records
from geo_data.texts import shown

DELIMITERS = (",", ";", "\t")


@dataclass(slots=True)
class Sheet:
    """The rows of a table as brought, each with its row number, and the faults of their form."""

    table: Table[Any]
    file: str
    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """About how many bytes its rows take in a file."""
        cells = (cell for row in self.rows for cell in row.values())
        return sum(len(cell.encode()) + cell.count('"') + 3 for cell in cells)

    def numbered(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Its rows, each with its row number."""
        return zip(self.lines, self.rows, strict=True)

    def add(self, line: int, cells: dict[str, str]) -> None:
        """Keep a row, with all columns of its table; one without any cell is no row."""
        row = {c.name: tidy(c, cells.get(c.name, "")) for c in self.table.columns}
        if not any(row.values()):
            return
        longest = max(row, key=lambda name: len(row[name]))
        length = len(row[longest])
        if length > limits.LOST_CHARACTERS:
            most = f"at most {limits.CELL_CHARACTERS:,} are read"
            where = f"row {line}, {longest}"
            raise PackError(self.file, f"{where}: the cell has {length:,} characters; {most}")
        if len(self.rows) == (rows := limits.ROWS[self.table.name]):
            raise PackError(self.file, f"it has more than {rows:,} rows; no more are read")
        self.rows.append(row)
        self.lines.append(line)


def csv_records(file: str, text: str, table: Table[Any]) -> Iterator[Record]:
    """The rows of a CSV file; comma, semicolon or tab, whichever makes its header readable."""
    first = 1
    if text[:4].lower() == "sep=":  # a spreadsheet's own line, for itself
        lines = StringIO(text, newline="")
        lines.readline()
        text, first = lines.read(), 2
    head = text.partition("\n")[0]
    known = {*table.header}

    def fit(delimiter: str) -> int:
        return len(known.intersection(_name(part.strip('"\r ')) for part in head.split(delimiter)))

    delimiter = max(DELIMITERS, key=fit)
    try:
        yield from records(text, delimiter, first)
    except BrokenCsvError as error:
        why = "look for a quotation mark that is left open, or for a cell that has no end"
        problem = f"it cannot be read as a table from row {error.begins} on; {why}"
        raise PackError(file, problem) from error


def sheet(table: Table[Any], file: str, found: Iterable[Record]) -> Sheet:
    """The rows under their columns' names. PackError if there is no header that can be used."""
    result = Sheet(table, file)
    rows = iter(found)
    first = next(((n, cells) for n, cells in rows if any(c.strip() for c in cells)), None)
    if first is None:
        raise PackError(file, "the table is empty")
    line, header = first
    names = _header(result, line, header)
    for count, (number, cells) in enumerate(rows):
        if count > limits.LINES:
            raise PackError(file, f"it has more than {limits.LINES:,} lines; no more are read")
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > limits.COLUMNS:
            raise PackError(file, f"row {number} has {len(cells):,} cells; {_most()}")
        _fit(result, number, cells, names)
    return result


def _most() -> str:
    return f"at most {limits.COLUMNS} are read"


def _name(text: str) -> str:
    return " ".join(text.split()).casefold()


def _ended(cells: list[str]) -> list[str]:
    """The cells without the empty ones at the end."""
    last = next((place for place in range(len(cells), 0, -1) if cells[place - 1].strip()), 0)
    return cells[:last]


def _header(result: Sheet, line: int, header: list[str]) -> list[str]:
    """The name of the column under each cell of the header, as the table spells it."""
    file, table = result.file, result.table
    header = _ended(header)
    if len(header) > limits.COLUMNS:
        raise PackError(file, f"it has {len(header):,} columns; {_most()}")
    names = [_name(cell) for cell in header]
    twice = next((name for name in names if name and names.count(name) > 1), "")
    if twice:
        raise PackError(file, f"the column {shown(twice)} is there twice")
    unknown = [name for name in names if name and name not in table.header]
    missing = [c.name for c in table.columns if not c.empty and c.name not in names]
    if missing:
        raise PackError(file, _without(missing, unknown))
    for name in unknown:
        rule = f"one of the columns {', '.join(table.header)}"
        near = get_close_matches(name[: limits.COLUMNS], table.header, 1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        says = f"there is no such column{hint}; known are {', '.join(table.header)}"
        result.faults.append(Fault(file, line, name[:80], "", rule, says))
    return names


def _without(missing: list[str], unknown: list[str]) -> str:
    which = ("the column " if len(missing) == 1 else "the columns ") + ", ".join(missing)
    there = ", ".join(shown(name) for name in unknown[: len(missing) + 1])
    return f"it is without {which}" + (f"; it has {there} instead" if there else "")


def _fit(result: Sheet, line: int, cells: list[str], names: list[str]) -> None:
    cells = cells[: max(len(names), len(_ended(cells)))]
    if len(cells) != len(names):
        rule = f"{len(names)} cells, as the header has"
        what = f"the row has {len(cells)} cells where the header has {len(names)}"
        why = "look for a separator in a text without quotation marks, or for one that is missing"
        result.faults.append(Fault(result.file, line, "", "", rule, f"{what}; {why}"))
    if len(cells) > len(names):  # keep what is too much where its writer sees it
        cells = [*cells[: len(names) - 1], " ".join(cells[len(names) - 1 :])]
    nameless = [c for c, name in zip(cells, names, strict=False) if not name and c.strip()]
    if nameless:
        says = f"{shown(nameless[0])} stands in a column without a name"
        result.faults.append(Fault(result.file, line, "", nameless[0], "a column's name", says))
    result.add(line, dict(zip(names, cells, strict=False)))


def table_bytes(table: Table[Any], rows: Iterable[Mapping[str, str]] = ()) -> bytes:
    """A table as CSV; a cell that a spreadsheet would run has an apostrophe before it."""
    cells = ([guarded(row[name]) for name in table.header] for row in rows)
    return csv_text(table.header, cells).encode()
