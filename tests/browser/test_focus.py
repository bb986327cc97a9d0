"""Tooltips, clicks and keys: each thing on the map says what it is and opens the panel."""

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.hands import (
    LIST,
    PANEL,
    click_on,
    entries,
    expect_map,
    open_map,
    point_on,
    query,
)

# What the pointer meets, the focus it gives, a word of its tooltip, the panel's title.
THINGS = {
    "country": ("path[data-unit=FRA]", "country:FRA", "Member since 24 August 1949", "France"),
    "asked": ("path[data-unit=ROU]", "country:ROU", "not in the article", "Romania"),
    "arrow": (
        'path.hit[data-id="move:US-0222D"]',
        "move:US-0222D",
        "12 AH-64",
        "12 AH-64 from Stefanovikeio to Powidz",
    ),
    "mark": (
        'path.group[data-id="battlegroup:EST-2017"]',
        "battlegroup:EST-2017",
        "Tapa",
        "Estonia",
    ),
    "border": ('path.border[data-id="border:NOR-RUS"]', "border:NOR-RUS", "Norway", "Norway"),
    "label": ('.label[data-id="country:GRC"] span', "country:GRC", "Member since", "Greece"),
    "number": (
        '.label[data-id="move:US-0224"] .number',
        "move:US-0224",
        "7,000 troops",
        "7,000 troops",
    ),
}


def test_a_key_in_the_list_keeps_its_place_and_the_panel_in_sight(page: Page) -> None:
    open_map(page)
    link = page.locator("nav.index").get_by_role("link", name="Ukraine", exact=True)
    link.scroll_into_view_if_needed()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(PANEL)).to_contain_text("Not a member of NATO")
    expect(page.locator(PANEL)).to_be_in_viewport()
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("nav.index a", has_text="Vatican City")).to_be_focused()


@pytest.fixture
def frame(page: Page) -> Frame:
    return open_map(page)


def _expect_panel(page: Page, title: str) -> None:
    panel = page.locator(PANEL)
    expect(panel.locator("h2")).to_contain_text(title)
    assert panel.locator("li").count() >= 1
    assert panel.locator("cite").count() >= 1
    for source in panel.locator("cite").all():
        assert source.inner_text().strip()


def test_each_thing_has_a_tooltip(page: Page, frame: Frame) -> None:
    frame.frame_element().scroll_into_view_if_needed()
    for selector, _, says, _ in THINGS.values():
        page.mouse.move(*point_on(frame, selector))
        expect(frame.locator(".leaflet-tooltip").last).to_contain_text(says)


def test_a_click_opens_the_panel_and_makes_a_history_entry(page: Page, frame: Frame) -> None:
    before = entries(page)
    for number, (selector, focus, _, title) in enumerate(THINGS.values(), start=1):
        click_on(page, frame, selector)
        expect_map(page, f"?focus={focus}")
        _expect_panel(page, title)
        assert entries(page) == before + number


def test_the_same_again_closes_and_so_does_close(page: Page, frame: Frame) -> None:
    click_on(page, frame, "path[data-unit=FRA]")
    expect_map(page, "?focus=country:FRA")
    click_on(page, frame, "path[data-unit=FRA]")
    expect_map(page, "")
    click_on(page, frame, "path[data-unit=FRA]")
    expect_map(page, "?focus=country:FRA")
    page.locator(PANEL).get_by_role("link", name="Close").click()
    expect_map(page, "")


def test_a_click_does_not_come_back_when_a_filter_changes(page: Page, frame: Frame) -> None:
    click_on(page, frame, "path[data-unit=FRA]")
    expect_map(page, "?focus=country:FRA")
    page.locator(PANEL).get_by_role("link", name="Close").click()
    expect_map(page, "")
    page.get_by_role("radio", name="The Alliance").click()
    expect_map(page, "?area=alliance")


def test_the_list_is_the_way_by_keyboard(page: Page, frame: Frame) -> None:  # noqa: ARG001
    before = entries(page)
    goal = page.locator(LIST).get_by_role("link", name="7,000 troops")
    for _ in range(200):
        page.keyboard.press("Tab")
        if goal.evaluate("e => e === document.activeElement"):
            break
    expect(goal).to_be_focused()
    page.keyboard.press("Enter")
    expect_map(page, "?focus=move:US-0224")
    _expect_panel(page, "7,000 troops")
    expect(page.locator(f'{LIST} [aria-current="true"]')).to_contain_text("7,000 troops")
    assert entries(page) == before + 1


def test_every_entry_of_the_list_can_be_put_in_focus(page: Page, frame: Frame) -> None:  # noqa: ARG001
    links = page.locator('nav[aria-label^="On the map"] a')
    expect(links.nth(50)).to_be_attached()
    goals = [link.get_attribute("href") or "" for link in links.all()]
    assert len(goals) > 50
    assert all("?focus=" in goal for goal in goals)
    assert links.evaluate_all("all => all.every(a => a.tabIndex === 0)")
    names = {text.strip() for text in links.all_inner_texts()}
    assert names >= {"France", "Finland", "Norway – Russia", "Estonia: Tapa", "Russia"}


@pytest.mark.parametrize(
    ("focus", "verdict", "said", "known"),
    [
        ("statement:2022-02-22-dod", "differs", "22 February 2022", "23 February 2022"),
        ("consultation:A4-2022-02", "narrower", "six are named", "Eight asked"),
    ],
)
def test_article_and_record_stand_side_by_side(
    page: Page, focus: str, verdict: str, said: str, known: str
) -> None:
    open_map(page, f"?focus={focus}")
    beside = page.locator(f"{PANEL} .beside.{verdict}").first
    expect(beside.locator("dt").nth(0)).to_contain_text("The article, paragraph")
    expect(beside.locator("dd").nth(0)).to_contain_text(said)
    expect(beside.locator("dt").nth(1)).to_have_text("The record")
    expect(beside.locator("dd").nth(1)).to_contain_text(known)
    assert beside.locator("cite").count() >= 1
    beside.get_by_role("link", name="Show on the map").click()
    expect(page.locator(PANEL)).to_contain_text("Paragraph")
    assert query(page)["focus"][0].startswith("fact:")
