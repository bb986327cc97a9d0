"""What a row of the record says, in sentences: each thing that is said is worded here, once.

A thing may be told in several ways, because it stands beside other words: on a map of one day, in
one country's story, in the whole record. Those ways are functions next to each other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from geo_data.days import in_words, text_in_words
from geo_data.english import are, capital, count_word, grouped, in_a_row, the
from geo_data.history.borders import FACING, BorderOfDay, before, borders_on
from geo_data.history.events import Event, by_id, led_by, place_name, the_name
from geo_data.history.snapshot import Snapshot
from geo_data.history.totals import told
from geo_data.prose.sentences import (
    Sentence,
    first_sources,
    noted,
    part,
    pointer,
    together,
    vocabulary,
    whole,
)
from geo_data.tables.alliance import (
    Border,
    Consultation,
    Invocation,
    NearMiss,
    Passage,
    Requester,
    Territory,
)
from geo_data.tables.context import DORMANT, SIGNED, PactMember
from geo_data.tables.forces import Battlegroup, Leg, Move, Place
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence
from geo_data.tables.states import NotDrawn, Period, Standing, State


def named(codes: Iterable[str], on: date) -> str:
    """Countries in a row, by their names of a day."""
    return in_a_row(the_name(code, on) for code in codes)


def by_name(codes: Iterable[str], on: date) -> str:
    """The same in the order of their names."""
    return in_a_row(map(the, sorted(record().name_on(code, on) for code in codes)))


def is_told(day: date, first: date, on: date) -> bool:
    """Whether what begins on `first` is told with a later day: that has come, or all is to come."""
    return day <= on or on < first


def days_of(period: Period, on: date) -> str:
    """A period in words; its end only once it has come, or if it begins later than `on`."""
    until = period.last
    if until is None or not is_told(until, period.first, on):
        return f"From {in_words(period.first)}"
    return f"{in_words(period.first)} to {in_words(until)}"


def lasting(text: str, evidence: Evidence, period: Period, on: date) -> Sentence:
    """A sentence about a period, told from its first day on."""
    return Sentence(text, evidence, day=period.first, when=days_of(period, on))


def told_by(text: str, on: date) -> str:
    """A text up to its first sentence that may be told only after the day `on`."""
    later = (text.find(row.sentence) for row in record().told_later if row.day > on)
    return text[: min((at for at in later if at >= 0), default=None)].rstrip()


def until(last: date | None) -> str:
    """The end of a period, if it has one."""
    return f" to {in_words(last)}" if last else ""


# Article 4 and Article 5


def _focus(row: Consultation) -> str:
    return f"consultation:{row.consultation_id}"


def asked_on_day(row: Consultation, on: date, more: str = "") -> Sentence:
    """A consultation among what a map shows of the days in which it was asked for."""
    codes = [each.iso3 for each in row.official]
    asked = f"{capital(by_name(codes, on))} {'ask' if len(codes) > 1 else 'asks'}"
    held = ""
    if row.held <= on:
        held = ", held " + ("that day" if row.held == row.requested else f"on {in_words(row.held)}")
    text = f"{asked} for Article 4 consultations on {in_words(row.requested)}{held}.{more}"
    return part(text, row.official[0].evidence, _focus(row))


def held_on_day(row: Consultation) -> Sentence:
    """A consultation among what a map shows of the day on which it was held."""
    asked = by_name((each.iso3 for each in row.official), row.requested)
    what = f"the Article 4 consultations that {asked} asked for on {in_words(row.requested)}"
    text = f"Held on {in_words(row.held)}: {what}."
    return part(text, row.official[0].evidence, _focus(row))


def consultation(row: Consultation) -> Sentence:
    """A consultation in the whole record."""
    sides = ([r.iso3 for r in row.requesters if r.official is wanted] for wanted in (True, False))
    asked, disputed = (by_name(codes, row.requested) for codes in sides)
    text = f"Asked for by {asked}; held on {in_words(row.held)}. {row.trigger}."
    if disputed:
        text += f" Disputed: whether {disputed} asked too."
    day, proof = in_words(row.requested), part(text, by_id()[_focus(row)].evidence, _focus(row))
    return replace(proof, day=row.requested, when=day, label=f"consultation of {day}")


def requester(row: Consultation, asked: Requester, no_day: str) -> Sentence:
    """One that asked for a consultation, or is said to have; `no_day`: words for an unknown day."""
    when = f"asked on {in_words(asked.requested)}" if asked.requested else no_day
    doubt = "" if asked.official else "disputed as a requester; "
    text = noted(f"{the_name(asked.iso3, row.requested)}: {doubt}{when}", asked.note)
    return Sentence(text, asked.evidence, f"country:{asked.iso3}")


def request_of(row: Consultation, asked: Requester, more: str = "") -> Sentence:
    """A request among what is known of the country that made it."""
    when = f" on {in_words(asked.requested)}" if asked.requested else ""
    doubt = "" if asked.official else " (disputed)"
    text = f"Asked for Article 4 consultations{when}{doubt}: {row.trigger}.{more}"
    return part(text, asked.evidence, _focus(row))


def request_in_story(row: Consultation, asked: Requester, on: date) -> Sentence:
    """A request in the story of the country that made it."""
    day = asked.requested or row.requested
    others = by_name((r.iso3 for r in row.official if r.iso3 != asked.iso3), day)
    beside = f" together with {others}" if others else ""
    text = (
        f"Asks for Article 4 consultations{beside}. What led to it: {row.trigger}."
        if asked.official
        else "Is also said to have asked for Article 4 consultations, which is disputed. "
        f"What led to them: {row.trigger}."
    )
    if is_told(row.held, day, on):
        text += f" They are held on {in_words(row.held)}. {asked.note}"
    return Sentence(
        text.strip(),
        asked.evidence,
        _focus(row),
        day=day,
        when=in_words(day) if asked.requested else "Day not known",
    )


def near_miss(row: NearMiss) -> Sentence:
    """A case in which Article 4 was spoken of and not used, in a country's story."""
    text = f"Discussed, not requested: {row.status}. {row.what_happened}"
    return Sentence(text, row.evidence, day=row.day, when=in_words(row.day))


