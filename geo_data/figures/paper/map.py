"""The map of a still: what a frame says on paper, and its margins around it."""

import numpy as np
from matplotlib.path import Path

from geo_data.english import in_a_row
from geo_data.figures.contract import Frame
from geo_data.figures.look import fills, look
from geo_data.figures.map.frame import frame
from geo_data.figures.paper.labels import Room, draw, place, wanted
from geo_data.figures.paper.margins import (
    GAP,
    Block,
    Format,
    Margin,
    credits_of,
    heading,
    margin,
    sources_within,
    stack,
    total,
)
from geo_data.figures.paper.shapes import (
    Arrow,
    Scene,
    diamond,
    disc,
    is_narrow,
    mark_size,
    tallest,
    wedge,
)
from geo_data.figures.paper.sheet import Sheet, blend, pattern_in
from geo_data.history.snapshot import Snapshot
from geo_data.prose import words
from geo_data.prose.sentences import vocabulary

SIDE = 0.3
"""The share of a sheet's width that a side column needs to hold the title too."""

LEAST_SIDE = 0.23
TALLER = 1.15
"""How much higher than its area a map may be: the shapes go on below it."""

COLUMN_SHAPES = (1.3, 1.2, 1.1, 1.0, 0.92, 0.84, 0.78)


class Panel:
    """One map on a sheet, its labels known before it is drawn."""

    def __init__(self, scene: Scene, *, listed: bool = True) -> None:
        self.scene = scene
        self.labels = wanted(self.scene, listed=listed)
        x0, y0, x1, y1 = scene.window.panel
        _, edge = look()["naming"]["edge"]
        view = (x0 + edge, y0 + edge, x1 - edge, y1 - edge)
        room = Room(view, scene.taken(), *scene.dots(), scene.ground)
        self.spots = place(self.labels, room)

    def draw(self, sheet: Sheet) -> None:
        """Paint it all, names last."""
        scene, sizes = self.scene, look()["sizes"]
        if scene.shapes.earth is None:
            sheet.box(scene.window.panel, fill="sea")
        sheet.clip = scene.window.panel
        if scene.shapes.earth is not None:
            earth = scene.window.path(scene.shapes.earth)
            sheet.path(earth, fill="sea", line="coast", wide=0.7)
        self._draw_states(sheet)
        dash = look()["dashes"]["dotted"]
        for code in scene.frame["around"].split():
            edge = scene.window.path(scene.shapes.outline(tuple(self._units_of(code))))
            sheet.path(edge, line="context", wide=sizes["around"], dash=dash, round_ends=True)
        for border in scene.frame["borders"]:
            if path := scene.shapes.border(*map(self._units_of, border["sides"])):
                wide = sizes["border-lit" if scene.lit(border.get("id")) else "border"]
                sheet.path(scene.window.path(path), line="border", wide=wide, round_ends=True)
        any_lit = any(scene.lit(arrow.made["id"]) for arrow in scene.arrows)
        for arrow in scene.arrows:
            faint = any_lit and not scene.lit(arrow.made["id"])
            draw_arrow(sheet, arrow, look()["arrows"]["faint"] if faint else None)
        self._draw_marks(sheet)
        sheet.clip = None
        for spot in self.spots:
            draw(sheet, spot)

    def _units_of(self, code: str) -> list[str]:
        return [unit for part in self.scene.parts if part.code == code for unit in part.units]

    def _draw_states(self, sheet: Sheet) -> None:
        scene, only = self.scene, self.scene.frame.get("only")
        lit = {part.code for part in scene.parts if scene.lit(f"country:{part.code}")}
        for part in sorted(scene.parts, key=lambda p: (p.look == "annexed", p.code in lit)):
            path = scene.window.path(scene.shapes.outline(part.units))
            dim = bool(only) and part.code != only and part.code not in lit
            _draw_unit(sheet, path, part.look, dim=dim, lit=part.code in lit)

    def _draw_marks(self, sheet: Sheet) -> None:
        scene, sizes = self.scene, look()["sizes"]

        def mark(path: Path, item: str, fill: str, edge: str, wide: float) -> None:
            line, broad = ("focus", sizes["mark-lit"]) if scene.lit(item) else (edge, wide)
            sheet.path(path, fill=fill, line=line, wide=broad)

        for event in scene.frame["contexts"]:
            path = diamond(scene.window.point(event["at"]), sizes["context"])
            mark(path, event["id"], "paper", "context", sizes["mark-edge"])
        for item, at in scene.marks.items():
            path = diamond(at, mark_size(scene.window))
            mark(path, item, "battlegroup", "halo", sizes["mark-edge"])
        for each in scene.specks:
            mark(disc(each.at, "speck"), each.item, *fills()[each.look].speck)
        for told, at in scene.news:
            path = wedge(at, sizes["news"][scene.window.narrow])
            mark(path, told["id"], "focus", "halo", sizes["mark-edge"])
        for made in scene.frame["points"]:
            ring = disc(scene.window.point(made["at"]), "point")
            mark(ring, made["id"], "member", "battlegroup", sizes["mark-edge"])


