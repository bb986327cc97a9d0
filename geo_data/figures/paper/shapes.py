"""What of a frame is drawn on a still, in pixels: states, discs of territories, arrows, marks.

The rules are those of the browser's half, so that the printed map is the live one.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import hypot
from typing import Any

import numpy as np
from matplotlib.path import Path

from geo_data import geometry
from geo_data.english import unique
from geo_data.errors import DataFileError
from geo_data.figures import contract
from geo_data.figures.contract import Frame
from geo_data.figures.look import look
from geo_data.figures.map.arrows import Points, along
from geo_data.figures.paper.ground import Ground
from geo_data.figures.paper.sheet import Box
from geo_data.geometry.webshapes import with_margin
from geo_data.prose.sentences import vocabulary

Ring = list[int]
PALE = "pale"
TALL = 0.7
"""Height over width from which a narrow map shows what a telephone does, which is square."""


@dataclass(frozen=True)
class Window:
    """What part of an area is seen, and where: from map units to the sheet's pixels."""

    seen: Box
    panel: Box

    @property
    def narrow(self) -> bool:
        """Whether its map is drawn as on a telephone."""
        return is_narrow(self.panel[2] - self.panel[0])

    @property
    def scale(self) -> float:
        """Pixels a map unit."""
        return (self.panel[2] - self.panel[0]) / (self.seen[2] - self.seen[0])

    def pixels(self, points: Points) -> Points:
        """Points in map units, shape (n, 2), on the sheet."""
        x = self.panel[0] + (points[:, 0] - self.seen[0]) * self.scale
        y = self.panel[1] + (self.seen[3] - points[:, 1]) * self.scale
        return np.column_stack([x, y])

    def point(self, at: contract.At) -> Points:
        """A place in map units, on the sheet: shape (2,)."""
        point: Points = self.pixels(np.array([at]))[0]
        return point

    def path(self, path: Path) -> Path:
        """A path in map units, on the sheet."""
        return Path(self.pixels(np.asarray(path.vertices)), path.codes)


def is_narrow(wide: float) -> bool:
    """Whether a map so many pixels wide is drawn as on a telephone."""
    return bool(wide < look()["sizes"]["narrow"])


def window(area: str, panel: Box, near: Box | None = None) -> Window:
    """The area's box, or what is `near`, grown to the shape of the panel.

    It grows inside the box as long as it can, then below it: arrows enter at the other edges.
    """
    box = geometry.AREAS[area].box
    x0, y0, x1, y1 = near or box
    shape = (panel[3] - panel[1]) / (panel[2] - panel[0])
    wide, high = x1 - x0, y1 - y0
    wide, high = max(wide, high / shape), max(high, wide * shape)
    left = min(max((x0 + x1 - wide) / 2, box[0]), max(box[0], box[2] - wide))
    top = max(min((y0 + y1 + high) / 2, box[3]), min(box[3], box[1] + high))
    return Window((left, top - high, left + wide, top), panel)


def tallest(area: str, near: Box | None = None) -> float:
    """The most height over width that a panel may have: below the margin there are no shapes."""
    box = geometry.AREAS[area].box
    low = with_margin(box)[1] + 1
    x0, _, x1, _ = near or box
    return (box[3] - low) / (x1 - x0)


