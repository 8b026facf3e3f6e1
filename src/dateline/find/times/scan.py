"""A text from left to right: at each token the first rule that reads wins; then spans and open ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dateline.find.times import anaphora, clock, dates, holidays, lasting, quarters, relative
from dateline.find.times import years as calendar
from dateline.find.times.at import (
    DASHES,
    UNKNOWN,
    At,
    Direction,
    Rule,
    Time,
    governor,
    iso,
    make,
    months,
    preamble,
    within_reach,
)
from dateline.find.times.extent import Extent, extent
from dateline.find.times.story import Course, is_heading, is_story
from dateline.find.times.values import value_of
from dateline.model import Basis, Found, Moment, Sentence
from dateline.model.tree import ancestors, span

__all__ = ["find_moments", "find_spells", "find_times", "find_timexes"]

# After these, "from May to June" names two moments, not a span.
_MOVED = frozenset({"move", "postpone", "delay", "push", "shift", "bring"})
# Between two dates of one year.
_JOINTS = DASHES | {"and", "or", "to", "through", "until", "till", "&"}
# What starts or ends with a digit.
_BY_NUMBER: tuple[Rule, ...] = (
    *dates.BY_NUMBER,
    *clock.BY_NUMBER,
    *relative.BY_NUMBER,
    *anaphora.BY_NUMBER,
    *lasting.BY_NUMBER,
    *calendar.BY_NUMBER,
)


def _rules() -> dict[str, tuple[Rule, ...]]:
    """All rules by their first word; what counts from the text comes before what counts from today."""
    books = (
        holidays.RULES,
        quarters.RULES,
        anaphora.RULES,
        relative.RULES,
        dates.RULES,
        calendar.RULES,
        clock.RULES,
        lasting.RULES,
    )
    words = {word for book in books for word in book}
    rules = {word: tuple(rule for book in books for rule in book.get(word, ())) for word in words}
    # An amount opens "three days later" as well as "three days".
    for word in lasting.STARTS:
        rules[word] = (*rules[word][:-1], *anaphora.OFFSETS, rules[word][-1])
    return rules


_RULES = _rules()


def find_moments(
    sentences: Sequence[Sentence], published: Moment
) -> tuple[tuple[Found[Moment], ...], tuple[Found[Moment], ...]]:
    """What `find_times` and what `find_spells` gives, from one reading."""
    times: list[Found[Moment]] = []
    spells: list[Found[Moment]] = []
    for reading in _read_all(sentences, published):
        sentence, at = reading.sentence, reading.at
        moments = list(_timed(reading.times))
        times.extend(_found(sentence, _framed(at, time)) for time in _joined(at, moments))
        lasting = (time for time in reading.times if time.kind in ("lasting", "repeated"))
        spells.extend(_found(sentence, time) for time in lasting)
    return tuple(times), tuple(spells)


def find_times(sentences: Sequence[Sentence], published: Moment) -> tuple[Found[Moment], ...]:
    """All moments of a document in order. `published` is the document's date (unknown is fine).

    What only tells how long or how often is no moment.
    """
    return find_moments(sentences, published)[0]


def find_spells(sentences: Sequence[Sentence], published: Moment) -> tuple[Found[Moment], ...]:
    """How long and how often, in order: "for six months", "every Friday". They lie at no time of their own.

    Precision `span` is of what lasts, `unknown` of what comes again.
    """
    return find_moments(sentences, published)[1]


def find_timexes(sentences: Sequence[Sentence], published: Moment) -> tuple[tuple[int, int, str], ...]:
    """All expressions of time as TimeML has them: (start, end, TIMEX3 value), also how long and how often."""
    found: list[tuple[int, int, str]] = []
    for reading in _read_all(sentences, published):
        floor = 0
        for time in reading.times:
            # What lies inside longer words of time is part of them: "the first two months of 1939".
            if time.lo < floor:
                continue
            reach = extent(reading.sentence, time, floor)
            found.extend(_timexes(reading.sentence, time, reach))
            floor = reach.hi
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The times of a sentence, and how to read a token of it again."""

    sentence: Sentence
    at: At
    times: tuple[Time, ...]


