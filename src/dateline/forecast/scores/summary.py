"""Scores of groups of forecasts, by forecaster or topic, with intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.forecast.scores.curve import DEVIATIONS, Point, curve
from dateline.forecast.scores.daily import Judged
from dateline.forecast.scores.murphy import BINS, Murphy, bin_of, decomposed

__all__ = ["Interval", "Summary", "calibration", "summaries"]

Numbers = NDArray[np.float64]

_ROUNDS = 2000
"""Resamplings: the ends of a 95% interval then rest on some fifty rounds each."""

_LEAST = 5
"""Forecasts below which resampling tells nothing: few distinct samples can be drawn."""

_ENDS = (2.5, 97.5)
"""Percentiles: a 95% interval, which is what readers take an interval for."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95% interval; the ends are None where there are too few forecasts to tell."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """How a group did. `skill` is 1 - brier / base: above 0 is better than always saying the base rate.

    `base_rate` is how often it happened, `base` the Brier score of saying so always. `words` counts those
    judged by words alone. brier = reliability - resolution + uncertainty, in tenths of probability;
    resolution is what estimates tell apart within a tenth too. `curve` has a point for each tenth in use.
    """

    by: str
    name: str
    forecasts: int
    judged: int
    words: int
    brier: Interval
    log: Interval
    last: Interval
    base_rate: float
    base: float
    skill: Interval | None
    reliability: Interval
    resolution: Interval
    uncertainty: Interval
    curve: tuple[Point, ...]


def summaries(all_judged: Sequence[Judged], *, seed: int) -> list[Summary]:
    """The whole, then each forecaster, then each topic, by name; nothing when nobody was judged."""
    names = sorted({one.forecaster for one in all_judged})
    topics = sorted({tag for one in all_judged for tag in one.tags})
    groups = [("all", "everybody", list(all_judged))]
    groups += [("forecaster", name, [one for one in all_judged if one.forecaster == name]) for name in names]
    groups += [("topic", tag, [one for one in all_judged if tag in one.tags]) for tag in topics]
    if not all_judged:
        return []
    return [_summary(by, name, some, seed) for by, name, some in groups]


def calibration(some: Iterable[Judged], *, bins: int | None = BINS) -> Murphy:
    """The Brier score in parts: what was estimated against what happened. Each judged forecast weighs 1.

    Raises ValueError for none.
    """
    rows = [(p, float(one.outcome), days / one.days) for one in some for p, days in one.stood]
    given, outcome, weight = np.array(rows, dtype=float).reshape(-1, 3).T
    return decomposed(given, outcome, weight, bins=bins)


def _summary(by: str, name: str, some: Sequence[Judged], seed: int) -> Summary:
    parts = calibration(some)
    drawn = _resampled(some, seed)
    brier, log, last = (
        _interval(np.array([getattr(one, field) for one in some]), drawn)
        for field in ("brier", "log", "last")
    )
    reliability, resolution, uncertainty = _parts(parts, some, drawn)
    return Summary(
        by=by,
        name=name,
        forecasts=len({one.forecast for one in some}),
        judged=len(some),
        words=sum(one.words for one in some),
        brier=brier,
        log=log,
        last=last,
        base_rate=float(np.mean([one.outcome for one in some])),
        base=parts.uncertainty,
        skill=_skill(some, drawn),
        reliability=reliability,
        resolution=resolution,
        uncertainty=uncertainty,
        curve=curve(some),
    )


@dataclass(frozen=True, slots=True)
class _Draws:
    """How often each forecast is drawn in each round, shape (rounds, forecasts).

    Whole forecasts are drawn, with all who are judged on them: their errors hang together. `label` is the
    column of each judged.
    """

    counts: Numbers
    label: NDArray[np.intp]

    def sums(self, values: Numbers) -> Numbers:
        """The sums over what each round draws, of values with a row for each judged."""
        together = np.zeros((self.counts.shape[1], *values.shape[1:]))
        np.add.at(together, self.label, values)
        drawn: Numbers = self.counts @ together
        return drawn

    def means(self, values: Numbers) -> Numbers:
        """The means over what each round draws, of one value for each judged."""
        return self.sums(values) / self.sums(np.ones(len(values)))


