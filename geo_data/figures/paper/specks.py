"""Territories too small to see on a still: a disc each, as map.js has them."""

from dataclasses import dataclass
from math import hypot
from typing import Any

import numpy as np

from geo_data.figures.map.bezier import Points
from geo_data.figures.paper.ground import Ground, Window
from geo_data.figures.paper.parts import Part
from geo_data.figures.paper.sheet import Box

RADIUS = 3.6
SEEN = 9
"""Pixels that a territory must be broad to be seen without a disc."""


@dataclass(frozen=True)
class Speck:
    """A disc at `at`, shape (2,) in pixels, for a territory `item`; `unit` is its first."""

    item: str
    unit: str
    look: str
    at: Points
    lit: bool

    @property
    def box(self) -> Box:
        """What a name must leave free."""
        x, y = map(float, self.at)
        return x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS


def specks(frame: dict[str, Any], parts: list[Part], ground: Ground, window: Window) -> list[Speck]:
    """The discs of a frame; where alike ones would lie on one another, the first of them."""
    looks = {unit: part.look for part in parts for unit in part.units}
    found: list[Speck] = []
    for territory, unit, size in frame.get("specks", ()):
        places = ground.at.get(unit, np.empty((0, 2)))
        item = f"territory:{territory}"
        lit = item in frame["lit"]
        if not len(places) or (size * window.scale > SEEN and not lit):
            continue
        at = window.pixels(places[:1])[0]
        near = (hypot(*(at - other.at)) < RADIUS for other in found if other.look == looks[unit])
        if lit or not any(near):
            found.append(Speck(item, unit, looks[unit], at, lit))
    return found
