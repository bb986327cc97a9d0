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

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import cached_property, partial
from operator import itemgetter
from typing import Any, Generic, TypeVar, dataclass_transform

from geo_data.days import last_day_meant

NEEDED = "not empty"
T = TypeVar("T")
E = TypeVar("E")
Row = Mapping[str, str]
"""A row as its file has it: cells by column."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[T, E]):
    """What a filled cell must be, in words and as a test, and how it is read.

    `read` raises ValueError for a cell that has no value. `kind` and `limits` are type and
    constraints of Table Schema.
    """

    words: str
    holds: Callable[[str], bool]
    read: Callable[[str], T]
    nothing: E
    """What an empty cell means."""
    codes: str = ""
    """What the values point to ("states", "sources", "events"), so that links can be followed."""
    values: tuple[str, ...] = ()
    """All that there are, of a closed vocabulary."""
    kind: str = "string"
    limits: Mapping[str, Any] = field(default_factory=dict)


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
    """A field of a row class: the columns it stands in; `make` puts several values together."""

    name: str
    columns: tuple[Column, ...]
    make: Callable[..., object] | None = None

    def reader(self) -> Callable[[Row], object]:
        """What reads the field's value in a row."""
        readers = [each.reader() for each in self.columns]
        make = self.make
        if make is None:
            return readers[0]
        return lambda row: make(*[read(row) for read in readers])

    def paths(self) -> list[tuple[str, str]]:
        """Each column's name, and the attribute of the row that has its value."""
        if self.make is None or not is_dataclass(self.make):
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
    """A field made of the values of several columns."""
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


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def by_value(rows: Iterable[T], value: Callable[[T], str]) -> dict[str, list[T]]:
    """Rows by what one of their values is, in the order in which each appears first."""
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(value(row), []).append(row)
    return found


def cell(value: object) -> str:
    """A value as a cell has it: the opposite of reading."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ";".join(value) if isinstance(value, tuple) else str(value)


def day(text: str) -> date:
    """The day from which a printed day counts. ValueError if it is empty or no day."""
    found = last_day_meant(text)
    if found is None:
        msg = "a day is needed and the cell is empty"
        raise ValueError(msg)
    return found


def _printed(text: str) -> str:
    """A printed day as it stands. ValueError if it is none."""
    day(text)
    return text


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        msg = f"{text!r} is neither yes nor no"
        raise ValueError(msg)
    return text == "yes"


def _matches(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text, re.ASCII) is not None


def _is_day(text: str) -> bool:
    try:
        return _matches(r"\d{4}-\d{2}-\d{2}", text) and last_day_meant(text) is not None
    except ValueError:
        return False


def _is_partial_day(text: str, *, year: bool = False) -> bool:
    if year and _matches(r"\d{4}", text):
        return True
    try:
        return _is_day(text) or (_matches(r"\d{4}-\d{2}", text) and bool(last_day_meant(text)))
    except ValueError:
        return False


def _between(low: float, high: float, text: str) -> bool:
    return _matches(r"-?+\d{1,3}+(?:\.\d++)?+", text) and low <= float(text) <= high


def several(one: str) -> str:
    """The pattern of a cell that holds values of the pattern `one` with `;` between them."""
    return f"(?:{one})(?:;(?:{one}))*+"


def _one(words: str, pattern: str, codes: str = "") -> Rule[str, str]:
    return Rule(words, partial(_matches, pattern), str, "", codes)


def _several(words: str, one: str, codes: str = "") -> Rule[tuple[str, ...], tuple[str, ...]]:
    return Rule(words, partial(_matches, several(one)), split, (), codes)


def _number(words: str, pattern: str, minimum: int) -> Rule[int, None]:
    holds = partial(_matches, pattern)
    return Rule(words, holds, int, None, kind="integer", limits={"minimum": minimum})


def _degrees(words: str, most: int) -> Rule[float, None]:
    limits = {"minimum": -most, "maximum": most}
    holds = partial(_between, -most, most)
    return Rule(f"{words}, -{most} to {most}", holds, float, None, kind="number", limits=limits)


def one_of(*values: str) -> Rule[str, str]:
    """A closed vocabulary."""
    words = "one of: " + ", ".join(f"`{value}`" for value in values)
    held = frozenset(values).__contains__
    return Rule(words, held, str, "", values=values, limits={"enum": list(values)})


def as_text(rule: Rule[Any, Any]) -> Rule[str, str]:
    """The rule for a field that keeps what the cell says."""
    return replace(rule, read=str, nothing="")


def identifier(example: str, pattern: str) -> Rule[str, str]:
    """An id of a row, with an example for the reader."""
    return _one(f"an id such as `{example}`", pattern)


def identifiers(example: str, one: str, codes: str) -> Rule[tuple[str, ...], tuple[str, ...]]:
    """Ids of rows, `;` between."""
    return _several(f"an id such as `{example}`", one, codes)


EVENT_KINDS = (
    "accession",
    "consultation",
    "invocation",
    "move",
    "battlegroup",
    "milestone",
    "statement",
)


def events(kinds: Iterable[str]) -> Rule[tuple[str, ...], tuple[str, ...]]:
    """Ids of rows of other tables, of these kinds."""
    kinds = tuple(kinds)
    one = rf"(?:{'|'.join(kinds)}):[A-Za-z0-9]++(?:-[A-Za-z0-9]++)*+"
    words = "`kind:row id`, `;` between; kind is one of: " + ", ".join(kinds)
    return _several(words, one, "events")


SLUG = r"[a-z0-9]++(?:-[a-z0-9]++)*+"
TEXT = Rule("text without blanks at either end", lambda text: text == text.strip() != "", str, "")
DAY = Rule("a day, YYYY-MM-DD", _is_day, day, None, kind="date")
EVER = replace(DAY, words="a day, YYYY-MM-DD, which may lie before the Treaty")
DAY_OR_MONTH = Rule("a day, YYYY-MM-DD, or a month, YYYY-MM", _is_partial_day, _printed, "")
DAY_MONTH_OR_YEAR = Rule(
    "YYYY-MM-DD, YYYY-MM or YYYY", partial(_is_partial_day, year=True), str, ""
)
STATE = replace(
    _one("one code of three capital letters", r"[A-Z]{3}", "states"),
    limits={"pattern": "[A-Z]{3}"},
)
STATES = _several("codes of three capital letters, `;` between", r"[A-Z]{3}", "states")
UNITS = _several("codes of units of the shapefile, `;` between", r"[A-Z]{3}(?:-[A-Z-]++)?+")
SOURCES = _several("ids of sources.csv, best first, `;` between", r"[a-z0-9-]++", "sources")
CONFIDENCE = one_of("confirmed", "unverified", "memory", "disputed")
COORDINATES = one_of("checked", "memory")
URL = _one("http:// or https://, no blanks or quotation marks", r"https?+://[^\s\"<>`]++")
LANGUAGE = _one(
    "ISO 639-1, two small letters; where it has none, ISO 639-2 or 639-3, three", r"[a-z]{2,3}+"
)
YES_NO = Rule(
    one_of("yes", "no").words,
    {"yes", "no"}.__contains__,
    _yes,
    None,
    values=("yes", "no"),
    kind="boolean",
)
COUNT = _number("a whole number without separators", r"0|[1-9]\d*+", 0)
POSITIVE = _number("a whole number from 1, without separators", r"[1-9]\d*+", 1)
KILOMETRES = _one("kilometres, a number", r"[1-9]\d*+(?:\.\d++)?+")
LATITUDE = _degrees("degrees north", 90)
LONGITUDE = _degrees("degrees east", 180)

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
