"""The field that takes a file says in a sentence why one was not opened, however it was chosen.

Here fails an upgrade that breaks what file_input.js and pages/server/uploads.py rely on in
Streamlit's field beyond its documents.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FileChooser, Locator, Page, Route, expect

from tests.browser.conftest import NARROW, WIDE, OpenPage, Scheme
from tests.browser.grid import GRID
from tests.browser.hands import poll, wait_idle
from tests.browser.test_accessible import _faults
from tests.browser.test_narrow import _overflow
from tests.packs.made import csv_bytes
from tests.server import Server

TOO_LARGE = b"x" * (5 * 2**20 + 1)
ROW = {"paragraph": "1", "kind": "statement", "paraphrase": "One."}
TABLE = csv_bytes([ROW])
HOSTILE = '<img src=x onerror="pwned=1">.csv'
READ = ".brought h2"


def _opened(page: Page) -> Page:
    page.goto("bring")
    expect(page.locator(GRID)).to_be_visible()
    wait_idle(page)
    return page


def _choose(page: Page, name: str, content: bytes) -> None:
    page.set_input_files(
        "input[type=file]",
        {"name": name, "mimeType": "application/octet-stream", "buffer": content},
    )


def _told(page: Page) -> Locator:
    """The sentence as a screen reader has it at once."""
    return page.locator(".nato").get_by_role("alert").filter(has_text="Not opened")


@pytest.fixture
def unwatched(browser: Browser, server: Server) -> Iterator[Page]:
    """A page that may complain on the console: its uploads fail on purpose."""
    with browser.new_context(base_url=server.url) as context:
        yield _opened(context.new_page())


NOT_OPENED = [
    ("large.csv", TOO_LARGE, "large.csv, 5.2MB: it is larger than the 5 MB that are read here"),
    ("large.exe", TOO_LARGE, "large.exe, 5.2MB: it is larger than the 5 MB that are read here"),
    ("notes.txt", TABLE, "notes.txt: it is a .txt file, and only a file set (.zip) or a table"),
    ("report.PDF", b"%PDF-1.7", "report.PDF: it is a .PDF file, and only a file set (.zip)"),
    ("setup.exe", b"MZ\x90\x00", "setup.exe: it is a .exe file, and only a file set (.zip)"),
    ("facts", TABLE, "facts: its name has no ending, and only a file set (.zip) or a table"),
    ("facts.", TABLE, "facts.: its name has no ending, and only a file set (.zip) or a table"),
    (HOSTILE, TOO_LARGE, f"{HOSTILE}, 5.2MB: it is larger than the 5 MB"),
    (f"a.{HOSTILE}.txt", b"", ".txt"),
]


def test_what_is_not_opened_is_told(new_page: OpenPage, subtests: pytest.Subtests) -> None:
    page = _opened(new_page())
    for number, (name, content, says) in enumerate(NOT_OPENED, 1):
        with subtests.test(name=name):
            _choose(page, name, content)
            expect(_told(page)).to_contain_text(says)
            expect(_told(page)).to_have_count(1)
            expect(_told(page)).to_contain_text("Nothing was changed.")
            assert page.evaluate("typeof pwned") == "undefined"
            assert page.locator('img[src="x"]').count() == 0
            page.get_by_label("Title").fill(f"Something else {number}")
            page.get_by_label("Title").press("Enter")
            wait_idle(page)
            expect(_told(page)).to_contain_text(says)
            _expect_opened(page, number)


def _expect_opened(page: Page, rows: int) -> None:
    """A sound table of so many rows is opened next, and nothing is told any more."""
    _choose(page, "facts.csv", csv_bytes([ROW] * rows))
    facts = "fact" if rows == 1 else "facts"
    expect(page.locator(READ)).to_have_text(f"{rows} of {rows} {facts} read.")
    expect(_told(page)).to_have_count(0)


def test_by_keyboard(new_page: OpenPage) -> None:
    page = new_page()

    def answer(asked: FileChooser) -> None:
        asked.set_files({"name": "a.txt", "mimeType": "text/plain", "buffer": TABLE})

    # Heard from the start: a browser that is asked to tell of the next choice may do so too late.
    page.on("filechooser", answer)
    _opened(page)
    page.locator('[data-testid="stFileUploaderDropzone"] button').focus()
    page.keyboard.press("Enter")
    expect(_told(page)).to_contain_text("a.txt: it is a .txt file")


def test_by_mouse_and_one_at_a_time(new_page: OpenPage) -> None:
    page = _opened(new_page())
    page.evaluate("""() => {
        const dropped = new DataTransfer();
        dropped.items.add(new File(["x"], "a.csv"));
        dropped.items.add(new File(["x"], "b.csv"));
        const zone = document.querySelector('[data-testid="stFileUploaderDropzone"]');
        zone.dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: dropped }));
    }""")
    expect(_told(page)).to_contain_text(
        [
            "b.csv, 1.0B: one file is opened at a time; choose it alone",
            "a.csv: it is without the columns",
        ]
    )


NOT_TAKEN = [
    (503, "the server has as many files as it can hold just now"),
    (413, "it is larger than the 5 MB"),
    (429, "too many files come from your address"),
    (404, "the server no longer knows this page; reload it"),
    (408, "it did not reach the server; see whether you are connected"),
    (None, "it did not reach the server; see whether you are connected"),
]


def test_what_the_server_did_not_take_is_told(unwatched: Page, subtests: pytest.Subtests) -> None:
    status: int | None

    def refuse(route: Route) -> None:
        if status is None:
            route.abort()
        else:
            route.fulfill(status=status, body="No.\n")

    for number, (status, says) in enumerate(NOT_TAKEN, 1):
        with subtests.test(status=status):
            unwatched.route("**/_stcore/upload_file/**", refuse)
            _choose(unwatched, "facts.csv", TABLE)
            expect(_told(unwatched)).to_contain_text(f"facts.csv, {len(TABLE)}.0B: {says}")
            unwatched.unroute("**/_stcore/upload_file/**")
            _expect_opened(unwatched, number)


def test_a_file_that_was_read_is_held_no_longer(new_page: OpenPage) -> None:
    page = _opened(new_page())
    _choose(page, "facts.csv", TABLE)
    expect(page.locator(READ)).to_have_text("1 of 1 fact read.")

    def held() -> bool:
        return "UploadedFileManager" in page.request.get("/_stcore/metrics").text()

    poll(page, held, wanted=False)
    page.get_by_role("button", name="Begin with an empty table").click()
    expect(page.locator(READ)).to_have_count(0)
    wait_idle(page)
    expect(page.locator(READ)).to_have_count(0)


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "dark"), (NARROW, "light")])
def test_the_sentence_fits_and_can_be_read(
    new_page: OpenPage, size: tuple[int, int], scheme: Scheme
) -> None:
    page = _opened(new_page(size=size, scheme=scheme))
    _choose(page, "large.csv", TOO_LARGE)
    expect(_told(page)).to_be_visible()
    assert _faults(page) == []
    assert _overflow(page) <= 1
