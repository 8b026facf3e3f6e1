"""Which places a map shows when nobody says: those of its war that lie together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import cos, floor, radians

from dateline.model import Hold, Site

__all__ = ["shaped", "shown"]

# Places lie together where no gap of more than some 500 km is between them: cells of two degrees, and the
# next but one. A war's towns do; a namesake that was taken for one of them, or another war's, does not.
_CELL = 2.0
_REACH = 2
# A group of places by itself is shown too when it has so large a share of all that are known.
_LEAST_SHARE = 0.25
# Beside a given extent, so that areas reach its edge: as a share of it, and in degrees.
_MARGIN, _LEAST_DEGREES = 0.1, 0.5

Cell = tuple[int, int]
Extent = tuple[float, float, float, float]


def shaped(extent: Extent, aspect: float) -> Extent:
    """What a picture whose width by its height is `aspect` shows around an extent, in degrees, roughly."""
    west, south, east, north = extent
    # A degree of longitude is so much shorter than one of latitude; maps end before it is nothing.
    narrow = max(cos(radians((south + north) / 2)), 0.05)
    across, up = (east - west) * narrow / 2, (north - south) / 2
    across, up = max(across, aspect * up), max(up, across / aspect)
    lon, lat = (west + east) / 2, (south + north) / 2
    return lon - min(across / narrow, 180.0), lat - up, lon + min(across / narrow, 180.0), lat + up


def shown(holds: Sequence[Hold], extent: Extent | None, countries: Collection[str] = ()) -> list[Hold]:
    """The holds of places on a map: within the extent; without one, those that lie together.

    `countries` are those of the war, by their codes; empty: any.
    """
    if extent is not None:
        return [hold for hold in holds if _is_within(hold.site, extent)]
    ours = [hold for hold in holds if not countries or hold.site.country in (None, *countries)]
    # A place has as many holds as it had holders, and lies in one cell.
    sites = {hold.site.key: hold.site for hold in ours}
    cells = {key: cell for key, site in sites.items() if (cell := _cell(site)) is not None}
    kept = set(_kept(cells, {hold.site.key for hold in ours if hold.holder is not None}))
    lying = {key for key, cell in cells.items() if cell in kept}
    return [hold for hold in ours if hold.site.key in lying]


def _is_within(site: Site, extent: Extent) -> bool:
    if site.lat is None or site.lon is None:
        return False
    west, south, east, north = extent
    across = max(_MARGIN * (east - west), _LEAST_DEGREES)
    up = max(_MARGIN * (north - south), _LEAST_DEGREES)
    # An extent may pass the antimeridian.
    turned = any(west - across <= site.lon + turn <= east + across for turn in (0.0, 360.0, -360.0))
    return turned and south - up <= site.lat <= north + up


def _kept(cells: Mapping[str, Cell], held: Collection[str]) -> Iterator[Cell]:
    """The cells of the largest group of places that somebody is known to hold, and of others as large."""
    known = Counter(cell for key, cell in cells.items() if key in held)
    groups = [(sum(known[cell] for cell in group), group) for group in _groups(sorted(set(cells.values())))]
    most = max((count for count, _ in groups), default=0)
    total = sum(count for count, _ in groups)
    for count, group in groups:
        if count == most or count >= _LEAST_SHARE * max(total, 1):
            yield from group


def _groups(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Cells that hang together, each group once."""
    left = set(cells)
    for first in cells:
        if first in left:
            group, new = [first], [first]
            left.discard(first)
            while new:
                near = {one for cell in new for one in _around(cell)} & left
                left -= near
                new = sorted(near)
                group += new
            yield group


def _around(cell: Cell) -> Iterator[Cell]:
    steps = range(-_REACH, _REACH + 1)
    # The grid goes round the earth.
    around = round(360 / _CELL)
    for up in steps:
        for across in steps:
            yield cell[0] + up, (cell[1] + across) % around


def _cell(site: Site) -> Cell | None:
    if site.lat is None or site.lon is None:
        return None
    return floor(site.lat / _CELL), floor(site.lon / _CELL) % round(360 / _CELL)
