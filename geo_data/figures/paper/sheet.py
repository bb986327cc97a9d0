"""A sheet of paper: what a still is drawn on, in its own pixels, the origin at the top left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from geo_data.figures.look import look
from geo_data.figures.map.bezier import Points
from geo_data.figures.paper import text as still_text

INCH = 72  # points
ROUND = 24  # points of half a circle

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Size:
    """A format: inches wide and high, dots an inch of a PNG, and how many pixels the sheet has.

    The sheet's pixels are those of the live map: a font of 12 of them is 12 pixels there.
    """

    wide: float
    high: float
    dpi: int
    pixels: int


class Sheet:
    """A figure to draw on; `halos` are how far each text's outline reaches, in points.

    An SVG outlines its `halo-0` and the others itself, and has them as texts.
    """

    def __init__(self, size: Size, theme: str, kind: str) -> None:
        self.size, self.theme = size, theme
        self.vector_text = kind == "svg"
        self.colours: dict[str, str] = look()["colours"][theme]
        self.wide = float(size.pixels)
        self.high = size.pixels * size.high / size.wide
        self.figure = Figure(figsize=(size.wide, size.high), dpi=size.dpi)
        self.figure.set_facecolor(self.colours["paper"])
        self.point = INCH * size.wide / size.pixels
        self.halos: list[float] = []
        scale = Affine2D().scale(1 / self.wide, -1 / self.high).translate(0, 1)
        self.pixels = scale + self.figure.transFigure
        self.layer = 0

    def add(self, artist: Artist, clip: Box | None = None) -> None:
        """Put something on top of all that is there."""
        self.layer += 1
        artist.set_zorder(self.layer)
        if clip:
            x0, y0, x1, y1 = clip
            edge = Rectangle((x0, y0), x1 - x0, y1 - y0, transform=self.pixels)
            artist.set_clip_path(edge)
        self.figure.add_artist(artist, clip=clip is None)

    def colour(self, name: str) -> str:
        """A colour of look.toml by its name; one that is no name is itself."""
        return self.colours.get(name, name)

    def path(  # noqa: PLR0913 - the look of a line
        self,
        path: Path,
        *,
        fill: str | None = None,
        line: str | None = None,
        wide: float = 1,
        dash: Sequence[float] = (),
        round_ends: bool = False,
        alpha: float | None = None,
        clip: Box | None = None,
        within: Any = None,  # noqa: ANN401 - another artist to clip at
    ) -> None:
        """Draw a path in pixels; `dash` in pixels, on and off."""
        patch = PathPatch(
            path,
            facecolor=self.colour(fill) if fill else "none",
            edgecolor=self.colour(line) if line else "none",
            linewidth=wide * self.point if line else 0,
            linestyle=(0, [part / wide for part in dash]) if dash else "solid",
            capstyle="round" if round_ends else "butt",
            joinstyle="round",
            alpha=alpha,
            transform=self.pixels,
        )
        self.add(patch, clip)
        if within is not None:
            patch.set_clip_path(within, self.pixels)

    def curve(self, points: Points, **look_of: Any) -> None:  # noqa: ANN401 - as `path` takes
        """A quadratic curve from (3, 2) pixels."""
        codes = [Path.MOVETO, Path.CURVE3, Path.CURVE3]
        self.path(Path(np.asarray(points), codes), **look_of)

    def line(self, points: Points | Sequence[Sequence[float]], **look_of: Any) -> None:  # noqa: ANN401
        """A straight line, or several joined."""
        self.path(Path(np.asarray(points, dtype=float)), **look_of)

    def shape(self, points: Points | Sequence[Sequence[float]], **look_of: Any) -> None:  # noqa: ANN401
        """A closed polygon."""
        self.path(Path(np.asarray([*points, points[0]], dtype=float), closed=True), **look_of)

    def box(self, box: Box, **look_of: Any) -> None:  # noqa: ANN401 - as `path` takes
        """A rectangle."""
        x0, y0, x1, y1 = box
        self.shape([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], **look_of)

    def text(  # noqa: PLR0913 - the look of a text
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        style: str = "",
        colour: str = "ink",
        align: str = "left",
        halo: float = 0,
        alpha: float | None = None,
    ) -> None:
        """One line with its baseline at y; `halo` is how far its outline reaches."""
        line = still_text.clean(text, style)
        made: dict[str, Any] = {
            "fontproperties": still_text.font(style, size * self.point),
            "ha": align,
            "va": "baseline",
            "transform": self.pixels,
            "parse_math": False,
        }
        if halo:
            around = Text(x, y, line, color=self.colour("halo"), **made)
            around.set_gid(f"halo-{len(self.halos)}")
            self.halos.append(halo * self.point)
            if not self.vector_text:
                wide = 2 * halo * self.point
                effect = Stroke(linewidth=wide, foreground=self.colour("halo"), joinstyle="round")
                around.set_path_effects([effect])
            self.add(around)
        self.add(Text(x, y, line, color=self.colour(colour), alpha=alpha, **made))

    def number(self, x: float, y: float, number: int, scale: float = 1) -> float:
        """A move's number in its badge, its left middle at (x, y); gives the width."""
        size = 10.5 * scale
        text = str(number)
        high = 15 * scale
        wide = max(high, still_text.width(text, size, "bold") + 5 * scale)
        self.path(_capsule(x, y, wide, high), fill="move")
        middle, base = x + wide / 2, y + 0.36 * size
        self.text(middle, base, text, size, style="bold", colour="halo", align="center")
        return wide


def badge_width(number: int, scale: float = 1) -> float:
    """How wide a move's badge is."""
    return max(15 * scale, still_text.width(str(number), 10.5 * scale, "bold") + 5 * scale)


def _capsule(x: float, y: float, wide: float, high: float) -> Path:
    """A circle, or two halves of one with something between them; x is left, y the middle."""
    half = high / 2
    turn = np.linspace(-np.pi / 2, np.pi / 2, ROUND)
    right = np.column_stack([x + wide - half + half * np.cos(turn), y + half * np.sin(turn)])
    left = np.column_stack([x + half - half * np.cos(turn), y - half * np.sin(turn)])
    return Path(np.vstack([right, left, right[:1]]), closed=True)
