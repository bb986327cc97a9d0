"""The opening view: what the article's map must show at a glance, wide and narrow."""

import re

import pytest
from playwright.sync_api import Frame, Page, expect

from geo_data import View, snapshot
from tests.browser.conftest import NARROW, WIDE, OpenPage, Scheme
from tests.browser.hands import LIST, labels, open_map, wait_map
from tests.painted import map_frame
from tests.server import Server

ASKED = {"BGR", "CZE", "EST", "LVA", "LTU", "POL", "ROU", "SVK"}
MOVES = {
    "move:EFP-0222": "460 Canadians",
    "move:US-0222A": "800 infantry",
    "move:US-0222B": "6 F-35A",
    "move:US-0222C": "20 AH-64",
    "move:US-0222D": "12 AH-64",
    "move:US-0224": "7,000 troops",
}
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def _countries(frame: Frame) -> set[str]:
    return {key.removeprefix("country:") for key in labels(frame) if key.startswith("country:")}


def _list_numbers(page: Page) -> dict[str, str]:
    """The number of each force move in the list, by its id."""
    items = page.locator(f"{LIST} li:has(b.number)")
    return {
        (item.locator("a").get_attribute("href") or "").partition("focus=")[2]: item.locator(
            "b.number"
        ).inner_text()
        for item in items.all()
    }


def test_a_wide_map_names_what_the_article_speaks_of(page: Page) -> None:
    frame = open_map(page)
    named = _countries(frame)
    members = {state.iso3 for state in snapshot(View()).members}
    assert len(members) == 30
    assert len(named & members) >= 24
    assert named >= ASKED | {"RUS", "UKR", "BLR"}
    shown = labels(frame)
    assert "Kaliningrad" in shown["unit-name country:RUS"]
    numbers = _list_numbers(page)
    assert numbers.keys() == MOVES.keys()
    for move, text in MOVES.items():
        assert shown[f"arrow-label {move}"] == f"{numbers[move]} {text}"


def test_a_narrow_map_names_the_most_important(new_page: OpenPage) -> None:
    page = new_page(size=NARROW)
    frame = open_map(page)
    assert _countries(frame) >= ASKED | {"RUS", "UKR"}
    shown = labels(frame)
    numbers = _list_numbers(page)
    assert {move: shown[f"arrow-label {move}"].strip() for move in MOVES} == numbers


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_themes_paint_and_nothing_runs_off_the_page(
    new_page: OpenPage, scheme: Scheme, size: tuple[int, int]
) -> None:
    page = new_page(size=size, scheme=scheme)
    frame = open_map(page, theme=scheme)
    ground = frame.locator(".leaflet-container").evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    assert (sum(map(int, re.findall(r"\d+", ground)[:3])) < 3 * 128) == (scheme == "dark")
    for where in (page, frame):
        over: int = where.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0
    wide: float = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.nato, .nato *')]"
        ".map(e => e.getBoundingClientRect().right))"
    )
    assert wide <= size[0]


def test_the_legend_lists_only_what_is_shown(page: Page) -> None:
    legend = page.get_by_role("list", name="Legend")
    open_map(page)
    names = [name.strip() for name in legend.locator("summary").all_inner_texts()]
    assert names == [
        "Asked for Article 4 consultations, named in the article",
        "Also asked for consultations (not in the article)",
        "Member on this day",
        "Russia, with Kaliningrad",
        "Not a member on this day",
        "Border between members and Russia",
        "What happened: Russia attacks Ukraine",
        "Multinational battlegroup on this day",
        "Force move, width by headcount",
        "Force move without a headcount",
        "Announced, not known to be carried out",
        "Not confirmed for this country",
        "Open arrowhead: the place was not published",
    ]
    expect(map_frame(page).locator("path.news")).to_have_count(3)
    open_map(page, "?on=1999-03-12&span=1&article=none")
    names = [name.strip() for name in legend.locator("summary").all_inner_texts()]
    assert names == [
        "Member on this day",
        "Member outside the integrated military structure",
        "Russia, with Kaliningrad",
        "Not a member on this day",
        "Border between members and Russia",
    ]


def test_each_legend_entry_opens_two_sentences(page: Page) -> None:
    open_map(page)
    for item in page.get_by_role("list", name="Legend").locator("details").all():
        text = item.locator("p")
        expect(text).to_be_hidden()
        item.locator("summary").click()
        expect(text).to_be_visible()
        assert len(SENTENCE_END.findall(text.inner_text())) == 2
        drawing = item.locator("i.swatch")
        assert drawing.evaluate("e => e.clientWidth") >= 30
        assert "data:image/svg+xml" in drawing.evaluate("e => getComputedStyle(e).backgroundImage")


@pytest.mark.parametrize("end", ["", "/"], ids=["without-slash", "with-slash"])
def test_the_map_opens_below_a_prefix(new_page: OpenPage, prefixed: Server, end: str) -> None:
    page = new_page(origin=prefixed.url)
    page.goto(prefixed.url.rstrip("/") + end)
    assert _countries(wait_map(page)) >= ASKED
    page.get_by_role("link", name="Timeline").click()
    expect(page.locator(".vega-embed").first).to_be_visible()
    assert page.url == f"{prefixed.url}timeline"
    page.get_by_role("link", name="Map", exact=True).click()
    wait_map(page)
