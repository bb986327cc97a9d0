"""The look: colours, sizes and patterns, read from look.toml."""

from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from geo_data.prose.vocabulary import read_toml

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
