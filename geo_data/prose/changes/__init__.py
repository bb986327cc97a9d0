"""What changed between two days, each change with its day and its sources."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from geo_data.errors import ViewError
from geo_data.history.borders import borders_on
from geo_data.history.membership import signatories_on
from geo_data.history.view import View, spoken_for
from geo_data.prose.changes import alliance, ground, treaty
from geo_data.prose.changes.change import KINDS, Change
from geo_data.tables.record import record

__all__ = ["KINDS", "Change", "Changes", "Counts", "changes", "counts_on", "of_kind", "two_days"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are at the end of the day `on`.

    `border_km` is the length of members' borders with Russia, or the Soviet Union, and with
    Belarus and Ukraine, along the shapes of the day.
    """

    on: date
    members: int
    signatories: int
    battlegroups: int
    border_km: float


@dataclass(frozen=True, slots=True)
class Changes:
    """What came after the end of one day and up to the end of another, oldest first.

    Of the borders that are new or gone those that differ between the two days; of all else
    everything that happened.
    """

    earlier: Counts
    later: Counts
    found: tuple[Change, ...]

    def of(self, *kinds: str) -> tuple[Change, ...]:
        """The changes of some kinds, oldest first."""
        return tuple(change for change in self.found if change.kind in kinds)


def two_days(view: View) -> tuple[date, date]:
    """The days that a view compares, the earlier one first."""
    other = view.against or record().checked_until
    return min(view.on, other), max(view.on, other)


def counts_on(on: date) -> Counts:
    """What is counted at the end of a day."""
    known = record()
    return Counts(
        on,
        len(known.members_on(on)),
        len(signatories_on(on)),
        sum(row.stands_on(on) for row in known.battlegroups),
        round(sum(border.length_km for border in borders_on(on)), 1),
    )


_MADE: dict[str, Callable[[], Iterable[Change]]] = {
    "accession": alliance.accessions,
    "belonging": alliance.belonging,
    "invocation": alliance.invocations,
    "consultation": alliance.consultations,
    "battlegroup": alliance.battlegroups,
    "ground": ground.turns,
    "end": ground.ends,
    "name": ground.names,
    "border": ground.borders,
    "article6": treaty.article6,
}


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
    differ = {*map(ground.name_of, borders_on(earlier))} ^ {*map(ground.name_of, borders_on(later))}
    last = {
        name: change
        for change in found
        if change.kind == "border"
        for name in (*change.began, *change.ended)
        if name in differ
    }
    kept = {id(change) for change in last.values()}
    return Changes(
        counts_on(earlier),
        counts_on(later),
        tuple(change for change in found if change.kind != "border" or id(change) in kept),
    )
