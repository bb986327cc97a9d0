"""No host but our own, and what a reader sees when the map's shapes do not come."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import WIDE, Contexts
from tests.browser.hands import (
    LIST,
    PANEL,
    click_on,
    go_to_page,
    open_map,
    poll,
    query,
    wait_idle,
    wait_map,
)
from tests.painted import map_frame
from tests.server import Server

SHAPES = "**/map/europe.*.json"


@pytest.fixture
def unwatched(contexts: Contexts, server: Server) -> Iterator[Page]:
    """A page that may complain on the console: these tests break its files on purpose."""
    with contexts(server.url).new_page() as page:
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        yield page


def test_no_page_and_no_control_asks_another_host(page: Page) -> None:
    """The fixture fails on any request elsewhere; with the network cut there is none to answer."""
    page.route(
        lambda address: not address.startswith(("http://localhost", "ws://localhost", "data:")),
        lambda route: route.abort(),
    )
    frame = open_map(page)
    page.locator(".st-key-previous_event button:visible").click()
    wait_map(page, "?on=2022-02-23")
    page.locator(".st-key-next_event button:visible").click()
    wait_map(page)
    page.locator(".st-key-on button").last.click()
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="The Alliance").click()
    wait_map(page, "?area=alliance")
    click_on(page, frame, "path[data-unit=CAN]")
    expect(page.locator(PANEL)).to_be_visible()
    page.locator(".opens.seldom summary").click()
    page.get_by_role("button", name="Statements").click()
    wait_map(page, "?area=alliance&focus=country:CAN&kind=statement")
    page.keyboard.press("Escape")
    frame.locator(".leaflet-control-zoom-in").click()
    page.locator("ul.legend summary").first.click()
    go_to_page(page, "Timeline")
    expect(page.locator(".vega-embed").first).to_be_visible()
    page.locator("[data-testid=stExpander] summary").click()
    expect(page.locator(".stDataFrame canvas").first).to_be_visible()
    go_to_page(page, "Sources")
    expect(page.locator(".stDataFrame canvas").first).to_be_visible()
    links = page.locator(".nato a[target=_blank]")
    assert links.evaluate_all("all => all.every(a => a.rel.includes('noreferrer'))")


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404, "body": "no"},
        {"status": 200, "content_type": "text/html", "body": "<h1>not shapes</h1>"},
        {"status": 200, "content_type": "application/json", "body": '{"type": "Topology"}'},
        {"status": 200, "content_type": "application/json", "body": "{"},
    ],
    ids=["404", "a-page", "other-json", "cut-short"],
)
def test_without_shapes_the_map_says_so_and_comes_back(
    unwatched: Page, answer: dict[str, object]
) -> None:
    page = unwatched

    def broken(route: Route) -> None:
        route.fulfill(**answer)  # type: ignore[arg-type]

    page.route(SHAPES, broken)
    page.goto("")
    wait_idle(page)
    message = map_frame(page).get_by_role("alert")
    expect(message).to_contain_text("could not be loaded")
    expect(message).to_contain_text("list on this page")
    assert map_frame(page).locator(".label").count() == 0
    expect(page.locator(LIST).get_by_role("link", name="7,000 troops")).to_be_visible()
    # another area is not concerned, and does not stay under the message
    page.get_by_role("radio", name="The Alliance").click()
    frame = wait_map(page, "?area=alliance")
    expect(frame.locator(".message")).to_be_hidden()
    page.get_by_role("radio", name="Europe").click()
    expect(map_frame(page).get_by_role("alert")).to_be_visible()
    assert map_frame(page).locator("path.unit, .label, path.hit").count() == 0
    page.unroute(SHAPES)
    page.locator(".st-key-previous_event button:visible").click()
    frame = wait_map(page, "?on=2022-02-23")
    expect(frame.locator(".message")).to_be_hidden()
    page.reload()
    wait_map(page, "?on=2022-02-23")


NO_MODULE = {"status": 404, "body": "no"}


@pytest.mark.parametrize(
    ("module", "answer"),
    [
        ("map", NO_MODULE),
        ("look", NO_MODULE),
        ("curves", {"status": 200, "content_type": "text/html", "body": "<h1>no module</h1>"}),
        ("curves", {"content_type": "text/javascript", "body": "export const cut = ("}),
        ("curves", {"content_type": "text/javascript", "body": "export const other = 1;"}),
    ],
    ids=["404", "404-of-another", "a-page", "cut-short", "other-names"],
)
def test_without_a_module_the_map_says_so(
    unwatched: Page, module: str, answer: dict[str, object]
) -> None:
    page = unwatched
    served = f"**/map/{module}.*.js"
    page.route(served, lambda route: route.fulfill(**answer))
    page.goto("")
    wait_idle(page)
    message = map_frame(page).get_by_role("alert")
    expect(message).to_be_visible()
    expect(message).to_contain_text("could not be loaded")
    expect(page.locator(LIST).get_by_role("link", name="7,000 troops")).to_be_visible()
    # told once, not once for each frame
    page.locator(".st-key-previous_event button:visible").click()
    poll(page, lambda: query(page), {"on": ["2022-02-23"]})
    wait_idle(page)
    expect(message).to_have_count(1)
    page.unroute(served)
    page.reload()
    wait_map(page, "?on=2022-02-23")
