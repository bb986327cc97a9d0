"""A telephone: the map comes first, a finger scrolls past it, a tap opens a sheet at the bottom."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, OpenPage
from tests.browser.hands import (
    LIST,
    PANEL,
    expect_map,
    go_to_page,
    open_map,
    point_on,
    poll,
    wait_idle,
)
from tests.painted import wait_painted


@pytest.fixture
def phone(new_page: OpenPage) -> Page:
    return new_page(size=NARROW, has_touch=True, is_mobile=True)


def _overflow(page: Page) -> float:
    over: float = page.evaluate(
        """() => Math.max(
            document.documentElement.scrollWidth - innerWidth,
            ...[...document.querySelectorAll(".stMain *")]
                .filter((e) => e.checkVisibility() && e.getClientRects().length)
                .filter((e) => !e.closest(".stDataFrame, svg, [data-testid=stTooltipIcon]"))
                .map((e) => e.getBoundingClientRect().right - innerWidth))"""
    )
    return over


def _small(page: Page) -> list[str]:
    """What a finger may miss: our own buttons, and the links of lists and of the masthead."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(
                ".nato :is(button, header a, summary, nav.index a, .facts a, .days a)")]
            .filter((e) => e.checkVisibility() && !e.matches(".more summary"))
            .filter((e) => e.getBoundingClientRect().height < 43.5)
            .map((e) => e.outerHTML.slice(0, 80))"""
    )
    return found


def test_the_page_fits_and_the_map_leaves_room_to_scroll(phone: Page) -> None:
    frame = open_map(phone)
    box = frame.frame_element().bounding_box()
    assert box is not None
    assert box["width"] <= NARROW[0]
    assert 0.8 * box["width"] <= box["height"] <= 0.75 * NARROW[1]
    assert box["y"] <= 300
    numbers = phone.locator(LIST).bounding_box()
    assert numbers is not None
    assert 0 <= numbers["y"] - box["y"] - box["height"] <= 40
    assert _overflow(phone) <= 1
    assert _small(phone) == []
    height = phone.locator(".nato ul.legend").bounding_box()
    assert height is not None
    assert height["y"] >= box["y"] + box["height"]


def test_every_filter_can_be_reached(phone: Page) -> None:
    open_map(phone)
    day, opens = phone.locator(".st-key-on"), phone.locator(".opens.all summary")
    row = [each.bounding_box() for each in (day, opens)]
    assert row[0] is not None
    assert row[1] is not None
    assert abs(row[0]["y"] - row[1]["y"]) < 10
    expect(phone.locator(".st-key-span")).to_be_hidden()
    opens.tap()
    phone.locator(".opens.menu summary").tap()
    for name in ("search", "on", "span", "area", "previous_event", "next_event"):
        filter_ = phone.locator(f".st-key-{name}")
        filter_.scroll_into_view_if_needed()
        box = filter_.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW[0] + 1
    for label in ("Kinds of event", "Country", "Article"):
        expect(phone.get_by_label(label, exact=True).first).to_be_visible()
    phone.get_by_role("button", name="Accessions").tap()
    expect_map(phone, "?kind=accession")


def test_a_tap_on_a_number_opens_a_sheet(phone: Page) -> None:
    frame = open_map(phone)
    phone.touchscreen.tap(*point_on(frame, '.label[data-id="move:US-0224"] .number'))
    expect_map(phone, "?focus=move:US-0224")
    expect(phone.locator(PANEL)).to_contain_text("7,000 troops")
    expect(frame.locator(".leaflet-tooltip")).to_have_count(0)
    sheet = phone.locator(".nato:has(> section.focus)").bounding_box()
    assert sheet is not None
    assert sheet["y"] + sheet["height"] == pytest.approx(NARROW[1], abs=1)
    assert sheet["height"] <= NARROW[1] / 2
    phone.locator(PANEL).get_by_role("link", name="Close").tap()
    expect_map(phone, "")


def test_a_finger_scrolls_the_page_and_two_move_the_map(phone: Page) -> None:
    frame = open_map(phone)
    box = frame.frame_element().bounding_box()
    assert box is not None
    hands = phone.context.new_cdp_session(phone)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def draw(*fingers: Callable[[int], tuple[float, float]]) -> None:
        for step in range(16):
            kind = "touchMove" if step else "touchStart"
            points = [
                dict(zip(("x", "y", "id"), (*finger(step), n), strict=True))
                for n, finger in enumerate(fingers)
            ]
            hands.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        hands.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    middle, top = (
        "JSON.stringify([map.getCenter(), map.getZoom()])",
        "document.querySelector('.stMain').scrollTop",
    )
    before = frame.evaluate(middle)
    draw(lambda step: (x, y - 10 * step))
    poll(phone, lambda: phone.evaluate(top) > 50, wanted=True)
    assert frame.evaluate(middle) == before
    expect(frame.locator(".hint")).to_be_hidden()
    scrolled = phone.evaluate(top)
    y -= scrolled
    draw(lambda step: (x - 30 - 3 * step, y), lambda step: (x + 30 + 3 * step, y))
    poll(phone, lambda: frame.evaluate(middle) != before, wanted=True)
    assert phone.evaluate(top) == pytest.approx(scrolled, abs=2)


def test_a_link_to_a_fact_opens_at_it(phone: Page) -> None:
    phone.goto("article?focus=fact:F13")
    told = phone.locator("section.fact")
    expect(told).to_contain_text("Fact 13 of 23")
    wait_painted(phone)
    wait_idle(phone)
    poll(phone, lambda: 0 <= (told.bounding_box() or {"y": -1})["y"] < NARROW[1] / 2, wanted=True)
    own = "e => e.scrollHeight - e.clientHeight"
    assert phone.locator("nav.facts").last.evaluate(own) <= 1


def test_the_list_stands_below_the_map_and_the_other_pages_fit(phone: Page) -> None:
    open_map(phone)
    expect(phone.locator(LIST)).to_be_visible()
    phone.locator(".opens.menu summary").tap()
    go_to_page(phone, "Timeline")
    expect(phone.locator(".vega-embed").first).to_be_visible()
    assert _overflow(phone) <= 1
    phone.locator(".opens.menu summary").tap()
    go_to_page(phone, "Sources")
    expect(phone.get_by_role("heading", name="Sources and method")).to_be_visible()
    assert _overflow(phone) <= 1
