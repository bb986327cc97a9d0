"""Changes of what Article 6 covers: the day it takes effect, then territory by territory."""

from collections.abc import Iterator
from datetime import date

from geo_data.changes.change import Change, together
from geo_data.days import in_words
from geo_data.english import capital, in_a_row, the
from geo_data.ground import Territory
from geo_data.record import record
from geo_data.rows import Evidence


def article6() -> Iterator[Change]:
    """`began` and `ended` are territories by id."""
    known = record()
    first = min(row.period.first for row in known.article6)
    founding = [row for row in known.article6 if row.period.first == first]
    (ground,) = (row for row in known.article6_texts if row.text_id == "ground")
    yield _change(
        first,
        f"Article 6 takes effect. Of {len(founding)} territories the record says one by one "
        f"whether it covers them. {ground.text}",
        (ground.evidence, *(row.evidence for row in founding[:1])),
        began=tuple(row.territory_id for row in founding),
    )
    for row in known.article6:
        day = row.period.first
        if day > first:
            was = next((old for old in known.article6 if _becomes(old, row)), None)
            before = f", up to now {was.standing}" if was else ""
            text = f"{capital(row.name)}: {row.standing}{before}. {row.reason}"
            gone = (was.territory_id,) if was else ()
            yield _change(day, text, (row.evidence,), (row.territory_id,), gone)
        if (
            row.period.last
            and row.period.after
            and not any(_becomes(row, new) for new in known.article6)
        ):
            last = in_words(row.period.last)
            text = f"{capital(row.name)}: {row.standing} up to {last}.{_owners(row)}"
            yield _change(row.period.after, text, (row.evidence,), (), (row.territory_id,))


def _becomes(old: Territory, new: Territory) -> bool:
    """Whether a row goes on where another of the same ground ended."""
    return old.period.after == new.period.first and bool({*old.units} & {*new.units})


def _owners(row: Territory) -> str:
    """Whose ground it is from the day after its last, in a sentence; "" where no shape shows it."""
    known, day = record(), row.period.after
    if day is None:
        return ""
    members = known.members_on(day)
    owners = [
        f"{the(known.name_on(state.iso3, day))} ({'a' if state.iso3 in members else 'no'} member)"
        for state in known.states_on(day)
        if {*state.units} & {*row.units}
    ]
    return f" It is now the ground of {in_a_row(sorted(owners))}." if owners else ""


def _change(
    day: date,
    what: str,
    evidence: tuple[Evidence, ...],
    began: tuple[str, ...] = (),
    ended: tuple[str, ...] = (),
) -> Change:
    focus = f"territory:{(began or ended)[0]}"
    return Change(day, day.isoformat(), "article6", what, together(evidence), focus, began, ended)
