"""Two days in one link: both maps and the words, a widget of its own, two maps in step."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, Page, expect

from geo_data.days import in_words
from geo_data.figures.map.frame import frame
from geo_data.figures.map.live import digest, encode
from geo_data.history.snapshot import compared
from geo_data.prose.changes import two_days
from tests.browser.conftest import NARROW, WIDE, OpenPage, Scheme
from tests.browser.hands import (
    entries,
    go_to_page,
    poll,
    query,
    resize,
    unfold,
    view_of,
    wait_idle,
)
from tests.browser.test_accessible import _faults
from tests.browser.test_narrow import _overflow
from tests.browser.test_print import PAPER_PIXELS, _on_paper, _pages
from tests.painted import MAP_FRAME

UNITY = "?on=1990-10-02&against=1990-10-03"
# Where the map is: its zoom, and its centre in whole map units.
PLACE = (
    "() => { const at = map.getCenter(); return [map.getZoom(), at.lng, at.lat].map(Math.round); }"
)


def _wanted(search: str, theme: str = "light") -> list[str]:
    """The ids under which both maps of this address are painted."""
    view = view_of(search)
    earlier, later = two_days(view)
    snaps = [compared(view, *days) for days in ((earlier, later), (later, earlier))]
    return [digest(encode(frame(snap, theme))) for snap in snaps]


def _painted(page: Page) -> list[str | None]:
    found: list[str | None] = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].map(
            (e) => e.contentDocument?.documentElement?.dataset.painted ?? null)""",
        MAP_FRAME,
    )
    return found


def _expect_days(page: Page, search: str, theme: str = "light") -> None:
    """Both maps and the words show the days of this address."""
    wanted = _wanted(search, theme)
    poll(page, lambda: _painted(page), wanted)
    wait_idle(page)
    poll(page, lambda: _painted(page), wanted)
    for number, on in enumerate(two_days(view_of(search))):
        expect(page.locator(".nato [data-map]").nth(number)).to_contain_text(f"{in_words(on)}: ")
        title = re.compile(rf"^Map: {in_words(on)}: ")
        expect(page.locator(MAP_FRAME).nth(number)).to_have_attribute("title", title)


def _open(page: Page, search: str, theme: str = "light") -> None:
    page.goto(f"compare{search}")
    _expect_days(page, search, theme)


def _maps(page: Page) -> list[Frame]:
    found = [element.content_frame() for element in page.query_selector_all(MAP_FRAME)]
    return [each for each in found if each is not None]


def _type_year(page: Page, key: str, year: str) -> None:
    page.locator(f".st-key-{key}").get_by_role("spinbutton", name="year").press_sequentially(year)
    page.locator(".nato h1").click()  # a day that is typed counts when its field is left


@pytest.mark.parametrize("search", ["", "?on=1955-06-01", UNITY, "?on=1949-04-04&area=alliance"])
def test_one_link_shows_both_days_to_somebody_else(page: Page, search: str) -> None:
    _open(page, search)
    poll(page, lambda: query(page), query_of(search))


def query_of(search: str) -> dict[str, list[str]]:
    return {name: [v] if isinstance(v, str) else v for name, v in view_of(search).params().items()}


def test_the_other_day_changes_address_maps_and_words(page: Page) -> None:
    _open(page, "?on=1949-08-24&against=1955-05-06")
    expect(page.get_by_text("three accessions, from 12 members to 15 members")).to_be_visible()
    before = entries(page)
    _type_year(page, "compared_with", "1953")
    search = "?on=1949-08-24&against=1953-05-06"
    poll(page, lambda: query(page), query_of(search))
    _expect_days(page, search)
    expect(page.get_by_text("two accessions, from 12 members to 14 members")).to_be_visible()
    assert entries(page) == before + 1
    page.locator(".st-key-next_event button:visible").click()
    search = "?on=1949-08-29&against=1953-05-06"
    poll(page, lambda: query(page), query_of(search))
    _expect_days(page, search)


def test_back_and_forward_restore_both_days(page: Page) -> None:
    _open(page, UNITY)
    page.get_by_role("link", name="On the map: 3 October 1990").first.click()
    expect(page.locator(".nato h1")).to_contain_text("NATO on 3 October 1990: 16 members")
    poll(page, lambda: query(page)["against"], ["1990-10-03"])
    page.go_back()
    _expect_days(page, UNITY)
    poll(page, lambda: query(page), query_of(UNITY))
    page.go_forward()
    expect(page.locator(".nato h1")).to_contain_text("NATO on 3 October 1990: 16 members")
    page.go_back()
    _expect_days(page, UNITY)


