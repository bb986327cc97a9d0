"""The address is the view: links, history, Back and Forward, and values that mean nothing."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from geo_data import View
from geo_data.history.events import event_days
from tests.browser.conftest import OpenPage
from tests.browser.hands import (
    click_on,
    entries,
    expect_map,
    expected_filters,
    filters,
    go_to_page,
    open_map,
    poll,
    query,
    shown,
    view_of,
    wait_idle,
)

EACH_ALONE = {
    "on": "?on=1999-03-12",
    "span": "?span=all",
    "kind": "?kind=move&kind=statement",
    "article": "?article=none",
    "country": "?country=POL",
    "area": "?area=alliance",
    "focus": "?focus=fact:F13",
    "against": "?against=1999-03-12",
}
ALL_OF_THEM = (
    "?on=2022-03-02&span=30&kind=consultation&kind=move&article=none&country=POL"
    "&area=alliance&focus=country:POL"
)
# Article 5, the day it was invoked.
INVOKED = "?on=2001-09-12&focus=invocation:A5-2001"
ACCESSION = "?on=1952-02-18&focus=accession:GRC"
SPAIN = '.vega-embed path[aria-label*="Spain joins NATO"]'
TIMELINE = ("on", "span")
"""Of the filters that `hands.filters` reads those that act on the timeline."""

TOLD = '.told[role="status"]'


def _choose(page: Page, name: str, text: str, option: str) -> None:
    """Choose in a filter that is a list, as by keyboard."""
    box = page.locator(f".st-key-{name} input")
    box.click()
    box.fill(text)
    page.get_by_role("option", name=option).click()


def _jump(page: Page, text: str) -> None:
    """Look for an event by keyboard and follow its link."""
    box = page.get_by_role("searchbox", name="Search")
    box.fill(text)
    expect(page.locator(".found .said")).to_contain_text(f"“{text}”")
    box.press("ArrowDown")
    page.keyboard.press("Enter")


@pytest.mark.parametrize("search", [*EACH_ALONE.values(), ALL_OF_THEM], ids=[*EACH_ALONE, "all"])
def test_a_link_shows_the_view_to_somebody_else(page: Page, search: str) -> None:
    page.goto(search)
    expect_map(page, search)
    expect(page.locator(TOLD)).to_have_count(0)


def test_the_link_of_a_view_made_by_hand_shows_it_to_another_reader(
    page: Page, new_page: OpenPage
) -> None:
    open_map(page)
    _choose(page, "span", "30", "last 30 days")
    expect_map(page, "?span=30")
    page.locator(".st-key-previous_event button:visible").click()
    expect_map(page, "?on=2022-02-23&span=30")
    page.get_by_role("radio", name="The Alliance").click()
    made = "?on=2022-02-23&span=30&area=alliance"
    expect_map(page, made)
    other = new_page()
    other.goto(page.url)
    expect_map(other, made)
    assert shown(other) == shown(page)


def test_a_day_an_area_a_focus_make_an_entry_each_kinds_and_days_shown_none(page: Page) -> None:
    frame = open_map(page)
    before = entries(page)
    page.locator(".st-key-previous_event button:visible").click()
    expect_map(page, "?on=2022-02-23")
    _choose(page, "span", "7", "last 7 days")
    expect_map(page, "?on=2022-02-23&span=7")
    assert entries(page) == before + 1
    page.get_by_role("radio", name="The Alliance").click()
    expect_map(page, "?on=2022-02-23&span=7&area=alliance")
    click_on(page, frame, "path[data-unit=USA]")
    expect_map(page, "?on=2022-02-23&span=7&area=alliance&focus=country:USA")
    assert entries(page) == before + 3
    year = page.locator(".st-key-on").get_by_role("spinbutton", name="year")
    year.press("ArrowDown")
    page.locator(".nato h1").click()  # a day that is typed counts when its field is left
    expect_map(page, "?on=2021-02-23&span=7&area=alliance&focus=country:USA")
    page.locator(".opens.seldom summary").click()
    page.get_by_role("button", name="Statements").click()
    expect_map(page, "?on=2021-02-23&span=7&kind=statement&area=alliance&focus=country:USA")
    assert entries(page) == before + 4
    expect(page.locator("p.heard", has_text="Filter on: Only statements")).to_have_count(1)
    page.get_by_role("link", name="Only statements").click()
    expect_map(page, "?on=2021-02-23&span=7&area=alliance&focus=country:USA")
    expect(page.locator("p.heard", has_text="No filter on")).to_have_count(1)


def test_twenty_steps_there_and_back(page: Page) -> None:
    frame = open_map(page)
    before = entries(page)
    area = page.get_by_role("radio", name="The Alliance")
    layer = page.get_by_role("radio", name="Article 6")
    step = page.locator(".st-key-previous_event button:visible")
    latest = page.get_by_role("link", name="Latest (30 June 2026)")
    back = page.get_by_role("radio", name="Europe")
    members = page.locator(".st-key-layer").get_by_role("radio").first
    days = []
    on = View().on
    for _ in range(13):
        on = max(day for day in event_days() if day < on)
        days.append(on.isoformat())
    views = [""]

    def to(search: str) -> None:
        expect_map(page, search)
        views.append(search)
        assert entries(page) == before + len(views) - 1

    for day in days:
        step.click()
        to(f"?on={day}")
    area.click()
    to(f"?on={days[-1]}&area=alliance")
    layer.click()
    to(f"?on={days[-1]}&area=alliance&layer=article6")
    members.click()
    to(f"?on={days[-1]}&area=alliance")
    back.click()
    to(f"?on={days[-1]}")
    click_on(page, frame, "path[data-unit=FRA]")
    to(f"?on={days[-1]}&focus=country:FRA")
    latest.click()
    to("?on=2026-06-30&focus=country:FRA")
    page.locator("section.focus").get_by_role("link", name="Close").click()
    to("?on=2026-06-30")
    assert len(views) == 21
    for search in views[-2::-1]:
        page.go_back()
        expect_map(page, search)
    for search in views[1:]:
        page.go_forward()
        expect_map(page, search)
    assert entries(page) == before + 20


def test_what_the_player_did_makes_no_entry(page: Page) -> None:
    frame = open_map(page)
    before = entries(page)
    slider = frame.get_by_role("slider")
    slider.press("ArrowLeft")
    poll(page, lambda: "on" in query(page), wanted=True)
    expect_map(page, f"?on={query(page)['on'][0]}")
    assert entries(page) == before
    page.locator(".st-key-previous_event button:visible").click()
    poll(page, lambda: entries(page), before + 1)


def test_filters_that_were_never_opened_keep_what_the_address_says(page: Page) -> None:
    open_map(page, "?kind=move&country=POL")
    _choose(page, "span", "7", "last 7 days")
    page.get_by_role("radio", name="The Alliance").click()
    expect_map(page, "?span=7&kind=move&country=POL&area=alliance")
    page.locator(".opens.seldom summary").click()
    page.get_by_role("button", name="Statements").click()
    expect_map(page, "?span=7&kind=move&kind=statement&country=POL&area=alliance")


def test_back_and_forward_restore_whole_views(page: Page) -> None:
    frame = open_map(page)
    before = entries(page)
    _jump(page, "Article 5 is invoked after")
    expect_map(page, INVOKED)
    assert entries(page) == before + 1
    _jump(page, "Greece joins")
    expect_map(page, ACCESSION)
    assert entries(page) == before + 2
    click_on(page, frame, "path[data-unit=FRA]")
    last = "?on=1952-02-18&focus=country:FRA"
    expect_map(page, last)
    assert entries(page) == before + 3
    for search in (ACCESSION, INVOKED, ""):
        page.go_back()
        expect_map(page, search)
    for search in (INVOKED, ACCESSION, last):
        page.go_forward()
        expect_map(page, search)


def test_a_hit_takes_away_the_filters_that_would_hide_its_event(page: Page) -> None:
    open_map(page, "?kind=move&country=POL")
    _jump(page, "Greece joins")
    expect_map(page, ACCESSION)
    page.go_back()
    expect_map(page, "?kind=move&country=POL")


def test_pages_are_one_entry_each_and_keep_the_filters(page: Page) -> None:
    search = "?on=2022-03-02&span=30&kind=move&country=POL"
    open_map(page, search)
    before, wanted = entries(page), query(page)
    ways = (
        ("Timeline", "/timeline", TIMELINE),
        ("Sources", "/sources", None),
        ("Map", "/", ("on", "span", "area")),
    )
    for number, (name, path, acting) in enumerate(ways, start=1):
        go_to_page(page, name)
        poll(page, lambda: (urlsplit(page.url).path, query(page)), (path, wanted))
        assert entries(page) == before + number
        there = expected_filters(view_of(search), *acting) if acting else {}
        poll(page, lambda: filters(page), there)
    expect_map(page, search)
    page.go_back()
    expect(page.get_by_role("heading", name="Sources and method")).to_be_visible()
    page.go_back()
    expect(page.locator(".vega-embed").first).to_be_visible()
    poll(page, lambda: query(page), wanted)
    page.go_back()
    expect_map(page, search)


@pytest.mark.parametrize("path", ["timeline", "sources"])
def test_a_link_to_another_page_holds_the_view_too(page: Page, path: str) -> None:
    search = "?on=2004-03-29&span=365&kind=accession&area=alliance"
    page.goto(f"{path}{search}")
    expect(page.locator(".nato h1")).to_be_visible()
    wait_idle(page)
    there = expected_filters(view_of(search), *TIMELINE) if path == "timeline" else {}
    poll(page, lambda: filters(page), there)
    go_to_page(page, "Map")
    expect_map(page, search)


def test_an_event_of_the_timeline_leads_to_its_day_and_back(page: Page) -> None:
    page.goto("timeline?span=7")
    goal = "?on=1982-05-30&span=7&focus=accession:ESP"
    mark = page.locator(SPAIN).first
    expect(mark).to_be_visible()
    wait_idle(page)
    before = entries(page)
    mark.click()
    expect_map(page, goal)
    assert urlsplit(page.url).path == "/"
    assert entries(page) == before + 1
    page.go_back()
    expect(page.locator(SPAIN).first).to_be_visible()
    poll(page, lambda: (urlsplit(page.url).path, query(page)), ("/timeline", {"span": ["7"]}))
    poll(page, lambda: filters(page), expected_filters(view_of("?span=7"), *TIMELINE))
    page.go_forward()
    expect_map(page, goal)


def test_copy_link_gives_the_whole_address(new_page: OpenPage) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    open_map(page, "?on=1999-03-12&area=alliance&focus=accession:POL")
    button = page.get_by_role("button", name="Copy link")
    button.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.goto("timeline?span=30")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    # the day that a page opens with may be another some day: what is copied names it
    assert page.evaluate("navigator.clipboard.readText()") == f"{page.url}&on=2022-02-24"


def test_values_that_mean_nothing_are_dropped_and_told_in_one_line(page: Page) -> None:
    page.goto(
        "?on=2022-02-31&span=5&kind=war&kind=move&article=x&country=ZZZ&area=moon&focus=x:y&other=1"
    )
    expect_map(page, "?kind=move")
    told = page.locator(TOLD)
    expect(told).to_have_count(1)
    expect(told).to_contain_text("'2022-02-31' is no day")
    expect(told).to_contain_text("more)")
    page.locator(".st-key-previous_event button:visible").click()
    expect_map(page, "?on=2022-02-23&kind=move")
    expect(told).to_have_count(0)


def test_a_day_beyond_the_record_is_the_nearest_typed_or_asked_for(page: Page) -> None:
    page.goto("?on=2031-01-01&area=alliance")
    expect_map(page, "?on=2026-06-30&area=alliance")
    expect(page.locator(TOLD)).to_contain_text("The record is checked until 30 June 2026")
    sentence = page.locator(".st-key-on_field .no-day")
    expect(sentence).to_be_hidden()
    year = page.locator(".st-key-on").get_by_role("spinbutton", name="year")
    year.press("ArrowUp")
    page.locator(".nato h1").click()
    expect(sentence).to_be_visible()
    assert query(page)["on"] == ["2026-06-30"]
