"""Stills: the map or the timeline of a snapshot as a picture to print, put on a slide or send.

>>> from geo_data import View, snapshot
>>> len(draw("map", snapshot(View()), "png", "preview")) > 10000
True
"""

import re
from collections.abc import Callable
from io import BytesIO
from threading import Lock
from typing import Any

import matplotlib as mpl
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.typing import RcKeyType

from geo_data.errors import ViewError
from geo_data.figures.look import THEMES
from geo_data.figures.paper.map import draw_map
from geo_data.figures.paper.margins import Format, Type
from geo_data.figures.paper.sheet import FAMILIES, Sheet, Size, clean
from geo_data.figures.paper.timeline import draw_timeline
from geo_data.history.snapshot import Snapshot
from geo_data.prose import words

FORMATS = {
    "slide": Format(Size(40 / 3, 7.5, 144, 1360), 28, Type(25, 12.5, 9.5)),
    "column": Format(Size(4.1, 9.5, 300, 394), 12, Type(19, 10.5, 8), tall=True),
    "a3": Format(Size(16.535, 11.693, 200, 1323), 34, Type(28, 12.5, 9.5)),
    "preview": Format(Size(6.25, 3.28125, 192, 800), 16, Type(20, 10, 7.5, short=True)),
}
SIZES = {name: (page.size.wide, page.size.high, page.size.dpi) for name, page in FORMATS.items()}
"""Inches wide and high, and the dots an inch of a PNG, by the names of the sizes."""

_PICTURES: dict[str, Callable[[Sheet, Snapshot, Format], None]] = {
    "map": draw_map,
    "timeline": draw_timeline,
}
PICTURES = tuple(_PICTURES)

_CANVASES: dict[str, type[FigureCanvasBase]] = {
    "png": FigureCanvasAgg,
    "svg": FigureCanvasSVG,
    "pdf": FigureCanvasPdf,
}
KINDS = tuple(_CANVASES)
MAKER = "NATO geography"

# No picture depends on the clock or on somebody's own matplotlib settings.
_METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": MAKER},
    "svg": {"Date": None, "Creator": MAKER},
    "pdf": {"CreationDate": None, "Creator": MAKER, "Producer": MAKER},
}
_SETTINGS: dict[RcKeyType, Any] = {
    "font.family": ["sans-serif"],
    "font.sans-serif": FAMILIES[:-1],
    "text.usetex": False,
    "text.parse_math": False,
    "text.hinting": "none",
    "svg.fonttype": "none",
    "svg.hashsalt": MAKER,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "path.simplify": False,
    "agg.path.chunksize": 0,
    "savefig.facecolor": "auto",
    "savefig.edgecolor": "auto",
    "savefig.bbox": None,
    "savefig.transparent": False,
    "figure.subplot.left": 0.0,
}

# matplotlib's settings are the process's own: one drawing at a time, and then they are as before.
_LOCK = Lock()


def draw(what: str, snap: Snapshot, kind: str, size: str = "slide", theme: str = "light") -> bytes:
    """A picture of a snapshot as a file's bytes, the same for the same snapshot.

    `what` is one of PICTURES, `kind` of KINDS, `size` of SIZES, `theme` "light" or "dark".
    Raises ViewError for another name, DataFileError if the shapes or tables are broken.
    """
    for name, value, there in (
        ("picture", what, _PICTURES),
        ("kind of file", kind, _CANVASES),
        ("size", size, FORMATS),
        ("theme", theme, THEMES),
    ):
        if value not in there:
            raise ViewError(f"{value!r} is no {name}; there is {', '.join(there)}")
    with _LOCK, mpl.rc_context(_SETTINGS):
        sheet = Sheet(FORMATS[size].size, theme, kind)
        _PICTURES[what](sheet, snap, FORMATS[size])
        title = {"Title": clean(words.title(words.headline(snap), snap.view))}
        canvas = _CANVASES[kind](sheet.figure)
        out = BytesIO()
        canvas.print_figure(
            out,
            format=kind,
            dpi=sheet.size.dpi,
            facecolor=sheet.colours["paper"],
            metadata={**title, **_METADATA[kind]},
        )
    content = out.getvalue()
    return _rounded(_with_halos(content, sheet)) if kind == "svg" else content


def _with_halos(content: bytes, sheet: Sheet) -> bytes:
    """An SVG whose halos are texts too, outlined: in whatever font, they fit their names."""

    def outlined(found: re.Match[bytes]) -> bytes:
        wide = 2 * sheet.halos[int(found[1])]
        colour = sheet.colours["halo"]
        style = f"stroke: {colour}; stroke-width: {wide:.2f}; stroke-linejoin: round"
        return f'<g aria-hidden="true" style="{style}">'.encode()

    return re.sub(rb'<g id="halo-(\d+)">', outlined, content)


def _rounded(content: bytes) -> bytes:
    """An SVG whose paths have two decimals, a third of their size; its texts stay as they are."""
    paths = rb'<path (?:id="[^"<]*" )?d="[^"<]*"'
    return re.sub(paths, lambda path: re.sub(rb"(\.\d\d)\d+", rb"\1", path[0]), content)
