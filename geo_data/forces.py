"""Rows about forces: moves leg by leg, battlegroups, and the places they name."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.days import last_day_meant
from geo_data.rows import Evidence, Row, day, split


@dataclass(frozen=True, slots=True)
class Place:
    """A named place in a country; `lon_lat` is None where no point was published."""

    name: str
    iso3: str
    lon_lat: tuple[float, float] | None

    @classmethod
    def read(cls, row: Row, end: str, country: str = "") -> Self:
        """From the columns that begin with `end`; `country` names another country column."""
        lat, lon = row[f"{end}lat"], row[f"{end}lon"]
        point = (float(lon), float(lat)) if lat and lon else None
        return cls(row[f"{end}place"], row[country or f"{end}iso3"], point)


@dataclass(frozen=True, slots=True)
class Leg:
    """One way of a move, as its own row of the table."""

    move_id: str
    leg: int
    announced: date
    origin: Place
    destination: Place
    unit: str
    equipment: str
    status: str
    net_new: str
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["move_id"],
            int(row["leg"]),
            day(row["announced"]),
            Place.read(row, "origin_"),
            Place.read(row, "destination_"),
            row["unit"],
            row["equipment"],
            row["leg_status"],
            row["net_new_in_europe"],
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Move:
    """A force movement; its headcount is stated once, for all legs.

    `fact_ids` are the facts of an article that speak of it, where only that article knows it.
    """

    move_id: str
    nation: str
    label: str
    summary: str
    personnel: int | None
    legs: tuple[Leg, ...]
    fact_ids: tuple[str, ...] = ()

    @classmethod
    def read(cls, key: str, rows: list[Row]) -> Self:
        """From the rows that share its id."""
        first = rows[0]
        return cls(
            key,
            first["moving_nation_iso3"],
            first["label"],
            first["summary"],
            int(first["personnel"]) if first["personnel"] else None,
            tuple(Leg.read(row) for row in rows),
            split(first.get("fact_ids", "")),
        )

    @property
    def announced(self) -> date:
        """The day the first leg was announced."""
        return self.legs[0].announced


@dataclass(frozen=True, slots=True)
class Battlegroup:
    """A multinational battlegroup with one framework nation, from a day to a day."""

    battlegroup_id: str
    host: str
    framework: str
    place: Place
    since_text: str
    since: date
    until: date | None
    note: str
    evidence: Evidence

    def stands_on(self, on: date) -> bool:
        """Whether it stands at the end of the day `on`."""
        return self.since <= on and (self.until is None or on <= self.until)

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["battlegroup_id"],
            row["host_iso3"],
            row["framework_nation_iso3"],
            Place.read(row, "", "host_iso3"),
            row["since"],
            day(row["since"]),
            last_day_meant(row["until"]),
            row["note"],
            Evidence.read(row),
        )
