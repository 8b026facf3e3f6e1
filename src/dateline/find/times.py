"""sentence[] -> moments: dates, weekdays, offsets and spans, each with start, end, precision and basis.

A relative expression is counted from the document's date; without one it keeps its words and stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.model import Basis, Found, Moment, Precision, Sentence, Token
from dateline.model.tree import ancestors, children

__all__ = ["find_times"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thurs", "friday fri", "saturday sat", "sunday sun")
    )
    for name in names.split()
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "couple": 2}
_UNITS = {"minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_LAST = frozenset({"last", "past", "previous"})
_NEXT = frozenset({"next", "coming", "upcoming"})
_DAY = re.compile(r"(\d{1,2})(st|nd|rd|th)?\Z")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_YEAR = re.compile(r"(1[5-9]|20)\d{2}\Z")
_DECADE = re.compile(r"((?:1[5-9]|20)\d)0s\Z")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(am|pm)?\Z")
# Verbs and nouns that put an unmarked weekday after the document's date ("called for a meeting on Monday").
_AHEAD = frozenset(
    {"schedule", "plan", "expect", "due", "set", "call", "convene", "slate", "hold", "meet", "discuss", "begin", "start", "travel", "visit", "vote"}
)


@dataclass(frozen=True, slots=True)
class _Time:
    """A reading: tokens up to `hi`, and an interval that may need the reference date."""

    hi: int
    start: date | None
    end: date | None
    precision: Precision
    basis: Basis = "relative"
    hours: tuple[str, str] | None = None


_Rule = Callable[[Sequence[Token], int, "date | None", "_Context"], "_Time | None"]


@dataclass(frozen=True, slots=True)
class _Context:
    """What the sentence tells about the direction of an unmarked weekday or month."""

    ahead: bool


def find_times(sentences: Sequence[Sentence], published: Moment) -> tuple[Found[Moment], ...]:
    """All moments of a document in order. `published` is the document's date (unknown is fine)."""
    reference = date.fromisoformat(published.start[:10]) if published.start else None
    return tuple(found for sentence in sentences for found in _scan(sentence, reference))


def _scan(sentence: Sentence, reference: date | None) -> list[Found[Moment]]:
    tokens, found, i = sentence.tokens, list[Found[Moment]](), 0
    while i < len(tokens):
        token = tokens[i]
        rules = _RULES.get(token.lower) or (_BY_NUMBER if token.lower[0].isdigit() or token.lower in _NUMBERS else ())
        read = None
        if rules:
            context = _Context(_ahead(sentence, i))
            read = next((r for rule in rules if (r := rule(tokens, i, reference, context))), None)
        if read is None:
            i += 1
            continue
        lo, read = _since(tokens, i, read, reference)
        found.append(_found(sentence, lo, read))
        i = read.hi
    return found


def _found(sentence: Sentence, lo: int, read: _Time) -> Found[Moment]:
    start, end = sentence.tokens[lo].start, sentence.tokens[read.hi - 1].end
    text = sentence.text[start - sentence.start : end - sentence.start]
    known = read.start is not None or read.end is not None
    basis: Basis = read.basis if known or read.basis == "explicit" else "unknown"
    precision: Precision = read.precision
    moment = Moment(text, _iso(read.start, read, 0), _iso(read.end, read, 1), precision, basis, (start, end))
    head = next((i for i in range(lo, read.hi) if not lo <= sentence.tokens[i].head < read.hi), read.hi - 1)
    return Found(sentence.index, lo, read.hi, head, moment)


def _iso(day: date | None, read: _Time, which: int) -> str | None:
    if day is None:
        return None
    return f"{day.isoformat()}T{read.hours[which]}" if read.hours else day.isoformat()


def _since(tokens: Sequence[Token], i: int, read: _Time, reference: date | None) -> tuple[int, _Time]:
    """"since February" runs to the document's date; "until Monday" is open at its start."""
    before = tokens[i - 1].lower if i else ""
    if before == "since":
        return i - 1, _Time(read.hi, read.start, reference, "span", read.basis)
    if before in ("until", "till", "by"):
        return i - 1, _Time(read.hi, None, read.end, read.precision, read.basis)
    return i, read


def _ahead(sentence: Sentence, i: int) -> bool:
    for token in (sentence.tokens[i], *ancestors(sentence, i)):
        if any(aux.lower in ("will", "'ll", "’ll", "shall") for aux in children(sentence, token.i, "aux")):
            return True
        if token.tag in ("VBD", "VBN") and token.lemma not in _AHEAD:
            return False
        if token.lemma in ("call", "schedule", "plan", "expect", "due", "slate") or token.tag == "VB" and token.lemma in _AHEAD:
            return True
    return False


