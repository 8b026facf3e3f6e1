"""What a claim of one place tells of those around it: the less, the farther off they lie.

A side that takes a town has what lies behind it, towards its own ground, sooner than what lies ahead; where
it is kept out of a town, it is kept out of what lies behind that. The ground is that of the first day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp

from dateline.chart.sites import Sites
from dateline.model import Site

__all__ = ["REACH_KM", "Front", "reached", "share"]

# Farther off a claim tells nothing.
REACH_KM = 25.0
# How far the front of the first day is looked for; in the depth of a side's ground all directions are alike.
_DEEP_KM = 60.0
# Points of two villages on one road differ by as much without one's lying behind the other.
_SLACK_KM = 1.0


class Front:
    """How deep in a side's ground of the first day a place lies."""

    def __init__(self, sites: Sites, held: Mapping[str, str]) -> None:
        self._sites, self._held = sites, held
        self._depths: dict[tuple[str, str], float | None] = {}

    def depth(self, site: Site, side: str) -> float | None:
        """Kilometres to the nearest place of the others, negative outside of the side's ground; None: far."""
        key = (site.key, side)
        if key not in self._depths:
            self._depths[key] = self._measured(site, side)
        return self._depths[key]

    def _measured(self, site: Site, side: str) -> float | None:
        holder = self._held.get(site.key)
        if holder is None or site.lat is None or site.lon is None:
            return None
        own = holder == side
        for km in (_DEEP_KM / 8, _DEEP_KM / 2, _DEEP_KM):
            found = [
                away
                for away, other in self._sites.around(site.lat, site.lon, km)
                if other.key in self._held and (self._held[other.key] == side) != own
            ]
            if found:
                return min(found) if own else -min(found)
        return None

    def behind(self, at: Site, other: Site, side: str, *, agrees: bool) -> bool | None:
        """Whether `other` lies on the ground that a claim of `at` speaks for; None where nobody can tell."""
        here, there = self.depth(at, side), self.depth(other, side)
        if here is None or there is None:
            return None
        return there >= here - _SLACK_KM if agrees else there <= here + _SLACK_KM


def share(weights: Mapping[str, float], km: float, behind: bool | None) -> float:
    """The share of a claim's weight that is left so far off."""
    ahead = 1.0 if behind else weights["ahead"] if behind is False else (1.0 + weights["ahead"]) / 2
    return weights["near"] * exp(-km / weights["near-km"]) * ahead


def reached(sites: Sites, at: Site) -> Iterator[tuple[float, Site]]:
    """The places around one, nearest first, each with its distance."""
    if at.lat is None or at.lon is None:
        return
    found = sites.around(at.lat, at.lon, REACH_KM)
    yield from sorted(
        ((km, s) for km, s in found if s.key != at.key), key=lambda pair: (pair[0], pair[1].key)
    )
