"""Running totals of US troops that are new in Europe; no head is counted twice.

What counts is a move of the United States that was announced in the window, by its first leg,
and that adds forces to those in Europe (`net_new_in_europe` is yes). A headcount is stated once a
move, on its first leg, and that leg also says whether the move is new and how far it is known to
have been carried out; the legs of a move never differ on whether they are new. Left out are
troops that only moved within Europe, that replaced others or stood on alert, those of other
nations, and any move of which this is not known.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from geo_data.days import in_words
from geo_data.english import the, unique
from geo_data.tables.articles import Article
from geo_data.tables.forces import Leg, Move, PublishedTotal
from geo_data.tables.record import Record, record

NATION = "USA"
NEW = "yes"

ANNOUNCED, CARRIED_OUT, NOT_CONFIRMED, ALERT = TOLD = (
    "announced",
    "carried out",
    "not confirmed",
    "on alert only",
)
_TOLD_OF = {
    "announced": ANNOUNCED,
    "announced and carried out": CARRIED_OUT,
    "carried out earlier; date of disclosure used": CARRIED_OUT,
    "announced for the region; this country not confirmed": NOT_CONFIRMED,
    "alert only": ALERT,
}


def told(leg: Leg) -> str:
    """How far a leg is known to have been carried out, one of TOLD; "" if nothing is stated."""
    return _TOLD_OF.get(leg.status, "")


@dataclass(frozen=True, slots=True)
class Totals:
    """US troops new in Europe, announced from `first` to `last`.

    `net_new_personnel` is the sum of `carried_out`, `announced` and `not_confirmed`: heads, by
    what is known of the first leg. `counted` moves have a headcount, `left_out` have none;
    `announced_only` of those counted were merely announced.
    """

    first: date
    last: date
    net_new_personnel: int
    carried_out: int
    announced: int
    not_confirmed: int
    counted: int
    left_out: int
    announced_only: int
    counted_ids: tuple[str, ...]
    left_out_ids: tuple[str, ...]


def totals(first: date, last: date) -> Totals:
    """The totals of the moves announced from `first` to `last`, both days included."""
    moves = [m for m in record().moves if is_new(m) and first <= m.announced <= last]
    counted = [move for move in moves if move.personnel is not None]
    by_word = {word: heads(m for m in counted if told(m.legs[0]) == word) for word in TOLD}
    return Totals(
        first,
        last,
        heads(counted),
        by_word[CARRIED_OUT],
        by_word[ANNOUNCED],
        by_word[NOT_CONFIRMED],
        len(counted),
        len(moves) - len(counted),
        sum(told(move.legs[0]) == ANNOUNCED for move in counted),
        tuple(move.move_id for move in counted),
        tuple(move.move_id for move in moves if move.personnel is None),
    )


def is_new(move: Move) -> bool:
    """Whether a move adds US forces to those in Europe, as far as is known."""
    return move.nation == NATION and move.legs[0].net_new == NEW


def heads(moves: Iterable[Move]) -> int:
    """The headcounts of some moves together; a move without one adds nothing."""
    return sum(move.personnel or 0 for move in moves)


@dataclass(frozen=True, slots=True)
class Compared:
    """A number that was given for several orders, beside the sum of what the record has of them.

    `ours` is the sum of the orders' headcounts, `net_new` the part of it that is counted as new
    in Europe.
    """

    published: PublishedTotal
    ours: int
    net_new: int

    @property
    def difference(self) -> int:
        """By how many heads our sum is larger; negative if it is smaller."""
        return self.ours - self.published.personnel


def against_the_pentagon() -> tuple[Compared, ...]:
    """Each published number beside ours, oldest first."""
    known = record()
    moves = {move.move_id: move for move in known.moves}
    found = []
    for row in sorted(known.published_totals, key=lambda row: row.day):
        orders = [moves[move_id] for move_id in row.move_ids if move_id in moves]
        found.append(Compared(row, heads(orders), heads(m for m in orders if is_new(m))))
    return tuple(found)


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
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(title(entry), []).append(entry)
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
