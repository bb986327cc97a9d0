"""Forces: moves leg by leg, battlegroups, and numbers that were published."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.days import last_day_meant
from geo_data.tables.cell_rules import (
    COORDINATES,
    DAY,
    DAY_OR_MONTH,
    LATITUDE,
    LONGITUDE,
    POSITIVE,
    SLUG,
    STATE,
    TEXT,
    YES_NO,
    as_text,
    day,
    events,
    identifier,
    one_of,
)
from geo_data.tables.columns import PROOF, SOURCED, Column, column, made, note, optional, table
from geo_data.tables.sources import Evidence


@dataclass(frozen=True, slots=True)
class Place:
    """A named place in a country (WGS 84 degrees); None where no point was published."""

    name: str
    iso3: str
    lat: float | None
    lon: float | None

    @property
    def lon_lat(self) -> tuple[float, float] | None:
        """The point, as x and y."""
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)


@table("moves", "Force movements: one row a leg.", key=("move_id", "leg"))
class Leg:
    """One way of a move. Headcount, label and summary are the whole move's, on leg 1 only."""

    move_id: str = column("id", identifier("US-0222A", r"[A-Z]{2,3}+-[A-Z0-9]++"))
    leg: int = column("1, 2, ... within the move", POSITIVE)
    announced: date = column("announced", DAY)
    nation: str = optional("whose forces; empty: the Alliance's", STATE, name="moving_nation_iso3")
    origin: Place = made(
        Place,
        Column("origin_place", "from where", TEXT, empty=True),
        Column("origin_iso3", "from which country", STATE, empty=True),
        Column("origin_lat", "latitude; empty: place not published", LATITUDE, empty=True),
        Column("origin_lon", "longitude", LONGITUDE, empty=True),
    )
    destination: Place = made(
        Place,
        Column("destination_place", "to where", TEXT),
        Column("destination_iso3", "to which country", STATE, empty=True),
        Column("destination_lat", "latitude; empty: place not published", LATITUDE, empty=True),
        Column("destination_lon", "longitude", LONGITUDE, empty=True),
    )
    unit: str = column("what moved", TEXT)
    personnel: int | None = optional("headcount of the whole move, on leg 1 only", POSITIVE)
    equipment: str = optional("equipment of the leg", TEXT)
    kind: str = column(
        "kind of movement",
        one_of(
            "deploy from US",
            "eFP reinforcement",
            "long-term posture",
            "new battlegroup",
            "prepare-to-deploy",
            "reposition within Europe",
        ),
    )
    temporary: bool | None = column("whether it was announced as temporary", YES_NO)
    status: str = column(
        "announced or carried out",
        one_of(
            "alert only",
            "announced",
            "announced and carried out",
            "announced for the region; this country not confirmed",
            "carried out earlier; date of disclosure used",
        ),
        name="leg_status",
    )
    net_new: str = optional(
        "whether it adds forces to those in Europe; empty: unknown",
        as_text(YES_NO),
        name="net_new_in_europe",
    )
    coordinates: str = optional(
        "where the coordinates come from", COORDINATES, name="coord_confidence"
    )
    label: str = optional("label of the arrow, on leg 1 only: what moved and how many", TEXT)
    summary: str = optional("the move in sentences, on leg 1 only", TEXT)
    note: str = note()
    evidence: Evidence = made(Evidence, *PROOF)


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
    def of(cls, legs: tuple[Leg, ...], fact_ids: tuple[str, ...] = ()) -> Self:
        """From its legs, in their order."""
        first = legs[0]
        whole = (first.move_id, first.nation, first.label, first.summary, first.personnel)
        return cls(*whole, legs, fact_ids)

    @property
    def announced(self) -> date:
        """The day the first leg was announced."""
        return self.legs[0].announced


@table(
    "battlegroups",
    "Multinational battlegroups: one row a framework nation and host.",
    key=("battlegroup_id",),
)
class Battlegroup:
    """A multinational battlegroup with one framework nation, from a day to a day.

    Its days are kept as printed, perhaps only a month.
    """

    battlegroup_id: str = column("id", identifier("LVA-2017", r"[A-Z]{3}-\d{4}(?:-[A-Z]{3})?+"))
    host: str = column("host", STATE, name="host_iso3")
    framework: str = column("who leads", STATE, name="framework_nation_iso3")
    camp: str = column("camp", TEXT, name="place")
    lat: float = column("latitude", LATITUDE)
    lon: float = column("longitude", LONGITUDE)
    since_text: str = column("first day", DAY_OR_MONTH, name="since")
    since_meaning: str = column("what happened on that day", TEXT)
    until_text: str = optional("last day; empty: stands", DAY_OR_MONTH, name="until")
    generation: str = column(
        "year in which groups of its kind began", one_of("2017", "2022", "2026")
    )
    coordinates: str = column(
        "where the coordinates come from", COORDINATES, name="coord_confidence"
    )
    note: str = note()
    evidence: Evidence = made(Evidence, *PROOF)

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.camp, self.host, self.lat, self.lon)

    @property
    def since(self) -> date:
        """The day from which it counts."""
        return day(self.since_text)

    @property
    def until(self) -> date | None:
        """Its last day; None while it stands."""
        return last_day_meant(self.until_text)

    def stands_on(self, on: date) -> bool:
        """Whether it stands at the end of the day `on`."""
        return self.since <= on and (self.until is None or on <= self.until)


@table(
    "published_totals",
    "Numbers of troops as they were given for several orders together, beside which the sum of "
    "the orders can be set.",
    key=("total_id",),
)
class PublishedTotal:
    """A number of troops given for several orders together."""

    total_id: str = column("id", identifier("2022-02-24-from-the-us", SLUG))
    day: date = column("day", DAY)
    personnel: int = column("the number given", POSITIVE)
    moves: tuple[str, ...] = column("the orders that it speaks of", events(["move"]))
    sentence: str = column("what the number is, in sentences", TEXT)
    evidence: Evidence = made(Evidence, *SOURCED)

    @property
    def move_ids(self) -> tuple[str, ...]:
        """The orders, as moves.csv names them."""
        return tuple(event.removeprefix("move:") for event in self.moves)
