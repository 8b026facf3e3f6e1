"""Dates of the calendar: days, months, years, decades and centuries, whole or without their year."""

from __future__ import annotations

import re
from datetime import date

from dateline.find.times.at import (
    DASHES,
    LAST,
    NEXT,
    UNKNOWN,
    YEAR,
    At,
    Interval,
    Rule,
    Time,
    make,
    months,
    numbered,
    years,
)
from dateline.model import Precision

__all__ = ["BY_NUMBER", "MONTHS", "RULES", "day_month", "is_named", "month_day", "near_month"]

MONTHS = numbered(
    1,
    *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
    *("september sept sep", "october oct", "november nov", "december dec"),
)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\Z")
_DAYS = re.compile(r"(\d{1,2})[-–](\d{1,2})\Z")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\Z")
_DECADE = re.compile(r"(?:mid-)?((?:1[5-9]|20)\d)0s\Z")
_CENTURY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\Z")
# What may stand before a bare year.
_BEFORE_YEAR = frozenset(
    {"in", "since", "of", "by", "from", "until", "till", "to", "during", "before", "after", "throughout"}
    | {"early", "late", "mid", "year", "between", "and", "(", "-", "–"}
)
# More days than leap days are apart: what a clause puts into the past never lies ahead.
_NEVER = 4000


def _iso_date(at: At) -> Time | None:
    width = 1 if "-" in at.word() else 5
    matched = _ISO.match("".join(at.word(step) for step in range(width)))
    day = make(*(int(part) for part in matched.groups())) if matched else None
    return at.time(width, (day, day), "day", "explicit") if day else None


def _slashed(at: At) -> Time | None:
    """A day in digits: "25/12/2023"; "03/10/2022" may be either of two days and stays unknown."""
    matched = _SLASHED.match(at.word())
    if not matched:
        return None
    one, two, year = (int(part) for part in matched.groups())
    able = {day for month, of in ((one, two), (two, one)) if (day := make(year, month, of))}
    if not able:
        return None
    day = able.pop() if len(able) == 1 else None
    return at.time(1, (day, day), "day", "explicit")


def day_month(at: At) -> Time | None:
    """The day first: "3 October 2022", "3rd of October", "3-5 May", "between 3 and 5 May"."""
    days, step = _days_of_month(at)
    if days is None:
        return None
    step += at.word(step) == "of"
    month = MONTHS.get(at.word(step))
    if month is None or not at.capital(step):
        return None
    return _dated(at, step + 1, days, month)


def _days_of_month(at: At) -> tuple[tuple[int, int] | None, int]:
    """The day or days that stand here, and how many tokens they take."""
    both = _DAYS.match(at.word())
    if both:
        return _ordered(int(both[1]), int(both[2])), 1
    one, other = _DAY.match(at.word()), _DAY.match(at.word(2))
    if one is None:
        return None, 0
    joint = at.word(1)
    if other and (joint in DASHES or joint == "to" or (joint == "and" and at.word(-1) == "between")):
        return _ordered(int(one[1]), int(other[1])), 3
    return _ordered(int(one[1]), int(one[1])), 1


def _ordered(first: int, last: int) -> tuple[int, int] | None:
    return (first, last) if 1 <= first <= last <= 31 else None


def _dated(at: At, step: int, days: tuple[int, int], month: int) -> Time:
    """A day or days of a month, with the year that may follow; a day that the month has not stays unknown."""
    precision: Precision = "day" if days[0] == days[1] else "span"
    comma = at.word(step) == ","
    if YEAR.match(at.word(step + comma)):
        year = int(at.word(step + comma))
        interval = make(year, month, days[0]), make(year, month, days[1])
        return at.time(step + comma + 1, interval if all(interval) else UNKNOWN, precision, "explicit")
    if at.day is None:
        return at.time(step, UNKNOWN, precision)
    # Leap days are up to eight years apart.
    near = [d for y in range(at.day.year - 8, at.day.year + 2) if (d := make(y, month, days[0]))]
    first = min(near, key=lambda d: _unlikely(d, at), default=None)
    last = make(first.year, month, days[1]) if first else None
    return at.time(step, (first, last) if last else UNKNOWN, precision)


