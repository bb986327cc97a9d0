"""Text from tables is text: in every column of a record and an article, letter for letter.

A copy of the project is served whose tables say nothing but hostile things; ids, codes, days and
numbers stay as they are.
"""

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Frame, Page, expect

from geo_data.english import titled
from geo_data.packs.text import isolated
from geo_data.tables.cell_rules import TEXT
from geo_data.tables.files import rows
from geo_data.tables.record import BY_NAME
from tests.browser.conftest import OpenPage
from tests.browser.hands import LIST, PANEL, go_to_page, point_on, poll, shown, wait_idle
from tests.painted import map_frame
from tests.server import ROOT, Server, serve

PRODUCT = "8641969"
HOSTILE = (
    "{{ 1234567*7 }}",
    "{% if x %}",
    '<img src=x onerror="parent.pwned=pwned=1">',
    "`${1234567*7}`",
    "</script><script>pwned=1</script>",
    "\"'&lt;&amp;\\n",
    "\u202eabc\u202c",
    "_a1b2",
    "[a](javascript:pwned=1) **b** :red[c] $x$",
)
TITLE = isolated("".join(HOSTILE[0::2]))
"""What an article is called: what turns the direction of writing is closed off in it."""

LONG = ("{{ 1234567*7 }}<b>`${x}" + "long " * 2000)[:9_999] + "!"
# Of these rows every text is ten thousand characters long.
LONG_ROWS = {"move_id": "US-0222B", "iso3": "ISL", "source_id": "abc-2022-03-08-patriot"}
ARTICLE = "2022-02-24-us-troops"


def _spoil(path: Path) -> None:
    table = BY_NAME[path.stem]
    texts = [column.name for column in table.columns if column.rule is TEXT]
    found = rows(path)
    for number, row in enumerate(found):
        long = any(row.get(column) == value for column, value in LONG_ROWS.items())
        for shift, name in enumerate(texts):
            if row[name]:
                row[name] = LONG if long else HOSTILE[(number + shift) % len(HOSTILE)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with spoilt tables."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copy(ROOT / "dashboard.py", folder)
    for name in ("pages", "geo_data", ".streamlit"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "natural*")
        )
    for path in (folder / "geo_data").glob("record/*.csv"):
        _spoil(path)
    article = folder / "geo_data/articles" / ARTICLE
    for path in article.glob("*.csv"):
        _spoil(path)
    text = (article / "article.toml").read_text("utf-8")
    for number, key in enumerate(("title", "publisher")):
        said = json.dumps("".join(HOSTILE[number::2]))
        text = re.sub(rf"^{key} = .*$", lambda _: f"{key} = {said}", text, flags=re.MULTILINE)  # noqa: B023
    (article / "article.toml").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def hostile(project: Path) -> Iterator[Server]:
    env = {"PYTHONPATH": str(project), "PYTHONSAFEPATH": "1"}
    with serve(project / "dashboard.py", env=env) as running:
        yield running


