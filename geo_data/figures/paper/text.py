"""Text of a still: cleaned, measured and broken into lines, in the fonts that matplotlib ships.

Sizes are in the sheet's pixels, 1/96 inch or so; a style is "", "bold" or "italic".
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

FILES = {"": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf", "italic": "DejaVuSans-Oblique.ttf"}
FAMILIES = ["DejaVu Sans", "Verdana", "Arial", "sans-serif"]
"""An SVG names them all: where the first is missing the next is nearly as wide."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
LONGEST = 2000
DAY = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]+) (\d{4})\b")
TIE = "\N{NO-BREAK SPACE}"
EM = 1000


def _file(style: str) -> Path:
    return Path(mpl.get_data_path()) / "fonts/ttf" / FILES[style]


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
    kept = []
    for char in unicodedata.normalize("NFC", " ".join(text[:LONGEST].split())):
        kind = unicodedata.category(char)
        if kind in ("Cc", "Cf", "Cn") or char == "\N{VARIATION SELECTOR-16}":
            continue
        kept.append(char if char in known else UNKNOWN)
    return "".join(kept)


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
    """As few lines as `wrapped` needs, of about the same length."""
    lines = wrapped(text, size, room, style)
    for share in range(19, 9, -1):
        tried = wrapped(text, size, room * share / 20, style)
        if len(tried) > len(lines) or len(lines) == 1:
            break
        lines = tried
    return lines


def _pieces(word: str, size: float, room: float, style: str) -> list[str]:
    pieces = []
    while width(word, size, style) > room and len(word) > 1:
        count = next(n for n in range(len(word) - 1, 0, -1) if _fits(word, n, size, room, style))
        pieces.append(word[:count])
        word = word[count:]
    return [*pieces, word]


def _fits(word: str, count: int, size: float, room: float, style: str) -> bool:
    return count == 1 or width(word[:count], size, style) <= room
