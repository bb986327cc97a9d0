"""The look: colours, sizes and patterns of look.toml, and how a look is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from geo_data.prose.sentences import read_toml

THEMES = ("light", "dark")
PIXELS = ("mark-edge", "mark-lit", "border", "border-lit", "unit-lit")
"""Sizes that are a matter of the map's style."""

LAST = ("timeline", "shape")
"""The last table of look.toml: where it is missing, the file was cut."""


@cache
def look() -> dict[str, Any]:
    """The whole look, by table; DataFileError if the file is missing or broken."""
    return read_toml(Path(__file__).parent / "look.toml", *LAST)


def css_variables() -> str:
    """The colours as CSS custom properties, light first, dark under data-theme="dark".

    On paper they are the light ones, and printed as they are.
    """
    colours = look()["colours"]

    def block(selector: str, theme: str) -> str:
        lines = "".join(f"--{name}:{value};" for name, value in colours[theme].items())
        return f"{selector}{{{lines}}}"

    dark = '[data-theme="dark"]'
    paper = f"@media print{{:root{{print-color-adjust:exact}}{block(dark, 'light')}}}"
    return block(":root", "light") + block(dark, "dark") + paper


def css_sizes() -> str:
    """The sizes that the map's style shares with paper, as CSS custom properties."""
    sizes, naming = look()["sizes"], look()["naming"]

    def block(values: dict[str, object]) -> str:
        return f":root{{{''.join(f'--{name}:{value};' for name, value in values.items())}}}"

    def type_of(column: int) -> dict[str, object]:
        return {f"type-{name}": f"{size[column]}px" for name, size in naming["type"].items()}

    marks = {f"size-{name}": f"{sizes[name]}px" for name in PIXELS}
    dashes = {f"dash-{name}": " ".join(map(str, on)) for name, on in look()["dashes"].items() if on}
    faint = {"dim": sizes["dim"], "faint": look()["arrows"]["faint"]}
    wide = block({**marks, **dashes, **faint, **type_of(0)})
    return f"{wide}@media (max-width:{sizes['narrow'] - 1}px){{{block(type_of(1))}}}"


def arrow_width(personnel: int | None) -> float:
    """Pixels of an arrow's line at full size: headcount only, by its square root."""
    rule = look()["arrows"]
    if personnel is None:
        return float(rule["thin"])
    return float(round(max(rule["least"], rule["scale"] * sqrt(personnel)), 1))


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
    """A colour, perhaps a pattern on it, and an edge: names in look.toml, `wide` in pixels.

    `upon`: on a map the pattern alone is drawn, upon what has that colour already.
    """

    colour: str
    edge: str
    wide: float
    pattern: Pattern | None
    upon: bool


@cache
def fills() -> dict[str, Fill]:
    """The fill of each look, by its key in look.toml."""
    return {
        key: Fill(
            rule["colour"],
            rule.get("edge", PLAIN_EDGE),
            rule.get("wide", PLAIN_WIDTH),
            Pattern(**rule["pattern"]) if "pattern" in rule else None,
            rule.get("upon", False),
        )
        for key, rule in look()["looks"].items()
    }


def pattern_svg(key: str, name: str, paint: Callable[[str], str], *, whole: bool = True) -> str:
    """A look's pattern as an SVG <pattern> with the id `name`, "" if it has none.

    `paint` gives what to write for a colour's name; `whole` lays the look's own below it.
    """
    fill = fills()[key]
    pattern = fill.pattern
    if pattern is None:
        return ""
    step = pattern.step
    turned = f' patternTransform="rotate({pattern.turn:g})"' if pattern.turn else ""
    below = f'<rect width="{step:g}" height="{step:g}" {paint(fill.colour)}/>' if whole else ""
    ink = paint(pattern.ink)
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
    """Each patterned look's <pattern> for the browser's map, its id `fill-` and the key."""
    return {
        key: pattern_svg(key, f"fill-{key}", _variable, whole=not fill.upon)
        for key, fill in fills().items()
        if fill.pattern
    }


def _variable(name: str) -> str:
    return f'style="fill:var(--{name})"'


def speck(key: str) -> tuple[str, str, float]:
    """A look as a small disc: its colour, that of its edge, and the edge's width."""
    fill = fills()[key]
    return (fill.colour, fill.pattern.ink, 2.0) if fill.pattern else (fill.colour, "ink", 1.0)


def fills_css() -> str:
    """Rules for each look on the browser's map: its colour and edge, and its disc."""
    discs = "".join(
        f".speck.{key}{{fill:var(--{colour});stroke:var(--{edge});stroke-width:{wide:g}px}}"
        for key, (colour, edge, wide) in ((key, speck(key)) for key in fills())
    )
    return discs + "".join(
        f".unit.{key}{{stroke:none}}"
        if fill.upon
        else f".unit.{key}{{fill:var(--{fill.colour});stroke:var(--{fill.edge});"
        f"stroke-width:{fill.wide:g}px}}"
        for key, fill in fills().items()
    )
