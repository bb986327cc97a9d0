"""The search: what of the record some typed words mean, best first.

All that can be found is gathered once. Every word that is typed must begin a word of what is
found, and a short one or a number be the whole of it; nothing is guessed from scattered letters.
"""

from bisect import bisect_left
from calendar import day_name, month_name
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import takewhile
from typing import Any
from unicodedata import combining, normalize

from geo_data.days import FIRST_DAY, in_words, last_day_meant, text_in_words
from geo_data.english import unique
from geo_data.history.drawn import COVERS
from geo_data.history.events import Event, by_id, events, the_name
from geo_data.history.view import LONGEST_SEARCH
from geo_data.prose.sentences import FOLDER, read_toml, source, terms, vocabulary
from geo_data.tables.columns import by_value
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence
from geo_data.tables.states import NameOfDay, Period, State

MOST_WORDS = 10
"""Of what is typed; more are not read."""

SHORT = 2
"""Letters of a word that must be the whole of one: "us" is no beginning of "used"."""

FEWEST = 2
"""Letters and digits that must be typed before anything is looked for."""

_LETTERS = str.maketrans(
    dict(zip("łđøæœþðı", ("l", "d", "o", "ae", "oe", "th", "d", "i"), strict=True))
)
_JOINED = str.maketrans(dict.fromkeys(".,'’`\N{LEFT SINGLE QUOTATION MARK}", ""))
_HYPHENS = "-/–\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
_MONTHS = [name.lower() for name in month_name[1:]]
_WEEKDAYS = [name.lower() for name in day_name]
_YEAR = len("2022")

EXACT, SYNONYM, IN_SYNONYM, IN_TITLE, ELSEWHERE = range(5)
"""Where words were found: a smaller number is a better hit."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found.

    `kind` is a key of search.toml's kinds, `focus` what a view has in focus to show it, `on` the
    day it belongs to. Without one the reader's own will do, if it lies in one of its `periods`.
    `link` is a source's own address, `term` the key of a term that is explained.
    """

    kind: str
    title: str
    note: str = ""
    focus: str = ""
    on: date | None = None
    periods: tuple[Period, ...] = ()
    link: str = ""
    term: str = ""

    def day(self, chosen: date) -> date:
        """The day to show it on: its own, or the one nearest to the `chosen` on which it is."""
        if self.on or not self.periods:
            return self.on or chosen
        return min((_nearest(each, chosen) for each in self.periods), key=lambda d: abs(d - chosen))


@dataclass(frozen=True, slots=True)
class Hits:
    """Hits of one kind, best first, and how many `more` there are."""

    kind: str
    entries: tuple[Entry, ...]
    more: int = 0

    @property
    def title(self) -> str:
        """What its heading says."""
        return str(words()["kinds"][self.kind])


@cache
def words() -> dict[str, Any]:
    """What the search says, and other words for things; DataFileError if the file is broken."""
    return read_toml(FOLDER / "search.toml", "events")


def _nearest(period: Period, day: date) -> date:
    return max(period.first, min(day, period.last or day))


# ---- words -----------------------------------------------------------------------------------


def _folded(text: str) -> str:
    """A text without what a reader may leave out or type otherwise: capitals, accents, points."""
    apart = normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in apart if not combining(letter)).translate(_JOINED)


def _chunks(text: str) -> list[str]:
    """What stands between blanks and brackets, its hyphens and strokes made alike."""
    found = (
        letter if letter.isalnum() else "-" if letter in _HYPHENS else " "
        for letter in _folded(text)
    )
    return "".join(found).split()


def _whole(chunk: str) -> str:
    return chunk.replace("-", "")


def _phrase(text: str) -> str:
    """A text as one string of folded words."""
    return " ".join(filter(None, map(_whole, _chunks(text))))


def _words(text: str) -> Iterator[str]:
    """Every word that a text may be found by: "F-35A" by f35a, f and 35a."""
    for chunk in _chunks(text):
        yield _whole(chunk)
        if "-" in chunk:
            yield from filter(None, chunk.split("-"))


def _begins(typed: str, word: str) -> bool:
    """Whether a typed word means a word: no short one is a beginning, no number part of another."""
    if len(typed) <= SHORT:
        return typed == word
    return not (typed[-1].isdigit() and word[len(typed) : len(typed) + 1].isdigit())


# ---- what can be found -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Known:
    """An entry with the texts that it is found by."""

    entry: Entry
    names: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """What tells as much as a name, but is none."""
    rest: tuple[str, ...] = ()


