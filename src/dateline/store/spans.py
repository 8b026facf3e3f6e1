"""Records by when they lie: what overlaps some days, found among what begins near them."""

from __future__ import annotations

import sqlalchemy as sa

from dateline.store import tables
from dateline.store.times import REACHES, boundary, shifted

__all__ = ["beginning", "overlapping"]

Condition = sa.ColumnElement[bool]


def overlapping(since: str | None, until: str | None) -> list[Condition]:
    """What holds of the times that overlap a half-open range. Raises `UsageError` for what is no date."""
    table, found = tables.record_times, list[Condition]()
    if until is not None:
        found.append(table.c.start < boundary(until))
    if since is not None:
        first = boundary(since)
        found += [table.c.stop > first, sa.or_(*(_near(days, first) for days in (*REACHES, 0)))]
    return found


def _near(days: int, first: str) -> Condition:
    """What lasts so long at most and began late enough to last until the first instant; 0: whatever began."""
    table = tables.record_times
    lasting = table.c.reach == days
    return lasting & (table.c.start >= shifted(first[:10], -days)) if days else lasting


def beginning(since: str | None, until: str | None) -> list[Condition]:
    """What holds of the times that begin in a half-open range: about as many, and quickly counted."""
    start, found = tables.record_times.c.start, list[Condition]()
    if since is not None:
        found.append(start > boundary(since))
    if until is not None:
        found.append(start < boundary(until))
    return found
