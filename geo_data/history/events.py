"""Events: what happened, from every table of the record, on one line of time.

An event's id is `kind:row id` and stays for ever, because links carry it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from geo_data.days import in_words
from geo_data.english import capital, count_word, in_a_row, the, unique
from geo_data.tables.alliance import Accession, Consultation, Invocation, Milestone, Statement
from geo_data.tables.forces import Battlegroup, Move, Place
from geo_data.tables.record import Record, record
from geo_data.tables.sources import Evidence

KINDS = (
    "accession",
    "consultation",
    "invocation",
    "move",
    "battlegroup",
    "milestone",
    "statement",
)


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event.

    `day` is the day it counts from, `month` the month as stored where no more is known; `end` is
    the last day or None; `countries` are ISO 3166-1 alpha-3.
    """

    event_id: str
    day: date
    title: str
    summary: str
    countries: tuple[str, ...]
    evidence: Evidence
    end: date | None = None
    place: tuple[str, ...] = ()
    month: str = ""

    @property
    def kind(self) -> str:
        """One of KINDS."""
        return self.event_id.partition(":")[0]

    @property
    def day_text(self) -> str:
        """The day as stored, perhaps only a month."""
        return self.month or self.day.isoformat()


def place_name(known: Record, place: Place, on: date) -> str:
    """A place by its name; one that was never published by its country's, if that is known."""
    if place.lon_lat or not place.name:
        return place.name
    return known.name_on(place.iso3, on) if place.iso3 else place.name.split(" (")[0]


def _accession(known: Record, row: Accession) -> Event:
    name = the(known.name_on(row.iso3, row.day))
    count = len(known.members_on(row.day))
    founder = row.wave_label == "founding"
    summary = (
        f"The Treaty takes effect for its {count} founders, {name} among them."
        if founder
        else f"The accession of {name} takes effect; the Alliance has {count} members."
    )
    return Event(
        f"accession:{row.iso3}",
        row.day,
        f"{capital(name)} {'is a founding member' if founder else 'joins NATO'}",
        f"{summary} {row.note}".strip(),
        (row.iso3,),
        row.evidence,
    )


def _consultation(known: Record, row: Consultation) -> Event:
    def names(*, official: bool) -> list[str]:
        found = (r.iso3 for r in row.requesters if r.official == official)
        return sorted(the(known.name_on(iso3, row.requested)) for iso3 in found)

    asked, disputed = names(official=True), names(official=False)
    alone = len(asked) == 1
    who = capital(asked[0]) if alone else f"{count_word(len(asked)).capitalize()} Allies"
    summary = f"{row.trigger}. Asked for by {in_a_row(asked)}; held on {in_words(row.held)}."
    if disputed:
        also = "a requester" if len(disputed) == 1 else "requesters"
        summary += f" Some texts also name {in_a_row(disputed)} as {also}; that is disputed."
    sources = unique(s for r in row.official for s in r.evidence.source_ids)
    return Event(
        f"consultation:{row.consultation_id}",
        row.requested,
        f"{who} {'asks' if alone else 'ask'} for Article 4 consultations",
        summary,
        tuple(r.iso3 for r in row.official),
        replace(row.official[0].evidence, source_ids=sources),
        row.held,
    )


def _invocation(known: Record, row: Invocation) -> Event:
    return Event(
        f"invocation:{row.invocation_id}",
        row.invoked,
        f"Article 5 is invoked after an attack on {the(known.name_on(row.attacked, row.invoked))}",
        f"{row.trigger}. {row.note}",
        (row.attacked,),
        row.evidence,
        row.confirmed,
    )


def moves_of(known: Record, moves: Iterable[Move]) -> tuple[Event, ...]:
    """Some moves as events, oldest first."""
    return tuple(sorted((_move(known, row) for row in moves), key=lambda e: (e.day, e.event_id)))


@lru_cache(maxsize=64)
def of_article(moves: tuple[Move, ...]) -> tuple[Event, ...]:
    """The moves that an article alone knows, as events, oldest first."""
    return moves_of(record(), moves)


