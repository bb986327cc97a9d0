"""What a still's map names, and how the names are set: states, arrows, where they come from."""

from typing import Any

from geo_data.figures.still.arrows import Arrow
from geo_data.figures.still.ground import Ground, Window
from geo_data.figures.still.labels import LINE, Label, Look, Spot
from geo_data.figures.still.sheet import Sheet
from geo_data.figures.still.text import clean, width

STARTS = (0.06, 0.1, 0.15, 0.2, 0.26, 0.32)
"""Where along an arrow its origin may be named."""

SMALL = 5
BROAD = 5
"""Pixels a letter that a small neighbour must be wide to be named."""

MIDDLE = 0.36
"""From the middle of a line to its baseline, in em."""


def _state_look(rank: int, *, narrow: bool) -> Look:
    if rank <= 1:
        return Look(10.5 if narrow else 12.5, "bold")
    if rank == 2:  # noqa: PLR2004 - the key states
        return Look(9.5 if narrow else 11)
    if rank >= SMALL:
        return Look(10 if narrow else 10.5, colour="quiet-ink")
    return Look(10 if narrow else 11.5)


def _folded(text: str) -> tuple[str, ...]:
    return ("", "folded") if " " in text else ("",)


def _states(frame: dict[str, Any], ground: Ground, window: Window, *, narrow: bool) -> list[Label]:
    found = []
    for code, name, rank, *more in frame["states"]:
        unit = (more[0] if more else code).split(" ")[0]
        points = ground.at.get(unit)
        if points is None or not len(points) or unit not in ground.units:
            continue
        home = window.path(ground.units[unit])
        if rank >= SMALL and home.get_extents().width < BROAD * len(name):
            continue
        look = _state_look(rank, narrow=narrow)
        text = clean(name.upper() if rank == 2 else name, look.style)  # noqa: PLR2004
        found.append(
            Label(
                f"country:{code}",
                text,
                rank,
                look,
                points=window.pixels(points),
                forms=_folded(text),
                lit=f"country:{code}" in frame["lit"],
                home=home,
            )
        )
    return found


def _units(frame: dict[str, Any], ground: Ground, window: Window, *, narrow: bool) -> list[Label]:
    """Ground that is no state of its own."""
    look = Look(10 if narrow else 10.5, colour="quiet-ink")
    return [
        Label(
            f"unit:{unit}",
            clean(name),
            2,
            look,
            points=window.pixels(ground.at[unit]),
            forms=_folded(name),
        )
        for unit, name in frame["labels"].items()
        if unit in ground.at and len(ground.at[unit])
    ]


def _moves(
    frame: dict[str, Any], arrows: list[Arrow], *, narrow: bool, listed: bool
) -> list[Label]:
    found = []
    for arrow in arrows:
        made = arrow.made
        # a stem carries the number
        named = arrow.strokes[:1] if made["s"][0]["h"] == "none" else arrow.strokes
        curves = tuple(stroke.visible for stroke in named)
        found.append(
            Label(
                made["id"],
                clean(made["label"], "bold"),
                1.5,
                Look(10.5 if narrow else 12.5, "bold", "move"),
                curves=curves,
                steps=tuple(frame["at"]),
                number=made["n"],
                forms=("bare",) if narrow and listed else ("", "bare"),
                scale=0.9 if narrow else 1,
                lit=made["id"] in frame["lit"],
            )
        )
        if "from" in made:
            text = clean(made["from"]["text"], "italic")
            look = Look(10 if narrow else 11, "italic", "move")
            found.append(
                Label(
                    made["id"],
                    text,
                    2.5,
                    look,
                    curves=curves[:1],
                    steps=STARTS,
                    forms=_folded(text) if ", " in text else ("",),
                )
            )
    return found


def wanted(
    frame: dict[str, Any],
    ground: Ground,
    window: Window,
    arrows: list[Arrow],
    *,
    narrow: bool,
    listed: bool,
) -> list[Label]:
    """Every label of a frame; a `narrow` map has numbers alone where the moves are `listed`."""
    return [
        *_states(frame, ground, window, narrow=narrow),
        *_units(frame, ground, window, narrow=narrow),
        *_moves(frame, arrows, narrow=narrow, listed=listed),
    ]


def draw(sheet: Sheet, spot: Spot) -> None:
    """A label at its spot."""
    label, (x0, y0, x1, y1) = spot.label, spot.box
    look, lines = label.look, label.lines(spot.form)
    if label.number is not None:
        x0 += sheet.number(x0, (y0 + y1) / 2, label.number, label.scale) + 3
    middle = (x0 + x1) / 2
    for n, line in enumerate(lines):
        y = (y0 + y1) / 2 + (n - (len(lines) - 1) / 2) * LINE * look.size + MIDDLE * look.size
        sheet.text(
            middle,
            y,
            line,
            look.size,
            style=look.style,
            colour=look.colour,
            align="center",
            halo=look.halo,
        )
        if label.lit:
            half = width(line, look.size, look.style) / 2
            sheet.line([[middle - half, y + 2], [middle + half, y + 2]], line=look.colour, wide=1)