class Topology:
    """An area's TopoJSON in map units, y up: units, and where they may be named.

    Every border is stored once, as an arc, so an arc that two units of a state share lies inside
    it and is left out of its outline.
    """

    def __init__(self, made: dict[str, Any]) -> None:
        transform = made["transform"]
        scale, start = np.array(transform["scale"]), np.array(transform["translate"])
        arcs = [np.cumsum(np.array(arc), axis=0) for arc in made["arcs"]]
        self._arcs: list[Points] = [arc * scale + start for arc in arcs]
        self._ends = [(tuple(arc[0]), tuple(arc[-1])) for arc in arcs]
        self.units: dict[str, list[Ring]] = {}
        self.at: dict[str, Points] = {}
        self._outlines: dict[tuple[str, ...], Path] = {}
        earth = made["frame"].get("earth")
        self.earth = Path(earth, closed=True) if earth else None
        for shape in made["objects"]["units"]["geometries"]:
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
            if rings := [ring for polygon in polygons for ring in polygon]:
                self.units[shape["id"]] = rings
            self.at[shape["id"]] = np.array(shape["properties"]["at"], dtype=float).reshape(-1, 2)

    def outline(self, units: tuple[str, ...]) -> Path:
        """What units of this map enclose together."""
        if units not in self._outlines:
            lines = [self._line(ring) for ring in self._rings(units)]
            self._outlines[units] = _path(lines, closed=True)
        return self._outlines[units]

    def border(self, units: Iterable[str], others: Iterable[str]) -> Path | None:
        """What two groups of units share; None if nothing."""
        ours, theirs = (self._rings(tuple(group)) for group in (units, others))
        shared = {_arc(i) for ring in ours for i in ring} & {
            _arc(i) for ring in theirs for i in ring
        }
        return _path([self._arcs[i] for i in sorted(shared)], closed=False) if shared else None

    def _rings(self, units: tuple[str, ...]) -> list[Ring]:
        rings = [ring for unit in units for ring in self.units.get(unit, [])]
        times = Counter(_arc(i) for ring in rings for i in ring)
        outer = [i for ring in rings for i in ring if times[_arc(i)] == 1]
        if len(outer) == times.total():
            return rings
        after: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for i in outer:
            after[self._end(i, last=False)].append(i)
        found = []
        for start in list(after):
            while after[start]:
                ring, node = [], start
                while after[node]:
                    ring.append(after[node].pop())
                    node = self._end(ring[-1], last=True)
                found.append(ring)
        return found

    def _end(self, i: int, *, last: bool) -> tuple[Any, ...]:
        return self._ends[_arc(i)][last == (i >= 0)]

    def _line(self, numbers: Ring) -> Points:
        """Arcs put end to end; ~n is arc n backwards."""
        parts = [self._arcs[n] if n >= 0 else self._arcs[~n][::-1] for n in numbers]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])


@cache
def topology(area: str) -> Topology:
    """An area's shapes, read once; DataFileError if the file is missing or broken."""
    file = geometry.web_file(area)
    try:
        return Topology(json.loads(file.read_bytes()))
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise DataFileError(file, f"it cannot be read ({error})", geometry.REBUILD) from error


def _arc(i: int) -> int:
    return i if i >= 0 else ~i


def _path(lines: list[Points], *, closed: bool) -> Path:
    return Path.make_compound_path(*(Path(line, closed=closed) for line in lines))


@dataclass(frozen=True)
class Part:
    """Units painted as one, the one that it is named at first.

    `own` is a name of these units alone; `code`, `name` and `rank` are those of its state.
    """

    units: tuple[str, ...]
    look: str = PALE
    code: str = ""
    name: str = ""
    rank: int = 0
    own: str = ""


def parts(frame: Frame, shapes: Topology) -> list[Part]:
    """In the order of painting: what lies upon a state is last."""
    looks = {unit: look for look, units in frame["fills"].items() for unit in units.split()}
    rank_of = {code: int(rank) for rank, codes in frame["ranks"].items() for code in codes.split()}
    upon, own = frame["upon"].split(), frame["labels"]
    found: list[Part] = []
    last: list[Part] = []
    for code, name in frame["names"].items():
        units = [u for u in frame["units"].get(code, code).split() if u in shapes.units]
        groups: dict[tuple[str, str], list[str]] = {}
        for unit in units:
            key = ("annexed", "") if code in upon else (looks.get(unit, PALE), unit * (unit in own))
            groups.setdefault(key, []).append(unit)
        some = [
            Part(tuple(group), look, code, name, rank_of[code], own.get(unit, ""))
            for (look, unit), group in groups.items()
        ]
        (last if code in upon else found).extend(some)
    taken = {unit for part in found for unit in part.units}
    rest = (unit for unit in shapes.units if unit not in taken)
    own = {**vocabulary()["far"], **own}
    found += [Part((unit,), looks.get(unit, PALE), own=own.get(unit, "")) for unit in rest]
    return found + last


@dataclass(frozen=True)
class Speck:
    """A disc at `at`, shape (2,) in pixels, for a territory `item`; `unit` is its first."""

    item: str
    unit: str
    look: str
    at: Points


def specks(frame: Frame, parts: list[Part], shapes: Topology, window: Window) -> list[Speck]:
    """The discs of a frame; where alike ones would lie on one another, the first of them."""
    looks = {unit: part.look for part in parts for unit in part.units}
    rule = look()["sizes"]
    found: list[Speck] = []
    for made in frame.get("specks", ()):
        item, unit = made["id"], made["unit"]
        places, lit = shapes.at.get(unit, np.empty((0, 2))), item in frame["lit"]
        if not len(places) or (made["size"] * window.scale > rule["seen"] and not lit):
            continue
        at = window.pixels(places[:1])[0]
        like = (other for other in found if other.look == looks[unit])
        if lit or not any(hypot(*(at - other.at)) < rule["speck"] for other in like):
            found.append(Speck(item, unit, looks[unit], at))
    return found


