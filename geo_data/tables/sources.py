"""Where everything comes from: sources, how sure a row is, and what of it is told only later."""

from dataclasses import dataclass
from datetime import date

from geo_data.tables.cell_rules import (
    DAY,
    DAY_MONTH_OR_YEAR,
    LANGUAGE,
    SLUG,
    TEXT,
    URL,
    identifier,
    one_of,
)
from geo_data.tables.columns import column, note, optional, table

BEST_FIRST = ("official", "press", "reference")
"""Kinds of source, the best first; all others come after them."""

LINKED_KINDS = frozenset(BEST_FIRST)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a row comes from: source ids as its table has them, and how sure we are."""

    source_ids: tuple[str, ...]
    confidence: str
    memory_fields: str = ""


@table("sources", "One row a source.", key=("source_id",))
class Source:
    """A page that was read, or is named."""

    source_id: str = column("id", identifier("nato-2014-03-03-poland", SLUG))
    title: str = optional("title; empty where it could not be read", TEXT)
    publisher: str = column("who published it", TEXT)
    day: str = optional("when it was published", DAY_MONTH_OR_YEAR)
    kind: str = column(
        "what it is; only official, press and reference are linked",
        one_of("official", "press", "reference", "mirror", "blog"),
    )
    url: str = optional("address; empty where none is given", URL)
    language: str = column("its language", LANGUAGE)
    note: str = note()

    @property
    def link(self) -> str:
        """The address, if a source of this kind may be linked; else empty."""
        return self.url if self.kind in LINKED_KINDS else ""

    @property
    def rank(self) -> int:
        """Its place among kinds of source, from 0, the best."""
        return BEST_FIRST.index(self.kind) if self.kind in BEST_FIRST else len(BEST_FIRST)


@table(
    "told_later",
    "Sentences of other tables that tell of a later day than their row's own. A country's story "
    "leaves them out, and what follows them in their cell, until that day has come.",
    key=("sentence",),
)
class ToldLater:
    """A sentence of a row that a story tells only from a later day on."""

    day: date = column("first day on which it may be told", DAY, name="told_from")
    sentence: str = column("the sentence, as it stands in its row", TEXT)
