"""Numbers as written: digits, words, scales, vague plurals and ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model import Sentence, Token

__all__ = ["PARTS", "SIGNED", "WORDS", "Number", "may_start", "number_at"]

# Number words, their parts and the months are closed classes.
WORDS: dict[str, float] = {
    word: float(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy": 70.0,
    "eighty": 80.0,
    "ninety": 90.0,
}
_SCALES: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "k": 1e3,
    "tn": 1e12,
}
# A plural of number words is a floor: two of them at least ("dozens" is 24 or more).
_VAGUE: dict[str, float] = {
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 200.0,
    "thousands": 2000.0,
    "millions": 2e6,
    "billions": 2e9,
    "tens": 20.0,
    "several": 3.0,
}
# Read behind "a" alone: "a few hundred", "a handful of men". As little as "several", by the same reading.
_FEW: dict[str, float] = {"few": 3.0, "handful": 3.0}
_DIGITED: dict[str, tuple[float, float]] = {
    "single": (1.0, 9.0),
    "double": (10.0, 99.0),
    "triple": (100.0, 999.0),
}
_SOME: dict[str, float] = {"dozen": 12.0, "couple": 2.0, "pair": 2.0, "score": 20.0}
_DIGITS = re.compile(
    r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|mn|bn|tn|million|billion|trillion|thousand|mm|km|cm|m2|kg|th|st|nd|rd|-?year)?\Z",
    re.I,
)
_APOSTROPHED = re.compile(r"\d{1,3}(?:['’]\d{3})+")
_LEADING = re.compile(r"[1-9]\d{0,2}")
_THREE = re.compile(r"\d{3}")
_SPAN = re.compile(r"(\d{1,6})[–—-](\d{1,6})")
_ORDINAL = frozenset({"th", "st", "nd", "rd"})
_SIGNS = frozenset("$€£¥₴₽₪₺")
SIGNED = re.compile(r"([$€£¥₴₽₪₺])(.+)\Z")

# What a whole is divided into.
PARTS = frozenset({"half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read: tokens [lo, hi), the value, and whether it is a vague plural or a range."""

    lo: int
    hi: int
    low: float
    high: float | None
    approximate: bool


def may_start(token: Token) -> bool:
    """Whether a number can start with this token."""
    lower = token.lower
    return (
        lower[0].isdigit()
        or (lower[0] == "~" and lower[1:2].isdigit())
        or lower == "half"
        or lower in WORDS
        or lower in _VAGUE
        or lower in _FEW
        or lower in _DIGITED
        or lower in _SOME
        or lower in _SCALES
        or lower[0] in "$€£¥₴₽₪₺"
    )


def number_at(sentence: Sentence, i: int, rising: frozenset[str] = frozenset()) -> Number | None:
    """The number that starts at token `i`, with the upper one of a range.

    `rising`: lemmas of verbs behind which "from 11 to 14" is no range but two numbers.
    """
    tokens = sentence.tokens
    if tokens[i].lower in _DIGITED:
        return _digited(tokens, i)
    span = _SPAN.fullmatch(tokens[i].text)
    if span is not None and float(span[1]) < float(span[2]):
        # "10–15 people", in one word
        return Number(i, i + 1, float(span[1]), float(span[2]), False)
    value, hi, vague = _value(tokens, i)
    if value is None:
        return None
    if tokens[i].text[0] == "~":
        return Number(i, hi, value, value, True)
    if [token.lower for token in tokens[hi : hi + 2]] == ["-", "odd"]:
        return Number(i, hi + 2, value, value, True)
    if vague:
        return Number(i, hi, value, None, True)
    if _rises(tokens, i, hi, rising):
        return Number(i, hi, value, value, False)
    return _range(tokens, i, value, hi) or Number(i, hi, value, value, False)


def _digited(tokens: Sequence[Token], i: int) -> Number | None:
    """ "Double-digit", "in triple figures": all the numbers of so many digits."""
    words = [token.lower for token in tokens[i + 1 : i + 3]]
    width = (
        3
        if words in (["-", "digit"], ["-", "figure"])
        else 2
        if words[:1] in (["digits"], ["figures"])
        else 0
    )
    least, most = _DIGITED[tokens[i].lower]
    return Number(i, i + width, least, most, True) if width else None


