"""Moments counted from the document's date: days, weekdays, weeks, offsets, seasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.find.times.amounts import STARTS, amount
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
    months,
    numbered,
    shifted,
    years,
)
from dateline.find.times.dates import MONTHS, day_month, is_named, month_day, near_month
from dateline.find.times.values import lasting, period
from dateline.find.times.years import OF_YEAR, that_year, year_at
from dateline.model import Precision

__all__ = ["BY_NUMBER", "NAMES", "PARTS", "RULES", "SEASONS", "UNITS", "WEEKDAYS", "last_next", "singular"]

_PRECISIONS: dict[str, Precision] = {"day": "day", "week": "week", "month": "month", "year": "year"}

WEEKDAYS = numbered(
    0,
    *("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thurs", "friday fri"),
    *("saturday sat", "sunday sun"),
)
# Days in a unit; 0 for parts of a day.
UNITS = {"minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
UNITS |= {"decade": 3652, "century": 36525}
# First month of a northern season.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NAMES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
# Parts of a day as TIMEX3 writes them.
PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_DAY_PARTS = frozenset(PARTS)


def _simple(first: int, last: int) -> Rule:
    def rule(at: At) -> Time:
        part = PARTS.get(at.word(1), "")
        width = 1 + bool(part)
        part = "TNI" if at.word() == "tonight" else part
        if at.story:
            # A story has no today: whoever speaks there counts from a day that nobody tells.
            value = "PRESENT_REF" if at.word() == "today" else None
            return replace(at.time(width, UNKNOWN, "day"), part=part, value=value)
        precision: Precision = "day"
        return replace(at.around(width, first, last, precision), part=part)

    return rule


def _day_beside(at: At) -> Time | None:
    """The day beside a day: "the day before yesterday", "the day after tomorrow"."""
    words = (at.word(1), at.word(2))
    step = {("before", "yesterday"): -2, ("after", "tomorrow"): 2}.get(words)
    return at.around(3, step, step) if step and not at.story else None


def _weekday(at: At) -> Time | None:
    return _weekday_of(at, 0)


def _weekday_of(at: At, step: int) -> Time | None:
    """A weekday `step` tokens on, after "last" or "next" when that is not 0; a date beside it wins."""
    there = at.on(step)
    number = WEEKDAYS.get(there.word())
    if number is None or not there.capital() or at.word(-1) in ("every", "each") or _abbreviates(there):
        return None
    if is_named(there):
        return None
    beside = 1 + (there.word(1) == ",")
    dated = day_month(there.on(beside)) or month_day(there.on(beside)) if there.token(beside) else None
    if dated is not None and dated.precision == "day":
        return replace(dated, lo=at.i)
    part = PARTS.get(there.word(1), "")
    width = step + 1 + bool(part)
    if at.story:
        return replace(_weekday_of_story(at, width, number), part=part)
    if at.day is None:
        return replace(at.time(width, UNKNOWN, "day"), part=part, value=f"XXXX-WXX-{number + 1}{part}")
    day = _days_to(at, number, at.word() if step else "")
    return replace(at.around(width, day, day), part=part)


def _weekday_of_story(at: At, width: int, number: int) -> Time:
    """In a story, the first such day from the last day on."""
    if at.last_day is None:
        return at.time(width, UNKNOWN, "day").valued(f"XXXX-WXX-{number + 1}")
    day = at.last_day.first
    ahead = (number - day.weekday()) % 7
    return at.time(width, shifted(day, ahead, ahead), "day")


def _abbreviates(at: At) -> bool:
    """Whether "Sun", "Sat" or "Wed" is short for no weekday: those stand after "on" or before a date."""
    if at.word().endswith("day"):
        return False
    return at.word(-1) not in ("on", "last", "next", "from", "to") and at.word(1) not in (",", *MONTHS)


def _days_to(at: At, number: int, way: str) -> int:
    """Days from the document's date to a weekday."""
    assert at.day is not None
    ahead = (number - at.day.weekday()) % 7
    if way in LAST:
        return (ahead or 7) - 7 if ahead else -7
    if way == "this":
        return number - at.day.weekday()
    if way in NEXT or at.direction == "ahead":
        return ahead or 7
    return ahead - 7 if ahead else 0


