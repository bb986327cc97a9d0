"""What is wrong with a pack, in words for whoever wrote it, with a proposal where one is near."""

import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from geo_data.packs import limits
from geo_data.rules.book import Book
from geo_data.rules.book import Fault as Breach
from geo_data.tables.columns import NEEDED, Column, Table
from geo_data.tables.files import is_formula
from geo_data.texts import LONGEST_SHOWN, shown

NO_FORMULA = "text or a number, no formula"
TOO_LONG = (
    f"at most {limits.CELL_CHARACTERS:,} characters",
    f"a whole number of at most {limits.DIGITS} digits",
)
MOST_SEARCHES = 40
"""Values that a near one is looked for; a table full of wrong ones has another trouble."""

POINTS_TO = {
    "states": "no code of a country in the record",
    "sources": "no source of the record",
    "events": "no id of the record",
    "facts": "no fact of the article",
}
"""What a value is not that leads nowhere, by what its column points to."""
LEADS_NOWHERE = ("the code has", "the source has", "the id is one of", "the fact is one of")

ALSO = {"uk": "GBR", "great britain": "GBR", "britain": "GBR", "england": "GBR", "holland": "NLD"}
ALSO |= {"us": "USA", "u.s.": "USA", "united states of america": "USA", "america": "USA"}
"""Names that people write and no table has."""


@dataclass(frozen=True, slots=True, order=True)
class Fault(Breach):
    """A fault of a pack; `says` is all of it in words."""

    says: str

    @property
    def told(self) -> str:
        """The fault, to one who knows which file is meant."""
        return ": ".join(filter(None, (self.where, self.says)))

    def __str__(self) -> str:
        return f"{', '.join(filter(None, (self.file, self.where)))}: {self.says}"


@dataclass(frozen=True)
class Words:
    """Puts breaches of rules into words; `book` is the record that the pack is held against."""

    book: Book
    _told: dict[tuple[str | tuple[str, ...], str], str] = field(default_factory=dict)

    def __call__(self, table: Table[Any], breach: Breach) -> Fault:
        """The fault that a reader is told."""
        column = next((c for c in table.columns if c.name == breach.column), None)
        says = self._says(column, breach) if column else f"breaks the rule: {breach.rule}"
        return Fault(**asdict(breach), says=says)

    def _says(self, column: Column, breach: Breach) -> str:
        value, rule = shown(breach.value), breach.rule
        if not breach.value:
            needed = f"; needed: {column.meaning}" if rule == NEEDED else f", yet {rule}"
            return f"the cell is empty{needed}"
        if rule == NO_FORMULA:
            return f"{value} begins as a formula does, and none is read; put the text or the number"
        unknown = rule.startswith(LEADS_NOWHERE)
        if column.rule.codes in POINTS_TO and (unknown or rule == column.rule.words):
            near = self._near(column.rule.codes, breach.value)
            form = "" if near or unknown else f"; needed: {rule}"
            return f"{value} is {POINTS_TO[column.rule.codes]}{near}{form}"
        if column.rule.values and rule == column.rule.words:
            near = self._near(column.rule.values, breach.value)
            return f"{value} is none of {', '.join(column.rule.values)}{near}"
        if rule == column.rule.words or rule in TOO_LONG:
            return f"{value} should be {rule}"
        return f"{value} breaks the rule: {rule}"

    def _near(self, among: str | tuple[str, ...], value: str) -> str:
        """A proposal among codes of a kind, or among the values that there are."""
        key = (among, value)
        if key not in self._told:
            if len(self._told) >= MOST_SEARCHES or len(value) > LONGEST_SHOWN:
                return ""
            self._told[key] = _asked(self._found(among, value))
        return self._told[key]

    def _found(self, among: str | tuple[str, ...], value: str) -> list[str]:
        if isinstance(among, tuple):
            begin = [word for word in among if word.startswith(value.casefold())]
            return begin[:1] or get_close_matches(value.casefold(), among, 1)
        if among == "states":
            return self._countries(value)
        known = {"events": self.book.spans, "sources": self.book.sources}
        return get_close_matches(value, known.get(among, ()), 1, 0.7)

    @cached_property
    def _names(self) -> dict[str, str]:
        """Codes by plain name: of today, of former days, and those that people use."""
        rows = (*self.book.rows("names"), *self.book.rows("states"))
        found = ALSO | {_plain(row["name"]): row["iso3"] for row in rows}
        return {name: code for name, code in found.items() if code in self.book.states}

    def _countries(self, value: str) -> list[str]:
        """`LVA (Latvia)` for what may be meant; codes alone for several names in one cell."""
        parts = [part.strip() for part in value.replace(",", ";").split(";") if part.strip()]
        if len(parts) != 1:
            codes = [self._codes(part)[:1] for part in parts]
            return [";".join(code for [code] in codes)] if parts and all(codes) else []
        named = {row["iso3"]: row["name"] for row in self.book.rows("states")}
        return [f"{code} ({named[code]})" for code in self._codes(parts[0])]

    def _codes(self, text: str) -> list[str]:
        if text.upper() in self.book.states:
            return [text.upper()]
        plain = _plain(text)
        if plain in self._names:
            return [self._names[plain]]
        begin = {code for name, code in self._names.items() if name.startswith(plain)}
        if begin:
            return sorted(begin)[:3]
        near = get_close_matches(plain, self._names, 1, 0.75)
        if near:
            return [self._names[near[0]]]
        return get_close_matches(text.upper(), sorted(self.book.states), 1, 0.6)


def failure(column: Column, text: str) -> str:
    """The rule that a tidy cell breaks; empty if none."""
    if is_formula(text):
        return NO_FORMULA
    if len(text) > limits.CELL_CHARACTERS:
        return TOO_LONG[0]
    if column.rule.kind == "integer" and len(text) > limits.DIGITS:
        return TOO_LONG[1]
    return column.broken(text)


def _plain(name: str) -> str:
    """A name in small letters without accents."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()


def _asked(found: Iterable[str]) -> str:
    *most, last = [*found] or [""]
    if not last:
        return ""
    return f"; did you mean {', '.join(most)}{' or ' if most else ''}{last}?"
