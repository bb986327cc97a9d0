"""The look: colours, sizes and patterns, read from look.toml."""

from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from geo_data.prose.vocabulary import read_toml

THEMES = ("light", "dark")
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


def arrow_width(personnel: int | None) -> float:
    """Pixels of an arrow's line at full size: headcount only, by its square root."""
    rule = look()["arrows"]
    if personnel is None:
        return float(rule["thin"])
    return float(round(max(rule["least"], rule["scale"] * sqrt(personnel)), 1))
