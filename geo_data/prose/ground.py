"""What is known about a country's ground: since when it is as drawn, and what is disputed of it."""

from datetime import date

from geo_data.days import in_words
from geo_data.english import are, in_a_row, the
from geo_data.history.snapshot import Snapshot, StateOfDay
from geo_data.prose.sentences import Sentence, sentence
from geo_data.prose.story.belonging import near
from geo_data.tables.record import record
from geo_data.tables.states import NotDrawn, Standing, State


def of_state(snap: Snapshot, state: StateOfDay) -> list[Sentence]:
    """A state's ground on the day: its row, and what the map does not show of it."""
    row, on = state.row, snap.view.on
    until = f" to {in_words(row.period.last)}" if row.period.last else ""
    shown = "Drawn with this ground" if row.units else "Marked by a point"
    text = f"{shown} from {in_words(row.period.first)}{until}. {row.event_from}"
    found = [sentence(f"{text} {row.note}".strip(), row.evidence), *_other_days(row)]
    found += [_standing(snap, each) for each in record().standings if _told(each, row.iso3, snap)]
    found += [
        _not_drawn(each)
        for each in record().not_drawn
        if row.iso3 in (each.iso3, *each.drawn_in) and each.period.holds_on(on)
    ]
    return found


def _other_days(row: State) -> list[Sentence]:
    """The first days of a row that others give, each with the reason why it was not taken."""
    known = [each for each in record().boundary_days if each.iso3 == row.iso3]
    taken = {each.boundary for each in known if each.chosen and each.day == row.period.first}
    return [
        sentence(
            f"Not taken as the first day: {in_words(each.day)}. {each.what} {each.why}",
            each.evidence,
        )
        for each in known
        if each.boundary in taken and each.chosen is False
    ]


def of_none(snap: Snapshot, iso3: str) -> list[Sentence]:
    """Why a code of the record is no state on the day: where its ground lies, and its standing."""
    known, on = record(), snap.view.on
    periods = sorted((row for row in known.states if row.iso3 == iso3), key=_first)
    units = {*near(periods, on).units}
    now = sorted(state.name for state in snap.states if units.intersection(state.units))
    name = the(known.name_on(iso3, on))
    it, its, was = ("They", "their", "were") if are(name) == "are" else ("It", "its", "was")
    where = f"; {its} ground lies in {in_a_row(map(the, now))}" if now else ""
    text = f"On {in_words(on)} {name} {are(name)} no state on this map{where}."
    later = min((r for r in periods if r.period.first > on), key=_first, default=None)
    row = later or max(periods, key=_first)
    last = row.period.last
    if later:
        text += f" {it} {are(name)} one from {in_words(row.period.first)}. {row.event_from}"
    elif last:
        text += f" {it} {was} one up to {in_words(last)}."
    found = [sentence(text, row.evidence)]
    standings = (s for s in known.standings if s.units and units.issuperset(s.units))
    return found + [_standing(snap, s) for s in standings if s.period.holds_on(on)]


def _first(row: State) -> date:
    return row.period.first


def _told(standing: Standing, iso3: str, snap: Snapshot) -> bool:
    return iso3 in standing.drawn_in and standing.period.holds_on(snap.view.on)


def _standing(snap: Snapshot, row: Standing) -> Sentence:
    def names(codes: tuple[str, ...]) -> str:
        return in_a_row(the(record().name_on(code, snap.view.on)) for code in codes)

    text = f"{row.place}: {row.standing}. Held or claimed by {names(row.held_by)}"
    if set(row.drawn_in) != set(row.held_by):
        text += f"; drawn in {names(row.drawn_in)}"
    return sentence(f"{text}. {row.note}".strip(), row.evidence)


def _not_drawn(row: NotDrawn) -> Sentence:
    return sentence(f"{row.place}, held by {row.held_by}. {row.note}".strip(), row.evidence)
