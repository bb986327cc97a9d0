"""Members' borders with Russia, Belarus and Ukraine, on any day: measured, and as published."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from geo_data import geometry
from geo_data.english import grouped, unique
from geo_data.tables.alliance import Border
from geo_data.tables.record import record
from geo_data.tables.states import State

FACING = ("SUN", "RUS", "BLR", "UKR")
"""Whose borders with members are told: the Soviet Union's before 1991-12-26."""

MEASURED = (
    "The measured lengths are those of the lines in shapes of 1:10 million, which smooth away the "
    "turns of rivers and shores. So they are mostly shorter than the published ones, which differ "
    "among themselves too, by what they count of rivers, lakes and the sea."
)
"""Why the two lengths of a border differ."""


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
        """The sources of the published length, or else of the two states' ground."""
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


def printed(row: Border) -> str:
    """The lengths in print that a row has, and its note, in sentences."""
    also = ""
    if row.length_alt_km and row.length_alt_km not in row.note.replace(",", ""):
        also = f" Other sources print {grouped(row.length_alt_km)} km."
    return f"{grouped(row.length_km)} km as published.{also} {row.note}".strip()


def in_print(border: BorderOfDay) -> str:
    """The same of a border on its day, which may have no row."""
    if border.published:
        return printed(border.published)
    if now := before(border):
        return (
            "the record has no published length of the border with the Soviet Union; the border "
            f"with Russia is {grouped(now.length_km)} km as published."
        )
    return "the record has no published length."


def before(border: BorderOfDay) -> Border | None:
    """The record's row of what is Russia's border today, of a border with the Soviet Union."""
    if border.neighbour.iso3 != "SUN":
        return None
    pair = (border.member.iso3, "RUS")
    return next((row for row in record().borders if (row.member, row.neighbour) == pair), None)