def test_the_other_day_is_kept_on_other_pages(page: Page) -> None:
    _open(page, UNITY)
    go_to_page(page, "Sources")
    poll(page, lambda: query(page), query_of(UNITY))
    go_to_page(page, "Map")
    page.get_by_role("link", name="Compare two days").click()
    _expect_days(page, UNITY)
    assert urlsplit(page.url).path == "/compare"
    poll(page, lambda: query(page), query_of(UNITY))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_axe_finds_nothing_grave(new_page: OpenPage, scheme: Scheme) -> None:
    page = new_page(scheme=scheme)

    def beside() -> bool:
        left, right = (element.bounding_box() for element in page.query_selector_all(MAP_FRAME))
        assert left is not None
        assert right is not None
        if right["x"] == pytest.approx(left["x"], abs=1):
            assert right["y"] == pytest.approx(left["y"], abs=1)  # one upon the other
            return False
        assert right["y"] == pytest.approx(left["y"], abs=1)
        assert right["x"] >= left["x"] + left["width"]
        return True

    _open(page, "?on=1949-04-04&focus=country:DEU", scheme)
    unfold(page)
    for size in (WIDE, NARROW):
        resize(page, size)
        poll(page, beside, wanted=size == WIDE)
        poll(page, lambda: _overflow(page) <= 1, wanted=True)
        assert _faults(page) == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_on_paper_both_maps_lie_side_by_side(new_page: OpenPage, size: tuple[int, int]) -> None:
    page = new_page(size=size)
    _open(page, UNITY)
    assert len(_pages(page)) == 1
    _on_paper(page)
    left, right = (element.bounding_box() for element in page.query_selector_all(MAP_FRAME))
    assert left is not None
    assert right is not None
    assert right["y"] == pytest.approx(left["y"], abs=1)
    assert left["x"] + left["width"] <= right["x"]
    assert right["x"] + right["width"] <= PAPER_PIXELS + 1
    expect(page.locator(".st-key-compared_with")).to_be_hidden()


def _places(page: Page) -> Callable[[], list[list[int]]]:
    return lambda: [each.evaluate(PLACE) for each in _maps(page)]


def test_both_maps_pan_and_zoom_in_step(page: Page) -> None:
    _open(page, UNITY)
    left, right = _maps(page)
    start = left.evaluate("map.getZoom()")
    left.locator(".leaflet-control-zoom-in").click()
    poll(page, lambda: left.evaluate("map.getZoom()") > start, wanted=True)
    poll(page, lambda: right.evaluate("map.getZoom()"), left.evaluate("map.getZoom()"))
    right.evaluate("map.panBy([60, 40], { animate: false })")
    places = _places(page)
    poll(page, lambda: len({*map(tuple, places())}), 1)


def test_the_numbers_of_each_map_are_listed_below_it(page: Page) -> None:
    _open(page, "?on=2022-02-24&against=2022-03-31&kind=move")
    lists = page.get_by_role("navigation", name=re.compile("^Numbers of the map of"))
    expect(lists).to_have_count(2)
    for number, frame_ in enumerate(_maps(page)):
        listed = {text.split()[0] for text in lists.nth(number).locator("li").all_inner_texts()}
        numbers = frame_.locator(".label .number").all_inner_texts()
        drawn = {text.split()[0] for text in numbers}
        assert drawn
        assert drawn <= listed


def test_both_maps_are_fitted_to_another_window(page: Page, new_page: OpenPage) -> None:
    wide, high = WIDE
    limits = "[map.getZoom(), map.getMinZoom(), map.getMaxZoom(), map.getSize().x]"

    def both(page: Page) -> list[list[float]]:
        return [each.evaluate(limits) for each in _maps(page)]

    narrower = new_page(size=(wide - 400, high))
    for each in (narrower, page):
        _open(each, UNITY)
        poll(each, lambda each=each: len({*map(tuple, both(each))}), 1)  # type: ignore[misc]
    wanted = both(narrower)
    assert wanted != both(page)
    page.set_viewport_size({"width": wide - 400, "height": high})
    poll(page, lambda: both(page), wanted)


def test_a_day_that_means_nothing_is_dropped_and_told(page: Page) -> None:
    page.goto("compare?against=1990-02-31")
    _expect_days(page, "")
    expect(page.locator('.told[role="status"]')).to_contain_text("'1990-02-31' is no day")
    poll(page, lambda: query(page), {})


def test_the_day_of_the_widget_is_that_of_the_address(page: Page) -> None:
    _open(page, UNITY)
    day = page.locator('.st-key-compared_with [role="spinbutton"]')
    parts = "-".join(part.strip() for part in day.all_inner_texts())
    assert date.fromisoformat(parts) == view_of(UNITY).against


def test_on_a_telephone_a_slider_shows_more_of_the_one_day_or_the_other(
    new_page: OpenPage,
) -> None:
    page = new_page(size=NARROW)
    _open(page, UNITY)
    slider = page.get_by_role("slider", name="How much of the map of 2 October 1990")
    clip = """selector => getComputedStyle(
        [...document.querySelectorAll(selector)].at(-1).closest('[data-testid=stElementContainer]')
    ).clipPath"""
    assert page.evaluate(clip, MAP_FRAME) == "inset(0px 0px 0px 50%)"
    slider.fill("80")
    poll(page, lambda: page.evaluate(clip, MAP_FRAME), "inset(0px 0px 0px 80%)")
    resize(page, WIDE)
    expect(slider).to_be_hidden()
    assert page.evaluate(clip, MAP_FRAME) == "none"
