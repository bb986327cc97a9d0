"""What changed between two days: each change in a sentence with its sources, and all counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import groupby, pairwise

from geo_data.days import FIRST_DAY, ONE_DAY, in_words, text_in_words
from geo_data.english import capital, counted, grouped, in_a_row, the, unique
from geo_data.errors import ViewError
from geo_data.history.borders import BorderOfDay, borders_on
from geo_data.history.events import Event, by_id, events, the_name
from geo_data.history.membership import SIGNATORY, signatories_on, way_of
from geo_data.history.view import View, spoken_for
from geo_data.prose import rows
from geo_data.prose.sentences import Sentence, noted, together, vocabulary, whole
from geo_data.tables.alliance import Territory
from geo_data.tables.columns import by_value
from geo_data.tables.forces import Battlegroup
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence
from geo_data.tables.states import State


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is other at the end of `day` than it was the day before, in whole sentences.

    `began` and `ended` name what stands from then on and what no longer does: members by code,
    states by code and first day (`DEU 1990-10-03`), battlegroups by id, borders by both codes
    (`FIN-RUS`). `day_text` is the day as stored (perhaps only a month); `focus` what to look at.
    """

    day: date
    kind: str
    what: str
    evidence: Evidence
    focus: str = ""
    began: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    month: str = ""

    @property
    def day_text(self) -> str:
        """The day as the tables have it."""
        return self.month or self.day.isoformat()

    @property
    def sentence(self) -> Sentence:
        """The same, dated."""
        when = text_in_words(self.day_text)
        return Sentence(self.what, self.evidence, self.focus, day=self.day, when=when)


@dataclass(frozen=True, slots=True)
class Changes:
    """What came after the end of the day `earlier` and up to that of `later`, oldest first.

    Of the borders that are new or gone those that differ between the two days; of all else
    everything that happened.
    """

    earlier: date
    later: date
    found: tuple[Change, ...]

    def of(self, *kinds: str) -> tuple[Change, ...]:
        """The changes of some kinds, oldest first."""
        return tuple(change for change in self.found if change.kind in kinds)


def two_days(view: View) -> tuple[date, date]:
    """The days that a view compares, the earlier one first."""
    other = view.against or record().checked_until
    return min(view.on, other), max(view.on, other)


@cache
def of_kind(kind: str) -> tuple[Change, ...]:
    """Every change of one of KINDS, oldest first, made once."""
    return tuple(sorted(_MADE[kind](), key=lambda c: (c.day, c.what)))


@cache
def every_change() -> tuple[Change, ...]:
    """Every change that the record knows of, oldest first, made once."""
    found = (change for kind in KINDS for change in of_kind(kind))
    return tuple(sorted(found, key=lambda c: (c.day, KINDS.index(c.kind), c.what)))


def changes(earlier: date, later: date) -> Changes:
    """What changed after the end of `earlier`, up to the end of `later`.

    ViewError if they are the wrong way round or the record does not speak for one of them.
    """
    if spoken_for(earlier) > spoken_for(later):
        msg = f"{earlier} is after {later}"
        raise ViewError(msg)
    found = [change for change in every_change() if earlier < change.day <= later]
    # A border may begin and end in between: it is the same on both days.
    differ = {b.name for b in borders_on(earlier)} ^ {b.name for b in borders_on(later)}
    last = {name: c for c in found if c.kind == "border" for name in (*c.began, *c.ended)}
    kept = {change for name, change in last.items() if name in differ}
    told = (change for change in found if change.kind != "border" or change in kept)
    return Changes(earlier, later, tuple(told))


# The Alliance: accessions, ways of belonging, Articles 4 and 5, battlegroups


def _events(kind: str) -> Iterator[Event]:
    return (event for event in events() if event.kind == kind)


def _of_event(
    event: Event, what: str = "", began: tuple[str, ...] = (), ended: tuple[str, ...] = ()
) -> Change:
    """An event as a change of its own day, in the words of its summary or in others."""
    said = what or event.summary
    return Change(
        event.day, event.kind, said, event.evidence, event.event_id, began, ended, event.month
    )


def _accessions() -> Iterator[Change]:
    """Each accession; `began` is the member's code."""
    for event in _events("accession"):
        (iso3,) = event.countries
        eve, what = event.day - ONE_DAY, event.summary
        before = way_of(iso3, eve)
        if before and before.kind == SIGNATORY:
            name = capital(the_name(iso3, event.day))
            what += f" {name} was a signatory up to {in_words(eve)}."
        yield _of_event(event, what, (iso3,))


