"""Types into a table as a reader does: the table is a canvas, and tells its cells to a reader."""

from contextlib import suppress

from playwright.sync_api import Locator, Page, TimeoutError, expect  # noqa: A004 - its name

from geo_data.tables.articles import PACK_TABLES
from tests.browser.hands import wait_idle
from tests.painted import DEADLINE_MS

ROW, LEFT = 35, 115
"""Pixels of a row, and from the left edge to the column of the ids."""

GRID = '[data-testid="stDataFrame"]:visible'
# The script begins some moments after a cell has changed.
_WATCH = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    window.ran = new Promise((done) => {
        // A short run may come and go between two looks: what follows sees whether it was read.
        setTimeout(done, 10000);
        new MutationObserver((_, watch) => {
            watch.disconnect();
            done(true);
        }).observe(app, { attributeFilter: ["data-test-script-state"] });
    });
}"""

OVERLAY = "#portal textarea, #portal input"


def _column(table: str, column: str) -> int:
    # Streamlit has the boxes to choose rows, and the numbers of the rows, before them.
    return PACK_TABLES[table].header.index(column) + 2


def cell(page: Page, row: int, column: str, table: str = "facts") -> Locator:
    """A cell of the table in sight; rows count from 1."""
    return page.locator(GRID).locator(f"#glide-cell-{_column(table, column)}-{row - 1}")


def edit(
    page: Page, row: int, column: str, text: str, table: str = "facts", *, leave: bool = False
) -> None:
    """Type another text into a cell, with the Enter key at its end, and wait until it is read.

    `leave`: return at once, before the table has told the server.
    """
    grid, wanted = page.locator(GRID), _column(table, column)
    wait_idle(page)
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    chosen = grid.locator(f'[role=gridcell][aria-selected=true][id$="-{row - 1}"]')
    for patience in (2_000, DEADLINE_MS):
        # A table that has lost the focus may take the first click for its return.
        page.mouse.click(box["x"] + LEFT, box["y"] + ROW * (row + 0.5))
        with suppress(TimeoutError):
            chosen.wait_for(state="attached", timeout=patience)
            break
    page.keyboard.press("Home")  # the table may have been moved sideways
    for at in range(1, wanted + 1):
        if at > 1:
            page.keyboard.press("ArrowRight")
        next_ = grid.locator(f"#glide-cell-{at}-{row - 1}[aria-selected=true]")
        next_.wait_for(state="attached")
    page.keyboard.press("Enter")
    field = page.locator(OVERLAY).first
    field.fill(text)
    page.evaluate(_WATCH)
    page.keyboard.press("Enter")
    expect(page.locator(OVERLAY)).to_have_count(0)
    expect(cell(page, row, column, table)).to_have_text(text)
    if not leave:
        page.evaluate("window.ran")
        wait_idle(page)


def delete_row(page: Page, row: int) -> None:
    """Choose a row by its box and press Delete."""
    grid = page.locator(GRID)
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    for patience in (2_000, DEADLINE_MS):
        page.mouse.click(box["x"] + ROW / 2, box["y"] + ROW * (row + 0.5))
        with suppress(TimeoutError):
            grid.locator("[role=row][aria-selected=true]").wait_for(
                state="attached", timeout=patience
            )
            break
    page.keyboard.press("Delete")
