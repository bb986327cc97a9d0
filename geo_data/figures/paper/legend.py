"""The legend of a still: the drawings of swatches.py in the sheet's own lines."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from matplotlib.path import Path

from geo_data.figures.fills import Fill, fills, speck
from geo_data.figures.legend import Entry
from geo_data.figures.look import arrow_width, look
from geo_data.figures.map.article6 import LOOKS
from geo_data.figures.paper.blocks import Block, paragraph
from geo_data.figures.paper.map import DASHES, POINT, diamond
from geo_data.figures.paper.patterns import pattern_in
from geo_data.figures.paper.sheet import Sheet
from geo_data.figures.paper.specks import RADIUS
from geo_data.figures.paper.text import width

WIDE, HIGH = 30, 14
LINE, BEFORE_NUMBER, AFTER_NUMBER = 24, 4, 10
NUMBER = 0.88
"""Of the legend's own size."""


def block(entry: Entry, name: str, size: float, room: float, *, arrows: float, gap: float) -> Block:
    """An entry with its drawing; `arrows` is how wide the map draws its lines, 1 being full."""
    scale = size / 12.5
    wide = sum(_steps(scale, size)) if entry.key == "move-headcount" else WIDE * scale
    draw = partial(_draw, key=entry.key, scale=scale, size=size, arrows=arrows)
    return paragraph(name, size, room, indent=wide + 8 * scale, gap=gap, drawing=draw)


def _steps(scale: float, size: float) -> Sequence[float]:
    """How far each headcount's line and number reach."""
    return [
        (LINE + BEFORE_NUMBER + AFTER_NUMBER) * scale + width(f"{people:,}", NUMBER * size)
        for people in look()["arrows"]["legend"]
    ]


def _draw(
    sheet: Sheet, x: float, y: float, *, key: str, scale: float, size: float, arrows: float
) -> None:
    if key in fills():
        _draw_fill(sheet, fills()[key], x, y, scale)
    elif key == "speck":
        for n, (ground, edge, wide) in enumerate(map(speck, LOOKS.values())):
            disc = Path.circle((x + (5 + 10 * n) * scale, y), RADIUS * scale)
            sheet.path(disc, fill=ground, line=edge, wide=wide)
    elif key == "point":
        ring = Path.circle((x + WIDE * scale / 2, y), POINT * scale)
        sheet.path(ring, fill="member", line="battlegroup", wide=1.5)
    elif key.startswith("border"):
        sheet.line([[x + 1, y], [x + WIDE * scale - 1, y]], line="border", wide=2.6)
    elif key == "battlegroup":
        middle = np.array([x + WIDE * scale / 2, y])
        sheet.shape(diamond(middle, 6 * scale), fill="battlegroup", line="halo", wide=1)
    elif key == "move-headcount":
        _draw_widths(sheet, x, y, scale=scale, size=size, arrows=arrows)
    else:
        _draw_move(sheet, key, x, y, scale)


def _draw_fill(sheet: Sheet, fill: Fill, x: float, y: float, scale: float) -> None:
    half = HIGH * scale / 2
    box = (x, y - half, x + WIDE * scale, y + half)
    sheet.box(box, fill=fill.ground)
    if fill.pattern:
        x0, y0, x1, y1 = box
        frame = Path([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], closed=True)
        sheet.path(pattern_in(box, fill.pattern), fill=fill.pattern.ink, within=frame)
    sheet.box(box, line="coast", wide=0.8)


def _draw_widths(
    sheet: Sheet, x: float, y: float, *, scale: float, size: float, arrows: float
) -> None:
    """The widths of some headcounts as the map has them, each with its number."""
    for people, step in zip(look()["arrows"]["legend"], _steps(scale, size), strict=True):
        wide = max(1.3, arrow_width(people) * arrows)
        end = x + LINE * scale
        sheet.line([[x, y], [end, y]], line="move", wide=wide)
        small = NUMBER * size
        sheet.text(end + BEFORE_NUMBER * scale, y + 0.36 * small, f"{people:,}", small)
        x += step


def _draw_move(sheet: Sheet, key: str, x: float, y: float, scale: float) -> None:
    wide = WIDE * scale
    if key == "move-dotted":
        dash = DASHES["dotted"]
        sheet.line([[x, y], [x + wide, y]], line="move", wide=1.6, dash=dash, round_ends=True)
        return
    tip, back, half = x + wide, x + wide - 9 * scale, 4 * scale
    if key == "move-open":
        sheet.line([[x, y], [tip - 1, y]], line="move", wide=1.6)
        head = [[back, y - half - 1], [tip, y], [back, y + half + 1]]
        sheet.line(head, line="move", wide=2)
        return
    dash = DASHES["dashed"] if key == "move-dashed" else ()
    sheet.line([[x, y], [back + 1, y]], line="move", wide=2 if dash else 1.6, dash=dash)
    sheet.shape([[back, y - half], [tip, y], [back, y + half]], fill="move")
