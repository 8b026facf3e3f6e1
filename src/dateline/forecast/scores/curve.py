"""The calibration curve: of what was held so probable, how much happened, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from dateline.forecast.scores.daily import Judged
from dateline.forecast.scores.murphy import BINS, bin_of

__all__ = ["DEVIATIONS", "Point", "curve", "wilson"]

DEVIATIONS = 1.959964
"""Standard deviations on either side of the middle of a 95% interval."""


@dataclass(frozen=True, slots=True)
class Point:
    """Estimates from `low` to below `high` (the last part includes 1).

    `n` counts the forecasts, `share` is their part of all estimates, each forecaster on each forecast
    counting once. `forecast` is the mean estimate, `happened` the share that came true, with its interval.
    """

    low: float
    high: float
    n: int
    share: float
    forecast: float
    happened: float
    happened_low: float
    happened_high: float


def curve(some: Iterable[Judged], *, bins: int = BINS) -> tuple[Point, ...]:
    """The parts of 0..1 in which there are estimates, from the lowest on; nothing where nobody was judged."""
    parts: dict[int, list[_Stood]] = {}
    whole = 0.0
    for one in _stood(some):
        parts.setdefault(bin_of(one.probability, bins), []).append(one)
        whole += one.weight
    return tuple(_point(place, parts[place], bins, whole) for place in sorted(parts))


@dataclass(frozen=True, slots=True)
class _Stood:
    """An estimate with the share of a forecaster's days on a forecast on which it stood."""

    forecast: int
    probability: float
    weight: float
    outcome: bool


def _stood(some: Iterable[Judged]) -> Iterator[_Stood]:
    for one in some:
        for probability, days in one.stood:
            yield _Stood(one.forecast, probability, days / one.days, one.outcome)


def _within(stood: Sequence[_Stood], mean: float) -> float:
    """A mean that rounding has not put outside what it is the mean of."""
    held = [one.probability for one in stood]
    return min(max(mean, min(held)), max(held))


def _point(place: int, stood: list[_Stood], bins: int, whole: float) -> Point:
    weights: dict[int, float] = {}
    for one in stood:
        weights[one.forecast] = weights.get(one.forecast, 0.0) + one.weight
    mass = sum(weights.values())
    happened = sum(one.weight for one in stood if one.outcome) / mass
    # Kish (1965): as many equal forecasts as tell as much. All estimates of one turn out alike.
    low, high = wilson(happened, mass**2 / sum(weight**2 for weight in weights.values()))
    return Point(
        low=place / bins,
        high=(place + 1) / bins,
        n=len(weights),
        share=mass / whole,
        forecast=_within(stood, sum(one.weight * one.probability for one in stood) / mass),
        happened=happened,
        happened_low=low,
        happened_high=high,
    )


def wilson(share: float, n: float) -> tuple[float, float]:
    """The 95% interval of a share that was seen in `n` cases (Wilson 1927), which holds for 0 and 1 too."""
    z = DEVIATIONS
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # Rounding must not put the share outside of its interval.
    return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))
