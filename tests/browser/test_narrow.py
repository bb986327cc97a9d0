"""A telephone: everything can be reached, and a tap on a number opens the panel."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, OpenPage
from tests.browser.hands import LIST, PANEL, expect_map, go_to_page, open_map, point_on


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


def test_the_page_fits_and_the_map_leaves_room_to_scroll(phone: Page) -> None:
    frame = open_map(phone)
    box = frame.frame_element().bounding_box()
    assert box is not None
    assert box["width"] <= NARROW[0]
    assert 0.8 * box["width"] <= box["height"] <= 0.75 * NARROW[1]
    assert _overflow(phone) <= 1
    height = phone.locator(".nato ul.legend").bounding_box()
    assert height is not None
    assert height["y"] >= box["y"] + box["height"]


def test_every_filter_can_be_reached(phone: Page) -> None:
    open_map(phone)
    for name in ("search", "on", "span", "area", "previous_event", "next_event"):
        filter_ = phone.locator(f".st-key-{name}")
        filter_.scroll_into_view_if_needed()
        box = filter_.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW[0] + 1
    phone.locator(".opens.seldom summary").tap()
    for label in ("Kinds of event", "Country", "Article"):
        expect(phone.get_by_label(label, exact=True).first).to_be_visible()
    phone.get_by_role("button", name="Accessions").tap()
    expect_map(phone, "?kind=accession")


def test_a_tap_on_a_number_opens_the_panel(phone: Page) -> None:
    frame = open_map(phone)
    frame.frame_element().scroll_into_view_if_needed()
    phone.touchscreen.tap(*point_on(frame, '.label[data-id="move:US-0224"] .number'))
    expect_map(phone, "?focus=move:US-0224")
    panel = phone.locator(PANEL)
    expect(panel).to_contain_text("7,000 troops")
    below = frame.frame_element().bounding_box()
    told, legend = panel.bounding_box(), phone.locator(".nato ul.legend").bounding_box()
    assert below is not None
    assert told is not None
    assert legend is not None
    assert below["y"] + below["height"] <= told["y"] <= below["y"] + below["height"] + 80
    assert legend["y"] > told["y"]


def test_the_list_stands_below_the_map_and_the_other_pages_fit(phone: Page) -> None:
    open_map(phone)
    expect(phone.locator(LIST)).to_be_visible()
    go_to_page(phone, "Timeline")
    expect(phone.locator(".vega-embed").first).to_be_visible()
    assert _overflow(phone) <= 1
    go_to_page(phone, "Sources")
    expect(phone.get_by_role("heading", name="Sources and method")).to_be_visible()
    assert _overflow(phone) <= 1
