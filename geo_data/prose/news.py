"""What happened on the day and in the days before it, told before anything else."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from geo_data.days import in_words, text_in_words
from geo_data.english import capital, count_word, in_a_row
from geo_data.history.drawn import KEPT
from geo_data.history.events import CONTEXT, Event, the_name
from geo_data.history.snapshot import Snapshot
from geo_data.prose import rows
from geo_data.prose.changes import Change, every_change, of_kind
from geo_data.prose.sentences import Sentence, noted, part, pointer, together, whole
from geo_data.tables.record import record

ORDER = ("invocation", "accession", "milestone", "battlegroup", CONTEXT, "statement")
"""Kinds of event that are news, as a day tells them: the Alliance's acts, then their context.

Who asked for consultations and what moved have sentences of their own.
"""

MARKED = ("invocation", "milestone")
"""Those of them that are marked on the map, in the countries that they involve."""

CHANGED = ("belonging", "ground", "name")
"""Changes that are news and no events."""

MOST_OF_THE_DAY, MOST_BEFORE = 6, 4
FEW = 6
"""As many countries as an event is marked in, and its sentence names."""


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news: its day, its place among those of the day, what it tells."""

    day: date
    rank: int
    events: tuple[Event, ...]
    sentence: Sentence


@lru_cache(KEPT)
def _items(snap: Snapshot, kinds: Collection[str]) -> tuple[tuple[Item, ...], int]:
    """What is told, the latest day first, and how many more there are."""
    view = snap.view
    found = [*_happened(snap), *_changed(snap, kinds)]
    found.sort(key=lambda item: (-item.day.toordinal(), item.rank))
    today = [item for item in found if item.day == view.on]
    told = (*today[:MOST_OF_THE_DAY], *found[len(today) :][:MOST_BEFORE])
    return told, len(found) - len(told)


def _happened(snap: Snapshot) -> Iterator[Item]:
    """The window's events; countries that join on one day are told together."""
    on = snap.view.on
    events = [event for event in snap.events if event.kind in ORDER]
    joined = [event for event in events if event.kind == "accession"]
    for day, same in groupby(joined, key=lambda event: event.day):
        wave = tuple(same)
        yield Item(day, ORDER.index("accession"), wave, _joined(wave, day, on))
    for event in events:
        # What was said is news of its own day; later it is one line of the list.
        if event.kind != "accession" and (event.kind != "statement" or event.day == on):
            yield Item(event.day, ORDER.index(event.kind), (event,), _told(event, on))


def _changed(snap: Snapshot, kinds: Collection[str]) -> Iterator[Item]:
    """The window's changes of some kinds, but for those that a milestone tells."""
    view = snap.view
    if view.span is None or view.kind or view.country:
        return
    told = {
        (event.day, f"country:{iso3}")
        for event in snap.events
        if event.kind == "milestone"
        for iso3 in event.countries
    }
    for kind in kinds:
        for change in of_kind(kind):
            if not view.first <= change.day <= view.on:
                continue
            if kind == "belonging" and (change.day, change.focus) in told:
                continue
            text = rows.told_by(change.what, view.on)
            said = part(_dated(text, change.day, view.on), change.evidence, change.focus)
            yield Item(change.day, len(ORDER), (), said)


def _dated(text: str, day: date, on: date, words: str = "") -> str:
    """A text after its day; that of the view need not be said."""
    return text if day == on else f"{words or in_words(day)}: {text}"


def _joined(wave: Sequence[Event], day: date, on: date) -> Sentence:
    """All that join on a day, as far as the filters keep them, and how many members that makes."""
    many = len(record().members_on(day))
    codes = [code for event in wave for code in event.countries]
    names, verb = capital(rows.by_name(codes, day)), "join" if len(codes) > 1 else "joins"
    if wave[0].day == min(row.day for row in record().accessions):
        text = f"The Treaty takes effect, and its founders are members: {names}."
    else:
        text = f"{names} {verb} NATO, which now has {many} members."
    proof = together(event.evidence for event in wave)
    return part(_dated(text, day, on), proof, wave[0].event_id)


