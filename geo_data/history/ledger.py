"""The ledger: every leg of every move of a window, in groups that can be read one by one."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from geo_data.days import in_words
from geo_data.english import the
from geo_data.history.totals import ALERT, TOLD, heads, is_new, told
from geo_data.tables.columns import by_value
from geo_data.tables.forces import Leg, Move
from geo_data.tables.record import record

ALLIANCE = "NATO"
NO_COUNTRY = "No country stated"

Entry = tuple[Move, Leg]
"""A move and one of its legs. The headcount is the whole move's and stands on its first leg."""


@dataclass(frozen=True, slots=True)
class Group:
    """Legs that belong together.

    `total` is the sum of the headcounts stated here, None if none is; `net_new` is the part of it
    that is new in Europe. `joint` moves name other countries too, so that their headcount belongs
    to no single one and is not in the total. `words` counts the legs by what is known of them.
    """

    title: str
    total: int | None
    net_new: int
    joint: tuple[Move, ...]
    words: dict[str, int]
    legs: tuple[Entry, ...]


def announced(first: date, last: date) -> list[Entry]:
    """The legs on record announced from `first` to `last`, both days included."""
    legs = ((move, leg) for move in record().moves for leg in move.legs)
    return [(move, leg) for move, leg in legs if first <= leg.announced <= last]


def by_order(entries: Iterable[Entry]) -> list[Group]:
    """Legs by day and nation, oldest first."""

    def title(entry: Entry) -> str:
        move, leg = entry
        who = record().name_on(move.nation, leg.announced) if move.nation else ALLIANCE
        return f"{in_words(leg.announced)}: {the(who)}"

    groups = _grouped(entries, title, lambda _: False)
    return sorted(groups, key=lambda group: group.legs[0][1].announced)


def by_destination(entries: Iterable[Entry]) -> list[Group]:
    """Legs by country of arrival, those without one last."""

    def title(entry: Entry) -> str:
        leg = entry[1]
        iso3 = leg.destination.iso3
        return record().name_on(iso3, leg.announced) if iso3 else NO_COUNTRY

    groups = _grouped(entries, title, _has_several_destinations)
    return sorted(groups, key=lambda group: (group.title == NO_COUNTRY, group.title))


def _has_several_destinations(move: Move) -> bool:
    return len({leg.destination.iso3 for leg in move.legs} - {""}) > 1


def _grouped(
    entries: Iterable[Entry], title: Callable[[Entry], str], is_joint: Callable[[Move], bool]
) -> list[Group]:
    found = []
    for name, legs in by_value(entries, title).items():
        counted = dict.fromkeys(move for move, _ in legs if move.personnel is not None)
        joint = tuple(filter(is_joint, counted))
        sent = {move for move, leg in legs if leg is move.legs[0] and told(leg) != ALERT}
        summed = [move for move in counted if move in sent and move not in joint]
        words = Counter(told(leg) for _, leg in legs)
        found.append(
            Group(
                name,
                heads(summed) if summed else None,
                heads(move for move in summed if is_new(move)),
                joint,
                {word: words[word] for word in TOLD if words[word]},
                tuple(legs),
            )
        )
    return found
