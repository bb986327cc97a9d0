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
from geo_data.tables.cell_rules import EVENT_KINDS
from geo_data.tables.context import Context
from geo_data.tables.forces import Battlegroup, Move, Place
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence

KINDS = EVENT_KINDS
CONTEXT = "context"
"""The kind of what is no act of the Alliance."""


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event.

    `day` is the day it counts from, `month` the month as stored where no more is known; `end` is
    the last day or None; `countries` are ISO 3166-1 alpha-3. A context event, which is no act of
    the Alliance, may have a point `lon_lat` (WGS 84 degrees) and other words to look for it by.
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
    lon_lat: tuple[float, float] | None = None
    synonyms: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """One of KINDS."""
        return self.event_id.partition(":")[0]

    @property
    def is_context(self) -> bool:
        """Whether it is no act of the Alliance."""
        return self.kind == CONTEXT

    @property
    def line(self) -> str:
        """Its title; of a context event with the word before it."""
        return f"{CONTEXT.capitalize()}: {self.title}" if self.is_context else self.title

    @property
    def day_text(self) -> str:
        """The day as stored, perhaps only a month."""
        return self.month or self.day.isoformat()


def the_name(iso3: str, on: date) -> str:
    """A country's name of a day, as a sentence has it."""
    return the(record().name_on(iso3, on))


def place_name(place: Place, on: date) -> str:
    """A place by its name; one that was never published by its country's, if that is known."""
    if place.lon_lat or not place.name:
        return place.name
    return record().name_on(place.iso3, on) if place.iso3 else place.name.split(" (")[0]


def led_by(row: Battlegroup) -> str:
    """Who leads a battlegroup, in words."""
    if row.host == row.framework:
        return "led by the host itself"
    return f"framework nation {the_name(row.framework, row.since)}"


def _accession(row: Accession) -> Event:
    name, count = the_name(row.iso3, row.day), len(record().members_on(row.day))
    if row.wave_label == "founding":
        what = "is a founding member"
        summary = f"The Treaty takes effect for its {count} founders, {name} among them."
    else:
        what = "joins NATO"
        summary = f"The accession of {name} takes effect; the Alliance has {count} members."
    return Event(
        f"accession:{row.iso3}",
        row.day,
        f"{capital(name)} {what}",
        f"{summary} {row.note}".strip(),
        (row.iso3,),
        row.evidence,
    )


def _consultation(row: Consultation) -> Event:
    asked, disputed = (
        sorted(the_name(r.iso3, row.requested) for r in row.requesters if r.official is official)
        for official in (True, False)
    )
    who, ask = f"{count_word(len(asked)).capitalize()} Allies", "ask"
    if len(asked) == 1:
        who, ask = capital(asked[0]), "asks"
    summary = f"{row.trigger}. Asked for by {in_a_row(asked)}; held on {in_words(row.held)}."
    if disputed:
        also = "a requester" if len(disputed) == 1 else "requesters"
        summary += f" Some texts also name {in_a_row(disputed)} as {also}; that is disputed."
    sources = unique(s for r in row.official for s in r.evidence.source_ids)
    return Event(
        f"consultation:{row.consultation_id}",
        row.requested,
        f"{who} {ask} for Article 4 consultations",
        summary,
        tuple(r.iso3 for r in row.official),
        replace(row.official[0].evidence, source_ids=sources),
        row.held,
    )


def _invocation(row: Invocation) -> Event:
    return Event(
        f"invocation:{row.invocation_id}",
        row.invoked,
        f"Article 5 is invoked after an attack on {the_name(row.attacked, row.invoked)}",
        f"{row.trigger}. {row.note}",
        (row.attacked,),
        row.evidence,
        row.confirmed,
    )


def _move(row: Move) -> Event:
    first, day = row.legs[0], row.announced
    starts, goals = ([leg.origin for leg in row.legs], [leg.destination for leg in row.legs])

    def names(places: Iterable[Place]) -> str:
        return in_a_row(unique(the(place_name(place, day)) for place in places))

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


@lru_cache(maxsize=64)
def of_article(moves: tuple[Move, ...]) -> tuple[Event, ...]:
    """The moves that an article alone knows, as events, oldest first."""
    return tuple(sorted(map(_move, moves), key=lambda e: (e.day, e.event_id)))


def _battlegroup(row: Battlegroup) -> Event:
    led = led_by(row)
    return Event(
        f"battlegroup:{row.battlegroup_id}",
        row.since,
        f"Battlegroup in {the_name(row.host, row.since)}, {led}",
        f"A multinational battlegroup at {row.place.name}, {led}. {row.note}".strip(),
        unique((row.host, row.framework)),
        row.evidence,
        row.until,
        (row.place.name,),
        row.since_text if row.since_text != row.since.isoformat() else "",
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


def _statement(row: Statement) -> Event:
    return Event(
        f"statement:{row.statement_id}",
        row.day,
        f"{row.speaker}: {row.occasion}",
        row.summary,
        row.countries,
        row.evidence,
    )


def _context(row: Context) -> Event:
    return Event(
        f"{CONTEXT}:{row.context_id}",
        row.day,
        row.title,
        f"{row.description} {row.note}".strip(),
        row.countries,
        row.evidence,
        row.end,
        (row.place,) if row.place else (),
        lon_lat=row.lon_lat,
        synonyms=row.synonyms,
    )


@cache
def events() -> tuple[Event, ...]:
    """The events of the shipped record, oldest first, made once; context events among them.

    >>> events()[0].day.isoformat(), events()[0].title
    ('1949-04-04', 'Treaty signed')
    """
    known = record()
    found = [
        *map(_accession, known.accessions),
        *map(_consultation, known.consultations),
        *map(_invocation, known.invocations),
        *map(_move, known.moves),
        *map(_battlegroup, known.battlegroups),
        # A milestone that restates a row of another table is no event of its own.
        *(_milestone(row) for row in known.milestones if not row.same_as),
        *map(_statement, known.statements),
        *map(_context, known.context),
    ]
    return tuple(sorted(found, key=lambda e: (e.day, KINDS.index(e.kind), e.event_id)))


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
