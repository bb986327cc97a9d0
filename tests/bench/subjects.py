"""What is compared: how each page is served, what its content is, how its day is changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from playwright.sync_api import Page

from tests.bench.days import accession_days, eventful_days
from tests.painted import MAP_FRAME

BUSY_SINCE = "2022"
"""Most of the arrows and requests are of these years: nothing easier is stepped through."""

Press = Callable[[Page, bool], None]


def _days() -> tuple[str, ...]:
    return tuple(day.isoformat() for day in eventful_days() if day.isoformat() >= BUSY_SINCE)


def _first_day() -> str:
    return f"?on={_days()[0]}"


def _nothing(_page: Page) -> None:
    pass


@dataclass(frozen=True)
class Subject:
    """A page to measure.

    `content` is JavaScript, a function that returns what is painted now, or an empty value as long
    as nothing is. `days` are what is stepped through, `first` is the query that leads to the first,
    `prepare` makes ready what no reader's time is counted for, and `press` makes the key press that
    changes the day by one, forward or back. A `slow` subject is measured less often.
    """

    name: str
    script: str
    content: str
    press: Press
    days: Callable[[], Sequence[str]] = _days
    first: Callable[[], str] = _first_day
    path: str = ""
    prepare: Callable[[Page], None] = _nothing
    slow: bool = False
    env: dict[str, str] = field(default_factory=dict)

    def change(self, page: Page, number: int) -> None:
        """Make the change with this number: to the last day, back to the first, and so on."""
        steps = len(self.days()) - 1
        self.press(page, number // steps % 2 == 0)


def _move_slider(page: Page, forward: bool) -> None:  # noqa: FBT001
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight" if forward else "ArrowLeft")


def _step_to_event(page: Page, forward: bool) -> None:  # noqa: FBT001
    key = "next_event" if forward else "previous_event"
    # A button with a tooltip stands in the page twice, once for narrow screens.
    page.locator(f".st-key-{key} button:visible").focus()
    page.keyboard.press("Enter")


def _open_filters(page: Page) -> None:
    kinds = page.locator(".st-key-kind button").first
    if not kinds.is_visible():
        page.locator(".opens.seldom summary:visible").first.click()
        kinds.wait_for()


def _toggle_kind(page: Page, _forward: bool) -> None:  # noqa: FBT001
    page.locator(".st-key-kind button").first.focus()
    page.keyboard.press("Enter")


_SLIDER_DAYS = {"BENCH_DAYS": " ".join(accession_days())}
_IN_MAP = f"document.querySelector('{MAP_FRAME}')?.contentDocument"
_IN_CHARTS = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg')]
    .map(svg => [...svg.querySelectorAll('.mark-rect path')].map(band => band.getAttribute('d'))
        + ' and ' + svg.querySelectorAll('.mark-symbol path').length).join()"""

BLANK = Subject(
    "blank",
    "tests/bench/blank.py",
    """() => document.querySelector('[data-testid="stMarkdown"] p')?.innerText""",
    _move_slider,
    days=accession_days,
    first=str,
    env=_SLIDER_DAYS,
)
BLANK_IMPORTS = replace(BLANK, name="blank, imports", script="tests/bench/blank_imports.py")
NAIVE = Subject(
    "naive",
    "tests/bench/naive.py",
    f"""() => [...({_IN_MAP}?.querySelectorAll('path.leaflet-interactive') ?? [])]
        .map(path => path.getAttribute('fill')).join()""",
    _move_slider,
    days=accession_days,
    first=str,
    slow=True,
    env=_SLIDER_DAYS,
)
DASHBOARD = Subject(
    "map",
    "dashboard.py",
    f"() => {_IN_MAP}?.documentElement?.dataset.painted",
    _step_to_event,
)
TIMELINE = Subject("timeline, day", "dashboard.py", _IN_CHARTS, _step_to_event, path="timeline")
TIMELINE_KIND = Subject(
    "timeline, kind",
    "dashboard.py",
    _IN_CHARTS,
    _toggle_kind,
    path="timeline",
    prepare=_open_filters,
)
SUBJECTS = (BLANK, BLANK_IMPORTS, NAIVE, DASHBOARD, TIMELINE, TIMELINE_KIND)
PAINTED_FIRST = (BLANK, NAIVE, DASHBOARD)
"""Subjects whose first paint is measured."""
CROWDED = (BLANK, BLANK_IMPORTS, DASHBOARD)
"""Subjects that many readers come to."""