def _days_words(event: Event) -> str:
    """A day by which an event may be looked for, as readers write it."""
    day, month = event.day.isoformat(), event.day.isoformat()[:7]
    return f"{text_in_words(event.day_text)} {'' if event.month else day} {month}"


def _event_note(event: Event) -> str:
    last = f" to {in_words(event.end)}" if event.end and event.end != event.day else ""
    return f"{text_in_words(event.day_text)}{last}"


@cache
def _all_names() -> dict[str, tuple[str, ...]]:
    """The names that each country has had, by code."""
    known = record()
    rows: list[State | NameOfDay] = [*known.states, *known.names]
    grouped = by_value(rows, lambda row: row.iso3)
    return {iso3: unique(row.name for row in of) for iso3, of in grouped.items()}


def _terms() -> Iterator[_Known]:
    for term in terms():
        yield _Known(Entry("term", term.name, term.said.text, term=term.key), (term.name,))


def _events() -> Iterator[_Known]:
    more, kinds = words()["events"], vocabulary()["kinds"]
    for event in events():
        names = (name for iso3 in event.countries for name in _all_names().get(iso3, ()))
        yield _Known(
            Entry("event", event.line, _event_note(event), event.event_id, event.day),
            (event.title,),
            (*event.synonyms, *more.get(event.event_id, ())),
            (_days_words(event),),
            (event.summary, *event.place, *names, kinds[event.kind]),
        )


def _countries() -> Iterator[_Known]:
    known, more = record(), words()["countries"]
    acceded = {row.iso3: row.day for row in known.accessions}
    for iso3, states in by_value(known.states, lambda state: state.iso3).items():
        name = known.name_on(iso3, known.checked_until)
        others = [other for other in _all_names()[iso3] if other != name]
        notes = (
            f"member since {in_words(acceded[iso3])}" if iso3 in acceded else "",
            f"on other days: {', '.join(others)}" if others else "",
        )
        periods = tuple(state.period for state in states)
        focus = f"country:{iso3}"
        entry = Entry("country", name, "; ".join(filter(None, notes)), focus, periods=periods)
        yield _Known(entry, (name, *others), (iso3, *more.get(iso3, ())))


def _of_events(kind: str, named: Iterable[tuple[str, Event, str]]) -> Iterator[_Known]:
    """What events name, each with other words for it: it leads to the first event that does."""
    for of in by_value(named, lambda each: _phrase(each[0])).values():
        title, first, _ = min(of, key=lambda each: each[1].day)
        count = len({event.event_id for _, event, _ in of})
        more = f" and {count - 1} more" if count > 1 else ""
        note = f"{first.line}, {text_in_words(first.day_text)}{more}"
        entry = Entry(kind, title, note, first.event_id, first.day)
        yield _Known(entry, (title,), rest=unique(rest for _, _, rest in of))


def _named_places() -> Iterator[tuple[str, Event, str]]:
    known = record()
    for move in known.moves:
        for place in (each for leg in move.legs for each in (leg.origin, leg.destination)):
            if place.lon_lat:
                country = known.name_on(place.iso3, move.announced)
                yield place.name, by_id()[f"move:{move.move_id}"], country
    for group in known.battlegroups:
        event = by_id()[f"battlegroup:{group.battlegroup_id}"]
        yield group.camp, event, known.name_on(group.host, group.since)
    for event in events():
        if event.is_context:
            yield from ((place, event, "") for place in event.place)


def _named_units() -> Iterator[tuple[str, Event, str]]:
    for move in record().moves:
        for leg in move.legs:
            yield leg.unit, by_id()[f"move:{move.move_id}"], f"{leg.equipment} {move.label}"


def _territories() -> Iterator[_Known]:
    for key, of in by_value(record().article6, lambda row: row.territory_id).items():
        last = of[-1]
        note = f"Article 6: {vocabulary()['looks'][COVERS[last.cover]]['short']}"
        periods = tuple(row.period for row in of)
        yield _Known(
            Entry("place", last.name, note, f"territory:{key}", periods=periods), (last.name,)
        )


