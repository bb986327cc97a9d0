"""An article: its facts, the notes beside them, its own moves; also as somebody brings it.

A pack has the tables of the project with more cells that may be empty: who brings an article need
not have compared it with the record yet, and an empty verdict means that.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from geo_data.tables.cell_rules import (
    DAY,
    EVENT_KINDS,
    POSITIVE,
    STATES,
    TEXT,
    as_text,
    events,
    identifier,
    identifiers,
    one_of,
)
from geo_data.tables.columns import PROOF, SOURCED, Table, column, made, optional, table, table_of
from geo_data.tables.forces import Leg, Move
from geo_data.tables.sources import Evidence

ARTICLE_FILE = "article.toml"
NOT_COMPARED = "not compared"
"""How an empty verdict is read out."""
UNCOMPARED = ("not in record", "not checkable")
"""Verdicts that rest on no row of the record, so that nothing need match."""

_FACT_ID = r"F\d{2,}+"


@table(
    "facts",
    "The claims of an article that can be checked, as the article makes them.",
    key=("fact_id",),
)
class Fact:
    """One checkable claim; `paraphrase` is ours, the verdict compares it with the record."""

    fact_id: str = column("id", identifier("F01", _FACT_ID))
    paragraph: str = column("paragraph below the headline, from 1", as_text(POSITIVE))
    kind: str = column(
        "what it is about",
        one_of("border", "consultation", "membership", "move", "statement", "treaty", "war"),
    )
    day_claimed: date | None = optional("day that the article gives", DAY)
    day_on_record: date | None = optional("day on record", DAY)
    countries: tuple[str, ...] = optional("countries of the claim", STATES)
    actor: str = column("who acts or speaks", TEXT)
    paraphrase: str = column("the claim in words of ours", TEXT)
    verdict: str = column(
        "how claim and record compare",
        one_of("agrees", "narrower", "differs", "not in record", "not checkable"),
    )
    record_ids: tuple[str, ...] = optional(
        "rows of the record that it meets", events([*EVENT_KINDS, "border"])
    )
    record_says: str = column("what the record says, in sentences", TEXT)
    note: str = optional("what stays open, in sentences", TEXT)
    evidence: Evidence = made(Evidence, *PROOF)


@table("notes", "What is no claim of the article but belongs beside one.", key=("note_id",))
class Note:
    """What is no claim of the article but belongs beside one."""

    note_id: str = column("id, of the same series as the facts", identifier("F19", _FACT_ID))
    fact_id: str = column("fact that it stands beside", identifier("F18", _FACT_ID))
    about: tuple[str, ...] = column("countries it is about", STATES)
    note: str = column("the note, in sentences", TEXT)
    evidence: Evidence = made(Evidence, *SOURCED)


_MOVES = table_of(Leg)


@table(_MOVES.name, _MOVES.rows, _MOVES.key)
class OwnLeg(Leg):
    """A way of a move that an article alone knows."""

    fact_ids: tuple[str, ...] = optional(
        "facts of the article that speak of the move",
        identifiers("F01;F02", _FACT_ID, "facts"),
    )


ARTICLE_TABLES: tuple[Table[Any], ...] = (table_of(Fact), table_of(Note))
_NOT_YET = ("source_ids", "confidence")
PACK_FACTS = table_of(Fact).lenient("fact_id", "actor", "verdict", "record_says", *_NOT_YET)
PACK_MOVES = table_of(OwnLeg).lenient("move_id", "leg", "kind", "temporary", *_NOT_YET)
PACK_NOTES = table_of(Note).lenient("note_id", "about", *_NOT_YET)
PACK_TABLES: dict[str, Table[Any]] = {t.name: t for t in (PACK_FACTS, PACK_MOVES, PACK_NOTES)}


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

    def requesters_named(self, first: date | None = None, last: date | None = None) -> set[str]:
        """Countries that facts of kind consultation name, optionally within days claimed."""
        asked = [fact for fact in self.facts if fact.kind == "consultation"]
        if first or last:
            first, last = first or date.min, last or date.max
            asked = [f for f in asked if f.day_claimed and first <= f.day_claimed <= last]
        return {iso3 for fact in asked for iso3 in fact.countries}


def own_moves(slug: str, moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """An article's moves and their legs, with ids that no row of the record can have."""

    def own(move: Move) -> Move:
        name = f"{slug}/{move.move_id}"
        legs = tuple(replace(leg, move_id=name) for leg in move.legs)
        return replace(move, move_id=name, legs=legs)

    return tuple(map(own, moves))
