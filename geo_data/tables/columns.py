"""What stands in each table: its columns, what they mean, and what a cell may say.

Plain data, from which every check and the data dictionary are made.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from geo_data.days import last_day_meant

NEEDED = "not empty"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a filled cell must be: in words, and as a test."""

    words: str
    holds: Callable[[str], bool]
    codes: str = ""
    """What the values point to ("states", "sources", "events"), so that links can be followed."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `empty` tells whether a cell may be."""

    name: str
    meaning: str
    rule: Rule
    empty: bool = False

    def broken(self, cell: str) -> str:
        """The rule that a cell breaks, in words; empty if none."""
        if not cell:
            return "" if self.empty else NEEDED
        return "" if self.rule.holds(cell) else self.rule.words


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one sentence on its rows, the columns that name a row, all columns in order."""

    name: str
    rows: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, as the first line of the file has them."""
        return tuple(column.name for column in self.columns)


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


def _pattern(words: str, pattern: str, codes: str = "") -> Rule:
    return Rule(words, partial(_matches, pattern), codes)


def optional(name: str, meaning: str, rule: Rule) -> Column:
    """A column whose cells may be empty."""
    return Column(name, meaning, rule, empty=True)


def several(one: str) -> str:
    """The pattern of a cell that holds values of the pattern `one` with `;` between them."""
    return f"(?:{one})(?:;(?:{one}))*+"


def one_of(*values: str) -> Rule:
    """A closed vocabulary."""
    return Rule("one of: " + ", ".join(f"`{value}`" for value in values), set(values).__contains__)


def identifier(example: str, pattern: str) -> Rule:
    """An id of a row, with an example for the reader."""
    return _pattern(f"an id such as `{example}`", pattern)


EVENT_KINDS = (
    "accession",
    "consultation",
    "invocation",
    "move",
    "battlegroup",
    "milestone",
    "statement",
)
_EVENT_ROW = r"[A-Za-z0-9]++(?:-[A-Za-z0-9]++)*+"


def events(kinds: Iterable[str]) -> Rule:
    """Ids of rows of other tables, of these kinds."""
    kinds = tuple(kinds)
    one = rf"(?:{'|'.join(kinds)}):{_EVENT_ROW}"
    words = "`kind:row id`, `;` between; kind is one of: " + ", ".join(kinds)
    return _pattern(words, several(one), "events")


TEXT = Rule("text without blanks at either end", lambda text: text == text.strip() != "")
DAY = Rule("a day, YYYY-MM-DD", _is_day)
DAY_OR_MONTH = Rule("a day, YYYY-MM-DD, or a month, YYYY-MM", _is_partial_day)
DAY_MONTH_OR_YEAR = Rule("YYYY-MM-DD, YYYY-MM or YYYY", partial(_is_partial_day, year=True))
STATE = _pattern("one code of three capital letters", r"[A-Z]{3}", "states")
STATES = _pattern("codes of three capital letters, `;` between", several(r"[A-Z]{3}"), "states")
UNITS = _pattern(
    "codes of units of the shapefile, `;` between", several(r"[A-Z]{3}(?:-[A-Z-]++)?+")
)
SOURCES = _pattern(
    "ids of sources.csv, best first, `;` between", several(r"[a-z0-9-]++"), "sources"
)
CONFIDENCE = one_of("confirmed", "unverified", "memory", "disputed")
COORDINATES = one_of("checked", "memory")
URL = _pattern("http:// or https://, no blanks or quotation marks", r"https?+://[^\s\"<>`]++")
LANGUAGE = _pattern(
    "ISO 639-1, two small letters; where it has none, ISO 639-2 or 639-3, three", r"[a-z]{2,3}+"
)
YES_NO = one_of("yes", "no")
COUNT = _pattern("a whole number without separators", r"0|[1-9]\d*+")
POSITIVE = _pattern("a whole number from 1, without separators", r"[1-9]\d*+")
KILOMETRES = _pattern("kilometres, a number", r"[1-9]\d*+(?:\.\d++)?+")
LATITUDE = Rule("degrees north, -90 to 90", partial(_between, -90, 90))
LONGITUDE = Rule("degrees east, -180 to 180", partial(_between, -180, 180))

NOTE = Column("note", "what a reader should know besides, in sentences", TEXT, empty=True)
SOURCE_IDS = Column("source_ids", "where the row comes from", SOURCES)
SURE = Column("confidence", "how sure the row is", CONFIDENCE)
MEMORY = Column(
    "memory_fields", "single details of a row that rest on memory, in words", TEXT, empty=True
)
PROOF = (SOURCE_IDS, SURE, MEMORY)
PERIOD = (
    Column("valid_from", "first day", DAY),
    Column("valid_to", "last day; empty: holds today", DAY, empty=True),
)


Row = dict[str, str]


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def day(text: str) -> date:
    """A day that must be there; ValueError if the cell is empty or no day."""
    found = last_day_meant(text)
    if found is None:
        msg = "a day is needed and the cell is empty"
        raise ValueError(msg)
    return found


SLUG = r"[a-z0-9]++(?:-[a-z0-9]++)*+"
