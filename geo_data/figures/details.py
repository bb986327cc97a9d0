"""What is known about the thing in focus, the article beside the record."""

from dataclasses import dataclass, replace

from geo_data.articles import Fact
from geo_data.days import in_words, text_in_words
from geo_data.english import in_a_row
from geo_data.events import Event, by_id
from geo_data.figures.look import look
from geo_data.figures.words import Sentence, of_event, sentence
from geo_data.record import record
from geo_data.rows import Border, Evidence
from geo_data.snapshot import Snapshot, StateOfDay


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
        look()["verdicts"][fact.verdict],
        tuple(sentence(n.note, n.evidence) for n in notes if n.fact_id == fact.fact_id),
    )


def _facts(snap: Snapshot, *record_ids: str) -> tuple[Beside, ...]:
    if snap.article is None:
        return ()
    wanted = set(record_ids)
    return tuple(
        beside(snap, fact) for fact in snap.article.facts if wanted.intersection(fact.record_ids)
    )


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
        found.append(Sentence("This event lies outside the days shown on the map."))
    if event.kind == "move":
        found += _legs(event)
    if event.kind == "consultation":
        found += _requesters(event)
    restated = [
        f"milestone:{row.milestone_id}"
        for row in record().milestones
        if event.event_id in row.same_as
    ]
    return Details(event.title, tuple(found), _facts(snap, event.event_id, *restated))


def _legs(event: Event) -> list[Sentence]:
    move = next(m for m in record().moves if f"move:{m.move_id}" == event.event_id)
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
    member, neighbour = (record().name_on(c, snap.view.on) for c in (row.member, row.neighbour))
    other = f" Other sources: {row.length_alt_km} km." if row.length_alt_km else ""
    text = f"{row.length_km} km as published.{other} {row.note}".strip()
    return Details(
        f"Border of {member} and {neighbour}",
        (whole_row(text, row.evidence),),
        _facts(snap, row.border_id),
    )


def _standing(snap: Snapshot, state: StateOfDay) -> list[Sentence]:
    known, on = record(), snap.view.on
    accession = next((row for row in known.accessions if row.iso3 == state.iso3), None)
    if state.holders:
        held = in_a_row(known.name_on(code, on) for code in state.holders)
        return [Sentence(f"Held by {held}; drawn in its colour.")]
    if accession is None:
        return [Sentence("Not a member of the Alliance on any day of the record.")]
    focus = f"accession:{state.iso3}"
    if state.acceded:
        text = f"Member since {in_words(state.acceded)}. {accession.note}".strip()
    else:
        text = f"Not a member on {in_words(on)}; joins on {in_words(accession.day)}."
    return [whole_row(text, accession.evidence, focus)]


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
    for border in known.borders:
        if state.iso3 in (border.member, border.neighbour) and snap.by_code[border.member].member:
            other = border.neighbour if border.member == state.iso3 else border.member
            text = f"Borders {known.name_on(other, on)}: {border.length_km} km as published."
            found.append(sentence(text, border.evidence, border.border_id))
    for group in snap.battlegroups:
        if state.iso3 in (group.host, group.framework):
            found.append(of_event(by_id()[f"battlegroup:{group.battlegroup_id}"]))
    found += [
        of_event(event)
        for event in snap.events
        if state.iso3 in event.countries and event.kind not in ("consultation", "battlegroup")
    ]
    facts = tuple(
        beside(snap, fact)
        for fact in (snap.article.facts if snap.article else ())
        if state.iso3 in fact.countries
    )
    return Details(state.name, tuple(found), facts)


def _fact(snap: Snapshot, fact: Fact) -> Details:
    events = [of_event(by_id()[i]) for i in fact.record_ids if i in by_id()]
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
    kind, _, row_id = focus.partition(":")
    if kind == "country":
        return _country(snap, snap.by_code[row_id])
    if kind == "border":
        return _border(snap, next(b for b in record().borders if b.border_id == focus))
    found = (
        next((f for f in snap.article.facts if f.fact_id == row_id), None) if snap.article else None
    )
    return _fact(snap, found) if found else None
