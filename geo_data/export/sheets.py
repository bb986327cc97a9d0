"""Tables that are handed over or printed: each column with its meaning and its value.

The command line prints some columns of what a view gives to take away, and tables of its own; a
column that stands in both is the same one.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, NamedTuple, TypeVar

from geo_data.export.package import Field, Sheet, field_of, taken
from geo_data.history.article6 import standing_on
from geo_data.history.borders import BorderOfDay, borders_on
from geo_data.history.events import KINDS, Event
from geo_data.history.snapshot import Snapshot, StateOfDay
from geo_data.history.totals import Totals, totals
from geo_data.prose.changes import Change, changes
from geo_data.tables.alliance import Accession, Territory
from geo_data.tables.articles import Article, Fact
from geo_data.tables.columns import MEMORY, SOURCE_IDS, SURE, Column, table_of
from geo_data.tables.forces import Battlegroup, Leg
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence, Source
from geo_data.tables.states import State

T = TypeVar("T")

_PLACES = "ISO 3166-1 alpha-3 codes, `;` between"
_DAY_OF = "YYYY-MM-DD, or YYYY-MM where only the month is known"
_DAY_OR_MONTH = {"pattern": r"\d{4}-\d{2}(-\d{2})?"}


class Member(NamedTuple):
    """A member, with the name that it has on a day."""

    name: str
    row: Accession


class Claim(NamedTuple):
    """A fact, and whether it meets something that the view shows."""

    fact: Fact
    in_view: bool = False


def cited(source_id: str) -> str:
    """A source in words: title, publisher and day."""
    source = record().sources.get(source_id)
    if source is None:  # the tables' check tells it
        return source_id
    where = ", ".join(filter(None, (source.publisher, source.day)))
    return f"{source.title} ({where})" if source.title else where


def _trace(evidence: Callable[[T], Evidence], *doubts: Column) -> tuple[Field[T], ...]:
    """How sure a row is, and its sources, by id and in words."""
    told = (field_of(c.name, c, partial(_told, evidence, c.name)) for c in doubts)
    return (
        *told,
        field_of("source", SOURCE_IDS, lambda row: evidence(row).source_ids),
        Field(
            "source_titles",
            lambda row: " | ".join(map(cited, evidence(row).source_ids)),
            "the same sources by title, publisher and day, ` | ` between",
        ),
    )


def _told(evidence: Callable[[T], Evidence], name: str, row: T) -> str:
    return str(getattr(evidence(row), name))


def _of_event(event: Event) -> Evidence:
    return Evidence(event.source_ids, event.confidence, event.memory_fields)


EVENTS: Sheet[Event] = Sheet(
    "events",
    "One row an event that began in the window and that the filters keep.",
    ("event_id",),
    (
        Field(
            "event_id", lambda e: e.event_id, "id, `kind:row id`; it stays for ever", needed=True
        ),
        Field("kind", lambda e: e.kind, "kind of event", needed=True, limits={"enum": list(KINDS)}),
        Field(
            "day",
            lambda e: e.day_text,
            f"day, or first day: {_DAY_OF}",
            needed=True,
            limits=_DAY_OR_MONTH,
        ),
        Field("end_day", lambda e: e.end, "last day", "date"),
        Field("title", lambda e: e.title, "what happened, in a line", needed=True),
        Field("countries", lambda e: e.countries, f"countries that it involves: {_PLACES}"),
        Field("place", lambda e: e.place, "places, `;` between"),
        Field(
            "counts_from",
            lambda e: e.day,
            "the day itself, or the last one of its month",
            "date",
            needed=True,
        ),
        Field("summary", lambda e: e.summary, "what happened, in sentences"),
        *_trace(_of_event, SURE, MEMORY),
    ),
    _of_event,
)
MOVES: Sheet[Leg] = Sheet(
    "moves",
    "One row a leg, announced by the day, of a force move among the events.",
    ("move_id", "leg"),
    (
        *taken(
            table_of(Leg),
            lambda leg: leg,
            move_id="move_id",
            leg="leg",
            day="announced",
            from_place="origin_place",
            from_iso3="origin_iso3",
            to_place="destination_place",
            to_iso3="destination_iso3",
            unit="unit",
            personnel="personnel",
            equipment="equipment",
            status="leg_status",
            net_new="net_new_in_europe",
            from_lat="origin_lat",
            from_lon="origin_lon",
            to_lat="destination_lat",
            to_lon="destination_lon",
            note="note",
        ),
        *_trace(lambda leg: leg.evidence, SURE, MEMORY),
    ),
    lambda leg: leg.evidence,
)
MEMBERS: Sheet[Member] = Sheet(
    "members",
    "One row a member at the end of the day; no filter changes who is one.",
    ("iso3",),
    (
        *taken(table_of(Accession), lambda m: m.row, iso3="iso3"),
        Field("name", lambda m: m.name, "name of that day", needed=True),
        *taken(table_of(Accession), lambda m: m.row, acceded="acceded", note="note"),
        *_trace(lambda m: m.row.evidence, SURE, MEMORY),
    ),
    lambda m: m.row.evidence,
)
FACTS: Sheet[Claim] = Sheet(
    "facts",
    "One row a claim of the view's article that can be checked; no rows without an article.",
    ("fact_id",),
    (
        *taken(
            table_of(Fact),
            lambda claim: claim.fact,
            fact_id="fact_id",
            paragraph="paragraph",
            kind="kind",
            day_claimed="day_claimed",
            day_on_record="day_on_record",
            countries="countries",
            paraphrase="paraphrase",
            verdict="verdict",
            record_ids="record_ids",
            note="note",
            actor="actor",
            record_says="record_says",
        ),
        Field(
            "in_view",
            lambda claim: claim.in_view,
            "whether it meets something the view shows",
            "boolean",
            needed=True,
        ),
        *_trace(lambda claim: claim.fact.evidence, SURE, MEMORY),
    ),
    lambda claim: claim.fact.evidence,
)
COUNTRIES: Sheet[StateOfDay] = Sheet(
    "countries",
    "One row a state and its standing at the end of the day. The trace is that of its "
    "territory; members.csv and events.csv have that of accessions and requests.",
    ("iso3",),
    (
        *taken(table_of(State), lambda s: s.row, iso3="iso3"),
        Field("name", lambda s: s.name, "name of that day", needed=True),
        Field(
            "member", lambda s: s.member, "whether it is in the Alliance", "boolean", needed=True
        ),
        Field("acceded", lambda s: s.acceded, "members: accession took effect", "date"),
        Field(
            "requested_in_article",
            lambda s: s.requested_in_article,
            "asked for consultations as the article says",
            "boolean",
        ),
        Field(
            "requested_on_record",
            lambda s: s.requested_on_record,
            "asked on the day or the two before",
            "boolean",
            needed=True,
        ),
        Field(
            "borders_russia",
            lambda s: s.borders_russia,
            "touches Russia, or the Soviet Union",
            "boolean",
            needed=True,
        ),
        *_trace(lambda s: s.row.evidence, SURE),
    ),
    lambda s: s.row.evidence,
)
SOURCES: Sheet[Source] = Sheet(
    "sources",
    "One row a source that a row of the other tables names.",
    ("source_id",),
    (
        *taken(
            table_of(Source),
            lambda source: source,
            source_id="source_id",
            title="title",
            publisher="publisher",
            day="day",
            kind="kind",
        ),
        Field("url", lambda source: source.link, "address, if a source of this kind may be linked"),
    ),
)
ARTICLE6: Sheet[Territory] = Sheet(
    "article6",
    "One row a territory in or out of the area of Article 6 at the end of the day.",
    ("territory",),
    taken(
        table_of(Territory),
        lambda row: row,
        territory="territory",
        member_iso3="member_iso3",
        standing="standing",
        reason="reason",
        source="source_ids",
    ),
)
BATTLEGROUPS: Sheet[Battlegroup] = Sheet(
    "battlegroups",
    "One row a battlegroup that stands at the end of the day; `since` as it is stored.",
    ("host_iso3", "framework_iso3"),
    taken(
        table_of(Battlegroup),
        lambda row: row,
        host_iso3="host_iso3",
        framework_iso3="framework_nation_iso3",
        place="place",
        since="since",
    ),
)
BORDERS: Sheet[BorderOfDay] = Sheet(
    "borders",
    "One row a member's border with Russia, Belarus or Ukraine at the end of the day.",
    ("member_iso3", "neighbour_iso3"),
    (
        Field("member_iso3", lambda border: border.member.iso3),
        Field("neighbour_iso3", lambda border: border.neighbour.iso3),
        Field("length_km", lambda border: f"{border.length_km:.1f}"),
        Field("published_km", lambda border: border.published_km),
        Field("source", lambda border: border.source_ids),
    ),
)
CHANGES: Sheet[Change] = Sheet(
    "changes",
    "One row a change; its day as it is stored.",
    ("day", "kind", "what"),
    (
        Field("day", lambda change: change.day_text),
        Field("kind", lambda change: change.kind),
        Field("what", lambda change: change.what),
        Field("source", lambda change: change.evidence.source_ids),
    ),
)
TOTALS: Sheet[Totals] = Sheet(
    "totals",
    "US troops new in Europe that were announced in the window: one row.",
    (),
    (
        Field("net_new_personnel", lambda found: found.net_new_personnel),
        Field("counted_moves", lambda found: found.counted),
        Field("left_out", lambda found: found.left_out),
    ),
)


def by_id(events: Iterable[Event]) -> list[Event]:
    """Events by id, then day."""
    return sorted(events, key=lambda e: (e.event_id, e.day))


def _members(on: date) -> list[Member]:
    """The members at the end of the day, by code."""
    known = record()
    found = known.members_on(on)
    return [Member(known.name_on(iso3, on), found[iso3]) for iso3 in sorted(found)]


def _legs(legs: Iterable[Leg]) -> list[Leg]:
    return sorted(legs, key=lambda leg: (leg.move_id, leg.announced, leg.leg))


def claims(article: Article | None, met: Iterable[Fact] = ()) -> list[Claim]:
    """An article's facts by id; `met` are those that meet something of a view."""
    seen = {fact.fact_id for fact in met}
    facts = sorted(article.facts if article else (), key=lambda fact: fact.fact_id)
    return [Claim(fact, fact.fact_id in seen) for fact in facts]


