"""Arrows: every leg that can be drawn, none that cannot, and no two on top of one another."""

from datetime import date
from itertools import permutations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_data import View, events, geometry, record, snapshot
from geo_data.figures.look import arrow_width, look
from geo_data.figures.map.arrows import (
    SHUT,
    Arrow,
    Stroke,
    along,
    arrows,
    bent,
    country_shape,
    nearness,
)
from geo_data.history.drawn import has_way

AREAS = list(geometry.AREAS)
MIDDLE = np.linspace(0.1, 0.9, 81)
TOUCH = 0.5  # map units, 10 km
MOVE_DAYS = sorted({event.day for event in events() if event.kind == "move"})
CROSSING = 0.1
ALL = View(on=record().checked_until, span=None)


def drawn(area: str, on: date = ALL.on, span: int | None = None) -> tuple[Arrow, ...]:
    return arrows(area, snapshot(View(on=on, span=span, area=area)).moves)


def legs(area: str) -> list[tuple[Arrow, Stroke]]:
    """Every stroke of the whole record that stands for one leg."""
    return [(arrow, s) for arrow in drawn(area) for s in arrow.strokes if s.leg]


def check_apart(found: tuple[Arrow, ...]) -> None:
    strokes = [(arrow.move.move_id, stroke) for arrow in found for stroke in arrow.strokes]
    for (one, a), (other, b) in permutations(strokes, 2):
        shared = nearness(along(a.curve, MIDDLE), along(b.curve, MIDDLE), TOUCH)
        assert shared <= CROSSING, f"{one}/{a.leg} runs along {other}/{b.leg} for {shared:.0%}"


@pytest.mark.parametrize("area", AREAS)
def test_arrows_of_the_opening_view_keep_apart(area: str) -> None:
    found = drawn(area, View().on, View().span)
    assert [arrow.move.move_id for arrow in found] == [
        *("EFP-0222", "US-0222A", "US-0222B", "US-0222C", "US-0222D", "US-0224"),
    ]
    check_apart(found)


@settings(max_examples=15)
@given(st.sampled_from(MOVE_DAYS), st.sampled_from([1, 3]), st.sampled_from(AREAS))
def test_arrows_of_any_few_days_keep_apart(on: date, span: int, area: str) -> None:
    check_apart(drawn(area, on, span))


@pytest.mark.parametrize("area", AREAS)
def test_a_headcount_is_drawn_once(area: str) -> None:
    thin = arrow_width(None)
    for arrow in drawn(area):
        wide = [stroke for stroke in arrow.strokes if stroke.width != thin]
        expected = [] if arrow.move.personnel is None else [arrow_width(arrow.move.personnel)]
        assert [stroke.width for stroke in wide] == expected, arrow.move.move_id
        assert all(stroke.leg in (0, 1) for stroke in wide)


def test_width_grows_with_the_headcount_alone() -> None:
    widths = [arrow_width(people) for people in (None, 40, 800, 3000, 7000)]
    assert widths == sorted(set(widths))


@pytest.mark.parametrize("area", AREAS)
def test_the_dash_is_the_status(area: str) -> None:
    status = {
        (move.move_id, leg.leg): look()["dash"][leg.status]
        for move in record().moves
        for leg in move.legs
        if leg.status != "alert only"
    }
    found = {(arrow.move.move_id, s.leg): s.dash for arrow, s in legs(area)}
    assert found == {key: status[key] for key in found}
    for arrow in drawn(area):
        branches = {stroke.dash for stroke in arrow.strokes if stroke.leg}
        assert {stroke.dash for stroke in arrow.strokes} == branches, arrow.move.move_id
    assert found["US-0222A", 1] == "solid"
    assert found["US-0222A", 2] == "dotted"
    assert found["US-0307A", 1] == "dashed"
    assert found["US-SBCT", 1] == "solid"


