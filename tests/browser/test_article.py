"""The article beside the record: a fact is chosen and the map follows; reading mode; both ways."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, Page, expect

from geo_data import articles
from tests.browser.conftest import NARROW, WIDE, OpenPage, Scheme
from tests.browser.hands import click_on, entries, poll, query, shown, wait_idle
from tests.browser.test_accessible import _faults
from tests.browser.test_narrow import _overflow
from tests.browser.test_print import _pages
from tests.painted import MAP_FRAME, map_frame

FACT, LIST = "section.fact", 'nav.facts[aria-label="Facts"]'
FACTS = articles()["2022-02-24-us-troops"].facts
PAGES = ("article?focus=fact:F13", "article?focus=country:EST", "reading?focus=fact:F11")


def _open(page: Page, address: str) -> Frame:
    page.goto(address)
    poll(page, lambda: shown(page) is not None, wanted=True)
    wait_idle(page)
    return map_frame(page)


def _expect_fact(page: Page, number: int) -> None:
    """The fact with this number is in the address, in its card and in the list."""
    fact = FACTS[number - 1]
    expect(page.locator(FACT)).to_contain_text(f"Fact {number} of {len(FACTS)}")
    expect(page.locator(f"{FACT} blockquote")).to_have_text(fact.paraphrase)
    poll(page, lambda: query(page).get("focus"), [f"fact:{fact.fact_id}"])
    wait_idle(page)


def _wide(frame: Frame) -> float:
    """How much of the map is in sight, in its own units."""
    wide: float = frame.evaluate("map.getBounds().getEast() - map.getBounds().getWest()")
    return wide


def test_a_fact_that_is_chosen_is_told_lit_and_flown_to(page: Page) -> None:
    frame = _open(page, "article")
    whole, before = _wide(frame), entries(page)
    page.locator(LIST).get_by_role("link", name=FACTS[10].paraphrase).click()
    _expect_fact(page, 11)
    expect(page.locator(f"{LIST} [aria-current=true]")).to_contain_text(FACTS[10].paraphrase)
    expect(frame.locator("path.unit.lit")).to_have_count(3)
    assert frame.locator("path.arrow.faint").count() >= 2
    poll(page, lambda: _wide(frame) < 0.9 * whole, wanted=True)
    page.locator(LIST).get_by_role("link", name=FACTS[6].paraphrase).click()
    _expect_fact(page, 7)
    poll(page, lambda: query(page)["on"], ["2022-02-15"])  # it is shown on its own day
    page.locator(LIST).get_by_role("link", name=FACTS[16].paraphrase).click()
    _expect_fact(page, 17)
    poll(page, lambda: abs(_wide(frame) - whole) < 0.02 * whole, wanted=True)
    assert entries(page) == before + 3


def test_next_and_previous_by_click_and_by_key(page: Page) -> None:
    _open(page, "article")
    page.get_by_role("link", name="Begin with the first").click()
    _expect_fact(page, 1)
    for key, number in (("ArrowRight", 2), ("n", 3), ("ArrowLeft", 2), ("p", 1)):
        page.keyboard.press(key)
        _expect_fact(page, number)
    page.keyboard.press("p")
    page.keyboard.press("Control+ArrowRight")
    page.get_by_role("link", name="Next").click()
    _expect_fact(page, 2)
    page.get_by_role("link", name="Previous").click()
    _expect_fact(page, 1)


def test_a_key_in_a_field_stays_in_the_field(page: Page) -> None:
    _open(page, "article?focus=fact:F03")
    box = page.get_by_role("searchbox", name="Search")
    box.click()
    box.press_sequentially("nnpn")
    box.press("ArrowLeft")
    assert box.input_value() == "nnpn"
    page.keyboard.press("Escape")
    page.locator(".st-key-on").get_by_role("spinbutton", name="day,").press("ArrowRight")
    _expect_fact(page, 3)


def test_a_mark_on_the_map_finds_its_facts(page: Page) -> None:
    frame = _open(page, "article")
    click_on(page, frame, ".label.placed[data-id='move:US-0222C'] .number")
    expect(page.locator(FACT)).to_contain_text("3 of 23 facts speak of it.")
    expect(page.locator(f"{LIST} .hit")).to_have_count(3)
    poll(page, lambda: query(page)["focus"], ["move:US-0222C"])
    page.locator(FACT).get_by_role("link", name=FACTS[1].paraphrase).click()
    _expect_fact(page, 2)
    page.goto("article?focus=country:FRA")
    expect(page.locator(FACT)).to_contain_text("No fact of this article speaks of it.")
    page.locator(FACT).get_by_role("link", name="Close").click()
    expect(page.locator(FACT)).to_contain_text("Choose a fact")
    poll(page, lambda: query(page), {})


def test_a_link_opens_at_its_fact_and_back_leaves(page: Page) -> None:
    _open(page, "")
    page.goto("article?focus=fact:F18")
    _expect_fact(page, 18)
    row = page.locator(f"{LIST} [aria-current=true]")

    def is_shown() -> bool:
        box, around = row.bounding_box(), page.locator(LIST).bounding_box()
        assert box
        assert around
        return around["y"] <= box["y"] <= around["y"] + around["height"]

    poll(page, is_shown, wanted=True)
    page.keyboard.press("n")
    _expect_fact(page, 19)
    page.go_back()
    _expect_fact(page, 18)
    page.go_back()
    poll(page, lambda: urlsplit(page.url).path, "/")
    expect(page.locator(FACT)).to_have_count(0)
    page.go_forward()
    _expect_fact(page, 18)


def test_what_differs_leads_to_its_fact(page: Page) -> None:
    _open(page, "article")
    page.locator(".tally").get_by_role("link", name="Paragraph 6").click()
    _expect_fact(page, 13)
    card = page.locator(FACT)
    expect(card.locator(".chip")).to_have_text("The record differs.")
    expect(card).to_contain_text("day claimed: Tuesday 22 February 2022")
    expect(card).to_contain_text("Day on record: Wednesday 23 February 2022")
    assert card.locator("cite").count() >= 2


def test_reading_mode_fills_the_screen_and_keeps_the_fact_both_ways(page: Page) -> None:
    _open(page, "article?focus=fact:F11")
    page.get_by_role("link", name="Reading mode").click()
    expect(page.locator(".st-key-reading")).to_be_visible()
    _expect_fact(page, 11)
    for gone in ("header", ".st-key-filters", LIST):
        expect(page.locator(f".stMain {gone}")).to_have_count(0)
    block = page.locator(".st-key-reading").bounding_box()
    assert block
    assert block["width"] > 0.93 * WIDE[0]
    large = page.locator(f"{FACT} blockquote").evaluate("e => getComputedStyle(e).fontSize")
    assert float(large.removesuffix("px")) > 24
    frame = map_frame(page)
    expect(frame.locator("path.unit.lit")).to_have_count(3)
    page.keyboard.press("ArrowRight")
    _expect_fact(page, 12)
    page.get_by_role("link", name="Leave reading mode").click()
    expect(page.locator(".st-key-beside")).to_be_visible()
    _expect_fact(page, 12)
    page.go_back()
    expect(page.locator(".st-key-reading")).to_be_visible()
    _expect_fact(page, 12)


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_it_fits_has_no_grave_fault_and_can_be_printed(
    new_page: OpenPage, size: tuple[int, int], scheme: Scheme
) -> None:
    page = new_page(size=size, scheme=scheme)
    for address in PAGES:
        _open(page, address)
        expect(page.locator(FACT)).to_be_visible()
        assert _overflow(page) <= 1
        assert _faults(page) == []
        assert 1 <= len(_pages(page)) <= 2
    page.emulate_media(media="print")
    expect(page.locator(MAP_FRAME)).to_be_visible()
    expect(page.locator(f"{FACT} blockquote")).to_be_visible()
