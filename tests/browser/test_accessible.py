"""What a reader needs who does not see or point: our own markup before axe-core, titles, motion."""

import re
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from geo_data import View, snapshot
from geo_data.prose.words import headline
from tests.browser.conftest import NARROW, WIDE, OpenPage, Scheme
from tests.browser.hands import PANEL, open_map, poll, resize, unfold, view_of, wait_idle, wait_map
from tests.painted import MAP_FRAME, map_frame

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
GRAVE = {"serious", "critical"}
BUSY = "?span=30&on=2022-03-15&focus=statement:2022-02-22-dod"
MARKS = {"timeline": ".vega-embed svg", "sources": ".stDataFrame canvas"}


def _faults(page: Page) -> list[str]:
    """Grave faults in our markup and in the map's frame; Streamlit's own widgets are not ours."""
    for frame in page.frames:
        frame.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        """ours => axe.run(
            { include: ours.filter(each => document.querySelector(each)) },
            { resultTypes: ["violations"] },
        )""",
        [".nato", MAP_FRAME],
    )
    return [
        f"{fault['id']}: {node['html']}"
        for fault in found["violations"]
        for node in fault["nodes"]
        if fault["impact"] in GRAVE and _ours(page, node["target"])
    ]


def _ours(page: Page, target: list[str]) -> bool:
    # More than one step: the first names the frame.
    inside = "selector => Boolean(document.querySelector(selector)?.closest('.nato'))"
    return len(target) > 1 or bool(page.evaluate(inside, target[0]))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(new_page: OpenPage, scheme: Scheme) -> None:
    page = new_page(scheme=scheme)

    def sound() -> None:
        for size in (NARROW, WIDE):
            resize(page, size)
            assert _faults(page) == []

    open_map(page, "", scheme)
    sound()
    page.goto(f"{BUSY}&country=Estonia")
    wait_map(page, BUSY, scheme)
    expect(page.locator(PANEL)).to_be_visible()
    unfold(page)
    assert page.locator(".nato .told").count() == 1
    sound()
    for address, mark in MARKS.items():
        page.goto(address)
        expect(page.locator(mark).first).to_be_visible()
        wait_idle(page)
        sound()


def _ranks(page: Page) -> list[int]:
    """The ranks of the headings in sight, in their order."""
    ranks: list[int] = page.locator(".nato :is(h1, h2, h3, h4):visible").evaluate_all(
        "all => all.map((e) => Number(e.tagName[1]))"
    )
    return ranks


def test_each_page_has_its_title_one_first_heading_and_ranks_in_order(page: Page) -> None:
    titles = set()
    for address in (
        "",
        "?on=2004-03-29",
        "article",
        "timeline",
        "compare",
        "country",
        "country?state=SWE",
        "record",
        "sources",
        "bring",
        "reading",
    ):
        page.goto(address)
        heading = page.locator(".nato h1")
        expect(heading).to_have_count(1)
        wait_idle(page)
        said = heading.inner_text()
        poll(page, lambda said=said: said in page.title(), wanted=True)
        assert page.title().endswith(" – NATO geography")
        titles.add(page.title())
        ranks = _ranks(page)
        assert ranks[0] == 1
        assert all(later <= rank + 1 for rank, later in pairwise(ranks)), address
    assert len(titles) == 10  # the reading mode has the article's own


def test_keys_skip_to_the_content_and_tell_what_they_do(page: Page) -> None:
    frame = open_map(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(keys).to_contain_text("The fact before")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    region = frame.get_by_role("region", name="Map")
    expect(region).to_have_attribute("tabindex", "0")
    expect(region).to_have_accessible_description(re.compile("arrow keys move the map"))
    label = frame.locator('.label[data-id="move:CA-0222"], .label:has-text("460 Canadians")').first
    assert label.evaluate("e => e.textContent") == "1. 460 Canadians"
    first = page.locator("nav.index li").filter(has_text="460 Canadians")
    assert first.evaluate("e => e.textContent.trim()").startswith("1. 460 Canadians")


def test_a_tooltip_stays_within_its_map_and_hides_what_it_lies_on(page: Page) -> None:
    frame = open_map(page)
    box = frame.locator(".leaflet-container").bounding_box()
    assert box is not None
    for x, y in ((0.985, 0.3), (0.8, 0.015)):  # land at an edge of the map
        page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        tip = frame.locator('.leaflet-tooltip[style*="opacity: 1"]')
        expect(tip).to_have_count(1)
        inner = tip.bounding_box()
        assert inner is not None
        assert inner["x"] >= box["x"] - 1
        assert inner["y"] >= box["y"] - 1
        assert inner["x"] + inner["width"] <= box["x"] + box["width"] + 1
        assert inner["y"] + inner["height"] <= box["y"] + box["height"] + 1
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] + 60)


def test_axe_would_see_a_fault_of_ours(page: Page) -> None:
    frame = open_map(page)
    page.locator(".nato").first.evaluate("e => e.append(document.createElement('button'))")
    frame.evaluate("document.body.append(document.createElement('button'))")
    assert [fault.partition(":")[0] for fault in _faults(page)] == ["button-name", "button-name"]


def test_the_frame_of_the_map_says_what_it_shows(page: Page) -> None:
    open_map(page)
    for search in ("", "?on=2022-02-23"):
        title = f"Map: {headline(snapshot(view_of(search)))}"
        poll(page, lambda: page.locator(MAP_FRAME).get_attribute("title"), title)
        page.get_by_role("button", name="Previous event").click()


def test_the_frame_is_named_however_late_the_page_s_script_comes(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/map/page.*.js", hold)
    open_map(page)
    assert page.locator(MAP_FRAME).get_attribute("title") != f"Map: {headline(snapshot(View()))}"
    held[0].continue_()
    expect(page.locator(MAP_FRAME)).to_have_attribute("title", f"Map: {headline(snapshot(View()))}")


def test_nothing_moves_for_a_reader_who_asked_for_that(new_page: OpenPage) -> None:
    page = new_page(reduced_motion="reduce")
    frame = open_map(page)
    frame.evaluate(
        """() => {
            window.animated = 0;
            const watch = new MutationObserver((all) => {
                const moves = (m) => /zoom-anim\\b|pan-anim/.test(m.target.className);
                window.animated += all.filter(moves).length;
            });
            watch.observe(document.body, { subtree: true, attributeFilter: ["class"] });
        }"""
    )
    before = frame.evaluate("map.getZoom()")
    frame.locator(".leaflet-control-zoom-in").click()
    poll(page, lambda: frame.evaluate("map.getZoom()") > before, wanted=True)
    assert frame.evaluate("window.animated") == 0
    moving = """selector => [...document.querySelectorAll(selector)].filter((e) => {
        const style = getComputedStyle(e);
        return style.animationName !== "none" || !/^(0s(, )?)+$/.test(style.transitionDuration);
    }).map((e) => e.outerHTML.slice(0, 80))"""
    assert map_frame(page).evaluate(moving, "*") == []
    assert page.evaluate(moving, ".nato, .nato *") == []
