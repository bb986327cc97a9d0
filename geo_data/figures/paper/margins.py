"""What stands around a still's picture: title, legend, lists, sources, and where all is from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geo_data.english import unique
from geo_data.figures import legend
from geo_data.figures.paper import legend as still_legend
from geo_data.figures.paper.blocks import Block, numbered, paragraph, total
from geo_data.history.snapshot import Snapshot
from geo_data.prose import listing, words
from geo_data.prose.sentences import doubt, source
from geo_data.prose.sentences import sources as named
from geo_data.prose.vocabulary import vocabulary
from geo_data.tables.record import record

LESS = (
    *((True, True, 40), (True, True, 8), (True, True, 4), (True, False, 8), (True, False, 4)),
    *((False, True, 40), (False, True, 8), (False, True, 4)),
    *((False, False, 8), (False, False, 4), (False, False, 2), (False, False, 0)),
)
WAYS = (
    (True, True, 40, 1.15),
    *((*less, scale) for less in LESS for scale in (1.0, 0.93)),
    *((*less, scale) for less in LESS for scale in (0.86, 0.8)),
)
"""What to try until it fits: sentences, other events than moves, most sources, size of type."""

ARROWS_NARROW = 0.7


@dataclass(frozen=True)
class Type:
    """Sizes of a format's texts in pixels; `short` has the short names of the legend."""

    title: float
    body: float
    small: float
    short: bool = False


@dataclass(frozen=True)
class Margin:
    """Blocks that fit, at a `scale`; `listed` if every move of the window is among them."""

    blocks: list[Block]
    scale: float
    listed: bool


def heading(snap: Snapshot, kind: Type, room: float, title: str) -> list[Block]:
    """Title, standfirst and what must be known about the ground."""
    found = [
        paragraph(title, kind.title, room, style="bold", even=True),
        paragraph(
            words.standfirst(snap), kind.body, room, colour="quiet-ink", gap=kind.title * 0.25
        ),
    ]
    if filters := _filters(snap):
        found.append(paragraph(filters, kind.body, room, colour="quiet-ink", gap=2))
    return found


def _filters(snap: Snapshot) -> str:
    """What a filter keeps away from the picture; empty without one."""
    parts = []
    if snap.view.kind:
        names = (vocabulary()["kinds"][kind] for kind in snap.view.kind)
        parts.append(f"of the events only {', '.join(names)}")
    if snap.view.country:
        name = record().name_on(snap.view.country, snap.view.on)
        parts.append(f"only what involves {name}")
    return f"Shown: {'; '.join(parts)}." if parts else ""


def credits_of(snap: Snapshot, kind: Type, room: float, *, ground: bool = True) -> list[Block]:
    """The day checked and the licence; with `ground` the shapes' point of view and borders."""
    text = words.origin(shapes=ground)
    if ground:
        text = " ".join(filter(None, (words.day_note(snap), text, "Equal-area projection.")))
    return [paragraph(text, kind.small, room, colour="quiet-ink", gap=kind.small)]


def sources(snap: Snapshot) -> list[str]:
    """The first source of each thing shown: title, publisher and day, each once."""
    groups = [*listing.happenings(snap), words.what_you_see(snap)]
    keys = unique(s.sources[0] for group in groups for s in group.sentences if s.sources)
    return list(unique(source(row) for row in named(keys)))


def sources_of(snap: Snapshot, kind: Type, room: float, most: int) -> list[Block]:
    """Those sources in one paragraph: at `most` so many, the others counted."""
    found = sources(snap)
    if not found or not most:
        return []
    rest = len(found) - most
    more = f"; and {rest} more in the record" if rest > 0 else ""
    text = f"First sources: {'; '.join(found[:most])}{more}."
    return [paragraph(text, kind.small, room, colour="quiet-ink", gap=kind.body)]


def _legend(frame: dict[str, Any], kind: Type, room: float, *, narrow: bool) -> list[Block]:
    arrows = ARROWS_NARROW if narrow else 1
    found = []
    for entry in legend.entries(frame):
        short = vocabulary()["looks"].get(entry.key, {}).get("short", "") if kind.short else ""
        name = short[:1].upper() + short[1:] or entry.name
        gap = 0.3 * kind.body
        found.append(still_legend.block(entry, name, kind.body, room, arrows=arrows, gap=gap))
    return found


def listed_group(snap: Snapshot, title: str, size: float, room: float) -> list[Block]:
    """A group of the window's events under its heading; nothing if there is none."""
    group = next((g for g in listing.happenings(snap) if g.title == title), None)
    if group is None:
        return []
    head = paragraph(title, size, room, style="bold", gap=size)
    rows = []
    for row in group.sentences:
        told = doubt(row.confidence)
        text = f"{row.text} ({told})" if told else row.text
        rows.append(numbered(text, row.number, size, room, 0.22 * size))
    return [head, *rows]


def _sentences(snap: Snapshot, size: float, room: float) -> list[Block]:
    """What the map shows, in sentences."""
    group = words.what_you_see(snap)
    told = [paragraph(row.text, size, room, gap=0.4 * size) for row in group.sentences]
    return [paragraph(group.title, size, room, style="bold", gap=size), *told]


def sources_within(snap: Snapshot, kind: Type, room: float, high: float) -> list[Block]:
    """As many sources as fit below a picture; none if there is no room there."""
    for most in (40, 20, 12, 8, 4):
        found = sources_of(snap, kind, room, most)
        if found and total(found) <= high:
            return found
    return []


def margin(
    snap: Snapshot,
    frame: dict[str, Any],
    kind: Type,
    room: tuple[float, float],
    *,
    narrow: bool,
    sourced: bool = True,
) -> Margin:
    """Legend, moves, other events, sentences and sources: what fits into width and height."""
    wide, high = room
    for said, others, most, scale in WAYS:
        sized = Type(kind.title, kind.body * scale, kind.small * scale, kind.short)
        top = _legend(frame, sized, wide, narrow=narrow)
        moves = listed_group(snap, "Force moves", sized.body, wide)
        also = listed_group(snap, "Also in these days", sized.body, wide) if others else []
        told = _sentences(snap, sized.body, wide) if said else []
        end = sources_of(snap, sized, wide, most) if sourced else []
        blocks = [*top, *moves, *also, *told, *end]
        if total(blocks) <= high:
            return Margin(blocks, scale, listed=True)
    return _cut([*top, *moves], len(moves), sized.body, room)


def _cut(blocks: Sequence[Block], moves: int, size: float, room: tuple[float, float]) -> Margin:
    """As many blocks as fit; a line says how many moves are left out."""
    for left in range(1, moves - 1):
        more = paragraph(f"and {left} more", size, room[0], gap=0.22 * size)
        kept = [*blocks[:-left], more]
        if total(kept) <= room[1]:
            return Margin(kept, WAYS[-1][-1], listed=False)
    kept = list(blocks[: len(blocks) - moves])
    while kept and total(kept) > room[1]:
        kept.pop()
    return Margin(kept, WAYS[-1][-1], listed=not moves)
