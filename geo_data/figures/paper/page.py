"""Where a still's picture and its margins stand on the sheet."""

from dataclasses import dataclass
from typing import Any

from geo_data.figures.map.frame import frame
from geo_data.figures.paper.blocks import Block, stack, total
from geo_data.figures.paper.ground import tallest
from geo_data.figures.paper.map import NARROW, Panel
from geo_data.figures.paper.margins import Type, credits_of, heading, margin, sources_within
from geo_data.figures.paper.sheet import Sheet, Size
from geo_data.history.snapshot import Snapshot
from geo_data.prose import words

GAP = 26
SIDE = 0.3
"""The share of a sheet's width that a side column needs to hold the title too."""

LEAST_SIDE = 0.23
TALLER = 1.15
"""How much higher than its area a map may be: the shapes go on below it."""

COLUMN_SHAPES = (1.3, 1.2, 1.1, 1.0, 0.92, 0.84, 0.78)


@dataclass(frozen=True)
class Format:
    """A size with its margin in pixels and its type; `tall` has everything in one column."""

    size: Size
    margin: float
    kind: Type
    tall: bool = False


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


def _column(sheet: Sheet, snap: Snapshot, painted: dict[str, Any], page: Format) -> None:
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


def _beside(sheet: Sheet, snap: Snapshot, painted: dict[str, Any], page: Format) -> None:
    """The map on the left; the title beside it where there is room, else across the top."""
    edge, shape = page.margin, painted["shape"]
    high = sheet.high - 2 * edge
    side = sheet.wide - 2 * edge - GAP - high / shape
    if side >= SIDE * sheet.wide:
        _full_height(sheet, snap, painted, page)
    else:
        _under_title(sheet, snap, painted, page)


def _full_height(sheet: Sheet, snap: Snapshot, painted: dict[str, Any], page: Format) -> None:
    edge, kind = page.margin, page.kind
    high = sheet.high - 2 * edge
    box = (edge, edge, edge + high / painted["shape"], edge + high)
    x = box[2] + GAP
    room = sheet.wide - edge - x
    head, end, top, bottom = _ends(sheet, snap, page, room, kind.body * 1.3)
    space = (room, bottom - top - kind.body)
    found = margin(snap, painted, kind, space, narrow=box[2] - box[0] < NARROW)
    Panel(painted, box, listed=found.listed).draw(sheet)
    stack(sheet, head, x, edge)
    stack(sheet, found.blocks, x, top)
    stack(sheet, end, x, bottom)


def _under_title(sheet: Sheet, snap: Snapshot, painted: dict[str, Any], page: Format) -> None:
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
    found = margin(snap, painted, kind, space, narrow=wide < NARROW, sourced=not below)
    Panel(painted, box, listed=found.listed).draw(sheet)
    stack(sheet, head, edge, edge)
    stack(sheet, found.blocks, x, top)
    stack(sheet, end, edge, bottom)