@dataclass(frozen=True)
class Stroke:
    """A stroke in pixels: the curve from end to end, what of it is visible, its body and head."""

    whole: Points
    visible: Points
    body: Points
    wings: Points | None
    width: float
    dash: str
    head: str

    @property
    def tip(self) -> Points:
        """Where it ends."""
        tip: Points = self.visible[2]
        return tip

    @property
    def head_box(self) -> Box:
        """What its head takes of the sheet."""
        assert self.wings is not None  # noqa: S101 - asked for headed strokes alone
        return around([self.tip, *self.wings], look()["arrows"]["clear"])


@dataclass(frozen=True)
class Arrow:
    """One move: the values of its frame, its strokes that are drawn, and which these are."""

    made: contract.Arrow
    strokes: tuple[Stroke, ...]
    places: tuple[int, ...]


@dataclass(frozen=True)
class Undrawn:
    """A move that is not drawn, or in part: its legs to some `lands`."""

    item: str
    number: int
    lands: tuple[str, ...] = ()


def around(points: Sequence[Points], pad: float) -> Box:
    """The box of some points and a margin."""
    low, high = np.min(points, axis=0) - pad, np.max(points, axis=0) + pad
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes overlap."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def cut(curve: Points, t0: float, t1: float) -> Points:
    """The part of a curve between two of its parameters."""
    _, c, b = curve
    start = along(curve, np.array([t0]))[0]
    control = c + (b - c) * t0
    t = (t1 - t0) / (1 - t0) if t0 < 1 else 0.0
    tail = np.array([start, control, b])
    end = along(tail, np.array([t]))[0]
    return np.array([start, start + (control - start) * t, end])


def _far_from(curve: Points, gap: float, *, end: bool) -> float:
    """The parameter at which a curve is `gap` pixels from its start or its end.

    Below zero it has gone on straight beyond its end.
    """
    if gap < 0:
        return float(1 - gap / (2 * np.hypot(*(curve[2] - curve[1])) or 1))
    _, many = look()["arrows"]["steps"]
    steps = np.arange(1, many) / many
    ways = 1 - steps if end else steps
    gaps = np.hypot(*(along(curve, ways) - curve[2 if end else 0]).T)
    far = np.flatnonzero(gaps >= gap)
    return float(ways[far[0]]) if len(far) else 0.5


def gaps_of(made: contract.Stroke) -> list[float]:
    """Where its head may end, in pixels before its goal, best first."""
    rule = look()["arrows"]
    found: list[float] = rule["edges" if made["head"] == "open" else "gaps"]
    return found


def bent_by(curve: Points, times: float) -> Points:
    """A curve that is bent otherwise: so many times as much."""
    middle = (curve[0] + curve[2]) / 2
    return np.array([curve[0], middle + (curve[1] - middle) * times, curve[2]])


def stroke(
    made: contract.Stroke,
    window: Window,
    *,
    gap: float | None = None,
    stem: bool = False,
    times: float = 1,
) -> Stroke:
    """A frame's stroke in pixels, its head `gap` before its end; a `stem` lies before it.

    It is bent `times` as much as the frame says.
    """
    rule, narrow = look()["arrows"], window.narrow
    gap = gaps_of(made)[0] if gap is None else gap
    whole = bent_by(window.pixels(np.array(made["curve"], dtype=float).reshape(3, 2)), times)
    width = line_width(made["width"], narrow=narrow)
    headed = made["head"] != "none"
    start = 0.0 if stem else _far_from(whole, rule["start"], end=False)
    tip = _far_from(whole, gap, end=True) if headed else 1.0
    visible = cut(whole, min(start, tip / 2), tip)
    if not headed:
        return Stroke(whole, visible, visible, None, width, made["dash"], made["head"])
    (long, more), (half, wider) = rule["long"], rule["half"]
    long = (long + more * width) * (rule["narrow-head"] if narrow else 1)
    body = cut(visible, 0, _far_from(visible, rule["body"] * long, end=True))
    way = visible[2] - body[2]
    way = way / (float(np.hypot(*way)) or 1.0)
    across = np.array([-way[1], way[0]]) * (half + wider * width)
    base = visible[2] - way * long
    wings = np.array([base + across, base - across])
    return Stroke(whole, visible, body, wings, width, made["dash"], made["head"])


