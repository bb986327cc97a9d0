"""What a cell may say: each rule in words and as a test, and how a cell is read and written."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

from geo_data.days import last_day_meant, whole_day

T = TypeVar("T")
E = TypeVar("E")


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


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


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
        raise ValueError("a day is needed and the cell is empty")
    return found


def _printed(text: str) -> str:
    """A printed day as it stands. ValueError if it is none."""
    day(text)
    return text


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is neither yes nor no")
    return text == "yes"


def _matches(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text, re.ASCII) is not None


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _day_month_or_year(text: str) -> bool:
    return _matches(r"\d{4}", text) or _reads(day, text)


def _between(low: float, high: float, text: str) -> bool:
    return _matches(r"-?+\d{1,3}+(?:\.\d++)?+", text) and low <= float(text) <= high


def _one(words: str, pattern: str, codes: str = "") -> Rule[str, str]:
    return Rule(words, partial(_matches, pattern), str, "", codes)


def _several(words: str, one: str, codes: str = "") -> Rule[tuple[str, ...], tuple[str, ...]]:
    return Rule(words, partial(_matches, f"(?:{one})(?:;(?:{one}))*+"), split, (), codes)


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
    "context",
)
"""The kinds of event in the order of their lanes; the last are no acts of the Alliance."""


def events(kinds: Iterable[str]) -> Rule[tuple[str, ...], tuple[str, ...]]:
    """Ids of rows of other tables, of these kinds."""
    kinds = tuple(kinds)
    one = rf"(?:{'|'.join(kinds)}):[A-Za-z0-9]++(?:-[A-Za-z0-9]++)*+"
    words = "`kind:row id`, `;` between; kind is one of: " + ", ".join(kinds)
    return _several(words, one, "events")


SLUG = r"[a-z0-9]++(?:-[a-z0-9]++)*+"
TEXT = Rule("text without blanks at either end", lambda text: text == text.strip() != "", str, "")
TEXTS = _several("words, `;` between", r"[^\s;]++(?: [^\s;]++)*+")
DAY = Rule("a day, YYYY-MM-DD", partial(_reads, whole_day), day, None, kind="date")
EVER = replace(DAY, words="a day, YYYY-MM-DD, which may lie before the Treaty")
DAY_OR_MONTH = Rule("a day, YYYY-MM-DD, or a month, YYYY-MM", partial(_reads, day), _printed, "")
DAY_MONTH_OR_YEAR = Rule("YYYY-MM-DD, YYYY-MM or YYYY", _day_month_or_year, str, "")
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
