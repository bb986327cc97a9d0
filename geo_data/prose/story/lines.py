"""What a country's story is made of: lines with a day and a source each, in sections."""

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from geo_data.days import in_words
from geo_data.english import capital
from geo_data.tables.sources import Evidence
from geo_data.tables.states import Period

_NAMED = re.compile(
    rf"(?:(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(month_name[1:])}) )?"
    r"\b(?P<year>(?:19|20)\d\d)\b"
)
_BETWEEN = re.compile(r"(?<=[.!?”\"]) (?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Line:
    """Whole sentences that a row of the record bears out.

    `day` is the first on which they can be told, `when` the days they are about, in words;
    `focus` what of the map they speak of; `told` one of totals.TOLD for a leg of a move.
    `topic` is the title of the section that it belongs to.
    """

    day: date
    when: str
    text: str
    evidence: Evidence
    focus: str = ""
    told: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading; `note` explains them all."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""


def told_by(text: str, on: date) -> str:
    """The leading sentences of a text, up to the first that names a day or year after `on`."""
    known = takewhile(lambda part: _latest(part) <= on, _BETWEEN.split(text))
    return " ".join(known)


def _latest(sentence: str) -> date:
    """The latest day that a sentence names, a month or a year by its first; date.min if none."""
    found = [date.min]
    for named in _NAMED.finditer(sentence):
        month = list(month_name).index(named["month"]) if named["month"] else 1
        found.append(date(int(named["year"]), month, int(named["day"] or 1)))
    return max(found)


def days_of(period: Period, on: date) -> str:
    """A period in words; its end only once it has come, or if it begins later than `on`."""
    until = period.last
    if until is None or period.first <= on < until:
        return f"From {in_words(period.first)}"
    return f"{in_words(period.first)} to {in_words(until)}"


def sentence(text: str) -> str:
    """A text as a sentence: a capital first, a full stop last."""
    whole = capital(text)
    return whole if whole.endswith((".", "!", "?", ".”", '."')) else f"{whole}."
