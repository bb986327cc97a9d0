"""In what way a state belonged to the Alliance: every boundary day and the day before it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_data import record
from geo_data.days import FIRST_DAY
from geo_data.history.membership import GREW, MEMBER, OUTSIDE, SIGNATORY, way_of, ways_on
from geo_data.tables.files import RECORD_DIR, rows
from geo_data.tables.states import Period
from tests.spoil import Copy, file_of, only

SIGNED, IN_FORCE = date(1949, 4, 4), date(1949, 8, 24)
ONE_DAY = timedelta(days=1)
FOUNDERS = [a.iso3 for a in record().accessions if a.wave_label == "founding"]


def kind(iso3: str, on: date) -> str | None:
    """The way of that day, None for a state outside."""
    found = way_of(iso3, on)
    return found.kind if found else None


@pytest.mark.parametrize(
    ("iso3", "day", "before", "then"),
    [
        *((iso3, IN_FORCE, SIGNATORY, MEMBER) for iso3 in FOUNDERS),
        ("FRA", date(1966, 7, 1), MEMBER, OUTSIDE),
        ("FRA", date(2009, 4, 4), OUTSIDE, MEMBER),
        ("GRC", date(1952, 2, 18), None, MEMBER),
        ("GRC", date(1974, 8, 14), MEMBER, OUTSIDE),
        ("GRC", date(1980, 10, 20), OUTSIDE, MEMBER),
        ("ESP", date(1982, 5, 30), None, OUTSIDE),
        ("ESP", date(1999, 1, 1), OUTSIDE, MEMBER),
        ("DEU", date(1955, 5, 6), None, MEMBER),
        ("DEU", date(1990, 10, 3), MEMBER, GREW),
        ("FIN", date(2023, 4, 4), None, MEMBER),
    ],
)
def test_a_way_changes_on_its_day(
    iso3: str, day: date, before: str | None, then: str | None
) -> None:
    assert kind(iso3, day - ONE_DAY) == before
    assert kind(iso3, day) == then


def test_the_twelve_signed_and_were_not_yet_members() -> None:
    assert len(FOUNDERS) == 12
    found = tuple(ways_on(SIGNED).values())
    assert [row.iso3 for row in found] == sorted(FOUNDERS)
    assert {row.kind for row in found} == {SIGNATORY}
    assert not record().members_on(SIGNED)
    assert {row.period for row in found} == {Period(SIGNED, IN_FORCE - ONE_DAY)}


def test_a_return_is_no_accession() -> None:
    france = way_of("FRA", date(2009, 4, 4))
    assert france is not None
    assert record().members_on(date(2009, 4, 4))["FRA"].day == IN_FORCE
    assert france.period == Period(date(2009, 4, 4), None)
    outside = way_of("FRA", date(1990, 1, 1))
    assert outside is not None
    assert "FRA" in record().members_on(date(1990, 1, 1))
    assert "Party to the Treaty throughout" in outside.sentence


def test_german_unity_is_growth_and_no_accession() -> None:
    west, whole = (way_of("DEU", date(1990, 10, day)) for day in (2, 3))
    assert west is not None
    assert whole is not None
    days = (record().members_on(date(1990, 10, day))["DEU"].day for day in (2, 3))
    assert {*days} == {date(1955, 5, 6)}
    assert west.sentence == "West Germany has been a member since 6 May 1955."
    assert "no act of accession" in whole.sentence
    known = record()
    assert len(known.members_on(date(1990, 10, 2))) == len(known.members_on(date(1990, 10, 3)))


def test_what_rests_on_memory_says_so() -> None:
    spain = way_of("ESP", date(1999, 1, 1))
    assert spain is not None
    assert (spain.evidence.confidence, spain.evidence.memory_fields) == ("memory", "the first day")


def test_who_never_joined_has_no_standing() -> None:
    assert way_of("UKR", date(2022, 2, 24)) is None
    assert way_of("SWE", date(2024, 3, 6)) is None
    assert way_of("XYZ", date(2022, 2, 24)) is None


@settings(max_examples=60)
@given(st.dates(FIRST_DAY, record().checked_until))
def test_on_any_day_the_members_are_those_of_the_record(on: date) -> None:
    found = tuple(ways_on(on).values())
    assert {row.iso3 for row in found if row.kind != SIGNATORY} == set(record().members_on(on))
    for row in found:
        assert row.period.holds_on(on)
        assert row.sentence.endswith(".")
        assert row.evidence.source_ids
        first = way_of(row.iso3, row.period.first)
        assert first is not None
        # The name of the day may differ.
        assert replace(first, sentence=row.sentence) == row


def test_a_way_and_the_next_leave_no_gap() -> None:
    for iso3 in {row.iso3 for row in record().accessions}:
        on = SIGNED
        while (found := way_of(iso3, on)) and (day := found.period.after):
            on = day
            following = way_of(iso3, on)
            assert following is not None
            assert following.period.first == on


def test_every_row_is_read() -> None:
    assert len(record().integration) == len(rows(RECORD_DIR / "integration.csv"))


@pytest.mark.parametrize(
    ("key", "column", "value", "rule"),
    [
        ("FRA 1966-07-01", "way", "left", "one of"),
        ("FRA 1966-07-01", "valid_to", "2009-04-04", ""),
        ("BEL 1949-04-04", "valid_to", "1949-08-24", "membership.csv makes it 1949-08-23"),
        ("BEL 1949-04-04", "valid_from", "1949-04-05", "membership.csv makes it 1949-04-04"),
        ("BEL 1949-04-04", "iso3", "TUR", "the day it signed"),
        ("DEU 1990-10-03", "iso3", "UKR", "a member on 1990-10-03"),
        ("GRC 1980-10-20", "valid_to", "1980-10-19", "not before valid_from"),
    ],
)
def test_a_wrong_cell_is_found(
    tmp_path: Path, key: str, column: str, value: str, rule: str
) -> None:
    copy = Copy(tmp_path)
    line = copy.change("integration", key, **{column: value})
    if key == "FRA 1966-07-01" and column == "valid_to":
        line, column, value = line + 1, "valid_from", "2009-04-04"
        rule = "after the period of FRA"
    faults = copy.check()
    assert only(faults) == (file_of("integration"), line, column, value)
    assert rule in faults[0].rule
