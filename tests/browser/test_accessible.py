"""What a reader needs who does not see or point: our own markup before axe-core, titles, motion."""

from importlib.resources import files
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
        page.locator(".st-key-previous_event button:visible").click()


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
