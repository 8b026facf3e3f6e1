"""Where a rule looks and what it reads: a token, which way its clause looks, days as intervals."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dateline.model import Basis, Precision, Sentence, Token
from dateline.model.tree import ancestors, children, in_present

__all__ = [
    "Anchor",
    "At",
    "DASHES",
    "Direction",
    "Interval",
    "Kind",
    "LAST",
    "NEXT",
    "Rule",
    "Time",
    "UNKNOWN",
    "YEAR",
    "before_era",
    "era_year",
    "governor",
    "iso",
    "make",
    "months",
    "numbered",
    "preamble",
    "shifted",
    "within_reach",
    "years",
]

LAST = frozenset({"last", "past", "previous"})
NEXT = frozenset({"next", "coming", "upcoming"})
DASHES = frozenset({"-", "–", "—"})
# Words between "since" or "by" and the moment that do not turn it into another moment.
_SOFT = frozenset(
    {"early", "mid", "late", "the", "of", "end", "start", "beginning", "middle", "around", "about"}
)
YEAR = re.compile(r"(?:1\d|20)\d{2}\Z")
# Years before our era are kept this many years on: after 400 years the calendar repeats itself, weekdays and
# all, so that days can be counted there as anywhere. No text speaks of the years that this displaces.
BEFORE_ERA = 8000
_LATEST = 5000
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
# What a reading is of: a moment; a time of a day that other words name; how long something lasts; what comes
# again; a vague past, present or future.
Kind = Literal["moment", "clock", "lasting", "repeated", "vague"]
Interval = tuple["date | None", "date | None"]
UNKNOWN: Interval = (None, None)


def numbered(start: int, *names: str) -> dict[str, int]:
    """Each word of the nth string -> n, counted from `start`."""
    return {name: number for number, words in enumerate(names, start) for name in words.split()}


@dataclass(frozen=True, slots=True)
class Time:
    """A reading: tokens [lo, hi), and an interval that may need a reference.

    `value` is its TIMEX3 value where that does not follow from days and precision; `part` the part of the
    day ("TMO", "T05:34"); `bounds` the two ends of "3-5 May" as (start, end, value), by offsets in the text.
    """

    lo: int
    hi: int
    days: Interval
    precision: Precision
    basis: Basis = "relative"
    kind: Kind = "moment"
    value: str | None = None
    part: str = ""
    bounds: tuple[tuple[int, int, str], ...] = ()

    def valued(self, value: str | None) -> Time:
        """The same, worth `value`."""
        return replace(self, value=value)

    def bounded(self, *bounds: tuple[int, int, str]) -> Time:
        """The same, with its two ends."""
        return replace(self, bounds=bounds)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The moment that a text last spoke of."""

    first: date
    last: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class At:
    """Where a rule looks: token `i` of a sentence, the day to count from, and the direction if it is forced.

    `last` is what the text last spoke of, `last_day` the last day; in a `story` it is what moments are
    counted from, in news that is the document's date.
    """

    sentence: Sentence
    i: int
    day: date | None
    forced: Direction | None = None
    last: Anchor | None = None
    last_day: Anchor | None = None
    main: Anchor | None = None
    story: bool = False
    heading: bool = False

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
    if token.lemma in _ARRANGED and in_present(sentence, token.i):
        return "ahead"
    return "back" if token.tag in ("VBD", "VBN") else None


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


def before_era(year: int) -> int:
    """The year as kept for `year` BC."""
    return BEFORE_ERA + 1 - year


def era_year(kept: int) -> tuple[int, bool]:
    """The year as people write it, and whether it lies before our era."""
    if kept > BEFORE_ERA:
        # Counted on from a year BC into our era.
        return kept - BEFORE_ERA, False
    return (BEFORE_ERA + 1 - kept, True) if kept > _LATEST else (kept, False)


def iso(day: date | None) -> str | None:
    """The day in ISO 8601; the year 490 BC is -0489 there."""
    if day is None or day.year <= _LATEST:
        return day.isoformat() if day else None
    year = day.year - BEFORE_ERA
    return f"{year:0{4 + (year < 0)}d}-{day.month:02d}-{day.day:02d}"


def within_reach(day: date | None) -> date | None:
    """The day, unless it lies where the years before our era are kept."""
    return day if day is not None and day.year < _LATEST - 200 else None


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
