"""Dates of the calendar: days, months, years, decades and centuries, whole or without their year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dateline.find.times.at import (
    DASHES,
    LAST,
    NEXT,
    UNKNOWN,
    At,
    Interval,
    Rule,
    Time,
    make,
    months,
    numbered,
)
from dateline.find.times.values import day_value
from dateline.find.times.years import OF_YEAR, story_year, that_year, year_at
from dateline.model import Basis, Precision

__all__ = ["BY_NUMBER", "MONTHS", "RULES", "day_month", "is_named", "month_day", "near_days", "near_month"]

MONTHS = numbered(
    1,
    *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
    *("september sept sep", "october oct", "november nov", "december dec"),
)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\Z")
_DAYS = re.compile(r"(\d{1,2})[-–](\d{1,2})\Z")
_JOINED = re.compile(r"([a-z]{3,9})\.?[-–—](\d{1,2})\Z")
_JOINING = re.compile(r"(\d{1,2})[-–—]([a-z]{3,9})\Z")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\Z")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\Z")
# Two days joined by one of these after one of those are two days of one month.
_JOINTS = frozenset({"and", "or", "&"})
_BEFORE_DAYS = frozenset({"on", "between", "from", "the", "of"})
# More days than leap days are apart: what a clause puts into the past never lies ahead.
_NEVER = 4000


def _iso_date(at: At) -> Time | None:
    width = 1 if "-" in at.word() else 5
    matched = _ISO.match("".join(at.word(step) for step in range(width)))
    day = make(*(int(part) for part in matched.groups())) if matched else None
    return at.time(width, (day, day), "day", "explicit") if day and day.year < 3000 else None


def _slashed(at: At) -> Time | None:
    """A day in digits: "25/12/2023"; "03/10/2022" may be either of two days and stays unknown."""
    matched = _SLASHED.match(at.word())
    if not matched:
        return None
    one, two, year = (int(part) for part in matched.groups())
    able = {day for month, of in ((one, two), (two, one)) if year < 3000 and (day := make(year, month, of))}
    if not able:
        return None
    day = able.pop() if len(able) == 1 else None
    return at.time(1, (day, day), "day", "explicit")


def day_month(at: At) -> Time | None:
    """The day first: "3 October 2022", "3rd of October", "3-5 May", "between 3 and 5 May"."""
    days, step = _days_of_month(at)
    if days is None:
        return None
    width = step
    step += at.word(step) == "of"
    month = MONTHS.get(at.word(step))
    if month is None or not at.capital(step):
        return None
    return _dated(at, step + 1, days, month, (0, width))


def _both_months(at: At) -> Time | None:
    """Two days with their months, joined without a space: "14 August-24 August", "31 May–1 June 1916"."""
    read = _day_first(at) or _month_first(at)
    token, joint = at.token(), at.token(1)
    if read is None or token is None or joint is None:
        return None
    (one, first), (two, last) = read
    comma = at.word(3) == ","
    year = year_at(at.on(3 + comma)) if at.token(3 + comma) else None
    basis: Basis = "explicit" if year else "relative"
    stop = make(year[0], last, two) if year else near_days(at, (two, two), last)[0]
    start = make(stop.year - (first > last), first, one) if stop else None
    days: Interval = (start, stop) if start and stop and start <= stop else UNKNOWN
    time = at.time(3 + (comma + year[1] if year else 0), days, "span", basis)
    dash = joint.start + next(i for i, c in enumerate(joint.text) if c in DASHES)
    end = at.sentence.tokens[time.hi - 1].end
    values = [day_value(day) if day else "XXXX-XX-XX" for day in days]
    return time.bounded((token.start, dash, values[0]), (dash + 1, end, values[1]))


def _day_alone(at: At) -> Time | None:
    """A day of the month that the text last spoke of: "on the 20th"."""
    token, after = at.token(), at.token(1)
    matched = _ORDINAL.match(at.word())
    if matched is None or token is None or at.last is None or at.word(-1) != "the":
        return None
    modifies = token.head > token.i or (after is not None and after.pos in ("NOUN", "PROPN", "ADJ", "NUM"))
    if modifies or at.last.precision not in ("day", "month", "week"):
        return None
    there = at.last.first
    day = make(there.year, there.month, int(matched[1]))
    return at.time(1, (day, day), "day") if day else None


_DayOfMonth = tuple[int, int]


def _day_first(at: At) -> tuple[_DayOfMonth, _DayOfMonth] | None:
    matched, one = _JOINED.match(at.word(1)), _DAY.match(at.word())
    if matched is None or one is None:
        return None
    first, last = MONTHS.get(matched[1]), MONTHS.get(at.word(2))
    return ((int(one[1]), first), (int(matched[2]), last)) if first and last else None


def _month_first(at: At) -> tuple[_DayOfMonth, _DayOfMonth] | None:
    matched, two = _JOINING.match(at.word(1)), _DAY.match(at.word(2))
    if matched is None or two is None:
        return None
    first, last = MONTHS.get(at.word()), MONTHS.get(matched[2])
    return ((int(matched[1]), first), (int(two[1]), last)) if first and last else None


def _days_of_month(at: At) -> tuple[tuple[int, int] | None, int]:
    """The day or days that stand here, and how many tokens they take."""
    both = _DAYS.match(at.word())
    if both:
        return _ordered(int(both[1]), int(both[2])), 1
    one, other = _DAY.match(at.word()), _DAY.match(at.word(2))
    if one is None:
        return None, 0
    joint = at.word(1)
    if other and (
        joint in DASHES
        or joint == "to"
        or (joint == "and" and at.word(-1) == "between")
        or (joint in _JOINTS and int(other[1]) == int(one[1]) + 1 and _joins(at))
    ):
        return _ordered(int(one[1]), int(other[1])), 3
    return _ordered(int(one[1]), int(one[1])), 1


def _joins(at: At) -> bool:
    return at.word(-1) in _BEFORE_DAYS or at.word(-1) in MONTHS


def _ordered(first: int, last: int) -> tuple[int, int] | None:
    return (first, last) if 1 <= first <= last <= 31 else None


def _dated(at: At, step: int, days: tuple[int, int], month: int, spot: tuple[int, int]) -> Time:
    """A day or days of a month, with the year that may follow; a day that the month has not stays unknown.

    `spot` is where the days stand, in tokens from here.
    """
    precision: Precision = "day" if days[0] == days[1] else "span"
    comma = at.word(step) == ","
    year = year_at(at.on(step + comma)) if at.token(step + comma) else None
    if year is not None:
        interval = make(year[0], month, days[0]), make(year[0], month, days[1])
        time = at.time(step + comma + year[1], interval if all(interval) else UNKNOWN, precision, "explicit")
    elif at.word(step) in OF_YEAR and (told := that_year(at.on(step))):
        interval = (make(told[0], month, days[0]), make(told[0], month, days[1])) if told[0] else UNKNOWN
        time = at.time(step + told[1], interval if all(interval) else UNKNOWN, precision)
    else:
        time = at.time(step, near_days(at, days, month), precision)
    return _bounded(at, time, days, month, spot)


def near_days(at: At, days: tuple[int, int], month: int) -> Interval:
    """A day or days of a month whose year nobody tells."""
    if at.story:
        year = story_year(at, month)
        first = make(year, month, days[0]) if year else None
    elif at.day is None:
        return UNKNOWN
    else:
        # Leap days are up to eight years apart.
        near = [d for y in range(at.day.year - 8, at.day.year + 2) if (d := make(y, month, days[0]))]
        first = min(near, key=lambda d: _unlikely(d, at), default=None)
    last = make(first.year, month, days[1]) if first else None
    return (first, last) if last else UNKNOWN


def _unlikely(day: date, at: At) -> int:
    """Days away; a date after the document's is likely only when the clause looks ahead or it is near."""
    assert at.day is not None
    ahead, direction = (day - at.day).days, at.direction
    if direction == "ahead":
        return ahead if ahead >= 0 else -2 * ahead + 60
    # A day ahead of the page may be a matter of time zones.
    return -ahead if ahead <= 0 else ahead + (_NEVER if direction == "back" and ahead > 1 else 120)


