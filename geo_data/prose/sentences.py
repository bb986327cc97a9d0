"""A sentence with what bears it out, and the words of words.toml that sentences are made of."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from geo_data.days import FIRST_DAY, text_in_words
from geo_data.english import capital, titled, unique
from geo_data.errors import DataFileError
from geo_data.history.events import Event
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence, Source
from geo_data.texts import RESTORE, read_text

FOLDER = Path(__file__).parent
LAST = "player"
"""The last table of words.toml: where it is missing, the file was cut."""


def read_toml(path: Path, *last: str) -> dict[str, Any]:
    """A TOML file; DataFileError if it is missing, broken, or ends before the table `last`."""
    try:
        found = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(path, f"it cannot be read ({error})", RESTORE) from error
    inner = found
    for name in last:
        inner = inner.get(name, {})
    if not inner:
        raise DataFileError(path, f"it ends before [{'.'.join(last)}]", RESTORE)
    return found


@cache
def vocabulary() -> dict[str, Any]:
    """The whole vocabulary, by table; DataFileError if the file is missing or broken."""
    return read_toml(FOLDER / "words.toml", LAST)


def method(until: str) -> list[tuple[str, str]]:
    """How the dashboard was made: titles and texts; `until` is the last day checked, in words."""
    found = read_toml(FOLDER / "method.toml", "section")["section"]
    return [(part["title"], part["text"].format(until=until)) for part in found]


SURE = Evidence((), "confirmed")
NO_CLAIM = ""
"""The confidence of a sentence that claims nothing, but only points somewhere."""

LESS_SURE = ("confirmed", "memory", "unverified", "disputed")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Plain words that a row of the record bears out.

    `focus` is what of the map they speak of, `number` its key there. `day` is the first day on
    which they can be told, `when` the days they are about, in words; `told` one of totals.TOLD
    for a leg of a move, `topic` the title of the section that they belong to, `label` what a
    link to the map is called where `when` or the text would not do, `leads` the day on which the
    map shows what it does not show now.
    """

    text: str
    evidence: Evidence = SURE
    focus: str = ""
    number: int | None = None
    day: date = FIRST_DAY
    when: str = ""
    told: str = ""
    topic: str = ""
    label: str = ""
    leads: date | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of its sources, best first."""
        return best_first(self.evidence.source_ids)


class Term(NamedTuple):
    """A key term: its key in addresses, its name, and what it means."""

    key: str
    name: str
    said: Sentence


@cache
def terms() -> tuple[Term, ...]:
    """The key terms in the order in which they are explained."""
    return tuple(
        Term(
            row["key"],
            row["name"],
            Sentence(row["says"], replace(SURE, source_ids=(*row["sources"],))),
        )
        for row in read_toml(FOLDER / "terms.toml", "term")["term"]
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences under one heading; `quiet` where they are told less loudly than others."""

    title: str
    sentences: tuple[Sentence, ...]
    quiet: bool = False


def part(text: str, evidence: Evidence, focus: str = "") -> Sentence:
    """A sentence that tells a part of a row: what else of it rests on memory is left out."""
    return Sentence(text, replace(evidence, memory_fields=""), focus)


def pointer(text: str, focus: str = "") -> Sentence:
    """A sentence that says where to look, and so needs no source."""
    return Sentence(text, Evidence((), NO_CLAIM), focus)


def of_event(event: Event, number: int | None = None) -> Sentence:
    """An event's title as a sentence of a list; of a context event the word stands before it."""
    return replace(part(event.line, event.evidence, event.event_id), number=number)


def whole(text: str) -> str:
    """A text as a sentence: a capital first, a full stop last."""
    found = capital(text)
    return found if found.endswith((".", "!", "?", ".”", '."')) else f"{found}."


def noted(text: str, note: str) -> str:
    """A text as a sentence, and the note of its row after it."""
    return f"{whole(text)} {note}".strip()


def together(parts: Iterable[Evidence]) -> Evidence:
    """What bears out all of some rows: every source, and no surer than the least sure of them."""
    found = tuple(parts)
    return Evidence(
        unique(source for each in found for source in each.source_ids),
        max((each.confidence for each in found), key=LESS_SURE.index),
        "; ".join(unique(each.memory_fields for each in found)),
    )


def doubt(confidence: str, memory_fields: str = "") -> str:
    """How sure the record is, in words; empty where it is simply confirmed."""
    told = vocabulary()["confidence"].get(confidence, confidence)
    if not memory_fields:
        return str(told)
    first = told if confidence != "memory" else ""
    unchecked = vocabulary()["confidence"]["memory"]
    return "; ".join(filter(None, (first, f"{unchecked}: {memory_fields}")))


def source(row: Source) -> str:
    """A source by title, publisher and day."""
    return ", ".join(filter(None, (titled(row.title), row.publisher, text_in_words(row.day))))


def best_first(ids: Iterable[str]) -> tuple[str, ...]:
    """Ids of sources: official ones first, then press, then reference, then the rest.

    Within a kind in their own order; one that the record has not comes last.
    """
    known = record().sources
    return tuple(sorted(ids, key=lambda key: (key not in known, key in known and known[key].rank)))


def first_sources(parts: Iterable[Evidence]) -> tuple[str, ...]:
    """The id of the best source of each of some rows, each once."""
    return unique(key for each in parts for key in best_first(each.source_ids)[:1])


def sources(ids: Iterable[str]) -> list[Source]:
    """The sources of some ids, best first; one that the record has not is left out."""
    known = record().sources
    return [known[key] for key in best_first(ids) if key in known]


def cited(source_id: str) -> str:
    """A source as a table prints it: title, then publisher and day as stored."""
    row = record().sources.get(source_id)
    if row is None:  # the tables' check tells it
        return source_id
    where = ", ".join(filter(None, (row.publisher, row.day)))
    return f"{row.title} ({where})" if row.title else where
