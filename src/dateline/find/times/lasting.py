"""How long, how often, and vaguely when: "for six months", "every Friday", "now", "former"."""

from __future__ import annotations

from dataclasses import replace

from dateline.find.times.amounts import STARTS, amount
from dateline.find.times.anaphora import partly
from dateline.find.times.at import DASHES, UNKNOWN, YEAR, At, Kind, Rule, Time
from dateline.find.times.dates import MONTHS
from dateline.find.times.relative import NAMES, PARTS, SEASONS, WEEKDAYS
from dateline.find.times.values import UNRESOLVED, day_value, lasting
from dateline.model import Precision

__all__ = ["BY_NUMBER", "RULES", "STARTS"]

_UNITS = {
    word: unit
    for unit in ("second", "minute", "hour", "day", "night", "week", "fortnight", "month", "year", "decade")
    for word in (unit, unit + "s")
} | {
    "century": "century",
    "centuries": "century",
    "yr": "year",
    "yrs": "year",
    "hrs": "hour",
    "mins": "minute",
}
_LONE_PLURALS = frozenset({"hours", "days", "weeks", "months", "years", "decades", "centuries"})
_OFTEN = {
    "hourly": "XXXX-XX-XXTXX",
    "daily": "XXXX-XX-XX",
    "everyday": "XXXX-XX-XX",
    "nightly": "XXXX-XX-XXTNI",
    "weekly": "XXXX-WXX",
    "fortnightly": "XXXX-WXX",
    "monthly": "XXXX-XX",
    "quarterly": "XXXX-QX",
    "yearly": "XXXX",
    "annual": "XXXX",
    "annually": "XXXX",
}
_PARTS = PARTS | {"nights": "TNI", "mornings": "TMO", "evenings": "TEV", "afternoons": "TAF"}


def _is(at: At, width: int, kind: Kind, value: str) -> Time:
    return replace(
        at.time(width, UNKNOWN, "span" if kind == "lasting" else "unknown"), kind=kind, value=value
    )


def _duration(at: At) -> Time | None:
    """An amount of time: "six months", "ten-day", "two full days", "a year and a half", "18 years old"."""
    found = amount(at)
    if found is None:
        return None
    number, step = found
    if at.word() in ("a", "an") and step == 1 and at.word(2) in DASHES:
        # In "a year-long siege" the article is the siege's.
        return None
    step += at.word(step) in DASHES
    whole = at.word() not in ("a", "an") or at.word(step) in _WHOLE
    step += _adjectives(at, step) if whole else 0
    unit = _UNITS.get(at.word(step))
    if unit is None or (unit == "second" and at.word() in ("a", "one")):
        return None
    if at.word(step) == "days" and at.word() == "some" and at.word(-1) == "and":
        return None
    half = _and_a_half(at, step + 1)
    if half:
        number = (number or 1) + 0.5
    return _is(at, _tail(at, step + 1 + half), "lasting", lasting(number, unit))


def _adjectives(at: At, step: int) -> int:
    """Up to two adjectives before the unit: "ten brutal months"."""
    count = 0
    while count < 2:
        token = at.token(step + count)
        if token is None or token.pos != "ADJ" or token.lower in _UNITS or token.lower in ("same", "last"):
            break
        count += 1
    return count if at.word(step + count) in _UNITS else 0


def _and_a_half(at: At, step: int) -> int:
    at_end = step + (at.word(step) in DASHES)
    if at.word(at_end) != "and":
        return 0
    at_end += 1
    for word in ("-", "a", "-"):
        at_end += at.word(at_end) == word
    return at_end + 1 - step if at.word(at_end) == "half" else 0


def _tail(at: At, width: int) -> int:
    """With "long", "old" or "of age" after the unit."""
    step = width + (at.word(width) in DASHES)
    if at.word(step) in ("long", "old"):
        return step + 1
    if at.word(width) == "period":
        return width + 1
    if at.word(width) == "of" and at.word(width + 1) == "age":
        return width + 2
    return width


