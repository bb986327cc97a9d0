"""An article of five thousand facts, brought by one reader, beside the one that ships."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial

from playwright.sync_api import Browser, FilePayload, Page

from geo_data import View
from geo_data.packs.limits import ROWS
from geo_data.packs.read import read_any
from geo_data.tables.files import ARTICLES_DIR, rows
from tests.bench.report import load
from tests.bench.table import median, number
from tests.painted import MAP_FRAME
from tests.server import serve

FACTS = ROWS["facts"]
CHANGES = 12
DEADLINE_MS = 60_000
_PAINTED = (
    f"document.querySelector('{MAP_FRAME}')?.contentDocument?.documentElement?.dataset.painted"
)
_HEADING = "document.querySelector('.tally h2')?.innerText"


@dataclass
class Own:
    """What was measured, ms; `shipped` is the same with the article that ships."""

    kilobytes: float = 0.0
    uploaded_ms: list[float] = field(default_factory=list)
    opened_ms: dict[str, list[float]] = field(default_factory=dict)
    changed_ms: dict[str, list[float]] = field(default_factory=dict)


@cache
def table() -> bytes:
    """Five thousand facts without a fault, made from those of the article that ships."""
    known = rows(ARTICLES_DIR / str(View().article) / "facts.csv")
    out = io.StringIO()
    writer = csv.DictWriter(out, list(known[0]), lineterminator="\n")
    writer.writeheader()
    for place in range(FACTS):
        writer.writerow(known[place % len(known)] | {"fact_id": f"F{place + 1:04}"})
    content = out.getvalue().encode()
    assert not read_any("facts.csv", content).faults
    return content


def until(page: Page, act: Callable[[], object], condition: str) -> float:
    """Milliseconds from an act of the reader to the animation frame that finds what it leads to."""
    began = float(page.evaluate("performance.timeOrigin + performance.now()"))
    act()
    page.evaluate(
        f"""() => new Promise((resolve, reject) => {{
            setTimeout(() => reject(new Error('it never came')), {DEADLINE_MS});
            const look = () => ({condition}) ? resolve() : requestAnimationFrame(look);
            look();
        }})"""
    )
    return float(page.evaluate("performance.timeOrigin + performance.now()")) - began


def new_paint(page: Page) -> str:
    """The condition that another map than now is painted."""
    before = page.evaluate(f"{_PAINTED} ?? ''")
    return f"({_PAINTED} ?? '{before}') !== '{before}'"


def rest(page: Page) -> None:
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")


def _changes(page: Page) -> Iterator[float]:
    for place in range(CHANGES):
        rest(page)
        key = "previous_event" if place % 2 else "next_event"
        button = page.locator(f".st-key-{key} button:visible")
        button.focus()
        yield until(page, lambda: page.keyboard.press("Enter"), new_paint(page))


def _read(page: Page, name: str, link: str, facts: int, found: Own) -> None:
    """Follow a link to the article, then change the day some times."""
    opened = until(
        page,
        page.get_by_role("link", name=link, exact=True).click,
        f"{_HEADING} === '{facts} facts' && {new_paint(page)}",
    )
    found.opened_ms.setdefault(name, []).append(opened)
    found.changed_ms.setdefault(name, []).extend([*_changes(page)][1:])
    rest(page)


def _to_bring(page: Page) -> None:
    page.get_by_role("link", name="Your text").click()
    page.wait_for_selector("input[type=file]", state="attached")
    page.wait_for_selector(MAP_FRAME, state="detached")
    rest(page)


def measure_own(browser: Browser, repeats: int) -> Own:
    """One server; each time a reader with an empty cache uploads the table and reads it."""
    found = Own(len(table()) / 1000)
    upload: FilePayload = {"name": "facts.csv", "mimeType": "text/csv", "buffer": table()}
    with serve() as server:
        for _ in range(repeats):
            page = browser.new_page(viewport={"width": 1440, "height": 900}, base_url=server.url)
            page.set_default_timeout(DEADLINE_MS)
            page.goto("article")
            page.wait_for_selector(".tally")
            rest(page)
            shipped = int(page.locator(".tally h2").first.inner_text().split()[0])
            _to_bring(page)
            _read(page, "shipped", "Fact check", shipped, found)
            _to_bring(page)
            found.uploaded_ms.append(
                until(
                    page,
                    partial(page.set_input_files, "input[type=file]", upload),
                    f"document.querySelector('.brought') && {_PAINTED}",
                )
            )
            rest(page)
            _read(page, "own", "Read it beside the record", FACTS, found)
            page.close()
    return found


def report(found: Own) -> Iterator[str]:
    """The lines of its part of the report."""
    yield from ("", "## An article that a reader brings", "")
    yield (
        f"A table of {FACTS:,} facts without a fault, {found.kilobytes:,.0f} kB of CSV made from "
        f"the facts of the article that ships; {len(found.uploaded_ms)} readers, each with an "
        "empty cache. From the click on the link to the map beside the facts; a change is a step "
        "of the day by key on the article's page, to the repainted map."
    )
    yield from ("", f"| median, ms | the article that ships | {FACTS:,} facts |", "|---|---:|---:|")
    yield f"| from the upload to its map | – | {number(median(found.uploaded_ms) or 0)} |"
    for label, values in (
        ("the article's page, first paint", found.opened_ms),
        ("change of the day", found.changed_ms),
    ):
        cells = (number(median(values[name]) or 0) for name in ("shipped", "own"))
        yield f"| {label} | {' | '.join(cells)} |"
    yield from load()
