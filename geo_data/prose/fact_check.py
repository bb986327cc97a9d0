"""An article read beside the record: where each fact is shown, what it meets, how they differ."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo_data.days import FIRST_DAY, text_in_words, with_weekday
from geo_data.english import count_word, in_a_row
from geo_data.history.events import Event, by_id, of_article
from geo_data.history.snapshot import Snapshot
from geo_data.history.view import View, nearest_day
from geo_data.prose import rows
from geo_data.prose.sentences import Sentence, of_event
from geo_data.tables.articles import NOT_COMPARED, Article, Fact
from geo_data.tables.record import record


@dataclass(frozen=True, slots=True)
class Difference:
    """How one fact and the record differ, in a sentence; `grave`: not only in what is left out."""

    fact: Fact
    text: str
    grave: bool = True


def verdict_of(fact: Fact) -> str:
    """Its verdict; a fact without one has not been compared."""
    return fact.verdict or NOT_COMPARED


def tally(article: Article) -> Counter[str]:
    """How many facts have which verdict."""
    return Counter(verdict_of(fact) for fact in article.facts)


def step(article: Article, fact_id: str | None, way: int) -> Fact | None:
    """The fact before (-1) or after (1) another in the article's order; None at the end.

    From no fact the way forward leads to the first.
    """
    ids = [fact.fact_id for fact in article.facts]
    place = ids.index(fact_id) + way if fact_id in ids else 0 if way > 0 else -1
    return article.facts[place] if 0 <= place < len(ids) else None


def _days_met(article: Article, fact: Fact) -> list[date]:
    """The days on which what the fact speaks of can be seen on the map."""
    own = (f"move:{move.move_id}" for move in article.moves if fact.fact_id in move.fact_ids)
    known = by_id() | {event.event_id: event for event in of_article(article.moves)}
    days = [known[mark].day for mark in (*fact.record_ids, *own) if mark in known]
    claimed = fact.day_on_record or fact.day_claimed
    return [*days, claimed] if claimed else days


def day_of(view: View, article: Article, fact: Fact) -> date:
    """The day to show a fact on: the article's own, if it can be seen in the days up to it.

    Otherwise the day on record, or the last on which something that the fact names began. Who was a
    member is true of one day: such a fact is shown on its own.
    """
    until = record().checked_until
    base = nearest_day(article.day)
    first = FIRST_DAY if view.span is None else base - timedelta(days=view.span - 1)
    days = [day for day in _days_met(article, fact) if FIRST_DAY <= day <= until]
    if fact.kind == "membership" and fact.day_on_record in days:
        return fact.day_on_record
    if not days or any(first <= day <= base for day in days):
        return base
    return fact.day_on_record if fact.day_on_record in days else max(days)


def _requesters(fact: Fact) -> str:
    """How the countries that a fact names as requesters differ from those on record."""
    if fact.kind != "consultation" or not fact.countries:
        return ""
    named = {f"consultation:{row.consultation_id}": row for row in record().consultations}
    met = [named[event_id] for event_id in fact.record_ids if event_id in named]
    asked = {requester.iso3 for row in met for requester in row.official}
    on = met[0].requested if met else record().checked_until
    missing, more = (
        in_a_row(record().name_on(code, on) for code in sorted(codes))
        for codes in (asked - {*fact.countries}, {*fact.countries} - asked)
    )
    if not asked or not (missing or more):
        return ""
    named_here = count_word(len(fact.countries)).capitalize()
    text = f"{named_here} countries named, {count_word(len(asked))} asked"
    if missing:
        text += f"; the article leaves out {missing}"
    if more:
        text += f"; the record does not have {more}"
    return f"{text}."


def _days(fact: Fact) -> str:
    said, known = fact.day_claimed, fact.day_on_record
    if not said or not known or said == known:
        return ""
    return f"The article says {with_weekday(said)}, the record {with_weekday(known)}."


def differences(article: Article) -> tuple[Difference, ...]:
    """Every fact that the record contradicts or completes, and how.

    Those first that it contradicts, or completes in who and when; in the article's order. One of
    another verdict is told if no other one differs in the same way.
    """
    found: list[Difference] = []
    for fact in article.facts:
        verdict, text = verdict_of(fact), " ".join(filter(None, (_requesters(fact), _days(fact))))
        if verdict in ("differs", "narrower"):
            grave = bool(text) or verdict == "differs"
            found.append(Difference(fact, text or fact.record_says, grave))
        elif text and verdict != "agrees" and all(each.text != text for each in found):
            found.append(Difference(fact, text))
    return tuple(sorted((each for each in found if each.text), key=lambda each: not each.grave))


def days_of(event: Event) -> str:
    """The days of an event, in words."""
    end = event.end if event.end != event.day else None
    return f"{text_in_words(event.day_text)}{rows.until(end)}"


def met(snap: Snapshot, fact: Fact) -> Iterator[Sentence]:
    """The rows of the record that a fact meets, each with its days; a border has none."""
    for row_id in fact.record_ids:
        if event := snap.event(row_id):
            yield replace(of_event(event), when=days_of(event))
        for row in record().borders:
            if row.border_id == row_id:
                yield rows.border_met(row, snap.view.on)