def _unit_long(at: At) -> Time | None:
    """One of a unit, by itself: "year-long", "a month-and-a-half long"."""
    unit = _UNITS[at.word()]
    if unit == at.word() and (half := _and_a_half(at, 1)):
        return _is(at, _tail(at, 1 + half), "lasting", lasting(1.5, unit))
    if at.word(1) in DASHES and at.word(2) == "long":
        return _is(at, 3, "lasting", lasting(1, unit))
    named = YEAR.match(at.word(1)) or (at.word(1) == "of" and at.word(-1) in ("early", "morning", "small"))
    if at.word() in _LONE_PLURALS and not named:
        return _is(at, _tail(at, 1), "lasting", lasting(None, unit))
    return None


def _per(at: At) -> Time | None:
    """A rate: "per day"."""
    unit = _UNITS.get(at.word(1))
    return _is(at, 2, "lasting", lasting(1, unit)) if unit else None


def _every(at: At) -> Time | None:
    """What comes again: "every Friday", "each day", "every two weeks", "every other month"."""
    step = 1 + (at.word(1) in ("single", "other", "second", "third"))
    word = at.word(step)
    if word in WEEKDAYS and at.capital(step):
        return _is(at, step + 1, "repeated", f"XXXX-WXX-{WEEKDAYS[word] + 1}")
    if word in MONTHS and at.capital(step):
        return _is(at, step + 1, "repeated", f"XXXX-{MONTHS[word]:02d}")
    if word in SEASONS:
        return _is(at, step + 1, "repeated", f"XXXX-{NAMES[SEASONS[word]]}")
    if word in PARTS:
        return _is(at, step + 1, "repeated", f"XXXX-XX-XX{PARTS[word]}")
    if word in _UNITS:
        return _is(at, step + 1, "repeated", _again(_UNITS[word]))
    found = amount(at.on(step)) if at.token(step) else None
    if found is None or (unit := _UNITS.get(at.word(step + found[1]))) is None:
        return None
    return _is(at, step + found[1] + 1, "repeated", lasting(found[0], unit))


def _again(unit: str) -> str:
    if unit in ("second", "minute", "hour"):
        return "XXXX-XX-XXTXX"
    kinds: dict[str, Precision] = {
        "day": "day",
        "night": "day",
        "week": "week",
        "fortnight": "week",
        "month": "month",
        "year": "year",
    }
    return UNRESOLVED[kinds.get(unit, "decade")] + ("TNI" if unit == "night" else "")


def _often(at: At) -> Time:
    return _is(at, 1, "repeated", _OFTEN[at.word()])


# -- vaguely when


def _vague(value: str) -> Rule:
    def rule(at: At) -> Time:
        return _is(at, 1, "vague", value)

    return rule


def _now(at: At) -> Time:
    """The day of the document; a story's now is nobody's day."""
    if at.story or at.day is None:
        return _is(at, 1, "vague", "PRESENT_REF")
    return at.around(1, 0, 0).valued("PRESENT_REF")


def _today_of_story(at: At) -> Time | None:
    return _is(at, 1, "vague", "PRESENT_REF") if at.story else None


def _present(at: At) -> Time | None:
    """Of "present" and "modern" only what is a time: "present-day", "at present", "the present"."""
    dash = at.word(1) in DASHES
    if at.word(1 + dash) == "day":
        return _is(at, 2 + dash, "vague", "PRESENT_REF")
    token, after = at.token(), at.token(1)
    assert token is not None
    alone = after is None or after.pos in ("PUNCT", "ADP", "CCONJ")
    if at.word() == "present" and alone and at.word(-1) in ("at", "the"):
        return _is(at, 1, "vague", "PRESENT_REF")
    return None


def _these_days(at: At) -> Time | None:
    return _is(at, 2, "vague", "PRESENT_REF") if at.word(1) == "days" else None


def _current(at: At) -> Time | None:
    token = at.token()
    return _is(at, 1, "vague", "PRESENT_REF") if token is not None and token.pos == "ADJ" else None


def _past(at: At) -> Time | None:
    """The past as such."""
    token = at.token()
    alone = token is not None and token.pos == "NOUN" and at.word(-1) == "the"
    return _is(at, 1, "vague", "PAST_REF") if alone else None


def _period(at: At) -> Time | None:
    return _is(at, 1, "vague", "null")


