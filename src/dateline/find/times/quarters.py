"""Quarters of a year: "the third quarter of 2021", "Q3", "the fourth quarter"."""

from __future__ import annotations

from dateline.find.times.at import LAST, NEXT, UNKNOWN, At, Rule, Time, months
from dateline.find.times.years import year_at

__all__ = ["RULES"]

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SHORT = {"q1": 1, "q2": 2, "q3": 3, "q4": 4}


def _ordinal(at: At) -> Time | None:
    dash = at.word(1) == "-"
    return _quarter(at, 2 + dash, _ORDINALS[at.word()]) if at.word(1 + dash) == "quarter" else None


def _short(at: At) -> Time | None:
    return _quarter(at, 1, _SHORT[at.word()])


def _quarter(at: At, width: int, number: int) -> Time:
    """The quarter of the year that follows, else the last that has begun."""
    step = width + (at.word(width) in ("of", ","))
    told = year_at(at.on(step)) if at.token(step) else None
    if told is not None:
        return at.time(step + told[1], months(told[0], 3 * number - 2, 3), "quarter", "explicit")
    if at.day is None:
        return at.time(width, UNKNOWN, "quarter").valued(f"XXXX-Q{number}")
    ahead = 3 * number - 2 > at.day.month
    past = at.story or at.direction != "ahead"
    return at.time(
        width, months(at.day.year - (ahead and past and not at.story), 3 * number - 2, 3), "quarter"
    )


def _beside(at: At) -> Time | None:
    """The quarter before this one, this one, the next."""
    if at.word(1) != "quarter" or at.word(2) == "of":
        return None
    step = -1 if at.word() in LAST else 1 if at.word() in NEXT else 0
    if at.day is None:
        return at.time(2, UNKNOWN, "quarter").valued("XXXX-QX")
    first = at.day.month - (at.day.month - 1) % 3
    return at.time(2, months(at.day.year, first + 3 * step, 3), "quarter")


RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(_ORDINALS, (_ordinal,)),
    **dict.fromkeys(_SHORT, (_short,)),
    **dict.fromkeys((*LAST, *NEXT, "this"), (_beside,)),
}