def _draw_unit(sheet: Sheet, path: Path, look_of: str, *, dim: bool, lit: bool) -> None:
    rule, sizes = fills()[look_of], look()["sizes"]

    def faded(name: str) -> str:
        return blend(sheet.colour(name), sheet.colour("sea"), sizes["dim"]) if dim else name

    line, wide = ("focus", sizes["unit-lit"]) if lit else (rule.edge, rule.wide)
    if rule.pattern is None:
        sheet.path(path, fill=faded(rule.colour), line=line, wide=wide)
        return
    if not rule.upon:
        sheet.path(path, fill=faded(rule.colour))
    x0, y0, x1, y1 = path.get_extents().extents
    left, top, right, bottom = sheet.clip or (x0, y0, x1, y1)
    seen = (max(x0, left), max(y0, top), min(x1, right), min(y1, bottom))
    if seen[0] < seen[2] and seen[1] < seen[3]:
        sheet.path(pattern_in(seen, rule.pattern), fill=faded(rule.pattern.ink), within=path)
    if lit or not rule.upon:
        sheet.path(path, line=line, wide=wide)


def draw_arrow(sheet: Sheet, arrow: Arrow, alpha: float | None) -> None:
    """An arrow's strokes, each with its head."""
    for stroke in arrow.strokes:
        # wide lines need longer dashes to be seen
        grown = max(1.0, stroke.width / 3.5)
        dash = [part * grown for part in look()["dashes"][stroke.dash]]
        sheet.curve(
            stroke.body[::-1],  # from its head backwards: a dash ends at it
            line="move",
            wide=stroke.width,
            dash=dash,
            round_ends=stroke.dash == "dotted",
            alpha=alpha,
        )
        if stroke.wings is None:
            continue
        head = np.array([stroke.wings[0], stroke.tip, stroke.wings[1]])
        if stroke.head == "open":
            sheet.line(head, line="move", wide=2, alpha=alpha)
        else:
            sheet.shape(head, fill="move", line="move", wide=1, alpha=alpha)


def draw_map(sheet: Sheet, snap: Snapshot, page: Format) -> None:
    """The annotated map of a snapshot: beside it the title where there is room, else above."""
    painted = frame(snap, sheet.theme)
    high = sheet.high - 2 * page.margin
    side = sheet.wide - 2 * page.margin - GAP - high / painted["shape"]
    beside = _full_height if side >= SIDE * sheet.wide else _under_title
    (_column if page.tall else beside)(sheet, snap, painted, page)


def _ends(
    sheet: Sheet, snap: Snapshot, page: Format, room: float, gap: float
) -> tuple[list[Block], list[Block], float, float]:
    """Heading and credits, and where what stands between them begins and ends."""
    head = heading(snap, page.kind, room, words.headline(snap))
    end = credits_of(snap, page.kind, room)
    top = page.margin + total(head) + gap
    return head, end, top, sheet.high - page.margin - total(end)


def _undrawn(scene: Scene) -> dict[int, str]:
    """By the number of a move what of it is not drawn."""
    told = vocabulary()["map"]
    return {
        each.number: told["part"].format(lands=in_a_row(each.lands))
        if each.lands
        else told["whole"]
        for each in scene.undrawn
    }


def _put(
    sheet: Sheet, scene: Scene, found: Margin, *stacks: tuple[list[Block], float, float]
) -> None:
    """The map, and blocks, each from a place on."""
    Panel(scene, listed=found.listed).draw(sheet)
    for blocks, x, y in stacks:
        stack(sheet, blocks, x, y)


def _column(sheet: Sheet, snap: Snapshot, painted: Frame, page: Format) -> None:
    """Title, map, margins, one below the other; the map takes what height is left."""
    edge, kind = page.margin, page.kind
    room = sheet.wide - 2 * edge
    head, end, top, bottom = _ends(sheet, snap, page, room, edge * 0.6)
    limit = tallest(snap.view.area, painted.get("near"))
    for shape in sorted({min(shape, limit) for shape in COLUMN_SHAPES}, reverse=True):
        below = top + sheet.wide * shape + edge * 0.7
        space = (room, bottom - below - edge * 0.5)
        found = margin(snap, painted, kind, space, narrow=True, undrawn={})
        if found.listed and found.scale >= 1:
            break
    scene = Scene(painted, (0, top, sheet.wide, top + sheet.wide * shape))
    if undrawn := _undrawn(scene):
        found = margin(snap, painted, kind, space, narrow=True, undrawn=undrawn)
    stacks = ((head, edge, edge), (found.blocks, edge, below), (end, edge, bottom))
    _put(sheet, scene, found, *stacks)


def _full_height(sheet: Sheet, snap: Snapshot, painted: Frame, page: Format) -> None:
    """The map on the left, all else beside it."""
    edge, kind = page.margin, page.kind
    high = sheet.high - 2 * edge
    wide = high / painted["shape"]
    x = edge + wide + GAP
    room = sheet.wide - edge - x
    head, end, top, bottom = _ends(sheet, snap, page, room, kind.body * 1.3)
    space = (room, bottom - top - kind.body)
    scene = Scene(painted, (edge, edge, edge + wide, edge + high))
    narrow = is_narrow(wide)
    found = margin(snap, painted, kind, space, narrow=narrow, undrawn=_undrawn(scene))
    stacks = ((head, x, edge), (found.blocks, x, top), (end, x, bottom))
    _put(sheet, scene, found, *stacks)


def _under_title(sheet: Sheet, snap: Snapshot, painted: Frame, page: Format) -> None:
    """The title across the top, the map below it on the left."""
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
    x = edge + wide + GAP
    space = (sheet.wide - edge - x, high)
    scene = Scene(painted, (edge, top, edge + wide, top + high))
    narrow, undrawn = is_narrow(wide), _undrawn(scene)
    found = margin(snap, painted, kind, space, narrow=narrow, undrawn=undrawn, sourced=not below)
    stacks = ((head, edge, edge), (found.blocks, x, top), (end, edge, bottom))
    _put(sheet, scene, found, *stacks)
