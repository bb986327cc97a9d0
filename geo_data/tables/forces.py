"""Forces: moves leg by leg, battlegroups, and numbers that were published."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.days import last_day_meant
from geo_data.tables.columns import (
    COORDINATES,
    DAY,
    DAY_OR_MONTH,
    LATITUDE,
    LONGITUDE,
    NOTE,
    POSITIVE,
    PROOF,
    SLUG,
    SOURCE_IDS,
    STATE,
    SURE,
    TEXT,
    YES_NO,
    Column,
    Row,
    Table,
    day,
    events,
    identifier,
    one_of,
    optional,
    split,
)
from geo_data.tables.sources import Evidence


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


PUBLISHED_TOTALS = Table(
    "published_totals",
    "Numbers of troops as they were given for several orders together, beside which the sum of "
    "the orders can be set.",
    ("total_id",),
    (
        Column("total_id", "id", identifier("2022-02-24-from-the-us", SLUG)),
        Column("day", "day", DAY),
        Column("personnel", "the number given", POSITIVE),
        Column("moves", "the orders that it speaks of", events(["move"])),
        Column("sentence", "what the number is, in sentences", TEXT),
        SOURCE_IDS,
        SURE,
    ),
)


MOVES = Table(
    "moves",
    "Force movements: one row a leg.",
    ("move_id", "leg"),
    (
        Column("move_id", "id", identifier("US-0222A", r"[A-Z]{2,3}+-[A-Z0-9]++")),
        Column("leg", "1, 2, ... within the move", POSITIVE),
        Column("announced", "announced", DAY),
        optional("moving_nation_iso3", "whose forces; empty: the Alliance's", STATE),
        optional("origin_place", "from where", TEXT),
        optional("origin_iso3", "from which country", STATE),
        optional("origin_lat", "latitude; empty: place not published", LATITUDE),
        optional("origin_lon", "longitude", LONGITUDE),
        Column("destination_place", "to where", TEXT),
        optional("destination_iso3", "to which country", STATE),
        optional("destination_lat", "latitude; empty: place not published", LATITUDE),
        optional("destination_lon", "longitude", LONGITUDE),
        Column("unit", "what moved", TEXT),
        optional("personnel", "headcount of the whole move, on leg 1 only", POSITIVE),
        optional("equipment", "equipment of the leg", TEXT),
        Column(
            "kind",
            "kind of movement",
            one_of(
                "deploy from US",
                "eFP reinforcement",
                "long-term posture",
                "new battlegroup",
                "prepare-to-deploy",
                "reposition within Europe",
            ),
        ),
        Column("temporary", "whether it was announced as temporary", YES_NO),
        Column(
            "leg_status",
            "announced or carried out",
            one_of(
                "alert only",
                "announced",
                "announced and carried out",
                "announced for the region; this country not confirmed",
                "carried out earlier; date of disclosure used",
            ),
        ),
        optional(
            "net_new_in_europe", "whether it adds forces to those in Europe; empty: unknown", YES_NO
        ),
        optional("coord_confidence", "where the coordinates come from", COORDINATES),
        optional("label", "label of the arrow, on leg 1 only: what moved and how many", TEXT),
        optional("summary", "the move in sentences, on leg 1 only", TEXT),
        NOTE,
        *PROOF,
    ),
)


BATTLEGROUPS = Table(
    "battlegroups",
    "Multinational battlegroups: one row a framework nation and host.",
    ("battlegroup_id",),
    (
        Column("battlegroup_id", "id", identifier("LVA-2017", r"[A-Z]{3}-\d{4}(?:-[A-Z]{3})?+")),
        Column("host_iso3", "host", STATE),
        Column("framework_nation_iso3", "who leads", STATE),
        Column("place", "camp", TEXT),
        Column("lat", "latitude", LATITUDE),
        Column("lon", "longitude", LONGITUDE),
        Column("since", "first day", DAY_OR_MONTH),
        Column("since_meaning", "what happened on that day", TEXT),
        optional("until", "last day; empty: stands", DAY_OR_MONTH),
        Column(
            "generation", "year in which groups of its kind began", one_of("2017", "2022", "2026")
        ),
        Column("coord_confidence", "where the coordinates come from", COORDINATES),
        NOTE,
        *PROOF,
    ),
)
