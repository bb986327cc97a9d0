"""A sentence with what bears it out, and sentences under a heading."""

from dataclasses import dataclass

from geo_data.history.events import Event
from geo_data.tables.sources import Evidence

NO_CLAIM = ""
"""The confidence of a sentence that claims nothing, but only points somewhere."""


@dataclass(frozen=True)
class Sentence:
    """One plain sentence; `focus` is what it speaks of, `number` its key on the map."""

    text: str
    sources: tuple[str, ...] = ()
    confidence: str = "confirmed"
    focus: str = ""
    number: int | None = None
    memory_fields: str = ""


@dataclass(frozen=True)
class Group:
    """Sentences under one heading."""

    title: str
    sentences: tuple[Sentence, ...]


def sentence(text: str, evidence: Evidence, focus: str = "") -> Sentence:
    """A sentence that a row bears out, with the row's sources and confidence."""
    return Sentence(text, evidence.source_ids, evidence.confidence, focus)


def pointer(text: str, focus: str = "") -> Sentence:
    """A sentence that says where to look, and so needs no source."""
    return Sentence(text, confidence=NO_CLAIM, focus=focus)


def of_event(event: Event, number: int | None = None) -> Sentence:
    """An event's title as a sentence of a list."""
    return Sentence(event.title, event.source_ids, event.confidence, event.event_id, number)