def _rises(tokens: Sequence[Token], i: int, hi: int, rising: frozenset[str]) -> bool:
    """Whether a number is what something rose from or to: "rose from 11 to 14"."""
    if hi >= len(tokens) or tokens[hi].lower != "to" or not i or tokens[i - 1].lower != "from":
        return False
    above = tokens[tokens[i - 1].head]
    return above.lemma in rising or any(token.lemma in rising for token in tokens[max(0, i - 3) : i - 1])


def _range(tokens: Sequence[Token], i: int, value: float, hi: int) -> Number | None:
    """The range that a number from `i` to `hi` begins: "20 to 30", "between $5 and $9"."""
    joint = tokens[hi].lower if hi < len(tokens) else ""
    second = hi + 1 + (hi + 1 < len(tokens) and _signs(tokens, hi + 1) and _signs(tokens, i - 1))
    if second >= len(tokens):
        return None
    digits = tokens[hi - 1].lower[0].isdigit() and tokens[second].lower[0].isdigit()
    if joint not in ("to", "or", "and") and not (joint in ("-", "–") and digits):
        return None
    before = i - 1 - _signs(tokens, i - 1)
    if joint == "and" and not (before >= 0 and tokens[before].lower in ("between", "from")):
        return None
    upper, end, _ = _value(tokens, second)
    if upper is None or upper <= value:
        return None
    scale = _scale_gap(tokens, second, end)
    low = value * scale if scale > 1 and value < upper / scale else value
    return Number(i, end, low, upper, False)


