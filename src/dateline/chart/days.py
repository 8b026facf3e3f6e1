"""Days as ISO dates: how far apart, and which comes so many later."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["day_after", "days_between"]


def days_between(one: str, other: str) -> int:
    """Days from `one` to `other`, negative where it is earlier."""
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def day_after(day: str, days: int = 1) -> str:
    """The day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
