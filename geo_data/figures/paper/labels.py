"""What a still's map names, and room for it: the most important first, none over another.

Neither over a head or a mark. The rules are those of the browser's half, with the widths of the
fonts on paper. Paper has no tooltip to ask, so a name keeps nearer to its arrow and stays out of
other states if it can.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo_data.figures.look import look
from geo_data.figures.map.arrows import Points, along
from geo_data.figures.paper.ground import Ground, Land
from geo_data.figures.paper.shapes import Scene, Window, around, inside, overlap
from geo_data.figures.paper.sheet import MIDDLE, Box, Sheet, badge_width, blend, clean, width
from geo_data.prose.sentences import vocabulary

WORTH = 80
"""What a name may cost at most: beyond that it could not be read."""

LINE = 1.08
HALO = 1.8
CLOSE = 7
"""Pixels around an arrow's name that belong to it: what passes there would seem to be meant."""

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
    start: bool = False
    number: int | None = None
    forms: tuple[str, ...] = ("",)
    scale: float = 1
    lit: bool = False
    faint: bool = False
    land: Land | None = None

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
    """Where a label stands: its box without margin, the form it has there.

    `line` leads to what it names, shape (2, 2), where it stands elsewhere.
    """

    label: Label
    form: str
    box: Box
    total: float = field(default=0, compare=False)
    line: Points | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Room:
    """The panel, the boxes that are taken, and the dots along the arrows."""

    view: Box
    taken: Sequence[Box]
    dots: Points
    radii: Points
    owners: Sequence[str]
    ground: Ground | None = None

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

    def struck(self, box: Box) -> bool:
        """Whether a line of an arrow runs through a box."""
        return bool(len(self.dots)) and bool(np.any(self._on(box, 0)))

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
    x, y = points[0]
    for side, more, up in ways:
        dx = side * (w / 2 + rule["gap"] + more)
        yield x + dx, y + up * (rule["share"] * h), rule["cost"] + abs(dx) / rule["slope"]


def _places(label: Label, w: float, h: float) -> Iterator[Place]:
    if not label.curves:
        yield from _near(label, w, h)
        return
    for n, curve in enumerate(label.curves):
        yield from _along(curve, label.steps, n, w, h)
    if label.start:
        x, y = label.curves[0][0].tolist()
        for reach in _rule()["start"]:
            for turn in np.linspace(0, 2 * np.pi, 16, endpoint=False):
                dx, dy = np.cos(turn) * (w / 2 + reach), np.sin(turn) * (h / 2 + reach)
                yield x + dx, y + dy, reach / _rule()["near"]["slope"]


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
            crossed = room.crossings(box, label, mine)
            if label.curves and form != "bare" and room.struck(box):
                continue  # no line runs through an arrow's name
            total = cost + crossed + (costs["folded"] if form else 0)
            total += _misleads(box, label, owners)
            if best is None or total < best.total:
                best = Spot(label, form, box, total)
        if best and not form and best.total < costs["enough"]:
            break
    return best


def _misleads(box: Box, label: Label, owners: Sequence[Label]) -> float:
    """What it costs that a name upon the middle of something else reads as that one's name."""
    some = any(one.item != label.item and inside(one.points[0], box) for one in owners)
    return float(_rule()["costs"]["misleads"]) if some else 0.0


# -- names of states, on their ground


def _stages(label: Label, land: Land, w: float, h: float) -> list[Callable[[], Points]]:
    """Where a state may be named: at its points, all over its ground, and about its middle.

    Each has x, y and a cost, shape (n, 3).
    """
    rule, middle = _rule()["ground"], label.points[0]

    def points() -> Points:
        return np.column_stack([label.points, np.arange(len(label.points))])

    def lattice() -> Points:
        x0, y0, x1, y1 = land.box
        columns, rows = rule["lattice"]
        dx, dy = max(6, (x1 - x0) / columns), max(4, (y1 - y0) / rows)
        x, y = np.meshgrid(np.arange(x0 + dx / 2, x1, dx), np.arange(y0 + dy / 2, y1, dy))
        found = np.column_stack([x.ravel(), y.ravel()])
        return np.column_stack([found, np.hypot(*(found - middle).T) / rule["slope"]])

    def ring() -> Points:
        key, small = label.rank <= _rule()["key"], label.rank >= _rule()["small"]
        # what need not be read is worth no line
        near = rule["ring"] + rule["far"] if key else rule["ring"][: 4 if small else None]
        turns = np.linspace(0, 2 * np.pi, rule["turns"], endpoint=False)
        reach, turn = (each.ravel() for each in np.meshgrid(near, turns, indexing="ij"))
        x = middle[0] + np.cos(turn) * (w / 2 + reach)
        y = middle[1] + np.sin(turn) * (h / 2 + reach)
        return np.column_stack([x, y, reach / rule["slope"]])

    return [points, lattice, ring]