def _resampled(some: Sequence[Judged], seed: int) -> _Draws | None:
    """The rounds, or None for too few forecasts."""
    numbers, label = np.unique([one.forecast for one in some], return_inverse=True)
    if len(numbers) < _LEAST:
        return None
    chance = np.random.default_rng(seed)
    counts = np.empty((_ROUNDS, len(numbers)))
    for drawn in counts:
        # Draws counted up: NumPy's own multinomial takes several times as long for many forecasts.
        drawn[:] = np.bincount(chance.integers(len(numbers), size=len(numbers)), minlength=len(numbers))
    return _Draws(counts, label)


def _interval(values: Numbers, drawn: _Draws | None) -> Interval:
    value = float(values.mean())
    if drawn is None:
        return Interval(value)
    low, high = np.percentile(drawn.means(values), _ENDS)
    return Interval(value, float(low), float(high))


def _skill(some: Sequence[Judged], drawn: _Draws | None) -> Interval | None:
    """Against the base rate; None where all turned out alike, since nothing can be better than sure."""
    scores = np.array([one.brier for one in some])
    happened = np.array([float(one.outcome) for one in some])
    base = happened.mean() * (1 - happened.mean())
    if base <= 0:
        return None
    value = float(1 - scores.mean() / base)
    if drawn is None:
        return Interval(value)
    rate = drawn.means(happened)
    mixed = (rate > 0) & (rate < 1)
    skills = 1 - drawn.means(scores)[mixed] / (rate * (1 - rate))[mixed]
    low, high = np.percentile(skills, _ENDS)
    return Interval(value, float(low), float(high))


# -- the parts of the score


def _parts(
    parts: Murphy, some: Sequence[Judged], drawn: _Draws | None
) -> tuple[Interval, Interval, Interval]:
    """Reliability, resolution and uncertainty.

    Reliability is a mean of squares, which drawing again makes larger: noise is squared with it. So the ends
    do not come from the rounds themselves but from how far these scatter.
    """
    values = (parts.reliability, parts.discrimination, parts.uncertainty)
    if drawn is None:
        first, second, third = map(Interval, values)
        return first, second, third
    reliability, uncertainty = _drawn_parts(some, drawn)
    brier = drawn.means(np.array([one.brier for one in some]))
    rounds = (reliability, reliability + uncertainty - brier, uncertainty)
    # By what they are, reliability is no less than 0 and uncertainty no more than a coin's.
    limits = ((0.0, 1.0), (-1.0, 1.0), (0.0, 0.25))
    first, second, third = (
        _scattered(value, float(scatter.std()), *ends)
        for value, scatter, ends in zip(values, rounds, limits, strict=True)
    )
    return first, second, third


def _scattered(value: float, deviation: float, least: float, most: float) -> Interval:
    half = DEVIATIONS * deviation
    return Interval(value, max(least, value - half), min(most, value + half))


def _drawn_parts(some: Sequence[Judged], drawn: _Draws) -> tuple[Numbers, Numbers]:
    """Reliability and uncertainty of each round."""
    weight, given = np.zeros((2, len(some), BINS))
    for place, one in enumerate(some):
        for probability, days in one.stood:
            where = place, bin_of(probability, BINS)
            weight[where] += days / one.days
            given[where] += probability * days / one.days
    outcome = np.array([float(one.outcome) for one in some])
    mass = drawn.sums(weight)
    miss = drawn.sums(given - weight * outcome[:, None])
    squares = np.divide(miss**2, mass, out=np.zeros_like(mass), where=mass > 0)
    rate = drawn.means(outcome)
    return squares.sum(axis=1) / drawn.sums(np.ones(len(some))), rate * (1 - rate)