@pytest.mark.parametrize("area", AREAS)
def test_what_has_no_way_is_no_arrow(area: str) -> None:
    shown = {arrow.move.move_id for arrow in drawn(area)}
    ways = {move.move_id for move in record().moves if any(has_way(area, x) for x in move.legs)}
    assert shown == ways, "what is said to have a way"
    missing = {move.move_id for move in record().moves} - shown
    assert missing == {
        "US-0124",  # alert only
        "US-0216A",  # no country of origin
        "NBG-0324",
        "US-0513A",  # no country of destination
        "US-0513D",
        "US-0629A",  # from somewhere in Poland to Poland
    }


@pytest.mark.parametrize("area", AREAS)
def test_an_arrow_ends_at_its_place_or_at_the_edge_of_its_country(area: str) -> None:
    for arrow, stroke in legs(area):
        leg = next(leg for leg in arrow.move.legs if leg.leg == stroke.leg)
        place, end = leg.destination, stroke.curve[2]
        if place.lon_lat:
            assert stroke.head == "filled"
            assert end == pytest.approx(geometry.project(area, *place.lon_lat))
        else:
            assert stroke.head == "open"
            outline = country_shape(area, place.iso3).boundary
            assert outline.distance(shapely.Point(end)) < 0.01, (arrow.move.move_id, leg.leg)


@pytest.mark.parametrize("area", AREAS)
def test_an_arrow_starts_at_its_place_its_country_or_the_edge_of_the_map(area: str) -> None:
    box = shapely.box(*geometry.AREAS[area].box)
    for arrow in drawn(area):
        origin, start = arrow.move.legs[0].origin, shapely.Point(arrow.strokes[0].curve[0])
        point = geometry.project(area, *origin.lon_lat) if origin.lon_lat else None
        if arrow.enters is not None:
            assert box.exterior.distance(start) < 0.01
            assert point is None or not box.contains(shapely.Point(point))
        elif point:
            assert (start.x, start.y) == pytest.approx(point)
        else:
            assert country_shape(area, origin.iso3).boundary.distance(start) < 0.01


def test_what_comes_from_across_the_ocean_enters_europe_at_its_edge() -> None:
    europe = {a.move.move_id: a.enters is not None for a in drawn("europe")}
    assert europe["US-0224"]
    assert europe["EFP-0222"]
    assert not europe["US-0222A"]
    for area in AREAS[1:]:
        assert all(a.enters is None for a in drawn(area) if a.move.move_id == "US-0224")
    assert all(a.enters is None for a in drawn("world"))


@pytest.mark.parametrize("area", AREAS)
def test_a_way_to_an_unknown_place_keeps_out_of_shut_countries(area: str) -> None:
    shut = shapely.union_all([country_shape(area, code) for code in SHUT])
    for arrow, stroke in legs(area):
        if stroke.head != "open" or len(arrow.strokes) != len(arrow.move.legs):
            continue
        way = shapely.LineString([stroke.curve[0], stroke.curve[2]])
        assert way.intersection(shut).length < TOUCH, (arrow.move.move_id, stroke.leg)


def test_a_stem_carries_what_all_its_branches_share() -> None:
    (baltic,) = (a for a in drawn("europe", View().on, 3) if a.move.move_id == "US-0222A")
    stem, *branches = baltic.strokes
    assert (stem.leg, stem.head) == (0, "none")
    assert [branch.leg for branch in branches] == [1, 2, 3]
    assert all(np.allclose(branch.curve[0], stem.curve[2]) for branch in branches)


@given(st.floats(-0.4, 0.4), st.floats(-3, 3))
def test_a_bend_is_the_sagitta_over_the_length(bend: float, turn: float) -> None:
    start, end = np.zeros(2), 10 * np.array([np.cos(turn), np.sin(turn)])
    curve = bent(start, end, bend)
    first, middle, last = along(curve, np.array([0, 0.5, 1]))
    assert first == pytest.approx(start)
    assert last == pytest.approx(end)
    assert np.hypot(*(middle - end / 2)) == pytest.approx(10 * abs(bend), abs=1e-9)
