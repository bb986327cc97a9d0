"""The legend: what a frame shows and nothing else, each entry with its two sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from geo_data.figures.look import arrow_width
from geo_data.figures.web.markup import fragment
from geo_data.prose.vocabulary import vocabulary


@dataclass(frozen=True)
class Entry:
    """`key` names the swatch; `name` stands beside it and `says` opens below it."""

    key: str
    name: str
    says: str


def _strokes(frame: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for arrow in frame["arrows"]:
        yield from arrow["s"]


def entries(frame: dict[str, Any]) -> list[Entry]:
    """The legend of a frame, in the order of look.toml."""
    strokes = list(_strokes(frame))
    thin = arrow_width(None)
    marks = {
        "border": any(other != "SUN" for _, _, other in frame["borders"]),
        "border-soviet": any(other == "SUN" for _, _, other in frame["borders"]),
        "annexed": bool(frame["over"]),
        "point": bool(frame["points"]),
        "speck": bool(frame.get("specks")),
        "battlegroup": bool(frame["groups"]),
        "move-headcount": any(s["w"] > thin for s in strokes),
        "move-thin": any(s["w"] == thin and s["d"] == "solid" for s in strokes),
        "move-dashed": any(s["d"] == "dashed" for s in strokes),
        "move-dotted": any(s["d"] == "dotted" for s in strokes),
        "move-own": any("own" in arrow for arrow in frame["arrows"]),
        "move-open": any(s["h"] == "open" for s in strokes),
    }
    shown = {**dict.fromkeys(frame["fills"], True), "pale": True, **marks}
    return [
        Entry(key, rule["name"], rule["says"])
        for table in (vocabulary()["looks"], vocabulary()["marks"])
        for key, rule in table.items()
        if shown.get(key)
    ]


def legend(frame: dict[str, Any]) -> Markup:
    """The legend as HTML, one disclosure an entry; page.css has the drawings."""
    return fragment("map.html", "legend", entries(frame))
