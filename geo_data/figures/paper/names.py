"""What a still's map names, and how the names are set: states, arrows, where they come from."""

from typing import Any

import numpy as np

from geo_data.figures.paper.arrows import Arrow
from geo_data.figures.paper.ground import Ground, Window
from geo_data.figures.paper.labels import LINE, Label, Look, Spot
from geo_data.figures.paper.parts import Part
from geo_data.figures.paper.sheet import Sheet
from geo_data.figures.paper.specks import Speck
from geo_data.figures.paper.text import clean, width

STARTS = (0.06, 0.1, 0.15, 0.2, 0.26, 0.32)
"""Where along an arrow its origin may be named."""

SMALL = 5
BROAD = 5
"""Pixels a letter that a small neighbour must be wide to be named."""

BESIDE = 13
"""Pixels from a marked place to the middle of its name."""

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


def _states(
    frame: dict[str, Any],
    parts: list[Part],
    ground: Ground,
    window: Window,
    specks: list[Speck],
    *,
    narrow: bool,
) -> list[Label]:
    found: list[Label] = []
    discs = {each.unit: each for each in specks}
    named: set[str] = set()
    for part in parts:
        if not part.own and part.code in named:
            continue
        if not part.own:
            named.add(part.code)  # a state is named on the first of its shapes
        points = ground.at.get(part.units[0])
        if not (part.code or part.own) or points is None or not len(points):
            continue
        home = window.path(ground.outline(part.units))
        if disc := discs.get(part.units[0]):
            found.append(_beside(disc, part.own or part.name, frame["own"], narrow=narrow))
            continue
        small = part.rank >= SMALL and not part.own
        if small and home.get_extents().width < BROAD * len(part.name):
            continue
        key = f"unit:{part.units[0]}" if part.own else f"country:{part.code}"
        rank = frame["own"] if part.own else part.rank
        look = _state_look(SMALL if part.own else rank, narrow=narrow)
        loud = rank == 2 and not part.own  # noqa: PLR2004 - the key states
        text = clean(part.own or (part.name.upper() if loud else part.name), look.style)
        found.append(
            Label(
                key,
                text,
                rank,
                look,
                points=window.pixels(points),
                forms=_folded(text),
                lit=key in frame["lit"],
                home=None if part.own else home,
            )
        )
    return found


def _beside(disc: Speck, name: str, rank: float, *, narrow: bool) -> Label:
    """The name of a territory that a disc stands for, below or above it."""
    look = _state_look(SMALL, narrow=narrow)
    x, y = map(float, disc.at)
    points = np.array([(x, y + BESIDE), (x, y - BESIDE)])
    text = clean(name, look.style)
    return Label(disc.item, text, rank, look, points=points, forms=_folded(text), lit=disc.lit)


def _points(frame: dict[str, Any], window: Window, *, narrow: bool) -> list[Label]:
    """Places that no shape can show: named below or above."""
    look = _state_look(SMALL, narrow=narrow)
    found = []
    for made in frame["points"]:
        x, y = window.pixels(np.array([made["at"]]))[0]
        points = np.array([(x, y + BESIDE), (x, y - BESIDE)])
        lit = made["id"] in frame["lit"]
        found.append(Label(made["id"], clean(made["name"]), 4, look, points=points, lit=lit))
    return found


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


def wanted(  # noqa: PLR0913 - all that is named
    frame: dict[str, Any],
    parts: list[Part],
    ground: Ground,
    window: Window,
    arrows: list[Arrow],
    specks: list[Speck],
    *,
    narrow: bool,
    listed: bool,
) -> list[Label]:
    """Every label of a frame; a `narrow` map has numbers alone where the moves are `listed`."""
    return [
        *_states(frame, parts, ground, window, specks, narrow=narrow),
        *_points(frame, window, narrow=narrow),
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
