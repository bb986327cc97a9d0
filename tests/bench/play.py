"""The player: how long a day of the film takes to paint; and a day of 1955 beside one of 2022."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from geo_data import View, snapshot
from geo_data.export import standalone
from geo_data.figures.map import film
from geo_data.geometry import AREAS
from tests.bench.own import new_paint, rest, until
from tests.bench.report import load
from tests.bench.table import median, number, p95
from tests.server import serve

CHANGES = 12
YEARS = ("1955-05-04", "2022-02-21")

_STEPS = """async () => {
    const slider = document.querySelector(".player input"), root = document.documentElement;
    const press = (key) => {
        slider.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
    };
    const drawn = async (before) => {
        while (root.dataset.painted === before) await new Promise((done) => { setTimeout(done); });
    };
    let before = root.dataset.painted;
    press("Home");
    await drawn(before);
    const painted = [];
    for (;;) {
        before = root.dataset.painted;
        const began = performance.now();
        press("ArrowRight");
        // the film is there, so what is painted is painted when the promises of this task are kept
        for (let i = 0; i < 20 && root.dataset.painted === before; i += 1) await null;
        if (root.dataset.painted === before) break; // the last day
        root.getBoundingClientRect(); // styles and layout too
        painted.push(performance.now() - began);
        await new Promise(requestAnimationFrame);
    }
    return painted;
}"""


@dataclass
class Play:
    """What was measured: ms of each step by area, size of the films, ms of changes by year."""

    steps_ms: dict[str, list[float]] = field(default_factory=dict)
    kilobytes: dict[str, float] = field(default_factory=dict)
    changed_ms: dict[str, list[float]] = field(default_factory=dict)


def measure_play(browser: Browser) -> Play:
    """Step through the whole film of each area in a page of its own; then change days."""
    found = Play()
    with TemporaryDirectory() as folder:
        for area in AREAS:
            view = View(area=area)
            file = Path(folder) / f"{area}.html"
            file.write_text(standalone.document(snapshot(view)), encoding="utf-8")
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(file.as_uri())
            page.wait_for_selector("html[data-painted]", state="attached")
            found.steps_ms[area] = page.evaluate(_STEPS)
            found.kilobytes[area] = len(film.film(view)) / 1000
            page.close()
    with serve() as server:
        for _ in range(2):
            for day in YEARS:
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.goto(f"{server.url}?on={day}")
                page.wait_for_selector(".nato h1")
                for place in range(CHANGES):
                    rest(page)
                    key = "previous_event" if place % 2 else "next_event"
                    button = page.locator(f".st-key-{key} button:visible")
                    button.focus()
                    took = until(page, partial(page.keyboard.press, "Enter"), new_paint(page))
                    found.changed_ms.setdefault(day, []).append(took)
                page.close()
    return found


def report(found: Play) -> Iterator[str]:
    """The lines of its part of the report."""
    yield from ("", "## The player, and the years", "")
    yield (
        "Each film is played through in a page that is one file, 1440 px wide: from the key to "
        "the end of scripts, styles and layout. A change is a step of the day on the map page, to "
        "the repainted map."
    )
    rows: dict[str, list[float]] = {
        "days of change": [float(len(took)) for took in found.steps_ms.values()],
        "a step, ms: median": [median(took) or 0.0 for took in found.steps_ms.values()],
        "the same: p95": [p95(took) or 0.0 for took in found.steps_ms.values()],
        "the film, kB": [*found.kilobytes.values()],
    }
    yield from ("", f"| | {' | '.join(AREAS)} |", f"|---|{'---:|' * len(AREAS)}")
    for name, values in rows.items():
        yield f"| {name} | {' | '.join(map(number, values))} |"
    yield from ("", "| a change of the day | median, ms | p95, ms |", "|---|---:|---:|")
    for day, took in found.changed_ms.items():
        cells = (number(of(took) or 0.0) for of in (median, p95))
        yield f"| about {day} | {' | '.join(cells)} |"
    yield from load()