def _move(known: Record, row: Move) -> Event:
    first, day = row.legs[0], row.announced
    starts, goals = ([leg.origin for leg in row.legs], [leg.destination for leg in row.legs])

    def names(places: Iterable[Place]) -> str:
        return in_a_row(unique(the(place_name(known, place, day)) for place in places))

    start = names(place for place in starts if place.name)
    sources = unique(s for leg in row.legs for s in leg.evidence.source_ids)
    return Event(
        f"move:{row.move_id}",
        day,
        f"{row.label or first.unit}{f' from {start}' if start else ''} to {names(goals)}",
        row.summary,
        unique((row.nation, *(place.iso3 for place in (*starts, *goals)))),
        replace(first.evidence, source_ids=sources),
        place=unique(place.name for place in goals),
    )


def led_by(known: Record, row: Battlegroup) -> str:
    """Who leads a battlegroup, in words."""
    if row.host == row.framework:
        return "led by the host itself"
    return f"framework nation {the(known.name_on(row.framework, row.since))}"


def _battlegroup(known: Record, row: Battlegroup) -> Event:
    host, led = the(known.name_on(row.host, row.since)), led_by(known, row)
    return Event(
        f"battlegroup:{row.battlegroup_id}",
        row.since,
        f"Battlegroup in {host}, {led}",
        f"A multinational battlegroup at {row.place.name}, {led}. {row.note}".strip(),
        unique((row.host, row.framework)),
        row.evidence,
        row.until,
        (row.place.name,),
        _month(row.since_text),
    )


def _milestone(row: Milestone) -> Event:
    return Event(
        f"milestone:{row.milestone_id}",
        row.day,
        row.title,
        row.description,
        row.countries,
        row.evidence,
        row.end,
    )


def _month(text: str) -> str:
    """A stored day, if it is only a month."""
    return text if len(text) == len("2022-05") else ""


def _statement(row: Statement) -> Event:
    return Event(
        f"statement:{row.statement_id}",
        row.day,
        f"{row.speaker}: {row.occasion}",
        row.summary,
        row.countries,
        row.evidence,
    )


def all_events(known: Record) -> tuple[Event, ...]:
    """Every event of the record, oldest first."""
    found = [
        *(_accession(known, row) for row in known.accessions),
        *(_consultation(known, row) for row in known.consultations),
        *(_invocation(known, row) for row in known.invocations),
        *(_move(known, row) for row in known.moves),
        *(_battlegroup(known, row) for row in known.battlegroups),
        # A milestone that restates a row of another table is no event of its own.
        *(_milestone(row) for row in known.milestones if not row.same_as),
        *(_statement(row) for row in known.statements),
    ]
    return tuple(sorted(found, key=lambda e: (e.day, KINDS.index(e.kind), e.event_id)))


@cache
def events() -> tuple[Event, ...]:
    """The events of the shipped record, oldest first, made once.

    >>> events()[0].day.isoformat(), events()[0].title
    ('1949-04-04', 'Treaty signed')
    """
    return all_events(record())


@cache
def event_days() -> tuple[date, ...]:
    """The days on which something happened, up to the last one checked, oldest first."""
    return tuple(sorted({e.day for e in events() if e.day <= record().checked_until}))


@cache
def countries_involved() -> dict[str, str]:
    """Countries that some event involves, ISO 3166-1 alpha-3 to today's name, by name."""
    known = record()
    codes = {iso3 for event in events() for iso3 in event.countries}
    names = {s.iso3: known.name_on(s.iso3, known.checked_until) for s in known.states}
    return dict(sorted(((c, names[c]) for c in codes if c in names), key=lambda pair: pair[1]))


@cache
def by_id() -> dict[str, Event]:
    """The events of the shipped record by their ids."""
    return {event.event_id: event for event in events()}


def kept_between(
    first: date,
    last: date,
    kinds: Collection[str] = (),
    countries: Collection[str] = (),
    more: Iterable[Event] = (),
) -> tuple[Event, ...]:
    """Events that began in a window, of some kinds, involving any of some countries.

    Of the record, and then of `more`: what an article alone has.
    """
    return tuple(
        event
        for event in (*events(), *more)
        if first <= event.day <= last
        and (not kinds or event.kind in kinds)
        and (not countries or any(iso3 in event.countries for iso3 in countries))
    )