def _bounded(at: At, time: Time, days: tuple[int, int], month: int, spot: tuple[int, int]) -> Time:
    """The reading with its value, and with its two ends where it names two days."""
    first, last = time.days
    values = [
        day_value(day) if day else f"XXXX-{month:02d}-{number:02d}"
        for day, number in ((first, days[0]), (last, days[1]))
    ]
    if days[0] == days[1]:
        return time if first else at.time(time.hi - at.i, time.days, "day", time.basis).valued(values[0])
    tokens = at.sentence.tokens
    one, other = tokens[at.i + spot[0]], tokens[at.i + spot[1] - 1]
    start, end = tokens[time.lo].start, tokens[time.hi - 1].end
    if one is other:
        # "3–5" is one token: the dash parts it.
        dash = one.start + next(i for i, c in enumerate(one.text) if c in DASHES)
        return time.bounded((start, dash, values[0]), (dash + 1, end, values[1]))
    return time.bounded((start, one.end, values[0]), (other.start, end, values[1]))


def month_day(at: At) -> Time | None:
    """The month first: "October 3, 2022", "October 3-5", "October 2022", "in October", "back in February"."""
    month = MONTHS.get(at.word())
    if month is None or not at.capital() or is_named(at):
        return None
    days, width = _days_of_month(at.on(1))
    if days and not _counts(at.on(width), at.word(-1)):
        return _dated(at, width + 1, days, month, (1, 1 + width))
    token = at.token()
    if (
        at.word() == "march"
        and at.word(-1) in ("the", "long", "his", "their")
        and not at.word(1)[:1].isdigit()
    ):
        return None if at.word(1) != "of" and not _of_kind(at) else _whole_month(at, month)
    verb = at.word() in ("may", "march") and token is not None and token.pos not in ("PROPN", "NOUN")
    if verb and at.word(-1) not in ("in", "since", "by", "last", "next", "of", "early", "late", "mid"):
        return None
    return _whole_month(at, month)