def _shift(day: date | None, days: int) -> date | None:
    if day is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _days(hi: int, reference: date | None, first: int, last: int, precision: Precision = "day") -> _Time:
    return _Time(hi, _shift(reference, first), _shift(reference, last), precision)


def _month(year: int, month: int) -> tuple[date, date]:
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _word(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


# -- calendar dates


def _iso_date(tokens: Sequence[Token], i: int, reference: date | None, context: _Context) -> _Time | None:
    matched = _ISO.match(_word(tokens, i))
    day = _make(*(int(part) for part in matched.groups())) if matched else None
    return _Time(i + 1, day, day, "day", "explicit") if day else None


def _day_month(tokens: Sequence[Token], i: int, reference: date | None, context: _Context) -> _Time | None:
    """"3 October 2022", "3rd of October"."""
    matched = _DAY.match(_word(tokens, i))
    j = i + 1 + (_word(tokens, i + 1) == "of")
    month = _MONTHS.get(_word(tokens, j).rstrip("."))
    if not matched or month is None or not tokens[j].text[0].isupper():
        return None
    return _dated(tokens, j + 1, int(matched[1]), month, reference, context)


def _month_day(tokens: Sequence[Token], i: int, reference: date | None, context: _Context) -> _Time | None:
    """"October 3, 2022", "October 2022", "in October", "back in February"."""
    month = _MONTHS.get(_word(tokens, i).rstrip("."))
    if month is None or not tokens[i].text[0].isupper():
        return None
    day = _DAY.match(_word(tokens, i + 1))
    if day and 0 < int(day[1]) < 32 and _word(tokens, i + 2) not in ("people", "percent", "per", "%"):
        until = _word(tokens, i + 3) if _word(tokens, i + 2) in ("-", "–", "to") else ""
        first = _dated(tokens, i + 2, int(day[1]), month, reference, context)
        last = _DAY.match(until)
        if first and last and first.start:
            end = _make(first.start.year, month, int(last[1]))
            return _Time(i + 4, first.start, end, "span", first.basis) if end else first
        return first
    if _word(tokens, i) in ("may", "march") and tokens[i].pos not in ("PROPN", "NOUN") and _word(tokens, i - 1) not in ("in", "since", "by", "last"):
        return None
    return _whole_month(tokens, i, month, reference, context)


def _dated(
    tokens: Sequence[Token], j: int, day: int, month: int, reference: date | None, context: _Context
) -> _Time | None:
    k = j + (_word(tokens, j) == ",")
    if _YEAR.match(_word(tokens, k)):
        made = _make(int(_word(tokens, k)), month, day)
        return _Time(k + 1, made, made, "day", "explicit") if made else None
    if reference is None:
        return _Time(j, None, None, "day")
    years = [d for y in (-1, 0, 1) if (d := _make(reference.year + y, month, day))]
    nearest = min(years, key=lambda d: _distance(d, reference, context), default=None)
    return _Time(j, nearest, nearest, "day") if nearest else None


def _distance(day: date, reference: date, context: _Context) -> int:
    """Days away; a date after the document's is likely only when the clause looks ahead or it is near."""
    ahead = (day - reference).days
    return abs(ahead) if ahead <= 0 or context.ahead else ahead + 120


def _whole_month(
    tokens: Sequence[Token], i: int, month: int, reference: date | None, context: _Context
) -> _Time | None:
    k = i + 1 + (_word(tokens, i + 1) in (",", "of"))
    if _YEAR.match(_word(tokens, k)):
        first, last = _month(int(_word(tokens, k)), month)
        return _Time(k + 1, first, last, "month", "explicit")
    if reference is None:
        return _Time(i + 1, None, None, "month")
    ago = (reference.month - month) % 12
    before = _word(tokens, i - 1)
    if before == "last" and ago == 0:
        ago = 12
    if before in _NEXT or context.ahead and ago > 6:
        ago -= 12
    total = reference.year * 12 + reference.month - 1 - ago
    first, last = _month(total // 12, total % 12 + 1)
    return _Time(i + 1, first, last, "month")


def _year(tokens: Sequence[Token], i: int, reference: date | None, context: _Context) -> _Time | None:
    """A bare year after a preposition or a season: "in 2014", "since 1991"."""
    if not _YEAR.match(_word(tokens, i)) or _word(tokens, i - 1) not in (
        "in", "since", "of", "by", "from", "until", "till", "to", "during", "before", "after", "early", "late", "mid", "(", "and", "-", "–", "year", "throughout"
    ):
        return None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and after.pos == "NOUN" and after.dep not in ("nsubj", "dobj") and tokens[i].dep == "nummod":
        return None
    year = int(_word(tokens, i))
    return _Time(i + 1, date(year, 1, 1), date(year, 12, 31), "year", "explicit")


def _decade(tokens: Sequence[Token], i: int, reference: date | None, context: _Context) -> _Time | None:
    matched = _DECADE.match(_word(tokens, i))
    if not matched:
        return None
    first = int(matched[1]) * 10
    return _Time(i + 1, date(first, 1, 1), date(first + 9, 12, 31), "decade", "explicit")


# -- relative to the document's date


def _simple(first: int, last: int) -> _Rule:
    def rule(tokens: Sequence[Token], i: int, reference: date | None, context: _Context) -> _Time | None:
        hi = i + 1
        if _word(tokens, hi) in ("morning", "afternoon", "evening", "night", "afternoon"):
            hi += 1
        return _days(hi, reference, first, last)

    return rule


def _weekday(tokens: Sequence[Token], i: int, reference: date | None, context: _Context) -> _Time | None:
    number = _WEEKDAYS.get(_word(tokens, i).rstrip("."))
    if number is None or not tokens[i].text[0].isupper():
        return None
    hi = i + 1
    if _word(tokens, hi) in ("morning", "afternoon", "evening", "night"):
        hi += 1
    if reference is None:
        return _Time(hi, None, None, "day")
    before = _word(tokens, i - 1)
    back = (reference.weekday() - number) % 7
    if before in _NEXT or (context.ahead and before not in _LAST):
        return _days(hi, reference, (number - reference.weekday()) % 7 or 7, (number - reference.weekday()) % 7 or 7)
    if before in _LAST and back == 0:
        back = 7
    return _days(hi, reference, -back, -back)


def _last_next(tokens: Sequence[Token], i: int, reference: date | None, context: _Context) -> _Time | None:
    """"last week", "this month", "next year", "the past 24 hours", "over the past two weeks"."""
    way, word = _word(tokens, i), _word(tokens, i + 1)
    number, j = _count(tokens, i + 1)
    unit = _UNITS.get(_singular(_word(tokens, j)))
    if number is not None and unit is not None and way in (*_LAST, "next", "coming", "recent"):
        days = max(1, number * unit) if unit else max(1, -(-number // 24))
        return _days(j + 1, reference, 0, days, "span") if way in _NEXT else _days(j + 1, reference, -days, 0, "span")
    if word in ("night", "evening") and way == "last":
        return _days(i + 2, reference, -1, -1)
    if word in ("morning", "afternoon", "evening") and way == "this":
        return _days(i + 2, reference, 0, 0)
    if way == "past" and word == "week":
        return _days(i + 2, reference, -7, 0, "week")
    if word in _SEASONS:
        return _season(tokens, i + 1, reference, context)
    return _period(i + 2, way, word, reference)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") else word


def _period(hi: int, way: str, word: str, reference: date | None) -> _Time | None:
    step = -1 if way in _LAST else 1 if way in _NEXT else 0
    if word not in ("week", "month", "year", "weekend"):
        return None
    precision: Precision = word  # type: ignore[assignment]
    if reference is None:
        return _Time(hi, None, None, precision)
    if word == "week":
        monday = reference.weekday()
        return _days(hi, reference, 7 * step - monday, 7 * step - monday + 6, "week")
    if word == "weekend":
        return _weekend(hi, reference, step)
    if word == "month":
        total = reference.year * 12 + reference.month - 1 + step
        first, last = _month(total // 12, total % 12 + 1)
        return _Time(hi, first, last, "month")
    year = reference.year + step
    return _Time(hi, date(year, 1, 1), date(year, 12, 31), "year")


def _weekend(hi: int, reference: date | None, step: int = -1) -> _Time:
    if reference is None:
        return _Time(hi, None, None, "weekend")
    # A weekend page speaks of its own weekend; any other day of the one just past.
    saturday = (reference.weekday() - 5) % 7
    first = -saturday if step <= 0 else 7 - saturday
    if step < 0 and saturday <= 1:
        first -= 7
    return _days(hi, reference, first, first + 1, "weekend")


def _the_weekend(tokens: Sequence[Token], i: int, reference: date | None, context: _Context) -> _Time | None:
    """"over the weekend", "at the weekend"."""
    return _weekend(i + 1, reference, 0)


def _count(tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    word = _word(tokens, i)
    if word.isdigit() and len(word) <= 4:
        return int(word), i + 1
    if word == "couple" and _word(tokens, i + 1) == "of":
        return 2, i + 2
    if word in ("a", "an") and _word(tokens, i + 1) == "couple":
        return 2, i + 2 + (_word(tokens, i + 2) == "of")
    return (_NUMBERS[word], i + 1) if word in _NUMBERS else (None, i)


def _ago(tokens: Sequence[Token], i: int, reference: date | None, context: _Context) -> _Time | None:
    """"two weeks ago", "a few days ago"; the longer the unit, the wider the interval."""
    vague = _word(tokens, i) in ("few", "several") or _word(tokens, i) == "a" and _word(tokens, i + 1) == "few"
    if vague:
        number, j = 3, i + 1 + (_word(tokens, i) == "a")
    else:
        counted, j = _count(tokens, i)
        if counted is None:
            return None
        number = counted
    word = _singular(_word(tokens, j))
    if word not in _UNITS or _word(tokens, j + 1) != "ago":
        return None
    return _back(j + 2, number, word, reference, vague)


def _back(hi: int, number: int, unit: str, reference: date | None, vague: bool) -> _Time:
    days = _UNITS[unit] * number
    if vague:
        return _days(hi, reference, -2 * days, -max(1, days // 2), "span")
    if unit in ("minute", "hour"):
        return _days(hi, reference, -(number // 24) - 1 if unit == "hour" else 0, 0, "day")
    if unit in ("day", "night"):
        return _days(hi, reference, -days, -days)
    if unit in ("week", "fortnight"):
        return _days(hi, reference, -days - 3, -days + 3, "week")
    if reference is None:
        return _Time(hi, None, None, "month" if unit == "month" else "year")
    if unit == "month":
        total = reference.year * 12 + reference.month - 1 - number
        if total < 12:
            return _Time(hi, None, None, "month")
        first, last = _month(total // 12, total % 12 + 1)
        return _Time(hi, first, last, "month")
    year = reference.year - number * (10 if unit == "decade" else 1)
    if year < 1:
        return _Time(hi, None, None, "year")
    return _Time(hi, date(year, 1, 1), date(year, 12, 31), "year")


def _season(tokens: Sequence[Token], i: int, reference: date | None, context: _Context) -> _Time | None:
    """"summer 2022", "last winter", "by spring"; a northern season."""
    month = _SEASONS.get(_word(tokens, i))
    k = i + 1 + (_word(tokens, i + 1) == "of")
    before = _word(tokens, i - 1)
    if month is None:
        return None
    if _YEAR.match(_word(tokens, k)):
        return _season_of(k + 1, int(_word(tokens, k)), month, "explicit")
    if before not in (*_LAST, *_NEXT, "this", "in", "by", "since", "until", "during", "the", "over", "through") or tokens[i].pos == "VERB":
        return None
    if before == "the" and _word(tokens, i - 2) not in ("in", "by", "during", "over", "through", "before", "after"):
        return None
    if reference is None:
        return _Time(i + 1, None, None, "season")
    year = reference.year - (month > reference.month and before in _LAST) + (month + 2 < reference.month and (before in _NEXT or before == "by"))
    return _season_of(i + 1, year, month, "relative")


def _season_of(hi: int, year: int, month: int, basis: Basis) -> _Time:
    end_year, end_month = (year + 1, 2) if month == 12 else (year, month + 2)
    return _Time(hi, date(year, month, 1), _month(end_year, end_month)[1], "season", basis)


def _overnight(tokens: Sequence[Token], i: int, reference: date | None, context: _Context) -> _Time | None:
    return _days(i + 1, reference, -1, 0, "day")


_BY_NUMBER: tuple[_Rule, ...] = (_iso_date, _day_month, _ago, _decade, _year)
_RULES: dict[str, tuple[_Rule, ...]] = {
    "yesterday": (_simple(-1, -1),),
    "today": (_simple(0, 0),),
    "tonight": (_simple(0, 0),),
    "tomorrow": (_simple(1, 1),),
    "overnight": (_overnight,),
    "weekend": (_the_weekend,),
    "few": (_ago,),
    "several": (_ago,),
    "a": (_ago,),
    "an": (_ago,),
    **{word: (_last_next,) for word in (*_LAST, *_NEXT, "this", "recent")},
    **{word: (_season,) for word in _SEASONS},
    **{name: (_month_day,) for month in _MONTHS for name in (month, month + ".")},
    **{name: (_weekday,) for day in _WEEKDAYS for name in (day, day + ".")},
}
