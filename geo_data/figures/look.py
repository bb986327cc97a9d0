"""The look: colours, sizes and patterns of look.toml."""

from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from geo_data.prose.sentences import read_toml

THEMES = ("light", "dark")
LAST = ("timeline", "shape")
"""The last table of look.toml: where it is missing, the file was cut."""


@cache
def look() -> dict[str, Any]:
    """The whole look, by table; DataFileError if the file is missing or broken."""
    return read_toml(Path(__file__).parent / "look.toml", *LAST)


def arrow_width(personnel: int | None) -> float:
    """Pixels of an arrow's line at full size: headcount only, by its square root."""
    rule = look()["arrows"]
    if personnel is None:
        return float(rule["thin"])
    return float(round(max(rule["least"], rule["scale"] * sqrt(personnel)), 1))


@dataclass(frozen=True, slots=True)
class Pattern:
    """Stripes or spots a `step` apart, in pixels; `ink` is a colour of look.toml.

    Stripes are `stripe` wide and turned clockwise by `turn` degrees from upright; spots have the
    radius `spot`.
    """

    ink: str
    step: float
    stripe: float = 0
    turn: float = 0
    spot: float = 0


@dataclass(frozen=True, slots=True)
class Fill:
    """A colour, perhaps a pattern on it, and an edge: names in look.toml, `wide` in pixels.

    `upon`: on a map the pattern alone is drawn, upon what has that colour already.
    """

    colour: str
    edge: str = "coast"
    wide: float = 0.7
    pattern: Pattern | None = None
    upon: bool = False

    @property
    def speck(self) -> tuple[str, str, float]:
        """A small disc of this look: its colour, that of its edge, and the edge's width."""
        return (self.colour, self.pattern.ink, 2) if self.pattern else (self.colour, "ink", 1)


@cache
def fills() -> dict[str, Fill]:
    """The fill of each look, by its key in look.toml."""
    rules = look()["looks"]
    patterns = {key: Pattern(**rule["pattern"]) for key, rule in rules.items() if "pattern" in rule}
    return {key: Fill(**{**rule, "pattern": patterns.get(key)}) for key, rule in rules.items()}
