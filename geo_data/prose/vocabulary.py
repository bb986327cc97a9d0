"""The words that readers read beside the data: names of looks, verdicts, doubts, the method."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from geo_data.errors import DataFileError
from geo_data.texts import RESTORE, read_text

FOLDER = Path(__file__).parent
LAST = "player"
"""The last table of words.toml: where it is missing, the file was cut."""


def read_toml(path: Path, *last: str) -> dict[str, Any]:
    """A TOML file; DataFileError if it is missing, broken, or ends before the table `last`."""
    try:
        found = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(path, f"it cannot be read ({error})", RESTORE) from error
    inner = found
    for name in last:
        inner = inner.get(name, {})
    if not inner:
        raise DataFileError(path, f"it ends before [{'.'.join(last)}]", RESTORE)
    return found


@cache
def vocabulary() -> dict[str, Any]:
    """The whole vocabulary, by table; DataFileError if the file is missing or broken."""
    return read_toml(FOLDER / "words.toml", LAST)


def method(until: str) -> list[tuple[str, str]]:
    """How the dashboard was made: titles and texts; `until` is the last day checked, in words."""
    found = read_toml(FOLDER / "method.toml", "section")["section"]
    return [(part["title"], part["text"].format(until=until)) for part in found]
