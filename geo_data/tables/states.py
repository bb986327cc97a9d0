"""States and territories with their periods, and what a map of them cannot say."""

from dataclasses import dataclass
from datetime import date

from geo_data.days import ONE_DAY
from geo_data.tables.cell_rules import (
    DAY,
    EVER,
    LATITUDE,
    LONGITUDE,
    STATE,
    STATES,
    TEXT,
    UNITS,
    YES_NO,
    one_of,
)
from geo_data.tables.columns import PERIOD, SOURCED, Column, column, made, note, optional, table
from geo_data.tables.sources import Evidence

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


@table(
    "states",
    "One row a state or territory and period: what it was made of from a day to a day, and who "
    "held it. Two rows of a state never stand on one day.",
    key=("iso3", "valid_from"),
)
class State:
    """A country's territory from a day to a day; without units it is a point of not_drawn.csv."""

    iso3: str = column(
        "ISO 3166-1 alpha-3, also for times before that standard; or a code that ISO has "
        "withdrawn (SUN, YUG, CSK, DDR, SCG, ANT), or one of those left to users: XKX Kosovo, "
        "XSA Saar, XSZ Soviet zone of Germany, XTR Trieste, XWB West Berlin",
        STATE,
    )
    name: str = column("name on the last day of the row", TEXT)
    period: Period = made(
        Period,
        Column("valid_from", "first day with these borders; never before the Treaty", DAY),
        Column("valid_to", "last day; empty: stands today", DAY, empty=True),
    )
    units: tuple[str, ...] = optional(
        "units of the shapefile that make it up; empty: a point of not_drawn", UNITS, name="made_of"
    )
    holders: tuple[str, ...] = optional("who holds a territory", STATES, name="holder_iso3")
    holding: str = optional(
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
    )
    event_from: str = column(
        "what happened on the first day, in a sentence", TEXT, name="boundary_event_from"
    )
    certainty: str = column(
        "`disputed`: other first days are in print, see boundary_days",
        one_of("day", "disputed"),
        name="date_certainty",
    )
    note: str = note()
    evidence: Evidence = made(Evidence, *SOURCED)

    @property
    def key(self) -> Key:
        """What names the row."""
        return self.iso3, self.period.first

    @property
    def owners(self) -> tuple[str, ...]:
        """Who holds it as a territory; a state that is occupied has none."""
        return () if self.holding == "occupation" else self.holders

    def stands_on(self, on: date) -> bool:
        """Whether it stands at the end of the day `on`."""
        return self.period.holds_on(on)


@table(
    "names",
    "One row a name and the days it was in use. A state without a row here keeps its name of "
    "states.csv.",
    key=("iso3", "from"),
)
class NameOfDay:
    """A name that a country had from a day to a day."""

    iso3: str = column("state", STATE)
    name: str = column("name in English", TEXT)
    period: Period = made(
        Period,
        Column("from", "first day", DAY),
        Column("to", "last day; empty: in use today", DAY, empty=True),
    )
    note: str = note()
    evidence: Evidence = made(Evidence, *SOURCED)


@table(
    "standings",
    "Ground that was annexed, occupied, claimed or had broken away, and whose border the map does "
    "not follow, or follows without saying that it is recognised.",
    key=("place", "standing", "valid_from"),
)
class Standing:
    """Ground that was annexed, occupied or claimed: no border of the map says so."""

    place: str = column("the ground", TEXT)
    units: tuple[str, ...] = optional("units of the shapefile that are just this ground", UNITS)
    drawn_in: tuple[str, ...] = column("state that it is drawn in", STATES)
    held_by: tuple[str, ...] = column("who holds or claims it", STATES)
    standing: str = column("what it is", TEXT)
    period: Period = made(
        Period,
        Column("valid_from", "first day", EVER),
        Column("valid_to", "last day; empty: stands today", DAY, empty=True),
    )
    note: str = note()
    evidence: Evidence = made(Evidence, *SOURCED)

    @property
    def annexed_here(self) -> bool:
        """Whether the map draws it inside the state that annexed it."""
        return self.standing.startswith("annexed") and bool({*self.held_by} & {*self.drawn_in})


@table(
    "not_drawn",
    "Ground that was held by others and that the shapes cannot show, as points.",
    key=("place",),
)
class NotDrawn:
    """Ground that others held and the shapes cannot show: a point (WGS 84 degrees)."""

    place: str = column("the place", TEXT)
    iso3: str = optional("code in states.csv, if it has rows of its own there", STATE)
    lat: float = column("latitude of a point in it", LATITUDE)
    lon: float = column("longitude", LONGITUDE)
    period: Period = made(Period, *PERIOD)
    held_by: str = column("who held it, in words", TEXT)
    drawn_in: tuple[str, ...] = column("states that it is drawn in, one after the other", STATES)
    note: str = note()
    evidence: Evidence = made(Evidence, *SOURCED)

    @property
    def lon_lat(self) -> tuple[float, float]:
        """The point."""
        return self.lon, self.lat


@table(
    "boundary_days",
    "Days that are given for a change in states.csv: the one that was chosen and the others, each "
    "with the reason.",
    key=("iso3", "boundary", "day"),
)
class BoundaryDay:
    """A day that is given for a change of a state; `chosen` None: for comparison only."""

    iso3: str = column("state", STATE)
    boundary: str = column("the change", TEXT)
    day: date = column("day given", EVER)
    what: str = column("what happened on it, in sentences", TEXT)
    chosen: bool | None = optional("whether it was chosen; empty: for comparison only", YES_NO)
    why: str = optional("why not, in a sentence", TEXT)
    evidence: Evidence = made(Evidence, *SOURCED)
