"""Members' borders with Russia, Belarus and Ukraine on the days of accessions and of changes."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_data import record
from geo_data.days import FIRST_DAY
from geo_data.geometry import border_km
from geo_data.history.borders import borders_on
from geo_data.history.snapshot import states_on
from geo_data.prose.sentences import vocabulary

FIRST_WAVE = {"HUN-UKR", "NOR-RUS", "POL-BLR", "POL-RUS", "POL-UKR"}
SECOND_WAVE = FIRST_WAVE | {
    *("EST-RUS", "LTU-BLR", "LTU-RUS", "LVA-BLR", "LVA-RUS", "ROU-UKR", "SVK-UKR"),
}


def pairs(on: date) -> set[str]:
    return {f"{b.member.iso3}-{b.neighbour.iso3}" for b in borders_on(on)}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(1949, 8, 23), set()),
        (date(1949, 8, 24), {"NOR-SUN"}),
        (date(1952, 2, 17), {"NOR-SUN"}),
        (date(1952, 2, 18), {"NOR-SUN", "TUR-SUN"}),
        (date(1955, 5, 6), {"NOR-SUN", "TUR-SUN"}),
        (date(1990, 10, 3), {"NOR-SUN", "TUR-SUN"}),
        (date(1991, 12, 25), {"NOR-SUN", "TUR-SUN"}),
        (date(1991, 12, 26), {"NOR-RUS"}),
        (date(1999, 3, 11), {"NOR-RUS"}),
        (date(1999, 3, 12), FIRST_WAVE),
        (date(2004, 3, 29), SECOND_WAVE),
        (date(2023, 4, 3), SECOND_WAVE),
        (date(2023, 4, 4), SECOND_WAVE | {"FIN-RUS"}),
        (date(2024, 3, 7), SECOND_WAVE | {"FIN-RUS"}),
    ],
)
def test_the_borders_of_a_day(on: date, expected: set[str]) -> None:
    assert pairs(on) == expected


def test_a_border_is_the_sum_of_its_units() -> None:
    soviet = {b.member.iso3: b for b in borders_on(date(1991, 12, 25))}
    known = border_km()
    parts = [known[pair] for pair in (("ARM", "TUR"), ("GEO", "TUR"), ("AZE", "TUR"))]
    assert soviet["TUR"].length_km == pytest.approx(sum(parts), abs=0.1)
    assert soviet["NOR"].length_km == borders_on(date(1992, 1, 1))[0].length_km


def test_published_lengths_are_those_of_the_record() -> None:
    rows = {f"{row.member}-{row.neighbour}": row for row in record().borders}
    now = borders_on(record().checked_until)
    assert {b.name for b in now} == set(rows)
    for border in now:
        row = rows[f"{border.member.iso3}-{border.neighbour.iso3}"]
        assert border.published == row
        assert border.evidence == row.evidence
        # Nothing that is published is shorter than the smoothed line, or twice as long.
        assert 0.6 < border.length_km / float(row.length_km) < 1
    assert vocabulary()["texts"]["measured"].endswith(".")


@settings(max_examples=50)
@given(st.dates(FIRST_DAY, record().checked_until))
def test_on_any_day_the_borders_are_those_of_members_that_touch(on: date) -> None:
    states = {state.iso3: state for state in states_on(on)}
    east = {b.member.iso3 for b in borders_on(on) if b.neighbour.iso3 in ("SUN", "RUS")}
    assert east == {code for code, s in states.items() if s.member and s.borders_russia}
    for border in borders_on(on):
        ids = border.evidence.source_ids
        assert ids
        assert set(ids) <= record().sources.keys()
    assert all(not b.published for b in borders_on(on) if b.neighbour.iso3 == "SUN")
