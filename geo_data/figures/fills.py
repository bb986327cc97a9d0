"""How the ground of a standing is drawn: one rule for the browser's map, stills and legends."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from geo_data.figures.look import look

PLAIN_EDGE = "coast"
PLAIN_WIDTH = 0.7


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
    """A ground, perhaps a pattern on it, and an edge: colours of look.toml, `wide` in pixels.

    `upon`: on a map the pattern alone is drawn, upon what has that ground already.
    """

    ground: str
    edge: str
    wide: float
    pattern: Pattern | None
    upon: bool


@cache
def fills() -> dict[str, Fill]:
    """The fill of each standing, by its key in look.toml."""
    return {
        key: Fill(
            rule["ground"],
            rule.get("edge", PLAIN_EDGE),
            rule.get("wide", PLAIN_WIDTH),
            Pattern(**rule["pattern"]) if "pattern" in rule else None,
            rule.get("upon", False),
        )
        for key, rule in look()["standings"].items()
    }


def svg(key: str, name: str, colour: Callable[[str], str], *, grounded: bool = True) -> str:
    """A standing's pattern as an SVG <pattern> with the id `name`, "" if it has none.

    `colour` gives what to write for a colour's name; `grounded` lays the ground below it.
    """
    fill = fills()[key]
    pattern = fill.pattern
    if pattern is None:
        return ""
    step = pattern.step
    turned = f' patternTransform="rotate({pattern.turn:g})"' if pattern.turn else ""
    below = f'<rect width="{step:g}" height="{step:g}" {colour(fill.ground)}/>' if grounded else ""
    ink = colour(pattern.ink)
    drawn = (
        f'<circle cx="{step / 2:g}" cy="{step / 2:g}" r="{pattern.spot:g}" {ink}/>'
        if pattern.spot
        else f'<rect width="{pattern.stripe:g}" height="{step:g}" {ink}/>'
    )
    return (
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" width="{step:g}" height="{step:g}"'
        f"{turned}>{below}{drawn}</pattern>"
    )


def patterns() -> dict[str, str]:
    """Each patterned standing's <pattern> for the browser's map, its id `fill-` and the key."""
    return {
        key: svg(key, f"fill-{key}", _variable, grounded=not fill.upon)
        for key, fill in fills().items()
        if fill.pattern
    }


def _variable(name: str) -> str:
    return f'style="fill:var(--{name})"'


def speck(key: str) -> tuple[str, str, float]:
    """A standing as a small disc: the colours of its ground and its edge, the edge's width."""
    fill = fills()[key]
    return (fill.ground, fill.pattern.ink, 2.0) if fill.pattern else (fill.ground, "ink", 1.0)


def css() -> str:
    """Rules for each standing on the browser's map: its ground and edge, and its disc."""
    discs = "".join(
        f".speck.{key}{{fill:var(--{ground});stroke:var(--{edge});stroke-width:{wide:g}px}}"
        for key, (ground, edge, wide) in ((key, speck(key)) for key in fills())
    )
    return discs + "".join(
        f".unit.{key}{{stroke:none}}"
        if fill.upon
        else f".unit.{key}{{fill:var(--{fill.ground});stroke:var(--{fill.edge});"
        f"stroke-width:{fill.wide:g}px}}"
        for key, fill in fills().items()
    )