def _invocation(row: Invocation, text: str, label: str = "") -> Sentence:
    focus, day = f"invocation:{row.invocation_id}", row.invoked
    return Sentence(text, row.evidence, focus, day=day, when=in_words(day), label=label)


def invocation_in_story(row: Invocation, on: date) -> Sentence:
    """A use of Article 5 in the story of the country that was attacked."""
    text = f"Article 5 is invoked: {row.trigger}."
    if is_told(row.confirmed, row.invoked, on):
        text += f" It is confirmed on {in_words(row.confirmed)}. {row.note}"
    return _invocation(row, text)


def invoked(event_id: str, title: str, on: date) -> str:
    """A use of Article 5 among what a map shows of its days."""
    row = next(r for r in record().invocations if event_id == f"invocation:{r.invocation_id}")
    text = f"{title}: {row.trigger}."
    return f"{text} {row.note}".strip() if row.confirmed <= on else text


def invocation(row: Invocation) -> Sentence:
    """A use of Article 5 in the whole record."""
    attack = f"Attack on {the_name(row.attacked, row.attack)} on {in_words(row.attack)}"
    days = f"Invoked on {in_words(row.invoked)}, confirmed on {in_words(row.confirmed)}"
    if row.measures:
        days += f", measures agreed on {in_words(row.measures)}"
    text = f"{attack}: {row.trigger}. {days}. {row.note} {row.operations}"
    return _invocation(row, text, "invocation of Article 5")


# Article 6


def passage(row: Passage) -> Sentence:
    """What Article 6 says, in our words, under its title."""
    return Sentence(row.text, row.evidence, day=row.period.first, when=f"{row.title}.")


def territory_in_story(row: Territory, iso3: str, on: date) -> Sentence:
    """What Article 6 says of a territory, in the story of a country that it has to do with."""
    first = row.period.first
    under = f", under {named(row.members, first)}"
    whose = under if row.members != (iso3,) and " under " not in row.name else ""
    text = noted(f"{row.name}{whose}: {vocabulary()['covers'][row.cover]}", row.reason)
    return lasting(text, row.evidence, row.period, on)


