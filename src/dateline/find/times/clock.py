"""Times of a day: "5:34 AM", "0600 hours", "noon". The day is the one beside it, or the last one told of."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.find.times.at import UNKNOWN, At, Rule, Time

__all__ = ["BY_NUMBER", "RULES"]

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:h|hrs)?(am|pm)?\Z")
_MILITARY = re.compile(r"([01]\d|2[0-3])([0-5]\d)\Z")
_HALVES = {"am": 0, "a.m": 0, "pm": 12, "p.m": 12}
_ZONES = frozenset(
    {"gmt", "utc", "est", "edt", "cet", "cest", "eet", "eest", "msk", "bst", "pst", "pdt", "zulu"}
)
_NAMED = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}
_EDGES = {
    "dawn": "TMO",
    "daybreak": "TMO",
    "sunrise": "TMO",
    "dusk": "TEV",
    "sunset": "TEV",
    "nightfall": "TNI",
}


def _time(at: At, width: int, part: str) -> Time:
    width += at.word(width) in _ZONES
    day = at.last_day
    days = (day.first, day.last) if day is not None else UNKNOWN
    time = at.time(width, days, "hour" if part.endswith(":00") else "minute")
    if not part[1:2].isdigit():
        time = replace(time, precision="day")
    value = None if day is not None else f"XXXX-XX-XX{part}"
    return replace(time, kind="clock", part=part, value=value)


def _clock(at: At) -> Time | None:
    matched = _CLOCK.match(at.word())
    if matched is None:
        return None
    hour, minute, half = int(matched[1]), matched[2], matched[3]
    width = 1
    if half is None and at.word(1) in _HALVES:
        half, width = at.word(1), 2
    if half is None and (minute is None or ":" not in at.word()):
        return _o_clock(at, hour)
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + _HALVES[half]
    if hour > 23 or int(minute or 0) > 59:
        return None
    return _time(at, width, f"T{hour:02d}:{minute or '00'}")


def _o_clock(at: At, hour: int) -> Time | None:
    if at.word(1) in ("o'clock", "o’clock") and 1 <= hour <= 12:
        return _time(at, 2, f"T{hour:02d}:00")
    return None


def _military(at: At) -> Time | None:
    matched = _MILITARY.match(at.word())
    if matched is None or at.word(1) not in ("hours", "hrs", *_ZONES):
        return None
    return _time(at, 1 + (at.word(1) in ("hours", "hrs")), f"T{matched[1]}:{matched[2]}")


def _named(at: At) -> Time | None:
    token = at.token()
    if token is None or token.pos not in ("NOUN", "PROPN") or (at.capital() and at.i):
        return None
    return _time(at, 1, _NAMED.get(at.word()) or _EDGES[at.word()])


BY_NUMBER: tuple[Rule, ...] = (_military, _clock)
RULES: dict[str, tuple[Rule, ...]] = dict.fromkeys((*_NAMED, *_EDGES), (_named,))
