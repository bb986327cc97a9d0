"""The dialog to share a view: link, page to embed, files. share.js fills in the addresses."""

from functools import cache

from markupsafe import Markup

from geo_data.export import press

DATA = {
    "events.csv": "Events",
    "moves.csv": "Moves",
    "members.csv": "Members",
    "facts.csv": "Facts of the article",
    "countries.geojson": "Countries, GeoJSON",
    "countries.gpkg": "Countries, GeoPackage",
}
SIZES = {"slide": "a slide", "column": "a column", "a3": "A3"}


def _link(file: str, text: str) -> Markup:
    return Markup('<a data-file="{}" href="#" download>{}</a>').format(file, text)


def _links(files: dict[str, str]) -> Markup:
    return Markup(" ").join(_link(file, text) for file, text in files.items())


def _row(title: str, why: str, content: Markup) -> Markup:
    return Markup("<section><h4>{}</h4><p>{}</p>{}</section>").format(title, why, content)


def _field(tag: str, name: str, holds: str) -> Markup:
    return Markup(
        '<p><{0} readonly aria-label="{1}" data-holds="{2}"></{0}> '
        '<button data-take="{2}">Copy</button></p>'
    ).format(tag, name, holds)


def _drawings() -> Markup:
    sizes = Markup("").join(
        Markup('<option value="{}">{}</option>').format(size, SIZES[size]) for size in press.SIZES
    )
    rows = Markup("").join(
        Markup("<p>{}: {}</p>").format(
            what.capitalize(),
            _links({f"draw/{what}.{end}": end.upper() for end in press.DRAWN}),
        )
        for what in ("map", "timeline")
    )
    return (
        Markup("<p><label>Drawn for <select data-size>{}</select></label></p>").format(sizes) + rows
    )


@cache
def dialog(base: str) -> Markup:
    """The dialog, the same for every view; `base` is the app's base path."""
    data = {f"data/{name}": text for name, text in DATA.items()}
    parts = (
        _row(
            "Link",
            "Opens this very view, for anyone you send it to. An article that you brought yourself "
            "stays in your tab: send its pack along.",
            _field("input", "Link to this view", "link"),
        ),
        _row(
            "Embed",
            "For a page of your own: the map with its legend and words, and a link back.",
            _field("textarea", "Code to embed", "embed"),
        ),
        _row(
            "Print and slides",
            "PNG for a slide, SVG or PDF for a layout: text stays text. Sources are in the margin.",
            _drawings(),
        ),
        _row(
            "One page, no network",
            "The map as it is here in one file, to keep or to send; it opens without a network.",
            Markup("<p>{}</p>").format(_link("draw/map.html", "HTML")),
        ),
        _row(
            "Data",
            "What this view shows, every row with its sources; all of it as a data package.",
            Markup("<p>{}</p>").format(_links({**data, "data/package.zip": "All as one zip"})),
        ),
    )
    return Markup(
        '<dialog class="share" data-base="{}" aria-label="Share this view">'
        "<button data-shut>Close</button><h3>Share this view</h3>{}</dialog>"
    ).format(base, Markup("").join(parts))
