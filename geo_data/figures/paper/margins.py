"""What stands around a still's picture: title, legend, lists, sources, and where all is from.

All are blocks: texts and drawings of a known height, set one below the other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from matplotlib.path import Path

from geo_data.english import unique
from geo_data.figures import legend
from geo_data.figures.contract import Frame
from geo_data.figures.legend import Entry
from geo_data.figures.look import Fill, arrow_width, fills, look
from geo_data.figures.paper.shapes import diamond, disc, line_width, wedge
from geo_data.figures.paper.sheet import (
    MIDDLE,
    Sheet,
    Size,
    badge_width,
    balanced,
    pattern_in,
    width,
    wrapped,
)
from geo_data.history.drawn import COVERS
from geo_data.history.events import CONTEXT
from geo_data.history.snapshot import Snapshot
from geo_data.prose import words
from geo_data.prose.rounds import looks
from geo_data.prose.sentences import doubt, source, vocabulary
from geo_data.prose.sentences import sources as named

GAP = 26
"""Pixels between columns."""

LEADING = 1.28
BASE = 0.95
"""From the top of a line to its baseline, in em."""

NONE: Mapping[int, str] = MappingProxyType({})
Drawing = Callable[[Sheet, float, float], object]

WIDE, HIGH = 30, 14
LINE, BEFORE_NUMBER, AFTER_NUMBER = 24, 4, 10
NUMBER = 0.88
"""Of the legend's own size."""

LESS = (
    *((True, True, 40), (True, True, 8), (True, True, 4), (True, False, 8), (True, False, 4)),
    *((False, True, 40), (False, True, 8), (False, True, 4)),
    *((False, False, 8), (False, False, 4), (False, False, 2), (False, False, 1)),
)
TRIED = (
    (True, True, 40, 1.15),
    *((*less, scale) for less in LESS for scale in (1.0, 0.93)),
    *((*less, scale) for less in LESS for scale in (0.86, 0.8)),
)
"""What to try until it fits: sentences, other events than moves, most sources, size of type.

There is always a source.
"""


@dataclass(frozen=True)
class Type:
    """Sizes of a format's texts in pixels; `short` has the short names of the legend."""

    title: float
    body: float
    small: float
    short: bool = False


@dataclass(frozen=True)
class Format:
    """A size with its margin in pixels and its type; `tall` has everything in one column."""

    size: Size
    margin: float
    kind: Type
    tall: bool = False


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
            drawing(sheet, x, y + BASE * size - MIDDLE * size)
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

    badge = partial(Sheet.number, number=number, scale=scale)
    return paragraph(text, size, room, gap=gap, indent=indent, drawing=badge)


def entry_block(
    entry: Entry, name: str, size: float, room: float, *, narrow: bool, gap: float = 0
) -> Block:
    """An entry with its drawing; a `narrow` map draws its lines thinner."""
    scale = size / 12.5
    wide = sum(_steps(scale, size)) if entry.key == "move-headcount" else WIDE * scale
    draw = partial(_draw, key=entry.key, scale=scale, size=size, narrow=narrow)
    return paragraph(name, size, room, indent=wide + 8 * scale, gap=gap, drawing=draw)


def _steps(scale: float, size: float) -> Sequence[float]:
    """How far each headcount's line and number reach."""
    return [
        (LINE + BEFORE_NUMBER + AFTER_NUMBER) * scale + width(f"{people:,}", NUMBER * size)
        for people in look()["arrows"]["legend"]
    ]


def _draw(
    sheet: Sheet, x: float, y: float, *, key: str, scale: float, size: float, narrow: bool
) -> None:
    sizes, wide = look()["sizes"], WIDE * scale
    if key in fills():
        _draw_fill(sheet, fills()[key], x, y, scale)
    elif key == "speck":
        for n, cover in enumerate(COVERS.values()):
            colour, edge, thick = fills()[cover].speck
            at = (x + (5 + 10 * n) * scale, y)
            sheet.path(disc(at, "speck", scale), fill=colour, line=edge, wide=thick)
    elif key == "point":
        ring = disc((x + wide / 2, y), "point", scale)
        sheet.path(ring, fill="member", line="battlegroup", wide=sizes["mark-edge"])
    elif key.startswith("border"):
        sheet.line([[x + 1, y], [x + wide - 1, y]], line="border", wide=sizes["border"])
    elif key == "news":
        path = wedge((x + wide / 2, y + 6 * scale), 9 * scale)
        sheet.path(path, fill="focus", line="halo", wide=1)
    elif key == "battlegroup":
        mark = diamond((x + wide / 2, y), 6 * scale)
        sheet.path(mark, fill="battlegroup", line="halo", wide=1)
    elif key == "context":
        low, high = y - 6 * scale, y + 6 * scale
        dash = look()["dashes"]["dotted"]
        box = (x + 1, low, x + wide - 1, high)
        sheet.box(box, line="context", wide=sizes["around"], dash=dash, round_ends=True)
        mark = diamond((x + wide / 2, y), sizes["context"] * scale)
        sheet.path(mark, fill="paper", line="context", wide=1)
    elif key == "move-headcount":
        _draw_widths(sheet, x, y, scale=scale, size=size, narrow=narrow)
    else:
        _draw_move(sheet, key, x, y, scale)


