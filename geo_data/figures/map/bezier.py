"""Quadratic Bézier curves in map units, as arrays of shape (3, 2): start, control, end."""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def bent(start: Points, end: Points, bend: float) -> Points:
    """A curve from start to end; `bend` is its sagitta over its length, left is positive."""
    way = end - start
    normal = np.array([-way[1], way[0]])
    return np.array([start, (start + end) / 2 + 2 * bend * normal, end])


def along(curve: Points, at: Points) -> Points:
    """Points of a curve at the parameters `at`, shape (n, 2)."""
    t = at[:, None]
    points: Points = (1 - t) ** 2 * curve[0] + 2 * t * (1 - t) * curve[1] + t**2 * curve[2]
    return points


def nearness(a: Points, b: Points, reach: float) -> float:
    """The share of the points of `a` that lie within `reach` of a point of `b`."""
    gaps = np.linalg.norm(a[:, None, :] - b[None, :, :], axis=2)
    return float((gaps.min(axis=1) < reach).mean())
