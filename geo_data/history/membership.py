"""In what way a state belonged to the Alliance on a day.

France, Greece and Spain stood for a time outside the integrated military structure. None of them
had left the Alliance, so they are members throughout.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType

from geo_data.days import ONE_DAY, in_words
from geo_data.english import capital, the
from geo_data.tables.alliance import WAYS, Accession, Way
from geo_data.tables.record import record
from geo_data.tables.states import Period

SIGNATORY, MEMBER, OUTSIDE, GREW = WAYS


@dataclass(frozen=True, slots=True)
class Round:
    """A day on which the Alliance grew.

    `joined` are the codes of those that became members, `grew` those of members whose territory
    grew without an accession, `units` what it grew by; `members` is how many there were at the
    end of the day.
    """

    day: date
    joined: tuple[str, ...]
    grew: tuple[str, ...]
    units: tuple[str, ...]
    members: int

    @property
    def look(self) -> str:
        """The look of who joined then, on the map of who joined when."""
        return round_look(self.day)

    @property
    def founding(self) -> bool:
        """Whether all who joined then are founders."""
        return self.members == len(self.joined)


def round_look(day: date) -> str:
    """The look of who joined on a day: a key of look.toml, one a year."""
    return f"joined-{day.year}"


@cache
def rounds() -> tuple[Round, ...]:
    """Every day on which the Alliance grew, oldest first: by accessions, or by territory alone."""
    known = record()
    grown = [(way.period.first, way.iso3) for way in known.integration if way.kind == GREW]
    found = []
    for day in sorted({row.day for row in known.accessions} | {day for day, _ in grown}):
        grew = tuple(iso3 for since, iso3 in grown if since == day)
        before = {(s.iso3, unit) for s in known.states_on(day - ONE_DAY) for unit in s.units}
        units = (
            unit
            for state in known.states_on(day)
            if state.iso3 in grew
            for unit in state.units
            if (state.iso3, unit) not in before
        )
        joined = tuple(sorted(row.iso3 for row in known.accessions if row.day == day))
        found.append(Round(day, joined, grew, tuple(units), len(known.members_on(day))))
    return tuple(found)


@lru_cache(maxsize=512)
def ways_on(on: date) -> Mapping[str, Way]:
    """How each member and signatory belonged at the end of the day, by code and in its order.

    The period is that of the way, not of the membership, which a return to the military structure
    never moves; without an end the way holds today.
    """
    rows = sorted(record().accessions, key=lambda row: row.iso3)
    found = {row.iso3: way for row in rows if (way := _way(row, on))}
    return MappingProxyType(found)


def way_of(iso3: str, on: date) -> Way | None:
    """How a state belonged at the end of the day; None if it was neither member nor signatory."""
    return ways_on(on).get(iso3)


def signatories_on(on: date) -> tuple[Way, ...]:
    """Those of the day that had signed the Treaty and were no members yet, by code."""
    return tuple(each for each in ways_on(on).values() if each.kind == SIGNATORY)


def _way(accession: Accession, on: date) -> Way | None:
    known, iso3 = record(), accession.iso3
    ways = [row for row in known.integration if row.iso3 == iso3]
    for way in ways:
        if way.period.holds_on(on):
            return way
    if on < accession.day:
        return None
    before = [day for way in ways if (day := way.period.after) and day <= on]
    after = [way.period.first for way in ways if way.period.first > on]
    period = Period(max([accession.day, *before]), min(after) - ONE_DAY if after else None)
    return Way(iso3, MEMBER, period, member_since(accession, on), accession.evidence)


def member_since(accession: Accession, on: date) -> str:
    """That a country is a member on a day, and since when, in one sentence."""
    name = capital(the(record().name_on(accession.iso3, on)))
    return f"{name} has been a member since {in_words(accession.day)}."
