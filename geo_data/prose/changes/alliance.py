"""Changes of the Alliance: accessions, ways of belonging, Articles 4 and 5, battlegroups."""

from collections.abc import Iterator
from dataclasses import replace

from geo_data.days import ONE_DAY, in_words
from geo_data.english import capital, the
from geo_data.history.events import Event, by_id, events
from geo_data.history.membership import SIGNATORY, way_of
from geo_data.prose.changes.change import Change
from geo_data.prose.story.lines import sentence
from geo_data.tables.forces import Battlegroup
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence


def _from_event(event: Event, what: str, began: tuple[str, ...] = ()) -> Change:
    evidence = Evidence(event.source_ids, event.confidence, event.memory_fields)
    return Change(event.day, event.day_text, event.kind, what, evidence, event.event_id, began)


def accessions() -> Iterator[Change]:
    """Each accession; `began` is the member's code."""
    for event in events():
        if event.kind == "accession":
            (iso3,) = event.countries
            before = way_of(iso3, event.day - ONE_DAY)
            signed = before is not None and before.kind == SIGNATORY
            name = the(record().name_on(iso3, event.day))
            upto = (
                f"{name} was a signatory up to {in_words(event.day - ONE_DAY)}." if signed else ""
            )
            what = f"{event.summary} {sentence(upto) if upto else ''}".strip()
            yield _from_event(event, what, (iso3,))


def belonging() -> Iterator[Change]:
    """Other ways of being a member: to leave the military structure, to return, to grow."""
    joined = {(row.iso3, row.day) for row in record().accessions}
    for way in record().integration:
        if way.kind != SIGNATORY and (way.iso3, way.period.first) not in joined:
            day = way.period.first
            focus = f"country:{way.iso3}"
            yield Change(day, day.isoformat(), "belonging", way.sentence, way.evidence, focus)


def invocations() -> Iterator[Change]:
    """Each use of Article 5."""
    for event in events():
        if event.kind == "invocation":
            yield _from_event(event, f"{event.title}. {event.summary}")


def consultations() -> Iterator[Change]:
    """Each use of Article 4, on the day it was asked for; disputed requesters as disputed."""
    for event in events():
        if event.kind == "consultation":
            yield _from_event(event, event.summary)


def battlegroups() -> Iterator[Change]:
    """Battlegroups set up and ended, and other framework nations; `began`, `ended` are ids."""
    known = record()
    for row in known.battlegroups:
        event = by_id()[f"battlegroup:{row.battlegroup_id}"]
        host = capital(the(known.name_on(row.host, row.since)))
        old = next((each for each in known.battlegroups if _follows(row, each)), None)
        if old:
            was, now = (the(known.name_on(r.framework, row.since)) for r in (old, row))
            what = f"another framework nation, {now} instead of {was}; place: {row.place.name}."
            what = f"{what} {row.note}".strip()
        else:
            what = event.summary
        change = _from_event(event, f"{host}: {what[0].lower()}{what[1:]}", (row.battlegroup_id,))
        yield replace(change, ended=(old.battlegroup_id,) if old else ())
        if row.until and not any(_follows(each, row) for each in known.battlegroups):
            day = row.until + ONE_DAY
            yield Change(
                day,
                day.isoformat(),
                "battlegroup",
                f"{host}: the battlegroup at {row.place.name} no longer stands.",
                row.evidence,
                f"country:{row.host}",
                ended=(row.battlegroup_id,),
            )


def _follows(row: Battlegroup, old: Battlegroup) -> bool:
    """Whether it goes on, on the next day, where another of the same host ended."""
    return row.host == old.host and old.until is not None and row.since == old.until + ONE_DAY
