"""The headers of every answer, and a policy that no page and no control violates."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.hands import PANEL, go_to_page, point_on, shown, wait_idle
from tests.painted import MAP_FRAME, map_frame, wait_painted
from tests.server import Server

PREFIX = "some/prefix"
HEARD = "the policy was violated"
LISTENER = f"""addEventListener("securitypolicyviolation", (event) => console.error(
    "{HEARD}", event.effectiveDirective, event.blockedURI, event.sourceFile));"""
PAGES = ("", "timeline", "sources")
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.fixture(params=["root", "prefix"])
def site(request: pytest.FixtureRequest) -> Server:
    name = "server" if request.param == "root" else "prefixed"
    found: Server = request.getfixturevalue(name)
    return found


def _policy(headers: dict[str, str]) -> dict[str, list[str]]:
    """The sources that each directive allows."""
    parts = [part.split() for part in headers["content-security-policy"].split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


def test_only_the_frame_of_the_map_may_evaluate(new_page: OpenPage, site: Server) -> None:
    page = new_page(origin=site.url)
    page.goto("")
    frame = page.wait_for_selector(MAP_FRAME, state="attached")
    assert frame is not None
    component = frame.evaluate("e => e.src")
    wait_painted(page)
    asked = page.evaluate(
        "selector => document.querySelector(selector).contentWindow.performance"
        ".getEntriesByType('resource').map(entry => entry.name)",
        MAP_FRAME,
    )
    files = [name for name in asked if re.search(r"/map/\w+\.\w+\.js$", name)]
    assert {name.rpartition("/")[2].split(".")[0] for name in files} >= {"live", "map", "curves"}
    style = page.locator(".stHtml style").first.inner_text().split('"')[1]
    for address in (*PAGES, style, *files, component, "_stcore/health", "no/such/page"):
        answer = page.request.get(address)
        headers = answer.headers
        assert {name: headers.get(name) for name in ALWAYS} == ALWAYS
        assert headers["x-frame-options"] == "SAMEORIGIN"
        # What a page to embed asks for from a sandbox is everybody's; nothing else is.
        open_to_all = headers.get("access-control-allow-origin") == "*"
        assert open_to_all == (address in (style, *files))
        policy = _policy(headers)
        assert policy["frame-ancestors"] == ["'self'"]
        assert policy["object-src"] == ["'none'"]
        assert policy["default-src"] == ["'self'"]
        assert policy["base-uri"] == ["'self'"]
        loose = {"'unsafe-inline'", "'unsafe-eval'"} & set(policy["script-src"])
        assert bool(loose) == (address == component)
        for sources in policy.values():
            assert not any("*" in source or source.startswith("http") for source in sources)


def test_another_site_frames_the_page_to_embed_and_nothing_else(
    browser: Browser, site: Server
) -> None:
    page = browser.new_page()
    for name in ("", "timeline", "no/such/page", "_stcore/health", "draw/map.exe"):
        with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            page.set_content(f'<iframe src="{site.url}{name}"></iframe>')
    page.set_content(f'<iframe src="{site.url}embed?on=2023-04-04"></iframe>')
    page.frame_locator("iframe").locator("html[data-painted]").wait_for(state="attached")
    # What it cannot show it may say there, too.
    page.set_content(f'<iframe src="{site.url}embed?on=never"></iframe>')
    expect(page.frame_locator("iframe").get_by_text("is no day")).to_be_visible()
    page.close()


def test_no_page_and_no_control_violates_the_policy(new_page: OpenPage, site: Server) -> None:
    """Each violation is an error on the console, and that fails the test at its end."""
    page = new_page(origin=site.url)
    page.add_init_script(LISTENER)
    page.goto("")
    painted = wait_painted(page)
    _use_the_filters(page, painted)
    _use_the_map(page)
    page.locator("ul.legend summary").first.click()
    page.get_by_role("navigation", name="On the map").get_by_role("link").last.click()
    wait_idle(page)
    page.get_by_role("button", name="Copy link").evaluate("e => { e.dataset.copied = 'Copied'; }")
    go_to_page(page, "Timeline")
    page.goto("timeline")
    charts = page.locator(".vega-embed")
    expect(charts.first.locator("svg")).to_be_visible()
    charts.first.locator("path[aria-label]").first.hover(force=True)
    page.locator("[data-testid=stExpander] summary").click()
    expect(page.locator(".stDataFrame canvas").first).to_be_visible()
    charts.first.locator("path[aria-label*='Spain joins NATO']").click(force=True)
    expect(page.locator(PANEL)).to_be_visible()
    go_to_page(page, "Sources")
    expect(page.locator(".stDataFrame canvas").first).to_be_visible()
    page.go_back()
    wait_idle(page)
    for address in PAGES[1:]:
        page.goto(address)
        expect(page.locator(".nato h1").first).to_be_visible()
        wait_idle(page)


def _use_the_filters(page: Page, painted: str) -> None:
    for name in ("previous_event", "next_event", "previous_event"):
        page.locator(f".st-key-{name} button").click()
        painted = wait_painted(page, painted)
        wait_idle(page)
    page.locator(".st-key-on button").last.click()
    page.keyboard.press("Escape")
    page.locator(".st-key-span input").click()
    page.get_by_role("option").nth(2).click()
    wait_idle(page)
    page.get_by_role("searchbox", name="Search").fill("Greece joins")
    page.locator(".found").get_by_role("link", name="Greece joins NATO").first.click()
    expect(page.locator(PANEL)).to_be_visible()
    wait_idle(page)
    page.get_by_role("radio", name="The Alliance").click()
    wait_idle(page)
    page.locator(".opens.seldom summary").click()
    page.get_by_role("button", name="Force moves").click()
    for name in ("country", "article"):
        page.locator(f".st-key-{name} input").click()
        page.get_by_role("option").first.click()
        wait_idle(page)
    page.keyboard.press("Escape")


def _use_the_map(page: Page) -> None:
    frame = map_frame(page)
    before = shown(page)
    frame.frame_element().scroll_into_view_if_needed()
    page.mouse.move(*point_on(frame, "path[data-unit=CAN]"))
    expect(frame.locator(".leaflet-tooltip").last).to_be_visible()
    page.mouse.click(*point_on(frame, "path[data-unit=CAN]"))
    wait_painted(page, before)
    frame.locator(".leaflet-control-zoom-in").click()
    wait_idle(page)


def test_a_violation_would_be_heard(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.add_init_script(LISTENER)
    page.goto("")
    with page.expect_console_message(lambda message: HEARD in message.text):
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'),"
            "{ textContent: 'window.ran = true' }))"
        )
    assert page.evaluate("window.ran") is None
    context.close()
