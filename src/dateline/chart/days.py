"""Days as ISO dates: how far apart, and which comes so many later."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

__all__ = ["day_after", "days_between"]


@lru_cache(1 << 14)
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def days_between(one: str, other: str) -> int:
    """Days from `one` to `other`, negative where it is earlier."""
    return _number(other) - _number(one)


@lru_cache(1 << 14)
def day_after(day: str, days: int = 1) -> str:
    """The day so many days later."""
    return date.fromordinal(_number(day) + days).isoformat()
