"""Moments counted from what the text last spoke of: "the next day", "that year", "three days later"."""

from __future__ import annotations

from dataclasses import replace

from dateline.find.times.amounts import amount
from dateline.find.times.at import LAST, NEXT, UNKNOWN, At, Interval, Rule, Time, months, shifted, years
from dateline.find.times.dates import MONTHS
from dateline.find.times.relative import NAMES, PARTS, SEASONS, UNITS, WEEKDAYS, last_next, singular
from dateline.find.times.values import UNRESOLVED, lasting, period, value_of
from dateline.model import Precision

__all__ = ["BY_NUMBER", "OFFSETS", "RULES", "partly"]

_STEPS = {"same": 0, "next": 1, "following": 1, "ensuing": 1, "subsequent": 1, "succeeding": 1}
_STEPS |= {"previous": -1, "preceding": -1, "prior": -1}
_LATER = frozenset({"later", "afterwards", "afterward", "thereafter", "hence"})
_EARLIER = frozenset({"earlier", "before", "previously", "beforehand", "prior"})
_PRECISIONS: dict[str, Precision] = {
    "day": "day",
    "week": "week",
    "weekend": "weekend",
    "month": "month",
    "year": "year",
    "decade": "decade",
    "century": "century",
}
_INTRODUCED = frozenset({"the", "that", "this", "very", "these", "those"})
_VAGUE = frozenset({"time", "period", "moment", "era"})
_PLURALS = frozenset(
    {"days", "weeks", "months", "years", "decades", "hours", "nights", "centuries", "minutes"}
)


def _beside(at: At) -> Time | None:
    """The unit beside the last, or the same: "the following day", "next morning", "the same month"."""
    way = at.word()
    # In news "next week" counts from today; "the next week" from what was told.
    anchored = (
        at.story or at.word(-1) in _INTRODUCED or at.word(1) in (*PARTS, "day") or way not in (LAST | NEXT)
    )
    return _stepped(at, 1, _STEPS[way]) if anchored else None


def _that(at: At) -> Time | None:
    """What was just told of: "that year", "that same night"; "this year" only in a story."""
    width = 1 + (at.word(1) in ("same", "very"))
    if at.word() == "this" and not at.story:
        return None
    return _stepped(at, width, 0)


def _stepped(at: At, width: int, step: int) -> Time | None:
    """The unit `width` tokens on, `step` units from the last."""
    word = at.word(width)
    if word in PARTS:
        days = _day(at, step)
        value = None if days[0] else partly(at, "day") + PARTS[word]
        return replace(at.time(width + 1, days, "day"), part=PARTS[word], value=value)
    if word in MONTHS and at.capital(width):
        return at.time(width + 1, _named_month(at, MONTHS[word], step), "month")
    if word in SEASONS:
        days = _season(at, SEASONS[word], step)
        return at.time(width + 1, days, "season").valued(None if days[0] else f"XXXX-{NAMES[SEASONS[word]]}")
    if word in WEEKDAYS and at.capital(width):
        return at.time(width + 1, _weekday(at, WEEKDAYS[word], step), "day")
    if word in _VAGUE and step == 0:
        if at.word() == "this" and at.word(-1) not in ("at", "by", "from", "since", "until", "during"):
            return None
        vague = "PRESENT_REF" if at.word() == "this" and word in ("time", "moment") else "null"
        return replace(at.time(width + 1, UNKNOWN, "unknown"), kind="vague", value=vague)
    if word in _PRECISIONS:
        precision = _PRECISIONS[word]
        days = _unit(at, word, step)
        return at.time(width + 1, days, precision).valued(None if days[0] else partly(at, precision))
    return _stretch(at, width)


def _stretch(at: At, width: int) -> Time | None:
    """Several units on: "the following two years", "the next few days"; how long, not when."""
    found = amount(at.on(width)) if at.token(width) else None
    number, step = found or (None, 0)
    word = at.word(width + step)
    if singular(word) not in UNITS or (found is None and word not in _PLURALS):
        return None
    value = lasting(number, singular(word))
    return replace(at.time(width + step + 1, UNKNOWN, "span"), kind="lasting", value=value)


def _day(at: At, step: int) -> Interval:
    return shifted(at.last_day.first, step, step) if at.last_day else UNKNOWN