# Forces


def leg(move: Move, row: Leg) -> Sentence:
    """One leg: whose forces, what, from where to where, how far it is known."""
    day = row.announced
    who = the_name(move.nation, day) if move.nation else "the Alliance"
    label = move.label or row.unit
    more = "; ".join(each for each in (row.unit, row.equipment) if each and each != label)
    what = f"{label} ({more})" if more else label
    start = f", from {_place(row.origin, day)}" if row.origin.name else ""
    text = whole(f"{who}: {what}{start} to {_place(row.destination, day)}; {told(row)}")
    shared = len(move.legs) > 1 and any(letter.isdigit() for letter in label)
    text += " The number is for all parts of the move." if shared else ""
    return Sentence(
        f"{text} {row.note}".strip(),
        row.evidence,
        f"move:{move.move_id}",
        day=day,
        when=in_words(day),
        told=told(row),
    )


def _place(place: Place, on: date) -> str:
    name = place_name(place, on)
    if place.lon_lat and place.iso3:
        return f"{name} in {the_name(place.iso3, on)}"
    return the(name)


def leg_of_its_move(row: Leg) -> Sentence:
    """One leg below the title of its move."""
    what = ", ".join(filter(None, (row.unit, row.equipment)))
    start = f"{row.origin.name} to " if row.origin.name else ""
    text = f"{start}{row.destination.name}: {what}. Status: {row.status}. {row.note}"
    return Sentence(text.strip(), row.evidence)


def move_in_short(move: Move) -> str:
    """What a move is called where several are named in a row."""
    return f"{move.label or move.legs[0].unit} of {in_words(move.announced)}"


def battlegroup(row: Battlegroup, on: date) -> Sentence:
    """A battlegroup in the story of its host or its framework nation."""
    host = the_name(row.host, row.since)
    end = until(row.until) if row.until and is_told(row.until, row.since, on) else ""
    return Sentence(
        f"Battlegroup at {row.place.name} in {host}, {led_by(row)}. {row.note}".strip(),
        row.evidence,
        f"battlegroup:{row.battlegroup_id}",
        day=row.since,
        when=f"{'' if end else 'From '}{text_in_words(row.since_text)}{end}",
    )


# What is no act of the Alliance

PACT = "Warsaw Pact"


def no_act(event: Event) -> Sentence:
    """What a context event is, and whom it involves, by their names of its day."""
    where = f"; place: {in_a_row(event.place)}" if event.place else ""
    text = f"Context, no act of the Alliance. Countries: {by_name(event.countries, event.day)}"
    return pointer(f"{text}{where}.")


def _in_pact(row: PactMember) -> str:
    """In what way a state is in the Pact: member of the Warsaw Pact, dormant."""
    return re.sub(r"^\w+", rf"\g<0> of the {PACT}", row.kind)


def pact_on_day(on: date) -> Iterator[Sentence]:
    """Who is in the Warsaw Pact on a day, and whose way of it is another than most."""
    found = record().pact_on(on).values()
    if not found:
        return
    signed = all(row.kind == SIGNED for row in found)
    are_in = f"have signed the {PACT}, not yet in force" if signed else f"are in the {PACT}"
    many = capital(count_word(len(found)))
    sources = first_sources(row.evidence for row in found)
    text = f"{many} states {are_in}: {by_name((row.iso3 for row in found), on)}."
    yield Sentence(text, Evidence(sources, "confirmed"))
    for row in found:
        if special := vocabulary()["pact"].get(row.kind):
            since = in_words(row.period.first)
            text = f"In the {PACT} {special.format(name=the_name(row.iso3, on))}, from {since} on."
            yield Sentence(text, row.evidence, f"country:{row.iso3}")