def _season(at: At) -> Time | None:
    """A time of the year that no calendar tells: "the dry season"."""
    return _is(at, 1, "vague", "null") if at.word(-1) in _SEASONAL else None


_SEASONAL = frozenset({"dry", "rainy", "wet", "monsoon", "campaigning", "planting", "harvest"})


def _time(at: At) -> Time | None:
    """A while, or a time that the text tells of: "a long time", "the time"."""
    if at.word(-1) == "some":
        return _is(at, 1, "vague", "null")
    if at.word(-1) in ("short", "long", "brief", "considerable") and at.word(-2) in ("a", "an", "very"):
        return _is(at, 1, "vague", "null")
    if at.word(-1) == "the" and at.word(-2) in ("at", "by", "of", "from", "until", "since", "during", "for"):
        return _is(at, 1, "vague", "null")
    return None


def _part_of_day(at: At) -> Time | None:
    """A part of a day that nobody names, or of the last day: "at night", "at dawn"."""
    token = at.token()
    assert token is not None
    if at.word(1) in ("of", "hours") or token.pos not in ("NOUN", "PROPN"):
        return None
    dash = at.word(1) in DASHES and at.word(2) == "time"
    return _is(at, 3 if dash else 1, "vague", f"XXXX-XX-XX{_PARTS[at.word()]}")


def _ordinal(at: At) -> Time | None:
    """One of several units: "the first day of the war", "the third evening", "the first hour"."""
    if at.word(-1) not in ("the", "their", "its"):
        return None
    step = 1
    token = at.token(1)
    step += token is not None and token.pos == "ADJ" and at.word(2) in (*PARTS, *_UNITS)
    word = at.word(step)
    if word in PARTS or word == "day":
        beside = at.last_day is not None and at.last_day == at.last and at.word(-2) == ","
        known = day_value(at.last_day.first) if beside and at.last_day else partly(at, "day")
        value = known + PARTS.get(word, "")
        return _is(at, step + 1, "vague", value)
    unit = _UNITS.get(word)
    if unit == word and unit not in ("second", "minute", "night") and at.word(step + 1) == "of":
        return _is(at, step + 1, "lasting", lasting(1, unit))
    found = amount(at.on(1)) if at.token(1) else None
    if found is None or found[0] == 1:
        return _is(at, 2, "lasting", lasting(None, _UNITS[word])) if word in _LONE_PLURALS else None
    step = 1 + found[1]
    unit = _UNITS.get(at.word(step))
    return _is(at, step + 1, "lasting", lasting(found[0], unit)) if unit else None


def _extent_of(at: At) -> Time | None:
    """As long as something lasted: "the duration of the war"."""
    return _is(at, 1, "lasting", "null") if at.word(-1) == "the" and at.word(1) == "of" else None


def _moments(at: At) -> Time | None:
    return _is(at, 2, "vague", "null") if at.word(1) in ("later", "earlier", "before", "after") else None


# "A full year" is one; "a tragic day" is none.
_WHOLE = frozenset({"full", "whole", "single", "entire", "solid", "few", "further", "mere"})
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last final opening closing".split()
)
BY_NUMBER: tuple[Rule, ...] = (_duration,)
RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(STARTS, (_duration,)),
    **dict.fromkeys(_UNITS, (_unit_long,)),
    **dict.fromkeys(_OFTEN, (_often,)),
    **dict.fromkeys(("every", "each"), (_every,)),
    **dict.fromkeys(("former", "formerly", "recent", "recently"), (_vague("PAST_REF"),)),
    **dict.fromkeys(("future",), (_vague("FUTURE_REF"),)),
    **dict.fromkeys(("now", "currently", "nowadays", "presently"), (_now,)),
    **dict.fromkeys(("present", "modern"), (_present,)),
    **dict.fromkeys(("period", "periods", "era"), (_period,)),
    **dict.fromkeys(_PARTS, (_part_of_day,)),
    **dict.fromkeys(_ORDINALS, (_ordinal,)),
    "duration": (_extent_of,),
    "moments": (_moments,),
    "per": (_per,),
    "today": (_today_of_story,),
    "these": (_these_days,),
    "current": (_current,),
    "past": (_past,),
    "time": (_time,),
    "season": (_season,),
}
