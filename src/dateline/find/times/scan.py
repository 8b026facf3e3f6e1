"""A sentence from left to right: at each token the first rule that reads wins; then spans and open ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dateline.find.times import dates, relative
from dateline.find.times.at import DASHES, UNKNOWN, At, Direction, Rule, Time, governor, preamble
from dateline.model import Basis, Found, Moment, Sentence
from dateline.model.tree import ancestors, span

__all__ = ["find_times"]

# After these, "from May to June" names two moments, not a span.
_MOVED = frozenset({"move", "postpone", "delay", "push", "shift", "bring"})
# What starts with a digit.
_BY_NUMBER: tuple[Rule, ...] = (*dates.BY_NUMBER, *relative.BY_NUMBER)
_RULES: dict[str, tuple[Rule, ...]] = {**dates.RULES, **relative.RULES}


def find_times(sentences: Sequence[Sentence], published: Moment) -> tuple[Found[Moment], ...]:
    """All moments of a document in order. `published` is the document's date (unknown is fine)."""
    day = date.fromisoformat(published.start[:10]) if published.start else None
    return tuple(found for sentence in sentences for found in _scan(sentence, day))


def _scan(sentence: Sentence, day: date | None) -> Iterator[Found[Moment]]:
    for time in _joined(sentence, day, _readings(sentence, day)):
        yield _found(sentence, _framed(sentence, day, time))


def _readings(sentence: Sentence, day: date | None) -> list[Time]:
    found: list[Time] = []
    i = 0
    while i < len(sentence.tokens):
        time = _read(At(sentence, i, day))
        if time is not None:
            found.append(time)
        i = time.hi if time is not None else i + 1
    return found


def _read(at: At) -> Time | None:
    word = at.word()
    rules = _RULES.get(word) or (_BY_NUMBER if word[0].isdigit() else ())
    return next((time for rule in rules if (time := rule(at))), None)


def _found(sentence: Sentence, time: Time) -> Found[Moment]:
    lo, hi, (first, last) = time.lo, time.hi, time.days
    words = span(sentence, lo, hi)
    basis: Basis = time.basis if first or last else "unknown"
    moment = Moment(words.text, _iso(first), _iso(last), time.precision, basis, (words.start, words.end))
    head = next((i for i in range(lo, hi) if not lo <= sentence.tokens[i].head < hi), hi - 1)
    return Found(sentence.index, lo, hi, head, moment)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# -- spans and open ends


def _joined(sentence: Sentence, day: date | None, times: Sequence[Time]) -> Iterator[Time]:
    """Two moments that bound one are joined: "from May 3 to May 5", "between June and August 2020"."""
    pending: Time | None = None
    for time in times:
        made = _between(sentence, day, pending, time) if pending else None
        if made is None and pending is not None:
            yield pending
        pending = made or time
    if pending is not None:
        yield pending


def _between(sentence: Sentence, day: date | None, one: Time, other: Time) -> Time | None:
    if other.lo != one.hi + 1 or not _bound(sentence, one):
        return None
    if one.basis != "explicit" and other.basis == "explicit" and other.days[1]:
        # The year stands at the second alone.
        one = _again(sentence, one, other.days[1], "back") or one
        one = replace(one, basis="explicit")
    if _inverted(one, other):
        one, other = _turned(sentence, day, one, other)
    if _inverted(one, other) or (one.days == UNKNOWN) != (other.days == UNKNOWN):
        return None
    basis: Basis = "explicit" if one.basis == other.basis == "explicit" else "relative"
    return Time(one.lo, other.hi, (one.days[0], other.days[1]), "span", basis)


def _bound(sentence: Sentence, one: Time) -> bool:
    """Whether the word after `one` makes it the first of two bounds."""
    joint, lo = sentence.tokens[one.hi].lower, preamble(sentence, one.lo)
    before = sentence.tokens[lo - 1].lower if lo else ""
    if joint == "and":
        return before == "between"
    if joint in DASHES or joint == "through":
        return True
    moved = any(token.lemma in _MOVED for token in ancestors(sentence, one.lo))
    return joint in ("to", "until", "till") and before == "from" and not moved


def _inverted(one: Time, other: Time) -> bool:
    return one.days[0] is not None and other.days[1] is not None and one.days[0] > other.days[1]


def _turned(sentence: Sentence, day: date | None, one: Time, other: Time) -> tuple[Time, Time]:
    """Two bounds in order: the second counted from the first, or the first from the second."""
    if At(sentence, one.lo, day).direction == "ahead":
        return one, _again(sentence, other, one.days[0], "ahead") or other
    return _again(sentence, one, other.days[1], "back") or one, other


def _again(sentence: Sentence, time: Time, day: date | None, direction: Direction) -> Time | None:
    again = _read(At(sentence, time.lo, day, direction))
    return again if again is not None and again.hi == time.hi else None


def _framed(sentence: Sentence, day: date | None, time: Time) -> Time:
    """The open end filled in: "since February" runs to the document's date, "until Monday" has no start."""
    lo = governor(sentence, time.lo)
    word = sentence.tokens[lo].lower if lo < time.lo else ""
    first, last = time.days
    if word == "since":
        until = day if first and day and first <= day else None
        return replace(time, lo=lo, days=(first, until), precision="span")
    if word in ("until", "till", "by"):
        return replace(time, lo=lo, days=(None, last))
    return time
