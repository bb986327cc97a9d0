"""Running totals of US troops that are new in Europe; no head is counted twice.

What counts is a move of the United States that was announced in the window, by its first leg,
and that adds forces to those in Europe (`net_new_in_europe` is yes). A headcount is stated once a
move, on its first leg, and that leg also says whether the move is new and how far it is known to
have been carried out; the legs of a move never differ on whether they are new. Left out are
troops that only moved within Europe, that replaced others or stood on alert, those of other
nations, and any move of which this is not known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geo_data.tables.forces import Leg, Move, PublishedTotal
from geo_data.tables.record import record

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
    """Moves of US troops new in Europe: those with a headcount, and those without."""

    counted: tuple[Move, ...]
    left_out: tuple[Move, ...]

    @property
    def net_new_personnel(self) -> int:
        """The headcounts of all that are counted."""
        return heads(self.counted)

    def known_as(self, *words: str) -> int:
        """The part of it of which no more is known than some of TOLD, by the first leg."""
        return heads(move for move in self.counted if told(move.legs[0]) in words)


def totals(first: date, last: date) -> Totals:
    """The totals of the moves announced from `first` to `last`, both days included."""
    moves = [m for m in record().moves if is_new(m) and first <= m.announced <= last]
    return Totals(
        tuple(move for move in moves if move.personnel is not None),
        tuple(move for move in moves if move.personnel is None),
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
