"""Cells of settlements: what is nearer to each than to any other; and lines between those that differ."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from dateline.tell.maps.projection import Points
from dateline.tell.maps.rounding import Lines

__all__ = ["NOTHING", "Borders", "cells_of", "distinct", "placed"]

# What lies beyond all cells, and what nothing is known of.
NOTHING = -1
# Two settlements this near each other, in kilometres, are one point: cells between them would be slivers.
_SAME_KM = 0.05
# Corners of cells are the same within a metre.
_GRID_KM = 0.001
# More points than this in one direction of the plane would not fit into one number; the earth has 40,000 km.
_COLUMNS = 1 << 31


def distinct(points: Points) -> NDArray[np.intp]:
    """The first of the settlements at each point."""
    if len(points) == 0:
        return np.empty(0, dtype=np.intp)
    _, first = np.unique(np.rint(points / _SAME_KM), axis=0, return_index=True)
    return np.sort(first)


def cells_of(points: Points, margin: float) -> NDArray[np.object_]:
    """A cell for each point, of what is nearer to it than to any other, with a margin around all."""
    around = shapely.box(*shapely.MultiPoint(points).bounds).buffer(margin, join_style="mitre")
    if len(points) == 1:
        return np.array([around], dtype=object)
    diagram = shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=around, ordered=True)
    return np.asarray(shapely.get_parts(diagram), dtype=object)


def placed(points: Points) -> NDArray[np.object_]:
    """Points as geometries."""
    return np.asarray(shapely.points(points), dtype=object)


class Borders:
    """The stretches between cells, each once, with the two cells beside it."""

    def __init__(self, cells: NDArray[np.object_]) -> None:
        corners, cell = shapely.get_coordinates(cells, return_index=True)
        # Keys count from the lowest corner, so that the same points have the same keys later on.
        self._low = corners.min(axis=0)
        keys, start = np.unique(self._key(corners), return_inverse=True)
        self._keys = keys
        self._at = np.empty((len(keys), 2))
        self._at[start] = self._low + np.rint((corners - self._low) / _GRID_KM) * _GRID_KM
        within = np.flatnonzero((cell[:-1] == cell[1:]) & (start[:-1] != start[1:]))
        ends = np.sort(np.column_stack([start[within], start[within + 1]]), axis=1)
        names, first, where = np.unique(
            ends[:, 0] * len(keys) + ends[:, 1], return_index=True, return_inverse=True
        )
        self._names, self._ends = names, ends[first]
        self._left = cell[within][first]
        self._right = np.full(len(names), NOTHING, dtype=np.intp)
        second = np.setdiff1d(np.arange(len(ends)), first, assume_unique=True)
        self._right[where[second]] = cell[within][second]

    def _key(self, corners: Points) -> NDArray[np.int64]:
        """A number for each corner, the same for those within a metre."""
        across, up = np.rint((corners - self._low) / _GRID_KM).astype(np.int64).T
        return np.asarray(across * _COLUMNS + up)

    def apart(self, points: Points) -> NDArray[np.float64]:
        """For each stretch, how far the points of its two cells are from each other; infinite at the edge."""
        off = np.hypot(*(points[self._left] - points[self._right]).T)
        return np.asarray(np.where(self._right == NOTHING, np.inf, off))

    def between(
        self, of: NDArray[np.intp], kept: NDArray[np.bool_] | None = None
    ) -> tuple[Lines, NDArray[np.intp], NDArray[np.intp]]:
        """The lines between cells that differ, with what the cells on either side of each are.

        `kept`: which stretches may be part of a line, if not all.
        """
        # What lies beyond all cells is nothing known; the last is what -1 finds.
        of = np.append(of, NOTHING)
        left, right = of[self._left], of[self._right]
        differ = np.flatnonzero((left != right) if kept is None else (left != right) & kept)
        stretches = np.asarray(shapely.linestrings(self._at[self._ends[differ]]), dtype=object)
        lines = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(stretches)))
        points, line = shapely.get_coordinates(lines, return_index=True)
        first = np.flatnonzero(np.diff(line, prepend=-1))
        keys = self._key(points)
        ends = np.sort(np.searchsorted(self._keys, np.column_stack([keys[first], keys[first + 1]])), axis=1)
        which = np.searchsorted(self._names, ends[:, 0] * len(self._keys) + ends[:, 1])
        return lines, left[which], right[which]
