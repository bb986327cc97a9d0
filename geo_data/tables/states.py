"""States and territories with their periods, and what a map of them cannot say."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.days import ONE_DAY, last_day_meant
from geo_data.tables.columns import (
    DAY,
    LATITUDE,
    LONGITUDE,
    NOTE,
    PERIOD,
    SOURCE_IDS,
    STATE,
    STATES,
    SURE,
    TEXT,
    UNITS,
    YES_NO,
    Column,
    Row,
    Rule,
    Table,
    day,
    one_of,
    optional,
    split,
)
from geo_data.tables.sources import Evidence


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


STATES_TABLE = Table(
    "states",
    "One row a state or territory and period: what it was made of from a day to a day, and who "
    "held it. Two rows of a state never stand on one day.",
    ("iso3", "valid_from"),
    (
        Column(
            "iso3",
            "ISO 3166-1 alpha-3, also for times before that standard; or a code that ISO has "
            "withdrawn (SUN, YUG, CSK, DDR, SCG, ANT), or one of those left to users: XKX Kosovo, "
            "XSA Saar, XSZ Soviet zone of Germany, XTR Trieste, XWB West Berlin",
            STATE,
        ),
        Column("name", "name on the last day of the row", TEXT),
        Column("valid_from", "first day with these borders; never before the Treaty", DAY),
        optional("valid_to", "last day; empty: stands today", DAY),
        optional(
            "made_of", "units of the shapefile that make it up; empty: a point of not_drawn", UNITS
        ),
        optional("holder_iso3", "who holds a territory", STATES),
        optional(
            "holding",
            "how it is held",
            one_of(
                "administration",
                "colony",
                "condominium",
                "country of the Kingdom",
                "crown dependency",
                "dependency",
                "integral part",
                "occupation",
                "protected state",
                "protectorate",
                "realm",
                "sovereign part",
            ),
        ),
        Column("boundary_event_from", "what happened on the first day, in a sentence", TEXT),
        Column(
            "date_certainty",
            "`disputed`: other first days are in print, see boundary_days",
            one_of("day", "disputed"),
        ),
        NOTE,
        SOURCE_IDS,
        SURE,
    ),
)


NAMES = Table(
    "names",
    "One row a name and the days it was in use. A state without a row here keeps its name of "
    "states.csv.",
    ("iso3", "from"),
    (
        Column("iso3", "state", STATE),
        Column("name", "name in English", TEXT),
        Column("from", "first day", DAY),
        optional("to", "last day; empty: in use today", DAY),
        NOTE,
        SOURCE_IDS,
        SURE,
    ),
)


EVER = Rule("a day, YYYY-MM-DD, which may lie before the Treaty", DAY.holds)


STANDINGS = Table(
    "standings",
    "Ground that was annexed, occupied, claimed or had broken away, and whose border the map does "
    "not follow, or follows without saying that it is recognised.",
    ("place", "standing", "valid_from"),
    (
        Column("place", "the ground", TEXT),
        optional("units", "units of the shapefile that are just this ground", UNITS),
        Column("drawn_in", "state that it is drawn in", STATES),
        Column("held_by", "who holds or claims it", STATES),
        Column("standing", "what it is", TEXT),
        Column("valid_from", "first day", EVER),
        optional("valid_to", "last day; empty: stands today", DAY),
        NOTE,
        SOURCE_IDS,
        SURE,
    ),
)


NOT_DRAWN = Table(
    "not_drawn",
    "Ground that was held by others and that the shapes cannot show, as points.",
    ("place",),
    (
        Column("place", "the place", TEXT),
        optional("iso3", "code in states.csv, if it has rows of its own there", STATE),
        Column("lat", "latitude of a point in it", LATITUDE),
        Column("lon", "longitude", LONGITUDE),
        *PERIOD,
        Column("held_by", "who held it, in words", TEXT),
        Column("drawn_in", "states that it is drawn in, one after the other", STATES),
        NOTE,
        SOURCE_IDS,
        SURE,
    ),
)


BOUNDARY_DAYS = Table(
    "boundary_days",
    "Days that are given for a change in states.csv: the one that was chosen and the others, each "
    "with the reason.",
    ("iso3", "boundary", "day"),
    (
        Column("iso3", "state", STATE),
        Column("boundary", "the change", TEXT),
        Column("day", "day given", EVER),
        Column("what", "what happened on it, in sentences", TEXT),
        optional("chosen", "whether it was chosen; empty: for comparison only", YES_NO),
        optional("why", "why not, in a sentence", TEXT),
        SOURCE_IDS,
        SURE,
    ),
)
