"""The map of a still: what a frame says on paper, and its margins around it."""

from typing import Any

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from matplotlib.path import Path

from geo_data.figures.contract import Frame
from geo_data.figures.fills import Pattern, fills, speck
from geo_data.figures.look import look
from geo_data.figures.map.frame import frame
from geo_data.figures.paper.labels import Label, Room, Spot, draw, place, wanted
from geo_data.figures.paper.margins import (
    GAP,
    Block,
    Format,
    credits_of,
    heading,
    margin,
    sources_within,
    stack,
    total,
)
from geo_data.figures.paper.shapes import (
    Arrow,
    Stroke,
    diamond,
    disc,
    dots,
    is_narrow,
    mark_box,
    mark_size,
    parts,
    settle,
    specks,
    tallest,
    topology,
    window,
)
from geo_data.figures.paper.sheet import Box, Sheet, pattern_in
from geo_data.history.snapshot import Snapshot
from geo_data.prose import words

TALL = 0.7
"""Height over width from which a narrow panel shows what a telephone does, which is square."""

SIDE = 0.3
"""The share of a sheet's width that a side column needs to hold the title too."""

LEAST_SIDE = 0.23
TALLER = 1.15
"""How much higher than its area a map may be: the shapes go on below it."""

COLUMN_SHAPES = (1.3, 1.2, 1.1, 1.0, 0.92, 0.84, 0.78)


