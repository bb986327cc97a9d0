"""Patterns of a still: the stripes and spots of look.toml as paths, in a sheet's pixels."""

import numpy as np
import shapely
from matplotlib.path import Path
from shapely.affinity import rotate

from geo_data.figures.fills import Pattern
from geo_data.figures.paper.sheet import Box


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