def _draw_fill(sheet: Sheet, fill: Fill, x: float, y: float, scale: float) -> None:
    half = HIGH * scale / 2
    box = (x, y - half, x + WIDE * scale, y + half)
    sheet.box(box, fill=fill.colour)
    if fill.pattern:
        x0, y0, x1, y1 = box
        frame = Path([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], closed=True)
        sheet.path(pattern_in(box, fill.pattern), fill=fill.pattern.ink, within=frame)
    sheet.box(box, line="coast", wide=0.8)


def _draw_widths(
    sheet: Sheet, x: float, y: float, *, scale: float, size: float, narrow: bool
) -> None:
    """The widths of some headcounts as the map has them, each with its number."""
    for people, step in zip(look()["arrows"]["legend"], _steps(scale, size), strict=True):
        wide = line_width(arrow_width(people), narrow=narrow)
        end = x + LINE * scale
        sheet.line([[x, y], [end, y]], line="move", wide=wide)
        small = NUMBER * size
        sheet.text(end + BEFORE_NUMBER * scale, y + MIDDLE * small, f"{people:,}", small)
        x += step


def _draw_move(sheet: Sheet, key: str, x: float, y: float, scale: float) -> None:
    wide = WIDE * scale
    if key == "move-dotted":
        dash = look()["dashes"]["dotted"]
        sheet.line([[x, y], [x + wide, y]], line="move", wide=1.6, dash=dash, round_ends=True)
        return
    tip, back, half = x + wide, x + wide - 9 * scale, 4 * scale
    if key == "move-open":
        sheet.line([[x, y], [tip - 1, y]], line="move", wide=1.6)
        head = [[back, y - half - 1], [tip, y], [back, y + half + 1]]
        sheet.line(head, line="move", wide=2)
        return
    dash = look()["dashes"]["dashed"] if key == "move-dashed" else ()
    sheet.line([[x, y], [back + 1, y]], line="move", wide=2 if dash else 1.6, dash=dash)
    sheet.shape([[back, y - half], [tip, y], [back, y + half]], fill="move")


@dataclass(frozen=True)
class Margin:
    """Blocks that fit, at a `scale`; `listed` if every move of the window is among them."""

    blocks: list[Block]
    scale: float
    listed: bool


def heading(snap: Snapshot, kind: Type, room: float, title: str) -> list[Block]:
    """Title with what is filtered, standfirst, and whether another day had been asked for."""
    found = [
        paragraph(words.title(title, snap.view), kind.title, room, style="bold", even=True),
        paragraph(
            words.standfirst(snap), kind.body, room, colour="quiet-ink", gap=kind.title * 0.25
        ),
    ]
    if len(snap.view.kind) > words.FEW:  # the title only counts them
        names = ", ".join(vocabulary()["kinds"][each] for each in snap.view.kind)
        text = f"Kinds of event shown: {names}."
        found.append(paragraph(text, kind.body, room, colour="quiet-ink", gap=2))
    if snap.beyond:
        found.append(paragraph(words.nearest(snap.beyond), kind.body, room, gap=2))
    return found


def credits_of(snap: Snapshot, kind: Type, room: float, *, shapes: bool = True) -> list[Block]:
    """The day checked and the licence; with `shapes` their point of view and borders."""
    text = words.origin(shapes=shapes)
    if shapes:
        text = " ".join(filter(None, (words.day_note(snap), text, "Equal-area projection.")))
    return [paragraph(text, kind.small, room, colour="quiet-ink", gap=kind.small)]