def _signs(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token is a sign of money alone: "$", "US$"."""
    return i >= 0 and tokens[i].text[-1] in _SIGNS


def _scale_gap(tokens: Sequence[Token], lo: int, hi: int) -> float:
    """The scale belongs to both numbers: "two to three million"."""
    return _SCALES.get(tokens[hi - 1].lower, 1.0) if hi - lo > 1 else 1.0


def _value(tokens: Sequence[Token], i: int) -> tuple[float | None, int, bool]:
    """The number that starts at token `i`: (value, end, whether vague)."""
    lower = tokens[i].lower
    if lower in _VAGUE or (lower in _FEW and i and tokens[i - 1].lower == "a"):
        return _vague(tokens, i)
    if lower == "pair" and not (i + 1 < len(tokens) and tokens[i + 1].lower == "of"):
        # "the pair met": two people told before, no count.
        return None, i, False
    if lower in _SOME:
        return (
            (_SOME[lower], i + 1, lower == "couple")
            if i == 0
            or tokens[i - 1].lower in ("a", "half", "of")
            or (tokens[i - 1].lower == "the" and lower != "score")
            or tokens[i - 1].lower in WORDS
            else (None, i, False)
        )
    if lower == "half":
        value, hi = _halved(tokens, i)
        return value, hi, False
    value, hi = _plain(tokens, i)
    if value is None:
        return None, i, False
    value, hi = _and_a_half(tokens, hi, value, 1.0)
    while hi < len(tokens) and (scale := _scale(tokens, i, hi)):
        # "$150-million"
        hi += 1 + (tokens[hi].text == "-")
        value, hi = _and_a_half(tokens, hi, value * scale, scale)
        more, end = _smaller(tokens, hi, scale)
        value, hi = value + more, end
    if hi < len(tokens) and tokens[hi].lower == "dozen":
        return value * 12, hi + 1, False
    return value, hi, False


def _smaller(tokens: Sequence[Token], hi: int, scale: float) -> tuple[float, int]:
    """What follows a scale in words ("two hundred *and fifty*", "one thousand *two hundred*") and its end."""
    at = hi + (hi < len(tokens) and tokens[hi].lower == "and")
    if scale < 100 or at >= len(tokens) or tokens[at].lower not in WORDS:
        return 0.0, hi
    more, end = _plain(tokens, at)
    if more is None or tokens[hi - 1].lower not in ("hundred", "thousand"):
        return 0.0, hi
    if end < len(tokens) and tokens[end].lower == "hundred" and scale > 100:
        rest, end = _smaller(tokens, end + 1, 100.0)
        more = more * 100 + rest
    return (more, end) if more < scale else (0.0, hi)


def _halved(tokens: Sequence[Token], i: int) -> tuple[float | None, int]:
    """Half a larger number: "half a million", "half a dozen"; (None, i) for any other half."""
    at = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].lower == "a")
    word = tokens[at].lower if at < len(tokens) else ""
    whole = _SCALES.get(word) or (_SOME[word] if word == "dozen" else None)
    return (None, i) if whole is None or len(word) < 3 else (whole / 2, at + 1)


def _and_a_half(tokens: Sequence[Token], hi: int, value: float, scale: float) -> tuple[float, int]:
    """The value and its end with half of its scale more: "one and a half million", "a million and a half"."""
    half = [token.lower for token in tokens[hi : hi + 3]] == ["and", "a", "half"]
    return (value + scale / 2, hi + 3) if half else (value, hi)


def _scale(tokens: Sequence[Token], i: int, j: int) -> float:
    """What the word at `j` multiplies the number that starts at `i` by, or 0."""
    if tokens[j].text == "-" and j + 1 < len(tokens) and len(tokens[j + 1].lower) > 2:
        return _SCALES.get(tokens[j + 1].lower, 0.0)
    # At the end of a sentence the stop sticks to the letter: "€50m."
    word = tokens[j].lower.rstrip(".")
    return _SCALES.get(word, 0.0) if len(word) > 1 or _millions(tokens, i, j) else 0.0


def _millions(tokens: Sequence[Token], i: int, m: int) -> bool:
    """Whether the "m" is short for million: "€50m", "1.5m people"; else it is metres."""
    signed = SIGNED.match(tokens[i].lower) or _signs(tokens, i - 1)
    return bool(signed) or (
        m + 1 < len(tokens) and tokens[m + 1].tag == "NNS" and tokens[m].start == tokens[m - 1].end
    )


def _vague(tokens: Sequence[Token], i: int) -> tuple[float, int, bool]:
    """A plural of number words and the scales behind it: "tens of thousands", "several hundred thousand"."""
    word = tokens[i].lower
    value, hi = _VAGUE.get(word) or _FEW[word], i + 1
    while hi < len(tokens) and word not in ("thousands", "millions", "billions"):
        at = hi + (tokens[hi].lower == "of")
        scale = tokens[at].lower if at < len(tokens) else ""
        factor = 12.0 if scale == "dozen" else _SCALES.get(scale.rstrip("s"), 0.0) if len(scale) > 2 else 0.0
        if not factor:
            break
        value, hi = value * factor, at + 1
    return value, hi, True


def _grouped(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    """Thousands set apart by a blank or an apostrophe: "1 200 people", "1'200 people"."""
    if _APOSTROPHED.fullmatch(tokens[i].text):
        return float(re.sub(r"\D", "", tokens[i].text)), i + 1
    if not _LEADING.fullmatch(tokens[i].text) or (i and tokens[i - 1].pos in ("PROPN", "NUM")):
        return None
    hi = i + 1
    while (
        hi < len(tokens) and _THREE.fullmatch(tokens[hi].text) and tokens[hi].start == tokens[hi - 1].end + 1
    ):
        hi += 1
    behind = tokens[hi : hi + 1]
    if hi == i + 1 or not behind or behind[0].pos == "NUM" or behind[0].text[0].isdigit():
        return None
    return float("".join(token.text for token in tokens[i:hi])), hi


def _plain(tokens: Sequence[Token], i: int) -> tuple[float | None, int]:
    if i >= len(tokens):
        return None, i
    lower = tokens[i].lower
    if lower in WORDS:
        if (
            lower.endswith("ty")
            and i + 2 < len(tokens)
            and tokens[i + 1].text == "-"
            and tokens[i + 2].lower in WORDS
        ):
            return WORDS[lower] + WORDS[tokens[i + 2].lower], i + 3
        return WORDS[lower], i + 1
    if lower in _SCALES and i and tokens[i - 1].lower in ("a", "one") and len(lower) > 2:
        return 1.0, i
    grouped = _grouped(tokens, i)
    if grouped is not None:
        return grouped
    lower = lower.lstrip("~")
    signed = SIGNED.match(lower)
    matched = _DIGITS.match(signed[2] if signed else lower)
    if not matched or (matched[3] or "").lower() in _ORDINAL or len(matched[1]) > 18:
        return None, i
    value = float(matched[1].replace(",", "") + (matched[2] or ""))
    return value * _SCALES.get((matched[3] or "").lower(), 1.0), i + 1
