"""The head of a pack: article.toml, read and written, or what a form gives."""

import json
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from geo_data.days import FIRST_DAY
from geo_data.errors import PackError
from geo_data.packs import limits, text
from geo_data.packs.faults import Fault
from geo_data.packs.text import clean
from geo_data.tables.articles import ARTICLE_FILE
from geo_data.tables.cell_rules import LANGUAGE
from geo_data.texts import shown


@dataclass(frozen=True, slots=True)
class Head:
    """What article.toml says, key by key; empty, None or 0 where nobody said."""

    title: str = ""
    publisher: str = ""
    day: date | None = None
    language: str = ""
    paragraphs: int = 0
    compiled_from_record: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """A key of article.toml, a field of Head: its type, what it means, an example."""

    name: str
    kind: type
    meaning: str
    expected: str
    example: str
    needed: bool = True


KEYS = (
    Key("title", str, "headline", "text in quotation marks", '"Headline of the article"'),
    Key("publisher", str, "who published it", "text in quotation marks", '"Name of the paper"'),
    Key("day", date, "when it was published", "YYYY-MM-DD, without quotation marks", "2022-02-24"),
    Key("language", str, "its language", f"{LANGUAGE.words}, in quotation marks", '"en"'),
    Key("paragraphs", int, "paragraphs below the headline", "a whole number from 1", "9"),
    Key(
        "compiled_from_record",
        bool,
        "whether it was written from the record and is no newspaper's",
        "true or false, without quotation marks",
        "true",
        needed=False,
    ),
)


def from_toml(content: bytes, until: date | None) -> tuple[Head, list[Fault]]:
    """The head, and what is wrong with it; PackError if it is no TOML.

    `until` is the last day that the record speaks for.
    """
    if len(content) > limits.HEAD_BYTES:
        most = f"{limits.HEAD_BYTES:,}"
        raise PackError(ARTICLE_FILE, f"it has more than {most} bytes; it needs only a few lines")
    source = text.decode(ARTICLE_FILE, content).replace("\r\n", "\n")
    if source.count(".") > limits.HEAD_DOTS:
        raise PackError(ARTICLE_FILE, f"it has more than {limits.HEAD_DOTS:,} dots; it needs none")
    try:
        given = tomllib.loads(source)
    except RecursionError as error:
        raise PackError(
            ARTICLE_FILE, "it is nested too deeply; it needs only a few lines"
        ) from error
    except ValueError as error:
        raise PackError(ARTICLE_FILE, f"it cannot be read ({error})") from error
    lines: dict[str, int] = {}
    for number, line in enumerate(source.splitlines(), start=1):
        lines.setdefault(line.partition("=")[0].strip(), number)
    good, faults = _checked(given, until)
    missing = [key for key in KEYS if key.needed and key.name not in given]
    faults += [_fault(key, "", f"it is missing; needed is {key.meaning}", until) for key in missing]
    return good, [replace(fault, row=lines.get(fault.column, 0)) for fault in faults]


def checked(head: Head, until: date | None) -> tuple[Head, list[Fault]]:
    """What of a form's head can be used, and what is wrong with the rest."""
    return _checked({key.name: v for key in KEYS if (v := getattr(head, key.name))}, until)


def _checked(given: dict[str, Any], until: date | None) -> tuple[Head, list[Fault]]:
    good: dict[str, Any] = {}
    faults: list[Fault] = []
    keys = {key.name: key for key in KEYS}
    for name, raw in given.items():
        value = clean(raw) if isinstance(raw, str) else raw
        # What lies within a value may be deep, and is of no use.
        told = f"a {type(raw).__name__}" if isinstance(raw, dict | list) else str(value)
        if name not in keys:
            known = ", ".join(keys)
            says = f"there is no such key; known are {known}"
            faults.append(Fault(ARTICLE_FILE, 0, clean(name), told, f"one of: {known}", says))
        elif _fits(keys[name], value, until):
            good[name] = value
        else:
            faults.append(_fault(keys[name], told, f"{shown(told)} is not right; needed", until))
    return Head(**good), faults


def _fault(key: Key, value: str, problem: str, until: date | None) -> Fault:
    expected = key.expected
    if key.kind is date:
        expected += f", from {FIRST_DAY}" + (f" to {until}" if until else "")
    return Fault(ARTICLE_FILE, 0, key.name, value, expected, f"{problem}: {expected}")


def _fits(key: Key, value: object, until: date | None) -> bool:
    if type(value) is not key.kind:  # a time of day is a date too, and true a number
        return False
    if key.name == "language":
        return LANGUAGE.holds(str(value))
    if isinstance(value, date):
        return FIRST_DAY <= value <= (until or date.max)
    if isinstance(value, str):
        return 0 < len(value) <= limits.CELL_CHARACTERS
    return isinstance(value, bool) or (isinstance(value, int) and 1 <= value < limits.PARAGRAPHS)


def head_text(head: Head, *, comments: bool = False) -> str:
    """article.toml; what nobody said is left out."""
    lines = []
    for key in KEYS:
        value = getattr(head, key.name)
        if not value:
            continue
        if comments:
            lines.append(f"# {key.meaning}: {key.expected}")
        # A JSON string is a basic string of TOML.
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
        lines.append(f"{key.name} = {text.lower() if isinstance(value, bool) else text}")
    return "".join(f"{line}\n" for line in lines)
