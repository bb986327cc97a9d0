"""The map coloured by what Article 6 covers: three standings, unit by unit."""

from math import sqrt

from geo_data.figures.map.territory import sizes
from geo_data.history.article6 import ground_on, standing_on
from geo_data.history.snapshot import Snapshot
from geo_data.tables.alliance import Territory

LOOKS = {"covered": "covered", "not covered": "uncovered", "disputed": "unclear"}
"""A standing in the record, and the look that shows it."""

SMALL = 40
"""Map units (800 km): a territory as large as that is seen at every zoom."""


def fills(snap: Snapshot) -> dict[str, list[str]]:
    """Look to unit codes."""
    found: dict[str, list[str]] = {}
    for unit, standing in ground_on(snap.view.on).items():
        found.setdefault(LOOKS[standing], []).append(unit)
    return found


def labels(snap: Snapshot) -> dict[str, str]:
    """Names of territories that are a part of a state, by the first unit that shows them."""
    whole = {state.units for state in snap.states}
    return {
        territory.units[0]: territory.name
        for territory in standing_on(snap.view.on)
        if territory.units and tuple(territory.units) not in whole
    }


def specks(snap: Snapshot) -> list[list[str | float]]:
    """Territories that may be too small to see: id, first unit, the root of their size there."""
    known = sizes(snap.view.area)
    found: list[list[str | float]] = []
    for row in standing_on(snap.view.on):
        size = sqrt(sum(known.get(unit, 0) for unit in row.units))
        if 0 < size < SMALL and row.units[0] in known:
            found.append([row.territory_id, row.units[0], round(size, 1)])
    return found


def territory(snap: Snapshot) -> Territory | None:
    """The territory in focus."""
    kind, _, key = (snap.view.focus or "").partition(":")
    rows = standing_on(snap.view.on) if kind == "territory" else ()
    return next((row for row in rows if row.territory_id == key), None)
