"""The timeline of a still: every event in lanes by kind, the window as a band and in words."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import product

import numpy as np

from geo_data.days import FIRST_DAY, text_in_words
from geo_data.figures import timeline
from geo_data.figures.look import look
from geo_data.figures.paper.margins import (
    GAP,
    Block,
    Format,
    Type,
    credits_of,
    heading,
    paragraph,
    sources_of,
    stack,
    total,
)
from geo_data.figures.paper.sheet import MIDDLE, Box, Sheet, width
from geo_data.history.events import KINDS, Event, kept_between
from geo_data.history.snapshot import Snapshot
from geo_data.prose import words
from geo_data.prose.sentences import doubt
from geo_data.tables.record import record

MARGIN = timedelta(days=300)
LANES = (0.45, 0.7)
"""The least and the largest share of the room that the lanes take from the list below them."""

FEW_SOURCES = 4

SCALES = (1.0, 0.93, 0.86, 0.8)
LEAST_BAND = 3.0
YEAR_GAP = 60
"""Pixels between two years that are named."""

CIRCLE = [(float(np.cos(a)), float(np.sin(a))) for a in np.linspace(0, 2 * np.pi, 24)[:-1]]


def draw_timeline(sheet: Sheet, snap: Snapshot, page: Format) -> None:
    """Lanes above, the window's events below, and where all is from."""
    edge, kind = page.margin, page.kind
    room = sheet.wide - 2 * edge
    head = heading(snap, kind, room, f"The Alliance since {FIRST_DAY.year}")
    end = [
        *sources_of(snap, kind, room, FEW_SOURCES),
        *credits_of(snap, kind, room, shapes=False),
    ]
    top = edge + total(head) + kind.body * 1.5
    bottom = sheet.high - edge - total(end)
    between = kind.body * 2.6
    free = bottom - top - between - kind.body
    least, most = (share * free for share in LANES)
    listed = listing(snap, kind, room, free - least, tall=page.tall)
    high = min(most, free - listed.height)
    stack(sheet, head, edge, edge)
    _lanes(sheet, snap, (edge, top, edge + room, top + high), kind)
    stack(sheet, [listed], edge, top + high + between)
    stack(sheet, end, edge, bottom)


def mark(sheet: Sheet, kind: str, x: float, y: float, radius: float) -> None:
    """An event of a kind in its hue and shape."""
    rule = look()["timeline"]
    shape = rule["outlines"].get(rule["shape"][kind], CIRCLE)
    points = [(x + radius * dx, y + radius * dy) for dx, dy in shape]
    sheet.shape(points, fill=rule[sheet.theme][kind], line="paper", wide=0.5, alpha=0.9)


def _lanes(sheet: Sheet, snap: Snapshot, box: Box, kind: Type) -> None:
    """All events that the filters keep, whenever they were; the window is a band."""
    x0, y0, x1, y1 = box
    names = timeline.lane_names()
    x0 += max(width(line, kind.body) for name in names for line in name.split(": ")) + 12
    step = (y1 - y0) / len(KINDS)
    first, last = FIRST_DAY - MARGIN, record().checked_until + MARGIN

    def at(day: date) -> float:
        return x0 + (x1 - x0) * (day - first).days / (last - first).days

    start, end = at(snap.view.first), at(snap.view.on)
    start = min(start, end - LEAST_BAND)
    band = look()["timeline"][sheet.theme]["band"]
    for n, name in enumerate(names):
        y = y0 + (n + 0.5) * step
        sheet.line([[x0, y], [x1, y]], line="coast", wide=0.6, alpha=0.6)
        lines = name.split(": ")
        for below, line in enumerate(lines):
            baseline = y + (MIDDLE + below - (len(lines) - 1) / 2) * kind.body
            sheet.text(x0 - 12, baseline, line, kind.body, align="right")
    _years(sheet, at, (x0, y0, x1, y1), kind)
    sheet.box((start, y0, end, y1), fill=band, alpha=0.35)
    sheet.line([[end, y0], [end, y1]], line=band, wide=2)
    country = (snap.view.country,) if snap.view.country else ()
    shown = kept_between(FIRST_DAY, record().checked_until, snap.view.kind, country)
    if not shown:
        return
    marks = timeline.marks(shown)
    radius = min(5.0, step * 0.16)
    for event, lane in zip(shown, marks["lane"], strict=True):
        mark(sheet, event.kind, at(event.day), y0 + (lane + 0.5) * step, radius)


def _years(sheet: Sheet, at: Callable[[date], float], box: Box, kind: Type) -> None:
    """A line every few years, named below the lanes."""
    x0, y0, x1, y1 = box
    first, last = FIRST_DAY.year + 1, record().checked_until.year
    many = max(1.0, (x1 - x0) / YEAR_GAP)
    step = next((n for n in (5, 10, 20) if (last - first) / n <= many), 40)
    for year in range(first + -first % step, last + 1, step):
        x = at(date(year, 1, 1))
        sheet.line([[x, y0], [x, y1 + 3]], line="coast", wide=0.6, alpha=0.6)
        y = y1 + 4 + kind.body
        sheet.text(x, y, str(year), kind.body, colour="quiet-ink", align="center")


def listing(snap: Snapshot, kind: Type, room: float, high: float, *, tall: bool) -> Block:
    """The window's events by name in columns, the newest kept where there is no room for all."""
    counts = (1,) if tall else (2, 3)
    title = f"{'Events' if snap.events else 'No event'} {words.window(snap)}"
    for scale, count in product(SCALES, counts):
        size = kind.body * scale
        wide = (room - GAP * (count - 1)) / count
        head = paragraph(title, size, room, style="bold")
        rows = [_row(event, size, wide) for event in snap.events]
        space = high - head.height - 0.5 * size
        if columns := _columns(rows, space, count):
            break
    else:
        columns = _newest(rows, space, count, size, wide)
    return _side_by_side(head, columns, wide, 0.5 * size)


def _side_by_side(head: Block, columns: list[list[Block]], wide: float, gap: float) -> Block:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        stack(sheet, [head], x, y)
        for n, column in enumerate(columns):
            stack(sheet, column, x + n * (wide + GAP), y + head.height + gap)

    return Block(head.height + gap + max(map(total, columns), default=0), draw)


def _row(event: Event, size: float, room: float) -> Block:
    told = doubt(event.evidence.confidence)
    day = text_in_words(event.day_text)
    text = f"{day}: {event.line}{f' ({told})' if told else ''}"

    return paragraph(
        text,
        size,
        room,
        indent=1.5 * size,
        gap=0.3 * size,
        drawing=lambda sheet, x, y: mark(sheet, event.kind, x + 0.45 * size, y, 0.36 * size),
    )


def _columns(blocks: Sequence[Block], high: float, count: int) -> list[list[Block]]:
    """The blocks in columns of about one height; nothing if they do not fit."""
    for share in range(10, 21):
        least = min(high, total(blocks) / count * share / 10)
        columns: list[list[Block]] = [[]]
        for block in blocks:
            if columns[-1] and total([*columns[-1], block]) > least:
                columns.append([])
            columns[-1].append(block)
        if len(columns) <= count and all(total(column) <= high for column in columns):
            return columns
    return []


def _newest(
    blocks: Sequence[Block], high: float, count: int, size: float, room: float
) -> list[list[Block]]:
    """The last events, as many as fit below a line that counts the others."""
    for left in range(1, len(blocks)):
        earlier = paragraph(f"{left} earlier events, then:", size, room, style="italic")
        if columns := _columns([earlier, *blocks[left:]], high, count):
            return columns
    return []