def _read_all(sentences: Sequence[Sentence], published: Moment) -> Iterator[_Reading]:
    day = within_reach(date.fromisoformat(published.start[:10])) if published.start else None
    course = Course(day, story=is_story(sentences, day))
    count = Counter(sentence.paragraph for sentence in sentences)
    for sentence in sentences:
        heading = count[sentence.paragraph] == 1 and is_heading(sentence)
        at = course.at(sentence, 0, heading=heading)
        times = _readings(sentence, course, heading)
        yield _Reading(sentence, at, tuple(_clocked(times)))


def _readings(sentence: Sentence, course: Course, heading: bool) -> list[Time]:
    found: list[Time] = []
    i = 0
    for token in sentence.tokens:
        if token.i < i:
            continue
        rules = _rules_for(token.lower)
        if not rules:
            continue
        at = course.at(sentence, token.i, heading=heading)
        time = next((time for rule in rules if (time := rule(at))), None)
        if time is not None:
            found.append(time)
            i = time.hi
            if len(found) > 1:
                found[-2] = _of_the_year(sentence, found[-2], time)
            if not heading or len(found) == 1:
                course.told(sentence, time)
    return found


@lru_cache(maxsize=4096)
def _rules_for(lower: str) -> tuple[Rule, ...]:
    rules = _RULES.get(lower) or _RULES.get(lower.rstrip("."))
    if rules:
        return rules
    if lower[0].isdigit() or lower[-1].isdigit() or (len(lower) > 5 and lower[4].isdigit()):
        return _BY_NUMBER
    return ()


def _of_the_year(sentence: Sentence, one: Time, other: Time) -> Time:
    """The first of two dates with the year that stands at the second alone: "in May and June 1955"."""
    apart = other.lo - one.hi
    whole = one.kind == other.kind == "moment" and one.basis == "relative" and other.basis == "explicit"
    if not whole or apart != 1 or sentence.tokens[one.hi].lower not in _JOINTS:
        return one
    first, year = one.days[0], other.days[0]
    if (
        first is None
        or year is None
        or one.precision != other.precision
        or one.precision not in ("day", "month")
    ):
        return one
    turned = year.year - ((first.month, first.day) > (year.month, year.day))
    if one.precision == "month":
        return replace(one, days=months(turned, first.month))
    day = make(turned, first.month, first.day)
    return replace(one, days=(day, day)) if day else one


def _clocked(times: Sequence[Time]) -> Iterator[Time]:
    """Times of a day with the day that stands beside them."""
    for i, time in enumerate(times):
        if time.kind != "clock":
            yield time
            continue
        near = [other for other in times[max(0, i - 1) : i + 2] if other.precision == "day" and other.days[0]]
        beside = [other for other in near if -3 <= other.lo - time.hi <= 3 or 0 <= time.lo - other.hi <= 3]
        yield replace(time, days=beside[-1].days, value=None) if beside else time


def _timed(times: Sequence[Time]) -> Iterator[Time]:
    """The moments among the times; a time of a day is one when its day is known."""
    pending: Time | None = None
    for time in times:
        made = _at_hour(pending, time) if pending else None
        if pending is not None and made is None and _is_moment(pending):
            yield pending
        pending = made or time
    if pending is not None and _is_moment(pending):
        yield pending


def _is_moment(time: Time) -> bool:
    return time.kind == "moment" or (time.kind == "clock" and bool(time.days[0]))


def _at_hour(one: Time, other: Time) -> Time | None:
    """A day and a time of it as one moment: "at 5:34 AM on Tuesday"."""
    day, hour = (one, other) if other.kind == "clock" else (other, one)
    if hour.kind != "clock" or day.kind != "moment" or day.precision != "day" or other.lo - one.hi > 2:
        return None
    if not hour.part[1:2].isdigit() or hour.part == "T24:00" or not day.days[0]:
        return None
    return replace(day, lo=one.lo, hi=other.hi, precision=hour.precision, part=hour.part, value=None)


