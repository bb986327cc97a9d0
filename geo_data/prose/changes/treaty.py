"""Changes of what Article 6 covers: the day it takes effect, then territory by territory."""

from collections.abc import Iterator
from datetime import date

from geo_data.days import in_words
from geo_data.english import capital, in_a_row, the
from geo_data.prose.changes.change import Change
from geo_data.tables.alliance import Territory
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence
from geo_data.tables.states import State


def article6() -> Iterator[Change]:
    """`began` and `ended` are territories by id."""
    known = record()
    first = min(row.period.first for row in known.article6)
    yield _in_force(first)
    for row in known.article6:
        if row.period.first > first:
            was = next((old for old in known.article6 if _becomes(old, row)), None)
            before = f", up to now {was.cover}" if was else ""
            yield _change(
                row.period.first,
                f"{capital(row.name)}: {row.cover}{before}. {row.reason}",
                row.evidence,
                f"territory:{row.territory_id}",
                (row.territory_id,),
                (was.territory_id,) if was else (),
            )
        if row.period.last and not any(_becomes(row, new) for new in known.article6):
            yield _ended(row, row.period.last)


def _in_force(day: date) -> Change:
    known = record()
    rows = [row for row in known.article6 if row.period.first == day]
    (ground,) = (row for row in known.article6_texts if row.text_id == "ground")
    what = f"Article 6 takes effect. The record tells {len(rows)} territories one by one. "
    began = tuple(row.territory_id for row in rows)
    focus = f"territory:{began[0]}"
    return _change(day, f"{what}{ground.text}", ground.evidence, focus, began)


def _becomes(old: Territory, new: Territory) -> bool:
    """Whether a row goes on where another of the same ground ended."""
    return old.period.after == new.period.first and bool({*old.units} & {*new.units})


def _ended(row: Territory, last: date) -> Change:
    """A territory that is told apart no longer: whose ground it is from the next day on."""
    known, day = record(), row.period.after or last
    members = known.members_on(day)

    def told(state: State) -> str:
        member = "a member" if state.iso3 in members else "no member"
        return f"{the(known.name_on(state.iso3, day))} ({member})"

    owners = [state for state in known.states_on(day) if {*state.units} & {*row.units}]
    now = f" It is now the ground of {in_a_row(sorted(map(told, owners)))}." if owners else ""
    return _change(
        day,
        f"{capital(row.name)}: {row.cover} up to {in_words(last)}.{now}",
        row.evidence,
        f"country:{owners[0].iso3 if owners else row.members[0]}",
        ended=(row.territory_id,),
    )


def _change(
    day: date,
    what: str,
    evidence: Evidence,
    focus: str,
    began: tuple[str, ...] = (),
    ended: tuple[str, ...] = (),
) -> Change:
    return Change(day, day.isoformat(), "article6", what, evidence, focus, began, ended)
