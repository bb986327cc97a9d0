"""Room for the labels of a still: the most important first, none over another, a head or a mark.

The rules are those of labels.js, with the widths of the fonts on paper. Paper has no tooltip to
ask, so a name keeps nearer to its arrow and stays out of other states' ground if it can.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import hypot

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from geo_data.figures.map.bezier import Points, along
from geo_data.figures.paper import text as still_text
from geo_data.figures.paper.arrows import inside, overlap
from geo_data.figures.paper.sheet import Box, badge_width

KEY = 2
"""Labels of this rank or before must be read, those before it above all."""

SMALL = 5
"""From this rank on a label is worth no crossing."""

WORTH, WORTH_SMALL = 80, 25
"""What a name, and a small one, may cost at most: beyond that it could not be read."""

ONE_LINE = 20
"""Pixels: where a name is higher, farther off it would seem to be another's."""

ROUNDS = 3
LINE = 1.08
CLOSE = 7
"""Pixels around an arrow's name that belong to it: what passes there would seem to be meant."""

FOREIGN = 20
"""What it costs a name to stand on another state's ground."""

BADGE_GAP = 3


@dataclass(frozen=True)
class Look:
    """How a kind of label is set; sizes in pixels."""

    size: float
    style: str = ""
    colour: str = "ink"
    halo: float = 1.8


@dataclass(frozen=True, eq=False)
class Label:
    """What is to be named: at `points` (the first is its middle) or along `curves`, at `steps`."""

    item: str
    text: str
    rank: float
    look: Look
    points: Points | None = None
    curves: tuple[Points, ...] = ()
    steps: tuple[float, ...] = ()
    number: int | None = None
    forms: tuple[str, ...] = ("",)
    scale: float = 1
    lit: bool = False
    home: Path | None = None

    def lines(self, form: str) -> list[str]:
        """Its text as a form has it."""
        if form == "bare":
            return []
        if form == "folded":
            first, comma, last = self.text.rpartition(", ")
            return [f"{first},", last] if comma else self.text.rsplit(" ", 1)
        return [self.text]

    def extent(self, form: str) -> tuple[float, float]:
        """Width and height in pixels."""
        lines = self.lines(form)
        texts = [still_text.width(line, self.look.size, self.look.style) for line in lines]
        wide, high = max(texts, default=0.0) + 2, LINE * self.look.size * len(lines)
        if self.number is None:
            return wide, high
        badge = badge_width(self.number, self.scale)
        gap = BADGE_GAP if lines else 0
        return badge + (wide + gap if lines else 0), max(high, 15 * self.scale)


@dataclass(frozen=True)
class Spot:
    """Where a label stands: its box without margin, and the form it has there."""

    label: Label
    form: str
    box: Box
    total: float = field(default=0, compare=False)


@dataclass(frozen=True)
class Room:
    """The panel, the boxes that are taken, and the dots along the arrows."""

    view: Box
    taken: Sequence[Box]
    dots: Points
    radii: Points
    owners: Sequence[str]
    lands: Sequence[Path] = ()

    @cached_property
    def _extents(self) -> NDArray[np.float64]:
        boxes = [land.get_extents().extents for land in self.lands]
        return np.array(boxes, dtype=float).reshape(-1, 4)

    def abroad(self, box: Box, label: Label) -> bool:
        """Whether a name would lie on other states' ground, more than on its own."""
        if label.home is None or label.rank >= SMALL:
            return False
        x0, y0, x1, y1 = box
        grid = np.meshgrid(np.linspace(x0, x1, 9), np.linspace(y0, y1, 3))
        points = np.column_stack([axis.ravel() for axis in grid])
        own = label.home.contains_points(points)
        there = self._extents
        near = (there[:, 0] < x1) & (there[:, 2] > x0) & (there[:, 1] < y1) & (there[:, 3] > y0)
        other = np.zeros(len(points), dtype=bool)
        for number in np.flatnonzero(near):
            other |= self.lands[int(number)].contains_points(points)
        return int(np.sum(other & ~own)) > max(2, int(np.sum(own)))

    def crossings(self, box: Box, label: Label, mine: NDArray[np.bool_]) -> float:
        """What a box costs for the arrows beneath it."""
        if not len(self.dots):
            return 0
        hit = self._on(box, 0)
        # a name has the hue of its arrow: on a wide line it could not be read
        worth = 1 + self.radii
        own = float(np.sum(worth[hit & mine]))
        other = float(np.sum(worth[hit & ~mine])) / 2
        if not label.curves:
            return own + 2.5 * other
        near = int(np.count_nonzero(self._on(box, CLOSE - 2) & ~hit & ~mine))
        return 5 * other + own + 1.2 * near

    def _on(self, box: Box, pad: float) -> NDArray[np.bool_]:
        x, y, r = self.dots[:, 0], self.dots[:, 1], self.radii + pad
        inner: NDArray[np.bool_] = (x > box[0] - r) & (x < box[2] + r)
        return inner & (y > box[1] - r) & (y < box[3] + r)