def _timexes(sentence: Sentence, time: Time, reach: Extent) -> Iterator[tuple[int, int, str]]:
    if time.bounds:
        start = sentence.tokens[time.lo - 1].start if _articled(sentence, time) else time.bounds[0][0]
        yield (start, *time.bounds[0][1:])
        yield time.bounds[1]
        return
    value = value_of(replace(time, part=time.part or reach.part))
    if reach.half and time.precision == "year" and time.days[0]:
        value += f"-{reach.half}"
    yield sentence.tokens[reach.lo].start, sentence.tokens[reach.hi - 1].end, value


def _articled(sentence: Sentence, time: Time) -> bool:
    """Whether an article stands before the first of two days: "the 28 and 29 August"."""
    named = time.lo > 0 and sentence.tokens[time.lo].text[0].isdigit() and len(time.bounds[0][2]) > 6
    return named and sentence.tokens[time.lo - 1].lower == "the"


def _found(sentence: Sentence, time: Time) -> Found[Moment]:
    lo, hi, (first, last) = time.lo, time.hi, time.days
    words = span(sentence, lo, hi)
    basis: Basis = time.basis if first or last else "unknown"
    hour = time.part if time.precision in ("minute", "hour") else ""
    start, end = (day + hour if day else None for day in (iso(first), iso(last)))
    moment = Moment(words.text, start, end, time.precision, basis, (words.start, words.end))
    head = next((i for i in range(lo, hi) if not lo <= sentence.tokens[i].head < hi), hi - 1)
    return Found(sentence.index, lo, hi, head, moment)


# -- spans and open ends


def _joined(at: At, times: Sequence[Time]) -> Iterator[Time]:
    """Two moments that bound one are joined: "from May 3 to May 5", "between June and August 2020"."""
    pending: Time | None = None
    for time in times:
        made = _between(at, pending, time) if pending else None
        if made is None and pending is not None:
            yield pending
        pending = made or time
    if pending is not None:
        yield pending


def _between(at: At, one: Time, other: Time) -> Time | None:
    sentence = at.sentence
    if other.lo != one.hi + 1 or not _bound(sentence, one):
        return None
    if one.basis != "explicit" and other.basis == "explicit" and other.days[1]:
        # The year stands at the second alone.
        one = _again(at, one, other.days[1], "back") or one
        one = replace(one, basis="explicit")
    if _inverted(one, other):
        one, other = _turned(at, one, other)
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


def _turned(at: At, one: Time, other: Time) -> tuple[Time, Time]:
    """Two bounds in order: the second counted from the first, or the first from the second."""
    if replace(at, i=one.lo).direction == "ahead":
        return one, _again(at, other, one.days[0], "ahead") or other
    return _again(at, one, other.days[1], "back") or one, other


def _again(at: At, time: Time, day: date | None, direction: Direction) -> Time | None:
    """The reading as counted from another day."""
    there = replace(at, i=time.lo, day=day, forced=direction, story=False)
    rules = _rules_for(at.sentence.tokens[time.lo].lower)
    again = next((read for rule in rules if (read := rule(there))), None)
    return again if again is not None and again.hi == time.hi else None


def _framed(at: At, time: Time) -> Time:
    """The open end filled in: "since February" runs to the document's date, "until Monday" has no start."""
    lo = governor(at.sentence, time.lo)
    word = at.sentence.tokens[lo].lower if lo < time.lo else ""
    first, last = time.days
    if word == "since":
        until = at.day if first and at.day and first <= at.day and not at.story else None
        return replace(time, lo=lo, days=(first, until), precision="span")
    if word in ("until", "till", "by"):
        return replace(time, lo=lo, days=(None, last))
    return time
