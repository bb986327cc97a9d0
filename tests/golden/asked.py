"""An address as a view, and what every answer is: a text whose lines can be compared.

No answer has a clock in it, an edition of the code or a font.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import parse_qs, urlsplit

from tests.golden.product import (
    CONTENTS,
    Snapshot,
    View,
    assets,
    film,
    read_view,
    snapshot,
    still,
)

PAGES = {page.path: page.script for page in CONTENTS}
SIZES = tuple(still.SIZES)


@dataclass(frozen=True)
class Asked:
    """An address taken apart.

    `page` and the view are those of the app. `theme`, `size` and `story` (a country) stand in the
    query too, where the app takes no notice of them.
    """

    page: str
    query: dict[str, list[str]]
    view: View
    theme: str
    size: str
    country: str

    @cached_property
    def snap(self) -> Snapshot:
        return snapshot(self.view)


def asked(address: str) -> Asked:
    """Read an address; ValueError if any of it means nothing."""
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    own = {name: query.pop(name)[0] for name in ("theme", "size", "story")}
    view, dropped = read_view(query)
    if dropped:
        raise ValueError(f"{address}: {'; '.join(dropped)}")
    return Asked(parts.path.strip("/"), query, view, own["theme"], own["size"], own["story"])


@cache
def _changing() -> dict[str, str]:
    """What names the code or a file by its content, and a plain name for each."""
    named = {made.path: re.sub(r"\.[0-9a-f]{8}\.", ".", made.path) for made in assets.all_assets()}
    return {**named, f"film.{film.edition()}.json": "film.json"}


def plain(text: str) -> str:
    """A text without the code's edition."""
    for name, stable in _changing().items():
        text = text.replace(name, stable)
    return text


def as_json(value: Mapping[str, object]) -> str:
    """An object, a line a key."""
    lines = (
        f"{key}: {json.dumps(found, sort_keys=True, ensure_ascii=False)}"
        for key, found in sorted(value.items())
    )
    return "\n".join(lines)


def as_lines(*parts: str) -> str:
    """Markup, a line a tag."""
    return plain("\n".join(parts)).replace("<", "\n<")


def row(*cells: object) -> str:
    return " | ".join(str(cell) for cell in cells if cell not in ("", None))
