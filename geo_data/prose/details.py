"""What is known about the thing in focus, the article beside the record."""

from dataclasses import dataclass, replace

from geo_data.days import in_words, text_in_words
from geo_data.english import capital, in_a_row, the
from geo_data.figures.look import look
from geo_data.history.borders import MEASURED, BorderOfDay, before, borders_on, in_print, printed
from geo_data.history.drawn import territory
from geo_data.history.events import Event, by_id
from geo_data.history.fact_check import verdict_of
from geo_data.history.snapshot import Snapshot, StateOfDay
from geo_data.prose import article6 as article6_words
from geo_data.prose import ground
from geo_data.prose.sentences import Sentence, of_event, pointer, sentence
from geo_data.tables.alliance import Border
from geo_data.tables.articles import Fact
from geo_data.tables.forces import Move
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence


@dataclass(frozen=True)
class Beside:
    """One claim of the article beside what the record has."""

    fact: Fact
    verdict: str
    notes: tuple[Sentence, ...]


@dataclass(frozen=True)
class Details:
    """Title, sentences, and the article beside the record, of the thing in focus."""

    title: str
    sentences: tuple[Sentence, ...]
    beside: tuple[Beside, ...]


def whole_row(text: str, evidence: Evidence, focus: str = "") -> Sentence:
    """A sentence that tells a row whole, with what of it rests on memory."""
    return replace(sentence(text, evidence, focus), memory_fields=evidence.memory_fields)


def beside(snap: Snapshot, fact: Fact) -> Beside:
    """A fact with its verdict in words and the notes that belong to it."""
    notes = snap.article.notes if snap.article else ()
    return Beside(
        fact,
        look()["verdicts"][verdict_of(fact)],
        tuple(sentence(n.note, n.evidence) for n in notes if n.fact_id == fact.fact_id),
    )


def _facts(snap: Snapshot, *marks: str) -> tuple[Beside, ...]:
    return tuple(beside(snap, fact) for fact in snap.facts_of(*marks))


def _event(snap: Snapshot, event: Event) -> Details:
    day = text_in_words(event.day_text)
    until = f" to {in_words(event.end)}" if event.end and event.end != event.day else ""
    found = [
        Sentence(
            f"{day}{until}. {event.summary}",
            event.source_ids,
            event.confidence,
            memory_fields=event.memory_fields,
        )
    ]
    if not snap.view.first <= event.day <= snap.view.on:
        found.append(pointer("This event lies outside the days shown on the map."))
    if event.kind == "move":
        found += _legs(snap.moves_by_id[event.event_id])
    if event.kind == "consultation":
        found += _requesters(event)
    restated = [
        f"milestone:{row.milestone_id}"
        for row in record().milestones
        if event.event_id in row.same_as
    ]
    return Details(event.title, tuple(found), _facts(snap, event.event_id, *restated))


def _legs(move: Move) -> list[Sentence]:
    found = []
    for leg in move.legs:
        what = ", ".join(filter(None, (leg.unit, leg.equipment)))
        start = f"{leg.origin.name} to " if leg.origin.name else ""
        text = f"{start}{leg.destination.name}: {what}. Status: {leg.status}. {leg.note}"
        found.append(whole_row(text.strip(), leg.evidence))
    return found


def _requesters(event: Event) -> list[Sentence]:
    row = next(
        c for c in record().consultations if f"consultation:{c.consultation_id}" == event.event_id
    )
    found = []
    for requester in row.requesters:
        name = record().name_on(requester.iso3, event.day)
        when = (
            f"asked on {in_words(requester.requested)}" if requester.requested else "no day known"
        )
        claim = when if requester.official else f"disputed as a requester; {when}"
        text = f"{name}: {claim}. {requester.note}".strip()
        found.append(whole_row(text, requester.evidence, f"country:{requester.iso3}"))
    return found


def _border(snap: Snapshot, row: Border) -> Details:
    on = snap.view.on
    today = next((b for b in borders_on(on) if row in (b.published, before(b))), None)
    codes = (today.member.iso3, today.neighbour.iso3) if today else (row.member, row.neighbour)
    member, neighbour = (the(record().name_on(code, on)) for code in codes)
    found = [whole_row(capital(in_print(today) if today else printed(row)), row.evidence)]
    if today:
        length = f"{today.length_km:,.0f} km along the shapes. {MEASURED}"
        found.append(Sentence(length, today.source_ids))
    else:
        found.append(Sentence(f"No border of a member on {in_words(on)}."))
    return Details(f"Border of {member} and {neighbour}", tuple(found), _facts(snap, row.border_id))


