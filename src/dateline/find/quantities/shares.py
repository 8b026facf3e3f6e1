"""Parts of a whole as percentages: "half of the town", "two thirds", "four in ten"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.find.quantities.numbers import PARTS, WORDS, Number
from dateline.model import Sentence, Token

__all__ = ["share_at"]

_DIVISORS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
# What stands behind "half" where it halves something: "half of them", "half its cargo".
_HALVED = frozenset({"of", "the", "its", "his", "her", "their", "our", "my", "your", "all", "these", "those"})
_ORDERS = frozenset({"first", "second", "other", "latter", "better", "a", "and", "next", "last"})
_SPELLS = frozenset({"minute", "hour", "day", "week", "month", "year"})


def share_at(sentence: Sentence, i: int, number: Number | None) -> Number | None:
    """The share that starts at token `i`, of 100, or none; `number` is the number that starts there."""
    tokens = sentence.tokens
    if number is None:
        return _half(tokens, i) or _one(tokens, i)
    if number.high != number.low:
        return None
    return _several(tokens, number) or _in(tokens, number)


def _half(tokens: Sequence[Token], i: int) -> Number | None:
    if tokens[i].lower != "half" or (i and tokens[i - 1].lower in _ORDERS):
        return None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or tokens[min(i + 2, len(tokens) - 1)].lemma in _SPELLS:
        return None
    at = i > 0 and tokens[i - 1].lower == "at" and after.pos == "NOUN"
    return Number(i, i + 1, 50.0, 50.0, False) if after.lower in _HALVED or at else None


def _one(tokens: Sequence[Token], i: int) -> Number | None:
    """ "A third of the town", from its article on."""
    if tokens[i].lower != "a" or i + 2 >= len(tokens) or tokens[i + 2].lower != "of":
        return None
    word = tokens[i + 1].lower
    return _percent(i, i + 2, 1, _DIVISORS[word]) if word in PARTS else None


def _several(tokens: Sequence[Token], number: Number) -> Number | None:
    """ "Two thirds", "one-fifth of"."""
    at = number.hi + (number.hi < len(tokens) and tokens[number.hi].text == "-")
    word = tokens[at].lower if at < len(tokens) else ""
    divisor = _DIVISORS.get(word.removesuffix("s"))
    if divisor is None or divisor == 2 or number.low >= divisor:
        return None
    of = at + 1 < len(tokens) and tokens[at + 1].lower == "of"
    plural = word.endswith("s") and number.low > 1
    return _percent(number.lo, at + 1, number.low, divisor) if plural or of else None


def _in(tokens: Sequence[Token], number: Number) -> Number | None:
    """ "One in three children", "nine out of ten": a share; but not "two in three days"."""
    words = [token.lower for token in tokens[number.hi : number.hi + 3]]
    skip = 1 if words[:1] == ["in"] else 2 if words[:2] == ["out", "of"] else 0
    at = number.hi + skip
    if not skip or at >= len(tokens) or tokens[at].lower not in WORDS:
        return None
    of = WORDS[tokens[at].lower]
    lasts = at + 1 < len(tokens) and tokens[at + 1].lemma in _SPELLS
    round_ = of in (2, 3, 4, 5, 10, 20)
    return _percent(number.lo, at + 1, number.low, of) if round_ and number.low < of and not lasts else None


def _percent(lo: int, hi: int, part: float, whole: float) -> Number:
    share = round(100 * part / whole, 1)
    return Number(lo, hi, share, share, False)