class Panel:
    """One map on a sheet: its window, arrows and labels, known before it is drawn."""

    def __init__(self, frame: Frame, box: Box, *, listed: bool = True) -> None:
        self.frame = frame
        tall = box[3] - box[1] > TALL * (box[2] - box[0])
        self.window = window(frame["area"], box)
        if self.window.narrow and tall:
            self.window = window(frame["area"], box, frame.get("near"))
        self.shapes = topology(frame["area"])
        self.parts = parts(frame, self.shapes)
        self.specks = specks(frame, self.parts, self.shapes, self.window)
        self.arrows, self.marks = settle(frame, self.window)
        self.labels: list[Label] = wanted(
            frame, self.parts, self.shapes, self.window, self.arrows, self.specks, listed=listed
        )
        self.spots: list[Spot] = place(self.labels, self._room())

    def taken(self) -> list[Box]:
        """What labels must leave free: marks and heads."""
        heads = [s.head_box for a in self.arrows for s in a.strokes if s.wings is not None]
        marks = [mark_box(at, self.window) for at in self.marks.values()]
        return [*marks, *(each.box for each in self.specks), *heads]

    def _room(self) -> Room:
        x0, y0, x1, y1 = self.window.panel
        view = (x0 + 3, y0 + 3, x1 - 3, y1 - 3)
        lands = [label.home for label in self.labels if label.home is not None]
        return Room(view, self.taken(), *dots(self.arrows), lands)

    def draw(self, sheet: Sheet) -> None:
        """Paint it all, names last."""
        if self.shapes.earth is None:
            sheet.box(self.window.panel, fill="sea")
        else:
            earth, clip = self.window.path(self.shapes.earth), self.window.panel
            sheet.path(earth, fill="sea", line="coast", wide=0.7, clip=clip)
        self._draw_states(sheet)
        sizes = look()["sizes"]
        for border in self.frame["borders"]:
            if path := self.shapes.border(*map(self._units_of, border["sides"])):
                lit = border.get("id") in self.frame["lit"]
                sheet.path(
                    self.window.path(path),
                    line="border",
                    wide=sizes["border-lit" if lit else "border"],
                    round_ends=True,
                    clip=self.window.panel,
                )
        self._draw_arrows(sheet)
        self._draw_marks(sheet)
        for spot in self.spots:
            draw(sheet, spot)

    def _units_of(self, code: str) -> list[str]:
        return [unit for part in self.parts if part.code == code for unit in part.units]

    def _draw_states(self, sheet: Sheet) -> None:
        lit = {part.code for part in self.parts if f"country:{part.code}" in self.frame["lit"]}
        only = self.frame.get("only")
        for part in sorted(self.parts, key=lambda p: (p.look == "annexed", p.code in lit)):
            path = self.window.path(self.shapes.outline(part.units))
            dim = bool(only) and part.code != only and part.code not in lit
            self._draw_unit(sheet, path, part.look, dim=dim, lit=part.code in lit)

    def _draw_unit(self, sheet: Sheet, path: Path, look_of: str, *, dim: bool, lit: bool) -> None:
        def faded(name: str) -> str:
            return blend(sheet.colour(name), sheet.colour("sea"), sizes["dim"]) if dim else name

        rule, sizes = fills()[look_of], look()["sizes"]
        line, wide = ("focus", sizes["unit-lit"]) if lit else (rule.edge, rule.wide)
        edge: dict[str, Any] = {"line": line, "wide": wide, "clip": self.window.panel}
        if rule.pattern is None:
            sheet.path(path, fill=faded(rule.ground), **edge)
            return
        if not rule.upon:
            sheet.path(path, fill=faded(rule.ground), clip=self.window.panel)
        self._draw_pattern(sheet, path, rule.pattern, faded(rule.pattern.ink))
        if lit or not rule.upon:
            sheet.path(path, **edge)

    def _draw_pattern(self, sheet: Sheet, path: Path, pattern: Pattern, colour: str) -> None:
        x0, y0, x1, y1 = path.get_extents().extents
        clip = self.window.panel
        seen = (max(x0, clip[0]), max(y0, clip[1]), min(x1, clip[2]), min(y1, clip[3]))
        if seen[0] < seen[2] and seen[1] < seen[3]:
            sheet.path(pattern_in(seen, pattern), fill=colour, within=path)

    def _draw_arrows(self, sheet: Sheet) -> None:
        lit = self.frame["lit"]
        any_lit = any(arrow.made["id"] in lit for arrow in self.arrows)
        for arrow in self.arrows:
            faint = any_lit and arrow.made["id"] not in lit
            alpha = look()["arrows"]["faint"] if faint else None
            draw_arrow(sheet, arrow, self.window.panel, alpha)

    def _draw_marks(self, sheet: Sheet) -> None:
        sizes, lit = look()["sizes"], self.frame["lit"]
        wide = sizes["mark-edge"]

        def mark(path: Path, item: str, fill: str, edge: str, wide: float) -> None:
            line, broad = ("focus", sizes["mark-lit"]) if item in lit else (edge, wide)
            sheet.path(path, fill=fill, line=line, wide=broad, clip=self.window.panel)

        for item, at in self.marks.items():
            mark(diamond(at, mark_size(self.window)), item, "battlegroup", "halo", wide)
        for each in self.specks:
            mark(disc(each.at, "speck"), each.item, *speck(each.look))
        for made in self.frame["points"]:
            ring = disc(self.window.point(made["at"]), "point")
            mark(ring, made["id"], "member", "battlegroup", wide)


def draw_arrow(sheet: Sheet, arrow: Arrow, clip: Box, alpha: float | None) -> None:
    """An arrow's strokes, each with its head."""
    for stroke in arrow.strokes:
        sheet.curve(
            stroke.body,
            line="move",
            wide=stroke.width,
            dash=_dash(stroke),
            round_ends=stroke.dash == "dotted",
            alpha=alpha,
            clip=clip,
        )
        if stroke.wings is None:
            continue
        a, b = stroke.wings
        if stroke.head == "open":
            sheet.line(np.array([a, stroke.tip, b]), line="move", wide=2, alpha=alpha, clip=clip)
        else:
            sheet.shape(
                np.array([a, stroke.tip, b]),
                fill="move",
                line="move",
                wide=1,
                alpha=alpha,
                clip=clip,
            )


def _dash(stroke: Stroke) -> tuple[float, ...]:
    """Dashes in pixels; wide lines need longer ones to be seen."""
    grown = max(1.0, stroke.width / 3.5)
    return tuple(part * grown for part in look()["dashes"][stroke.dash])


def blend(colour: str, below: str, share: float) -> str:
    """A colour as it looks on a ground when it is partly transparent."""
    over, under = np.array(to_rgb(colour)), np.array(to_rgb(below))
    return str(to_hex(tuple(share * over + (1 - share) * under)))


