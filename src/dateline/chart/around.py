"""What a claim of one place tells of those around it: the less, the farther off they lie.

A side that takes a town has what lies behind it, towards its own ground, sooner than what lies ahead; where
it is kept out of a town, it is kept out of what lies behind that. The ground is that of the first day.
What lies across the water is told of less than what lies on the same bank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import cos, exp, floor, radians

from dateline.chart.sites import Sites
from dateline.chart.spots import Spot, arc, chord, nearest, spot
from dateline.lore.waters import Waters
from dateline.model import Site

__all__ = ["REACH_KM", "Front", "largest_share", "reached", "share"]

# Farther off a claim tells nothing.
REACH_KM = 25.0
# How far the front of the first day is looked for; in the depth of a side's ground all directions are alike.
_DEEP_KM = 60.0
# The front is looked for ring by ring in cells of a quarter of a degree; so many reach as far at 60° north.
_CELLS = 4
_CELL_KM = 111.0 / _CELLS
_RINGS = 5
# Points of two villages on one road differ by as much without one's lying behind the other.
_SLACK_KM = 1.0
# So much farther off is what lies across a river or a lake: who takes a bank has not crossed. By the weight
# `near-km`, that leaves about a third of what a claim would weigh on the same bank.
_WATER_KM = 11.0

Cell = tuple[int, int]


class Front:
    """How deep in a side's ground of the first day a place lies."""

    def __init__(self, sites: Iterable[Site], held: Mapping[str, str]) -> None:
        self._held = held
        self._places = [
            (_cell(site), held[site.key], spot(site.lat, site.lon))
            for site in sites
            if site.key in held and site.lat is not None and site.lon is not None
        ]
        self._bounds: dict[tuple[str, bool], _Bound] = {}
        self._depths: dict[tuple[str, str], float | None] = {}

    def depth(self, site: Site, side: str) -> float | None:
        """Kilometres to the nearest place of the others, negative outside of the side's ground; None: far."""
        key = (site.key, side)
        if key not in self._depths:
            self._depths[key] = self._measured(site, side)
        return self._depths[key]

    def _measured(self, site: Site, side: str) -> float | None:
        if site.key not in self._held or site.lat is None or site.lon is None:
            return None
        own = self._held[site.key] == side
        best = self._bound(side, own).nearest(site, site.lat, site.lon)
        if best >= chord(_DEEP_KM):
            return None
        return arc(best) if own else -arc(best)

    def _bound(self, side: str, own: bool) -> _Bound:
        """The places that bound a side's ground for who is in it (`own`), or outside of it."""
        key = (side, own)
        if key not in self._bounds:
            self._bounds[key] = _Bound(
                (cell, place) for cell, holder, place in self._places if (holder == side) != own
            )
        return self._bounds[key]

    def behind(self, at: Site, other: Site, side: str, *, agrees: bool) -> bool | None:
        """Whether `other` lies on the ground that a claim of `at` speaks for; None where nobody can tell."""
        here, there = self.depth(at, side), self.depth(other, side)
        if here is None or there is None:
            return None
        return there >= here - _SLACK_KM if agrees else there <= here + _SLACK_KM


class _Bound:
    """Places by the cells of the grid that they lie in."""

    def __init__(self, places: Iterable[tuple[Cell, Spot]]) -> None:
        self._cells: dict[Cell, list[Spot]] = defaultdict(list)
        for cell, place in places:
            self._cells[cell].append(place)
        # Most of a country lies far behind the front: there no ring needs to be gone through.
        rings = range(-_RINGS, _RINGS + 1)
        self._around = {
            (row + up, column + by) for row, column in self._cells for up in rings for by in rings
        }

    def nearest(self, site: Site, lat: float, lon: float) -> float:
        """The square of the chord to the nearest of them; at least that of what is deep where all are far."""
        best = chord(_DEEP_KM)
        row, column = _cell(site)
        if (row, column) not in self._around:
            return best
        here = spot(lat, lon)
        for ring in range(_RINGS + 1):
            # What lies in a ring of cells is at least so far off; degrees of longitude shrink northwards.
            if chord(max(0.0, (ring - 1) * _CELL_KM * cos(radians(lat)))) > best:
                break
            for cell in _ring(row, column, ring):
                spots = self._cells.get(cell)
                if spots is not None:
                    best = min(best, nearest(here, spots))
        return best


def _cell(site: Site) -> Cell:
    return floor((site.lat or 0.0) * _CELLS), floor((site.lon or 0.0) * _CELLS)


def _ring(row: int, column: int, ring: int) -> Iterator[Cell]:
    """The cells at a distance of so many cells, as the king walks."""
    for r in range(row - ring, row + ring + 1):
        step = 1 if abs(r - row) == ring else max(1, 2 * ring)
        for c in range(column - ring, column + ring + 1, step):
            yield r, c


def share(weights: Mapping[str, float], km: float, behind: bool | None) -> float:
    """The share of a claim's weight that is left so far off."""
    ahead = 1.0 if behind else weights["ahead"] if behind is False else (1.0 + weights["ahead"]) / 2
    return weights["near"] * exp(-km / weights["near-km"]) * ahead


def largest_share(weights: Mapping[str, float], km: float) -> float:
    """The share that is left at the most, wherever the front lies."""
    return weights["near"] * exp(-km / weights["near-km"]) * max(1.0, weights["ahead"])


def reached(sites: Sites, at: Site, waters: Waters | None = None) -> Iterator[tuple[float, Site]]:
    """The places around one, nearest first, each with its distance in kilometres as news of an army travels.

    A river or a lake between two places sets them farther apart than they lie. `waters`: those of the basemap
    if no others are given.
    """
    if at.lat is None or at.lon is None:
        return
    found = [(km, s) for km, s in sites.around(at.lat, at.lon, REACH_KM) if s.key != at.key]
    water = waters if waters is not None else Waters.open()
    between = water.between((at.lat, at.lon), [(s.lat or 0.0, s.lon or 0.0) for _, s in found])
    farther = ((km + _WATER_KM * wet, s) for (km, s), wet in zip(found, between, strict=True))
    yield from sorted(farther, key=lambda pair: (pair[0], pair[1].key))
