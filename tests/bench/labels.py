"""Whose ground each label lies on, and where each arrow's head points: on screen and on paper."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from playwright.sync_api import Browser

from geo_data import geometry
from geo_data.figures.contract import Frame
from geo_data.geometry.coverage import Box
from geo_data.history.snapshot import Snapshot
from tests import placed
from tests.placed import SHEETS, SIZES

Key = tuple[str, str, str]
"""Screen or paper, area, size."""

Seen = tuple[Frame, placed.Painted]


@dataclass
class Tally:
    """What was counted on all maps of one kind."""

    maps: int = 0
    labels: int = 0
    own: float = 0
    others: float = 0
    sea: float = 0
    led: int = 0
    mostly: int = 0
    lost: int = 0
    named: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Names placed a day, over all its maps."""

    def add(self, day: str, shares: list[placed.Shares]) -> None:
        """One map more."""
        self.maps += 1
        self.labels += len(shares)
        self.named[day] += len(shares)
        for one in shares:
            self.own += one.own
            self.others += one.others
            self.sea += one.sea
            self.led += one.label.led
            self.mostly += one.others > placed.MOSTLY
            self.lost += one.lost


@dataclass
class Heads:
    """What was counted of arrows."""

    legs: int = 0
    drawn: int = 0
    far: int = 0
    abroad: int = 0
    untold: int = 0
    names: int = 0
    struck: int = 0

    def add(self, found: list[placed.Tip], painted: placed.Painted) -> None:
        """One map more."""
        self.legs += len(found)
        self.drawn += sum(tip.drawn for tip in found)
        self.far += sum(tip.drawn and tip.off > placed.NEAR for tip in found)
        self.abroad += sum(tip.abroad for tip in found)
        if not painted.told:
            self.untold += sum(not tip.drawn for tip in found)
        self.names += len(painted.moves)
        self.struck += sum(label.struck for label in painted.moves)


def measure_labels(
    browser: Browser, every: float = 0.25
) -> tuple[dict[Key, Tally], dict[Key, Heads]]:
    """All days on all areas and sizes, the screen's at steps of zoom."""
    tallies: dict[Key, Tally] = defaultdict(Tally)
    heads: dict[Key, Heads] = defaultdict(Heads)
    for name, size in SIZES.items():
        with placed.bare_map(browser, size) as page:
            for area in geometry.AREAS:
                seen = partial(placed.on_screen, page, every=every)
                _count(("screen", area, name), seen, tallies, heads)
    for name, box in SHEETS.items():
        for area in geometry.AREAS:
            _count(("paper", area, name), partial(_sheet, box=box), tallies, heads)
    return dict(tallies), dict(heads)


def _sheet(snap: Snapshot, box: Box) -> Iterator[Seen]:
    yield placed.on_paper(snap, box)


def _count(
    key: Key,
    seen: Callable[[Snapshot], Iterator[Seen]],
    tallies: dict[Key, Tally],
    heads: dict[Key, Heads],
) -> None:
    """Labels on all days, then arrows of all spans, on the maps of one kind."""
    _, area, _ = key
    for day in placed.days():
        for made, painted in seen(placed.snap_of(day, area)):
            tallies[key].add(day.isoformat(), placed.label_shares(area, made, painted))
    for day, span in placed.ARROW_VIEWS:
        snap = placed.snap_of(day, area, span)
        for _, painted in seen(snap):
            heads[key].add(placed.tips(snap, painted), painted)


def report(tallies: dict[Key, Tally], heads: dict[Key, Heads]) -> Iterator[str]:
    """The lines of its part of the report."""
    yield from ("", "## Labels and arrows against the ground", "")
    yield (
        f"{len(placed.days())} days, all {len(placed.boundary_days())} boundary days among them, "
        "each as it opens and at every step of zoom where the map is fullest. Shares are those of "
        "the labels' boxes; astray is what neither lies on its own ground or beside it in the sea "
        "nor is led to it by a line, what lies mostly on others' ground, or off the earth."
    )
    yield from (
        "",
        "| map | maps | names | a map | own, % | others, % | sea, % | led | on others | astray |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    )
    for key, t in tallies.items():
        shares = (f"{100 * value / max(1, t.labels):.0f}" for value in (t.own, t.others, t.sea))
        yield (
            f"| {' '.join(key)} | {t.maps:,} | {t.labels:,} | {t.labels / t.maps:.1f} | "
            f"{' | '.join(shares)} | {t.led:,} | {t.mostly:,} | {t.lost:,} |"
        )
    yield ""
    yield (
        f"Arrows on {len(placed.ARROW_VIEWS)} views, from spans of one day to all: legs whose goal "
        f"is in sight; heads farther than {placed.NEAR} px from their place or border, on a third "
        "country's ground; legs that are not drawn and not told; names that a line runs through."
    )
    yield from (
        "",
        "| map | legs | drawn | far | on a third | not told | names | struck through |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    )
    for key, h in heads.items():
        yield (
            f"| {' '.join(key)} | {h.legs:,} | {h.drawn:,} | {h.far:,} | {h.abroad:,} | "
            f"{h.untold:,} | {h.names:,} | {h.struck:,} |"
        )
