"""A country's ground: its borders, what Article 6 covers of it, how it changed in time."""

from collections.abc import Iterator
from datetime import date

from geo_data.days import in_words
from geo_data.english import in_a_row, the
from geo_data.history.article6 import texts_on
from geo_data.history.borders import borders_on, in_print
from geo_data.prose.story.lines import Line, days_of, sentence
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence
from geo_data.tables.states import Standing, State

COVERS = {
    "covered": "covered, so that an attack there counts for Article 5",
    "not covered": "not covered, so that an attack there does not count for Article 5",
    "disputed": "disputed or unclear, whether an attack there counts for Article 5",
}
"""The standings of Article 6 in plain words."""

GROUND = "ground"
"""The passage of Article 6 on the ground of the Parties."""


def borders(iso3: str, on: date) -> Iterator[Line]:
    """Its borders of the day with Russia, Belarus or Ukraine, or theirs with it."""
    known = record()
    for border in borders_on(on):
        sides = (border.member.iso3, border.neighbour.iso3)
        if iso3 not in sides:
            continue
        other = the(known.name_on(sides[sides[0] == iso3], on))
        row = border.published
        measured = f"With {other}: {border.length_km:,.0f} km along the shapes of the day"
        text = f"{measured}{',' if row else ';'} {in_print(border)}"
        if row:
            yield Line(on, "", text, row.evidence, row.border_id)
        else:
            yield Line(on, "", text, Evidence(border.source_ids, "confirmed"))


def article6(iso3: str, on: date) -> Iterator[Line]:
    """What Article 6 says of its ground: the rule, then territory by territory."""
    known = record()
    if iso3 in known.members_on(on):
        for passage in texts_on(on):
            if passage.text_id == GROUND:
                yield Line(passage.period.first, "", passage.text, passage.evidence)
    units = {unit for row in known.states if row.iso3 == iso3 for unit in row.units}
    for row in sorted(known.article6, key=lambda row: (row.name, row.period.first)):
        if iso3 not in row.members and not (row.units and units.issuperset(row.units)):
            continue
        under = in_a_row(the(known.name_on(code, row.period.first)) for code in row.members)
        whose = f", under {under}" if row.members != (iso3,) and " under " not in row.name else ""
        text = f"{sentence(f'{row.name}{whose}: {COVERS[row.cover]}')} {row.reason}"
        yield Line(row.period.first, days_of(row.period, on), text, row.evidence)


def territory(iso3: str, on: date) -> Iterator[Line]:
    """The periods of its ground, and what of it was annexed, occupied or claimed."""
    known = record()
    for row in known.states:
        if row.iso3 == iso3:
            name = known.name_on(iso3, row.period.first)
            doubt = " Other first days are in print." if row.certainty == "disputed" else ""
            text = f"{sentence(f'{name}{_held(row)}')} {row.event_from}{doubt} {row.note}".strip()
            yield Line(row.period.first, days_of(row.period, on), text, row.evidence)
    units = {unit for row in known.states if row.iso3 == iso3 for unit in row.units}
    for each in known.standings:
        own = bool(each.units) and units.issuperset(each.units)
        if own or iso3 in (*each.drawn_in, *each.held_by):
            days = days_of(each.period, on)
            yield Line(each.period.first, days, _claimed(each, on), each.evidence)
    for mark in known.not_drawn:
        if iso3 in (mark.iso3, *mark.drawn_in):
            text = sentence(f"{mark.place}, held by {mark.held_by}, is not drawn as ground")
            days = days_of(mark.period, on)
            yield Line(mark.period.first, days, f"{text} {mark.note}".strip(), mark.evidence)


def _claimed(row: Standing, on: date) -> str:
    day = on if row.period.holds_on(on) else row.period.first

    def names(codes: tuple[str, ...]) -> str:
        return in_a_row(the(record().name_on(code, day)) for code in codes)

    drawn = "" if {*row.drawn_in} == {*row.held_by} else f"; drawn in {names(row.drawn_in)}"
    text = f"{row.place}: {row.standing}. Held or claimed by {names(row.held_by)}{drawn}"
    return f"{sentence(text)} {row.note}".strip()


def _held(row: State) -> str:
    if not row.holders:
        return ""
    by = in_a_row(the(record().name_on(code, row.period.first)) for code in row.holders)
    return f", occupied by {by}" if row.holding == "occupation" else f", {row.holding} of {by}"


def days_given(iso3: str) -> Iterator[Line]:
    """The days that are given for its changes, where there is more than one.

    One that the record does not take is told with the one that it takes.
    """
    rows = [row for row in record().boundary_days if row.iso3 == iso3]
    if len({row.day for row in rows}) < 2:  # noqa: PLR2004 - one day is no choice
        return
    taken = {row.boundary: row.day for row in rows if row.chosen}
    for row in rows:
        if row.chosen is None:  # it stands there for comparison, and says of what
            text = f"{row.what} {row.why}".strip()
        else:
            choice = "this day" if row.chosen else "another day"
            text = (
                f"{sentence(row.boundary)} {row.what} The record takes {choice}. {row.why}".strip()
            )
        day = max(row.day, taken.get(row.boundary, row.day))
        yield Line(day, in_words(row.day), text, row.evidence)


def held(iso3: str, on: date) -> Iterator[Line]:
    """Territories that it held, one line a period."""
    known = record()
    for row in sorted(known.states, key=lambda row: (row.name, row.period.first)):
        if iso3 in row.holders:
            name = known.name_on(row.iso3, row.period.first)
            others = [the(known.name_on(c, row.period.first)) for c in row.holders if c != iso3]
            beside = f", together with {in_a_row(others)}" if others else ""
            text = sentence(f"{name}: {row.holding}{beside}")
            yield Line(row.period.first, days_of(row.period, on), text, row.evidence)