Place = tuple[float, float, float]
"""A centre and its cost."""


def _beside(curve: Points, steps: Sequence[float], n: int, w: float, h: float) -> Iterator[Place]:
    for order, t in enumerate(steps):
        (px, py), (qx, qy) = along(curve, np.array([t, min(1, t + 0.02)])).tolist()
        reach = hypot(qx - px, qy - py) or 1
        nx, ny = (py - qy) / reach, (qx - px) / reach
        off = abs(nx) * w / 2 + abs(ny) * h / 2 + 4
        aside, above = w / 2 + CLOSE, h / 2 + CLOSE
        ways = [(nx * off, ny * off), (aside, 0), (0, above), (nx * (off + CLOSE), ny * off)]
        for dx, dy in [*ways, *((-dx, -dy) for dx, dy in ways)]:
            apart = hypot(max(0, abs(dx) - w / 2), max(0, abs(dy) - h / 2))
            cost = max(0, apart - 2 * CLOSE) / 3
            yield px + dx, py + dy, order + 2 * n + cost
        yield px, py, order + 2 * n + 6


def _near(label: Label, w: float, h: float) -> Iterator[Place]:
    points = label.points.tolist() if label.points is not None else []
    for order, (x, y) in enumerate(points):
        yield x, y, order
    dy, dx = 0.8 * h, w / 2 + 6
    offsets: list[tuple[float, float]] = [(0, dy), (0, -dy)]
    if h < ONE_LINE or label.rank < KEY:
        offsets += [(0, 1.8 * dy), (0, -1.8 * dy)]
    if label.rank < SMALL:
        offsets += [(dx, 0), (-dx, 0), (dx + 12, 0), (dx + 24, 0), (-dx - 12, 0)]
        offsets += [(dx, dy), (-dx, dy), (dx, -dy), (-dx, -dy)]
    x, y = points[0]
    for ox, oy in offsets:
        yield x + ox, y + oy, 10 + abs(ox) / 6


def _places(label: Label, w: float, h: float) -> Iterator[Place]:
    if label.curves:
        for n, curve in enumerate(label.curves):
            yield from _beside(curve, label.steps, n, w, h)
    else:
        yield from _near(label, w, h)


def _best(
    label: Label, room: Room, taken: list[Box], misleads: Callable[[Box, Label], bool]
) -> Spot | None:
    best: Spot | None = None
    mine = np.array([owner == label.item for owner in room.owners], dtype=bool)
    x0, y0, x1, y1 = room.view
    for form in label.forms:
        w, h = label.extent(form)
        for x, y, cost in _places(label, w, h):
            if best and cost >= best.total:
                continue
            box = (x - w / 2 - 2, y - h / 2 - 0.5, x + w / 2 + 2, y + h / 2 + 0.5)
            within = box[0] >= x0 and box[1] >= y0 and box[2] <= x1 and box[3] <= y1
            if not within or any(overlap(box, other) for other in taken):
                continue
            total = cost + room.crossings(box, label, mine)
            total += (3 if form else 0) + (15 if misleads(box, label) else 0)
            if (best is None or total < best.total) and room.abroad(box, label):
                # Of those who are spoken of, the name must stand somewhere.
                total += FOREIGN if label.rank < KEY else float("inf")
            if best is None or total < best.total:
                best = Spot(label, form, box, total)
        if best and not form and best.total < 20:  # noqa: PLR2004 - good enough, unfolded
            break
    return best


def _arrange(labels: Sequence[Label], room: Room) -> list[Spot]:
    """A spot for each label in turn; those for which there is none are left out."""
    taken, spots = list(room.taken), []
    owners = [one for one in labels if one.points is not None and one.rank <= KEY]

    def misleads(box: Box, own: Label) -> bool:
        # A name upon the middle of something else reads as that one's name.
        return any(
            one.item != own.item and inside(one.points[0], box)
            for one in owners
            if one.points is not None
        )

    for label in labels:
        best = _best(label, room, taken, misleads)
        if best is None or best.total > (WORTH_SMALL if label.rank >= SMALL else WORTH):
            continue
        taken.append(best.box)
        spots.append(replace(best, box=_inner(best.box)))
    return spots


def _inner(box: Box) -> Box:
    return box[0] + 2, box[1] + 0.5, box[2] - 2, box[3] - 0.5


def place(labels: Sequence[Label], room: Room) -> list[Spot]:
    """Spots for as many labels as find one; important ones left over go first the next time."""
    order = sorted(labels, key=lambda one: one.rank)
    spots: list[Spot] = []
    least = float("inf")
    for _ in range(ROUNDS):
        tried = _arrange(order, room)
        found = {id(spot.label) for spot in tried}
        left = [
            one
            for one in order
            if one.points is not None and one.rank <= KEY and id(one) not in found
        ]
        missed = sum(10 if one.rank < KEY else 1 for one in left)
        if missed < least:
            spots, least = tried, missed
        if not left:
            break
        again = {id(one) for one in left}
        order = [*left, *(one for one in order if id(one) not in again)]
    return spots