def _standing(
    boxes: Points, label: Label, land: Land, ground: Ground
) -> tuple[Points, list[Points | None]]:
    """What boxes cost for the ground beneath them, infinite where none may stand; their lines."""
    rule = _rule()["ground"]
    own, others, beyond = ground.shares(boxes, land)
    cost = rule["others"] * others + rule["sea"] * (1 - own - others)
    cost[(others > rule["most"]) | (beyond > 0)] = np.inf
    home = own > others + rule["more"]
    about_own, about_others, _ = ground.shares(boxes, land, rule["beside"])
    mine = np.array([int(number) in land.mine for number in ground.at(label.points)])
    goals = label.points[mine] if mine.any() else label.points
    starts = np.clip(goals[None, :, :], boxes[:, None, :2], boxes[:, None, 2:])
    reaches = np.linalg.norm(goals - starts, axis=2)
    nearest, every = np.argmin(reaches, axis=1), np.arange(len(boxes))
    start, goal, reach = starts[every, nearest], goals[nearest], reaches[every, nearest]
    close = (reach <= rule["beside"]) & (about_others < rule["more"])
    close = (others < rule["hardly"]) & (close | (about_own > about_others))
    lines: list[Points | None] = [None] * len(boxes)
    for n in np.flatnonzero(~home & np.isfinite(cost)):
        if close[n]:
            cost[n] += rule["alone"]
            continue
        if not mine.any():
            cost[n] = np.inf
            continue
        line = np.array([start[n], goal[n]])
        over = int(np.sum(ground.foreign(points_of(line, rule["line"]), land.mine)))
        cost[n] += rule["led"] + reach[n] / rule["line"] + rule["over"] * over
        lines[n] = line
    return cost, lines


def points_of(line: Points, step: float) -> Points:
    """Points along a line, some pixels apart, its start left out: shape (n, 2)."""
    count = max(1, int(np.ceil(np.hypot(*(line[1] - line[0])) / step)))
    share = np.arange(1, count + 1)[:, None] / count
    found: Points = line[0] + (line[1] - line[0]) * share
    return found


def _upon(label: Label, room: Room, taken: list[Box], owners: Sequence[Label]) -> Spot | None:
    """The best spot for a name of ground."""
    costs, pad, rule = _rule()["costs"], np.array(_rule()["around"]), _rule()["ground"]
    mine = np.array([owner == label.item for owner in room.owners], dtype=bool)
    fixed = np.array(taken).reshape(-1, 4)
    best: Spot | None = None
    for stage in range(len(rule["enough"])):
        for form in label.forms:
            w, h = label.extent(form)
            assert label.land is not None and room.ground is not None  # noqa: PT018, S101
            found = _stages(label, label.land, w, h)[stage]()
            half = np.array([w / 2, h / 2]) + pad
            boxes = np.hstack([found[:, :2] - half, found[:, :2] + half])
            least = found[:, 2] + (costs["folded"] if form else 0)
            fits = _free(boxes, room.view, fixed)
            boxes, least = boxes[fits], least[fits]
            stands, lines = _standing(boxes, label, label.land, room.ground)
            total = least + stands
            for n in np.argsort(total, kind="stable"):
                if not np.isfinite(total[n]) or (best and total[n] >= best.total):
                    break
                box: Box = (*map(float, boxes[n]),)  # type: ignore[assignment]
                line = lines[n]
                if line is not None and _crossed(line, fixed):
                    continue
                weighed = float(total[n]) + room.crossings(box, label, mine)
                weighed += _misleads(box, label, owners)
                if best is None or weighed < best.total:
                    best = Spot(label, form, box, weighed, line)
            if best and not best.form and best.total < costs["enough"]:
                break
        if best and best.total < rule["enough"][stage]:
            break
    return best


