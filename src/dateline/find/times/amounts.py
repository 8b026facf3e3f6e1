"""Small numbers in words and digits: "three", "twenty-six", "two and a half", "several"."""

from __future__ import annotations

import re

from dateline.find.times.at import DASHES, At, numbered

__all__ = ["STARTS", "amount"]

_WORDS = numbered(
    1,
    *"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(),
    *"sixteen seventeen eighteen nineteen twenty".split(),
)
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_WORDS["hundred"] = 100
_VAGUE = frozenset({"several", "few", "many", "numerous", "countless", "some", "various", "couple"})
_DIGITS = re.compile(r"\d{1,4}(?:[.]\d{1,2})?\Z")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){1,2}\Z")
STARTS = frozenset((*_WORDS, *_TENS, *_VAGUE, "a", "an", "half", "hundreds", "dozens"))

Amount = tuple["float | None", int]


def amount(at: At) -> Amount | None:
    """The amount that stands here and its tokens; an amount of None is several, nobody says how many."""
    found = _number(at)
    if found is None:
        return _loose(at)
    number, width = found
    half = _half(at, width)
    return number + (0.5 if half else 0), width + half


def _number(at: At) -> tuple[float, int] | None:
    if at.token() is None:
        return None
    word = at.word()
    if _DIGITS.match(word):
        return float(word), 1
    if _THOUSANDS.match(word):
        return float(word.replace(",", "")), 1
    if word in _TENS:
        dash = at.word(1) in DASHES
        ones = _WORDS.get(at.word(1 + dash), 0)
        return (_TENS[word] + ones, 2 + dash) if 0 < ones < 10 else (_TENS[word], 1)
    if word in _WORDS:
        return (_WORDS[word] * 100, 2) if at.word(1) == "hundred" else (_WORDS[word], 1)
    return None


def _half(at: At, width: int) -> int:
    """Tokens of "and a half" and its kin after a number."""
    step = width + (at.word(width) in DASHES)
    if at.word(step) != "and":
        return 0
    step += 1
    for word in ("-", "a", "one", "-"):
        step += at.word(step) == word
    return step + 1 - width if at.word(step) == "half" else 0


def _loose(at: At) -> Amount | None:
    """An article, a half or a vague amount: "a", "half a", "a few", "a couple of", "dozens of"."""
    word = at.word()
    article = word in ("a", "an")
    after = at.word(1) if article else word
    if after == "half" and article:
        return (0.5, 2 + (at.word(2) in DASHES)) if at.word(2) not in ("of",) else None
    if word == "half":
        dash = at.word(1) in DASHES
        return 0.5, 1 + dash + (at.word(1 + dash) in ("a", "an"))
    if after == "hundred" and article:
        return 100, 2
    if after == "couple":
        return 2, 1 + article + (at.word(1 + article) == "of")
    if after in _VAGUE:
        return None, 1 + article + (at.word(1 + article) in ("of", "more"))
    if word in ("dozens", "hundreds") and at.word(1) == "of":
        return None, 2
    return (1, 1) if article else None
