"""States of the day in the browser: one shape a state, hatched ground, points, borders."""

import numpy as np
import pytest
from playwright.sync_api import Frame, Page, expect

from geo_data.figures.paper.shapes import topology
from geo_data.geometry import AREAS
from tests.browser.hands import PANEL, click_on, labels, open_map

# The area inside a shape's rings, in map units: outer rings run one way, holes the other.
_AREA = """units => {
    const shape = window.map._layers, found = Object.values(shape).find(
        layer => layer.part && layer.part.units === units);
    return Math.abs(found.getLatLngs().reduce((sum, ring) => sum + ring.reduce((part, a, i) => {
        const b = ring[(i + 1) % ring.length];
        return part + (a.lng * b.lat - b.lng * a.lat) / 2;
    }, 0), 0));
}"""


def _painted(frame: Frame) -> dict[str, str]:
    """The look of each shape, by what it is made of."""
    script = """() => Object.values(window.map._layers).filter(layer => layer.part)
        .map(layer => [layer.part.units, layer.getElement().getAttribute("class")])"""
    return dict(frame.evaluate(script))


@pytest.mark.parametrize("area", AREAS)
def test_a_state_is_one_shape(page: Page, area: str) -> None:
    frame = open_map(page, f"?on=1955-05-06&area={area}&article=none")
    painted = _painted(frame)
    owner = {unit: units for units in painted for unit in units.split(" ") if units not in upon()}
    assert owner["RUS"] == owner["UKR"] == owner["EST"] == owner["RUS-KALININGRAD"]
    assert owner["CZE"] == owner["SVK"]
    assert owner["DEU-EAST"] != owner["DEU-WEST"] != owner["DEU-SAAR"]
    assert "soviet" in painted[owner["RUS"]]
    for units in {owner["RUS"], owner["CZE"], owner["SRB"]}:
        apart = sum(area_of(area, unit) for unit in units.split(" "))
        assert frame.evaluate(_AREA, units) == pytest.approx(apart, rel=1e-6)
    assert all("annexed" in painted[unit] for unit in upon())


def upon() -> set[str]:
    """What lies upon the Soviet Union."""
    return {"EST", "LVA", "LTU"}


def area_of(area: str, unit: str) -> float:
    """The area of a unit as a still draws it, map units squared."""
    total = 0.0
    for ring in topology(area).outline((unit,)).to_polygons(closed_only=False):
        x, y = np.asarray(ring, dtype=float).T
        total += float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2
    return abs(total)


def test_a_border_with_the_soviet_union_is_drawn_and_told(page: Page) -> None:
    frame = open_map(page, "?on=1960-01-01&article=none")
    assert frame.locator("path.border").count() == 2
    assert frame.locator("path[data-id='border:NOR-RUS']").count() == 1
    assert frame.locator("path[data-id='country:TUR']").count() == 1


def test_ground_that_is_no_state_says_so(page: Page) -> None:
    frame = open_map(page, "?on=1960-01-01&article=none")
    assert {"country:EST", "country:SUN", "country:XWB", "country:DDR"} <= {
        key.rpartition(" ")[2] for key in labels(frame)
    }
    click_on(page, frame, "path[data-unit=EST]")
    expect(page.locator(PANEL)).to_contain_text("Estonia is no state on this map")
    expect(page.locator(PANEL)).to_contain_text("most Allies never recognised it")


def test_ways_of_belonging_are_patterns(page: Page) -> None:
    frame = open_map(page, "?on=1949-04-04&article=none")
    filled = "e => getComputedStyle(e).fill"
    assert "fill-signatory" in frame.eval_on_selector("path[data-unit=NOR]", filled)
    assert "fill-held" in frame.eval_on_selector("path[data-unit=MAR]", filled)
    frame = open_map(page, "?on=1975-01-01&article=none")
    for unit in ("FRA", "GRC"):
        shape = frame.locator(f"path[data-unit={unit}]")
        assert "fill-member-outside" in shape.evaluate(filled)
    assert "fill-pact" in frame.eval_on_selector("path[data-unit=POL]", filled)
    patterns = {p.get_attribute("id") for p in frame.locator("#fills pattern").all()}
    assert {"fill-signatory", "fill-held", "fill-member-outside", "fill-uncovered"} <= patterns


def test_a_context_event_is_an_outline_and_a_small_mark(page: Page) -> None:
    frame = open_map(page, "?on=2014-07-17&article=none")
    outlines = frame.locator("path.around")
    expect(outlines).to_have_count(2)
    assert outlines.first.evaluate("e => getComputedStyle(e).fill") == "none"
    assert outlines.first.evaluate("e => getComputedStyle(e).strokeDasharray") != "none"
    click_on(page, frame, 'path.context[data-id="context:CX35"]')
    expect(page.locator(PANEL)).to_contain_text("Context: Flight MH17 brought down")
    expect(page.locator(PANEL)).to_contain_text("no act of the Alliance")
    quiet = page.locator("nav.index ul.quiet")
    expect(quiet.get_by_role("link", name="Context: Flight MH17 brought down")).to_be_visible()


_DISCS = """() => Object.fromEntries([...document.querySelectorAll("path.speck")].map(e =>
    [e.dataset.id, e.getAttribute("d") !== "M0 0"]))"""


def test_small_territories_are_discs_until_they_can_be_seen(page: Page) -> None:
    frame = open_map(page, "?layer=article6&area=world&article=none")
    seen = frame.evaluate(_DISCS)
    assert seen["territory:hawaii"]
    assert seen["territory:falkland-islands"]
    assert seen["territory:svalbard"]
    disc = frame.locator('path.speck[data-id="territory:hawaii"]')
    assert "uncovered" in (disc.get_attribute("class") or "")
    click_on(page, frame, 'path.speck[data-id="territory:hawaii"]')
    expect(page.locator(PANEL)).to_contain_text("Pacific islands")
    # in focus it is shown at every zoom, others while they are small
    frame.evaluate("map.setView(map.getCenter(), map.getMaxZoom(), { animate: false })")
    after = frame.evaluate(_DISCS)
    assert after["territory:hawaii"]
    assert not after["territory:svalbard"]


def test_a_day_later_only_what_changed_is_another_shape(page: Page) -> None:
    before = set(_painted(open_map(page, "?on=1990-10-02&article=none")))
    after = set(_painted(open_map(page, "?on=1990-10-03&article=none")))
    assert after - before == {"DEU-WEST DEU-EAST DEU-SAAR"}
    assert before - after == {"DEU-EAST", "DEU-WEST DEU-SAAR"}
