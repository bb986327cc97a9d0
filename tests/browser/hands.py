"""What a reader does and sees: addresses, filters, the map's labels and shapes."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Frame, Page, expect

from geo_data import View, read_view, snapshot
from geo_data.figures.map.frame import frame
from geo_data.figures.map.live import digest, encode, player
from geo_data.geometry import AREAS
from geo_data.prose.words import headline
from tests.painted import DEADLINE_MS, MAP_FRAME, map_frame

# A busy machine is slow, not wrong.
expect.set_options(timeout=DEADLINE_MS)

CROWDED = "?span=all&on=2022-06-30"
PANEL = "section.focus"
LIST = 'nav[aria-label="On the map: events"]'

# A point at which a click meets the element itself: country shapes are covered by other things.
_POINT_ON = """element => {
    const box = element.getBoundingClientRect();
    for (let step = 2; step < 40; step += 1) {
        for (let i = 1; i < step; i += 1) for (let j = 1; j < step; j += 1) {
            const x = box.left + box.width * i / step, y = box.top + box.height * j / step;
            if (document.elementFromPoint(x, y) === element) return [x, y];
        }
    }
    return null;
}"""


def view_of(query: str) -> View:
    """The view that an address's query asks for."""
    view, dropped = read_view(parse_qs(query.removeprefix("?")))
    assert dropped == []
    return view


def painted_id(query: str, theme: str = "light") -> str:
    """The id under which the map's page paints this view."""
    view = view_of(query)
    return digest(encode(frame(snapshot(view), theme) | {"film": player(view)}))


def query(page: Page) -> dict[str, list[str]]:
    """The parameters in the page's address."""
    return parse_qs(urlsplit(page.url).query)


def entries(page: Page) -> int:
    """How many entries the history has."""
    count: int = page.evaluate("history.length")
    return count


def wait_idle(page: Page) -> None:
    """Wait until the server has finished this page's script."""
    state = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState"
    poll(page, lambda: page.evaluate(state), "notRunning")


def shown(page: Page) -> str | None:
    """The id of the view that the map shows, None while there is no painted map."""
    found: str | None = page.evaluate(
        "selector => document.querySelector(selector)"
        "?.contentDocument?.documentElement?.dataset.painted ?? null",
        MAP_FRAME,
    )
    return found


def wait_map(page: Page, search: str = "", theme: str = "light") -> Frame:
    """Wait until the map of this view is painted."""
    wanted = painted_id(search, theme)
    poll(page, lambda: shown(page), wanted)
    wait_idle(page)
    poll(page, lambda: shown(page), wanted)
    return map_frame(page)


def open_map(page: Page, search: str = "", theme: str = "light") -> Frame:
    """Open the map's page at a query and wait until it is painted."""
    page.goto(search)
    return wait_map(page, search, theme)


def filters(page: Page) -> dict[str, str]:
    """What the filters in sight say; a page has those that act on it."""
    day = page.locator('.st-key-on [role="spinbutton"]').all_inner_texts()
    span = page.locator(".st-key-span input").evaluate_all("all => all.map((e) => e.value)")
    area = page.locator('.st-key-area [aria-checked="true"]').all_inner_texts()
    found = {"on": "-".join(map(str.strip, day)), "span": "".join(span), "area": "".join(area)}
    return {name: text.strip() for name, text in found.items() if text}


def expected_filters(view: View, *names: str) -> dict[str, str]:
    """What the filters of some names, or of the map's page, say of a view."""
    span = {None: "all days", 1: "this day"}.get(view.span, f"last {view.span} days")
    found = {"on": view.on.isoformat(), "span": span, "area": AREAS[view.area].title}
    return {name: found[name] for name in names or found}


def poll(page: Page, read: Callable[[], object], wanted: object) -> None:
    """Wait until `read()` is what is wanted; fail with both."""
    deadline = time.monotonic() + DEADLINE_MS / 1000
    found = read()
    while found != wanted and time.monotonic() < deadline:
        page.evaluate("new Promise(done => setTimeout(done, 50))")
        found = read()
    assert found == wanted, f"{found!r}, wanted {wanted!r}"


def expect_map(page: Page, search: str) -> None:
    """The address, the filters, the words and the map all show one and the same view."""
    view = view_of(search)
    wanted = parse_qs(search.removeprefix("?"))
    poll(page, lambda: query(page), wanted)
    wait_map(page, search)
    poll(page, lambda: filters(page), expected_filters(view))
    expect(page.locator(".nato h1")).to_have_text(headline(snapshot(view)))
    expect(page.locator(PANEL)).to_have_count(1 if view.focus else 0)
    poll(page, lambda: query(page), wanted)


def labels(frame: Frame) -> dict[str, str]:
    """The labels that can be read, by kind and id of what they name: their text."""
    found: dict[str, str] = frame.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".label.placed")].map((e) => {
            const kind = ["arrow-label", "from", "unit-name"].find((c) => e.classList.contains(c));
            return [`${kind ? kind + " " : ""}${e.dataset.id}`, e.innerText];
        }))"""
    )
    return found


def point_on(frame: Frame, selector: str) -> tuple[float, float]:
    """Where on the page the pointer meets exactly this element of the map."""
    element = frame.wait_for_selector(selector, state="attached")
    assert element is not None
    found: Any = element.evaluate(_POINT_ON)
    assert found, f"{selector} lies wholly under something else"
    box = frame.frame_element().bounding_box()
    assert box is not None
    return box["x"] + found[0], box["y"] + found[1]


def click_on(page: Page, frame: Frame, selector: str) -> None:
    """Bring the map into sight and click on an element of it."""
    frame.frame_element().scroll_into_view_if_needed()
    page.mouse.click(*point_on(frame, selector))


def resize(page: Page, size: tuple[int, int]) -> None:
    """Give a page's window another size; what moves by it has moved when it is drawn again."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def unfold(page: Page) -> None:
    """Open all of our own that a click would open."""
    page.locator(".nato details").evaluate_all("all => all.forEach((e) => { e.open = true; })")


def go_to_page(page: Page, name: str) -> None:
    """Follow a link of the masthead."""
    links = page.get_by_role("navigation", name="Pages").get_by_role("link", name=name, exact=True)
    links.click()
    expect(page.locator('nav[aria-label="Pages"] [aria-current="page"]')).to_have_text(name)
    wait_idle(page)
