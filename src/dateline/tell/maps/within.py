"""Which points lie in polygons given by their rings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

__all__ = ["within"]

Ring = Sequence[tuple[float, float]]


def within(points: Sequence[tuple[float, float]], polygons: Sequence[Sequence[Ring]]) -> list[int]:
    """The places in the sequence of those points that lie in any polygon: outer ring first, then its holes.

    Longitude comes first in points and rings. Rings that cross themselves are taken as what they enclose.
    """
    shapes = [shapely.Polygon(rings[0], list(rings[1:])) for rings in polygons]
    land = shapely.union_all([shapely.make_valid(shape) for shape in shapes])
    shapely.prepare(land)
    lon, lat = np.array(points, dtype=float).reshape(-1, 2).T
    return [int(i) for i in np.nonzero(shapely.intersects_xy(land, lon, lat))[0]]
