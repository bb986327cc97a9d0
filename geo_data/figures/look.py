"""The look: colours, names and legend sentences, read from look.toml."""

import tomllib
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from geo_data.errors import DataFileError

LOOK = Path(__file__).parent / "look.toml"


@cache
def look() -> dict[str, Any]:
    """The whole vocabulary; DataFileError if the file is missing or broken."""
    try:
        return tomllib.loads(LOOK.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(
            LOOK, f"it cannot be read ({error})", "Restore it from the repository."
        ) from error


def css_variables() -> str:
    """The colours as CSS custom properties, light first, dark under data-theme="dark"."""
    colours = look()["colours"]

    def block(selector: str, theme: str) -> str:
        lines = "".join(f"--{name}:{value};" for name, value in colours[theme].items())
        return f"{selector}{{{lines}}}"

    return block(":root", "light") + block('[data-theme="dark"]', "dark")


def arrow_width(personnel: int | None) -> float:
    """Pixels of an arrow's line at full size: headcount only, by its square root."""
    rule = look()["arrows"]
    if personnel is None:
        return float(rule["thin"])
    return round(max(rule["least"], rule["scale"] * sqrt(personnel)), 1)