_TRACED: dict[str, tuple[Sheet[Any], Callable[[Snapshot], Iterable[Any]]]] = {
    "events.csv": (EVENTS, lambda snap: by_id(snap.events)),
    "moves.csv": (MOVES, lambda snap: _legs(leg for _, legs in snap.moves for leg in legs)),
    "members.csv": (MEMBERS, lambda snap: _members(snap.view.on)),
    "facts.csv": (FACTS, lambda snap: claims(snap.article, snap.facts)),
    "countries.csv": (COUNTRIES, lambda snap: snap.states),
}


def sources_of(snap: Snapshot) -> list[Source]:
    """The sources that rows of the view's tables name, by id."""
    named = {
        source
        for sheet, items in _TRACED.values()
        if sheet.evidence
        for item in items(snap)
        for source in sheet.evidence(item).source_ids
    }
    known = record().sources
    return [known[found] for found in sorted(named & known.keys())]


OF_VIEW = {**_TRACED, "sources.csv": (SOURCES, sources_of)}
"""The tables of a view by their files."""


def _battlegroups(on: date) -> list[Battlegroup]:
    found = (row for row in record().battlegroups if row.stands_on(on))
    return sorted(found, key=lambda row: (row.host, row.framework, row.camp, row.since_text))


def _announced(first: date, last: date) -> list[Leg]:
    legs = (leg for move in record().moves for leg in move.legs)
    return _legs(leg for leg in legs if first <= leg.announced <= last)