def _belonging() -> Iterator[Change]:
    """Other ways of being a member: to leave the military structure, to return, to grow."""
    joined = {(row.iso3, row.day) for row in record().accessions}
    for way in record().integration:
        if way.kind != SIGNATORY and (way.iso3, way.period.first) not in joined:
            focus = f"country:{way.iso3}"
            yield Change(way.period.first, "belonging", way.sentence, way.evidence, focus)


def _battlegroups() -> Iterator[Change]:
    """Battlegroups set up and ended, and other framework nations; `began`, `ended` are ids."""
    known = record().battlegroups
    for row in known:
        event = by_id()[f"battlegroup:{row.battlegroup_id}"]
        host = capital(the_name(row.host, row.since))
        old, what = next((each for each in known if _follows(row, each)), None), event.summary
        if old:
            was, now = (the_name(each.framework, row.since) for each in (old, row))
            what = f"another framework nation, {now} instead of {was}; place: {row.place.name}."
            what = f"{what} {row.note}".strip()
        said = f"{host}: {what[0].lower()}{what[1:]}"
        yield _of_event(event, said, (row.battlegroup_id,), (old.battlegroup_id,) if old else ())
        if row.until and not any(_follows(each, row) for each in known):
            yield Change(
                row.until + ONE_DAY,
                "battlegroup",
                f"{host}: the battlegroup at {row.place.name} no longer stands.",
                row.evidence,
                f"country:{row.host}",
                ended=(row.battlegroup_id,),
            )


def _follows(row: Battlegroup, old: Battlegroup) -> bool:
    """Whether it goes on, on the next day, where another of the same host ended."""
    return row.host == old.host and old.until is not None and row.since == old.until + ONE_DAY


# The ground: states that begin, grow and end, their names, members' borders


def key(state: State) -> str:
    """A state and the first day of its ground: `DEU 1990-10-03`."""
    return f"{state.iso3} {state.period.first}"


def _turns() -> Iterator[Change]:
    """Rows of states.csv that begin, one change for all that share a day and a cause.

    `began` are their keys, `ended` those of the rows of the same codes that they follow.
    """
    later = (row for row in record().states if row.period.first > FIRST_DAY)
    for found in by_value(later, lambda row: f"{row.period.first} {row.event_from}").values():
        day = found[0].period.first
        before = {state.iso3: state for state in record().states_on(day - ONE_DAY)}
        yield Change(
            day,
            "ground",
            " ".join((_told(found), *_besides(found, before, day))),
            together(row.evidence for row in found),
            f"country:{found[0].iso3}",
            tuple(key(row) for row in found),
            tuple(key(before[row.iso3]) for row in found if row.iso3 in before),
        )


def _told(found: Sequence[State]) -> str:
    day, cause = found[0].period.first, found[0].event_from
    names = sorted(record().name_on(row.iso3, day) for row in found)
    if len(names) == 1 and cause.startswith("It "):
        return whole(f"{the(names[0])}{cause.removeprefix('It')}")
    if cause.startswith(f"{in_a_row(names)} "):
        return cause
    return whole(f"{in_a_row(names)}: {cause}")


def _besides(found: Iterable[State], before: dict[str, State], day: date) -> Iterator[str]:
    """Whether a member's ground grew by what it had not held, and whether the day is disputed."""
    members = record().members_on(day - ONE_DAY)
    for row in found:
        if row.iso3 in members and row.iso3 in before:
            held = (state for state in before.values() if row.iso3 in (state.iso3, *state.holders))
            if not set(row.units) <= {unit for state in held for unit in state.units}:
                yield "The territory of a member grew without an accession."
    if any(row.certainty == "disputed" for row in found):
        yield rows.OTHER_DAYS


def _ends() -> Iterator[Change]:
    """States and territories that are no more, on the day after their last."""
    known = record()
    starts = {state.key for state in known.states}
    for row in known.states:
        last, day = row.period.last, row.period.after
        if last and day and (row.iso3, day) not in starts:
            what = f"No longer on the map: {the_name(row.iso3, last)}."
            evidence, focus = rows.ended_by(row).evidence, f"country:{row.iso3}"
            yield Change(day, "end", what, evidence, focus, ended=(key(row),))


