"""Where everything comes from: sources, and how sure a row is."""

from dataclasses import dataclass
from typing import Self

from geo_data.tables.columns import (
    DAY_MONTH_OR_YEAR,
    LANGUAGE,
    NOTE,
    TEXT,
    URL,
    Column,
    Row,
    Table,
    identifier,
    one_of,
    optional,
    split,
)

LINKED_KINDS = frozenset({"official", "press", "reference"})


@dataclass(frozen=True, slots=True)
class Source:
    """A page that was read, or is named."""

    source_id: str
    title: str
    publisher: str
    day: str
    kind: str
    url: str

    @property
    def link(self) -> str:
        """The address, if a source of this kind may be linked; else empty."""
        return self.url if self.kind in LINKED_KINDS else ""

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["source_id"],
            row["title"],
            row["publisher"],
            row["day"],
            row["kind"],
            row["url"],
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a row comes from: source ids, best first, and how sure we are."""

    source_ids: tuple[str, ...]
    confidence: str
    memory_fields: str = ""

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            split(row["source_ids"]),
            row["confidence"],
            row.get("memory_fields", ""),
        )


SOURCES = Table(
    "sources",
    "One row a source.",
    ("source_id",),
    (
        Column(
            "source_id", "id", identifier("nato-2014-03-03-poland", r"[a-z0-9]++(?:-[a-z0-9]++)*+")
        ),
        optional("title", "title; empty where it could not be read", TEXT),
        Column("publisher", "who published it", TEXT),
        optional("day", "when it was published", DAY_MONTH_OR_YEAR),
        Column(
            "kind",
            "what it is; only official, press and reference are linked",
            one_of("official", "press", "reference", "mirror", "blog"),
        ),
        optional("url", "address; empty where none is given", URL),
        Column("language", "its language", LANGUAGE),
        NOTE,
    ),
)
