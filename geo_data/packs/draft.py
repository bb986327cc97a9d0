"""An article in the making: rows as an editor has them, and what their cells alone do not show."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from geo_data.packs.brought import Brought, Cells
from geo_data.packs.faults import Fault
from geo_data.packs.head import Head
from geo_data.packs.read import read_rows
from geo_data.tables.articles import PACK_TABLES

Marks = Mapping[tuple[str, ...], Fault]
"""What is wrong with the form of a row, by its cells: so it is told until one is changed."""


@dataclass(frozen=True)
class Draft:
    """`rows` and `marked` are by table; `form` is what was wrong with the file itself."""

    head: Head = field(default_factory=Head)
    rows: Mapping[str, list[Cells]] = field(default_factory=dict)
    marked: Mapping[str, Marks] = field(default_factory=dict)
    form: tuple[Fault, ...] = ()

    @classmethod
    def of(cls, found: Brought) -> Self:
        """What a file holds, to go on with."""
        rows = {table: sheet.rows for table, sheet in found.sheets.items()}
        places = {t: {n: i for i, n in enumerate(s.lines)} for t, s in found.sheets.items()}
        marked: dict[str, dict[tuple[str, ...], Fault]] = {table: {} for table in rows}
        form: list[Fault] = []
        for fault in found.form:
            table = _table(fault)
            place = places[table].get(fault.row) if table else None
            if table and place is not None:
                marked[table].setdefault(key(rows[table][place]), fault)
            else:
                form.append(fault)
        return cls(found.head, rows, marked, tuple(form))

    def read(self) -> Brought:
        """The rows as they are now, numbered from 1; PackError if there are too many."""
        marked = [
            replace(fault, file=f"{table}.csv", row=number)
            for table, rows in self.rows.items()
            for number, row in enumerate(rows, start=1)
            if (fault := self.marked.get(table, {}).get(key(row)))
        ]
        facts, moves, notes = (self.rows.get(table, []) for table in PACK_TABLES)
        return read_rows(self.head, facts, moves, notes, marked, self.form)


def key(row: Cells) -> tuple[str, ...]:
    """A row by what its cells say."""
    return tuple(row.values())


def _table(fault: Fault) -> str:
    """The table that a fault's file holds, if any; a table alone is one of facts, however named."""
    stem = fault.file.rpartition(".")[0]
    if stem in PACK_TABLES:
        return stem
    return "facts" if stem != "article" else ""
