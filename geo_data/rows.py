"""The rows of the record, one class a table; record/README.md describes the columns."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.days import last_day_meant

LINKED_KINDS = frozenset({"official", "press", "reference"})

Row = dict[str, str]


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def day(text: str) -> date:
    """A day that must be there; ValueError if the cell is empty or no day."""
    found = last_day_meant(text)
    if found is None:
        msg = "a day is needed and the cell is empty"
        raise ValueError(msg)
    return found


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


@dataclass(frozen=True, slots=True)
class Accession:
    """One member, from the day its accession took effect."""

    iso3: str
    day: date
    wave_label: str
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["iso3"],
            day(row["acceded"]),
            row["wave_label"],
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Border:
    """A member's border with Russia, Belarus or Ukraine; lengths in km as published."""

    border_id: str
    member: str
    neighbour: str
    length_km: str
    length_alt_km: str
    via_kaliningrad: bool
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            f"border:{row['member_iso3']}-{row['neighbour_iso3']}",
            row["member_iso3"],
            row["neighbour_iso3"],
            row["length_km"],
            row["length_alt_km"],
            row["via_kaliningrad"] == "yes",
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Milestone:
    """Another dated event; `same_as` names the rows that it restates."""

    milestone_id: str
    day_text: str
    day: date
    end: date | None
    same_as: tuple[str, ...]
    title: str
    description: str
    countries: tuple[str, ...]
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["milestone_id"],
            row["date"],
            day(row["date"]),
            last_day_meant(row["end_date"]),
            split(row["same_as"]),
            row["title"],
            row["description"],
            split(row["countries"]),
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody in office said."""

    statement_id: str
    day: date
    speaker: str
    occasion: str
    countries: tuple[str, ...]
    summary: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["statement_id"],
            day(row["day"]),
            row["speaker"],
            row["occasion"],
            split(row["countries"]),
            row["summary"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class NameOfDay:
    """A name that a country had from a day to a day."""

    iso3: str
    name: str
    first: date
    last: date | None
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["iso3"],
            row["name"],
            day(row["from"]),
            last_day_meant(row["to"]),
            row["note"],
            Evidence.read(row),
        )
