"""Data to take away: what a view shows, as files with a trace to the sources in every row.

Columns that the command line prints keep their names and meaning. Nothing is left on disk.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from threading import Lock

from geo_data.days import in_words
from geo_data.errors import ViewError
from geo_data.export import package
from geo_data.export.sheets import COUNTRIES, OF_VIEW, sources_of
from geo_data.history.events import KINDS
from geo_data.history.snapshot import Snapshot, StateOfDay, countries
from geo_data.history.view import View
from geo_data.packs.unpack import zipped
from geo_data.prose import words
from geo_data.prose.sentences import cited
from geo_data.tables.record import record
from geo_data.texts import shown

_ONE_AT_A_TIME = Lock()  # the first readers of all would else each make the outlines

LONGEST = 160
"""Letters of a stem: room for an ending within what file systems take."""

FILES: Mapping[str, str] = {
    **dict.fromkeys(OF_VIEW, "text/csv"),
    "countries.geojson": "application/geo+json",
    "countries.gpkg": "application/geopackage+sqlite3",
    "datapackage.json": "application/json",
    "README.txt": "text/plain",
    "package.zip": "application/zip",
}
"""Every file there is for a view, with its media type; the archive holds all the others."""

_DESCRIBING = ("datapackage.json", "README.txt", "package.zip")


@lru_cache(maxsize=1)
def _ground(states: tuple[StateOfDay, ...]) -> package.Ground:
    """countries.csv once more, with values instead of cells, and the polygons."""
    return package.Ground.of(COUNTRIES, states, countries(states).geometry)


def _plain(name: str, snap: Snapshot) -> bytes:
    if name in OF_VIEW:
        sheet, items = OF_VIEW[name]
        return package.csv_bytes(sheet, items(snap))
    with _ONE_AT_A_TIME:
        ground = _ground(snap.states)
    if name == "countries.geojson":
        return ground.geojson()
    return ground.geopackage(record().checked_until)


def _about(snap: Snapshot) -> package.About:
    view, known = snap.view, record()
    country = known.name_on(view.country, view.on) if view.country else ""
    article = snap.article
    lines = (
        f"The Alliance at the end of {view.on}, with the events from {view.first} to {view.on}.",
        f"Kinds of event: {', '.join(view.kind) or 'all'}.",
        f"Events that involve: {country or 'any country'}.",
        f"Article: {article.title} ({article.publisher}, {article.day})."
        if article
        else "No article.",
    )
    return package.About(
        stem(view),
        words.title(f"NATO at the end of {in_words(view.on)}", view),
        lines,
        view.query(dated=True),
        known.checked_until,
        tuple((cited(source.source_id), source.link) for source in sources_of(snap)),
    )


def file(name: str, snap: Snapshot) -> bytes:
    """One of FILES for a snapshot, the same bytes each time; ViewError lists the names."""
    if name not in FILES:
        raise ViewError(f"file: {shown(name)} is none of those here: {', '.join(FILES)}")
    if name not in _DESCRIBING:
        return _plain(name, snap)
    about = _about(snap)
    if name == "README.txt":
        return about.readme()
    data = {n: _plain(n, snap) for n in FILES if n not in _DESCRIBING}
    entries = [
        package.resource(n, FILES[n], data[n], OF_VIEW[n][0] if n in OF_VIEW else None)
        for n in data
    ]
    described = about.descriptor(entries)
    if name == "datapackage.json":
        return described
    return zipped({**data, "datapackage.json": described, "README.txt": about.readme()})


def stem(view: View) -> str:
    """A file name after a view, of a-z, 0-9 and hyphens; what is in focus changes no table."""
    days = "all-days" if view.span is None else f"{view.span}-day{'s' if view.span > 1 else ''}"
    kinds = [kind for kind in KINDS if kind in view.kind]
    article = "" if view.article == View().article else f"article-{view.article or 'none'}"
    parts = ["nato", str(view.on), days, *kinds, view.country or "", view.area, article]
    name = re.sub(r"[^a-z0-9]++", "-", "-".join(filter(None, parts)).lower())
    return name[:LONGEST].strip("-")
