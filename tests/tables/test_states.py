"""States of the day: each place in the right one, on every day since the Treaty was signed."""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geo_data import View, geometry, record, snapshot
from geo_data.days import FIRST_DAY
from geo_data.history.snapshot import countries, states_on
from geo_data.tables.files import RECORD_DIR, rows
from geo_data.tables.states import State

ONE_DAY = timedelta(days=1)
DAYS = st.dates(FIRST_DAY, record().checked_until)
CHANGES = sorted({state.period.first for state in record().states} - {FIRST_DAY})
TURNS = [FIRST_DAY, *(day for change in CHANGES for day in (change - ONE_DAY, change))]
with (Path(__file__).parents[1] / "states/checks.csv").open(encoding="utf-8", newline="") as stream:
    CHECKS = [row for row in csv.DictReader(stream) if row["drawable"] == "yes"]


@cache
def drawn(states: tuple[State, ...]) -> gpd.GeoSeries:
    """The polygons of states, by code."""
    return gpd.GeoSeries({s.iso3: geometry.outline(s.key) for s in states if s.units})


def owner(place: Point, on: date) -> State:
    states = record().states_on(on)
    shapes = drawn(states)
    (code,) = shapes.index[shapely.contains(shapes.to_numpy(), place)]
    return next(state for state in states if state.iso3 == code)


def owned(on: date) -> dict[str, str]:
    return {unit: state.iso3 for state in record().states_on(on) for unit in state.units}


@pytest.mark.parametrize("row", CHECKS, ids=lambda row: f"{row['place']} {row['day']}")
def test_a_place_lies_in_the_state_of_the_day(row: dict[str, str]) -> None:
    found = owner(Point(float(row["lon"]), float(row["lat"])), date.fromisoformat(row["day"]))
    assert found.iso3 == row["expected_iso3"]
    assert ";".join(found.holders) == row["expected_holder_iso3"]


@pytest.mark.parametrize("on", TURNS, ids=str)
def test_the_states_of_a_day_share_their_borders(on: date) -> None:
    states = record().states_on(on)
    codes = [state.iso3 for state in states]
    assert codes == sorted(set(codes))
    units = [unit for state in states for unit in state.units]
    assert len(units) == len(set(units)), "no unit in two states"
    assert set(owned(on - ONE_DAY)) <= set(units), "no ground is left"
    shapes = drawn(states).to_numpy()
    before = set() if on == FIRST_DAY else {s.key for s in record().states_on(on - ONE_DAY)}
    new = [geometry.outline(s.key) for s in states if s.units and s.key not in before]
    # Where nothing changed, nothing can have broken since the day before.
    around = shapes[sorted(set(shapely.STRtree(shapes).query(new)[1]))] if new else shapes[:0]
    assert shapely.is_valid(around).all()
    assert shapely.coverage_is_valid(around)


def test_all_ground_is_there_on_every_day() -> None:
    size = dict(geometry.units().geometry.to_crs("EPSG:6933").area)
    before = None
    for on in TURNS:
        area = sum(size[unit] for unit in owned(on))
        assert area == pytest.approx(before or area, rel=1e-12)
        before = area
    shapes = geometry.states().set_index(["iso3", "valid_from"]).geometry
    for state in record().states:
        if state.units:
            parts = geometry.units().geometry[list(state.units)]
            whole = shapes[state.iso3, str(state.period.first)]
            assert whole.area == pytest.approx(shapely.area(parts.array).sum(), rel=1e-9)


@given(DAYS)
def test_every_member_has_its_polygon(on: date) -> None:
    table = snapshot(View(on=on)).countries.set_index("iso3")
    members = set(record().members_on(on))
    assert members == set(table.index[table["member"]])
    assert set(table.loc[sorted(members)].geom_type) <= {"Polygon", "MultiPolygon"}
    assert set(table.index[table.geom_type == "Point"]) <= {"XWB", "XTR"}
    assert not table["holder_iso3"][sorted(members)].any()


@given(DAYS)
def test_a_period_lasts_from_its_first_to_its_last_day(on: date) -> None:
    today = record().states_on(on)
    assert all(state.period.first <= on <= (state.period.last or date.max) for state in today)
    for state in today:
        if state.period.first < on:
            assert state in record().states_on(on - ONE_DAY)


