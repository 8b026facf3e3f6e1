"""Two proper scoring rules for a probability of what did or did not happen. Less is better."""

from __future__ import annotations

import math

__all__ = ["CLIP", "brier", "log_score"]

CLIP = 0.001
"""The log score takes no probability nearer to 0 and 1: being sure and wrong would cost without bound."""


def brier(probability: float, outcome: bool) -> float:
    """The squared distance from the outcome, 0..1 (Brier 1950, for two outcomes counted once)."""
    return (probability - outcome) ** 2


def log_score(probability: float, outcome: bool) -> float:
    """Minus the natural logarithm of the probability of what happened, at most about 6.9 (Good 1952)."""
    given = probability if outcome else 1 - probability
    return -math.log(min(max(given, CLIP), 1 - CLIP))
