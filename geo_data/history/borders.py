"""Members' borders with Russia, Belarus and Ukraine, on any day: measured, and as published."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from geo_data import geometry
from geo_data.english import unique
from geo_data.tables.alliance import Border
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence
from geo_data.tables.states import State

FACING = ("BLR", "RUS", "SUN", "UKR")
"""Whose borders with members are told: the Soviet Union's before 1991-12-26."""


@dataclass(frozen=True, slots=True)
class BorderOfDay:
    """A member's border on a day: km along the shapes, and the record's row if there is one."""

    member: State
    neighbour: State
    length_km: float
    published: Border | None

    @property
    def name(self) -> str:
        """Both codes; one with the Soviet Union goes on as one with Russia: `NOR-RUS`."""
        other = self.neighbour.iso3
        return f"{self.member.iso3}-{'RUS' if other == 'SUN' else other}"

    @property
    def focus(self) -> str:
        """What of the map shows it: itself, or the member where it has no row."""
        return self.published.border_id if self.published else f"country:{self.member.iso3}"

    @property
    def evidence(self) -> Evidence:
        """What bears it out: the published length, or else the two states' ground."""
        if self.published:
            return self.published.evidence
        sides = (self.member, self.neighbour)
        ids = unique(source for side in sides for source in side.evidence.source_ids)
        return Evidence(ids, "confirmed")


@lru_cache(maxsize=512)
def borders_on(on: date) -> tuple[BorderOfDay, ...]:
    """The borders at the end of the day `on`, by member, then neighbour."""
    known = record()
    states = {state.iso3: state for state in known.states_on(on)}
    published = {(row.member, row.neighbour): row for row in known.borders}
    found = []
    for member in sorted(known.members_on(on)):
        for other in (code for code in FACING if code in states):
            km = geometry.shared_km(states[member].units, states[other].units)
            if km:
                row = published.get((member, other))
                found.append(BorderOfDay(states[member], states[other], round(km, 1), row))
    return tuple(found)


def before(border: BorderOfDay) -> Border | None:
    """The record's row of what is Russia's border today, of a border with the Soviet Union."""
    if border.neighbour.iso3 != "SUN":
        return None
    pair = (border.member.iso3, "RUS")
    return next((row for row in record().borders if (row.member, row.neighbour) == pair), None)
