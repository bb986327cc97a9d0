"""What is painted of the ground of a day: one shape a state, what lies upon it, points, borders."""

from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.path import Path

from geo_data import View, geometry, record, snapshot
from geo_data.days import FIRST_DAY
from geo_data.figures.map.arrows import Points
from geo_data.figures.map.frame import frame
from geo_data.figures.paper.shapes import Part, parts, topology
from geo_data.prose import details, words

AREAS = list(geometry.AREAS)
DAYS = st.dates(FIRST_DAY, record().checked_until)


def parts_on(on: date, area: str = "europe") -> list[Part]:
    return parts(frame(snapshot(View(on=on, area=area))), topology(area))


def rings_of(path: Path) -> list[Points]:
    return [np.asarray(ring, dtype=float) for ring in path.to_polygons(closed_only=False)]


def size(path: Path) -> float:
    """The area inside a path by the even-odd rule, map units squared."""
    rings = [ring for ring in rings_of(path) if len(ring) > 3]
    shapes = shapely.make_valid([shapely.Polygon(ring) for ring in rings])
    whole = shapely.Point()
    for shape in shapes:
        whole = whole.symmetric_difference(shape)
    return float(whole.area)


def signed(path: Path) -> float:
    """The same where no ring crosses itself: outer rings run one way, holes the other."""
    total = 0.0
    for ring in rings_of(path):
        x, y = ring.T
        total += float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2
    return abs(total)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize(
    "on",
    [
        *(FIRST_DAY, date(1955, 5, 6), date(1990, 10, 2), date(1990, 10, 3), date(1991, 9, 6)),
        *(date(1991, 12, 26), date(1993, 1, 1), date(2022, 2, 24)),
    ],
    ids=str,
)
def test_all_ground_is_painted_once_and_outlines_enclose_it(area: str, on: date) -> None:
    drawn = [part for part in parts_on(on, area) if part.look != "annexed"]
    units = [unit for part in drawn for unit in part.units]
    assert sorted(units) == sorted(topology(area).units)
    for part in drawn:
        if len(part.units) > 1:
            apart = sum(signed(topology(area).outline((unit,))) for unit in part.units)
            assert signed(topology(area).outline(part.units)) == pytest.approx(apart, rel=1e-6)


def test_no_border_runs_inside_a_state() -> None:
    (soviet,) = (part for part in parts_on(date(1960, 1, 1)) if part.code == "SUN")
    one = topology("europe")
    assert {"UKR", "BLR", "EST", "RUS-KALININGRAD"} <= set(soviet.units)
    inner = one.border(["UKR"], ["RUS"])
    assert inner is not None
    middle = shapely.LineString(rings_of(inner)[0]).interpolate(0.5)
    outline = shapely.MultiLineString(
        [shapely.LineString(ring) for ring in rings_of(one.outline(soviet.units))]
    )
    assert outline.distance(middle) > 0.05
    assert size(one.outline(("EST", "LVA"))) == pytest.approx(
        size(one.outline(("EST",))) + size(one.outline(("LVA",))), rel=1e-6
    )


def test_the_baltic_states_lie_upon_the_soviet_union() -> None:
    def upon(on: date) -> list[str]:
        return [part.code for part in parts_on(on) if part.look == "annexed"]

    assert upon(date(1991, 9, 5)) == ["EST", "LVA", "LTU"]
    assert upon(date(1991, 9, 6)) == []
    tips = frame(snapshot(View(on=FIRST_DAY)))["tips"]
    said = [text for text, codes in tips.items() if "EST" in codes.split()]
    assert "not recognised by most Allies" in said[-1]


@pytest.mark.parametrize(
    ("on", "marked"),
    [
        (FIRST_DAY, ["country:XWB", "country:XTR"]),
        (date(1954, 10, 26), ["country:XWB"]),
        (date(1990, 10, 2), ["country:XWB"]),
        (date(1990, 10, 3), []),
    ],
)
@pytest.mark.parametrize("area", AREAS)
def test_what_no_shape_can_show_is_a_point(area: str, on: date, marked: list[str]) -> None:
    snap = snapshot(View(on=on, area=area))
    assert [point["id"] for point in frame(snap)["points"]] == marked
    assert ("Marked by a point" in words.day_note(snap)) == bool(marked)


def test_a_day_of_our_time_needs_no_note() -> None:
    assert words.day_note(snapshot(View())) == ""
    assert "Estonia, Latvia and Lithuania" in words.day_note(snapshot(View(on=date(1970, 1, 1))))


def test_a_state_is_named_on_its_largest_unit() -> None:
    painted = frame(snapshot(View(on=date(1960, 1, 1))))
    firsts = {
        code: painted["units"][code].split()[0] for code in ("SUN", "YUG", "CSK", "DDR", "DEU")
    }
    assert firsts == {
        "SUN": "RUS",
        "YUG": "SRB",
        "CSK": "CZE",
        "DDR": "DEU-EAST",
        "DEU": "DEU-WEST",
    }
    assert painted["names"]["SUN"] == "Soviet Union"


@pytest.mark.parametrize(
    ("on", "drawn"),
    [
        (date(1949, 8, 23), []),
        (date(1949, 8, 24), [["NOR-RUS", "NOR", "SUN"]]),
        (date(1952, 2, 18), [["NOR-RUS", "NOR", "SUN"], ["", "TUR", "SUN"]]),
        (date(1991, 12, 26), [["NOR-RUS", "NOR", "RUS"]]),
        (date(1999, 3, 12), [["NOR-RUS", "NOR", "RUS"], ["POL-RUS", "POL", "RUS"]]),
    ],
)
def test_borders_are_drawn_between_states_of_the_day(on: date, drawn: list[list[str]]) -> None:
    found = frame(snapshot(View(on=on)))["borders"]
    assert [[b.get("id", "").removeprefix("border:"), *b["sides"]] for b in found] == drawn
    of: dict[str, list[str]] = {part.code: [] for part in parts_on(on)}
    for part in parts_on(on):
        of[part.code] += part.units
    for _, one, other in drawn:
        assert topology("europe").border(of[one], of[other]) is not None


def test_a_border_in_focus_is_drawn_wherever_it_lies() -> None:
    view = View(on=date(2010, 1, 1), focus="border:POL-UKR")
    border = {"id": "border:POL-UKR", "sides": ("POL", "UKR")}
    assert border in frame(snapshot(view))["borders"]


@settings(max_examples=40)
@given(DAYS, st.sampled_from(sorted({state.iso3 for state in record().states})))
@example(date(2011, 1, 1), "ANT")
def test_any_code_of_the_record_is_told_on_any_day(on: date, iso3: str) -> None:
    snap = snapshot(View(on=on, focus=f"country:{iso3}", country=iso3))
    found = details.details(snap)
    assert found is not None
    assert found.title == record().name_on(iso3, on)
    told = " ".join(sentence.text for sentence in found.sentences)
    assert ("no state on this map" in told) == (iso3 not in snap.by_code)
    frame(snap)


def test_kaliningrad_is_named_once_it_belongs_to_russia() -> None:
    assert frame(snapshot(View(on=date(1991, 12, 25))))["labels"] == {}
    assert "RUS-KALININGRAD" in frame(snapshot(View(on=date(1991, 12, 26))))["labels"]
