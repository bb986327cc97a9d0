"""In what way a state belonged to the Alliance on a day.

France, Greece and Spain stood for a time outside the integrated military structure. None of them
had left the Alliance, so they are members throughout.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from geo_data.days import ONE_DAY, in_words
from geo_data.english import capital, the
from geo_data.tables.alliance import WAYS, Way
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence

SIGNATORY, MEMBER, OUTSIDE, GREW = WAYS


@dataclass(frozen=True, slots=True)
class Standing:
    """One way of belonging, from a day to a day.

    `since` and `until` bound the way, not the membership: that runs from `acceded`, which a
    return to the military structure never moves. `until` is None where the way holds today.
    """

    iso3: str
    kind: str
    acceded: date
    since: date
    until: date | None
    sentence: str
    evidence: Evidence

    @property
    def member(self) -> bool:
        """Whether that is a member, in whatever way."""
        return self.kind != SIGNATORY


def standing_of(iso3: str, on: date) -> Standing | None:
    """How a state belonged at the end of the day; None if it was neither member nor signatory."""
    known = record()
    accession = next((row for row in known.accessions if row.iso3 == iso3), None)
    if accession is None:
        return None
    ways = [row for row in known.integration if row.iso3 == iso3]
    for way in ways:
        if way.period.holds_on(on):
            return _from_row(way, accession.day)
    if on < accession.day:
        return None
    name = the(known.name_on(iso3, on))
    before = [last for way in ways if (last := way.period.last) and last < on]
    after = [first for way in ways if (first := way.period.first) > on]
    return Standing(
        iso3,
        MEMBER,
        accession.day,
        max([accession.day, *(last + ONE_DAY for last in before)]),
        min(after) - ONE_DAY if after else None,
        f"{capital(name)} has been a member since {in_words(accession.day)}.",
        accession.evidence,
    )


def standings_on(on: date) -> tuple[Standing, ...]:
    """Every member and signatory of the day, by code."""
    codes = sorted(row.iso3 for row in record().accessions)
    return tuple(found for iso3 in codes if (found := standing_of(iso3, on)))


@lru_cache(maxsize=512)
def ways_on(on: date) -> Mapping[str, str]:
    """In what way each member and signatory of the day belonged, one of WAYS, by code."""
    return MappingProxyType({each.iso3: each.kind for each in standings_on(on)})


def signatories_on(on: date) -> tuple[Standing, ...]:
    """Those of the day that had signed the Treaty and were no members yet, by code."""
    return tuple(each for each in standings_on(on) if each.kind == SIGNATORY)


def _from_row(way: Way, acceded: date) -> Standing:
    return Standing(
        way.iso3,
        way.kind,
        acceded,
        way.period.first,
        way.period.last,
        way.sentence,
        way.evidence,
    )