@pytest.fixture
def page(new_page: OpenPage, hostile: Server) -> Iterator[Page]:
    """A page on the spoilt project; at the end nothing may have run, there or in its frames."""
    page = new_page(origin=hostile.url)
    dialogs: list[str] = []

    def on_dialog(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", on_dialog)
    yield page
    assert dialogs == []
    assert page.title().endswith("NATO geography")
    for frame in page.frames:
        assert frame.evaluate("typeof pwned") == "undefined"
        assert frame.locator('img[src="x"]').count() == 0
        text = frame.evaluate("document.documentElement.textContent")
        assert PRODUCT not in text
    assert "Traceback" not in hostile.output()


def _table(project: Path, name: str) -> list[dict[str, str]]:
    folder = f"articles/{ARTICLE}" if name in {"facts", "notes"} else "record"
    return rows(project / "geo_data" / folder / f"{name}.csv")


def _open(page: Page, search: str) -> Frame:
    page.goto(search)
    poll(page, lambda: shown(page) is not None, wanted=True)
    wait_idle(page)
    return map_frame(page)


def _text(page: Page, selector: str) -> str:
    return "\n".join(page.locator(selector).all_text_contents())


def _grid(page: Page) -> set[str]:
    """The cells of a table on the page that a screen reader is told."""
    cells = page.locator(".stDataFrame canvas [role=gridcell]")
    expect(cells.first).to_be_attached()
    return set(cells.all_text_contents())


def test_labels_and_tooltips_say_it_letter_for_letter(page: Page, project: Path) -> None:
    frame = _open(page, "?article=none")
    names = {row["iso3"]: row["name"] for row in _table(project, "states")}
    names |= {row["iso3"]: row["name"] for row in _table(project, "names") if not row["to"]}
    own = set(HOSTILE) | {LONG}
    frame.evaluate("map.setZoom(map.getZoom() + 1, { animate: false })")
    labelled = frame.evaluate(
        "() => [...document.querySelectorAll('.label.placed.state:not(.unit-name)')]"
        ".map(e => e.textContent.replaceAll('\\n', ' '))"
    )
    assert len(labelled) > 15
    assert set(labelled) <= own | set(names.values())
    assert len(set(labelled)) >= 6
    labels = frame.evaluate(
        "() => [...document.querySelectorAll('.label.placed.arrow-label span:not(.heard)')]"
        ".map(e => e.textContent)"
    )
    assert labels
    assert {label.removesuffix(" in all") for label in labels} <= own
    frame.frame_element().scroll_into_view_if_needed()
    for selector in ("path[data-unit=UKR]", "path[data-unit=POL]", "path.hit", "path.group"):
        page.mouse.move(*point_on(frame, selector))
        tip = frame.locator(".leaflet-tooltip").last
        expect(tip).to_be_visible()
        assert any(text in (tip.text_content() or "") for text in HOSTILE)


@pytest.mark.parametrize("move", ["US-0222A", "US-0222B"], ids=["short", "long"])
def test_the_panel_and_the_lists_say_it_letter_for_letter(
    page: Page, project: Path, move: str
) -> None:
    _open(page, f"?focus=move:{move}")
    panel = _text(page, PANEL)
    legs = [row for row in _table(project, "moves") if row["move_id"] == move]
    for leg in legs:
        for column in ("unit", "equipment", "note", "summary", "destination_place"):
            assert leg[column] in panel
    source = next(
        row
        for row in _table(project, "sources")
        if row["source_id"] == legs[0]["source_ids"].split(";")[0]
    )
    assert source["publisher"] in panel
    assert legs[0]["label"] in _text(page, LIST)
    facts = [row for row in _table(project, "facts") if f"move:{move}" in row["record_ids"]]
    assert facts
    for fact in facts:
        for column in ("paraphrase", "record_says", "note"):
            assert fact[column] in panel


def test_every_kind_of_focus_says_it_letter_for_letter(page: Page, project: Path) -> None:
    for focus, table, key, row_id, column in (
        ("country:POL", "states", "iso3", "POL", "name"),
        ("country:ISL", "states", "iso3", "ISL", "name"),
        ("statement:2022-02-22-dod", "statements", "statement_id", "2022-02-22-dod", "summary"),
        ("milestone:S44", "milestones", "milestone_id", "S44", "description"),
        ("battlegroup:EST-2017", "battlegroups", "battlegroup_id", "EST-2017", "place"),
        ("consultation:A4-2022-02", "consultations", "consultation_id", "A4-2022-02", "note"),
        ("fact:F18", "facts", "fact_id", "F18", "paraphrase"),
    ):
        page.goto(f"?focus={focus}")
        expect(page.locator(PANEL)).to_be_visible()
        wait_idle(page)
        row = next(row for row in _table(project, table) if row[key] == row_id)
        assert row[column] in _text(page, ".stMain .nato")


def test_the_filters_say_it_letter_for_letter(page: Page) -> None:
    _open(page, "")
    page.get_by_role("searchbox", name="Search").fill("2022-02-24")
    hits = page.locator(".found li")
    expect(hits.first).to_be_visible()
    assert any(text in "\n".join(hits.all_text_contents()) for text in HOSTILE)
    page.keyboard.press("Escape")
    page.locator(".opens.seldom summary").click()
    article = page.locator(".st-key-article input")
    assert article.input_value() == TITLE


def test_the_timeline_says_it_letter_for_letter(page: Page, project: Path) -> None:
    page.goto("timeline")
    charts = page.locator(".vega-embed svg")
    expect(charts.nth(1)).to_be_visible()
    wait_idle(page)
    told = (
        charts.nth(0)
        .locator("path[aria-label]")
        .evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    )
    assert len(told) > 90
    for text in HOSTILE:
        assert any(text[:60] in label for label in told)
    drawn = _text(page, ".vega-embed svg text")
    assert any(text in drawn for text in HOSTILE)
    charts.nth(0).locator("path[aria-label]").nth(60).hover(force=True)
    page.locator("[data-testid=stExpander] summary").click()
    cells = _grid(page)
    places = {row["title"] for row in _table(project, "milestones")}
    assert cells & places


def test_the_record_says_it_letter_for_letter(page: Page, project: Path) -> None:
    page.goto("record")
    expect(page.get_by_role("heading", name="The whole record")).to_be_visible()
    wait_idle(page)
    text = _text(page, ".stMain .nato")
    for case in _table(project, "near_misses"):
        assert case["what_happened"] in text


def test_the_sources_say_it_letter_for_letter(page: Page, project: Path) -> None:
    page.goto("")
    wait_idle(page)
    go_to_page(page, "Sources")
    assert titled(TITLE) in _text(page, ".stMain .nato")
    known = _table(project, "sources")
    assert _grid(page) >= {known[0]["title"], known[0]["publisher"], LONG}