def _told(event: Event, on: date) -> Sentence:
    """An event as it can be told at the end of a day, with the countries that it involves."""
    text = whole(event.title)
    if event.kind == "invocation":
        text = rows.invoked(event.event_id, event.title, on)
    elif event.kind != "battlegroup":  # its title says all
        text = noted(event.title, rows.told_by(event.summary, on))
    codes = involved(event)
    missing = [name for code in codes if (name := the_name(code, event.day)) not in text]
    if missing and event.kind in (*MARKED, CONTEXT) and len(codes) <= FEW:
        text = f"{text} {'Also involved' if len(missing) < len(codes) else 'Involved'}: "
        text += f"{in_a_row(sorted(missing))}."
    dated = _dated(text, event.day, on, text_in_words(event.day_text))
    if event.is_context:
        dated = f"{CONTEXT.capitalize()}{': ' if dated == text else ', '}{dated}"
    return part(dated, event.evidence, event.event_id)


def involved(event: Event) -> tuple[str, ...]:
    """The countries of an event that were states on its day, by code and in its order."""
    states = {state.iso3 for state in record().states_on(event.day)}
    return tuple(code for code in event.countries if code in states)


def news(snap: Snapshot, kinds: Collection[str] = CHANGED) -> list[Sentence]:
    """What happened on the day, then in the days before it, the latest first.

    Of what changed and is no event the changes of some `kinds` (changes.KINDS).
    """
    told, more = _items(snap, tuple(kinds))
    said = [item.sentence for item in told]
    if more:
        many = capital(count_word(more))
        noun = "other thing" if more == 1 else "other things"
        said.append(pointer(f"{many} {noun} happened in these days: see Timeline and Compare."))
    return said


def about(snap: Snapshot, iso3: str) -> Iterator[Sentence]:
    """Of what is told of the day and the days before it, what involves a country."""
    for item in _items(snap, CHANGED)[0]:
        own = item.sentence.focus == f"country:{iso3}"
        if own or any(iso3 in event.countries for event in item.events):
            yield item.sentence


def marked(snap: Snapshot) -> tuple[Event, ...]:
    """The events that are told and marked on the map, the latest day first."""
    told, _ = _items(snap, CHANGED)
    events = (event for item in told for event in item.events)
    return tuple(e for e in events if e.kind in MARKED and len(e.countries) <= FEW)


# A day of the film


TURNS = ("ground", "end", "name")
MOST_TOLD = 3


def in_short(snap: Snapshot) -> list[str]:
    """What happened on the day of a snapshot, in a few short sentences without a full stop."""
    on = snap.view.on
    today = [change for change in every_change() if change.day == on]
    joined = [code for change in today if change.kind == "accession" for code in change.began]
    acts = sorted((event for event in snap.events if not event.is_context), key=_place)
    said = [event.title for event in acts if event.kind == "invocation"]
    if joined and len(joined) == len(snap.members):
        said.append(f"The Treaty takes effect for its {len(joined)} founders")
    elif joined:
        names = in_a_row(sorted(the_name(code, on) for code in joined))
        said.append(f"{capital(names)} {'join' if len(joined) > 1 else 'joins'} NATO")
    said += [event.title for event in acts if event.kind not in ("invocation", "accession")]
    firsts = {kind: [_first(c) for c in today if c.kind == kind] for kind in (*TURNS, "belonging")}
    said += next((firsts[kind] for kind in TURNS if firsts[kind]), [])
    said = said or firsts["belonging"]
    said += [event.line for event in snap.events if event.is_context]
    more = len(said) - MOST_TOLD
    return said if more <= 1 else [*said[:MOST_TOLD], f"{more} more"]


def _place(event: Event) -> int:
    """An event's place in the telling of a day; what has none comes before statements."""
    return ORDER.index(event.kind) if event.kind in ORDER else ORDER.index("statement")


def _first(change: Change) -> str:
    """The first sentence of a change."""
    return change.what.partition(". ")[0].rstrip(".")
