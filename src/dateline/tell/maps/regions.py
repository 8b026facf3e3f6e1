"""Where the regions of a country meet, as far as the settlements that lie in them tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from dateline.tell.maps.cells import Borders, cells_of, distinct
from dateline.tell.maps.frame import Frame
from dateline.tell.maps.holding import Inhabited
from dateline.tell.maps.projection import Points, Projection
from dateline.tell.maps.rounding import Lines, rounded

__all__ = ["region_lines"]

# No outline of regions is at hand. Half way between two settlements of two regions, a line is off by no more
# than half their distance. Where that is less than this share of the map's width it passes for a rough one,
# as the legend has it. The lines are drawn if so much of them does, and else none: pieces tell nothing.
_OFF, _SHARE = 1 / 100, 0.85
# A ring shorter than this share of the map's width is no region.
_ENCLAVE = 1 / 8
# Fewer settlements than this in a region do not tell how far it reaches.
_FEWEST = 5


def region_lines(
    settlements: Sequence[Inhabited], projection: Projection, frame: Frame, land: shapely.Geometry
) -> tuple[shapely.Geometry, ...]:
    """Lines on the plane between regions of one country, on its land; none on a map too large for them."""
    points, regions = _within(settlements, projection, frame)
    kept = distinct(points)
    if len(kept) < _FEWEST:
        return ()
    points, regions = points[kept], regions[kept]
    borders = Borders(cells_of(points, frame.width / 10))
    lines, left, right = borders.between(regions)
    inland = (left >= 0) & (right >= 0) & ~_enclave(lines, frame)
    shown = shapely.intersection(land, frame.box())
    shapely.prepare(shown)
    rough, *_ = borders.between(regions, borders.apart(points) < 2 * _OFF * frame.width)
    all_of_it, close = (shapely.intersection(each, shown) for each in (lines[inland], rough))
    if shapely.length(close).sum() < _SHARE * shapely.length(all_of_it).sum():
        return ()
    found = shapely.intersection(rounded(lines[inland]), land)
    return tuple(part for part in shapely.get_parts(found) if not shapely.is_empty(part))


def _enclave(lines: Lines, frame: Frame) -> NDArray[np.bool_]:
    """Which lines go round a village or two by themselves: those were given a wrong region."""
    small: NDArray[np.bool_] = shapely.is_closed(lines) & (shapely.length(lines) < _ENCLAVE * frame.width)
    return small


def _within(
    settlements: Sequence[Inhabited], projection: Projection, frame: Frame
) -> tuple[Points, NDArray[np.intp]]:
    """Points on the plane in and around the frame, with a number for the region of each."""
    degrees = np.array([(one.lon, one.lat) for one in settlements], dtype=float).reshape(-1, 2)
    points = projection.forward(degrees)
    numbers: dict[str, int] = {}
    regions = np.array([numbers.setdefault(one.region, len(numbers)) for one in settlements], dtype=np.intp)
    counts = np.bincount(regions, minlength=1)
    wide = frame.width / 10
    seen = (
        (points >= (frame.west - wide, frame.south - wide))
        & (points <= (frame.east + wide, frame.north + wide))
    ).all(axis=1)
    seen &= counts[regions] >= _FEWEST
    return points[seen], regions[seen]
