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
from geo_data.tables.alliance import WAYS, Accession
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence

SIGNATORY, MEMBER, OUTSIDE, GREW = WAYS


@dataclass(frozen=True, slots=True)
class WayOfDay:
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


@lru_cache(maxsize=512)
def ways_on(on: date) -> Mapping[str, WayOfDay]:
    """How each member and signatory belonged at the end of the day, by code and in its order."""
    rows = sorted(record().accessions, key=lambda row: row.iso3)
    found = {row.iso3: way for row in rows if (way := _way(row, on))}
    return MappingProxyType(found)


def way_of(iso3: str, on: date) -> WayOfDay | None:
    """How a state belonged at the end of the day; None if it was neither member nor signatory."""
    return ways_on(on).get(iso3)


def signatories_on(on: date) -> tuple[WayOfDay, ...]:
    """Those of the day that had signed the Treaty and were no members yet, by code."""
    return tuple(each for each in ways_on(on).values() if each.kind == SIGNATORY)


def _way(accession: Accession, on: date) -> WayOfDay | None:
    known, iso3 = record(), accession.iso3
    ways = [row for row in known.integration if row.iso3 == iso3]
    for way in ways:
        if way.period.holds_on(on):
            return WayOfDay(
                iso3,
                way.kind,
                accession.day,
                way.period.first,
                way.period.last,
                way.sentence,
                way.evidence,
            )
    if on < accession.day:
        return None
    name = the(known.name_on(iso3, on))
    before = [last for way in ways if (last := way.period.last) and last < on]
    after = [first for way in ways if (first := way.period.first) > on]
    return WayOfDay(
        iso3,
        MEMBER,
        accession.day,
        max([accession.day, *(last + ONE_DAY for last in before)]),
        min(after) - ONE_DAY if after else None,
        f"{capital(name)} has been a member since {in_words(accession.day)}.",
        accession.evidence,
    )