def _grounds() -> Iterator[_Known]:
    """Ground that the map does not show as its own, each with the state that it is drawn in."""
    known = record()
    points = (row for row in known.not_drawn if not row.iso3)
    told = [(row.place, row.period, row.drawn_in) for row in known.standings]
    told += [(row.place, row.period, row.drawn_in) for row in points]
    for place, period, drawn_in in told:
        first = max(period.first, FIRST_DAY)
        standing = {state.iso3 for state in known.states_on(first)}
        iso3 = next((each for each in drawn_in if each in standing), "")
        if iso3 and place not in _all_names()[iso3]:
            note = f"drawn in {the_name(iso3, first)} on {in_words(first)}"
            periods = (replace(period, first=first),)
            yield _Known(Entry("place", place, note, f"country:{iso3}", periods=periods), (place,))


def _borne_out() -> dict[str, Entry]:
    """For each source what it bears out: an event if there is one, else a state or territory."""
    known = record()
    rows: list[tuple[Evidence, Entry]] = []
    for event in events():
        note = f"for: {event.line}, {text_in_words(event.day_text)}"
        rows.append((event.evidence, Entry("source", "", note, event.event_id, event.day)))
    countries: tuple[State | NameOfDay, ...] = (*known.states, *known.names)
    for row in countries:
        focus, days = f"country:{row.iso3}", (row.period,)
        rows.append((row.evidence, Entry("source", "", f"for: {row.name}", focus, periods=days)))
    for ground in known.article6:
        focus, days = f"territory:{ground.territory_id}", (ground.period,)
        entry = Entry("source", "", f"for: {ground.name}", focus, periods=days)
        rows.append((ground.evidence, entry))
    found: dict[str, Entry] = {}
    for evidence, entry in rows:
        for key in evidence.source_ids:
            found.setdefault(key, entry)
    return found


def _sources() -> Iterator[_Known]:
    borne_out = _borne_out()
    for key, row in record().sources.items():
        of = borne_out.get(key, Entry("source", ""))
        entry = replace(of, title=source(row), link=row.link)
        names = (row.title,) if row.title else ()
        yield _Known(entry, names, rest=(row.publisher, row.day, row.day[: len("2022-02")]))


def _everything() -> Iterator[_Known]:
    yield from _terms()
    yield from _countries()
    yield from _events()
    yield from _of_events("place", _named_places())
    yield from _territories()
    yield from _grounds()
    yield from _of_events("unit", _named_units())
    yield from _sources()


class _Index:
    """Every word of everything, and where it stands."""

    def __init__(self, known: Iterable[_Known]) -> None:
        self.entries: list[Entry] = []
        self.phrases: dict[str, dict[int, int]] = defaultdict(dict)
        """Whole names and synonyms: which entries have it, and as what."""
        self.places: dict[str, dict[int, int]] = defaultdict(dict)
        """Words: which entries have it, and at best where."""
        for number, each in enumerate(known):
            self.entries.append(each.entry)
            for texts, alone, within in (
                (each.synonyms, SYNONYM, IN_SYNONYM),
                (each.names, EXACT, IN_TITLE),
                (each.beside, None, IN_TITLE),
                (each.rest, None, ELSEWHERE),
            ):
                for text in texts:
                    if alone is not None:
                        self._put(self.phrases[_phrase(text)], number, alone)
                    for word in _words(text):
                        self._put(self.places[word], number, within)
        self.sorted = sorted(self.places)

    @staticmethod
    def _put(found: dict[int, int], number: int, where: int) -> None:
        found[number] = min(where, found.get(number, ELSEWHERE))

    def _with(self, typed: str) -> dict[int, tuple[bool, int]]:
        """Entries that have a word: whether only its beginning was typed, and where it stands."""
        found: dict[int, tuple[bool, int]] = {}
        start = bisect_left(self.sorted, typed)
        same = takewhile(lambda n: self.sorted[n].startswith(typed), range(start, len(self.sorted)))
        for word in (self.sorted[n] for n in same):
            if _begins(typed, word):
                for number, where in self.places[word].items():
                    score = (word != typed, where)
                    found[number] = min(score, found.get(number, score))
        return found

    def _with_chunk(self, chunk: str) -> dict[int, tuple[bool, int]]:
        """Entries that have a typed word, joined or, with hyphens, each of its parts."""
        found = self._with(_whole(chunk))
        parts = [part for part in chunk.split("-") if part]
        if len(parts) > 1 and all(len(part) >= SHORT for part in parts):
            apart = _all_of([self._with(part) for part in parts])
            found = apart | found
        return found

    def find(self, text: str) -> list[tuple[tuple[int, bool, int], Entry]]:
        """What all typed words lead to, each with its rank, best first."""
        chunks = [chunk for chunk in _chunks(text) if _whole(chunk)][:MOST_WORDS]
        if not chunks:
            return []
        whole = self.phrases.get(_phrase(" ".join(chunks)), {})
        some = _all_of([self._with_chunk(chunk) for chunk in chunks])
        ranks = {number: (IN_SYNONYM, *score) for number, score in some.items()}
        ranks |= {number: (where, False, where) for number, where in whole.items()}
        order = sorted(ranks, key=lambda number: (ranks[number], number))
        return [(ranks[number], self.entries[number]) for number in order]


