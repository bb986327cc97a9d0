"""The search box: hits while a reader types, by keyboard, announced; a page of all; key terms."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, OpenPage
from tests.browser.hands import PANEL, expect_map, open_map, poll, query, wait_idle

HITS = ".found:not([hidden])"


def test_it_is_used_by_keyboard_and_says_what_it_found(page: Page) -> None:
    open_map(page, "?span=7&kind=move&area=alliance")
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="Search")
    expect(box).to_be_focused()
    box.press_sequentially("crimea")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text(
        "10 results for “crimea”."
    )
    links = page.locator(f"{HITS} a")
    for key, number in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("Tab", 1)):
        page.keyboard.press(key)
        expect(links.nth(number)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(HITS)).to_have_count(0)
    expect(box).to_be_focused()
    box.fill("russia seizes")
    expect(page.locator(f"{HITS} .said")).to_contain_text("“russia seizes”")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect_map(page, "?on=2014-02-27&span=7&area=alliance&focus=context:CX33")
    expect(page.locator(PANEL)).to_contain_text("Russia seizes Crimea")
    expect(page.locator(HITS)).to_have_count(0)
    expect(box).to_be_focused()
    page.go_back()
    expect_map(page, "?span=7&kind=move&area=alliance")


def test_enter_leads_to_all_results_and_a_link_opens_them(page: Page, new_page: OpenPage) -> None:
    open_map(page, "?span=7")
    box = page.get_by_role("searchbox", name="Search")
    box.fill("article 5")
    box.press("Enter")
    said = page.locator(".results [role=status]")
    expect(said).to_have_text("7 results for “article 5”.")
    poll(page, lambda: query(page), {"span": ["7"], "q": ["article 5"]})
    assert urlsplit(page.url).path == "/search"
    other = new_page(size=NARROW)
    other.goto(page.url)
    expect(other.locator(".results [role=status]")).to_have_text("7 results for “article 5”.")
    other.locator(".opens.menu summary").click()
    expect(other.get_by_role("searchbox", name="Search")).to_have_value("article 5")
    box = other.get_by_role("searchbox", name="Search")
    box.fill("zzzz")
    none = other.locator(f"{HITS} .said")
    expect(none).to_contain_text("No results for “zzzz”. You can search for")
    width = none.evaluate("e => [e.getBoundingClientRect().left, e.getBoundingClientRect().right]")
    assert 0 <= width[0] < width[1] <= NARROW[0]
    page.locator(".results").get_by_role("link", name="Article 5").first.click()
    expect(page.locator("#term-article-5")).to_be_focused()
    expect(page.locator("#term-article-5")).to_be_in_viewport()
    page.go_back()
    expect(said).to_be_visible()
    wait_idle(page)