def _of_kind(at: At) -> bool:
    """Whether the word stands before what happened in that month: "the March offensive"."""
    token = at.token()
    return token is not None and token.dep in ("compound", "nmod", "amod") and token.head > token.i


def is_named(at: At) -> bool:
    """Whether the word is part of somebody's or something's name: "Theresa May", "Mr May", "the Sun"."""
    token, before = at.token(), at.token(-1)
    assert token is not None
    if token.ent in ("PERSON", "ORG", "WORK_OF_ART"):
        return before is None or before.lower not in ("in", "on", "since", "by", "last", "next", "of")
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
    year = year_at(at.on(step)) if at.token(step) else None
    if year is not None:
        return at.time(step + year[1], months(year[0], month), "month", "explicit")
    if at.word(1) in OF_YEAR and (told := that_year(at.on(1))):
        return at.time(1 + told[1], months(told[0], month) if told[0] else UNKNOWN, "month")
    days = near_month(at, month, at.word(-1))
    return at.time(1, days, "month").valued(None if days[0] else f"XXXX-{month:02d}")


def near_month(at: At, month: int, way: str) -> Interval:
    """The month `way` and the clause point at: the last one, unless it is said or shown to be to come."""
    if at.story:
        return _month_of_story(at, month, way)
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


def _month_of_story(at: At, month: int, way: str) -> Interval:
    year = story_year(at, month)
    if year is None or at.main is None:
        return UNKNOWN
    reference = at.main.first
    if way in LAST:
        year = reference.year - (month >= reference.month)
    elif way in NEXT or way == "following":
        year = reference.year + (month <= reference.month)
    return months(year, month)


_WEEKS = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def _part_of_month(at: At) -> Time | None:
    """A day or week of a month: "the first day of May", "the last week of August 1918"."""
    unit = at.word(1)
    if unit not in ("day", "week") or at.word(2) != "of" or at.word(-1) != "the":
        return None
    month = month_day(at.on(3)) if at.token(3) else None
    if month is None or month.precision != "month":
        return None
    first, last = month.days
    length = 1 if unit == "day" else 7
    days: Interval = UNKNOWN
    if first and last:
        start = last.day - length + 1 if at.word() in ("last", "final") else 1 + length * _WEEKS[at.word()]
        days = first.replace(day=start), first.replace(day=start + length - 1)
    time = replace(month, lo=at.i, days=days, precision="day" if unit == "day" else "week")
    # TIMEX3 takes the week for how long it lasts: no week of the calendar need be meant.
    return time.valued("P1W" if unit == "week" else None if first else "XXXX-XX-XX")


BY_NUMBER: tuple[Rule, ...] = (_iso_date, _slashed, _both_months, day_month, _day_alone)
RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(MONTHS, (_both_months, month_day)),
    **dict.fromkeys((*_WEEKS, "last", "final"), (_part_of_month,)),
}
