"""What a still's map names, and room for it: the most important first, none over another.

Neither over a head or a mark. The rules are those of the browser's half, with the widths of the
fonts on paper. Paper has no tooltip to ask, so a name keeps nearer to its arrow and stays out of
other states if it can.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import hypot
from typing import Any

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from geo_data.figures.look import look
from geo_data.figures.map.arrows import Points, along
from geo_data.figures.paper.shapes import Scene, Window, inside, overlap
from geo_data.figures.paper.sheet import MIDDLE, Box, Sheet, badge_width, clean, width

WORTH = 80
"""What a name may cost at most: beyond that it could not be read."""

LINE = 1.08
HALO = 1.8
CLOSE = 7
"""Pixels around an arrow's name that belong to it: what passes there would seem to be meant."""

FOREIGN = 20
"""What it costs a name to stand on another state."""

BADGE_GAP = 3


def _rule() -> dict[str, Any]:
    found: dict[str, Any] = look()["naming"]
    return found


@dataclass(frozen=True)
class Look:
    """How a kind of label is set; its size in pixels."""

    size: float
    style: str = ""
    colour: str = "ink"


@dataclass(frozen=True, eq=False)
class Label:
    """What is to be named: at `points` (the first is its middle) or along `curves`, at `steps`."""

    item: str
    text: str
    rank: float
    look: Look
    points: Points = field(default_factory=lambda: np.empty((0, 2)))
    curves: tuple[Points, ...] = ()
    steps: Sequence[float] = ()
    number: int | None = None
    forms: tuple[str, ...] = ("",)
    scale: float = 1
    lit: bool = False
    home: Path | None = None

    @property
    def must_be_read(self) -> bool:
        """Whether another one gives way to it."""
        return len(self.points) > 0 and self.rank <= _rule()["key"]

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
        texts = [width(line, self.look.size, self.look.style) for line in lines]
        wide, high = max(texts, default=0.0) + 2, LINE * self.look.size * len(lines)
        if self.number is None:
            return wide, high
        badge = badge_width(self.number, self.scale)
        return badge + (wide + BADGE_GAP if lines else 0), max(high, _rule()["badge"] * self.scale)


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
        """Whether a name would lie on other states more than on its own."""
        if label.home is None or label.rank >= _rule()["small"]:
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
        crossed = own + _rule()["costs"]["crossing"][bool(label.curves)] * other
        if not label.curves:
            return float(crossed)
        near = int(np.count_nonzero(self._on(box, CLOSE - 2) & ~hit & ~mine))
        return float(crossed + 1.2 * near)

    def _on(self, box: Box, pad: float) -> NDArray[np.bool_]:
        x, y, r = self.dots[:, 0], self.dots[:, 1], self.radii + pad
        inner: NDArray[np.bool_] = (x > box[0] - r) & (x < box[2] + r)
        return inner & (y > box[1] - r) & (y < box[3] + r)


Place = tuple[float, float, float]
"""A centre and its cost."""


def _along(curve: Points, steps: Sequence[float], n: int, w: float, h: float) -> Iterator[Place]:
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
    rule = _rule()["near"]
    points = label.points.tolist()
    for order, (x, y) in enumerate(points):
        yield x, y, order
    ways = [*rule["close"]]
    if h < _rule()["one-line"] or label.rank < _rule()["key"]:
        ways += rule["far"]
    if label.rank < _rule()["small"]:
        ways += rule["aside"]
    x, y = points[0]
    for side, more, up in ways:
        dx = side * (w / 2 + rule["gap"] + more)
        yield x + dx, y + up * (rule["share"] * h), rule["cost"] + abs(dx) / rule["slope"]


def _places(label: Label, w: float, h: float) -> Iterator[Place]:
    if label.curves:
        for n, curve in enumerate(label.curves):
            yield from _along(curve, label.steps, n, w, h)
    else:
        yield from _near(label, w, h)


def _best(label: Label, room: Room, taken: list[Box], owners: Sequence[Label]) -> Spot | None:
    costs, (beside, above) = _rule()["costs"], _rule()["around"]
    best: Spot | None = None
    mine = np.array([owner == label.item for owner in room.owners], dtype=bool)
    x0, y0, x1, y1 = room.view
    for form in label.forms:
        w, h = label.extent(form)
        for x, y, cost in _places(label, w, h):
            if best and cost >= best.total:
                continue
            box = (x - w / 2 - beside, y - h / 2 - above, x + w / 2 + beside, y + h / 2 + above)
            within = box[0] >= x0 and box[1] >= y0 and box[2] <= x1 and box[3] <= y1
            if not within or any(overlap(box, other) for other in taken):
                continue
            total = cost + room.crossings(box, label, mine) + (costs["folded"] if form else 0)
            # A name upon the middle of something else reads as that one's name.
            if any(one.item != label.item and inside(one.points[0], box) for one in owners):
                total += costs["misleads"]
            if (best is None or total < best.total) and room.abroad(box, label):
                # Of those who are spoken of, the name must stand somewhere.
                total += FOREIGN if label.rank < _rule()["key"] else float("inf")
            if best is None or total < best.total:
                best = Spot(label, form, box, total)
        if best and not form and best.total < costs["enough"]:
            break
    return best


def _arrange(labels: Sequence[Label], room: Room) -> list[Spot]:
    """A spot for each label in turn; those for which there is none are left out."""
    taken, spots = list(room.taken), []
    owners = [one for one in labels if one.must_be_read]
    beside, above = _rule()["around"]
    for label in labels:
        best = _best(label, room, taken, owners)
        worth = _rule()["worth"] if label.rank >= _rule()["small"] else WORTH
        if best and best.total <= worth:
            x0, y0, x1, y1 = best.box
            taken.append(best.box)
            inner = (x0 + beside, y0 + above, x1 - beside, y1 - above)
            spots.append(replace(best, box=inner))
    return spots


