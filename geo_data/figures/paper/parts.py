"""What a frame paints as one shape, as map.js does it: states, and ground with its own name."""

from dataclasses import dataclass
from typing import Any

from geo_data.figures.paper.ground import Ground


@dataclass(frozen=True)
class Part:
    """Units painted as one, the one that it is named at first.

    `own` is a name of the ground itself; `code`, `name` and `rank` are those of its state.
    """

    units: tuple[str, ...]
    look: str = "pale"
    code: str = ""
    name: str = ""
    rank: int = 0
    own: str = ""


def parts(frame: dict[str, Any], ground: Ground) -> list[Part]:
    """In the order of painting: what lies upon a state is last."""
    look_of = {u: look for look, units in frame["fills"].items() for u in units.split(" ")}
    found = []
    for code, name, rank, *more in frame["states"]:
        units = [unit for unit in (more[0] if more else code).split(" ") if unit in ground.units]
        groups: dict[tuple[str, str], list[str]] = {}
        for unit in units:
            own = frame["labels"].get(unit, "")
            groups.setdefault((look_of.get(unit, "pale"), own and unit), []).append(unit)
        for (look, unit), some in groups.items():
            own = frame["labels"].get(unit, "")
            found.append(Part(tuple(some), look, code, name, rank, own))
    taken = {unit for part in found for unit in part.units}
    found += [
        Part((unit,), look_of.get(unit, "pale"), own=frame["labels"].get(unit, ""))
        for unit in ground.units
        if unit not in taken
    ]
    for code, name, rank, more in frame["over"]:
        upon = tuple(unit for unit in more.split(" ") if unit in ground.units)
        if upon:
            found.append(Part(upon, "annexed", code, name, rank))
    return found
