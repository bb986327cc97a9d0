"""An article's facts, and the notes beside them."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self

from geo_data.days import last_day_meant
from geo_data.tables.columns import (
    DAY,
    EVENT_KINDS,
    POSITIVE,
    PROOF,
    SOURCE_IDS,
    STATES,
    SURE,
    TEXT,
    Column,
    Row,
    Table,
    events,
    identifier,
    one_of,
    optional,
    split,
)
from geo_data.tables.forces import Move
from geo_data.tables.sources import Evidence


@dataclass(frozen=True, slots=True)
class Fact:
    """One checkable claim; `paraphrase` is ours, the verdict compares it with the record."""

    fact_id: str
    paragraph: str
    kind: str
    day_claimed: date | None
    day_on_record: date | None
    countries: tuple[str, ...]
    actor: str
    paraphrase: str
    verdict: str
    record_ids: tuple[str, ...]
    record_says: str
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["fact_id"],
            row["paragraph"],
            row["kind"],
            last_day_meant(row["day_claimed"]),
            last_day_meant(row["day_on_record"]),
            split(row["countries"]),
            row["actor"],
            row["paraphrase"],
            row["verdict"],
            split(row["record_ids"]),
            row["record_says"],
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Note:
    """What is no claim of the article but belongs beside one."""

    note_id: str
    fact_id: str
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(row["note_id"], row["fact_id"], row["note"], Evidence.read(row))


FACTS = Table(
    "facts",
    "The claims of an article that can be checked, as the article makes them.",
    ("fact_id",),
    (
        Column("fact_id", "id", identifier("F01", r"F\d{2,}+")),
        Column("paragraph", "paragraph below the headline, from 1", POSITIVE),
        Column(
            "kind",
            "what it is about",
            one_of("border", "consultation", "membership", "move", "statement", "treaty", "war"),
        ),
        optional("day_claimed", "day that the article gives", DAY),
        optional("day_on_record", "day on record", DAY),
        optional("countries", "countries of the claim", STATES),
        Column("actor", "who acts or speaks", TEXT),
        Column("paraphrase", "the claim in words of ours", TEXT),
        Column(
            "verdict",
            "how claim and record compare",
            one_of("agrees", "narrower", "differs", "not in record", "not checkable"),
        ),
        optional(
            "record_ids", "rows of the record that it meets", events([*EVENT_KINDS, "border"])
        ),
        Column("record_says", "what the record says, in sentences", TEXT),
        optional("note", "what stays open, in sentences", TEXT),
        *PROOF,
    ),
)


NOTES = Table(
    "notes",
    "What is no claim of the article but belongs beside one.",
    ("note_id",),
    (
        Column("note_id", "id, of the same series as the facts", identifier("F19", r"F\d{2,}+")),
        Column("fact_id", "fact that it stands beside", identifier("F18", r"F\d{2,}+")),
        Column("about", "countries it is about", STATES),
        Column("note", "the note, in sentences", TEXT),
        SOURCE_IDS,
        SURE,
    ),
)


@dataclass(frozen=True)
class Article:
    """A news article: its heading, its facts and the notes beside them.

    `moves` are those that the article alone knows; their ids are `SLUG/ID`, they are drawn as the
    article's and never counted. `compiled`: written from the record, and no newspaper's.
    """

    slug: str
    title: str
    publisher: str
    day: date
    paragraphs: int
    facts: tuple[Fact, ...]
    notes: tuple[Note, ...] = ()
    moves: tuple[Move, ...] = ()
    compiled: bool = False

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        """The facts by `fact:ID`, as a view's focus names them."""
        return {f"fact:{fact.fact_id}": fact for fact in self.facts}

    @cached_property
    def move_ids(self) -> frozenset[str]:
        """The ids of its own moves as events."""
        return frozenset(f"move:{move.move_id}" for move in self.moves)

    def facts_on(self, record_id: str) -> tuple[Fact, ...]:
        """The facts that meet a row of the record, in the article's order."""
        return tuple(fact for fact in self.facts if record_id in fact.record_ids)

    def requesters_named(self, first: date | None = None, last: date | None = None) -> set[str]:
        """Countries that facts of kind consultation name, optionally within days claimed."""
        return {
            iso3
            for fact in self.facts
            if fact.kind == "consultation"
            and (first is None or (fact.day_claimed is not None and first <= fact.day_claimed))
            and (last is None or (fact.day_claimed is not None and fact.day_claimed <= last))
            for iso3 in fact.countries
        }


def own_moves(slug: str, moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """An article's moves, with ids that no row of the record can have."""
    return tuple(replace(move, move_id=f"{slug}/{move.move_id}") for move in moves)
