"""States and territories with their periods, and what a map of them cannot say."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.days import ONE_DAY, last_day_meant
from geo_data.rows import Evidence, Row, day, split

Key = tuple[str, date]
"""Code and first day: what names a row of states.csv."""


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day; `last` None: it has not ended."""

    first: date
    last: date | None

    def holds_on(self, on: date) -> bool:
        """Whether it holds at the end of the day `on`."""
        return self.first <= on and (self.last is None or on <= self.last)

    @property
    def after(self) -> date | None:
        """The first day on which it no longer holds, if there is one."""
        return self.last + ONE_DAY if self.last else None

    @classmethod
    def read(cls, row: Row) -> Self:
        """From valid_from and valid_to of a row."""
        return cls(day(row["valid_from"]), last_day_meant(row["valid_to"]))


@dataclass(frozen=True, slots=True)
class State:
    """A country's territory from a day to a day; without units it is a point of not_drawn.csv."""

    iso3: str
    name: str
    period: Period
    units: tuple[str, ...]
    holders: tuple[str, ...]
    holding: str
    event_from: str
    certainty: str
    note: str
    evidence: Evidence

    @property
    def key(self) -> Key:
        """What names the row."""
        return self.iso3, self.period.first

    def stands_on(self, on: date) -> bool:
        """Whether it stands at the end of the day `on`."""
        return self.period.holds_on(on)

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["iso3"],
            row["name"],
            Period.read(row),
            split(row["made_of"]),
            split(row["holder_iso3"]),
            row["holding"],
            row["boundary_event_from"],
            row["date_certainty"],
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """Ground that was annexed, occupied or claimed: no border of the map says so."""

    place: str
    units: tuple[str, ...]
    drawn_in: tuple[str, ...]
    held_by: tuple[str, ...]
    standing: str
    period: Period
    note: str
    evidence: Evidence

    @property
    def annexed_here(self) -> bool:
        """Whether the map draws it inside the state that annexed it."""
        return self.standing.startswith("annexed") and bool({*self.held_by} & {*self.drawn_in})

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["place"],
            split(row["units"]),
            split(row["drawn_in"]),
            split(row["held_by"]),
            row["standing"],
            Period.read(row),
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """Ground that others held and the shapes cannot show: a point (WGS 84 degrees)."""

    place: str
    iso3: str
    lon_lat: tuple[float, float]
    period: Period
    held_by: str
    drawn_in: tuple[str, ...]
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["place"],
            row["iso3"],
            (float(row["lon"]), float(row["lat"])),
            Period.read(row),
            row["held_by"],
            split(row["drawn_in"]),
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class BoundaryDay:
    """A day that is given for a change of a state; `chosen` None: for comparison only."""

    iso3: str
    boundary: str
    day: date
    what: str
    chosen: bool | None
    why: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["iso3"],
            row["boundary"],
            day(row["day"]),
            row["what"],
            row["chosen"] == "yes" if row["chosen"] else None,
            row["why"],
            Evidence.read(row),
        )
