"""What is compared: how each page is served, what its content is, how its day is changed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.bench.days import accession_days, eventful_days
from tests.painted import MAP_FRAME


@dataclass(frozen=True)
class Subject:
    """A page to measure.

    `content` is JavaScript, a function that returns what is painted now, or an empty value as long
    as nothing is. `steps` is the number of changes from its first day to its last, `first` the
    query that leads to the first, and `step` makes the key press that changes the day by one.
    """

    name: str
    script: str
    content: str
    step: Callable[[Page, bool], None]
    steps: Callable[[], int]
    first: Callable[[], str] = str
    env: dict[str, str] = field(default_factory=dict)

    def change_day(self, page: Page, number: int) -> None:
        """Make the change with this number: to the last day, back to the first, and so on."""
        steps = self.steps()
        self.step(page, number // steps % 2 == 0)


def _move_slider(page: Page, forward: bool) -> None:  # noqa: FBT001
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight" if forward else "ArrowLeft")


def _step_to_event(page: Page, forward: bool) -> None:  # noqa: FBT001
    key = "next_event" if forward else "previous_event"
    # A button with a tooltip stands in the page twice, once for narrow screens.
    page.locator(f".st-key-{key} button:visible").focus()
    page.keyboard.press("Enter")


_DAYS = {"BENCH_DAYS": " ".join(accession_days())}
_IN_MAP = f"document.querySelector('{MAP_FRAME}')?.contentDocument"

BLANK = Subject(
    "blank",
    "tests/bench/blank.py",
    """() => document.querySelector('[data-testid="stMarkdown"] p')?.innerText""",
    _move_slider,
    steps=lambda: len(accession_days()) - 1,
    env=_DAYS,
)
NAIVE = Subject(
    "naive",
    "tests/bench/naive.py",
    f"""() => [...({_IN_MAP}?.querySelectorAll('path.leaflet-interactive') ?? [])]
        .map(path => path.getAttribute('fill')).join()""",
    _move_slider,
    steps=lambda: len(accession_days()) - 1,
    env=_DAYS,
)
DASHBOARD = Subject(
    "dashboard",
    "dashboard.py",
    f"() => {_IN_MAP}?.documentElement?.dataset.painted",
    _step_to_event,
    steps=lambda: len(eventful_days()) - 1,
    first=lambda: f"?on={eventful_days()[0]}",
)
SUBJECTS = {subject.name: subject for subject in (BLANK, NAIVE, DASHBOARD)}