def _all_of(each: list[dict[int, tuple[bool, int]]]) -> dict[int, tuple[bool, int]]:
    """What is in every one of them, as far off as in the worst."""
    common = set(each[0]).intersection(*each[1:])
    return {number: max(found[number] for found in each) for number in common}


@cache
def index() -> _Index:
    """All that can be found, gathered once: what takes a while is done before the first reader."""
    return _Index(_everything())


# ---- days ------------------------------------------------------------------------------------


def _number(word: str) -> str:
    """The digits of 24 or of 24th; empty for other words."""
    digits = word[:-2] if word.endswith(("st", "nd", "rd", "th")) else word
    return digits if digits.isascii() and digits.isdigit() else ""


def _month(word: str) -> int:
    """Which month a word of three letters or more begins, 0 if none."""
    fits = (
        n for n, name in enumerate(_MONTHS, start=1) if len(word) > SHORT and name.startswith(word)
    )
    return next(fits, 0)


def _written(text: str) -> str:
    """A typed day, month or year as the tables print them; empty if it is none."""
    typed = [word for word in _chunks(text) if word not in _WEEKDAYS]
    if len(typed) == 1 and (typed[0].replace("-", "").isdigit()):
        return typed[0]
    months = [month for word in typed if (month := _month(word))]
    numbers = [number for word in typed if (number := _number(word))]
    years = [number for number in numbers if len(number) == _YEAR]
    days = [number for number in numbers if len(number) <= len("24")]
    if len(months) != 1 or len(years) != 1 or 1 + len(years) + len(days) != len(typed):
        return ""
    return "-".join((years[0], f"{months[0]:02}", *(f"{int(day):02}" for day in days)))


def _typed_day(text: str) -> tuple[str, Entry] | None:
    """The day that a reader typed, as tables print it, and where it leads.

    A month leads to its last day, and so does a year.
    """
    written = _written(text)
    try:
        day = last_day_meant(f"{written}-12" if len(written) == _YEAR else written)
    except ValueError:
        return None
    if day is None:
        return None
    whole = written == day.isoformat()
    note = words()["days"]["whole" if whole else "part"].format(day=in_words(day))
    return written, Entry("day", text_in_words(written), note, on=day)


# ---- the search --------------------------------------------------------------------------------


def said(text: str, found: Iterable[Hits]) -> str:
    """How many results there are, in words; where there are none, what can be searched."""
    if too_short(text):
        return f"{words()['box']['short']} {words()['box']['help']}"
    count = sum(len(each.entries) + each.more for each in found)
    if not count:
        return f"{words()['box']['none'].format(text=text)} {words()['box']['help']}"
    return str(words()["box"]["found"][count > 1].format(count=count, text=text))


def too_short(text: str) -> bool:
    """Whether too little is typed to look for anything."""
    return len(_phrase(text[:LONGEST_SEARCH])) < FEWEST


def search(text: str, most: int) -> tuple[Hits, ...]:
    """What some typed words mean: hits by kind, the best kind first, at most so many of each.

    Of a text only the first LONGEST_SEARCH characters are read.

    >>> [hits.entries[0].title for hits in search("holland", 1)][0]
    'Netherlands'
    """
    text = text[:LONGEST_SEARCH]
    if too_short(text):
        return ()
    found: dict[str, list[tuple[tuple[int, bool, int], Entry]]] = defaultdict(list)
    day = _typed_day(text)
    if day:
        found["day"].append(((EXACT, False, EXACT), day[1]))
    for rank, entry in index().find(_whole(day[0]) if day else text):
        found[entry.kind].append((rank, entry))
    order = list(words()["kinds"])
    kinds = sorted(found, key=lambda kind: (found[kind][0][0], order.index(kind)))
    return tuple(
        Hits(kind, tuple(entry for _, entry in found[kind][:most]), max(0, len(found[kind]) - most))
        for kind in kinds
    )
