"""All countries that have a story, in groups to choose from."""

from datetime import date
from functools import lru_cache

from geo_data.days import in_words
from geo_data.history.events import countries_involved
from geo_data.history.snapshot import state_row
from geo_data.tables.alliance import Accession
from geo_data.tables.record import record

Names = tuple[tuple[str, str], ...]
"""Codes and names, by name."""


@lru_cache(maxsize=64)
def groups(on: date) -> tuple[tuple[str, Names], ...]:
    """Titles and countries: members by accession, then others; names as on the day."""
    known = record()
    codes = {state.iso3 for state in known.states}
    found: dict[str, set[str]] = {}
    for row in known.accessions:
        found.setdefault(_joined(row), set()).add(row.iso3)
    members = {row.iso3 for row in known.accessions}
    rest = ("Not members, named in events", "Not members", "Territories", "No longer on the map")
    events, others, territories, ended = (found.setdefault(title, set()) for title in rest)
    for iso3 in codes - members:
        last = state_row(iso3)
        if last is not None and last.period.last:
            ended.add(iso3)
        elif last is not None and last.holders and last.holding != "occupation":
            territories.add(iso3)
        else:
            (events if iso3 in countries_involved() else others).add(iso3)
    return tuple(
        (title, tuple(sorted(((c, known.name_on(c, on)) for c in codes), key=lambda n: n[1])))
        for title, codes in found.items()
        if codes
    )


def _joined(row: Accession) -> str:
    day = in_words(row.day)
    return f"Founders, {day}" if row.wave_label == "founding" else f"Joined on {day}"
