"""What a reading is worth in TIMEX3: "1984-02-15", "1982-SU", "BC0490", "P10D", "PRESENT_REF"."""

from __future__ import annotations

from datetime import date

from dateline.find.times.at import Time, era_year
from dateline.model import Precision

__all__ = ["UNRESOLVED", "day_value", "lasting", "period", "value_of"]

# First month of a northern season.
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
# What an expression is worth that nothing tells the date of.
UNRESOLVED: dict[Precision, str] = {
    "minute": "XXXX-XX-XX",
    "hour": "XXXX-XX-XX",
    "day": "XXXX-XX-XX",
    "weekend": "XXXX-WXX-WE",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
# Letters of ISO 8601 durations; TIMEX3 adds decades and centuries.
_LETTERS = {
    "second": ("PT", "S"),
    "minute": ("PT", "M"),
    "hour": ("PT", "H"),
    "day": ("P", "D"),
    "night": ("P", "D"),
    "week": ("P", "W"),
    "fortnight": ("P", "W"),
    "month": ("P", "M"),
    "year": ("P", "Y"),
    "decade": ("P", "DE"),
    "century": ("P", "CE"),
}


def value_of(time: Time) -> str:
    """The TIMEX3 value of a reading."""
    if time.value is not None:
        return time.value
    day = time.days[0] or time.days[1]
    if day is None:
        return UNRESOLVED.get(time.precision, "null") + (time.part if time.precision == "day" else "")
    if time.precision in ("day", "hour", "minute"):
        return day_value(day) + time.part
    return period(day, time.precision)


def _year(day: date) -> str:
    year, before = era_year(day.year)
    return f"BC{year:04d}" if before else f"{year:04d}"


def day_value(day: date) -> str:
    """A day: "1984-02-15"."""
    return f"{_year(day)}-{day.month:02d}-{day.day:02d}"


def period(day: date, precision: Precision) -> str:
    """The week, month, quarter, season, year, decade or century that starts on a day."""
    if precision in ("week", "weekend"):
        year, week, _ = day.isocalendar()
        return f"{_year(date(year, 6, 1))}-W{week:02d}" + ("-WE" if precision == "weekend" else "")
    if precision == "month":
        return f"{_year(day)}-{day.month:02d}"
    if precision == "quarter":
        return f"{_year(day)}-Q{(day.month + 2) // 3}"
    if precision == "season":
        return f"{_year(day)}-{_SEASONS.get(day.month, 'XX')}"
    if precision == "year":
        return _year(day)
    if precision == "decade":
        return _tens(day, 1)
    return _tens(day, 2) if precision == "century" else "null"


def _tens(day: date, dropped: int) -> str:
    """A decade or century: the year without its last digits; years BC of a century end in its 99."""
    year, before = era_year(day.year)
    if before:
        # The decade of the 470s BC runs from 479 on, kept as its first year.
        return f"BC{(year - (dropped == 2)) // 10**dropped:0{4 - dropped}d}"
    return f"{year // 10**dropped:0{4 - dropped}d}"


def lasting(amount: float | None, unit: str) -> str:
    """A duration: P10D, P1.5M, PXW where nobody says how many."""
    head, letter = _LETTERS[unit]
    if amount is not None and unit == "fortnight":
        amount *= 2
    return f"{head}{'X' if amount is None else f'{amount:g}'}{letter}"
