"""How a table is declared, once: a row class whose fields say what their columns mean and hold.

    @table("battlegroups", "One row a framework nation and host.", key=("battlegroup_id",))
    class Battlegroup:
        battlegroup_id: str = column("id", identifier("LVA-2017", r"[A-Z]{3}-[0-9]{4}"))
        host: str = column("host", STATE, name="host_iso3")
        evidence: Evidence = made(Evidence, *PROOF)

The order of the fields is that of the columns. `table_of` gives the table of a row class: its
header, its checks and its reader; the data dictionary and every file that is handed over take
their columns from it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from operator import itemgetter
from typing import Any, Generic, TypeVar, dataclass_transform

from geo_data.tables.cell_rules import CONFIDENCE, DAY, SOURCES, TEXT, Rule

NEEDED = "not empty"
T = TypeVar("T")
E = TypeVar("E")
Row = Mapping[str, str]
"""A row as its file has it: cells by column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `empty` tells whether a cell may be."""

    name: str
    meaning: str
    rule: Rule[Any, Any]
    empty: bool = False

    def broken(self, cell: str) -> str:
        """The rule that a cell breaks, in words; empty if none."""
        if not cell:
            return "" if self.empty else NEEDED
        return "" if self.rule.holds(cell) else self.rule.words

    def reader(self) -> Callable[[Row], Any]:
        """What reads the value of a row's cell. It raises ValueError for a cell without one."""
        name, read, nothing = self.name, self.rule.read, self.rule.nothing
        if read is str:
            return itemgetter(name)
        if self.empty:
            return lambda row: read(text) if (text := row[name]) else nothing
        return lambda row: read(row[name])


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a row class: the columns it stands in.

    Of several columns a dataclass is made, `make`, whose fields are in their order.
    """

    name: str
    columns: tuple[Column, ...]
    make: Any = None

    def reader(self) -> Callable[[Row], object]:
        """What reads the field's value in a row."""
        readers = [each.reader() for each in self.columns]
        make = self.make
        if make is None:
            return readers[0]
        return lambda row: make(*[read(row) for read in readers])

    def paths(self) -> list[tuple[str, str]]:
        """Each column's name, and the attribute of the row that has its value."""
        if self.make is None:
            return [(each.name, self.name) for each in self.columns]
        inner = zip(self.columns, fields(self.make), strict=False)
        return [(each.name, f"{self.name}.{one.name}") for each, one in inner]


@dataclass(frozen=True)
class Table(Generic[T]):
    """A table: one sentence on its rows, the columns that name a row, and its row class."""

    name: str
    rows: str
    key: tuple[str, ...]
    make: Callable[..., T]
    parts: tuple[Part, ...]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns, in the order of the file."""
        return tuple(each for part in self.parts for each in part.columns)

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, as the first line of the file has them."""
        return tuple(each.name for each in self.columns)

    @cached_property
    def _readers(self) -> list[Callable[[Row], object]]:
        return [part.reader() for part in self.parts]

    def __getitem__(self, name: str) -> Column:
        return self.columns[self.header.index(name)]

    def read(self, row: Row) -> T:
        """The object of a row. ValueError if a cell has no value."""
        return self.make(*[read(row) for read in self._readers])

    @cached_property
    def paths(self) -> dict[str, str]:
        """Where an object of this table has the value of each column: a path of attributes."""
        return dict(path for part in self.parts for path in part.paths())

    def lenient(self, *names: str) -> "Table[T]":
        """The same table with more columns whose cells may be empty."""
        parts = (
            replace(
                part,
                columns=tuple(
                    replace(each, empty=each.empty or each.name in names) for each in part.columns
                ),
            )
            for part in self.parts
        )
        return replace(self, parts=tuple(parts))


def _field(*columns: Column, make: Callable[..., object] | None = None) -> Any:  # noqa: ANN401
    return field(metadata={"columns": columns, "make": make})


def column(meaning: str, rule: Rule[T, E], *, name: str = "") -> T:
    """A field in a column of its own that is always filled; `name` where the column's differs."""
    found: T = _field(Column(name, meaning, rule))
    return found


def optional(meaning: str, rule: Rule[T, E], *, name: str = "") -> T | E:
    """A field in a column of its own whose cells may be empty."""
    found: T | E = _field(Column(name, meaning, rule, empty=True))
    return found


def made(make: Callable[..., T], *columns: Column) -> T:
    """A field in several columns: a dataclass whose fields are in their order."""
    found: T = _field(*columns, make=make)
    return found


def note() -> str:
    """The column `note`, which many tables have."""
    return optional("what a reader should know besides, in sentences", TEXT)


_declared: dict[type, Table[Any]] = {}


@dataclass_transform(frozen_default=True, field_specifiers=(column, optional, made, note))
def table(name: str, rows: str, key: tuple[str, ...]) -> Callable[[type[T]], type[T]]:
    """Make a class the row class of a table: a frozen dataclass, each field in its columns."""

    def declare(cls: type[T]) -> type[T]:
        found: Any = dataclass(frozen=True, slots=True)(cls)
        parts = []
        for each in fields(found):
            own = (replace(c, name=c.name or each.name) for c in each.metadata["columns"])
            parts.append(Part(each.name, tuple(own), each.metadata["make"]))
        _declared[found] = Table(name, rows, key, found, tuple(parts))
        made_of: type[T] = found
        return made_of

    return declare


def table_of(cls: type[T]) -> Table[T]:
    """The table that a row class declares."""
    return _declared[cls]


def by_value(rows: Iterable[T], value: Callable[[T], str]) -> dict[str, list[T]]:
    """Rows by what one of their values is, in the order in which each appears first."""
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(value(row), []).append(row)
    return found


SOURCE_IDS = Column("source_ids", "where the row comes from", SOURCES)
SURE = Column("confidence", "how sure the row is", CONFIDENCE)
MEMORY = Column(
    "memory_fields", "single details of a row that rest on memory, in words", TEXT, empty=True
)
SOURCED = (SOURCE_IDS, SURE)
PROOF = (SOURCE_IDS, SURE, MEMORY)
PERIOD = (
    Column("valid_from", "first day", DAY),
    Column("valid_to", "last day; empty: holds today", DAY, empty=True),
)