def last_next(at: At) -> Time | None:
    """Last, this or next: "last week", "this month", "next year", "the past 24 hours", "last Friday"."""
    way, word = at.word(), at.word(1)
    if at.word(-1) == "the" and at.word(2) == "of" and way in LAST and word in UNITS:
        # "The last week of August" is the month's, not the one before this.
        return None
    if word in _DAY_PARTS and way in ("last", "this"):
        day = -1 if way == "last" else 0
        if at.story:
            return None
        time = replace(at.around(2, day, day), part=PARTS[word])
        return time if (way == "this") or word in ("night", "evening") else None
    if way == "past" and word == "week":
        return at.around(2, -7, 0, "week")
    if word in SEASONS:
        return _season_of(at, 1)
    if word in WEEKDAYS:
        return _weekday_of(at, 1)
    if word in MONTHS and at.capital(1) and not YEAR.match(at.word(2)) and not at.word(2)[:1].isdigit():
        return at.time(2, near_month(at, MONTHS[word], way), "month")
    return _stretch(at) or _period(at, 2, way, word)


def _stretch(at: At) -> Time | None:
    """Several units: "the past 24 hours", "the next three weeks", "recent months", "the coming days"."""
    way = at.word()
    number, step = _count(at.on(1))
    unit = UNITS.get(singular(at.word(1 + step)))
    if number is not None and unit is not None and way != "this":
        days = max(1, number * unit) if unit else max(1, -(-number // 24))
        first, last = (0, days) if way in NEXT else (-days, 0)
        return _lasting(at, at.around(step + 2, first, last, "span"), number)
    few = at.word(1) in ("few", "several")
    if at.word(1) in ("decade", "century") and (way == "past" or at.story):
        back, ahead = (0, 3652) if way in NEXT else (-3652, 0)
        return _lasting(at, at.around(2, back, ahead, "span"), 1)
    if at.word(1 + few) in ("days", "weeks", "months", "years"):
        days_known = (at.day, None) if way in NEXT else (None, at.day)
        return _lasting(at, at.time(2 + few, days_known, "span"), None) if way != "this" else None
    return None


def _lasting(at: At, time: Time, number: int | None) -> Time:
    """A stretch up to the document's date or from it on; in a story, only how long it lasted."""
    value = lasting(number, singular(at.sentence.tokens[time.hi - 1].lower))
    if at.story:
        return replace(time, days=UNKNOWN, kind="lasting", value=value)
    return time.valued(value)


def singular(word: str) -> str:
    """A unit's word without its plural."""
    if word == "centuries":
        return "century"
    return word[:-1] if word.endswith("s") else word


def _period(at: At, width: int, way: str, word: str) -> Time | None:
    """The week, weekend, month or year `way` tells: last, this or next."""
    step = -1 if way in LAST else 1 if way in NEXT else 0
    if word == "week":
        return at.time(width, _week(at.day, step), "week")
    if word == "weekend":
        return at.time(width, _weekend(at.day, step), "weekend")
    if word == "month":
        days = months(at.day.year, at.day.month + step) if at.day else UNKNOWN
        return at.time(width, days, "month")
    if word == "year":
        return at.time(width, years(at.day.year + step) if at.day else UNKNOWN, "year")
    return None


def _week(day: date | None, step: int) -> Interval:
    monday = 7 * step - day.weekday() if day else 0
    return shifted(day, monday, monday + 6)


def _weekend(day: date | None, step: int) -> Interval:
    """The weekend just past or going on; with a `step` of 1 the one to come, of -1 surely a past one."""
    since = (day.weekday() - 5) % 7 if day else 0
    first = 7 - since if step > 0 else -since - (7 if step < 0 and since <= 1 else 0)
    return shifted(day, first, first + 1)


def _the_weekend(at: At) -> Time:
    """A weekend without another word: "over the weekend", "at the weekend"."""
    if at.story:
        return at.time(1, UNKNOWN, "weekend")
    return at.time(1, _weekend(at.day, 1 if at.direction == "ahead" else 0), "weekend")


def _end_of(at: At) -> Time | None:
    """That year for "the end of the year": how long its end lasts nobody said."""
    way = at.word(2)
    if at.word(1) != "of" or way not in ("the", "this", "last", "next") or at.word(3) == "weekend":
        return None
    if at.story:
        return None
    # In a story of the past, "the year" is the story's.
    return None if way == "the" and at.direction == "back" else _period(at, 4, way, at.word(3))


def _count(at: At) -> tuple[int | None, int]:
    """The whole number that stands here, and how many tokens it takes."""
    found = amount(at)
    if found is None or found[0] is None or found[0] != int(found[0]):
        return None, 0
    return int(found[0]), found[1]


def _ago(at: At) -> Time | None:
    """A time ago: "two weeks ago", "a few days ago"; the longer the unit, the wider the interval."""
    article = at.word() == "a"
    vague = at.word(article) in ("few", "several")
    number, step = (3, 1 + article) if vague else _count(at)
    unit = singular(at.word(step))
    if number is None or unit not in UNITS or at.word(step + 1) != "ago" or at.word(-1) == "half":
        return None
    width = step + 2
    if vague:
        time = at.around(width, -6 * max(1, UNITS[unit]), -max(1, 3 * UNITS[unit] // 2), "span")
        return time.valued("PAST_REF")
    return _open(_back(at, width, number, unit), at)


def _back(at: At, width: int, number: int, unit: str) -> Time:
    days = UNITS[unit] * number
    if at.story and at.last_day is None and UNITS[unit] < 300:
        return at.time(width, UNKNOWN, _PRECISIONS.get(unit, "day"))
    if days == 0:
        hours = number if unit == "hour" else 0
        return at.around(width, (-hours) // 24, -(hours // 24))
    if unit in ("day", "night"):
        return at.around(width, -days, -days)
    if unit in ("week", "fortnight"):
        return at.around(width, -days - 3, -days + 3, "week")
    if at.day is None:
        return at.time(width, UNKNOWN, "month" if unit == "month" else "year")
    if unit == "month":
        return at.time(width, months(at.day.year, at.day.month - number), "month")
    return at.time(width, years(at.day.year - number * (10 if unit == "decade" else 1)), "year")


def _open(time: Time, at: At) -> Time:
    """The time without its first day for "more than two years ago"."""
    over = at.word(-1) == "over" or (at.word(-2), at.word(-1)) == ("more", "than")
    return replace(time, days=(None, time.days[1])) if over else time


def _to_come(at: At) -> Time | None:
    """A moment when the clause looks ahead ("in two weeks", "in three days' time"), else how long it took."""
    number, step = _count(at.on(1))
    unit = singular(at.word(1 + step))
    if number is None or unit not in _PRECISIONS or at.story:
        return None
    timed = at.word(2 + step) in ("'", "’", "'s", "’s") and at.word(3 + step) == "time"
    token = at.token()
    on_verb = token is not None and at.sentence.tokens[token.head].pos in ("VERB", "AUX")
    if not timed and not (on_verb and at.direction == "ahead"):
        return None
    slack = {"day": 0, "week": 3, "month": 15, "year": 183}[unit]
    days = number * UNITS[unit]
    time = at.around(step + (4 if timed else 2), days - slack, days + slack, _PRECISIONS[unit])
    return time.valued(lasting(number, unit))


# -- seasons


def _season(at: At) -> Time | None:
    """A season by its name: "summer 2022", "by spring", "in the winter of 1939"."""
    return _season_of(at, 0)


def _season_of(at: At, step: int) -> Time | None:
    """A season `step` tokens on, after "last", "this" or "next" when that is not 0."""
    month = SEASONS[at.word(step)]
    year = step + 1 + (at.word(step + 1) in ("of", ","))
    told = year_at(at.on(year)) if at.token(year) else None
    if told is None and at.story and at.word(step + 2) == "of" and at.token(step + 3):
        # The year stands after what happened then: "the Spring Offensive of 1918".
        told = year_at(at.on(step + 3))
        if told is not None:
            return at.time(step + 1, months(told[0], month, 3), "season", "explicit")
    if told is None and YEAR.match(at.word(step - 1)) and at.word(step) != "fall":
        # "the 1982 summer" was read as a year up to here.
        return None
    if at.word(step) == "fall" and told is None and at.word(step + 1) == "of":
        # "The fall of the city" is no season.
        return None
    if told is not None:
        return at.time(year + told[1], months(told[0], month, 3), "season", "explicit")
    if at.word(step + 1) in OF_YEAR and (that := that_year(at.on(step + 1))):
        days = months(that[0], month, 3) if that[0] else UNKNOWN
        return at.time(step + 1 + that[1], days, "season").valued(None if that[0] else f"XXXX-{NAMES[month]}")
    token = at.token(step)
    if token is None or token.pos == "VERB" or (not step and not _seasonal(at)):
        return None
    days = _near_season(at, month, at.word() if step else at.word(-1))
    time = at.time(step + 1, days, "season")
    if not days[0] or days[0].year < 1:
        return time.valued(f"XXXX-{NAMES[month]}")
    # A winter that a story tells of goes by the year that most of it lies in.
    turned = at.story and month == 12 and days[1] is not None
    return time.valued(period(days[1].replace(month=12), "season")) if turned and days[1] else time


_AROUND = frozenset("in by since until during over through throughout before after of".split())
_NEAR = frozenset({"the", "early", "late", "mid", "-", "that"})


def _seasonal(at: At) -> bool:
    """Whether a bare season is one: after a preposition of time; in a story, but for "spring" and "fall"."""
    near = at.word(-1)
    before = at.word(-2) if near in _NEAR else near
    if before in _AROUND or not at.story:
        return before in _AROUND
    token = at.token()
    assert token is not None
    if token.dep in ("compound", "nmod") and token.head > at.i:
        # "A spring offensive", but "fall-back plans".
        return at.word(1) not in DASHES
    if at.word() == "fall" or at.word(1) == "rains":
        return False
    return at.word() != "spring" or near in _NEAR or at.capital()


def _near_season(at: At, month: int, way: str) -> Interval:
    """The season of `month` that `way` and the clause point at."""
    if at.day is None:
        return UNKNOWN
    day = at.day
    if at.story and way not in LAST and way not in NEXT:
        return _season_of_story(at, month)
    all_near = (months(day.year + step, month, 3) for step in (-2, -1, 0, 1))
    near = [(first, last) for first, last in all_near if first and last]
    if way in LAST:
        return next((s for s in reversed(near) if s[1] < day), UNKNOWN)
    if way in NEXT:
        return next((s for s in near if s[0] > day), UNKNOWN)
    if way == "this":
        return min(near, key=lambda s: max((s[0] - day).days, (day - s[1]).days), default=UNKNOWN)
    if at.direction == "back":
        return next((s for s in reversed(near) if s[0] <= day), UNKNOWN)
    return next((s for s in near if s[1] >= day), UNKNOWN)


def _season_of_story(at: At, month: int) -> Interval:
    """The season of the year that the story has come to; of a winter, the one that is near."""
    assert at.main is not None
    reference = at.main.first
    year = reference.year
    if at.main.precision not in ("year", "decade", "century") and reference.month >= 10 and month <= 6:
        year += 1
    if month == 12 and reference.month <= 3 and at.main.precision in ("day", "week", "month"):
        year -= 1
    return months(year, month, 3)


BY_NUMBER: tuple[Rule, ...] = (_ago,)
RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(STARTS, (_ago,)),
    **dict.fromkeys(("end", "start", "beginning", "middle"), (_end_of,)),
    **dict.fromkeys((*LAST, *NEXT, "this", "recent"), (last_next,)),
    **dict.fromkeys(SEASONS, (_season,)),
    **dict.fromkeys(WEEKDAYS, (_weekday,)),
    "yesterday": (_simple(-1, -1),),
    "today": (_simple(0, 0),),
    "tonight": (_simple(0, 0),),
    "tomorrow": (_simple(1, 1),),
    "overnight": (_simple(-1, 0),),
    "day": (_day_beside,),
    "weekend": (_the_weekend,),
    "in": (_to_come,),
}