def pact_in_story(iso3: str, on: date) -> Iterator[Sentence]:
    """In what ways a state was in the Warsaw Pact, in its story."""
    for row in record().warsaw_pact:
        if row.iso3 == iso3:
            text = noted(capital(_in_pact(row)), row.note)
            yield lasting(text, row.evidence, row.period, on)


def pact_of(iso3: str) -> Iterator[Sentence]:
    """The same in one sentence, among what is known of it: when it took force and ended."""
    found = [row for row in record().warsaw_pact if row.iso3 == iso3]
    if found:
        force = next(row.period.first for row in found if row.kind != SIGNED)
        text = f"Member of the {PACT} from {in_words(found[0].period.first)}"
        text += f" (in force from {in_words(force)}){until(found[-1].period.last)}"
        dormant = (row for row in found if row.kind == DORMANT)
        text += "".join(f"; dormant from {in_words(row.period.first)}" for row in dormant)
        yield part(f"{text}.", together(row.evidence for row in found))


# Borders


def measured(border: BorderOfDay) -> str:
    """The length of a border as the shapes have it."""
    return f"{border.length_km:,.0f} km along the shapes"


def printed(row: Border) -> str:
    """The lengths in print that a row has, and its note."""
    also = ""
    if row.length_alt_km and row.length_alt_km not in row.note.replace(",", ""):
        also = f" Other sources print {grouped(row.length_alt_km)} km."
    return f"{grouped(row.length_km)} km as published.{also} {row.note}".strip()


def in_print(border: BorderOfDay) -> str:
    """The same of a border on its day, which may have no row."""
    if border.published:
        return printed(border.published)
    if now := before(border):
        return (
            "the record has no published length of the border with the Soviet Union; the border "
            f"with Russia is {grouped(now.length_km)} km as published."
        )
    return "the record has no published length."


def sides(border: BorderOfDay, on: date) -> str:
    """The two states of a border: Finland – Russia."""
    return " – ".join(record().name_on(s.iso3, on) for s in (border.member, border.neighbour))


def borders_of(iso3: str, on: date) -> Iterator[tuple[BorderOfDay, str]]:
    """A country's borders of a day, each with the name of what is on its other side."""
    for border in borders_on(on):
        sides = (border.member.iso3, border.neighbour.iso3)
        if iso3 in sides:
            yield border, the_name(sides[sides[0] == iso3], on)


def borders_title(iso3: str, on: date) -> str:
    """What the list of a country's borders is called: it says which ones the record has."""
    if iso3 in record().members_on(on):
        there = {state.iso3 for state in record().states_on(on)}
        return f"Borders with {by_name((code for code in FACING if code in there), on)}"
    return "Borders with members"


def border_beside(border: BorderOfDay, other: str) -> Sentence:
    """A border among what is known of a country, as published; `other` is on its other side."""
    row = border.published
    if not row:
        return Sentence(f"{capital(other)}: {in_print(border)}", border.evidence)
    return part(f"{capital(other)}: {grouped(row.length_km)} km.", row.evidence, row.border_id)


def border_in_story(border: BorderOfDay, other: str, on: date) -> Sentence:
    """A border of the day in the story of a country; `other` is on its other side."""
    row = border.published
    text = f"{capital(other)}: {in_print(border)}"
    return Sentence(text, border.evidence, row.border_id if row else "", day=on)


def border_met(row: Border, on: date) -> Sentence:
    """A border that a fact speaks of."""
    names = " and ".join(record().name_on(code, on) for code in (row.member, row.neighbour))
    return part(f"Border of {names}: {row.length_km} km as published", row.evidence)


# Ground, and who holds it


def held(row: State, on: date) -> str:
    """By whom a territory is held, or a state occupied; empty if by nobody."""
    if not row.holders:
        return ""
    how = "Occupied" if row.holding == "occupation" else "Held"
    return f"{how} by {named(row.holders, on)}."


OTHER_DAYS = "Other sources give other dates."
"""Of a period whose first day is disputed."""


