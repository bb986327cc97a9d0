"""Blocks of a still's margins: texts and drawings of a known height, set one below the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geo_data.figures.paper.sheet import Sheet, badge_width
from geo_data.figures.paper.text import balanced, wrapped

LEADING = 1.28
BASE = 0.95
"""From the top of a line to its baseline, in em."""

Drawing = Callable[[Sheet, float, float], None]


@dataclass(frozen=True)
class Block:
    """Something `height` pixels high, `gap` below what is above it; drawn from its top left."""

    height: float
    draw: Drawing
    gap: float = 0


def total(blocks: Sequence[Block]) -> float:
    """The height of blocks one below the other, without the first gap."""
    return sum(b.height + b.gap for b in blocks) - (blocks[0].gap if blocks else 0)


def stack(sheet: Sheet, blocks: Sequence[Block], x: float, y: float) -> float:
    """Draw blocks one below the other from (x, y); where they end."""
    for n, block in enumerate(blocks):
        y += block.gap if n else 0
        block.draw(sheet, x, y)
        y += block.height
    return y


def paragraph(  # noqa: PLR0913 - the look of a text
    text: str,
    size: float,
    room: float,
    *,
    style: str = "",
    colour: str = "ink",
    gap: float = 0,
    indent: float = 0,
    drawing: Drawing | None = None,
    even: bool = False,
) -> Block:
    """A text in lines, perhaps `even` ones.

    `drawing` stands in the `indent` at its left, beside its first line.
    """
    lines = (balanced if even else wrapped)(text, size, room - indent, style)
    step = LEADING * size

    def draw(sheet: Sheet, x: float, y: float) -> None:
        if drawing:
            drawing(sheet, x, y + BASE * size - 0.36 * size)
        for n, line in enumerate(lines):
            at = y + n * step + BASE * size
            sheet.text(x + indent, at, line, size, style=style, colour=colour)

    return Block(step * len(lines), draw, gap)


def numbered(text: str, number: int | None, size: float, room: float, gap: float) -> Block:
    """A line of a list with a move's badge before it, or a dash where it has no number."""
    scale = size / 12.5
    indent = max(20 * scale, badge_width(number or 0, scale) + 5 * scale)
    if number is None:
        return paragraph(f"– {text}", size, room, gap=gap)

    def badge(sheet: Sheet, x: float, y: float) -> None:
        sheet.number(x, y, number, scale)

    return paragraph(text, size, room, gap=gap, indent=indent, drawing=badge)
