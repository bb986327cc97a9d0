"""Rows about Articles 4 and 5: consultations, near misses, the invocation."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.days import last_day_meant
from geo_data.rows import Evidence, Row, day, split


@dataclass(frozen=True, slots=True)
class Requester:
    """One country that asked for a consultation, or is said to have."""

    iso3: str
    requested: date | None
    official: bool
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["requester_iso3"],
            last_day_meant(row["date_requested"]),
            row["official"] == "yes",
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Consultation:
    """One use of Article 4."""

    consultation_id: str
    held: date
    trigger: str
    requesters: tuple[Requester, ...]

    @classmethod
    def read(cls, key: str, rows: list[Row]) -> Self:
        """From the rows that share its id."""
        first = rows[0]
        requesters = tuple(Requester.read(row) for row in rows)
        if not any(r.official and r.requested for r in requesters):
            msg = "no official request has a day"
            raise ValueError(msg)
        return cls(key, day(first["date_held"]), first["trigger"], requesters)

    @property
    def official(self) -> tuple[Requester, ...]:
        """The requesters on record, without the disputed ones."""
        return tuple(r for r in self.requesters if r.official)

    @property
    def requested(self) -> date:
        """The earliest day of an official request."""
        return min(r.requested for r in self.official if r.requested)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A case in which Article 4 was spoken of and not used."""

    case_id: str
    day: date
    countries: tuple[str, ...]
    what_happened: str
    status: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
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
    """A use of Article 5, with the days of the attack, of both decisions and of the measures."""

    invocation_id: str
    invoked: date
    confirmed: date
    attacked: str
    trigger: str
    note: str
    evidence: Evidence
    attack: date
    measures: date
    operations: str

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["invocation_id"],
            day(row["date_invoked"]),
            day(row["date_confirmed"]),
            row["attacked_iso3"],
            row["trigger"],
            row["note"],
            Evidence.read(row),
            day(row["date_attack"]),
            day(row["date_measures"]),
            row["operations"],
        )
