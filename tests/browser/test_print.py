"""On paper: one clean page with the map, its legend and the words with their sources."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, OpenPage, Scheme
from tests.browser.hands import open_map, wait_idle
from tests.painted import MAP_FRAME

A4 = (595, 842)
"""Width and height in points."""

PAPER_PIXELS = 718
"""The width that a page's margins leave, in CSS pixels."""

GONE = (".st-key-filters", 'nav[aria-label="Pages"]', "button[data-copy]", "ul.legend p")


def _pages(page: Page) -> list[tuple[int, int]]:
    """The sheets that Ctrl+P would print, each by its size in points."""
    document = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(
        rb"/Type\s*/Page\b(?!s).*?/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", document, re.DOTALL
    )
    return [(round(float(wide)), round(float(high))) for wide, high in boxes]


def _on_paper(page: Page) -> None:
    """Lay the page out as it is for printing."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_map_is_one_sheet(new_page: OpenPage, size: tuple[int, int], scheme: Scheme) -> None:
    page = new_page(size=size, scheme=scheme)
    frame = open_map(page, "", scheme)
    sheets = _pages(page)
    assert len(sheets) <= (1 if size == WIDE else 2)  # a telephone's map is as high as wide
    for sheet in sheets:
        assert all(abs(found - wanted) <= 1 for found, wanted in zip(sheet, A4, strict=True))
    paths = frame.locator("path.unit").count()
    labels = frame.locator(".label.placed").all_inner_texts()
    _on_paper(page)
    # Nothing of the map has gone, and all of it lies on the sheet.
    assert frame.locator("path.unit").count() == paths
    # The map has another height on paper, and names find their places anew.
    assert len(frame.locator(".label.placed").all_inner_texts()) >= 0.8 * len(labels)
    box = page.locator(MAP_FRAME).bounding_box()
    assert box is not None
    assert box["width"] <= PAPER_PIXELS + 1
    assert box["width"] >= PAPER_PIXELS * 0.6
    expect(frame.locator(".leaflet-control-container")).to_be_hidden()
    for selector in GONE:
        for gone in page.locator(selector).all():
            expect(gone).to_be_hidden()
    expect(page.locator(".nato h1")).to_be_visible()
    expect(page.locator("ul.legend summary").first).to_be_visible()
    assert page.locator(".nato section cite:visible").count() >= 4
    expect(page.get_by_role("link", name="460 Canadians").first).to_be_visible()


def test_paper_is_light_whatever_the_theme(new_page: OpenPage) -> None:
    def colours(page: Page, scheme: Scheme) -> list[str]:
        frame = open_map(page, "", scheme)
        _on_paper(page)
        return [
            page.locator(".nato h1").evaluate("e => getComputedStyle(e).color"),
            page.locator(".stApp").evaluate("e => getComputedStyle(e).backgroundColor"),
            *(
                frame.locator(path).first.evaluate("e => getComputedStyle(e).fill")
                for path in ("path.unit.member", "path.unit.asked", "path.unit.russia")
            ),
            *page.locator("ul.legend i.swatch").evaluate_all(
                "all => all.map(e => getComputedStyle(e).backgroundImage)"
            ),
        ]

    light = colours(new_page(), "light")
    assert colours(new_page(scheme="dark"), "dark") == light
    assert len(light) > 12
    assert all("data:image/svg+xml" in drawing for drawing in light[5:])


@pytest.mark.parametrize(("address", "mark"), [("timeline", "svg"), ("sources", ".prose")])
def test_the_other_pages_are_a_sheet_or_two(page: Page, address: str, mark: str) -> None:
    page.goto(address)
    expect(page.locator(f".stMain {mark}").first).to_be_visible()
    wait_idle(page)
    assert len(_pages(page)) <= (2 if address == "sources" else 1)  # the key terms stand open
