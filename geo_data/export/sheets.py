"""Tables that are handed over or printed: each column with its meaning and where its value is.

The command line prints some columns of what a view gives to take away, and tables of its own; a
column that stands in both is the same one.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from geo_data.export.package import Field, Sheet, field_of, taken
from geo_data.history.article6 import territories_on
from geo_data.history.borders import borders_on
from geo_data.history.events import KINDS, Event
from geo_data.history.snapshot import Snapshot
from geo_data.history.totals import totals
from geo_data.prose.changes import Change, changes
from geo_data.prose.sentences import cited
from geo_data.tables.alliance import Accession, Territory
from geo_data.tables.articles import Article, Fact
from geo_data.tables.columns import MEMORY, SOURCE_IDS, SURE, Column
from geo_data.tables.forces import Battlegroup, Leg
from geo_data.tables.record import record
from geo_data.tables.sources import Source
from geo_data.tables.states import State

Items = Iterable[object]


class Member(NamedTuple):
    """A member, with the name that it has on a day."""

    name: str
    row: Accession


class Claim(NamedTuple):
    """A fact, and whether it meets something that the view shows."""

    fact: Fact
    in_view: bool


def _cited(ids: tuple[str, ...]) -> str:
    return " | ".join(map(cited, ids))


def _trace(at: str = "evidence.", doubts: tuple[Column, ...] = (SURE, MEMORY)) -> list[Field]:
    """How sure a row is, and its sources by id and in words; `at` is where an item has them."""
    ids = f"{at}source_ids"
    told = "the same sources by title, publisher and day, ` | ` between"
    return [
        *(field_of(each.name, each, at + each.name) for each in doubts),
        field_of("source", SOURCE_IDS, ids),
        Field("source_titles", told, at=ids, told=_cited),
    ]


EVENTS = Sheet(
    "events",
    "One row an event that began in the window and that the filters keep.",
    ("event_id",),
    (
        Field("event_id", "id, `kind:row id`; it stays for ever", needed=True),
        Field("kind", "kind of event", needed=True, limits={"enum": list(KINDS)}),
        Field(
            "day",
            "day, or first day: YYYY-MM-DD, or YYYY-MM where only the month is known",
            needed=True,
            limits={"pattern": r"\d{4}-\d{2}(-\d{2})?"},
            at="day_text",
        ),
        Field("end_day", "last day", "date", at="end"),
        Field("title", "what happened, in a line", needed=True),
        Field("countries", "countries that it involves: ISO 3166-1 alpha-3 codes, `;` between"),
        Field("place", "places, `;` between"),
        Field(
            "counts_from",
            "the day itself, or the last one of its month",
            "date",
            needed=True,
            at="day",
        ),
        Field("summary", "what happened, in sentences"),
        *_trace(),
    ),
)
MOVES = Sheet(
    "moves",
    "One row a leg, announced by the day, of a force move among the events.",
    ("move_id", "leg"),
    (
        *taken(Leg, move_id="move_id", leg="leg", day="announced"),
        *taken(Leg, from_place="origin_place", from_iso3="origin_iso3"),
        *taken(Leg, to_place="destination_place", to_iso3="destination_iso3"),
        *taken(Leg, unit="unit", personnel="personnel", equipment="equipment"),
        *taken(Leg, status="leg_status", net_new="net_new_in_europe"),
        *taken(Leg, from_lat="origin_lat", from_lon="origin_lon"),
        *taken(Leg, to_lat="destination_lat", to_lon="destination_lon", note="note"),
        *_trace(),
    ),
)
MEMBERS = Sheet(
    "members",
    "One row a member at the end of the day; no filter changes who is one.",
    ("iso3",),
    (
        *taken(Accession, at="row.", iso3="iso3"),
        Field("name", "name of that day", needed=True),
        *taken(Accession, at="row.", acceded="acceded", note="note"),
        *_trace("row.evidence."),
    ),
)
FACTS = Sheet(
    "facts",
    "One row a claim of the view's article that can be checked; no rows without an article.",
    ("fact_id",),
    (
        *taken(Fact, at="fact.", fact_id="fact_id", paragraph="paragraph", kind="kind"),
        *taken(Fact, at="fact.", day_claimed="day_claimed", day_on_record="day_on_record"),
        *taken(Fact, at="fact.", countries="countries", paraphrase="paraphrase"),
        *taken(Fact, at="fact.", verdict="verdict", record_ids="record_ids", note="note"),
        *taken(Fact, at="fact.", actor="actor", record_says="record_says"),
        Field("in_view", "whether it meets something the view shows", "boolean", needed=True),
        *_trace("fact.evidence."),
    ),
)
COUNTRIES = Sheet(
    "countries",
    "One row a state and its standing at the end of the day. The trace is that of its "
    "territory; members.csv and events.csv have that of accessions and requests.",
    ("iso3",),
    (
        *taken(State, at="row.", iso3="iso3"),
        Field("name", "name of that day", needed=True),
        Field("member", "whether it is in the Alliance", "boolean", needed=True),
        Field("acceded", "members: accession took effect", "date"),
        Field("requested_in_article", "asked for consultations as the article says", "boolean"),
        Field("requested_on_record", "asked on the day or the two before", "boolean", needed=True),
        Field("borders_russia", "touches Russia, or the Soviet Union", "boolean", needed=True),
        *_trace("row.evidence.", (SURE,)),
        Field("warsaw_pact", "has signed the Warsaw Pact, or is in it", "boolean", needed=True),
    ),
)
SOURCES = Sheet(
    "sources",
    "One row a source that a row of the other tables names.",
    ("source_id",),
    (
        *taken(Source, source_id="source_id", title="title", publisher="publisher"),
        *taken(Source, day="day", kind="kind"),
        Field("url", "address, if a source of this kind may be linked", at="link"),
    ),
)


def by_id(events: Iterable[Event]) -> list[Event]:
    """Events by id, then day."""
    return sorted(events, key=lambda e: (e.event_id, e.day))


def claims(article: Article | None, met: Iterable[Fact] = ()) -> list[Claim]:
    """An article's facts by id; `met` are those that meet something of a view."""
    seen = {fact.fact_id for fact in met}
    facts = sorted(article.facts if article else (), key=lambda fact: fact.fact_id)
    return [Claim(fact, fact.fact_id in seen) for fact in facts]


