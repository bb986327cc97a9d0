"""One country's story: all that the record has on it, before and after a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from geo_data.history.borders import MEASURED
from geo_data.prose.story import belonging, choice, forces, ground, talks
from geo_data.prose.story.lines import Line, Section, told_by
from geo_data.tables.record import record

__all__ = ["Line", "Section", "Story", "choice", "story"]


@dataclass(frozen=True, slots=True)
class Story:
    """A country's story as it can be told at the end of the day `on`.

    `name` is that of the day. No line of `sections` tells of a later day; those that do are
    `after`, oldest first.
    """

    iso3: str
    name: str
    on: date
    sections: tuple[Section, ...]
    after: tuple[Line, ...]

    @property
    def standing(self) -> Line:
        """What it is on the day."""
        return self.sections[0].lines[0]


def _written(iso3: str, on: date) -> Iterator[tuple[str, Iterable[Line], str]]:
    """Each section's title, all its lines whatever their day, and its note."""
    yield "Standing", belonging.standing(iso3, on), ""
    yield "Names", belonging.names(iso3, on), ""
    yield "Article 4", talks.consultations(iso3), ""
    yield "Article 5", talks.invocations(iso3), ""
    yield "Forces received", forces.received(iso3), ""
    yield "Forces sent from its ground", forces.sent(iso3), ""
    yield "Its forces moved between others", forces.moved(iso3), ""
    yield "Battlegroups", forces.battlegroups(iso3, on), ""
    yield "Borders on this day", ground.borders(iso3, on), MEASURED
    yield "Article 6", ground.article6(iso3, on), ""
    yield "Ground", (*ground.territory(iso3, on), *belonging.ended(iso3)), ""
    yield "Other days in print", ground.days_given(iso3), ""
    yield "Ground that it held", ground.held(iso3, on), ""
    yield "Also on record", talks.other_events(iso3), ""


@lru_cache(maxsize=64)
def story(iso3: str, on: date) -> Story:
    """The story of a country of the record, members and others alike."""
    sections, after = [], []
    for title, written, note in _written(iso3, on):
        lines = tuple(written)
        # What it is on the day comes first; all else in the order of time.
        cut = (replace(line, text=told_by(line.text, on)) for line in lines if line.day <= on)
        told = [line for line in cut if line.text]
        head, rest = (told[:1], told[1:]) if title == "Standing" else ([], told)
        ordered = (*head, *sorted(rest, key=lambda line: line.day))
        if ordered:
            sections.append(Section(title, ordered, note or forces.tally(ordered)))
        after += [replace(line, topic=title) for line in lines if line.day > on]
    after.sort(key=lambda line: line.day)
    return Story(iso3, record().name_on(iso3, on), on, tuple(sections), tuple(after))