def partly(at: At, precision: Precision) -> str:
    """The value of a day, week or month of which only the year or month is known: "1918-04-XX"."""
    value = UNRESOLVED[precision]
    if at.last is None or precision not in ("day", "week", "month"):
        return value
    known = period(at.last.first, "year") if at.last.precision != "decade" else "XXXX"
    if precision == "day" and at.last.precision == "month":
        known = period(at.last.first, "month")
    return known + value[len("XXXX-XX") if len(known) > 6 and known[-3] == "-" else len("XXXX") :]


def _unit(at: At, unit: str, step: int) -> Interval:
    if unit == "day":
        return _day(at, step)
    if at.last is None:
        return UNKNOWN
    first, fine = at.last.first, at.last.precision in ("day", "hour", "minute")
    if unit in ("week", "weekend"):
        monday = 7 * step - first.weekday()
        whole = shifted(first, monday, monday + 6)
        weekend = shifted(first, monday + 5, monday + 6)
        return (whole if unit == "week" else weekend) if fine or at.last.precision == "week" else UNKNOWN
    if unit == "month":
        known = fine or at.last.precision in ("month", "week")
        return months(first.year, first.month + step) if known else UNKNOWN
    if unit == "year":
        return years(first.year + step)
    count = 10 if unit == "decade" else 100
    start = first.year - (first.year % 10 if unit == "decade" else (first.year - 1) % 100)
    return years(start + step * count, count)


def _named_month(at: At, month: int, step: int) -> Interval:
    if at.last is None:
        return UNKNOWN
    there = at.last.last if step > 0 else at.last.first
    year = there.year
    if step > 0:
        year += month <= there.month
    elif step < 0:
        year -= month >= there.month
    return months(year, month)


def _season(at: At, month: int, step: int) -> Interval:
    if at.last is None:
        return UNKNOWN
    there = at.last.last if step > 0 else at.last.first
    near = [months(there.year + turn, month, 3) for turn in (-1, 0, 1)]
    known = [(first, last) for first, last in near if first and last]
    if step > 0:
        return next((days for days in known if days[0] > there), UNKNOWN)
    if step < 0:
        return next((days for days in reversed(known) if days[1] < there), UNKNOWN)
    return next((days for days in known if days[0] <= there <= days[1]), months(there.year, month, 3))


def _weekday(at: At, number: int, step: int) -> Interval:
    if at.last_day is None:
        return UNKNOWN
    ahead = (number - at.last_day.first.weekday()) % 7
    if step > 0:
        return shifted(at.last_day.first, ahead or 7, ahead or 7)
    back = ahead - 7
    return shifted(at.last_day.first, back, back) if step < 0 else shifted(at.last_day.first, ahead, ahead)


# -- a number of units away


def _offset(at: At) -> Time | None:
    """So many units away: "three days later", "a year earlier", "two days before the vote"."""
    found = amount(at)
    if found is None:
        return None
    number, width = found
    return _away(at, number, width)


def _some(at: At) -> Time | None:
    """Nobody says how many: "days later", "weeks before"."""
    return _away(at, None, 0) if at.word() in _PLURALS else None


def _away(at: At, number: float | None, width: int) -> Time | None:
    unit = singular(at.word(width))
    if unit not in UNITS:
        return None
    way = at.word(width + 1)
    step = 1 if way in _LATER else -1 if way in _EARLIER else 0
    if way in ("after", "before") and "for" in (at.word(-1), at.word(-2)):
        # "For a week before moving on": how long.
        return None
    told = way in ("after", "before", "prior") and _names_event(at.on(width + 2))
    if not step and way != "after":
        return None
    tail = 3 if way in ("before", "after") and at.word(width + 2) in ("that", "this") else 2
    if told and tail == 2:
        return _after_event(at, _moved(at, width + 2, unit, number, step or 1))
    return _moved(at, width + tail, unit, number, step or 1)


def _names_event(at: At) -> bool:
    """Whether what follows tells from when to count: "two days after the armistice"."""
    token = at.token()
    return token is not None and token.pos not in ("PUNCT", "CCONJ", "SCONJ", "AUX") and token.tag != "VBD"


def _after_event(at: At, time: Time) -> Time:
    """Counted from an event whose day nobody tells: no moment; in a story its value is the likeliest one."""
    value = value_of(time) if at.story else partly(at, time.precision)
    return replace(time, days=UNKNOWN, value=value)


