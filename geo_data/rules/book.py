"""What the rules read: all tables at once, each row with its line, without ill-formed cells."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from geo_data.days import last_day_meant
from geo_data.tables.columns import Column, Table, by_value

LONGEST_VALUE = 80

Span = tuple[date, date] | None
"""First and last day; None where there is none."""

_DAYS_OF = {
    # kind: table, id column, columns of its days; without the first of them it has no span
    "accession": ("membership", "iso3", "acceded"),
    "consultation": ("consultations", "consultation_id", "date_held", "date_requested"),
    "invocation": ("invocations", "invocation_id", "date_invoked", "date_confirmed"),
    "move": ("moves", "move_id", "announced"),
    "battlegroup": ("battlegroups", "battlegroup_id", "since"),
    "milestone": ("milestones", "milestone_id", "date", "end_date"),
    "statement": ("statements", "statement_id", "day"),
    "context": ("context", "context_id", "date", "end_date"),
}
TABLE_OF = {kind: table for kind, (table, *_) in _DAYS_OF.items()} | {"border": "borders"}
"""The table that holds the rows of a kind."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A rule that a cell breaks. `row` is the line that an editor shows; 0: the file as such."""

    file: str
    row: int
    column: str
    value: str
    rule: str

    @property
    def where(self) -> str:
        """Its row and column; empty if the file as such is meant."""
        return ", ".join(filter(None, (f"row {self.row}" if self.row else "", self.column)))

    def __str__(self) -> str:
        value = repr(self.value)
        if len(value) > LONGEST_VALUE:
            value = value[:LONGEST_VALUE] + "…"
        place = ", ".join(filter(None, (self.file, self.where)))
        return f"{place}: {value} breaks the rule: {self.rule}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. Cells that its schema rejects read as empty."""

    file: str
    line: int
    raw: Mapping[str, str]
    rejected: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> str:
        return "" if column in self.rejected else self.raw[column]

    def day(self, column: str) -> date | None:
        """The day of a cell; of a month its last. None if there is none."""
        return last_day_meant(self[column])

    def values(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several."""
        return tuple(filter(None, self[column].split(";")))

    def fault(self, column: str, rule: str, value: str | None = None) -> Fault:
        """This row breaks a rule in that column; `value` where only a part of the cell does."""
        return Fault(
            self.file, self.line, column, self.raw[column] if value is None else value, rule
        )


def read_rows(
    table: Table[Any],
    file: str,
    numbered: Iterable[tuple[int, Mapping[str, str]]],
    broken: Callable[[Column, str], str] = Column.broken,
) -> tuple[list[Row], list[Fault]]:
    """The rows of a table, and the cells that break their rule, which `broken` names."""
    rows: list[Row] = []
    found: list[Fault] = []
    for line, cells in numbered:
        faults = [
            Fault(file, line, column.name, cells[column.name], rule)
            for column in table.columns
            if (rule := broken(column, cells[column.name]))
        ]
        rows.append(Row(file, line, cells, frozenset(fault.column for fault in faults)))
        found += faults
    return rows, found


@dataclass(frozen=True)
class Article:
    """An article: paragraphs below the headline (0: unknown), day, its tables."""

    paragraphs: int = 0
    day: date | None = None
    facts: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)


@dataclass
class Book:
    """The record, to look things up in, and perhaps an article that is held against it.

    `whole` names the tables whose rows are all there and named, `checked` has the tables whose
    rows the rules for every table look at.
    """

    tables: dict[str, list[Row]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    checked_until: date | None = None
    checked: list[tuple[Table[Any], list[Row]]] = field(default_factory=list)
    article: Article = field(default_factory=Article)

    def rows(self, name: str) -> list[Row]:
        """The rows of a table of the record; none if it could not be read."""
        return self.tables.get(name, [])

    @cached_property
    def acceded(self) -> dict[str, date]:
        """The day of accession of each member."""
        days = ((row["iso3"], row.day("acceded")) for row in self.rows("membership"))
        return {iso3: day for iso3, day in days if iso3 and day}

    @property
    def knows_members(self) -> bool:
        """Whether membership.csv can be relied upon, faults of single cells aside."""
        complete = len(self.acceded) == len(self.rows("membership"))
        return "membership" in self.whole and complete

    def is_member(self, iso3: str, on: date) -> bool:
        """Whether a state was a member at the end of the day."""
        return iso3 in self.acceded and self.acceded[iso3] <= on

    def count_members(self, on: date) -> int:
        """Members at the end of the day."""
        return sum(day <= on for day in self.acceded.values())

    @cached_property
    def states(self) -> set[str]:
        """The codes that have a row in states.csv."""
        return {row["iso3"] for row in self.rows("states") if row["iso3"]}

    @cached_property
    def sources(self) -> set[str]:
        """The ids of sources.csv."""
        return {row["source_id"] for row in self.rows("sources")}

    def groups(self, name: str, key: str) -> dict[str, list[Row]]:
        """The rows of a table by the value of a column; rows without one are left out."""
        return by_value((row for row in self.rows(name) if row[key]), lambda row: row[key])

    @cached_property
    def spans(self) -> dict[str, Span]:
        """Every id of the record, `kind:row id`, with its days."""
        found: dict[str, Span] = {}
        for kind, (table, key, *columns) in _DAYS_OF.items():
            for name, rows in self.groups(table, key).items():
                found[f"{kind}:{name}"] = _span(kind, rows, columns)
        for row in self.rows("borders"):
            found[f"border:{row['member_iso3']}-{row['neighbour_iso3']}"] = None
        return found


def _span(kind: str, rows: list[Row], columns: list[str]) -> Span:
    """An accession holds on; a request that is disputed has no day."""
    if not any(row.day(columns[0]) for row in rows):
        return None
    days = [
        day
        for row in rows
        for column in columns
        if (day := row.day(column)) and (column != "date_requested" or row["official"] != "no")
    ]
    return min(days), date.max if kind == "accession" else max(days)


def as_the_first(rows: list[Row], column: str, of: str) -> Iterator[Fault]:
    """The rows of one move or consultation say the same in a column."""
    first, *others = rows
    for row in others:
        if column not in first.rejected | row.rejected and row[column] != first[column]:
            yield row.fault(column, f"as in row {first.line} of the same {of}")
