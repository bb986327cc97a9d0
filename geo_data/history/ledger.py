"""The ledger: every leg of every move of a window, in groups that can be read one by one."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from geo_data.days import in_words
from geo_data.english import the, unique
from geo_data.history.totals import ALERT, TOLD, heads, is_new, told
from geo_data.tables.articles import Article
from geo_data.tables.columns import by_value
from geo_data.tables.forces import Leg, Move
from geo_data.tables.record import Record, record

ALLIANCE = "NATO"
NO_COUNTRY = "No country stated"


@dataclass(frozen=True, slots=True)
class Entry:
    """One leg of a move.

    `told` is one of totals.TOLD. `personnel` is the headcount of the whole move and stands on its
    first leg alone. `in_article`: whether a fact of the article names the move; None without an
    article. `own`: only the article knows the move, so no total counts it.
    """

    move: Move
    leg: Leg
    told: str
    personnel: int | None
    in_article: bool | None
    own: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Legs that belong together.

    `total` is the sum of the headcounts stated here, None if none is; `net_new` is the part of it
    that is new in Europe. `joint` moves name other countries too, so that their headcount belongs
    to no single one and is not in the total. `words` counts the legs by what is known of them.
    """

    title: str
    day: date
    total: int | None
    net_new: int
    joint: tuple[str, ...]
    words: dict[str, int]
    legs: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The same legs in two orders: by day and nation, oldest first, and by country of arrival."""

    first: date
    last: date
    by_order: tuple[Group, ...]
    by_destination: tuple[Group, ...]


def ledger(first: date, last: date, article: Article | None = None) -> Ledger:
    """The legs announced from `first` to `last`, both days included, an article's own last."""
    known = record()
    named = {event for fact in article.facts for event in fact.record_ids} if article else set()
    own = article.moves if article else ()
    entries = [
        Entry(
            move,
            leg,
            told(leg),
            move.personnel if leg is move.legs[0] else None,
            None if article is None else is_own or f"move:{move.move_id}" in named,
            is_own,
        )
        for moves, is_own in ((known.moves, False), (own, True))
        for move in moves
        for leg in move.legs
        if first <= leg.announced <= last
    ]
    return Ledger(first, last, _by_order(known, entries), _by_destination(known, entries))


def _by_order(known: Record, entries: Iterable[Entry]) -> tuple[Group, ...]:
    def title(entry: Entry) -> str:
        day = entry.leg.announced
        who = known.name_on(entry.move.nation, day) if entry.move.nation else ALLIANCE
        return f"{in_words(day)}: {the(who)}"

    groups = _grouped(entries, title)
    return tuple(sorted(groups, key=lambda group: group.day))


def _by_destination(known: Record, entries: Iterable[Entry]) -> tuple[Group, ...]:
    def title(entry: Entry) -> str:
        iso3 = entry.leg.destination.iso3
        return known.name_on(iso3, entry.leg.announced) if iso3 else NO_COUNTRY

    groups = _grouped(entries, title, lambda move: len(_destinations(move)) > 1)
    return tuple(sorted(groups, key=lambda group: (group.title == NO_COUNTRY, group.title)))


def _destinations(move: Move) -> tuple[str, ...]:
    return unique(leg.destination.iso3 for leg in move.legs)


def _grouped(
    entries: Iterable[Entry],
    title: Callable[[Entry], str],
    is_joint: Callable[[Move], bool] = lambda _: False,
) -> list[Group]:
    found = by_value(entries, title)
    return [_group(name, legs, is_joint) for name, legs in found.items()]


def _group(title: str, legs: list[Entry], is_joint: Callable[[Move], bool]) -> Group:
    sent = [e for e in legs if e.personnel is not None and e.told != ALERT and not e.own]
    summed = [e.move for e in sent if not is_joint(e.move)]
    words = Counter(entry.told for entry in legs)
    joint = (e.move.move_id for e in legs if e.move.personnel is not None and is_joint(e.move))
    return Group(
        title,
        min(entry.leg.announced for entry in legs),
        heads(summed) if summed else None,
        heads(move for move in summed if is_new(move)),
        unique(joint),
        {word: words[word] for word in TOLD if words[word]},
        tuple(legs),
    )