def line_width(full: float, *, narrow: bool) -> float:
    """Pixels of an arrow's line on a map that may be narrow."""
    rule = look()["arrows"]
    return float(max(rule["hair"], full * (rule["narrow"] if narrow else 1)))


def settle(
    frame: Frame,
    window: Window,
    news: Sequence[tuple[contract.News, Points]],
    ground: Ground,
    units_of: Callable[[str], Sequence[str]],
) -> tuple[list[Arrow], dict[str, Points], list[Undrawn]]:
    """The arrows, the places of the battlegroups' marks by id, and what is not drawn.

    Marks first, those of the `news` among them, then heads: a head that would lie on something, or
    in a third country, ends elsewhere or comes another way; where there is none, its leg is not
    drawn. Marks and arrows outside the panel are left out.
    """
    marks: dict[str, Points] = {}
    taken = [wedge_box(at, window) for _, at in news]
    for group in frame["groups"]:
        at = window.point(group["at"])
        own = around([at], mark_size(window) + 1)
        if inside(at, window.panel) and not any(overlap(own, other) for other in taken):
            taken.append(own)
            marks[group["id"]] = at
    loud = {a for a, one in enumerate(frame["arrows"]) if _is_loud(frame, one)}
    all_strokes = [
        (made, n > 0 and frame["arrows"][a]["strokes"][0]["head"] == "none", (a, n))
        for a in sorted(loud)
        for n, made in enumerate(frame["arrows"][a]["strokes"])
    ]
    settled: dict[tuple[int, int], Stroke] = {}
    for made, stem, place in sorted(all_strokes, key=lambda each: _rank(each[0])):
        if made["head"] == "none":
            settled[place] = stroke(made, window, stem=stem)
            continue
        mine = ground.of("", units_of(made["to"])).mine
        if found := _fitting(made, window, taken, ground, mine, stem=stem):
            settled[place] = found
            taken.append(found.head_box)
    arrows, left = [], [Undrawn(each["id"], each["number"]) for each in frame["wayless"]]
    for a, arrow in enumerate(frame["arrows"]):
        legs = [n for n, made in enumerate(arrow["strokes"]) if made["head"] != "none"]
        gone = [n for n in legs if (a, n) not in settled]
        if gone:
            some = gone if len(gone) < len(legs) else []
            lands = (frame["names"].get(arrow["strokes"][n]["to"], "") for n in some)
            left.append(Undrawn(arrow["id"], arrow["number"], unique(lands)))
        drawn = [n for n in range(len(arrow["strokes"])) if (a, n) in settled]
        # a stem without a branch would point at nothing
        drawn = drawn if len(gone) < len(legs) else []
        arrows.append(Arrow(arrow, tuple(settled[a, n] for n in drawn), tuple(drawn)))
    return arrows, marks, left


def _is_loud(frame: Frame, arrow: contract.Arrow) -> bool:
    """Whether an arrow is drawn: unasked, or because it is chosen."""
    return not arrow.get("quiet") or arrow["id"] in frame["lit"]


def mark_size(window: Window) -> float:
    """From the middle of a battlegroup's mark to its corners."""
    return float(look()["sizes"]["group"][window.narrow])


def _rank(made: contract.Stroke) -> tuple[bool, float, int]:
    return made["head"] == "none", -made["width"], [*look()["dashes"]].index(made["dash"])


def _fitting(
    made: contract.Stroke,
    window: Window,
    taken: Sequence[Box],
    ground: Ground,
    mine: frozenset[int],
    *,
    stem: bool,
) -> Stroke | None:
    """A stroke with its head where it may be: nothing below it, and in no third country."""
    second = None
    for times in look()["arrows"]["bends"]:
        if stem and times <= 0:
            continue
        for gap in gaps_of(made):
            found = stroke(made, window, gap=gap, stem=stem, times=times)
            if any(overlap(found.head_box, other) for other in taken):
                continue
            assert found.wings is not None  # noqa: S101 - asked for headed strokes alone
            # cells are coarser than a border
            about = found.tip + ground.cell / 2 * np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])
            if ground.foreign(about, mine).any():
                continue
            if not ground.foreign(np.array([*found.wings, found.body[2]]), mine).any():
                return found
            second = second or found
    return second


def diamond(at: Sequence[float] | Points, radius: float) -> Path:
    """The mark of a battlegroup."""
    x, y = map(float, at)
    corners = [(x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)]
    return Path([*corners, corners[0]], closed=True)


