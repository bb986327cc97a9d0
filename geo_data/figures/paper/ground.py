"""Whose ground lies where on a still: a grid of cells, as web/ground.js has it on screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from geo_data.figures.look import look
from geo_data.figures.map.arrows import Points
from geo_data.figures.paper.sheet import Box

BEYOND, SEA = 0, 1
"""Numbers of cells off the earth and at sea; units have those after."""

Cells = NDArray[np.int_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Land:
    """A unit and what belongs to it: numbers that are its own, and the unit's cells and box."""

    name: str
    mine: frozenset[int]
    cells: int
    box: Box


class Ground:
    """The grid over a panel; paths in pixels, filled by the even-odd rule."""

    def __init__(self, panel: Box, units: Mapping[str, Path], earth: Path | None) -> None:
        self.cell = float(look()["naming"]["ground"]["cell"])
        self.x, self.y = panel[:2]
        self.wide = max(1, int(np.ceil((panel[2] - panel[0]) / self.cell)))
        self.high = max(1, int(np.ceil((panel[3] - panel[1]) / self.cell)))
        self.cells: Cells = np.full((self.high, self.wide), SEA if earth is None else BEYOND)
        if earth is not None:
            self.cells[self._inside(earth)] = SEA
        self.number: dict[str, int] = {}
        self._seen: dict[str, tuple[int, Box]] = {}
        for number, (unit, path) in enumerate(units.items(), start=SEA + 1):
            mask = self._inside(path)
            self.number[unit] = number
            if not mask.any():
                continue
            self.cells[mask] = number
            rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
            low = self.x + columns[0] * self.cell, self.y + rows[0] * self.cell
            high = self.x + (columns[-1] + 1) * self.cell, self.y + (rows[-1] + 1) * self.cell
            self._seen[unit] = int(mask.sum()), (*map(float, low), *map(float, high))  # type: ignore[assignment]
        self._land = _summed(self.cells > SEA)
        self._off = _summed(self.cells == BEYOND)
        self._own = lru_cache(maxsize=512)(self._summed_own)

    def _inside(self, path: Path) -> NDArray[np.bool_]:
        """The cells whose middles lie in a path."""
        toggles = np.zeros((self.high, self.wide + 1), dtype=np.int64)
        points = (np.asarray(path.vertices, dtype=float) - (self.x, self.y)) / self.cell - 0.5
        codes = None if path.codes is None else np.asarray(path.codes)
        starts = np.flatnonzero(codes == Path.MOVETO) if codes is not None else np.array([0])
        for start, end in zip(starts, [*starts[1:], len(points)], strict=True):
            ring = points[start:end]
            if codes is not None and codes[end - 1] == Path.CLOSEPOLY:
                ring = ring[:-1]
            _toggle(toggles, ring)
        return np.asarray(np.cumsum(toggles[:, :-1], axis=1) % 2 == 1)

    def of(self, unit: str, units: Iterable[str]) -> Land:
        """A unit, and all that counts as its own."""
        mine = frozenset(self.number[each] for each in units if each in self.number)
        cells, box = self._seen.get(unit, (0, (0.0, 0.0, 0.0, 0.0)))
        return Land(unit, mine, cells, box)

    def _summed_own(self, mine: frozenset[int]) -> Numbers:
        return _summed(np.isin(self.cells, [*mine]))

    def shares(self, boxes: Points, land: Land, pad: float = 0) -> tuple[Numbers, Numbers, Numbers]:
        """Of boxes, shape (n, 4), the shares on own ground, on others', and off the earth."""
        places = (
            boxes + np.array([-pad, -pad, pad, pad]) - np.tile((self.x, self.y), 2)
        ) / self.cell
        places += 0.5
        low = np.maximum(0, np.floor(places[:, :2]).astype(int))
        high = np.maximum(low + 1, np.floor(places[:, 2:]).astype(int))
        high = np.minimum(high, (self.wide, self.high))
        low = np.minimum(low, high)
        (x0, y0), (x1, y1) = low.T, high.T
        area = np.maximum(1, (x1 - x0) * (y1 - y0))

        def share(sums: Numbers) -> Numbers:
            found = sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0]
            return np.asarray(found / area, dtype=float)

        own = share(self._own(land.mine))
        return own, share(self._land) - own, share(self._off)

    def at(self, points: Points) -> Cells:
        """The numbers of what lies at points, shape (n, 2); the sea's where they are out of it."""
        places = np.floor((points - (self.x, self.y)) / self.cell).astype(int)
        there = np.all((places >= 0) & (places < (self.wide, self.high)), axis=1)
        columns, rows = np.where(there[:, None], places, 0).T
        found: Cells = np.where(there, self.cells[rows, columns], SEA)
        return found

    def foreign(self, points: Points, mine: frozenset[int]) -> NDArray[np.bool_]:
        """Which of some points lie on ground that is not own."""
        there = self.at(points)
        found: NDArray[np.bool_] = (there > SEA) & ~np.isin(there, [*mine])
        return found


def _toggle(toggles: Cells, ring: Points) -> None:
    """Where the edges of a ring cross the rows: a cell is inside after an odd number of these."""
    high, wide = toggles.shape
    a, b = np.roll(ring, 1, axis=0), ring
    up = (a[:, 1] < b[:, 1])[:, None]
    low, top = np.where(up, a, b), np.where(up, b, a)
    first = np.maximum(0, np.ceil(low[:, 1])).astype(int)
    last = np.minimum(high - 1, np.ceil(top[:, 1]) - 1).astype(int)
    count = np.maximum(0, last - first + 1)
    if not count.any():
        return
    edge = np.repeat(np.arange(len(ring)), count)
    rows = first[edge] + np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    share = (rows - low[edge, 1]) / (top[edge, 1] - low[edge, 1])
    at = low[edge, 0] + share * (top[edge, 0] - low[edge, 0])
    np.add.at(toggles, (rows, np.clip(np.ceil(at), 0, wide - 1).astype(int)), 1)


def _summed(mask: NDArray[np.bool_]) -> Numbers:
    """The sums of all cells above and left of each corner."""
    return np.pad(np.cumsum(np.cumsum(mask, axis=0), axis=1), ((1, 0), (1, 0))).astype(float)
