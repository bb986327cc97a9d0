"""Articles: what a news article says, fact by fact, as the article says it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Self

from geo_data import tables
from geo_data.days import last_day_meant
from geo_data.errors import DataFileError, PackError, ViewError
from geo_data.events import Event, moves_of
from geo_data.forces import Move
from geo_data.record import record
from geo_data.rows import Evidence, Row, split

MOST_TOLD = 10
"""Faults of a folder that a reader is told; the command line names them all."""

REMEDY = "Look at every fault of the folder: python -m geo_data check."


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
    def events(self) -> tuple[Event, ...]:
        """Its own moves as events, oldest first."""
        return moves_of(record(), self.moves)

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


def load(folder: Path) -> Article:
    """Read one article's folder, every cell checked; DataFileError says what is wrong where.

    A folder with a fault is no article: `python -m geo_data check` names them all.
    """
    # Packs are made of articles, so they are imported when one is read.
    from geo_data.packs.read import read_folder  # noqa: PLC0415

    for table in sorted(folder.glob("*.csv")):
        tables.end_whole(table)
    try:
        found = read_folder(folder)
    except PackError as error:
        raise DataFileError(folder / error.file, error.problem, REMEDY) from error
    if found.faults or not found.article:
        first, *rest = found.faults[:MOST_TOLD]
        more = len(found.faults) - MOST_TOLD
        told = "; ".join([first.told, *map(str, rest), *([f"and {more} more"] if more > 0 else [])])
        raise DataFileError(folder / first.file, told, REMEDY)
    return found.article


def own_moves(slug: str, moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """An article's moves, with ids that no row of the record can have."""
    return tuple(replace(move, move_id=f"{slug}/{move.move_id}") for move in moves)


@cache
def _shipped() -> tuple[dict[str, Article], tuple[DataFileError, ...]]:
    found, faults = [], []
    for folder in tables.article_dirs():
        try:
            found.append(load(folder))
        except DataFileError as error:
            faults.append(error)
    return {a.slug: a for a in sorted(found, key=lambda a: (a.day, a.slug))}, tuple(faults)


def articles() -> dict[str, Article]:
    """The articles that ship with the project by slug, oldest first, read once."""
    return _shipped()[0]


def article_faults() -> tuple[DataFileError, ...]:
    """Why an article that is there cannot be read; the others can."""
    return _shipped()[1]


def article(slug: str, own: Mapping[str, Article] | None = None) -> Article:
    """One article, of those that ship or of a reader's own; ViewError lists the slugs there are."""
    known = {**articles(), **(own or {})}
    try:
        return known[slug]
    except KeyError:
        msg = f"article: no article {slug!r}; there is {', '.join(known)}"
        raise ViewError(msg) from None