def _free(boxes: Points, view: Box, fixed: Points) -> NDArray[np.bool_]:
    """Which boxes lie in the view and over none of those that are taken."""
    fits: NDArray[np.bool_] = np.all(boxes[:, :2] >= view[:2], axis=1)
    fits &= np.all(boxes[:, 2:] <= view[2:], axis=1)
    over = (boxes[:, None, 0] < fixed[:, 2]) & (fixed[:, 0] < boxes[:, None, 2])
    over &= (boxes[:, None, 1] < fixed[:, 3]) & (fixed[:, 1] < boxes[:, None, 3])
    fits &= ~over.any(axis=1)
    return fits


def _crossed(line: Points, fixed: Points) -> bool:
    """Whether a line runs through a box; at its end it may run over a mark."""
    points = points_of(line, 4)
    points = points[np.hypot(*(points - line[1]).T) > _rule()["ground"]["end"]]
    x, y = points[:, :1], points[:, 1:]
    within = (x > fixed[:, 0]) & (x < fixed[:, 2]) & (y > fixed[:, 1]) & (y < fixed[:, 3])
    return bool(within.any())


def _arrange(labels: Sequence[Label], room: Room) -> list[Spot]:
    """A spot for each label in turn; those for which there is none are left out."""
    taken, spots = list(room.taken), []
    owners = [one for one in labels if one.must_be_read]
    beside, above = _rule()["around"]
    for label in labels:
        best = (_upon if label.land else _best)(label, room, taken, owners)
        worth = _rule()["worth"] if label.rank >= _rule()["small"] else WORTH
        if best and best.total <= worth:
            x0, y0, x1, y1 = best.box
            taken.append(best.box)
            if best.line is not None:
                taken += [around([point], 1) for point in points_of(best.line, 5)]
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
        far = not part.code and unit in vocabulary()["far"]
        if part.own:
            item, look_of = f"unit:{unit}", _state_look(small, window)
            rank, own = _rule()["ranks"]["far"] if far else frame["rank"], [unit]
        else:
            item, rank, own = f"country:{part.code}", part.rank, scene.units_of(part.code)
            look_of = _state_look(rank, window)
        land = scene.ground.of(unit, own)
        if far or not part.own:
            home = window.path(scene.shapes.outline(part.units)).get_extents()
            if rank >= small and home.width < _broad(rank) * len(name):
                continue
        points = window.pixels(points)
        if not land.cells and not inside(points[0], window.panel):
            continue  # it is out of sight
        text = clean(name, look_of.style)
        yield Label(
            item,
            text,
            rank,
            look_of,
            points=points,
            forms=_folded(text),
            lit=scene.lit(item),
            land=land,
        )


def _broad(rank: float) -> float:
    """How many pixels a letter ground must have that need not be named."""
    near, far = _rule()["broad"]
    return float(far if rank > _rule()["small"] else near)


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
    focused = any(scene.lit(arrow.made["id"]) for arrow in scene.arrows)
    for arrow in scene.arrows:
        made = arrow.made
        if not arrow.strokes:
            continue
        # a stem carries the number
        named = arrow.strokes[:1] if arrow.strokes[0].head == "none" else arrow.strokes
        faint = focused and not scene.lit(made["id"])
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
            faint=faint,
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
                start=True,
                faint=faint,
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
    # of one rank the largest first
    states = sorted(_states(scene), key=lambda one: -one.land.cells if one.land else 0)
    return [*states, *points, *_moves(scene, listed=listed)]


def draw(sheet: Sheet, spot: Spot) -> None:
    """A label at its spot."""
    label, (x0, y0, x1, y1) = spot.label, spot.box
    size, style, colour = label.look.size, label.look.style, label.look.colour
    if label.faint:
        colour = blend(sheet.colour(colour), sheet.colour("sea"), look()["arrows"]["faint"])
    if spot.line is not None:
        sheet.line(spot.line.tolist(), line="quiet-ink", wide=1)
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
