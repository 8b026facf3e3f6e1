"""Lines with their corners cut, all at once."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

__all__ = ["rounded"]

# Corners cut so often: two rounds leave no corner that print shows.
_ROUNDS = 2

Lines = NDArray[np.object_]


def rounded(lines: Lines) -> Lines:
    """Lines with their corners cut. Their ends stay; a ring where no other line ends has none."""
    if len(lines) == 0:
        return lines
    points, line = shapely.get_coordinates(lines, return_index=True)
    ring = _rings(points, line)
    for _ in range(_ROUNDS):
        points, line = _cut(points, line, ring)
    return np.asarray(shapely.linestrings(points, indices=line), dtype=object)


def _rings(points: NDArray[np.float64], line: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which lines end where they began, and no other line does."""
    first, last = _bounds(line)
    ends = np.concatenate([points[first], points[last]])
    _, which, counts = np.unique(ends[:, 0] + 1j * ends[:, 1], return_inverse=True, return_counts=True)
    alone = counts[which[: len(first)]] == 2
    return np.asarray((points[first] == points[last]).all(axis=1) & alone)


def _bounds(line: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first and the last point of each line."""
    first = np.flatnonzero(np.diff(line, prepend=-1))
    return first, np.append(first[1:], len(line)) - 1


def _cut(
    points: NDArray[np.float64], line: NDArray[np.intp], ring: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Each stretch between two points gives two, a quarter from either end (Chaikin)."""
    within = line[:-1] == line[1:]
    before, after = points[:-1][within], points[1:][within]
    cut = np.empty((2 * len(before), 2))
    cut[0::2], cut[1::2] = 0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after
    of = np.repeat(line[:-1][within], 2)
    first, last = _bounds(of)
    start, end = _bounds(line)
    cut[first[~ring]], cut[last[~ring]] = points[start[~ring]], points[end[~ring]]
    closed = np.insert(cut, last[ring] + 1, cut[first[ring]], axis=0)
    return closed, np.insert(of, last[ring] + 1, of[first[ring]])