def _names() -> Iterator[Change]:
    """States that have another name than the day before."""
    known = record()
    given = {(row.iso3, row.period.first): row for row in known.names}
    for iso3, day in {*given, *(state.key for state in known.states)}:
        old, new = (known.name_on(iso3, each) for each in (day - ONE_DAY, day))
        state = next((s for s in known.states if s.iso3 == iso3 and s.stands_on(day)), None)
        stood = any(s.iso3 == iso3 and s.stands_on(day - ONE_DAY) for s in known.states)
        if state and stood and old != new:
            row = given.get((iso3, day))
            what = noted(f"The name changes from {old} to {new}", row.note if row else "")
            evidence = row.evidence if row else state.evidence
            yield Change(day, "name", what, evidence, f"country:{iso3}")


def _borders() -> Iterator[Change]:
    """Members' borders with Russia, Belarus and Ukraine that are new or gone, day by day."""
    known = record()
    days = {FIRST_DAY, *(row.day for row in known.accessions)}
    days |= {state.period.first for state in known.states}
    days |= {day for state in known.states if (day := state.period.after)}
    by_day = [(day, {b.name: b for b in borders_on(day)}) for day in sorted(days)]
    for (_, was), (day, now) in pairwise(by_day):
        for name in now.keys() - was.keys():
            yield _border(now[name], day, new=True)
        for name in was.keys() - now.keys():
            yield _border(was[name], day, new=False)


def _border(border: BorderOfDay, day: date, *, new: bool) -> Change:
    last = day if new else day - ONE_DAY
    row, names = border.published, (border.name,)
    km = f"{rows.measured(border)} of the day"
    km += f", {grouped(row.length_km)} km as published" if row else ""
    return Change(
        day,
        "border",
        f"{rows.sides(border, last)}: {'new' if new else 'no longer a border'}, {km}.",
        replace(border.evidence, memory_fields=""),
        border.focus if new else f"country:{border.member.iso3}",
        names if new else (),
        () if new else names,
    )


# What Article 6 covers: `began` and `ended` are territories by id


def _article6() -> Iterator[Change]:
    """The day it takes effect, then territory by territory."""
    known = record()
    first = min(row.period.first for row in known.article6)
    began = tuple(row.territory_id for row in known.article6 if row.period.first == first)
    (rule,) = (row for row in known.article6_texts if row.text_id == "ground")
    what = f"Article 6 takes effect. The record tells {len(began)} territories one by one."
    said, focus = f"{what} {rule.text}", f"territory:{began[0]}"
    yield Change(first, "article6", said, rule.evidence, focus, began)
    for row in known.article6:
        if row.period.first > first:
            was = next((old for old in known.article6 if _becomes(old, row)), None)
            before = f", up to now {was.cover}" if was else ""
            yield Change(
                row.period.first,
                "article6",
                f"{capital(row.name)}: {row.cover}{before}. {row.reason}",
                row.evidence,
                f"territory:{row.territory_id}",
                (row.territory_id,),
                (was.territory_id,) if was else (),
            )
        if row.period.after and not any(_becomes(row, new) for new in known.article6):
            yield _told_apart_no_longer(row, row.period.after)


def _becomes(old: Territory, new: Territory) -> bool:
    """Whether a row goes on where another of the same ground ended."""
    return old.period.after == new.period.first and not {*old.units}.isdisjoint(new.units)


def _told_apart_no_longer(row: Territory, day: date) -> Change:
    """A territory of which a row ended the day before: whose ground it is from now on."""
    members = record().members_on(day)
    owners = [s for s in record().states_on(day) if not {*s.units}.isdisjoint(row.units)]
    what = f"{capital(row.name)}: {row.cover} up to {in_words(day - ONE_DAY)}."
    if owners:
        told = (
            f"{the_name(state.iso3, day)} ({'a' if state.iso3 in members else 'no'} member)"
            for state in owners
        )
        what += f" It is now the territory of {in_a_row(sorted(told))}."
    focus = f"country:{owners[0].iso3 if owners else row.members[0]}"
    return Change(day, "article6", what, row.evidence, focus, ended=(row.territory_id,))