def _standing(snap: Snapshot, state: StateOfDay) -> list[Sentence]:
    known, on = record(), snap.view.on
    accession = next((row for row in known.accessions if row.iso3 == state.iso3), None)
    if state.holders:
        held = in_a_row(the(known.name_on(code, on)) for code in state.holders)
        return [Sentence(f"Held by {held}.")]
    if state.row.holders:
        held = in_a_row(the(known.name_on(code, on)) for code in state.row.holders)
        return [Sentence(f"Occupied by {held}.")]
    if accession is None:
        return [Sentence("Not a member of the Alliance on any day of the record.")]
    focus = f"accession:{state.iso3}"
    if state.acceded:
        text = f"Member since {in_words(state.acceded)}. {accession.note}".strip()
    else:
        text = f"Not a member on {in_words(on)}; joins on {in_words(accession.day)}."
    return [whole_row(text, accession.evidence, focus)]


def _border_of_day(border: BorderOfDay, other: str) -> Sentence:
    text = f"Borders {the(other)}: {border.length_km:,.0f} km along the shapes"
    if not border.published:
        return Sentence(f"{text}.", border.source_ids)
    row = border.published
    return sentence(f"{text}, {row.length_km} km as published.", row.evidence, row.border_id)


def _country(snap: Snapshot, state: StateOfDay) -> Details:
    known, on = record(), snap.view.on
    found = _standing(snap, state)
    for row in known.consultations:
        for requester in row.requesters:
            if requester.iso3 == state.iso3 and row.requested <= on:
                asked = requester.requested
                when = f" on {in_words(asked)}" if asked else ""
                doubt = "" if requester.official else " (disputed)"
                text = f"Asked for Article 4 consultations{when}{doubt}: {row.trigger}."
                if row in snap.consultations and snap.article and snap.named:
                    named = state.iso3 in snap.named
                    text += " The article names it." if named else " The article does not name it."
                focus = f"consultation:{row.consultation_id}"
                found.append(sentence(text, requester.evidence, focus))
    for border in borders_on(on):
        sides = (border.member, border.neighbour)
        if state.row in sides:
            other = sides[state.row == border.member]
            found.append(_border_of_day(border, known.name_on(other.iso3, on)))
    for group in snap.battlegroups:
        if state.iso3 in (group.host, group.framework):
            found.append(of_event(by_id()[f"battlegroup:{group.battlegroup_id}"]))
    found += [
        of_event(event)
        for event in snap.events
        if state.iso3 in event.countries and event.kind not in ("consultation", "battlegroup")
    ]
    found += ground.of_state(snap, state)
    return Details(state.name, tuple(found), _facts(snap, f"country:{state.iso3}"))


def _of_code(snap: Snapshot, iso3: str) -> Details:
    if state := snap.by_code.get(iso3):
        return _country(snap, state)
    name = record().name_on(iso3, snap.view.on)
    return Details(name, tuple(ground.of_none(snap, iso3)), _facts(snap, f"country:{iso3}"))


def _fact(snap: Snapshot, fact: Fact) -> Details:
    events = [of_event(event) for i in fact.record_ids if (event := snap.event(i))]
    return Details(
        f"Paragraph {fact.paragraph} of the article", tuple(events), (beside(snap, fact),)
    )


def details(snap: Snapshot) -> Details | None:
    """What is known about the view's focus; None without one."""
    focus = snap.view.focus
    if not focus:
        return None
    if snap.focused:
        return _event(snap, snap.focused)
    if place := territory(snap):
        return Details(place.name, article6_words.about(snap, place), ())
    kind, _, row_id = focus.partition(":")
    if kind == "country":
        return _of_code(snap, row_id)
    if kind == "border":
        return _border(snap, next(b for b in record().borders if b.border_id == focus))
    found = snap.article.by_id.get(focus) if snap.article else None
    return _fact(snap, found) if found else None
