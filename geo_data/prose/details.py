"""What is known about the thing in focus, the article beside the record."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo_data.days import in_words
from geo_data.english import capital, in_a_row
from geo_data.history import drawn
from geo_data.history.borders import before, borders_on
from geo_data.history.events import Event, by_id
from geo_data.history.snapshot import Snapshot, StateOfDay
from geo_data.prose import rows
from geo_data.prose.fact_check import days_of, verdict_of
from geo_data.prose.news import about
from geo_data.prose.sentences import Group, Sentence, of_event, part, pointer, vocabulary
from geo_data.tables.alliance import Border, Territory
from geo_data.tables.articles import Fact
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence
from geo_data.tables.states import State


@dataclass(frozen=True)
class Beside:
    """One claim of the article beside what the record has."""

    fact: Fact
    verdict: str
    notes: tuple[Sentence, ...]

    @property
    def left_open(self) -> tuple[str, ...]:
        """What the words of the claim leave open."""
        return tuple(filter(None, (self.fact.note, *(note.text for note in self.notes))))


@dataclass(frozen=True)
class Details:
    """Title, sentences, and the article beside the record, of the thing in focus.

    `groups` are lists that come last, each under its heading.
    """

    title: str
    sentences: tuple[Sentence, ...]
    beside: tuple[Beside, ...]
    groups: tuple[Group, ...] = ()


def beside(snap: Snapshot, fact: Fact) -> Beside:
    """A fact with its verdict in words and the notes that belong to it."""
    notes = snap.article.notes if snap.article else ()
    return Beside(
        fact,
        vocabulary()["verdicts"][verdict_of(fact)],
        tuple(part(n.note, n.evidence) for n in notes if n.fact_id == fact.fact_id),
    )


def _facts(snap: Snapshot, *marks: str) -> tuple[Beside, ...]:
    return tuple(beside(snap, fact) for fact in snap.facts_of(*marks))


def _event(snap: Snapshot, event: Event) -> Details:
    found = [Sentence(f"{days_of(event)}. {event.summary}", event.evidence)]
    if event.is_context:
        found.append(rows.no_act(event))
    standing = {f"battlegroup:{group.battlegroup_id}" for group in snap.battlegroups}
    if not (snap.view.first <= event.day <= snap.view.on or event.event_id in standing):
        outside = pointer("This event lies outside the days shown on the map.")
        found.append(replace(outside, leads=event.day))
    if event.kind == "move":
        found += map(rows.leg_of_its_move, snap.moves_by_id[event.event_id].legs)
    for row in record().consultations:
        if event.event_id == f"consultation:{row.consultation_id}":
            found += (rows.requester(row, asked, "no day known") for asked in row.requesters)
    milestones = (row for row in record().milestones if event.event_id in row.same_as)
    restated = (f"milestone:{row.milestone_id}" for row in milestones)
    return Details(event.line, tuple(found), _facts(snap, event.event_id, *restated))


def _territory(snap: Snapshot, row: Territory) -> Details:
    """One territory of Article 6: how it stands, why, since when."""
    names = in_a_row(record().name_on(code, snap.view.on) for code in row.members)
    short = vocabulary()["looks"][drawn.COVERS[row.cover]]["short"]
    said = part(f"{names}: {short}. {row.reason.rstrip('.')}.", row.evidence)
    days = f"So since {in_words(row.period.first)}."
    return Details(row.name, (said, Sentence(days)), ())


def _border(snap: Snapshot, row: Border) -> Details:
    on = snap.view.on
    today = next((b for b in borders_on(on) if row in (b.published, before(b))), None)
    codes = (today.member.iso3, today.neighbour.iso3) if today else (row.member, row.neighbour)
    print_ = rows.in_print(today) if today else rows.printed(row)
    found = [Sentence(capital(print_), row.evidence)]
    if today:
        length = f"{rows.measured(today)}. {vocabulary()['texts']['measured']}"
        found.append(Sentence(length, Evidence(today.evidence.source_ids, "confirmed")))
    else:
        joined = next(each.day for each in record().accessions if each.iso3 == row.member)
        drawn_then = any(row in (b.published, before(b)) for b in borders_on(joined))
        text = f"No border of a member on {in_words(on)}."
        found.append(Sentence(text, leads=joined if drawn_then else None))
    return Details(f"Border of {rows.named(codes, on)}", tuple(found), _facts(snap, row.border_id))


def _membership(snap: Snapshot, state: StateOfDay) -> Sentence:
    on = snap.view.on
    if held := rows.held(state.row, on):
        return Sentence(held)
    accession = next((row for row in record().accessions if row.iso3 == state.iso3), None)
    if accession is None:
        until = in_words(record().checked_until)
        return Sentence(f"Not a member of NATO on any day up to {until}.")
    text = f"Not a member on {in_words(on)}; it will join on {in_words(accession.day)}."
    if state.acceded:
        note = rows.told_by(accession.note, on)
        text = f"Member since {in_words(state.acceded)}. {note}".strip()
    return Sentence(text, accession.evidence, f"accession:{state.iso3}")


def _requests(snap: Snapshot, state: StateOfDay) -> Iterator[Sentence]:
    """What it asked for up to the day, and whether the article says so."""
    named = "names" if state.iso3 in snap.named else "does not name"
    for row in record().consultations:
        beside = snap.named and row in snap.consultations
        more = f" The article {named} it." if beside else ""
        for asked in row.requesters:
            if asked.iso3 == state.iso3 and row.requested <= snap.view.on:
                yield rows.request_of(row, asked, more)


def _drawn(snap: Snapshot, row: State) -> Iterator[Sentence]:
    """A state as the map of the day has it: its row, and what the map does not show of it."""
    on, known = snap.view.on, record()
    yield rows.drawn(row, on)
    given = [each for each in known.boundary_days if each.iso3 == row.iso3]
    taken = {each.boundary for each in given if each.chosen and each.day == row.period.first}
    for day in given:
        if day.boundary in taken and day.chosen is False:
            text = f"Another date that is given: {in_words(day.day)}. {day.what} {day.why}"
            yield part(text, day.evidence)
    for each in known.standings:
        if row.iso3 in each.drawn_in and each.period.holds_on(on):
            yield part(rows.claim(each, on).text, each.evidence)
    for mark in known.not_drawn:
        if row.iso3 in (mark.iso3, *mark.drawn_in) and mark.period.holds_on(on):
            yield part(rows.not_drawn(mark, on).text, mark.evidence)


def _country(snap: Snapshot, state: StateOfDay) -> Details:
    iso3, on = state.iso3, snap.view.on
    happened = [*about(snap, iso3)]
    told = {"country:" + iso3, *(sentence.focus for sentence in happened)}
    standing = (by_id()[f"battlegroup:{group.battlegroup_id}"] for group in snap.battlegroups)
    others = (e for e in snap.events if e.kind not in ("consultation", "battlegroup", "accession"))
    found = (
        _membership(snap, state),
        *rows.pact_of(iso3),
        *happened,
        *_requests(snap, state),
        *(
            of_event(event)
            for event in (*others, *standing)
            if iso3 in event.countries and event.event_id not in told
        ),
        *_drawn(snap, state.row),
    )
    borders = tuple(rows.border_beside(*each) for each in rows.borders_of(iso3, on))
    groups = (Group(rows.borders_title(iso3, on), borders),) if borders else ()
    return Details(state.name, found, _facts(snap, f"country:{iso3}"), groups)


def _of_code(snap: Snapshot, iso3: str) -> Details:
    if iso3 in snap.by_code:
        return _country(snap, snap.by_code[iso3])
    name = record().name_on(iso3, snap.view.on)
    return Details(name, tuple(rows.of_none(snap, iso3)), _facts(snap, f"country:{iso3}"))


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
    if territory := drawn.territory(snap):
        return _territory(snap, territory)
    kind, _, row_id = focus.partition(":")
    if kind == "country":
        return _of_code(snap, row_id)
    if kind == "border":
        return _border(snap, next(b for b in record().borders if b.border_id == focus))
    found = snap.article.by_id.get(focus) if snap.article else None
    return _fact(snap, found) if found else None
