"""Rows about the ground of Article 6, ways of being a member, and published numbers of troops."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.days import last_day_meant
from geo_data.rows import Evidence, Row, day, split
from geo_data.territory import Period


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory in or out of the area of Article 6, from a day to a day.

    It is drawn with `units` of the shapefile, or as a point `lon_lat` (WGS 84 degrees) where it
    has none.
    """

    territory_id: str
    name: str
    members: tuple[str, ...]
    standing: str
    period: Period
    units: tuple[str, ...]
    lon_lat: tuple[float, float] | None
    reason: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        lat, lon = row["lat"], row["lon"]
        return cls(
            row["territory_id"],
            row["territory"],
            split(row["member_iso3"]),
            row["standing"],
            Period.read(row),
            split(row["made_of"]),
            (float(lon), float(lat)) if lat and lon else None,
            row["reason"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """What Article 6 says on one point, in our words, from a day to a day."""

    text_id: str
    title: str
    text: str
    period: Period
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["text_id"],
            row["title"],
            row["text"],
            Period.read(row),
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Way:
    """In what way a state belonged to the Alliance, from a day to a day."""

    iso3: str
    kind: str
    period: Period
    sentence: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["iso3"],
            row["way"],
            Period.read(row),
            row["sentence"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be added about the membership of some states; `day` None: of no single day."""

    members: tuple[str, ...]
    day: date | None
    kind: str
    text: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            split(row["iso3"]),
            last_day_meant(row["date"]),
            row["kind"],
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """A number of troops given for several orders together; `move_ids` as in moves.csv."""

    total_id: str
    day: date
    personnel: int
    move_ids: tuple[str, ...]
    sentence: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["total_id"],
            day(row["day"]),
            int(row["personnel"]),
            tuple(event.removeprefix("move:") for event in split(row["moves"])),
            row["sentence"],
            Evidence.read(row),
        )
