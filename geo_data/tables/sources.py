"""Where everything comes from: sources, and how sure a row is."""

from dataclasses import dataclass

from geo_data.tables.cell_rules import (
    DAY_MONTH_OR_YEAR,
    LANGUAGE,
    SLUG,
    TEXT,
    URL,
    identifier,
    one_of,
)
from geo_data.tables.columns import column, note, optional, table

LINKED_KINDS = frozenset({"official", "press", "reference"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a row comes from: source ids, best first, and how sure we are."""

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
