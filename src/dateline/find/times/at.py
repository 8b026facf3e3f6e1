"""Where a rule looks and what it reads: a token, which way its clause looks, days as intervals."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dateline.model import Basis, Precision, Sentence, Token
from dateline.model.tree import ancestors, children

__all__ = [
    "At",
    "DASHES",
    "Direction",
    "Interval",
    "LAST",
    "NEXT",
    "Rule",
    "Time",
    "UNKNOWN",
    "YEAR",
    "governor",
    "make",
    "months",
    "numbered",
    "preamble",
    "shifted",
    "years",
]

LAST = frozenset({"last", "past", "previous"})
NEXT = frozenset({"next", "coming", "upcoming"})
DASHES = frozenset({"-", "–", "—"})
# Words between "since" or "by" and the moment that do not turn it into another moment.
_SOFT = frozenset(
    {"early", "mid", "late", "the", "of", "end", "start", "beginning", "middle", "around", "about"}
)
YEAR = re.compile(r"(?:1[5-9]|20)\d{2}\Z")
# What is arranged beforehand: in the present or the infinitive it looks ahead ("talks begin on Monday").
_ARRANGED = frozenset(
    {"begin", "convene", "discuss", "due", "end", "expire", "hold", "meet", "open", "resume", "schedule"}
    | {"set", "slate", "start", "travel", "visit", "vote"}
)
# Whatever their tense, what these speak of is still to come ("called for talks on Monday").
_ARRANGES = frozenset({"call", "schedule", "plan", "expect", "due", "slate", "set"})
# The infinitive that hangs on these is still to come ("offered to host talks in August").
_INTENDS = frozenset(
    {
        "agree",
        "aim",
        "ask",
        "demand",
        "hope",
        "intend",
        "offer",
        "order",
        "pledge",
        "plan",
        "prepare",
        "promise",
    }
    | {"threaten", "urge", "vow", "want", "warn"}
)
_MODALS = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "may", "might", "should", "must"})

Direction = Literal["back", "ahead", "open"]
Interval = tuple["date | None", "date | None"]
UNKNOWN: Interval = (None, None)


def numbered(start: int, *names: str) -> dict[str, int]:
    """Each word of the nth string -> n, counted from `start`."""
    return {name: number for number, words in enumerate(names, start) for name in words.split()}


@dataclass(frozen=True, slots=True)
class Time:
    """A reading: tokens [lo, hi), and an interval that may need the document's date."""

    lo: int
    hi: int
    days: Interval
    precision: Precision
    basis: Basis = "relative"


@dataclass(frozen=True, slots=True)
class At:
    """Where a rule looks: token `i` of a sentence, the document's date, and the direction if it is forced."""

    sentence: Sentence
    i: int
    day: date | None
    forced: Direction | None = None

    def token(self, step: int = 0) -> Token | None:
        """The token `step` tokens on; None outside the sentence."""
        at = self.i + step
        return self.sentence.tokens[at] if 0 <= at < len(self.sentence.tokens) else None

    def word(self, step: int = 0) -> str:
        """The word `step` tokens on, in lower case without a final stop; "" outside the sentence."""
        token = self.token(step)
        return (token.lower.rstrip(".") or token.lower) if token else ""

    def capital(self, step: int = 0) -> bool:
        """Whether the word `step` tokens on has a capital."""
        token = self.token(step)
        return token is not None and token.text[0].isupper()

    def on(self, step: int) -> At:
        """The same, `step` tokens on."""
        return replace(self, i=self.i + step)

    @property
    def direction(self) -> Direction:
        """Which way the clause looks from the document's date."""
        return self.forced or _direction(self.sentence, self.i)

    def time(self, width: int, days: Interval, precision: Precision, basis: Basis = "relative") -> Time:
        """A reading of the `width` tokens from here on."""
        return Time(self.i, self.i + width, days, precision, basis)

    def around(self, width: int, first: int, last: int, precision: Precision = "day") -> Time:
        """The interval from `first` to `last` days after the document's date."""
        return self.time(width, shifted(self.day, first, last), precision)


Rule = Callable[[At], "Time | None"]


# -- which way the clause looks


def _direction(sentence: Sentence, i: int) -> Direction:
    """Where an unmarked weekday or month lies: the nearest word above it that tells, decides."""
    frame = governor(sentence, i)
    bounded = frame < i and sentence.tokens[frame].lower != "since"
    path = (sentence.tokens[i], *ancestors(sentence, i))
    for n, token in enumerate(path):
        told = _told(sentence, token, path[n - 1] if n else None, bounded)
        if told is not None:
            return told
    return "ahead" if bounded else "open"


def _told(sentence: Sentence, token: Token, below: Token | None, bounded: bool) -> Direction | None:
    auxiliaries = {aux.lower for aux in children(sentence, token.i, "aux", "auxpass")}
    if auxiliaries & _MODALS and not auxiliaries & {"have", "’ve", "'ve"}:
        return "ahead"
    if below is not None and _arranges(sentence, token, below):
        return "ahead"
    intended = "to" in auxiliaries and sentence.tokens[token.head].lemma in _INTENDS
    if token.tag == "VB" and (bounded or intended or token.lemma in _ARRANGED):
        return "ahead"
    if token.tag == "VBN" and "to" in auxiliaries and "have" not in auxiliaries:
        return "ahead"
    if token.tag in ("VBD", "VBN"):
        return "back"
    return "ahead" if token.tag in ("VBZ", "VBP") and token.lemma in _ARRANGED else None


def _arranges(sentence: Sentence, token: Token, below: Token) -> bool:
    """In "called for talks on Monday", "scheduled for Monday"; not in "on Monday he called for"."""
    if token.lemma not in _ARRANGES:
        return False
    if token.lemma in ("call", "set") and token.pos == "VERB":
        goals = [prep.i for prep in children(sentence, token.i, "prep") if prep.lower == "for"]
        return token.i < below.i and (below.pos in ("NOUN", "PROPN") or any(i <= below.i for i in goals))
    return token.pos in ("VERB", "ADJ", "AUX")


def preamble(sentence: Sentence, lo: int) -> int:
    """The first of the soft words right before token `lo` ("the end of" October), else `lo`."""
    while lo and (sentence.tokens[lo - 1].lower in _SOFT or sentence.tokens[lo - 1].text in DASHES):
        lo -= 1
    return lo


def governor(sentence: Sentence, lo: int) -> int:
    """The token of the "since", "until" or "by" that governs a moment, else `lo`."""
    i = preamble(sentence, lo) - 1
    return i if i >= 0 and sentence.tokens[i].lower in ("since", "until", "till", "by") else lo


# -- arithmetic of days; whatever leaves the calendar is unknown


def shifted(day: date | None, first: int, last: int) -> Interval:
    """From `first` to `last` days after `day`."""
    if day is None:
        return UNKNOWN
    try:
        return day + timedelta(days=first), day + timedelta(days=last)
    except OverflowError:
        return UNKNOWN


def make(year: int, month: int, day: int) -> date | None:
    """A day, or None when no calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months(year: int, month: int, count: int = 1) -> Interval:
    """`count` months from `month` on; months under 1 and over 12 lie in other years."""
    first, last = year * 12 + month - 1, year * 12 + month + count - 2
    if first < 12 or last >= 12 * 10_000:
        return UNKNOWN
    end = (last // 12, last % 12 + 1)
    return date(first // 12, first % 12 + 1, 1), date(*end, monthrange(*end)[1])


def years(year: int, count: int = 1) -> Interval:
    """`count` years from `year` on."""
    return months(year, 1, 12 * count)
