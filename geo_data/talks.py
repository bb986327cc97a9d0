"""Rows about Articles 4 and 5: consultations, near misses, the invocation."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.days import last_day_meant
from geo_data.rows import Evidence, Row, day, split


@dataclass(frozen=True, slots=True)
class Requester:
    iso3: str
    requested: date | None
    official: bool
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        return cls(
            row["requester_iso3"],
            last_day_meant(row["date_requested"]),
            row["official"] == "yes",
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Consultation:
    consultation_id: str
    held: date
    trigger: str
    requesters: tuple[Requester, ...]

    @classmethod
    def read(cls, key: str, rows: list[Row]) -> Self:
        first = rows[0]
        requesters = tuple(Requester.read(row) for row in rows)
        return cls(key, day(first["date_held"]), first["trigger"], requesters)

    @property
    def official(self) -> tuple[Requester, ...]:
        return tuple(r for r in self.requesters if r.official)

    @property
    def requested(self) -> date:
        """The earliest day of an official request."""
        return min(r.requested for r in self.official if r.requested)


@dataclass(frozen=True, slots=True)
class NearMiss:
    case_id: str
    day: date
    countries: tuple[str, ...]
    what_happened: str
    status: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        return cls(
            row["case_id"],
            day(row["date"]),
            split(row["country_iso3"]),
            row["what_happened"],
            row["status"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Invocation:
    invocation_id: str
    invoked: date
    confirmed: date
    attacked: str
    trigger: str
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        return cls(
            row["invocation_id"],
            day(row["date_invoked"]),
            day(row["date_confirmed"]),
            row["attacked_iso3"],
            row["trigger"],
            row["note"],
            Evidence.read(row),
        )
