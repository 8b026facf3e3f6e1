"""Days that go by a name: "Christmas Eve", "New Year's Day", "Easter 1916"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.find.times.at import UNKNOWN, At, Interval, Rule, Time, make
from dateline.find.times.dates import is_named, near_days
from dateline.find.times.relative import PARTS
from dateline.find.times.values import day_value
from dateline.find.times.years import year_at

__all__ = ["RULES"]

# Name -> month and day; None for Easter, which moves.
_DAYS: dict[tuple[str, ...], tuple[int, int] | None] = {
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("christmas",): (12, 25),
    ("new", "year", "'s", "eve"): (12, 31),
    ("new", "year", "'s", "day"): (1, 1),
    ("new", "year", "’s", "eve"): (12, 31),
    ("new", "year", "’s", "day"): (1, 1),
    ("boxing", "day"): (12, 26),
    ("easter", "sunday"): None,
    ("easter",): None,
    ("good", "friday"): None,
    ("halloween",): (10, 31),
}


def _holiday(at: At) -> Time | None:
    for words, day in _DAYS.items():
        if (
            all(at.word(step) == word for step, word in enumerate(words))
            and at.capital()
            and not is_named(at)
        ):
            return _dated(at, len(words), day, -2 if words[0] == "good" else 0)
    return None


def _dated(at: At, width: int, day: tuple[int, int] | None, shift: int) -> Time | None:
    part = PARTS.get(at.word(width), "")
    width += bool(part)
    comma = at.word(width) == ","
    told = year_at(at.on(width + comma)) if at.token(width + comma) else None
    if told is not None:
        found = make(told[0], *day) if day else _easter(told[0], shift)
        time = at.time(width + comma + told[1], (found, found) if found else UNKNOWN, "day", "explicit")
        return replace(time, part=part)
    days: Interval = UNKNOWN
    if day is not None:
        days = near_days(at, (day[1], day[1]), day[0])
    elif at.day is not None:
        found = _easter(at.day.year, shift)
        days = (found, found) if found else UNKNOWN
    value = day_value(days[0]) if days[0] else f"XXXX-{day[0]:02d}-{day[1]:02d}" if day else "XXXX-XX-XX"
    return replace(at.time(width, days, "day"), part=part, value=value + part)


def _easter(year: int, shift: int) -> date | None:
    """Easter Sunday of the Gregorian calendar (Gauss), `shift` days on; the older calendar's is unknown."""
    if not 1583 <= year <= 2999:
        return None
    century, golden = year // 100, year % 19
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (epact // 28) * (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    distance = epact - weekday
    month = 3 + (distance + 40) // 44
    return date(year, month, distance + 28 - 31 * (month // 4)) + timedelta(days=shift)


RULES: dict[str, tuple[Rule, ...]] = {words[0]: (_holiday,) for words in _DAYS}
