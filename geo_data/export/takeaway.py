"""Data to take away: what a view shows, as files with a trace to the sources in every row.

Columns that the command line prints keep their names and meaning. Nothing is left on disk.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from threading import Lock

from geo_data.days import in_words
from geo_data.errors import ViewError
from geo_data.export import package
from geo_data.export.package import Field, sheet, taken
from geo_data.history.events import KINDS
from geo_data.history.snapshot import Snapshot, StateOfDay, countries, yes_no
from geo_data.history.view import View
from geo_data.prose.sentences import cited
from geo_data.tables.catalogue import BY_NAME
from geo_data.tables.columns import split
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence, Source
from geo_data.texts import shown

Rows = Iterable[tuple[object, ...]]

_ONE_AT_A_TIME = Lock()  # the first readers of all would else each make the outlines

LONGEST = 160
"""Letters of a stem: room for an ending within what file systems take."""

FILES: Mapping[str, str] = {
    "events.csv": "text/csv",
    "moves.csv": "text/csv",
    "members.csv": "text/csv",
    "facts.csv": "text/csv",
    "countries.csv": "text/csv",
    "sources.csv": "text/csv",
    "countries.geojson": "application/geo+json",
    "countries.gpkg": "application/geopackage+sqlite3",
    "datapackage.json": "application/json",
    "README.txt": "text/plain",
    "package.zip": "application/zip",
}
"""Every file there is for a view, with its media type; the archive holds all the others."""

_DESCRIBING = ("datapackage.json", "README.txt", "package.zip")


_TITLES = Field("source_titles", "the same sources by title, publisher and day, ` | ` between")
_TRACE = (
    taken(BY_NAME["facts"], confidence="confidence", memory_fields="memory_fields"),
    taken(BY_NAME["facts"], source="source_ids"),
    _TITLES,
)
_STATE_TRACE = (taken(BY_NAME["states"], confidence="confidence", source="source_ids"), _TITLES)
_PLACES = "ISO 3166-1 alpha-3 codes, `;` between"
_DAY_OF = "YYYY-MM-DD, or YYYY-MM where only the month is known"
_DAY_OR_MONTH = {"pattern": r"\d{4}-\d{2}(-\d{2})?"}

_SHEETS = {
    "events.csv": sheet(
        "events",
        "One row an event that began in the window and that the filters keep.",
        ("event_id",),
        Field("event_id", "id, `kind:row id`; it stays for ever", needed=True),
        Field("kind", "kind of event", needed=True, limits={"enum": list(KINDS)}),
        Field("day", f"day, or first day: {_DAY_OF}", needed=True, limits=_DAY_OR_MONTH),
        Field("end_day", "last day", "date"),
        Field("title", "what happened, in a line", needed=True),
        Field("countries", f"countries that it involves: {_PLACES}"),
        Field("place", "places, `;` between"),
        Field("counts_from", "the day itself, or the last one of its month", "date", needed=True),
        Field("summary", "what happened, in sentences"),
        *_TRACE,
    ),
    "moves.csv": sheet(
        "moves",
        "One row a leg, announced by the day, of a force move among the events.",
        ("move_id", "leg"),
        taken(BY_NAME["moves"], move_id="move_id", leg="leg", day="announced"),
        taken(BY_NAME["moves"], from_place="origin_place", from_iso3="origin_iso3"),
        taken(BY_NAME["moves"], to_place="destination_place", to_iso3="destination_iso3"),
        taken(BY_NAME["moves"], unit="unit", personnel="personnel", equipment="equipment"),
        taken(BY_NAME["moves"], status="leg_status", net_new="net_new_in_europe"),
        taken(BY_NAME["moves"], from_lat="origin_lat", from_lon="origin_lon"),
        taken(BY_NAME["moves"], to_lat="destination_lat", to_lon="destination_lon", note="note"),
        *_TRACE,
    ),
    "members.csv": sheet(
        "members",
        "One row a member at the end of the day; no filter changes who is one.",
        ("iso3",),
        taken(BY_NAME["membership"], iso3="iso3"),
        Field("name", "name of that day", needed=True),
        taken(BY_NAME["membership"], acceded="acceded", note="note"),
        *_TRACE,
    ),
    "facts.csv": sheet(
        "facts",
        "One row a claim of the view's article that can be checked; no rows without an article.",
        ("fact_id",),
        taken(BY_NAME["facts"], fact_id="fact_id", paragraph="paragraph", kind="kind"),
        taken(BY_NAME["facts"], day_claimed="day_claimed", day_on_record="day_on_record"),
        taken(BY_NAME["facts"], countries="countries", paraphrase="paraphrase"),
        taken(BY_NAME["facts"], verdict="verdict", record_ids="record_ids", note="note"),
        taken(BY_NAME["facts"], actor="actor", record_says="record_says"),
        Field("in_view", "whether it meets something the view shows", "boolean", needed=True),
        *_TRACE,
    ),
    "countries.csv": sheet(
        "countries",
        "One row a state and its standing at the end of the day. The trace is that of its "
        "territory; members.csv and events.csv have that of accessions and requests.",
        ("iso3",),
        taken(BY_NAME["states"], iso3="iso3"),
        Field("name", "name of that day", needed=True),
        Field("member", "whether it is in the Alliance", "boolean", needed=True),
        Field("acceded", "members: accession took effect", "date"),
        Field("requested_in_article", "asked for consultations as the article says", "boolean"),
        Field("requested_on_record", "asked on the day or the two before", "boolean", needed=True),
        Field("borders_russia", "touches Russia, or the Soviet Union", "boolean", needed=True),
        *_STATE_TRACE,
    ),
    "sources.csv": sheet(
        "sources",
        "One row a source that a row of the other tables names.",
        ("source_id",),
        taken(BY_NAME["sources"], source_id="source_id", title="title", publisher="publisher"),
        taken(BY_NAME["sources"], day="day", kind="kind"),
        Field("url", "address, if a source of this kind may be linked"),
    ),
}


def _titles(ids: Iterable[str]) -> str:
    return " | ".join(map(cited, ids))


def _trace(evidence: Evidence) -> tuple[str, ...]:
    ids = evidence.source_ids
    return evidence.confidence, evidence.memory_fields, ";".join(ids), _titles(ids)


def _events(snap: Snapshot) -> Rows:
    for e in sorted(snap.events, key=lambda e: (e.event_id, e.day)):
        cells = (e.event_id, e.kind, e.day_text, e.end, e.title, ";".join(e.countries))
        yield (*cells, ";".join(e.place), e.day, e.summary, *_trace(e.evidence))


def _moves(snap: Snapshot) -> Rows:
    for move, legs in sorted(snap.moves, key=lambda pair: pair[0].move_id):
        for leg in sorted(legs, key=lambda leg: (leg.announced, leg.leg)):
            start, goal = leg.origin, leg.destination
            people = move.personnel if leg.leg == 1 else None
            cells = (move.move_id, leg.leg, leg.announced, start.name, start.iso3, goal.name)
            what = (goal.iso3, leg.unit, people, leg.equipment, leg.status, leg.net_new)
            # A place is kept as longitude before latitude, a table has it the other way.
            points = [(p.lon_lat or (None, None))[::-1] for p in (start, goal)]
            yield (*cells, *what, *points[0], *points[1], leg.note, *_trace(leg.evidence))


def _members(snap: Snapshot) -> Rows:
    known = record().members_on(snap.view.on)
    for state in snap.members:
        row = known[state.iso3]
        yield (state.iso3, state.name, state.acceded, row.note, *_trace(row.evidence))


def _facts(snap: Snapshot) -> Rows:
    met = {fact.fact_id for fact in snap.facts}
    for f in sorted(snap.article.facts if snap.article else (), key=lambda f: f.fact_id):
        cells = (f.fact_id, f.paragraph, f.kind, f.day_claimed, f.day_on_record)
        said = (";".join(f.countries), f.paraphrase, f.verdict, ";".join(f.record_ids), f.note)
        seen = (f.actor, f.record_says, yes_no(f.fact_id in met))
        yield (*cells, *said, *seen, *_trace(f.evidence))


def _countries(snap: Snapshot) -> Rows:
    for s in snap.states:
        asked = (yes_no(s.requested_in_article), yes_no(s.requested_on_record))
        cells = (s.iso3, s.name, yes_no(s.member), s.acceded, *asked, yes_no(s.borders_russia))
        ids = s.row.evidence.source_ids
        yield (*cells, s.row.evidence.confidence, ";".join(ids), _titles(ids))


def _sources(snap: Snapshot) -> Rows:
    for s in _read(snap):
        yield (s.source_id, s.title, s.publisher, s.day, s.kind, s.link)


_ROWS: dict[str, Callable[[Snapshot], Rows]] = {
    "events.csv": _events,
    "moves.csv": _moves,
    "members.csv": _members,
    "facts.csv": _facts,
    "countries.csv": _countries,
    "sources.csv": _sources,
}


def _read(snap: Snapshot) -> list[Source]:
    """The sources that rows of this snapshot name, by id; their ids stand next to last."""
    tables = (rows(snap) for rows in _ROWS.values() if rows is not _sources)
    named = {found for rows in tables for row in rows for found in split(str(row[-2]))}
    known = record().sources
    return [known[found] for found in sorted(named & known.keys())]


@lru_cache(maxsize=1)
def _outlines(states: tuple[StateOfDay, ...]) -> package.Outlines:
    """States' polygons, written once for all readers of a day: slow."""
    return package.outlines(countries(states).geometry)


