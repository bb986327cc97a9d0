"""The map of a still: what a frame says, painted on paper as map.js paints it on a screen."""

from typing import Any

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from matplotlib.path import Path

from geo_data.figures.fills import Pattern, fills, speck
from geo_data.figures.map.bezier import Points
from geo_data.figures.paper import names as still_names
from geo_data.figures.paper.arrows import Arrow, Stroke, dots, mark_box, settle
from geo_data.figures.paper.ground import Ground, Window, ground, window
from geo_data.figures.paper.labels import Label, Room, Spot, place
from geo_data.figures.paper.parts import parts
from geo_data.figures.paper.patterns import pattern_in
from geo_data.figures.paper.sheet import Box, Sheet
from geo_data.figures.paper.specks import RADIUS, specks

NARROW = 600
"""Below this width a map is drawn as on a telephone."""

TALL = 0.7
"""Height over width from which a narrow panel shows what a telephone does, which is square."""

DIM = 0.35
FAINT = 0.25
DASHES = {"solid": (), "dashed": (7, 4), "dotted": (1.5, 4)}
POINT = 4


class Panel:
    """One map on a sheet: its window, arrows and labels, known before it is drawn."""

    def __init__(self, frame: dict[str, Any], box: Box, *, listed: bool = True) -> None:
        self.frame = frame
        self.narrow = box[2] - box[0] < NARROW
        tall = box[3] - box[1] > TALL * (box[2] - box[0])
        near = frame.get("near") if self.narrow and tall else None
        self.window: Window = window(frame["area"], box, tuple(near) if near else None)
        self.ground: Ground = ground(frame["area"])
        self.parts = parts(frame, self.ground)
        self.specks = specks(frame, self.parts, self.ground, self.window)
        self.radius = 4.5 if self.narrow else 5.5
        self.arrows, self.marks = settle(frame, self.window, narrow=self.narrow, radius=self.radius)
        self.labels: list[Label] = still_names.wanted(
            frame,
            self.parts,
            self.ground,
            self.window,
            self.arrows,
            self.specks,
            narrow=self.narrow,
            listed=listed,
        )
        self.spots: list[Spot] = place(self.labels, self._room())

    def taken(self) -> list[Box]:
        """What labels must leave free: marks and heads."""
        heads = [s.head_box for a in self.arrows for s in a.strokes if s.wings is not None]
        marks = [mark_box(at, self.radius) for _, at in self.marks]
        return [*marks, *(each.box for each in self.specks), *heads]

    def _room(self) -> Room:
        x0, y0, x1, y1 = self.window.panel
        view = (x0 + 3, y0 + 3, x1 - 3, y1 - 3)
        lands = [label.home for label in self.labels if label.home is not None]
        return Room(view, self.taken(), *dots(self.arrows), lands)

    def draw(self, sheet: Sheet) -> None:
        """Paint it all, names last."""
        if self.ground.earth is None:
            sheet.box(self.window.panel, fill="sea")
        else:
            earth, clip = self.window.path(self.ground.earth), self.window.panel
            sheet.path(earth, fill="sea", line="coast", wide=0.7, clip=clip)
        self._draw_states(sheet)
        for border, one, other in self.frame["borders"]:
            if path := self.ground.border(self._units_of(one), self._units_of(other)):
                lit = f"border:{border}" in self.frame["lit"]
                sheet.path(
                    self.window.path(path),
                    line="border",
                    wide=5 if lit else 2.6,
                    round_ends=True,
                    clip=self.window.panel,
                )
        self._draw_arrows(sheet)
        self._draw_marks(sheet)
        for spot in self.spots:
            still_names.draw(sheet, spot)

    def _units_of(self, code: str) -> list[str]:
        return [unit for part in self.parts if part.code == code for unit in part.units]

    def _draw_states(self, sheet: Sheet) -> None:
        lit = {part.code for part in self.parts if f"country:{part.code}" in self.frame["lit"]}
        only = self.frame.get("only")
        for part in sorted(self.parts, key=lambda p: (p.look == "annexed", p.code in lit)):
            path = self.window.path(self.ground.outline(part.units))
            dim = bool(only) and part.code != only and part.code not in lit
            self._draw_unit(sheet, path, part.look, dim=dim, lit=part.code in lit)

    def _draw_unit(self, sheet: Sheet, path: Path, look: str, *, dim: bool, lit: bool) -> None:
        def faded(name: str) -> str:
            return blend(sheet.colour(name), sheet.colour("sea"), DIM) if dim else name

        rule = fills()[look]
        line, wide = ("focus", 2.4) if lit else (rule.edge, rule.wide)
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
            draw_arrow(sheet, arrow, self.window.panel, FAINT if faint else None)

    def _draw_marks(self, sheet: Sheet) -> None:
        for group, at in self.marks:
            lit = group in self.frame["lit"]
            sheet.shape(
                diamond(at, self.radius),
                fill="battlegroup",
                line="focus" if lit else "halo",
                wide=3 if lit else 1.5,
                clip=self.window.panel,
            )
        for each in self.specks:
            ground, edge, wide = speck(each.look)
            sheet.path(
                Path.circle((float(each.at[0]), float(each.at[1])), RADIUS),
                fill=ground,
                line="focus" if each.lit else edge,
                wide=3 if each.lit else wide,
                clip=self.window.panel,
            )
        for made in self.frame["points"]:
            at = self.window.pixels(np.array([made["at"]]))[0]
            ring = Path.circle((float(at[0]), float(at[1])), POINT)
            lit = made["id"] in self.frame["lit"]
            sheet.path(
                ring,
                fill="member",
                line="focus" if lit else "battlegroup",
                wide=3 if lit else 1.5,
                clip=self.window.panel,
            )


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
    return tuple(part * grown for part in DASHES[stroke.dash])


def diamond(at: Points, radius: float) -> list[list[float]]:
    """The mark of a battlegroup."""
    x, y = float(at[0]), float(at[1])
    return [[x - radius, y], [x, y - radius], [x + radius, y], [x, y + radius]]


def blend(colour: str, ground_colour: str, share: float) -> str:
    """A colour as it looks on a ground when it is partly transparent."""
    over, under = np.array(to_rgb(colour)), np.array(to_rgb(ground_colour))
    return str(to_hex(tuple(share * over + (1 - share) * under)))