def _unlikely(day: date, at: At) -> int:
    """Days away; a date after the document's is likely only when the clause looks ahead or it is near."""
    assert at.day is not None
    ahead, direction = (day - at.day).days, at.direction
    if direction == "ahead":
        return ahead if ahead >= 0 else -2 * ahead + 60
    # A day ahead of the page may be a matter of time zones.
    return -ahead if ahead <= 0 else ahead + (_NEVER if direction == "back" and ahead > 1 else 120)


def month_day(at: At) -> Time | None:
    """The month first: "October 3, 2022", "October 3-5", "October 2022", "in October", "back in February"."""
    month = MONTHS.get(at.word())
    if month is None or not at.capital() or is_named(at):
        return None
    days, width = _days_of_month(at.on(1))
    if days and not _counts(at.on(width), at.word(-1)):
        return _dated(at, width + 1, days, month)
    token = at.token()
    verb = at.word() in ("may", "march") and token is not None and token.pos not in ("PROPN", "NOUN")
    if verb and at.word(-1) not in ("in", "since", "by", "last", "next", "of"):
        return None
    return _whole_month(at, month)


def is_named(at: At) -> bool:
    """Whether the word is part of somebody's or something's name: "Theresa May", "Mr May", "the Sun"."""
    token, before = at.token(), at.token(-1)
    assert token is not None
    if token.ent in ("PERSON", "ORG", "WORK_OF_ART"):
        return before is None or before.lower not in ("in", "on", "since", "by", "last", "next")
    return (
        before is not None
        and before.tag == "NNP"
        and before.dep == "compound"
        and before.head == token.i
        and before.ent != "DATE"
    )


def _counts(at: At, before: str) -> bool:
    """Whether the number here counts what follows ("in May 12 soldiers died") and is no day of the month."""
    token, after = at.token(), at.token(1)
    if after is None or token is None:
        return False
    counted = after.pos == "NOUN" and after.tag == "NNS" and token.head == after.i
    return after.lower in ("people", "percent", "per", "%") or (counted and before != "on")


def _whole_month(at: At, month: int) -> Time:
    step = 1 + (at.word(1) in (",", "of"))
    if YEAR.match(at.word(step)):
        return at.time(step + 1, months(int(at.word(step)), month), "month", "explicit")
    return at.time(1, near_month(at, month, at.word(-1)), "month")


def near_month(at: At, month: int, way: str) -> Interval:
    """The month of that number that `way` ("last", "next") or the clause points at."""
    if at.day is None:
        return UNKNOWN
    ago = (at.day.month - month) % 12
    if way in LAST:
        ago = ago or 12
    elif way in NEXT or at.direction == "ahead":
        ago -= 12 if ago or way in NEXT else 0
    elif at.direction == "open" and ago > 8:
        # Within four months to come and nothing says that it is past: "the November election".
        ago -= 12
    return months(at.day.year, at.day.month - ago)


def _year(at: At) -> Time | None:
    """A bare year after a preposition, or before its noun: "in 2014", "since 1991", "the 2008 war"."""
    token, after = at.token(), at.token(1)
    if token is None or not YEAR.match(at.word()):
        return None
    dated = token.ent == "DATE" and token.dep == "nummod" and after is not None and after.tag != "NNS"
    if not (
        at.word(-1) in _BEFORE_YEAR or (dated and at.word(-1) in ("the", "'s", "’s", "its", "their", "his"))
    ):
        return None
    if after is not None and after.pos == "NOUN" and token.dep == "nummod" and token.ent != "DATE":
        return None
    return at.time(1, years(int(at.word())), "year", "explicit")


def _decade(at: At) -> Time | None:
    matched = _DECADE.match(at.word())
    return at.time(1, years(int(matched[1]) * 10, 10), "decade", "explicit") if matched else None


def _century(at: At) -> Time | None:
    """A century: "the 20th century" is 1901 to 2000."""
    matched = _CENTURY.match(at.word())
    if not matched or at.word(1) != "century":
        return None
    return at.time(2, years(int(matched[1]) * 100 - 99, 100), "century", "explicit")


BY_NUMBER: tuple[Rule, ...] = (_iso_date, _slashed, day_month, _decade, _century, _year)
RULES: dict[str, tuple[Rule, ...]] = dict.fromkeys(MONTHS, (month_day,))