_MADE: dict[str, Callable[[], Iterable[Change]]] = {
    "accession": _accessions,
    "belonging": _belonging,
    "invocation": lambda: (_of_event(e, f"{e.title}. {e.summary}") for e in _events("invocation")),
    "consultation": lambda: map(_of_event, _events("consultation")),
    "battlegroup": _battlegroups,
    "ground": _turns,
    "end": _ends,
    "name": _names,
    "border": _borders,
    "article6": _article6,
}
KINDS = tuple(_MADE)
"""`belonging`: another way of being a member; `end`: of a state on this map; `article6`: what
the Treaty covers."""


# All of it counted, and under headings


TITLE = "Two days compared"
SECTIONS = {
    "Members": ("accession", "belonging"),
    "Article 5": ("invocation",),
    "Article 4": ("consultation",),
    "Battlegroups": ("battlegroup",),
    "Borders": ("border",),
    "States and territory": ("ground", "end"),
    "Names": ("name",),
    "Article 6": ("article6",),
}
MOST_NAMED = 7
"""Countries that joined, named in one line."""

STAND = ("battlegroup stands", "battlegroups stand")


def belong(on: date) -> str:
    """How many are in on a day: 12 members; before the Treaty is in force its signatories."""
    members, signed = record().members_on(on), signatories_on(on)
    signatories = f" and {len(signed)} signatories" if signed else ""
    return f"{len(members) or 'no'} members{signatories}"


def stand(on: date) -> str:
    """How many battlegroups stand on a day."""
    return counted(sum(row.stands_on(on) for row in record().battlegroups), *STAND)


def _border_km(on: date) -> str:
    borders = borders_on(on)
    if not borders:
        return "none"
    km = round(sum(border.length_km for border in borders), 1)
    others = unique(the_name(border.neighbour.iso3, on) for border in borders)
    return f"{km:,.0f} km along the shapes with {in_a_row(others)}"


_ON_BOTH = {"Members": belong, "Battlegroups": stand, "Borders": _border_km}
"""What is counted on both days, by section."""


def on_both_days(title: str, found: Changes) -> str:
    """What there was on the one day and on the other; empty where that is not counted."""
    if title not in _ON_BOTH:
        return ""
    both = (f"{_ON_BOTH[title](on)} on {in_words(on)}" for on in (found.earlier, found.later))
    return whole("; ".join(both))


def joined(found: Changes) -> str:
    """Who joined, by name if they are few; empty where there is nothing to compare."""
    codes = [code for change in found.of("accession") for code in change.began]
    if found.earlier == found.later:
        return ""
    if not codes:
        return "nobody joined"
    named = len(codes) <= MOST_NAMED
    return f"{rows.by_name(codes, found.later) if named else f'{len(codes)} countries'} joined"


def lead(found: Changes) -> str:
    """What changed, counted, in one sentence."""
    first, last = found.earlier, found.later
    if first == last:
        return f"Both days are {in_words(last)}: there is nothing to compare."
    many = Counter(change.kind for change in found.found)
    parts = [f"{belong(last)} on both days"]
    if joined := many["accession"]:
        said = counted(joined, "accession", "accessions")
        parts = [f"{said}, from {belong(first)} to {belong(last)}"]
    borders = found.of("border")
    many["ground"] = len({change.day for change in found.of(*SECTIONS["States and territory"])})
    many["border"] = sum(bool(change.began) for change in borders)
    many["border-gone"] = sum(bool(change.ended) for change in borders)
    words = vocabulary()["changes"]
    parts += [counted(many[name], *said) for name, said in words.items() if many[name]]
    if not found.found:
        parts.append("no change on record")
    return f"Between {in_words(first)} and {in_words(last)}: {'; '.join(parts)}."


def waves(found: Iterable[Change]) -> Iterator[tuple[Sentence, tuple[Sentence, ...]]]:
    """Changes as sentences; all that joined on one day as one, with each of them after it."""
    for (kind, day), same in groupby(found, key=lambda change: (change.kind, change.day)):
        told = list(same)
        if kind != "accession" or len(told) == 1:
            yield from ((change.sentence, ()) for change in told)
            continue
        names = rows.by_name((code for change in told for code in change.began), day)
        many = len(record().members_on(day))
        text = whole(f"{names}: members from this day; the Alliance has {many}")
        evidence = together(change.evidence for change in told)
        wave = Sentence(text, evidence, told[0].focus, day=day, when=in_words(day))
        yield wave, tuple(change.sentence for change in told)
