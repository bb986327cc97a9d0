"""One country's story: all that the record has on it, before and after a day."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import itemgetter

from geo_data.days import in_words, text_in_words
from geo_data.english import are, capital, count_word, counted, in_a_row, the, unique
from geo_data.history.article6 import texts_on
from geo_data.history.events import CONTEXT, countries_involved, events
from geo_data.history.membership import member_since, way_of
from geo_data.history.totals import TOLD
from geo_data.prose import rows
from geo_data.prose.sentences import Sentence, noted, part, whole
from geo_data.tables.alliance import Accession
from geo_data.tables.columns import by_value
from geo_data.tables.forces import Leg, Move
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence

Names = tuple[tuple[str, str], ...]
"""Codes and names, by name."""

TOLD_ELSEWHERE = frozenset({"military structure", "territory change"})
"""Kinds of remark that the ways of being a member and the ground tell too."""

FIRST, TERRITORY = "Membership", "Territory"
OTHER_DATES, HELD = FOLDED = ("Other dates given", "Territories that it held")
"""The last are sections of many small lines, told when a reader asks for them."""

PARTIES = "ground"
"""The passage of Article 6 on the ground of the Parties."""

NAMED, OTHERS, TERRITORIES, ENDED = NOT_MEMBERS = (
    "Not members, named in events",
    "Not members",
    "Territories",
    "No longer on the map",
)
"""What the countries to choose from are called that are no members."""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading; `note` explains them all."""

    title: str
    lines: tuple[Sentence, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A country's story as it can be told at the end of the day `on`.

    `name` is that of the day. No line of `sections` tells of a later day; those that do are
    `after`, oldest first.
    """

    iso3: str
    name: str
    on: date
    sections: tuple[Section, ...]
    after: tuple[Sentence, ...]

    @property
    def now(self) -> Sentence:
        """What it is on the day."""
        return self.sections[0].lines[0]


def _written(iso3: str, on: date) -> Iterator[tuple[str, Iterable[Sentence]]]:
    """Each section's title, and all its lines whatever their day."""
    known = record()
    yield FIRST, _belonging(iso3, on)
    yield rows.PACT, rows.pact_in_story(iso3, on)
    yield "Events", _other_events(iso3, on)
    named = (row for row in known.names if row.iso3 == iso3)
    yield "Names", (rows.lasting(noted(r.name, r.note), r.evidence, r.period, on) for r in named)
    yield "Article 4", _consultations(iso3, on)
    attacked = (row for row in known.invocations if row.attacked == iso3)
    yield "Article 5", (rows.invocation_in_story(row, on) for row in attacked)
    yield "Forces received", _legs(lambda _, leg: leg.destination.iso3 == iso3 != leg.origin.iso3)
    yield "Forces sent from its territory", _legs(lambda _, leg: leg.origin.iso3 == iso3)
    yield "Its forces moved between others", _legs(lambda m, leg: _moved(m, leg, iso3))
    yield "Battlegroups", _battlegroups(iso3, on)
    yield "Article 6", _article6(iso3, on)
    yield TERRITORY, (*_periods(iso3, on), *_ended(iso3))
    yield OTHER_DATES, _days_given(iso3)
    yield HELD, _held(iso3, on)
    yield rows.borders_title(iso3, on), _borders(iso3, on)


@lru_cache(maxsize=64)
def story(iso3: str, on: date) -> Story:
    """The story of a country of the record, members and others alike."""
    sections, after = [], []
    for title, written in _written(iso3, on):
        lines = tuple(written)
        cut = (replace(line, text=rows.told_by(line.text, on)) for line in lines if line.day <= on)
        told = [line for line in cut if line.text]
        first = 1 if title == FIRST else 0  # what it is on the day comes before all others
        ordered = (*told[:first], *sorted(told[first:], key=lambda line: line.day))
        if ordered:
            sections.append(Section(title, ordered, _tally(ordered)))
        after += [replace(line, topic=title) for line in lines if line.day > on]
    after.sort(key=lambda line: line.day)
    return Story(iso3, record().name_on(iso3, on), on, tuple(sections), tuple(after))


def _belonging(iso3: str, on: date) -> Iterator[Sentence]:
    """What it is on the day; then its accession, its ways of being a member and the remarks."""
    known = record()
    now = way_of(iso3, on)
    joined = next((row for row in known.accessions if row.iso3 == iso3 and row.day <= on), None)
    if joined:
        yield part(member_since(joined, on), joined.evidence)
    elif now:
        text, first = f"{now.kind.capitalize()}. {now.sentence}", now.period.first
        yield Sentence(text, now.evidence, day=first, when=f"Since {in_words(first)}")
    else:
        yield from _outside(iso3, on)
    for row in known.accessions:
        if row.iso3 == iso3:
            many = len(known.members_on(row.day))
            what = (
                f"The Treaty takes effect for its {many} founders."
                if row.wave_label == "founding"
                else f"The accession takes effect; NATO has {many} members."
            )
            text, focus = f"{what} {row.note}".strip(), f"accession:{iso3}"
            yield Sentence(text, row.evidence, focus, day=row.day, when=in_words(row.day))
    for way in known.integration:
        if way.iso3 == iso3 and (joined or way != now):
            text = f"{way.kind.capitalize()}. {way.sentence}"
            yield rows.lasting(text, way.evidence, way.period, on)
    for remark in known.membership_notes:
        if iso3 in remark.members and remark.day and remark.kind not in TOLD_ELSEWHERE:
            when = in_words(remark.day)
            yield Sentence(remark.text, remark.evidence, day=remark.day, when=when)


def _outside(iso3: str, on: date) -> Iterator[Sentence]:
    """A country that is neither member nor signatory."""
    known, periods = record(), rows.periods_of(iso3)
    name, day = the(known.name_on(iso3, on)), in_words(on)
    state = next((row for row in periods if row.stands_on(on)), None)
    if state is None:
        what, where = rows.no_state(iso3, on)
        text = whole(f"{what} at the end of {day}{where}")
        yield Sentence(text, rows.near(periods, on).evidence, day=on)
        return
    if state.owners:
        held = rows.named(state.owners, on)
        text = whole(f"{name} {are(name)} no member, but held by {held} ({state.holding})")
        yield Sentence(text, state.evidence, day=on)
        return
    newest = max(
        known.members_on(on).values() or known.accessions[:1], key=lambda row: (row.day, row.iso3)
    )
    text = whole(f"{name} {are(name)} not a member of NATO at the end of {day}")
    yield Sentence(text, newest.evidence, day=on)
    last = known.checked_until
    if periods[-1].stands_on(last) and iso3 not in {row.iso3 for row in known.accessions}:
        # The list of accessions bears it out, and no doubt about one of them touches it.
        evidence = Evidence(known.accessions[-1].evidence.source_ids, "confirmed")
        text = f"It had not joined by {in_words(last)}, the last day that was checked."
        yield Sentence(text, evidence, day=last, when=in_words(last))


def _consultations(iso3: str, on: date) -> Iterator[Sentence]:
    """Consultations it asked for, or is said to have, and near misses that name it."""
    for row in record().consultations:
        for asked in row.requesters:
            if asked.iso3 == iso3:
                yield rows.request_in_story(row, asked, on)
    for case in record().near_misses:
        if iso3 in case.countries:
            yield rows.near_miss(case)


def _legs(wanted: Callable[[Move, Leg], bool]) -> Iterator[Sentence]:
    return (rows.leg(m, leg) for m in record().moves for leg in m.legs if wanted(m, leg))


def _moved(move: Move, leg: Leg, iso3: str) -> bool:
    """Whether a leg moves its own forces between other countries."""
    return move.nation == iso3 and iso3 not in (leg.origin.iso3, leg.destination.iso3)


def _tally(lines: Iterable[Sentence]) -> str:
    """How many legs are known to have been carried out, and how many not."""
    words = Counter(line.told for line in lines if line.told)
    found = [f"{count_word(words[word])} {word}" for word in TOLD if words[word]]
    legs = words.total()
    if not legs:
        return ""
    return f"{capital(counted(legs, 'part', 'parts'))}: {in_a_row(found)}."


def _battlegroups(iso3: str, on: date) -> Iterator[Sentence]:
    """Battlegroups it hosts or leads, one line a framework nation."""
    for row in record().battlegroups:
        if iso3 in (row.host, row.framework):
            yield rows.battlegroup(row, on)


def _borders(iso3: str, on: date) -> Iterator[Sentence]:
    """Its borders of the day with Russia, Belarus or Ukraine, or theirs with it."""
    for border, other in rows.borders_of(iso3, on):
        yield rows.border_in_story(border, other, on)


def _article6(iso3: str, on: date) -> Iterator[Sentence]:
    """What Article 6 says of its ground: the rule, then territory by territory."""
    known = record()
    if iso3 in known.members_on(on):
        for passage in texts_on(on):
            if passage.text_id == PARTIES:
                yield replace(rows.passage(passage), when="")
    units = units_of(iso3)
    for row in sorted(known.article6, key=lambda row: (row.name, row.period.first)):
        if iso3 in row.members or (row.units and units.issuperset(row.units)):
            yield rows.territory_in_story(row, iso3, on)


def units_of(iso3: str) -> set[str]:
    """Every unit of the shapefile that was ever its ground."""
    return {unit for row in record().states if row.iso3 == iso3 for unit in row.units}


def _periods(iso3: str, on: date) -> Iterator[Sentence]:
    """The periods of its ground, and what of it was annexed, occupied or claimed."""
    known, units = record(), units_of(iso3)
    for row in known.states:
        if row.iso3 == iso3:
            yield rows.period_in_story(row, on)
    for each in known.standings:
        own = bool(each.units) and units.issuperset(each.units)
        if own or iso3 in (*each.drawn_in, *each.held_by):
            yield rows.claim(each, on)
    for mark in known.not_drawn:
        if iso3 in (mark.iso3, *mark.drawn_in):
            yield rows.not_drawn(mark, on, ", is not drawn as territory")


def _ended(iso3: str) -> Iterator[Sentence]:
    """That it is a state no longer."""
    last = next(reversed(rows.periods_of(iso3)), None)
    if last and (day := last.period.after):
        text, evidence = "From this day it is no longer on the map.", rows.ended_by(last).evidence
        yield Sentence(text, evidence, day=day, when=in_words(day))


def _days_given(iso3: str) -> Iterator[Sentence]:
    """The days that are given for its changes, where there is more than one.

    One that the record does not take is told with the one that it takes.
    """
    given = [row for row in record().boundary_days if row.iso3 == iso3]
    if len({row.day for row in given}) < 2:  # noqa: PLR2004 - one day is no choice
        return
    taken = {row.boundary: row.day for row in given if row.chosen}
    for row in given:
        if row.chosen is None:  # it stands there for comparison, and says of what
            text = f"{row.what} {row.why}".strip()
        else:
            choice = "this day" if row.chosen else "another day"
            text = noted(row.boundary, f"{row.what} The record takes {choice}. {row.why}")
        day = max(row.day, taken.get(row.boundary, row.day))
        yield Sentence(text, row.evidence, day=day, when=in_words(row.day))


def _held(iso3: str, on: date) -> Iterator[Sentence]:
    """Territories that it held, one line a period."""
    for row in sorted(record().states, key=lambda row: (row.name, row.period.first)):
        if iso3 in row.holders:
            yield rows.holding_in_story(row, iso3, on)


def _other_events(iso3: str, on: date) -> Iterator[Sentence]:
    """Milestones, statements and context events that involve it."""
    for event in events():
        if event.kind in ("milestone", "statement", CONTEXT) and iso3 in event.countries:
            text, when = noted(event.line, event.summary), text_in_words(event.day_text)
            if event.end and rows.is_told(event.end, event.day, on):
                text += f" It lasts to {in_words(event.end)}."
            yield Sentence(text, event.evidence, event.event_id, day=event.day, when=when)


@lru_cache(maxsize=64)
def choice(on: date) -> tuple[tuple[str, Names], ...]:
    """All countries that have a story: members by accession, then others; names as on the day."""
    known = record()
    joined = {row.iso3: _joined(row) for row in known.accessions}
    named = [(code, known.name_on(code, on)) for code in {state.iso3 for state in known.states}]
    found = by_value(
        sorted(named, key=itemgetter(1)), lambda each: joined.get(each[0]) or _group(each[0])
    )
    titles = (*unique(joined.values()), *NOT_MEMBERS)
    return tuple((title, tuple(found[title])) for title in titles if title in found)


def _joined(row: Accession) -> str:
    day = in_words(row.day)
    return f"Founders, {day}" if row.wave_label == "founding" else f"Joined on {day}"


def _group(iso3: str) -> str:
    """Which of NOT_MEMBERS a country is, by the last period of its ground."""
    last = rows.periods_of(iso3)[-1]
    if last.period.last:
        return ENDED
    if last.owners:
        return TERRITORIES
    return NAMED if iso3 in countries_involved() else OTHERS
