"""Members' borders with Russia, Belarus and Ukraine, on any day: measured, and as published."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from geo_data import geometry
from geo_data.english import unique
from geo_data.tables.alliance import Border
from geo_data.tables.record import record
from geo_data.tables.states import State

FACING = ("SUN", "RUS", "BLR", "UKR")
"""Whose borders with members are told: the Soviet Union's before 1991-12-26."""


@dataclass(frozen=True, slots=True)
class BorderOfDay:
    """A member's border on a day: km along the shapes, and the record's row if there is one."""

    member: State
    neighbour: State
    length_km: float
    published: Border | None

    @property
    def published_km(self) -> str:
        """The length in print, in km; empty where none is published for these two states."""
        return self.published.length_km if self.published else ""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of the published length, or else of the two states."""
        if self.published:
            return self.published.evidence.source_ids
        sides = (self.member, self.neighbour)
        return unique(source for side in sides for source in side.evidence.source_ids)


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
    return tuple(sorted(found, key=lambda b: (b.member.iso3, b.neighbour.iso3)))


def before(border: BorderOfDay) -> Border | None:
    """The record's row of what is Russia's border today, of a border with the Soviet Union."""
    if border.neighbour.iso3 != "SUN":
        return None
    pair = (border.member.iso3, "RUS")
    return next((row for row in record().borders if (row.member, row.neighbour) == pair), None)