def sources(snap: Snapshot) -> list[str]:
    """The first source of each thing shown: title, publisher and day, each once."""
    groups = [*words.happenings(snap), words.what_you_see(snap)]
    keys = unique(s.sources[0] for group in groups for s in group.sentences if s.sources)
    return list(unique(source(row) for row in named(keys)))


def sources_of(snap: Snapshot, kind: Type, room: float, most: int) -> list[Block]:
    """Those sources in one paragraph: at `most` so many, the others counted."""
    found = sources(snap)
    if not found or not most:
        return []
    rest = len(found) - most
    query = snap.view.query()
    more = f"; and {rest} more in the record, under /?{query}" if rest > 0 else ""
    text = f"First sources: {'; '.join(found[:most])}{more}."
    return [paragraph(text, kind.small, room, colour="quiet-ink", gap=kind.body)]


def _legend(frame: Frame, kind: Type, room: float, *, narrow: bool) -> list[Block]:
    found = []
    for entry in legend.entries(frame):
        short = looks().get(entry.key, {}).get("short", "") if kind.short else ""
        name = short[:1].upper() + short[1:] or entry.name
        gap = 0.3 * kind.body
        found.append(entry_block(entry, name, kind.body, room, narrow=narrow, gap=gap))
    return found


def listed_group(
    snap: Snapshot, title: str, size: float, room: float, undrawn: Mapping[int, str] = NONE
) -> list[Block]:
    """A group of the window's events under its heading; nothing if there is none.

    `undrawn`: by the number of a move what of it the map does not draw, in words.
    """
    group = next((g for g in words.happenings(snap) if g.title == title), None)
    if group is None:
        return []
    head = paragraph(title, size, room, style="bold", gap=size)
    rows = []
    for row in group.sentences:
        told = doubt(row.evidence.confidence)
        notes = "; ".join(filter(None, (told, undrawn.get(row.number or 0))))
        text = f"{row.text} ({notes})" if notes else row.text
        rows.append(numbered(text, row.number, size, room, 0.22 * size))
    return [head, *rows]


def _sentences(snap: Snapshot, size: float, room: float) -> list[Block]:
    """What the map shows, in sentences."""
    group = words.what_you_see(snap)
    told = [paragraph(row.text, size, room, gap=0.4 * size) for row in group.sentences]
    return [paragraph(group.title, size, room, style="bold", gap=size), *told]


def sources_within(snap: Snapshot, kind: Type, room: float, high: float) -> list[Block]:
    """As many sources as fit below a picture; none if there is no room there."""
    for most in (40, 20, 12, 8, 4, 2, 1):
        found = sources_of(snap, kind, room, most)
        if found and total(found) <= high:
            return found
    return []


def margin(
    snap: Snapshot,
    frame: Frame,
    kind: Type,
    room: tuple[float, float],
    *,
    narrow: bool,
    undrawn: Mapping[int, str],
    sourced: bool = True,
) -> Margin:
    """Legend, moves, other events, sentences and sources: what fits into width and height."""
    wide, high = room
    for said, others, most, scale in TRIED:
        sized = Type(kind.title, kind.body * scale, kind.small * scale, kind.short)
        top = _legend(frame, sized, wide, narrow=narrow)
        moves = listed_group(snap, "Force moves", sized.body, wide, undrawn)
        titles = ("Also in these days", vocabulary()["kinds"][CONTEXT]) if others else ()
        also = [row for title in titles for row in listed_group(snap, title, sized.body, wide)]
        told = _sentences(snap, sized.body, wide) if said else []
        end = sources_of(snap, sized, wide, most) if sourced else []
        blocks = [*top, *moves, *also, *told, *end]
        if total(blocks) <= high:
            return Margin(blocks, scale, listed=True)
    found = _cut([*top, *moves], len(moves), sized.body, (wide, high - total(end)))
    return replace(found, blocks=[*found.blocks, *end])


def _cut(blocks: Sequence[Block], moves: int, size: float, room: tuple[float, float]) -> Margin:
    """As many blocks as fit; a line says how many moves are left out."""
    for left in range(1, moves - 1):
        more = paragraph(f"and {left} more", size, room[0], gap=0.22 * size)
        kept = [*blocks[:-left], more]
        if total(kept) <= room[1]:
            return Margin(kept, TRIED[-1][-1], listed=False)
    kept = list(blocks[: len(blocks) - moves])
    while kept and total(kept) > room[1]:
        kept.pop()
    return Margin(kept, TRIED[-1][-1], listed=not moves)
