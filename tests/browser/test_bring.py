"""Bring an article: opened, typed, mended, kept while the tab is, and nowhere else."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo_data.packs.read import read_any
from tests.browser.conftest import NARROW, WIDE, OpenPage, Scheme
from tests.browser.grid import GRID, cell, delete_row, edit
from tests.browser.hands import go_to_page, poll, query, shown, wait_idle
from tests.browser.test_accessible import _faults
from tests.browser.test_narrow import _overflow
from tests.browser.test_print import _pages
from tests.packs.made import MOVE, csv_bytes, pack, workbook, xlsx_bytes
from tests.painted import map_frame
from tests.server import Server, serve

READ, FAULTS, REFUSED = ".brought h2", ".brought .faults", '.told[role="alert"]'
HOSTILE = '{{ 7*7 }}<img src=x onerror="pwned=1">{% if x %}[a](javascript:pwned=1) `x`'
GOOD = {
    "paragraph": "1",
    "kind": "consultation",
    "day_claimed": "2022-02-24",
    "countries": "FIN;EST",
    "actor": "",
    "paraphrase": "Two ask for talks.",
}
MOVED = GOOD | {"kind": "move", "countries": "", "paraphrase": "A company goes to Latvia."}
BAD = GOOD | {"kind": "mvoe", "day_claimed": "Thursday", "countries": "Latvia"}
PACK = pack(csv_bytes([GOOD, MOVED, BAD]), moves=csv_bytes([MOVE | {"fact_ids": "F02"}]))


@pytest.fixture(scope="module")
def spool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a server of these tests would put files, empty at the start."""
    return tmp_path_factory.mktemp("spool")


@pytest.fixture(scope="module")
def own_server(spool: Path) -> Iterator[Server]:
    with serve(env={"TMPDIR": str(spool)}) as running:
        yield running


@pytest.fixture
def page(new_page: OpenPage, own_server: Server, spool: Path) -> Iterator[Page]:
    """The page to bring an article; at the end the server has written nothing."""
    page = _opened(new_page(origin=own_server.url))
    yield page
    assert [*spool.rglob("*")] == []
    assert "Traceback" not in own_server.output()


def _opened(page: Page) -> Page:
    page.goto("bring")
    expect(page.locator(GRID)).to_be_visible()
    wait_idle(page)
    return page


def _bring(page: Page, name: str, content: bytes) -> None:
    page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": "text/plain", "buffer": content}
    )


def _expect_read(page: Page, text: str) -> None:
    expect(page.locator(READ)).to_have_text(text)
    wait_idle(page)


def _read(page: Page, name: str, content: bytes, text: str) -> None:
    _bring(page, name, content)
    _expect_read(page, text)
    poll(page, lambda: shown(page) is not None, wanted=True)


