"""How a country belonged to the Alliance: its standing, its accession, its names."""

from collections.abc import Iterator, Sequence
from datetime import date

from geo_data.days import in_words
from geo_data.english import are, in_a_row, the
from geo_data.history.membership import MEMBER, standing_of
from geo_data.prose.story.lines import Line, days_of, sentence
from geo_data.tables.record import Record, record
from geo_data.tables.sources import Evidence
from geo_data.tables.states import State

TOLD_ELSEWHERE = frozenset({"military structure", "territory change"})
"""Kinds of remark that the ways of being a member and the ground tell too."""


def standing(iso3: str, on: date) -> Iterator[Line]:
    """What it is on the day; then its accession, its ways of being a member and the remarks."""
    known = record()
    now = standing_of(iso3, on)
    if now and now.kind == MEMBER:
        yield Line(now.since, "", now.sentence, now.evidence)
    elif now:
        days = f"Since {in_words(now.since)}"
        yield Line(now.since, days, f"{now.kind.capitalize()}. {now.sentence}", now.evidence)
    else:
        yield from _outside(known, iso3, on)
    for row in known.accessions:
        if row.iso3 == iso3:
            many = len(known.members_on(row.day))
            what = (
                f"The Treaty takes effect for its {many} founders."
                if row.wave_label == "founding"
                else f"The accession takes effect; the Alliance has {many} members."
            )
            text = f"{what} {row.note}".strip()
            yield Line(row.day, in_words(row.day), text, row.evidence, f"accession:{iso3}")
    for way in known.integration:
        if way.iso3 == iso3 and not (now and way.period.first == now.since):
            text = f"{way.kind.capitalize()}. {way.sentence}"
            yield Line(way.period.first, days_of(way.period, on), text, way.evidence)
    for remark in known.membership_notes:
        if iso3 in remark.members and remark.day and remark.kind not in TOLD_ELSEWHERE:
            yield Line(remark.day, in_words(remark.day), remark.text, remark.evidence)


def _outside(known: Record, iso3: str, on: date) -> Iterator[Line]:
    """A country that is neither member nor signatory."""
    name = the(known.name_on(iso3, on))
    periods = sorted((s for s in known.states if s.iso3 == iso3), key=lambda s: s.period.first)
    state = next((s for s in periods if s.stands_on(on)), None)
    if state is None:
        yield Line(
            on, "", sentence(_no_state(known, name, periods, on)), near(periods, on).evidence
        )
        return
    if state.holders and state.holding != "occupation":
        held = in_a_row(the(known.name_on(code, on)) for code in state.holders)
        text = sentence(f"{name} {are(name)} no member, but held by {held} ({state.holding})")
        yield Line(on, "", text, state.evidence)
        return
    newest = max(
        known.members_on(on).values() or known.accessions[:1], key=lambda row: (row.day, row.iso3)
    )
    text = sentence(f"{name} {are(name)} not a member of the Alliance at the end of {in_words(on)}")
    yield Line(on, "", text, newest.evidence)
    last = known.checked_until
    if any(s.stands_on(last) for s in periods) and iso3 not in {r.iso3 for r in known.accessions}:
        text = f"It joins on no day up to {in_words(last)}, the last that was checked."
        # The list of accessions bears it out, and no doubt about one of them touches it.
        evidence = Evidence(known.accessions[-1].evidence.source_ids, "confirmed")
        yield Line(last, in_words(last), text, evidence)


def _no_state(known: Record, name: str, periods: list[State], on: date) -> str:
    units = {*near(periods, on).units}
    now = (known.name_on(s.iso3, on) for s in known.states_on(on) if units.intersection(s.units))
    where = in_a_row(sorted(map(the, now)))
    its = "their" if are(name) == "are" else "its"
    ground = f"; {its} ground lies in {where}" if where else ""
    return f"{name} {are(name)} no state on this map at the end of {in_words(on)}{ground}"


def near(periods: Sequence[State], on: date) -> State:
    """Of a code's periods, oldest first, the last before a day, or else the first after it."""
    return ([s for s in periods if s.period.first <= on][-1:] or [*periods])[0]


def names(iso3: str, on: date) -> Iterator[Line]:
    """The names it had."""
    for row in record().names:
        if row.iso3 == iso3:
            days = days_of(row.period, on)
            text = f"{sentence(row.name)} {row.note}".strip()
            yield Line(row.period.first, days, text, row.evidence)


def ended_by(row: State) -> State:
    """Of the rows that begin when one ends, the one that has most of its ground; else itself."""
    heirs = (s for s in record().states if s.period.first == row.period.after)
    shared = {len({*s.units} & {*row.units}): s for s in heirs}
    most = max(shared, default=0)
    return shared[most] if most else row


def ended(iso3: str) -> Iterator[Line]:
    """That it is a state no longer."""
    known = record()
    periods = [state for state in known.states if state.iso3 == iso3]
    last = max(periods, key=lambda state: state.period.first, default=None)
    if last and last.period.last and last.period.after:
        text = "From this day it is no longer on the map."
        yield Line(last.period.after, in_words(last.period.after), text, ended_by(last).evidence)
