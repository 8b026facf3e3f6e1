"""Moments as intervals that can be compared as texts: `start` included, `stop` excluded."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from dateline.errors import UsageError
from dateline.model import Moment

__all__ = ["REACHES", "boundary", "interval", "reach", "shifted"]

REACHES = (1, 31, 366)
"""Days that times are told apart by: nearly all are a day or a month, and a year is the next common word."""

_FOREVER = ("0000", "9999-12-31T23:59:59")
_SHAPE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T.{2,40})?)?)?")


def interval(moment: Moment | None) -> tuple[str, str] | None:
    """When a moment lies, or `None` when that is unknown. A side that is open reaches as far as time does."""
    if moment is None or (moment.start is None and moment.end is None):
        return None
    start = _bounds(moment.start)[0] if moment.start else _FOREVER[0]
    stop = _bounds(moment.end)[1] if moment.end else _FOREVER[1]
    return (start, stop) if start and stop else None


def reach(start: str, stop: str) -> int:
    """The least of `REACHES` that an interval lasts at most; 0 where it lasts longer, or is open."""
    if start <= _FOREVER[0] or stop >= _FOREVER[1]:
        return 0
    lasts = datetime.fromisoformat(stop) - datetime.fromisoformat(start)
    return next((days for days in REACHES if lasts <= timedelta(days=days)), 0)


def boundary(text: str) -> str:
    """The first instant of what a person gave: a year, a month, a day or a date-time. Raises `UsageError`."""
    start = _bounds(text)[0]
    if not start:
        raise UsageError(f"{text!r} is no date; give one such as 2022-10-05, 2022-10 or 2022-10-05T14:30")
    return start


def _bounds(text: str) -> tuple[str, str]:
    """First instant of an ISO date (also a year or a month) or date-time, and first instant after it."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return "", ""
    year, month, day, clock = shape.groups()
    try:
        if clock:
            return _instants(datetime.fromisoformat(text))
        first = date(int(year), int(month or 1), int(day or 1))
        return _written(first), _written(_after(first, whole_year=month is None, whole_month=day is None))
    except (ValueError, OverflowError):
        return "", ""


def _instants(moment: datetime) -> tuple[str, str]:
    local = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    return local.isoformat(timespec="seconds"), (local + timedelta(seconds=1)).isoformat(timespec="seconds")


def _after(first: date, *, whole_year: bool, whole_month: bool) -> date:
    if first.year == date.max.year:
        return date.max
    if whole_year:
        return first.replace(year=first.year + 1)
    if whole_month:
        return (first + timedelta(days=31)).replace(day=1)
    return first + timedelta(days=1)


def _written(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"


def shifted(day: str, by: int) -> str:
    """The ISO day so many days later, no further than days go."""
    number = date.fromisoformat(day).toordinal() + by
    return date.fromordinal(min(max(number, 1), date.max.toordinal())).isoformat()
