"""What is compared: how each page is served, what its content is, how its day is changed."""

import csv
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.painted import MAP_FRAME
from tests.server import ROOT


@dataclass(frozen=True)
class Subject:
    """A page to measure.

    `content` is JavaScript, a function that returns what is painted now, or an empty value as long
    as nothing is; `change_day` makes one key press that changes it.
    """

    name: str
    script: str
    content: str
    change_day: Callable[[Page], None]


def accession_days() -> str:
    """The days on which somebody acceded: at each, the fill of at least one country changes."""
    with (ROOT / "geo_data/record/membership.csv").open(encoding="utf-8", newline="") as table:
        return " ".join(sorted({row["acceded"] for row in csv.DictReader(table)}))


def _move_slider(page: Page) -> None:
    slider = page.get_by_role("slider")
    slider.focus()
    at_end = slider.input_value() == slider.get_attribute("max")
    page.keyboard.press("Home" if at_end else "ArrowRight")


def _step_to_event(page: Page) -> None:
    # A button with a tooltip stands in the page twice, once for narrow screens: take the visible.
    following = page.locator(".st-key-next_event button:visible")
    previous = page.locator(".st-key-previous_event button:visible")
    (following if following.is_enabled() else previous).focus()
    page.keyboard.press("Enter")


_IN_MAP = f"document.querySelector('{MAP_FRAME}')?.contentDocument"

BLANK = Subject(
    "blank",
    "tests/bench/blank.py",
    """() => document.querySelector('[data-testid="stMarkdown"] p')?.innerText""",
    _move_slider,
)
NAIVE = Subject(
    "naive",
    "tests/bench/naive.py",
    f"""() => [...({_IN_MAP}?.querySelectorAll('path.leaflet-interactive') ?? [])]
        .map(path => path.getAttribute('fill')).join()""",
    _move_slider,
)
DASHBOARD = Subject(
    "dashboard",
    "dashboard.py",
    f"() => {_IN_MAP}?.documentElement?.dataset.painted",
    _step_to_event,
)
SUBJECTS = {subject.name: subject for subject in (BLANK, NAIVE, DASHBOARD)}