def _ground(snap: Snapshot) -> package.Ground:
    """countries.csv once more, with values instead of cells, and the polygons."""
    with _ONE_AT_A_TIME:
        shapes = _outlines(snap.states)
    return package.Ground(_SHEETS["countries.csv"], [*_countries(snap)], shapes)


def _plain(name: str, snap: Snapshot) -> bytes:
    if name in _ROWS:
        return package.csv_bytes(_SHEETS[name], _ROWS[name](snap))
    ground = _ground(snap)
    if name == "countries.geojson":
        return ground.geojson()
    return ground.geopackage("countries", record().checked_until)


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
        f"NATO at the end of {in_words(view.on)}",
        lines,
        view.query(),
        known.checked_until,
        tuple((cited(source.source_id), source.link) for source in _read(snap)),
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
    entries = [package.resource(n, FILES[n], data[n], _SHEETS.get(n)) for n in data]
    described = about.descriptor(entries)
    if name == "datapackage.json":
        return described
    return package.zipped({**data, "datapackage.json": described, "README.txt": about.readme()})


def stem(view: View) -> str:
    """A file name after a view, of a-z, 0-9 and hyphens; what is in focus changes no table."""
    days = "all-days" if view.span is None else f"{view.span}-day{'s' if view.span > 1 else ''}"
    kinds = [kind for kind in KINDS if kind in view.kind]
    article = "" if view.article == View().article else f"article-{view.article or 'none'}"
    parts = ["nato", str(view.on), days, *kinds, view.country or "", view.area, article]
    name = re.sub(r"[^a-z0-9]++", "-", "-".join(filter(None, parts)).lower())
    return name[:LONGEST].strip("-")