def place(labels: Sequence[Label], room: Room) -> list[Spot]:
    """Spots for as many labels as find one; important ones left over go first the next time."""
    key, dear = _rule()["key"], _rule()["costs"]["left"]
    order = sorted(labels, key=lambda one: one.rank)
    spots: list[Spot] = []
    least = float("inf")
    for _ in range(_rule()["rounds"]):
        tried = _arrange(order, room)
        left = {one for one in order if one.must_be_read} - {spot.label for spot in tried}
        missed = sum(dear if one.rank < key else 1 for one in left)
        if missed < least:
            spots, least = tried, missed
        if not left:
            break
        order.sort(key=lambda one: one not in left)
    return spots


def _look(kind: str, window: Window, style: str = "", colour: str = "ink") -> Look:
    return Look(_rule()["type"][kind][window.narrow], style, colour)


def _state_look(rank: float, window: Window) -> Look:
    if rank < _rule()["key"]:
        return _look("loud", window, style="bold")
    if rank == _rule()["key"]:
        return _look("key", window)
    if rank >= _rule()["small"]:
        return _look("quiet", window, colour="quiet-ink")
    return _look("state", window)


def _folded(text: str, by: str = " ") -> tuple[str, ...]:
    return ("", "folded") if by in text else ("",)


def _states(scene: Scene) -> Iterator[Label]:
    frame, window = scene.frame, scene.window
    discs = {each.unit: each for each in scene.specks}
    small, named = _rule()["small"], set()
    for part in scene.parts:
        if not part.own and part.code in named:
            continue
        if not part.own:
            named.add(part.code)  # a state is named on the first of its shapes
        unit, name = part.units[0], part.own or part.name
        points = scene.shapes.at.get(unit, np.empty((0, 2)))
        if not name or not len(points):
            continue
        if disc := discs.get(unit):
            yield _beside(scene, disc.item, name, disc.at, frame["rank"], fold=True)
            continue
        home = window.path(scene.shapes.outline(part.units))
        if part.own:
            item, rank, look_of = f"unit:{unit}", frame["rank"], _state_look(small, window)
        else:
            item, rank = f"country:{part.code}", part.rank
            look_of = _state_look(rank, window)
            if rank >= small and home.get_extents().width < _rule()["broad"] * len(name):
                continue
            name = name.upper() if rank == _rule()["key"] else name
        text = clean(name, look_of.style)
        yield Label(
            item,
            text,
            rank,
            look_of,
            points=window.pixels(points),
            forms=_folded(text),
            lit=scene.lit(item),
            home=None if part.own else home,
        )


def _beside(
    scene: Scene, item: str, name: str, at: Points, rank: float, *, fold: bool = False
) -> Label:
    """The name of what a mark stands for, below or above it."""
    off = np.array([[0, _rule()["beside"]], [0, -_rule()["beside"]]])
    look_of = _state_look(_rule()["small"], scene.window)
    text = clean(name, look_of.style)
    forms = _folded(text) if fold else ("",)
    return Label(item, text, rank, look_of, points=at + off, forms=forms, lit=scene.lit(item))


def _moves(scene: Scene, *, listed: bool) -> Iterator[Label]:
    window, rule, ranks = scene.window, look()["arrows"], _rule()["ranks"]
    for arrow in scene.arrows:
        made = arrow.made
        # a stem carries the number
        named = arrow.strokes[:1] if made["strokes"][0]["head"] == "none" else arrow.strokes
        curves = tuple(stroke.visible for stroke in named)
        yield Label(
            made["id"],
            clean(made["label"], "bold"),
            ranks["move"],
            _look("move", window, "bold", "move"),
            curves=curves,
            steps=rule["along"],
            number=made["number"],
            forms=("bare",) if window.narrow and listed else ("", "bare"),
            scale=0.9 if window.narrow else 1,
            lit=scene.lit(made["id"]),
        )
        if "origin" in made:
            text = clean(made["origin"]["text"], "italic")
            yield Label(
                made["id"],
                text,
                ranks["origin"],
                _look("origin", window, "italic", "move"),
                curves=curves[:1],
                steps=rule["beginning"],
                forms=_folded(text, ", "),
            )


def wanted(scene: Scene, *, listed: bool) -> list[Label]:
    """Every label of a map; a narrow one has numbers alone where the moves are `listed`."""
    points = [
        _beside(scene, p["id"], p["name"], scene.window.point(p["at"]), _rule()["ranks"]["point"])
        for p in scene.frame["points"]
    ]
    points += [
        _beside(scene, told["id"], told["name"], at, _rule()["ranks"]["news"])
        for told, at in scene.news
        if "name" in told
    ]
    return [*_states(scene), *points, *_moves(scene, listed=listed)]


def draw(sheet: Sheet, spot: Spot) -> None:
    """A label at its spot."""
    label, (x0, y0, x1, y1) = spot.label, spot.box
    size, style, colour = label.look.size, label.look.style, label.look.colour
    lines = label.lines(spot.form)
    if label.number is not None:
        x0 += sheet.number(x0, (y0 + y1) / 2, label.number, label.scale) + BADGE_GAP
    x = (x0 + x1) / 2
    for n, line in enumerate(lines):
        y = (y0 + y1) / 2 + (n - (len(lines) - 1) / 2) * LINE * size + MIDDLE * size
        sheet.text(x, y, line, size, style=style, colour=colour, align="center", halo=HALO)
        if label.lit:
            half = width(line, size, style) / 2
            sheet.line([[x - half, y + 2], [x + half, y + 2]], line=colour, wide=1)