def _members(on: date) -> list[Member]:
    """The members at the end of the day, by code."""
    known = record()
    found = known.members_on(on)
    return [Member(known.name_on(iso3, on), found[iso3]) for iso3 in sorted(found)]


def _legs(legs: Iterable[Leg]) -> list[Leg]:
    return sorted(legs, key=lambda leg: (leg.move_id, leg.announced, leg.leg))


_TRACED: dict[str, tuple[Sheet, Callable[[Snapshot], Items]]] = {
    "events.csv": (EVENTS, lambda snap: by_id(snap.events)),
    "moves.csv": (MOVES, lambda snap: _legs(leg for _, legs in snap.moves for leg in legs)),
    "members.csv": (MEMBERS, lambda snap: _members(snap.view.on)),
    "facts.csv": (FACTS, lambda snap: claims(snap.article, snap.facts)),
    "countries.csv": (COUNTRIES, lambda snap: snap.states),
}


def sources_of(snap: Snapshot) -> list[Source]:
    """The sources that rows of the view's tables name, by id."""
    known, named = record().sources, set()
    for sheet, items in _TRACED.values():
        ids = next(each.value for each in sheet.fields if each.name == "source")
        named |= {source for item in items(snap) for source in ids(item)}
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


LISTINGS: dict[str, list[Field]] = {
    "events": EVENTS.only("event_id kind day end_day title countries place confidence source"),
    "facts": FACTS.only(
        "fact_id paragraph kind day_claimed day_on_record countries paraphrase verdict record_ids"
        " note"
    ),
    "countries": COUNTRIES.only(
        "iso3 name member acceded requested_in_article requested_on_record borders_russia"
        " warsaw_pact"
    ),
    "members": MEMBERS.only("iso3 name acceded"),
    "article6": [
        *taken(Territory, territory="territory", member_iso3="member_iso3", standing="standing"),
        *taken(Territory, reason="reason", source="source_ids"),
    ],
    "battlegroups": [
        *taken(Battlegroup, host_iso3="host_iso3", framework_iso3="framework_nation_iso3"),
        *taken(Battlegroup, place="place", since="since"),
    ],
    "moves": MOVES.only(
        "move_id leg day from_place from_iso3 to_place to_iso3 unit personnel equipment status"
        " net_new"
    ),
    "borders": [
        *(Field("member_iso3", at="member.iso3"), Field("neighbour_iso3", at="neighbour.iso3")),
        Field("length_km", told="{:.1f}".format),
        Field("published_km", at="published", told=lambda row: row.length_km if row else ""),
        Field("source", at="evidence.source_ids"),
    ],
    "changes": [
        *(Field("day", at="day_text"), Field("kind"), Field("what")),
        Field("source", at="evidence.source_ids"),
    ],
    "totals": [
        *(Field("net_new_personnel"), Field("counted_moves", at="counted", told=len)),
        Field("left_out", told=len),
    ],
}
"""The columns that the command line prints, by command."""

ON_DAY: dict[str, Callable[[date], Items]] = {
    "members": _members,
    "article6": territories_on,
    "battlegroups": _battlegroups,
    "borders": borders_on,
}
IN_WINDOW: dict[str, Callable[[date, date], Items]] = {
    "moves": _announced,
    "totals": lambda first, last: [totals(first, last)],
    "changes": _changed,
}