def _changed(first: date, last: date) -> list[Change]:
    """What changed after the end of the first day up to the last, by day as it is stored."""
    found = changes(first, last).found
    return sorted(found, key=lambda c: (c.day_text, c.kind, c.what, c.evidence.source_ids))


LISTINGS: dict[str, Sheet[Any]] = {
    "events": EVENTS.only(
        "event_id", "kind", "day", "end_day", "title", "countries", "place", "confidence", "source"
    ),
    "facts": FACTS.only(
        *("fact_id", "paragraph", "kind", "day_claimed", "day_on_record", "countries"),
        *("paraphrase", "verdict", "record_ids", "note"),
    ),
    "countries": COUNTRIES.only(
        *("iso3", "name", "member", "acceded", "requested_in_article", "requested_on_record"),
        "borders_russia",
    ),
    "members": MEMBERS.only("iso3", "name", "acceded"),
    "moves": MOVES.only(
        *("move_id", "leg", "day", "from_place", "from_iso3", "to_place", "to_iso3", "unit"),
        *("personnel", "equipment", "status", "net_new"),
    ),
    **{each.name: each for each in (ARTICLE6, BATTLEGROUPS, BORDERS, CHANGES, TOTALS)},
}
"""What the command line prints, by command."""

ON_DAY: dict[str, Callable[[date], Iterable[Any]]] = {
    "members": _members,
    "article6": standing_on,
    "battlegroups": _battlegroups,
    "borders": borders_on,
}
IN_WINDOW: dict[str, Callable[[date, date], Iterable[Any]]] = {
    "moves": _announced,
    "totals": lambda first, last: [totals(first, last)],
    "changes": _changed,
}
