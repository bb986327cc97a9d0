"""Articles: what a news article says, fact by fact, as the article says it."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Self

from geo_data import tables
from geo_data.days import last_day_meant
from geo_data.errors import DataFileError, ViewError
from geo_data.record import read_table
from geo_data.rows import Evidence, Row, split


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
    """A news article: its heading, its facts and the notes beside them."""

    slug: str
    title: str
    publisher: str
    day: date
    paragraphs: int
    facts: tuple[Fact, ...]
    notes: tuple[Note, ...]

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
    """Read one article's folder; DataFileError says what is wrong with which file."""
    path = folder / "article.toml"
    remedy = "It needs title, publisher, day and paragraphs."
    try:
        head = tomllib.loads(path.read_text("utf-8"))
        title, publisher = str(head["title"]), str(head["publisher"])
        day, paragraphs = head["day"], int(head["paragraphs"])
    except FileNotFoundError:
        raise DataFileError(path, "the file is missing", remedy) from None
    except (KeyError, TypeError, ValueError) as error:
        raise DataFileError(path, f"it cannot be read ({error})", remedy) from error
    if type(day) is not date:  # a time of day would be one too
        raise DataFileError(path, f"day is {day!r}, no day", "Write it as YYYY-MM-DD, unquoted.")
    return Article(
        folder.name,
        title,
        publisher,
        day,
        paragraphs,
        read_table(folder / "facts.csv", Fact.read),
        read_table(folder / "notes.csv", Note.read),
    )


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


def article(slug: str) -> Article:
    """One article; ViewError lists the slugs there are."""
    try:
        return articles()[slug]
    except KeyError:
        msg = f"article: no article {slug!r}; there is {', '.join(articles())}"
        raise ViewError(msg) from None