def _rows(page: Page, column: str, count: int) -> list[str]:
    return [cell(page, row, column).text_content() or "" for row in range(1, count + 1)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_is_read_with_every_fault_at_its_place_and_the_good_rows_on_the_map(
    page: Page, kind: str
) -> None:
    rows = [GOOD, MOVED, BAD]
    book = workbook([[*GOOD], *([*row.values()] for row in rows)])
    content = csv_bytes(rows) if kind == "csv" else xlsx_bytes(book)
    _read(page, f"facts.{kind}", content, "2 of 3 facts read; 1 needs correcting.")
    told = page.locator(FAULTS).inner_text().splitlines()
    assert [line for line in told if line.startswith("facts, row 3, ")] == told
    assert any("kind 'mvoe' is none of" in line and "mean move?" in line for line in told)
    assert any("day_claimed 'Thursday' should be a day" in line for line in told)
    assert any("'Latvia' is no code" in line and "mean LVA" in line for line in told)
    expect(map_frame(page).locator("path.asked-article[data-unit=FIN]")).to_have_count(1)
    edit(page, 3, "countries", "LVA")
    edit(page, 3, "day_claimed", "2022-02-24")
    edit(page, 3, "kind", "consultation")
    _expect_read(page, "3 of 3 facts read.")
    expect(page.locator(".brought")).to_contain_text("No faults.")
    expect(map_frame(page).locator("path.asked[data-unit=LVA]")).to_have_count(1)


def test_a_pack_draws_its_moves_and_comes_back_as_it_was(page: Page, new_page: OpenPage) -> None:
    _read(page, "mine.zip", PACK, "2 of 3 facts read; 1 needs correcting.")
    expect(page.locator(".brought")).to_contain_text("1 of 1 parts of force moves")
    expect(page.get_by_label("Title")).to_have_value("A headline")
    frame = map_frame(page)
    expect(frame.locator('path.hit[data-id="move:own/OWN-1"]')).to_have_count(1)
    expect(frame.locator("path.arrow.core")).to_have_count(1)
    expect(page.locator("ul.legend")).to_contain_text(
        "Force move of the article, not of the record"
    )
    edit(page, 1, "actor", "Ministers")
    wait_idle(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download as a file set").click()
    content = taken.value.path().read_bytes()
    found = read_any("again.zip", content)
    assert found.sheets["facts"].rows[0]["actor"] == "Ministers"
    assert [
        len(found.sheets["facts"].rows),
        len(found.sheets["moves"].rows),
        len(found.faults),
    ] == [3, 1, 3]
    other = _opened(new_page(origin=page.url.removesuffix("bring")))
    _read(other, "again.zip", content, "2 of 3 facts read; 1 needs correcting.")
    for column in ("fact_id", "kind", "countries", "actor", "paraphrase"):
        assert _rows(other, column, 3) == _rows(page, column, 3)


def test_a_file_that_cannot_be_read_is_refused_once_and_changes_nothing(page: Page) -> None:
    _read(page, "mine.zip", PACK, "2 of 3 facts read; 1 needs correcting.")
    before = shown(page)
    table = csv_bytes([GOOD] * 5001)
    for name, content, says in (
        ("a.csv", b"no,header\n1,2\n", "it is without the columns paragraph, kind, paraphrase"),
        ("b.zip", b"PK\x03\x04 no zip", "it is no whole zip"),
        ("c.xlsx", b"\x00\x01\x02", "control character"),
        (
            "notes.txt",
            csv_bytes([GOOD]),
            "it is a .txt file, and only a file set (.zip) or a table",
        ),
        ("d.csv", "é".encode("cp1252") + csv_bytes([GOOD]), "it is not UTF-8"),
        ("e.csv", table, "it has more than 5,000 rows"),
        ("{{ 7*7 }}<b>.csv", b"x", "{{ 7*7 }}<b>.csv"),
    ):
        _bring(page, name, content)
        expect(page.locator(REFUSED)).to_contain_text(says)
        expect(page.locator(REFUSED)).to_have_count(1)
        expect(page.locator(REFUSED)).to_contain_text("Nothing was changed.")
        wait_idle(page)
        assert shown(page) == before
        assert cell(page, 1, "paraphrase").text_content() == GOOD["paraphrase"]
    _bring(page, "large.csv", b"x" * (5 * 2**20 + 1))
    expect(page.locator(REFUSED).first).to_contain_text("it is larger than the 5 MB")
    expect(page.locator(READ)).to_have_text("2 of 3 facts read; 1 needs correcting.")


def test_what_is_typed_outlives_filters_pages_and_the_article(page: Page) -> None:
    edit(page, 1, "paragraph", "1")
    edit(page, 1, "kind", "war")
    edit(page, 1, "paraphrase", HOSTILE)
    _expect_read(page, "1 of 1 fact read.")
    edit(page, 2, "day_claimed", "soon")
    _expect_read(page, "1 of 2 facts read; 1 needs correcting.")
    title = page.get_by_label("Title")
    title.fill("{{ 7*7 }}")
    page.get_by_role("radio", name="The Alliance").click()
    poll(page, lambda: query(page).get("area"), ["alliance"])
    expect(title).to_have_value("{{ 7*7 }}")
    edit(page, 2, "actor", "Someone")
    page.get_by_role("tab", name="Force moves").click()
    edit(page, 1, "origin_place", "Vilseck", "moves", leave=True)
    go_to_page(page, "Map")
    go_to_page(page, "Your text")
    expect(title).to_have_value("{{ 7*7 }}")
    assert _rows(page, "paraphrase", 2) == [HOSTILE, ""]
    assert _rows(page, "actor", 2) == ["", "Someone"]
    assert _rows(page, "day_claimed", 2) == ["", "soon"]
    page.get_by_role("tab", name="Force moves").click()
    expect(cell(page, 1, "origin_place", "moves")).to_have_text("Vilseck")
    page.get_by_role("link", name="Read it beside the record").click()
    expect(page.locator(".nato h1")).to_have_text("{{ 7*7 }}")
    expect(page.locator("nav.facts")).to_contain_text(HOSTILE)
    page.go_back()
    expect(page.get_by_role("heading", name="Check your own text")).to_be_visible()
    expect(cell(page, 1, "paraphrase")).to_have_text(HOSTILE)
    assert page.evaluate("typeof pwned") == "undefined"
    assert page.locator('img[src="x"]').count() == 0


def test_a_cell_that_was_just_typed_is_kept_when_the_page_is_left_at_once(page: Page) -> None:
    _read(page, "facts.csv", csv_bytes([GOOD]), "1 of 1 fact read.")
    for number in range(2):
        edit(page, 1, "actor", f"Somebody {number}", leave=True)
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Sources").click()
        expect(page.get_by_role("heading", name="Sources and method")).to_be_visible()
        go_to_page(page, "Your text")
        expect(cell(page, 1, "actor")).to_have_text(f"Somebody {number}")


def test_rows_that_are_deleted_leave_the_others_numbered_anew(page: Page) -> None:
    _read(
        page, "facts.csv", csv_bytes([GOOD, MOVED, BAD]), "2 of 3 facts read; 1 needs correcting."
    )
    delete_row(page, 1)
    _expect_read(page, "1 of 2 facts read; 1 needs correcting.")
    expect(page.locator(FAULTS)).to_contain_text("facts, row 2, kind")
    expect(cell(page, 2, "kind")).to_have_text("mvoe")
    delete_row(page, 2)
    _expect_read(page, "1 of 1 fact read.")
    delete_row(page, 1)
    expect(page.locator(READ)).to_have_count(0)


def test_what_was_there_before_can_be_brought_back(page: Page) -> None:
    _read(page, "one.csv", csv_bytes([GOOD]), "1 of 1 fact read.")
    edit(page, 1, "actor", "Ministers")
    _read(page, "two.csv", csv_bytes([GOOD, MOVED]), "2 of 2 facts read.")
    page.get_by_role("button", name="Bring back what was here before").click()
    _expect_read(page, "1 of 1 fact read.")
    expect(cell(page, 1, "actor")).to_have_text("Ministers")
    page.get_by_role("button", name="Begin with an empty table").click()
    expect(page.locator(READ)).to_have_count(0)
    page.get_by_role("button", name="Bring back what was here before").click()
    _expect_read(page, "1 of 1 fact read.")


def test_an_article_that_is_emptied_while_it_is_read_leaves_every_page_standing(page: Page) -> None:
    _read(page, "facts.csv", csv_bytes([GOOD]), "1 of 1 fact read.")
    page.get_by_role("link", name="Read it beside the record").click()
    expect(page.locator("nav.facts li")).to_have_count(1)
    wait_idle(page)
    go_to_page(page, "Your text")
    poll(page, lambda: query(page).get("article"), ["own"])
    page.get_by_role("button", name="Begin with an empty table").click()
    expect(page.locator(".told")).to_contain_text("was brought by a reader and is gone")
    go_to_page(page, "Fact check")
    expect(page.locator("nav.facts li").first).to_be_visible()
    expect(page.locator(REFUSED)).to_have_count(0)


def test_it_is_known_in_this_tab_alone_until_it_is_reloaded(page: Page, new_page: OpenPage) -> None:
    _read(page, "mine.zip", PACK, "2 of 3 facts read; 1 needs correcting.")
    page.get_by_role("link", name="open it on the map").click()
    poll(page, lambda: query(page).get("article"), ["own"])
    expect(page.locator(".nato h1")).to_contain_text("NATO on")
    wait_idle(page)
    link = f"{page.url}&focus=move:own/OWN-1"
    for name in ("embed", "data/events.csv", "data/facts.csv", "draw/map.svg"):
        answer = page.request.get(f"/{name}?article=own")
        assert answer.status == 400
        assert answer.text().count("\n") == 1
    other = new_page(origin=page.url.split("?")[0])
    for reader in (other, page):
        reader.goto(link)
        told = reader.locator('.told[role="status"]')
        expect(told).to_contain_text("'own' was brought by a reader and is gone")
        poll(reader, partial(query, reader), {})
        go_to_page(reader, "Your text")
        expect(reader.locator(READ)).to_have_count(0)
        expect(cell(reader, 1, "paraphrase")).to_have_text("")


def test_its_move_is_a_mark_like_others_while_the_tab_lives(page: Page) -> None:
    _read(page, "mine.zip", PACK, "2 of 3 facts read; 1 needs correcting.")
    page.get_by_role("link", name="Read it beside the record").click()
    expect(page.locator(".tally")).to_contain_text("2 not compared yet")
    wait_idle(page)
    page.locator("nav.facts").get_by_role("link", name=MOVED["paraphrase"]).click()
    expect(page.locator("section.fact")).to_contain_text("Fact 2 of 2")
    expect(map_frame(page).locator("path.arrow.core:not(.faint)")).to_have_count(1)
    assert map_frame(page).locator("path.arrow.faint").count() > 2
    page.evaluate("natoAddress(location.href.replace(/fact%3AF02|fact:F02/, 'move:own/OWN-1'))")
    expect(page.locator("section.fact")).to_contain_text("1 of 2 facts speak of it.")
    page.get_by_role("link", name="Reading mode").click()
    expect(page.locator(".st-key-reading section.fact")).to_contain_text("120 troops from Vilseck")


def test_a_large_file_is_never_written_to_the_disk(page: Page, spool: Path) -> None:
    rows = [GOOD | {"paraphrase": "long " * 240} for _ in range(3000)]
    content = csv_bytes(rows)
    assert 3_500_000 < len(content) < 5_000_000
    opened: set[str] = set()
    _bring(page, "large.csv", content)
    expect(page.locator(READ)).to_have_text("3000 of 3000 facts read.")
    opened |= {str(path) for path in spool.rglob("*")}
    assert opened == set()
    assert page.locator(REFUSED).count() == 0


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "dark"), (NARROW, "light")])
def test_it_fits_has_no_grave_fault_and_can_be_printed(
    new_page: OpenPage, own_server: Server, size: tuple[int, int], scheme: Scheme
) -> None:
    page = _opened(new_page(size=size, scheme=scheme, origin=own_server.url))
    assert _faults(page) == []
    _read(page, "mine.zip", PACK, "2 of 3 facts read; 1 needs correcting.")
    page.locator("details.columns summary").click()
    assert _faults(page) == []
    page.locator("details.columns summary").click()
    assert _overflow(page) <= 1
    assert 1 <= len(_pages(page)) <= 2
