"""Article 6: where an attack counts for Article 5, territory by territory and day by day.

Before 24 August 1949 the Treaty was not in force, so there is nothing.
"""

from datetime import date

from geo_data.tables.alliance import Passage, Territory
from geo_data.tables.record import record

COVERED = "covered"


def territories_on(on: date) -> tuple[Territory, ...]:
    """The territories that the record speaks of at the end of the day, by name."""
    found = (row for row in record().article6 if row.period.holds_on(on))
    return tuple(sorted(found, key=lambda row: row.name))


def texts_on(on: date) -> tuple[Passage, ...]:
    """What Article 6 says that day, in our words, in the order of the record."""
    return tuple(row for row in record().article6_texts if row.period.holds_on(on))


def covers_on(on: date) -> dict[str, str]:
    """Each unit of the shapefile that the day's area is about, with its cover.

    A member's own units count as covered where no territory of the record says otherwise.
    """
    known = record()
    members = known.members_on(on)
    found = {unit: row.cover for row in territories_on(on) for unit in row.units}
    for state in known.states_on(on):
        if state.iso3 in members:
            found |= {unit: COVERED for unit in state.units if unit not in found}
    return found