def _unsettled(at: At, width: int, unit: str) -> Time:
    precision = _PRECISIONS.get(unit, "day")
    return at.time(width, UNKNOWN, precision).valued(partly(at, precision))


def _moved(at: At, width: int, unit: str, number: float | None, step: int) -> Time:
    """The moment so many units from the last one."""
    if number is None or number != int(number) or UNITS[unit] == 0:
        time = _unsettled(at, width, unit)
        return time if number is not None else time.valued(UNRESOLVED[time.precision])
    count = int(number) * step
    if unit in ("day", "night"):
        day = _day(at, count)
        return at.time(width, day, "day").valued(None if day[0] else partly(at, "day"))
    if unit in ("week", "fortnight"):
        days = count * (14 if unit == "fortnight" else 7)
        reached = shifted(at.last_day.first, days, days)[0] if at.last_day else None
        monday = -reached.weekday() if reached else 0
        week = shifted(reached, monday, monday + 6)
        return at.time(width, week, "week").valued(None if week[0] else partly(at, "week"))
    if at.last is None:
        return _unsettled(at, width, unit)
    there = at.last.first
    if unit == "month":
        coarse = at.last.precision in ("year", "decade", "century", "season")
        month = UNKNOWN if coarse else months(there.year, there.month + count)
        return at.time(width, month, "month").valued(None if month[0] else partly(at, "month"))
    if unit == "decade" and abs(count) > 1:
        start = there.year - there.year % 10
        return at.time(width, years(start + 10 * count, 10), "decade")
    return at.time(width, years(there.year + count * _YEARS.get(unit, 1)), "year")


_YEARS = {"year": 1, "decade": 10, "century": 100}


def _day_before(at: At) -> Time | None:
    """The unit before or after, when nothing says of what: "the day before", "the year after"."""
    way = at.word(1)
    if at.word(2) in ("yesterday", "tomorrow"):
        return None
    step = {"before": -1, "earlier": -1, "after": 1, "later": 1, "following": 1}.get(way)
    if step is None or at.word(-1) != "the":
        return None
    if way in ("before", "after") and _names_event(at.on(2)):
        return _after_event(at, at.time(2, _day(at, step), "day")) if at.word() == "day" else None
    return at.time(2, _unit(at, at.word(), step), _PRECISIONS[at.word()])


# -- parts of what was told


def _later_in(at: At) -> Time | None:
    """Later that year, earlier in the month, late in the summer: the whole of it."""
    if at.word(1) == "this" and not at.story:
        here = last_next(at.on(1))
        return replace(here, lo=at.i) if here is not None and here.kind == "moment" else None
    if at.word(1) in ("that", "this") or (at.word(1) == "the" and at.word(2) == "same"):
        inner = _stepped(at.on(1), 1 + (at.word(2) in ("same", "very")), 0)
        return replace(inner, lo=at.i) if inner is not None and inner.kind == "moment" else None
    if at.word(1) == "in" and at.word(2) in ("the", "that") and (at.story or at.last):
        return _inner(at, 3)
    return None


def _end_of(at: At) -> Time | None:
    """The end of the year that the text speaks of."""
    way = at.word(2)
    if at.word(1) != "of" or way not in ("the", "that", "this"):
        return None
    if not at.story and (at.last is None or way != "that"):
        return None
    width = 3 + (at.word(3) == "same")
    return _inner(at, width)


def _inner(at: At, width: int) -> Time | None:
    inner = _stepped(at.on(width - 1), 1, 0)
    known = inner is not None and inner.kind == "moment" and not inner.part
    return replace(inner, lo=at.i) if inner is not None and known else None


OFFSETS: tuple[Rule, ...] = (_offset,)
BY_NUMBER: tuple[Rule, ...] = (_offset,)
RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(_STEPS, (_beside,)),
    **dict.fromkeys(("that", "this"), (_that,)),
    **dict.fromkeys(_PLURALS, (_some,)),
    **dict.fromkeys(("day", "year", "month", "week"), (_day_before,)),
    **dict.fromkeys(("later", "earlier", "late", "early"), (_later_in,)),
    **dict.fromkeys(("end", "start", "beginning", "middle", "close", "rest", "half"), (_end_of,)),
}