def test_states_without_a_shape_are_points_on_their_days() -> None:
    def points(on: date) -> set[str]:
        table = countries(states_on(on))
        return set(table["iso3"][table.geom_type == "Point"])

    assert points(FIRST_DAY) == {"XWB", "XTR"}
    assert points(date(1954, 10, 25)) == {"XWB", "XTR"}
    assert points(date(1954, 10, 26)) == {"XWB"}
    assert points(date(1990, 10, 2)) == {"XWB"}
    assert points(date(1990, 10, 3)) == set()


@pytest.mark.parametrize(
    ("iso3", "on", "name"),
    [
        ("DEU", date(1949, 5, 22), "Germany (occupied)"),
        ("DEU", date(1949, 5, 23), "West Germany"),
        ("DEU", date(1990, 10, 3), "Germany"),
        ("DDR", date(1990, 10, 2), "East Germany"),
        ("SUN", date(1991, 12, 25), "Soviet Union"),
        ("YUG", date(1992, 4, 26), "Yugoslavia"),
        ("YUG", date(1992, 4, 27), "FR Yugoslavia"),
        ("SCG", date(2003, 2, 4), "Serbia and Montenegro"),
        ("EGY", date(1961, 9, 28), "United Arab Republic"),
        ("MKD", date(2019, 2, 11), "the former Yugoslav Republic of Macedonia"),
        ("BLZ", date(1960, 1, 1), "British Honduras"),
        ("JOR", date(1949, 4, 25), "Transjordan"),
    ],
)
def test_a_state_has_the_name_of_the_day(iso3: str, on: date, name: str) -> None:
    assert {s.iso3: s.name for s in states_on(on)}[iso3] == name


def test_a_day_without_a_state_has_the_name_of_its_nearest_period() -> None:
    known = record()
    assert known.name_on("CSK", date(2020, 1, 1)) == "Czechoslovakia"
    assert known.name_on("HRV", date(1960, 1, 1)) == "Croatia"
    assert known.name_on("XSA", date(1960, 1, 1)) == "Saar"


def test_the_outlines_are_those_of_the_table() -> None:
    table = {state.key for state in record().states if state.units}
    assert geometry.outlines().keys() == table
    assert len(rows(RECORD_DIR / "states.csv")) == len(record().states)


def test_germany_grows_and_no_state_joins() -> None:
    size: dict[str, float] = dict(geometry.units().geometry.to_crs("EPSG:6933").area / 1e6)

    def km2(on: date) -> float:
        row = next(state for state in record().states_on(on) if state.iso3 == "DEU")
        return sum(size[unit] for unit in row.units)

    saar = km2(date(1957, 1, 1)) - km2(date(1956, 12, 31))
    east = km2(date(1990, 10, 3)) - km2(date(1990, 10, 2))
    assert saar == pytest.approx(2570, rel=0.05)  # published: 2,570 square kilometres
    assert east == pytest.approx(108_000, rel=0.03)
    members = [set(record().members_on(date(1990, 10, day))) for day in (2, 3)]
    assert members[0] == members[1]


def test_the_baltic_states_are_marked_until_they_stand() -> None:
    annexed = [row for row in record().standings if row.annexed_here and row.units]
    assert {row.units for row in annexed} == {("EST",), ("LVA",), ("LTU",)}
    for row in annexed:
        assert row.period.holds_on(date(1991, 9, 5))
        assert not row.period.holds_on(date(1991, 9, 6))
        assert owned(date(1991, 9, 5))[row.units[0]] == "SUN"
        assert owned(date(1991, 9, 6))[row.units[0]] == row.units[0]


def test_a_change_has_one_chosen_day() -> None:
    chosen: dict[tuple[str, str], list[date]] = {}
    for row in record().boundary_days:
        if row.chosen:
            chosen.setdefault((row.iso3, row.boundary), []).append(row.day)
        assert bool(row.why) != bool(row.chosen)
    assert all(len(days) == 1 for days in chosen.values())
    assert len(chosen) > 20
