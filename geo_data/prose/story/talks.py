"""What a country asked of the Alliance: Article 4, Article 5, and what else is on record."""

from collections.abc import Iterator

from geo_data.days import in_words, text_in_words
from geo_data.english import in_a_row, the
from geo_data.history.events import events
from geo_data.prose.story.lines import Line, sentence
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence


def consultations(iso3: str) -> Iterator[Line]:
    """Consultations it asked for, or is said to have, and near misses that name it."""
    known = record()
    for row in known.consultations:
        for asked in row.requesters:
            if asked.iso3 != iso3:
                continue
            day = asked.requested or row.requested
            others = sorted(the(known.name_on(r.iso3, day)) for r in row.official if r.iso3 != iso3)
            beside = f" together with {in_a_row(others)}" if others else ""
            text = (
                f"Asks for Article 4 consultations{beside}. What led to it: {row.trigger}."
                if asked.official
                else "Is also said to have asked for Article 4 consultations, which is disputed. "
                f"What led to them: {row.trigger}."
            )
            when = in_words(asked.requested) if asked.requested else "Day not known"
            held = f"They are held on {in_words(row.held)}."
            yield Line(
                day,
                when,
                f"{text} {held} {asked.note}".strip(),
                asked.evidence,
                f"consultation:{row.consultation_id}",
            )
    for case in known.near_misses:
        if iso3 in case.countries:
            text = f"A near miss and no consultation: {case.status}. {case.what_happened}"
            yield Line(case.day, in_words(case.day), text, case.evidence)


def invocations(iso3: str) -> Iterator[Line]:
    """The use of Article 5 after an attack on it."""
    for row in record().invocations:
        if row.attacked == iso3:
            text = (
                f"Article 5 is invoked: {row.trigger}. It is confirmed on "
                f"{in_words(row.confirmed)}. {row.note}"
            )
            focus = f"invocation:{row.invocation_id}"
            yield Line(row.invoked, in_words(row.invoked), text, row.evidence, focus)


def other_events(iso3: str) -> Iterator[Line]:
    """Milestones and statements that involve it."""
    for event in events():
        if event.kind in ("milestone", "statement") and iso3 in event.countries:
            end = f" It lasts to {in_words(event.end)}." if event.end else ""
            text = f"{sentence(event.title)} {event.summary}{end}".strip()
            when = text_in_words(event.day_text)
            evidence = Evidence(event.source_ids, event.confidence, event.memory_fields)
            yield Line(event.day, when, text, evidence, event.event_id)
