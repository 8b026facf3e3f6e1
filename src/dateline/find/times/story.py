"""Whether a text reports the news or tells of the past, and what it last spoke of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.find.times.at import YEAR, Anchor, At, Time, governor
from dateline.find.times.relative import WEEKDAYS
from dateline.find.times.years import year_at
from dateline.model import Precision, Sentence, Token

__all__ = ["Course", "is_heading", "is_story"]

# A year this far from the document's is told, not reported.
_FAR = 2
# A story names years, at least so many and one in so many sentences (histories of wars: one in five), and
# many times as often as it speaks of a weekday or of today (histories: ten times and more; news: never).
_FEWEST = 2
_SPARSE = 15
_OUTNUMBERED = 8
_DEICTIC = frozenset({"yesterday", "today", "tomorrow", "tonight", "ago"})
_BESIDE_NOW = frozenset({"last", "next", "this"})
_UNITS = frozenset(
    {"week", "weekend", "month", "year", "night", "morning", "spring", "summer", "autumn", "winter"}
)
_FULL_WEEKDAYS = frozenset(word for word in WEEKDAYS if word.endswith("day"))
_BEFORE_YEAR = frozenset({"in", "of", "since", "from", "until", "by", ",", "("})
# A month or year after these bounds what is told, and is not what is told of.
_LIMITS = frozenset({"since", "until", "till", "before", "after", "than"})
_TO_COME = frozenset({"will", "would", "wo"})
# Tokens that may stand before a moment that opens its sentence: "And so, early in 1916".
_OPENING = 4
# A heading is a short line that ends in no full stop.
_HEADING = 14
_FINE: tuple[Precision, ...] = ("minute", "hour", "day")
_COARSE: tuple[Precision, ...] = ("week", "weekend", "month", "quarter", "season", "year")


def is_story(sentences: Sequence[Sentence], published: date | None) -> bool:
    """Whether a text tells of the past: years far from its own day outnumber what counts from today."""
    far = near = deictic = 0
    for sentence in sentences:
        before = ""
        for token in sentence.tokens:
            if _is_deictic(token, before):
                deictic += 1
            elif token.text[0].isdigit() and _is_year(sentence, token.i):
                year = int(token.text)
                away = published is None or abs(year - published.year) >= _FAR or year < 1000
                far, near = far + away, near + (not away)
            before = token.lower
    dense = far * _SPARSE >= len(sentences)
    return far >= _FEWEST and dense and far > near and far > _OUTNUMBERED * deictic


def _is_deictic(token: Token, before: str) -> bool:
    """Whether a word counts from the day of writing: "yesterday", "on Monday", "ago", "last month"."""
    if before in _BESIDE_NOW and token.lower in _UNITS:
        return True
    return token.lower in _DEICTIC or (token.lower in _FULL_WEEKDAYS and token.text[0].isupper())


def _is_year(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    if YEAR.match(token.text):
        return token.ent == "DATE" or (i > 0 and sentence.tokens[i - 1].lower in _BEFORE_YEAR)
    return len(token.text) <= 4 and year_at(At(sentence, i, None)) is not None


class Course:
    """What a text has spoken of up to here: the reference that its next words may count from."""

    def __init__(self, published: date | None, *, story: bool) -> None:
        self._published = published
        self._story = story
        self._last: Anchor | None = None
        self._last_day: Anchor | None = None
        # Where the story has come to: what it last spoke of, but for asides.
        self._main: Anchor | None = None

    def at(self, sentence: Sentence, i: int, *, heading: bool) -> At:
        """Where a rule looks now."""
        day = self._published
        if self._story:
            day = self._main.first if self._main else None
        return At(
            sentence,
            i,
            day,
            last=self._last,
            last_day=self._last_day,
            main=self._main,
            story=self._story,
            heading=heading,
        )

    def told(self, sentence: Sentence, time: Time) -> None:
        """A moment was read: what comes next may count from it."""
        anchor = _anchor(time)
        if anchor is None:
            return
        aside = self._main is not None and _aside(sentence, time, anchor, self._main)
        if anchor.precision in _FINE:
            self._last_day = anchor
        elif (
            not aside
            and self._last_day is not None
            and not anchor.first <= self._last_day.first <= anchor.last
        ):
            self._last_day = None
        self._last = anchor
        if not aside:
            self._main = anchor


def _aside(sentence: Sentence, time: Time, anchor: Anchor, main: Anchor) -> bool:
    """Whether a moment leaves the story's course, which then goes on from where it was."""
    if anchor.precision in _FINE:
        return False
    before = sentence.tokens[time.lo - 1].lower if time.lo else ""
    lo = governor(sentence, time.lo)
    bound = sentence.tokens[lo].lower if lo < time.lo else before
    if bound in _LIMITS:
        return True
    if anchor.first < main.first:
        # A look back in the middle of a sentence; one that opens a sentence turns the story back.
        return anchor.first.year < main.first.year and main.precision in _FINE and time.lo > _OPENING
    return anchor.first.year > main.first.year and any(
        token.lower in _TO_COME for token in sentence.tokens[: time.lo]
    )


def _anchor(time: Time) -> Anchor | None:
    """What of a reading others may count from."""
    first, last = time.days
    if time.kind != "moment" or first is None or last is None:
        return None
    if time.precision == "span" and time.bounds:
        # Of two days the later one goes on, of two years the earlier one.
        days = len(time.bounds[0][2].lstrip("BC")) > 4
        return Anchor(last, last, "day") if days else Anchor(first, last, "year")
    return Anchor(first, last, time.precision) if time.precision in (*_FINE, *_COARSE) else None


def is_heading(sentence: Sentence) -> bool:
    """Whether a sentence is a heading: short, without a stop and without a verb that is finite."""
    tokens = sentence.tokens
    return (len(tokens) <= _HEADING and tokens[-1].pos != "PUNCT") or len(tokens) == 1