def period_in_story(row: State, on: date) -> Sentence:
    """One period of a state's ground, in its story."""
    first = row.period.first
    by = named(row.holders, first)
    whose = f", occupied by {by}" if row.holding == "occupation" else f", {row.holding} of {by}"
    name = f"{record().name_on(row.iso3, first)}{whose if by else ''}"
    doubt = f" {OTHER_DAYS}" if row.certainty == "disputed" else ""
    text = f"{noted(name, row.event_from)}{doubt} {row.note}".strip()
    return lasting(text, row.evidence, row.period, on)


def holding_in_story(row: State, iso3: str, on: date) -> Sentence:
    """A territory in the story of one that held it."""
    first = row.period.first
    others = named((code for code in row.holders if code != iso3), first)
    beside = f", together with {others}" if others else ""
    text = whole(f"{record().name_on(row.iso3, first)}: {row.holding}{beside}")
    return lasting(text, row.evidence, row.period, on)


def drawn(row: State, on: date) -> Sentence:
    """A state as the map of the day has it."""
    shown = "In these borders" if row.units else "Marked by a point"
    since = f"{shown} since {in_words(row.period.first)}."
    return part(told_by(f"{since} {row.event_from} {row.note}".strip(), on), row.evidence)


def claim(row: Standing, on: date) -> Sentence:
    """Ground that was annexed, occupied or claimed: by whom, and in which state it is drawn."""
    day = on if row.period.holds_on(on) else row.period.first
    text = f"{row.place}: {row.standing}. Held or claimed by {named(row.held_by, day)}"
    if {*row.drawn_in} != {*row.held_by}:
        text += f"; drawn in {named(row.drawn_in, day)}"
    return lasting(noted(text, row.note), row.evidence, row.period, on)


def not_drawn(row: NotDrawn, on: date, shown: str = "") -> Sentence:
    """A place that the shapes cannot show; `shown` is what is said of that."""
    text = noted(f"{row.place}, held by {row.held_by}{shown}", row.note)
    return lasting(text, row.evidence, row.period, on)


def near(periods: Sequence[State], on: date) -> State:
    """Of a code's periods, oldest first, the last before a day, or else the first after it."""
    return ([s for s in periods if s.period.first <= on][-1:] or [*periods])[0]


def periods_of(iso3: str) -> list[State]:
    """The periods of a state's ground, oldest first."""
    return sorted((s for s in record().states if s.iso3 == iso3), key=lambda s: s.period.first)


def no_state(iso3: str, on: date) -> tuple[str, str]:
    """A code that is no state on the day: that it is none, and in which states its ground lies."""
    units, name = {*near(periods_of(iso3), on).units}, the_name(iso3, on)
    where = by_name((s.iso3 for s in record().states_on(on) if units.intersection(s.units)), on)
    its = "their" if are(name) == "are" else "its"
    lies = f"; {its} territory lies in {where}" if where else ""
    return f"{name} {are(name)} no state on this map", lies


def of_none(snap: Snapshot, iso3: str) -> Iterator[Sentence]:
    """Why a code of the record is no state on the day, and what was claimed of its ground."""
    on, periods = snap.view.on, periods_of(iso3)
    verb = are(the_name(iso3, on))
    it, was = ("They", "were") if verb == "are" else ("It", "was")
    text = f"On {in_words(on)} {''.join(no_state(iso3, on))}."
    row = next((row for row in periods if row.period.first > on), periods[-1])
    if row.period.first > on:
        text += f" {it} {verb} one from {in_words(row.period.first)}. {row.event_from}"
    elif row.period.last:
        text += f" {it} {was} one up to {in_words(row.period.last)}."
    shown = row.period.first if row.period.first > on else row.period.last
    yield replace(part(text, row.evidence), leads=shown)
    units = {*near(periods, on).units}
    for each in record().standings:
        if each.units and units.issuperset(each.units) and each.period.holds_on(on):
            yield part(claim(each, on).text, each.evidence)


def ended_by(row: State) -> State:
    """Of the rows that begin when one ends, the one that has most of its ground; else itself."""
    heirs = (s for s in record().states if s.period.first == row.period.after)
    shared = {len({*s.units} & {*row.units}): s for s in heirs}
    most = max(shared, default=0)
    return shared[most] if most else row
