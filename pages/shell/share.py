"""The dialog to share a view: link, page to embed, files. share.js fills in the addresses."""

from functools import cache

from markupsafe import Markup

from geo_data.export import press
from geo_data.figures.web.markup import fragment

DATA = {
    "events.csv": "Events",
    "moves.csv": "Moves",
    "members.csv": "Members",
    "facts.csv": "Facts of the article",
    "countries.geojson": "Countries, GeoJSON",
    "countries.gpkg": "Countries, GeoPackage",
}
WHOLE = {"data/package.zip": "All as one zip"}
SIZES = {"slide": "a slide", "column": "a column", "a3": "A3"}


@cache
def dialog(base: str) -> Markup:
    """The dialog, the same for every view; `base` is the app's base path."""
    drawings = {
        what.capitalize(): {f"draw/{what}.{end}": end.upper() for end in press.DRAWN}
        for what in ("map", "timeline")
    }
    data = {**{f"data/{name}": text for name, text in DATA.items()}, **WHOLE}
    sizes = {size: SIZES[size] for size in press.SIZES}
    return fragment("share.html", "dialog", base, sizes, drawings, data)
