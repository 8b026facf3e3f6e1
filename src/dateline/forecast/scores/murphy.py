"""Where a Brier score comes from: reliability, resolution and uncertainty (Murphy 1973)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["BINS", "Bin", "Murphy", "bin_of", "decomposed"]

Numbers = NDArray[np.float64]

BINS = 10
"""Parts of 0..1: tenths are what people mostly answer in."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Estimates that are near to each other: their mean, how often it happened, and their weight."""

    mean: float
    observed: float
    weight: float


@dataclass(frozen=True, slots=True)
class Murphy:
    """brier = reliability - resolution + uncertainty + within; `within` is 0 with a bin for each value.

    `within` is what the bins hide: variance within them less twice the covariance with the outcome.
    `discrimination` is resolution less that (Stephenson, Coelho and Jolliffe 2008 call it generalised
    resolution), so that brier = reliability - discrimination + uncertainty whatever the bins.
    """

    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float
    bins: tuple[Bin, ...]

    @property
    def discrimination(self) -> float:
        """What estimates tell apart, within bins too."""
        return self.resolution - self.within


def decomposed(given: Numbers, outcome: Numbers, weight: Numbers, *, bins: int | None = None) -> Murphy:
    """The parts of the weighted mean Brier score; all three arrays have one shape (n,), n at least 1.

    `bins` is into how many parts of equal width 0..1 is cut; None: a bin for each value. Raises ValueError
    for no estimate.
    """
    if not len(given) or weight.sum() <= 0:
        raise ValueError("wanted at least one estimate with weight")
    share = weight / weight.sum()
    label = _labels(given, bins)
    mass = np.bincount(label, share)
    mean, observed = (np.bincount(label, share * value) / mass for value in (given, outcome))
    base = float(share @ outcome)
    off = given - mean[label]
    miss = outcome - observed[label]
    return Murphy(
        brier=float(share @ (given - outcome) ** 2),
        reliability=float(mass @ (mean - observed) ** 2),
        resolution=float(mass @ (observed - base) ** 2),
        uncertainty=base * (1 - base),
        within=float(share @ (off**2 - 2 * off * miss)),
        bins=tuple(
            Bin(float(m), float(o), float(w))
            for m, o, w in zip(mean, observed, mass * weight.sum(), strict=True)
        ),
    )


def bin_of(probability: float, bins: int) -> int:
    """In which of so many parts of equal width an estimate lies; 1 lies in the last."""
    return min(int(probability * bins), bins - 1)


def _labels(given: Numbers, bins: int | None) -> NDArray[np.intp]:
    """For each estimate the number of its bin; bins without any are not counted."""
    cut = given if bins is None else np.array([bin_of(one, bins) for one in given])
    label: NDArray[np.intp] = np.unique(cut, return_inverse=True)[1]
    return label
