"""Points of the earth as unit vectors: which lies nearest is told without a sine a pair."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from dateline.lore.gazetteer.geometry import EARTH_RADIUS_KM

__all__ = ["Spot", "apart", "arc", "chord", "nearest", "spot"]

Spot = tuple[float, float, float]
"""A point of the unit sphere."""


@lru_cache(1 << 16)
def spot(lat: float, lon: float) -> Spot:
    """The point of a latitude and a longitude, both in degrees."""
    north, east = radians(lat), radians(lon)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def apart(one: Spot, other: Spot) -> float:
    """The square of the chord between two points; it grows with their distance."""
    x, y, z = one[0] - other[0], one[1] - other[1], one[2] - other[2]
    return x * x + y * y + z * z


def nearest(here: Spot, spots: Iterable[Spot]) -> float:
    """The square of the chord to the nearest of some points. Raises ValueError without any."""
    x, y, z = here
    return min((x - a) * (x - a) + (y - b) * (y - b) + (z - c) * (z - c) for a, b, c in spots)


def arc(square: float) -> float:
    """Kilometres along the earth for the square of a chord."""
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(square) / 2))


@lru_cache(1 << 10)
def chord(km: float) -> float:
    """The square of the chord for so many kilometres along the earth."""
    return (2 * sin(km / (2 * EARTH_RADIUS_KM))) ** 2 if km < EARTH_RADIUS_KM else 4.0
