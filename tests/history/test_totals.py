"""Running totals: what is counted, what is left out, and no head twice."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_data import record
from geo_data.days import FIRST_DAY
from geo_data.history.totals import (
    ANNOUNCED,
    CARRIED_OUT,
    NOT_CONFIRMED,
    TOLD,
    Totals,
    against_the_pentagon,
    is_new,
    told,
    totals,
)
from geo_data.tables.columns import table_of
from geo_data.tables.forces import Leg, Move
from tests.spoil import Copy, file_of, only

FEBRUARY, MARCH = date(2022, 2, 1), date(2022, 3, 31)
ONE_DAY = timedelta(days=1)
# A window in which much was announced, and any.
DAYS = st.dates(date(2022, 1, 20), date(2022, 7, 5)) | st.dates(
    FIRST_DAY, record().checked_until - ONE_DAY
)


def ids(moves: tuple[Move, ...]) -> tuple[str, ...]:
    return tuple(move.move_id for move in moves)


def numbers(found: Totals) -> list[int]:
    parts = [found.known_as(word) for word in TOLD]
    only = sum(told(move.legs[0]) == ANNOUNCED for move in found.counted)
    return [found.net_new_personnel, *parts, len(found.counted), len(found.left_out), only]


def test_february_and_march_2022() -> None:
    found = totals(FEBRUARY, MARCH)
    assert found.net_new_personnel == 13_030
    assert (len(found.counted), len(found.left_out)) == (9, 1)
    assert ids(found.left_out) == ("US-0216B",)
    parts = [found.known_as(word) for word in (CARRIED_OUT, ANNOUNCED, NOT_CONFIRMED)]
    assert parts == [12_540, 490, 0]
    assert sum(told(move.legs[0]) == ANNOUNCED for move in found.counted) == 3


def test_the_pentagons_twelve_thousand() -> None:
    orders = {m.move_id: m.personnel for m in record().moves}
    four = [orders[i] for i in ("US-0202B", "US-0202C", "US-0211A", "US-0224")]
    assert four == [1_700, 300, 3_000, 7_000]
    assert totals(FEBRUARY, date(2022, 2, 24)).net_new_personnel == 12_000
    assert totals(date(2022, 2, 25), MARCH).net_new_personnel == 1_030


@pytest.mark.parametrize(
    ("day", "before", "then"),
    [
        (date(2022, 2, 2), 0, 2_000),
        (date(2022, 2, 11), 2_000, 5_000),
        (date(2022, 2, 24), 5_000, 12_000),
        (date(2022, 3, 7), 12_300, 12_790),
        (date(2022, 3, 28), 12_790, 13_030),
        (date(2022, 5, 13), 13_030, 13_030),
    ],
)
def test_the_total_runs(day: date, before: int, then: int) -> None:
    assert totals(FIRST_DAY, day - ONE_DAY).net_new_personnel == before
    assert totals(FIRST_DAY, day).net_new_personnel == then


def test_alert_replacement_moves_within_europe_and_other_nations_are_left_out() -> None:
    found = totals(FIRST_DAY, record().checked_until)
    known = {*ids(found.counted), *ids(found.left_out)}
    assert not known & {"US-0124", "US-0513A", "US-0222A", "EFP-0210", "US-0629B", "NBG-0324"}
    assert known == {move.move_id for move in record().moves if is_new(move)}


def test_each_status_has_a_word() -> None:
    status = table_of(Leg)["leg_status"].rule
    legs = [leg for move in record().moves for leg in move.legs]
    assert all(status.holds(leg.status) and told(leg) in TOLD for leg in legs)
    assert {told(leg) for leg in legs} == set(TOLD)


@given(st.tuples(DAYS, DAYS, DAYS).map(sorted))
def test_windows_add_up(days: list[date]) -> None:
    first, middle, last = days
    parts = zip(
        numbers(totals(first, middle)), numbers(totals(middle + ONE_DAY, last)), strict=True
    )
    assert numbers(totals(first, last)) == [a + b for a, b in parts]


@given(DAYS, DAYS)
def test_no_head_is_counted_twice(first: date, last: date) -> None:
    found = totals(first, last)
    counted = ids(found.counted)
    assert len(set(counted)) == len(counted)
    assert not set(counted) & set(ids(found.left_out))
    heads = {m.move_id: m.personnel or 0 for m in record().moves}
    assert found.net_new_personnel == sum(heads[i] for i in counted)
    told_apart = found.known_as(CARRIED_OUT, ANNOUNCED, NOT_CONFIRMED)
    assert told_apart == found.net_new_personnel


def test_published_numbers_beside_ours() -> None:
    found = {row.published.total_id: row for row in against_the_pentagon()}
    twelve = found["2022-02-24-from-the-us"]
    assert (twelve.published.personnel, twelve.ours, twelve.net_new) == (12_000, 12_000, 12_000)
    assert twelve.difference == 0
    support = found["2022-03-07-support"]
    assert (support.ours, support.difference) == (490, -10)
    relief = found["2022-05-13-replacements"]
    assert (relief.ours, relief.net_new, relief.difference) == (10_700, 0, 200)
    assert found["2022-01-24-on-alert"].net_new == 0
    days = [row.published.day for row in against_the_pentagon()]
    assert days == sorted(days)
    for row in found.values():
        assert set(row.published.evidence.source_ids) <= set(record().sources)


def test_the_legs_of_a_move_give_one_answer(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    line = copy.change("moves", "US-0303 2", net_new_in_europe="no")
    assert only(copy.check()) == (file_of("moves"), line, "net_new_in_europe", "no")


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("day", "2022-02-23", "not before the last of its orders, 2022-02-24"),
        ("moves", "move:US-9999", "moves.csv"),
        ("personnel", "12,000", "whole number"),
    ],
)
def test_a_wrong_published_number_is_found(
    tmp_path: Path, column: str, value: str, rule: str
) -> None:
    copy = Copy(tmp_path)
    line = copy.change("published_totals", "2022-02-24-from-the-us", **{column: value})
    # a row that is dated earlier has a sentence of a later day, which is told too
    faults = [fault for fault in copy.check() if "told_later" not in fault.rule]
    assert only(faults) == (file_of("published_totals"), line, column, value)
    assert rule in faults[0].rule
