"""Events: what happened, from every table of the record, on one line of time.

An event's id is `kind:row id` and stays for ever, because links carry it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from geo_data.days import in_words
from geo_data.english import capital, count_word, in_a_row, the, unique
from geo_data.tables.alliance import Accession, Consultation, Invocation, Milestone, Statement
from geo_data.tables.forces import Battlegroup, Move, Place
from geo_data.tables.record import Record, record

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

    `day` is the day it counts from, `day_text` the day as stored (perhaps only a month);
    `end` is the last day or None; `countries` are ISO 3166-1 alpha-3.
    """

    event_id: str
    kind: str
    day: date
    day_text: str
    end: date | None
    title: str
    summary: str
    countries: tuple[str, ...]
    place: tuple[str, ...]
    source_ids: tuple[str, ...]
    confidence: str
    memory_fields: str = ""


def place_name(known: Record, place: Place, on: date) -> str:
    """A place by its name; one that was never published by its country's, if that is known."""
    if place.lon_lat or not place.name:
        return place.name
    return known.name_on(place.iso3, on) if place.iso3 else place.name.split(" (")[0]


def _accession(known: Record, row: Accession) -> Event:
    name = the(known.name_on(row.iso3, row.day))
    count = len(known.members_on(row.day))
    founder = row.wave_label == "founding"
    title = f"{capital(name)} is a founding member" if founder else f"{capital(name)} joins NATO"
    summary = (
        f"The Treaty takes effect for its {count} founders, {name} among them."
        if founder
        else f"The accession of {name} takes effect; the Alliance has {count} members."
    )
    return Event(
        f"accession:{row.iso3}",
        "accession",
        row.day,
        row.day.isoformat(),
        None,
        title,
        " ".join(filter(None, (summary, row.note))),
        (row.iso3,),
        (),
        row.evidence.source_ids,
        row.evidence.confidence,
        row.evidence.memory_fields,
    )


def _consultation(known: Record, row: Consultation) -> Event:
    day = row.requested
    names = sorted(the(known.name_on(r.iso3, day)) for r in row.official)
    who = names[0] if len(names) == 1 else f"{count_word(len(names)).capitalize()} Allies"
    ask = "asks" if len(names) == 1 else "ask"
    parts = [f"{row.trigger}. Asked for by {in_a_row(names)}; held on {in_words(row.held)}."]
    disputed = sorted(the(known.name_on(r.iso3, day)) for r in row.requesters if not r.official)
    if disputed:
        also = "a requester" if len(disputed) == 1 else "requesters"
        parts.append(f"Some texts also name {in_a_row(disputed)} as {also}; that is disputed.")
    evidence = row.official[0].evidence
    return Event(
        f"consultation:{row.consultation_id}",
        "consultation",
        day,
        day.isoformat(),
        row.held,
        f"{capital(who)} {ask} for Article 4 consultations",
        " ".join(parts),
        tuple(r.iso3 for r in row.official),
        (),
        unique(s for r in row.official for s in r.evidence.source_ids),
        evidence.confidence,
        evidence.memory_fields,
    )


def _invocation(known: Record, row: Invocation) -> Event:
    name = known.name_on(row.attacked, row.invoked)
    return Event(
        f"invocation:{row.invocation_id}",
        "invocation",
        row.invoked,
        row.invoked.isoformat(),
        row.confirmed,
        f"Article 5 is invoked after an attack on {the(name)}",
        f"{row.trigger}. {row.note}",
        (row.attacked,),
        (),
        row.evidence.source_ids,
        row.evidence.confidence,
        row.evidence.memory_fields,
    )


def moves_of(known: Record, moves: Iterable[Move]) -> tuple[Event, ...]:
    """Some moves as events, oldest first."""
    return tuple(sorted((_move(known, row) for row in moves), key=lambda e: (e.day, e.event_id)))


@lru_cache(maxsize=64)
def of_article(moves: tuple[Move, ...]) -> tuple[Event, ...]:
    """The moves that an article alone knows, as events, oldest first."""
    return moves_of(record(), moves)


def _move(known: Record, row: Move) -> Event:
    first = row.legs[0]
    day = row.announced

    goals = unique(the(place_name(known, leg.destination, day)) for leg in row.legs)
    starts = unique(the(place_name(known, leg.origin, day)) for leg in row.legs if leg.origin.name)
    from_where = f" from {in_a_row(starts)}" if starts else ""
    return Event(
        f"move:{row.move_id}",
        "move",
        day,
        day.isoformat(),
        None,
        f"{row.label or first.unit}{from_where} to {in_a_row(goals)}",
        row.summary,
        unique(
            (
                row.nation,
                *(leg.origin.iso3 for leg in row.legs),
                *(leg.destination.iso3 for leg in row.legs),
            )
        ),
        unique(leg.destination.name for leg in row.legs),
        unique(s for leg in row.legs for s in leg.evidence.source_ids),
        first.evidence.confidence,
        first.evidence.memory_fields,
    )


def _battlegroup(known: Record, row: Battlegroup) -> Event:
    host, lead = (the(known.name_on(iso3, row.since)) for iso3 in (row.host, row.framework))
    led = "led by the host itself" if row.host == row.framework else f"framework nation {lead}"
    return Event(
        f"battlegroup:{row.battlegroup_id}",
        "battlegroup",
        row.since,
        row.since_text,
        row.until,
        f"Battlegroup in {host}, {led}",
        f"A multinational battlegroup at {row.place.name}, {led}. {row.note}".strip(),
        unique((row.host, row.framework)),
        (row.place.name,),
        row.evidence.source_ids,
        row.evidence.confidence,
        row.evidence.memory_fields,
    )


def _milestone(row: Milestone) -> Event:
    return Event(
        f"milestone:{row.milestone_id}",
        "milestone",
        row.day,
        str(row.day),
        row.end,
        row.title,
        row.description,
        row.countries,
        (),
        row.evidence.source_ids,
        row.evidence.confidence,
        row.evidence.memory_fields,
    )


def _statement(row: Statement) -> Event:
    return Event(
        f"statement:{row.statement_id}",
        "statement",
        row.day,
        row.day.isoformat(),
        None,
        f"{row.speaker}: {row.occasion}",
        row.summary,
        row.countries,
        (),
        row.evidence.source_ids,
        row.evidence.confidence,
        row.evidence.memory_fields,
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
    """The events of the shipped record, oldest first, made once."""
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
