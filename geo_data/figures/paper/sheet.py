"""A sheet of paper: what a still is drawn on, in its own pixels, the origin at the top left.

Its texts are cleaned, measured and broken into lines in the fonts that matplotlib ships; a style is
"", "bold" or "italic".
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path as File
from typing import Any

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from shapely.affinity import rotate

from geo_data.figures.look import Pattern, look
from geo_data.figures.map.arrows import Points

INCH = 72  # points
ROUND = 24  # points of half a circle
MIDDLE = 0.36
"""From the middle of a line to its baseline, in em."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

FILES = {"": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf", "italic": "DejaVuSans-Oblique.ttf"}
FAMILIES = ["DejaVu Sans", "Verdana", "Arial", "sans-serif"]
"""An SVG names them all: where the first is missing the next is nearly as wide."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
LONGEST = 2000
DAY = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]+) (\d{4})\b")
TIE = "\N{NO-BREAK SPACE}"
EM = 1000


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
        self.clip: Box | None = None
        """What is drawn next is cut at this box."""

    def add(self, artist: Artist) -> None:
        """Put something on top of all that is there."""
        self.layer += 1
        artist.set_zorder(self.layer)
        if self.clip:
            x0, y0, x1, y1 = self.clip
            edge = Rectangle((x0, y0), x1 - x0, y1 - y0, transform=self.pixels)
            artist.set_clip_path(edge)
        self.figure.add_artist(artist, clip=self.clip is None)

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
        self.add(patch)
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
        line = clean(text, style)
        made: dict[str, Any] = {
            "fontproperties": font(style, size * self.point),
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
        size, wide = look()["naming"]["type"]["number"][0] * scale, badge_width(number, scale)
        self.path(_capsule(x, y, wide, look()["naming"]["badge"] * scale), fill="move")
        middle, base = x + wide / 2, y + MIDDLE * size
        self.text(middle, base, str(number), size, style="bold", colour="halo", align="center")
        return wide


def badge_width(number: int, scale: float = 1) -> float:
    """How wide a move's badge is."""
    rule = look()["naming"]
    wide = width(str(number), rule["type"]["number"][0] * scale, "bold") + 5 * scale
    return float(max(rule["badge"] * scale, wide))


def _capsule(x: float, y: float, wide: float, high: float) -> Path:
    """A circle, or two halves of one with something between them; x is left, y the middle."""
    half = high / 2
    turn = np.linspace(-np.pi / 2, np.pi / 2, ROUND)
    right = np.column_stack([x + wide - half + half * np.cos(turn), y + half * np.sin(turn)])
    left = np.column_stack([x + half - half * np.cos(turn), y - half * np.sin(turn)])
    return Path(np.vstack([right, left, right[:1]]), closed=True)


def _file(style: str) -> File:
    return File(mpl.get_data_path()) / "fonts/ttf" / FILES[style]


@cache
def font(style: str, points: float) -> FontProperties:
    """A font of some size in points. Never changed by matplotlib, so it may be kept."""
    return FontProperties(
        family=FAMILIES,
        style="italic" if style == "italic" else "normal",
        weight="bold" if style == "bold" else "normal",
        size=points,
        fname=str(_file(style)),
    )


@cache
def _advances(style: str) -> dict[str, float]:
    """How far each character of a font moves the next one, in em."""
    face = FT2Font(str(_file(style)))
    face.set_size(EM, 72)
    return {
        chr(code): face.load_char(code, LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / EM
        for code in sorted(face.get_charmap())
    }


def clean(text: str, style: str = "") -> str:
    """One line that the font can draw: no control characters, what it lacks as a lozenge."""
    known = _advances(style)
    return "".join(
        char if char in known else UNKNOWN
        for char in unicodedata.normalize("NFC", " ".join(text[:LONGEST].split()))
        if unicodedata.category(char) not in ("Cc", "Cf", "Cn")
        and char != "\N{VARIATION SELECTOR-16}"
    )


def width(text: str, size: float, style: str = "") -> float:
    """How wide a line that was cleaned runs."""
    known = _advances(style)
    return size * sum(known[char] for char in text)


@lru_cache(maxsize=4096)
def wrapped(text: str, size: float, room: float, style: str = "") -> tuple[str, ...]:
    """Lines no wider than `room`; a day stays together, a word that is wider is broken."""
    lines, line = [], ""
    for word in DAY.sub(rf"\1{TIE}\2{TIE}\3", clean(text, style)).split(" "):
        for piece in _pieces(word.replace(TIE, " "), size, room, style):
            longer = f"{line} {piece}" if line else piece
            if line and width(longer, size, style) > room:
                lines.append(line)
                longer = piece
            line = longer
    return (*lines, line) if line else tuple(lines)


def balanced(text: str, size: float, room: float, style: str = "") -> tuple[str, ...]:
    """As few lines as `wrapped` needs, of about the same length; no more words are broken."""
    lines = wrapped(text, size, room, style)
    for share in range(19, 9, -1):
        tried = wrapped(text, size, room * share / 20, style)
        if len(tried) > len(lines) or len(lines) == 1 or " ".join(tried) != " ".join(lines):
            break
        lines = tried
    return lines


def _pieces(word: str, size: float, room: float, style: str) -> list[str]:
    pieces = []
    while width(word, size, style) > room and len(word) > 1:
        shorter = range(len(word) - 1, 1, -1)
        count = next((n for n in shorter if width(word[:n], size, style) <= room), 1)
        pieces.append(word[:count])
        word = word[count:]
    return [*pieces, word]


def blend(colour: str, below: str, share: float) -> str:
    """A colour as it looks upon another when it is partly transparent."""
    over, under = np.array(to_rgb(colour)), np.array(to_rgb(below))
    return str(to_hex(tuple(share * over + (1 - share) * under)))


def pattern_in(box: Box, pattern: Pattern) -> Path:
    """What of a pattern lies in a box; it starts at the sheet's corner, so neighbours fit."""
    return _spots(box, pattern) if pattern.spot else _stripes(box, pattern)


def _stripes(box: Box, pattern: Pattern) -> Path:
    seen = shapely.box(*box)
    # turned back, the stripes are upright
    left, top, right, bottom = rotate(seen, -pattern.turn, origin=(0, 0)).bounds
    places = np.arange(left // pattern.step, right // pattern.step + 1) * pattern.step
    upright = [shapely.box(x, top, x + pattern.stripe, bottom) for x in places]
    bands = [rotate(band, pattern.turn, origin=(0, 0)) for band in upright]
    parts = shapely.intersection(np.array(bands), seen)
    rings = [shapely.get_coordinates(part) for part in parts if part.geom_type == "Polygon"]
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in rings if len(ring)))


def _spots(box: Box, pattern: Pattern) -> Path:
    step = pattern.step
    x0, y0, x1, y1 = (int(edge // step) for edge in box)
    return Path.make_compound_path(
        *(
            Path.circle((x * step + step / 2, y * step + step / 2), pattern.spot)
            for x in range(x0, x1 + 1)
            for y in range(y0, y1 + 1)
        )
    )
