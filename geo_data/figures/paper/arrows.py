"""Arrows and marks of a still in its pixels: where a line is cut short, and which heads fit.

The rules are those of map.js, so that the printed arrow is the live one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from geo_data.figures.map.bezier import Points, along
from geo_data.figures.paper.ground import Window
from geo_data.figures.paper.sheet import Box

HEAD_GAPS = (7, 11, 16, 22)
"""Pixels between an arrowhead and what it points at, best first."""

SURE = ("solid", "dashed", "dotted")
START_GAP = 3
STEPS = 400
DOT_STEP = 7
"""Pixels between the points along an arrow that labels avoid."""


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
        return around([self.tip, *self.wings], 1.5)


@dataclass(frozen=True)
class Arrow:
    """One move: its strokes, and the values of its frame."""

    made: dict[str, Any]
    strokes: tuple[Stroke, ...]


def around(points: Sequence[Points], pad: float) -> Box:
    """The box of some points and a margin."""
    low, high = np.min(points, axis=0) - pad, np.max(points, axis=0) + pad
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes share ground."""
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
    """The parameter at which a curve is `gap` pixels from its start or its end."""
    steps = np.arange(1, STEPS) / STEPS
    ways = 1 - steps if end else steps
    gaps = np.hypot(*(along(curve, ways) - curve[2 if end else 0]).T)
    far = np.flatnonzero(gaps >= gap)
    return float(ways[far[0]]) if len(far) else 0.5


def stroke(
    made: dict[str, Any],
    window: Window,
    *,
    narrow: bool,
    gap: float = HEAD_GAPS[0],
    bare: bool = False,
    stem: bool = False,
) -> Stroke:
    """A frame's stroke in pixels, its head `gap` before its end; a `stem` lies before it."""
    whole = window.pixels(np.array(made["p"], dtype=float).reshape(3, 2))
    width = max(1.3, made["w"] * (0.7 if narrow else 1))
    headed = made["h"] != "none" and not bare
    long = (7 + 1.25 * width) * (0.8 if narrow else 1)
    start = 0.0 if stem else _far_from(whole, START_GAP, end=False)
    short = gap - HEAD_GAPS[0] + 2 if made["h"] == "open" else gap
    tip = _far_from(whole, short, end=True) if headed else 1.0
    visible = cut(whole, min(start, tip / 2), tip)
    if not headed:
        return Stroke(whole, visible, visible, None, width, made["d"], made["h"])
    body = cut(visible, 0, _far_from(visible, 0.8 * long, end=True))
    way = visible[2] - body[2]
    way = way / (float(np.hypot(*way)) or 1.0)
    across = np.array([-way[1], way[0]]) * (3.2 + 0.75 * width)
    base = visible[2] - way * long
    wings = np.array([base + across, base - across])
    return Stroke(whole, visible, body, wings, width, made["d"], made["h"])


def mark_box(at: Points, radius: float) -> Box:
    """What a battlegroup's mark takes of the sheet."""
    return around([at], radius + 1)


def settle(
    frame: dict[str, Any], window: Window, *, narrow: bool, radius: float
) -> tuple[list[Arrow], list[tuple[str, Points]]]:
    """The arrows, and the battlegroups' ids and points.

    Marks first, then heads: a head that would lie on something ends earlier on its way, and
    where there is no room it is left out. Marks and arrows outside the panel are left out.
    """
    taken: list[Box] = []
    marks = []
    for group in frame["groups"]:
        at = window.pixels(np.array([group["at"]]))[0]
        own = mark_box(at, radius)
        if inside(at, window.panel) and not any(overlap(own, other) for other in taken):
            taken.append(own)
            marks.append((group["id"], at))
    settled: dict[tuple[int, int], Stroke] = {}
    order = sorted(
        ((a, s) for a, arrow in enumerate(frame["arrows"]) for s in range(len(arrow["s"]))),
        key=lambda key: _rank(frame["arrows"][key[0]]["s"][key[1]]),
    )
    for a, s in order:
        strokes = frame["arrows"][a]["s"]
        stem = s > 0 and strokes[0]["h"] == "none"
        found = _fitting(strokes[s], window, taken, narrow=narrow, stem=stem)
        settled[a, s] = found
        if found.wings is not None:
            taken.append(found.head_box)
    arrows = [
        Arrow(made, tuple(settled[a, s] for s in range(len(made["s"]))))
        for a, made in enumerate(frame["arrows"])
    ]
    return arrows, marks


def _rank(made: dict[str, Any]) -> tuple[bool, float, int]:
    return made["h"] == "none", -made["w"], SURE.index(made["d"])


def _fitting(
    made: dict[str, Any], window: Window, taken: list[Box], *, narrow: bool, stem: bool
) -> Stroke:
    if made["h"] == "none":
        return stroke(made, window, narrow=narrow, stem=stem)
    for gap in HEAD_GAPS:
        found = stroke(made, window, narrow=narrow, gap=gap, stem=stem)
        reach = float(np.hypot(*(found.whole[0] - found.whole[2])))
        room = gap == HEAD_GAPS[0] or gap < 0.4 * reach
        if room and not any(overlap(found.head_box, other) for other in taken):
            return found
    return replace(
        stroke(made, window, narrow=narrow, bare=True, stem=stem), head=f"no room for {made['h']}"
    )


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
            count = max(8, int(np.ceil(reach / DOT_STEP)))
            points.append(along(one.visible, np.linspace(0, 1, count + 1)))
            radii += [one.width / 2] * (count + 1)
            owners += [arrow.made["id"]] * (count + 1)
    found = np.vstack(points) if points else np.empty((0, 2))
    return found, np.array(radii, dtype=float), owners
