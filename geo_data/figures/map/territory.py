"""The ground of a frame: what a state is drawn with, what lies upon it, points and borders."""

from functools import cache
from typing import Any

from geo_data import geometry
from geo_data.history.borders import borders_on
from geo_data.history.snapshot import Snapshot, StateOfDay
from geo_data.prose.vocabulary import vocabulary
from geo_data.tables.record import record
from geo_data.tables.states import NotDrawn, Standing

EAST = {"RUS": "russia", "SUN": "soviet"}
"""The looks of Russia and of what it was before; borders with them are always drawn."""

QUIET = 6
"""The rank of a name that must not be read."""


@cache
def sizes(area: str) -> dict[str, float]:
    """The units on a map, with their size there."""
    return dict(geometry.projected(area).area.items())


def more_units(state: StateOfDay, known: dict[str, float]) -> list[str]:
    """The units on the map of a state that is more, or other, than one unit of its own code.

    The largest comes first: there the state is named.
    """
    drawn = sorted((u for u in state.units if u in known), key=lambda u: -known[u])
    return [] if drawn == [state.iso3] else [" ".join(drawn)]


def annexed(snap: Snapshot) -> dict[str, Standing]:
    """Ground drawn in the state that annexed it, by the code that it has as a state itself."""
    codes = {row.units: row.iso3 for row in record().states if row.units}
    return {
        codes[row.units]: row
        for row in record().standings
        if row.annexed_here and row.units in codes and row.period.holds_on(snap.view.on)
    }


def over(snap: Snapshot) -> list[list[Any]]:
    """Such ground that is on the map, as rows like those of states."""
    known = sizes(snap.view.area)
    return [
        [code, row.place, QUIET, " ".join(row.units)]
        for code, row in annexed(snap).items()
        if any(unit in known for unit in row.units)
    ]


def points(snap: Snapshot) -> list[NotDrawn]:
    """States of the day that no shape can show, as far as they lie in the area."""
    shown = {state.iso3 for state in snap.states if not state.units}
    found = []
    for row in record().not_drawn:
        x, y = geometry.project(snap.view.area, *row.lon_lat)
        x0, y0, x1, y1 = geometry.AREAS[snap.view.area].box
        if row.iso3 in shown and x0 < x < x1 and y0 < y < y1:
            found.append(row)
    return found


def point(snap: Snapshot, row: NotDrawn) -> dict[str, Any]:
    """Such a state as the browser marks it: id, place (map units), name, lines of its tooltip."""
    name = snap.by_code[row.iso3].name
    return {
        "id": f"country:{row.iso3}",
        "at": [round(v, 2) for v in geometry.project(snap.view.area, *row.lon_lat)],
        "name": name,
        "tip": [name, f"Held by {row.held_by}", row.note],
    }


def borders(snap: Snapshot) -> list[list[str]]:
    """Lines to draw: the border's row in the record, if it has one, and the states on each side.

    Those with Russia, or the Soviet Union, and the one in focus.
    """
    known = {row.border_id for row in record().borders}
    found = []
    for row in borders_on(snap.view.on):
        member, other = row.member.iso3, row.neighbour.iso3
        border = f"border:{member}-{'RUS' if other in EAST else other}"
        if other in EAST or border == snap.view.focus:
            name = border.removeprefix("border:") if border in known else ""
            found.append([name, member, other])
    return found


def labels(snap: Snapshot) -> dict[str, str]:
    """Names of ground that is no state of its own, where it belongs to the state it is named by."""
    return {
        unit: name
        for unit, name in vocabulary()["labels"].items()
        if (state := snap.by_code.get(unit.split("-")[0])) and unit in state.units
    }
