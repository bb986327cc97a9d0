"""What was no act of the Alliance: events that tell its days, and who was in the Warsaw Pact."""

from datetime import date

from geo_data.tables.cell_rules import (
    DAY,
    LATITUDE,
    LONGITUDE,
    STATE,
    STATES,
    TEXT,
    TEXTS,
    identifier,
    one_of,
)
from geo_data.tables.columns import PERIOD, SOURCED, column, made, note, optional, table
from geo_data.tables.sources import Evidence
from geo_data.tables.states import Period


@table(
    "context",
    "Events that are no acts of the Alliance, told beside its own because they explain its days. "
    "Official sources stand first.",
    key=("context_id",),
)
class Context:
    """An event beside the Alliance's own; `lon_lat` is WGS 84 degrees, None where none was read."""

    context_id: str = column("id", identifier("CX12", r"CX\d{2}"))
    day: date = column("day, or first day", DAY, name="date")
    end: date | None = optional("last day", DAY, name="end_date")
    category: str = column("what kind", one_of("attack", "crisis", "state", "treaty", "war"))
    title: str = column("title", TEXT)
    description: str = column("what happened, in sentences", TEXT)
    note: str = note()
    countries: tuple[str, ...] = column("countries, each a state of the first day", STATES)
    place: str = optional("where", TEXT)
    lat: float | None = optional("latitude, where a source has it", LATITUDE)
    lon: float | None = optional("longitude, where a source has it", LONGITUDE)
    synonyms: tuple[str, ...] = optional("other words that a reader may look for it by", TEXTS)
    evidence: Evidence = made(Evidence, *SOURCED)

    @property
    def lon_lat(self) -> tuple[float, float] | None:
        """The point, if one was read."""
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)


SIGNED, _, DORMANT, _ = PACT_WAYS = (
    "signatory",
    "member",
    "member, dormant",
    "member without forces in the joint command",
)


@table(
    "warsaw_pact",
    "The members of the Warsaw Pact, from the day they signed it. None of them was a member of "
    "the Alliance then.",
    key=("iso3", "valid_from"),
)
class PactMember:
    """In what way a state belonged to the Warsaw Pact, from a day to a day."""

    iso3: str = column("state", STATE)
    period: Period = made(Period, *PERIOD)
    kind: str = column("in what way", one_of(*PACT_WAYS), name="status")
    note: str = note()
    evidence: Evidence = made(Evidence, *SOURCED)