def wedge(at: Sequence[float] | Points, size: float) -> Path:
    """The mark of what happened in a country: it points down to its place."""
    x, y = map(float, at)
    corners = [(x, y), (x - 0.75 * size, y - 1.4 * size), (x + 0.75 * size, y - 1.4 * size)]
    return Path([*corners, corners[0]], closed=True)


def _wedge_room(at: Points, window: Window) -> tuple[Points, float]:
    """Its middle, and how far it reaches from there."""
    size = float(look()["sizes"]["news"][window.narrow])
    return np.array([at[0], at[1] - 0.7 * size]), 0.8 * size


def wedge_box(at: Points, window: Window) -> Box:
    """The room that it takes."""
    middle, reach = _wedge_room(at, window)
    return around([middle], reach + 1)


def wedges(frame: Frame, window: Window) -> list[tuple[contract.News, Points]]:
    """The marks of what happened; one on another or outside the panel is left out."""
    found: list[tuple[contract.News, Points]] = []
    for told in frame["news"]:
        for at in map(window.point, told["at"]):
            own, others = wedge_box(at, window), [wedge_box(there, window) for _, there in found]
            if inside(at, window.panel) and not any(overlap(own, other) for other in others):
                found.append((told, at))
    return found


def disc(at: Sequence[float] | Points, name: str, scale: float = 1) -> Path:
    """The mark of a territory ("speck") or of a state without a shape ("point")."""
    x, y = map(float, at)
    return Path.circle((x, y), look()["sizes"][name] * scale)


def inside(point: Points, box: Box, pad: float = 0) -> bool:
    """Whether a point lies in a box, or not farther than `pad` from it."""
    x0, y0, x1, y1 = box
    return bool(x0 - pad < point[0] < x1 + pad and y0 - pad < point[1] < y1 + pad)


def dots(arrows: Sequence[Arrow]) -> tuple[Points, Points, list[str]]:
    """Points along all arrows (n, 2), their half widths, and whose they are."""
    points, radii, owners = [], [], []
    for arrow in arrows:
        for one in arrow.strokes:
            reach = float(np.hypot(*(one.visible[0] - one.visible[2])))
            count = max(8, int(np.ceil(reach / look()["naming"]["dots"])))
            points.append(along(one.visible, np.linspace(0, 1, count + 1)))
            radii += [one.width / 2] * (count + 1)
            owners += [arrow.made["id"]] * (count + 1)
    found = np.vstack(points) if points else np.empty((0, 2))
    return found, np.array(radii, dtype=float), owners


class Scene:
    """A frame's map in a box of the sheet: what is drawn of it, and where."""

    def __init__(self, frame: Frame, box: Box) -> None:
        self.frame = frame
        tall = box[3] - box[1] > TALL * (box[2] - box[0])
        near = frame.get("near") if tall and is_narrow(box[2] - box[0]) else None
        self.window = window(frame["area"], box, near)
        self.shapes = topology(frame["area"])
        self.parts = parts(frame, self.shapes)
        self.specks = specks(frame, self.parts, self.shapes, self.window)
        self.news = wedges(frame, self.window)
        seen = {unit: self.window.path(self.shapes.outline((unit,))) for unit in self.shapes.units}
        earth = self.shapes.earth
        self.ground = Ground(box, seen, self.window.path(earth) if earth is not None else None)
        self.arrows, self.marks, self.undrawn = settle(
            frame, self.window, self.news, self.ground, self.units_of
        )

    def units_of(self, code: str) -> list[str]:
        """The units of a state, those with names of their own too."""
        return self.frame["units"].get(code, code).split()

    def lit(self, item: str | None) -> bool:
        """Whether the reader's focus lights something up."""
        return item in self.frame["lit"]

    def dots(self) -> tuple[Points, Points, list[str]]:
        """Points that labels keep clear of if they can, as `dots`: arrows and what happened."""
        points, radii, owners = dots(self.arrows)
        rooms = [_wedge_room(at, self.window) for _, at in self.news]
        found = np.vstack([points, *(middle for middle, _ in rooms)])
        wide = np.concatenate([radii, [reach for _, reach in rooms]])
        return found, wide, [*owners, *(told["id"] for told, _ in self.news)]

    def taken(self) -> list[Box]:
        """What labels must leave free: marks and heads."""
        marks = [around([at], mark_size(self.window) + 1) for at in self.marks.values()]
        discs = [around([each.at], look()["sizes"]["speck"]) for each in self.specks]
        heads = [s.head_box for a in self.arrows for s in a.strokes if s.wings is not None]
        return [*marks, *discs, *heads]
