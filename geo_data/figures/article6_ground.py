"""The map coloured by what Article 6 covers: three standings, unit by unit."""

from geo_data.article6 import ground_on, standing_on
from geo_data.ground import Territory
from geo_data.snapshot import Snapshot

LOOKS = {"covered": "covered", "not covered": "uncovered", "disputed": "unclear"}
"""A standing in the record, and the look that shows it."""


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


def territory(snap: Snapshot) -> Territory | None:
    """The territory in focus."""
    kind, _, key = (snap.view.focus or "").partition(":")
    rows = standing_on(snap.view.on) if kind == "territory" else ()
    return next((row for row in rows if row.territory_id == key), None)