def draw_map(sheet: Sheet, snap: Snapshot, page: Format) -> None:
    """The annotated map of a snapshot."""
    painted = frame(snap, sheet.theme)
    if page.tall:
        _column(sheet, snap, painted, page)
    else:
        _beside(sheet, snap, painted, page)


def _ends(
    sheet: Sheet, snap: Snapshot, page: Format, room: float, gap: float
) -> tuple[list[Block], list[Block], float, float]:
    """Heading and credits, and where what stands between them begins and ends."""
    head = heading(snap, page.kind, room, words.headline(snap))
    end = credits_of(snap, page.kind, room)
    top = page.margin + total(head) + gap
    return head, end, top, sheet.high - page.margin - total(end)


def _column(sheet: Sheet, snap: Snapshot, painted: Frame, page: Format) -> None:
    """Title, map, margins, one below the other; the map takes what height is left."""
    edge, kind = page.margin, page.kind
    room = sheet.wide - 2 * edge
    head, end, top, bottom = _ends(sheet, snap, page, room, edge * 0.6)
    limit = tallest(snap.view.area, painted.get("near"))
    for shape in sorted({min(shape, limit) for shape in COLUMN_SHAPES}, reverse=True):
        below = top + sheet.wide * shape + edge * 0.7
        found = margin(snap, painted, kind, (room, bottom - below - edge * 0.5), narrow=True)
        if found.listed and found.scale >= 1:
            break
    panel = Panel(painted, (0, top, sheet.wide, top + sheet.wide * shape), listed=found.listed)
    panel.draw(sheet)
    stack(sheet, head, edge, edge)
    stack(sheet, found.blocks, edge, below)
    stack(sheet, end, edge, bottom)


def _beside(sheet: Sheet, snap: Snapshot, painted: Frame, page: Format) -> None:
    """The map on the left; the title beside it where there is room, else across the top."""
    edge, shape = page.margin, painted["shape"]
    high = sheet.high - 2 * edge
    side = sheet.wide - 2 * edge - GAP - high / shape
    if side >= SIDE * sheet.wide:
        _full_height(sheet, snap, painted, page)
    else:
        _under_title(sheet, snap, painted, page)


def _full_height(sheet: Sheet, snap: Snapshot, painted: Frame, page: Format) -> None:
    edge, kind = page.margin, page.kind
    high = sheet.high - 2 * edge
    box = (edge, edge, edge + high / painted["shape"], edge + high)
    x = box[2] + GAP
    room = sheet.wide - edge - x
    head, end, top, bottom = _ends(sheet, snap, page, room, kind.body * 1.3)
    space = (room, bottom - top - kind.body)
    found = margin(snap, painted, kind, space, narrow=is_narrow(box[2] - box[0]))
    Panel(painted, box, listed=found.listed).draw(sheet)
    stack(sheet, head, x, edge)
    stack(sheet, found.blocks, x, top)
    stack(sheet, end, x, bottom)


def _under_title(sheet: Sheet, snap: Snapshot, painted: Frame, page: Format) -> None:
    edge, kind = page.margin, page.kind
    room = sheet.wide - 2 * edge
    head, end, top, bottom = _ends(sheet, snap, page, room, kind.body * 1.3)
    high = bottom - top - kind.body
    wide = min(high / painted["shape"], room - GAP - LEAST_SIDE * sheet.wide)
    limit = min(wide * tallest(snap.view.area), wide * painted["shape"] * TALLER)
    below = sources_within(snap, kind, room, high - limit)
    if below:
        end = [*below, *end]
        bottom = sheet.high - edge - total(end)
        high = bottom - top - kind.body
    high = min(high, limit)
    box = (edge, top, edge + wide, top + high)
    x = box[2] + GAP
    space = (sheet.wide - edge - x, high)
    found = margin(snap, painted, kind, space, narrow=is_narrow(wide), sourced=not below)
    Panel(painted, box, listed=found.listed).draw(sheet)
    stack(sheet, head, edge, edge)
    stack(sheet, found.blocks, x, top)
    stack(sheet, end, edge, bottom)
