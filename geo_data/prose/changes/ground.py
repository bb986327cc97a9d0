"""Changes of the ground: states that begin, grow and end, their names, members' borders."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from geo_data.days import FIRST_DAY, ONE_DAY
from geo_data.english import grouped, in_a_row, the
from geo_data.history.borders import BorderOfDay, borders_on
from geo_data.prose.changes.change import Change, together
from geo_data.prose.story.belonging import ended_by
from geo_data.prose.story.lines import sentence
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence
from geo_data.tables.states import State


def key(state: State) -> str:
    """A state and the first day of its ground: `DEU 1990-10-03`."""
    return f"{state.iso3} {state.period.first}"


def turns() -> Iterator[Change]:
    """Rows of states.csv that begin, one change for all that share a day and a cause.

    `began` are their keys, `ended` those of the rows of the same codes that they follow.
    """
    causes: dict[tuple[date, str], list[State]] = {}
    for row in record().states:
        if row.period.first > FIRST_DAY:
            causes.setdefault((row.period.first, row.event_from), []).append(row)
    for (day, cause), rows in causes.items():
        before = {state.iso3: state for state in record().states_on(day - ONE_DAY)}
        yield Change(
            day,
            day.isoformat(),
            "ground",
            " ".join((_told(rows, day, cause), *_besides(rows, before, day))),
            together(row.evidence for row in rows),
            f"country:{rows[0].iso3}",
            tuple(key(row) for row in rows),
            tuple(key(before[row.iso3]) for row in rows if row.iso3 in before),
        )


def _told(rows: Iterable[State], day: date, cause: str) -> str:
    names = sorted(record().name_on(row.iso3, day) for row in rows)
    if len(names) == 1 and cause.startswith("It "):
        return sentence(f"{the(names[0])}{cause.removeprefix('It')}")
    if cause.startswith(f"{in_a_row(names)} "):
        return cause
    return sentence(f"{in_a_row(names)}: {cause}")


def _besides(rows: Iterable[State], before: dict[str, State], day: date) -> Iterator[str]:
    """Whether a member's ground grew by what it had not held, and whether the day is disputed."""
    members = record().members_on(day - ONE_DAY)
    for row in rows:
        if row.iso3 in members and row.iso3 in before:
            held = (state for state in before.values() if row.iso3 in (state.iso3, *state.holders))
            if not set(row.units) <= {unit for state in held for unit in state.units}:
                yield "The ground of a member grew without an accession."
    if any(row.certainty == "disputed" for row in rows):
        yield "Other first days are in print."


def ends() -> Iterator[Change]:
    """States and territories that are no more, on the day after their last."""
    known = record()
    starts = {state.key for state in known.states}
    for row in known.states:
        last, day = row.period.last, row.period.after
        if last and day and (row.iso3, day) not in starts:
            yield Change(
                day,
                day.isoformat(),
                "end",
                f"No longer on the map: {the(known.name_on(row.iso3, last))}.",
                ended_by(row).evidence,
                f"country:{row.iso3}",
                ended=(key(row),),
            )


def names() -> Iterator[Change]:
    """States that have another name than the day before."""
    known = record()
    rows = {(row.iso3, row.period.first): row for row in known.names}
    first_days = {*rows, *(state.key for state in known.states)}
    for iso3, day in first_days:
        old, new = (known.name_on(iso3, each) for each in (day - ONE_DAY, day))
        state = next((s for s in known.states if s.iso3 == iso3 and s.stands_on(day)), None)
        stood = any(s.iso3 == iso3 and s.stands_on(day - ONE_DAY) for s in known.states)
        if state and stood and old != new:
            row = rows.get((iso3, day))
            what = f"The name changes from {old} to {new}. {row.note if row else ''}".strip()
            evidence = row.evidence if row else state.evidence
            yield Change(day, day.isoformat(), "name", what, evidence, f"country:{iso3}")


def name_of(border: BorderOfDay) -> str:
    """Both codes of a border; one with the Soviet Union goes on as one with Russia."""
    other = border.neighbour.iso3
    return f"{border.member.iso3}-{'RUS' if other == 'SUN' else other}"


def borders() -> Iterator[Change]:
    """Members' borders with Russia, Belarus and Ukraine that are new or gone, day by day."""
    known = record()
    days = {FIRST_DAY, *(row.day for row in known.accessions)}
    days |= {state.period.first for state in known.states}
    days |= {day for state in known.states if (day := state.period.after)}
    standing = [(day, {name_of(b): b for b in borders_on(day)}) for day in sorted(days)]
    for (_, was), (day, now) in pairwise(standing):
        for name in now.keys() - was.keys():
            yield _border(now[name], day, new=True)
        for name in was.keys() - now.keys():
            yield _border(was[name], day, new=False)


def _border(border: BorderOfDay, day: date, *, new: bool) -> Change:
    last = day if new else day - ONE_DAY
    sides = (record().name_on(s.iso3, last) for s in (border.member, border.neighbour))
    row = border.published
    km = f"{border.length_km:,.0f} km along the shapes of the day"
    km += f", {grouped(row.length_km)} km as published" if row else ""
    return Change(
        day,
        day.isoformat(),
        "border",
        f"{' – '.join(sides)}: {'new' if new else 'no longer a border'}, {km}.",
        Evidence(border.source_ids, row.evidence.confidence if row else "confirmed"),
        row.border_id if row and new else f"country:{border.member.iso3}",
        (name_of(border),) if new else (),
        () if new else (name_of(border),),
    )
