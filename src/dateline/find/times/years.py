"""Years, decades and centuries, before and in our era; which year a story's dates are of."""

from __future__ import annotations

import re
from datetime import date

from dateline.find.times.at import DASHES, YEAR, At, Interval, Rule, Time, before_era, era_year, months, years

__all__ = ["BY_NUMBER", "OF_YEAR", "RULES", "in_era_before", "story_year", "that_year", "year_at"]

_NUMBER = re.compile(r"\d{1,4}\Z")
_PAIR = re.compile(r"((?:1\d|20)\d{2})[-–—/](\d{2}|(?:1\d|20)\d{2})\Z")
_ANY_PAIR = re.compile(r"(\d{1,4})[-–—/](\d{1,4})\Z")
_DECADE = re.compile(r"((?:mid|late|early)-)?(\d{1,3})0s\Z")
_CENTURY = re.compile(r"(?:mid-)?(\d{1,2})(?:st|nd|rd|th)\Z")
_PREFIXED = re.compile(r"(?:mid|late|early|pre|post|ca?\.)-?((?:1\d|20)\d{2})\Z")
# The seasons that may follow their year, with their first months: "fall" after a year is a verb.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_BC = frozenset({"bc", "b.c", "bce", "b.c.e"})
_AD = frozenset({"ad", "a.d", "ce", "c.e"})
_CENTURIES = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split(),
        1,
    )
}
# What may stand before a bare year.
_BEFORE_YEAR = frozenset(
    {"in", "since", "of", "by", "from", "until", "till", "to", "during", "before", "after", "throughout"}
    | {"early", "late", "mid", "year", "between", "and", "(", "-", "–", "circa", "ca", "around", "about"}
)
# A number under 1500 after these is as often an amount.
_SURE = frozenset({"in", "since", "during", "year", "circa", "(", "until", "between", "around"})
# Words that open "of that year", "the same year", "that year" after a date.
OF_YEAR = frozenset({"of", "that", "the", "next", "this", "last"})


def year_at(at: At) -> tuple[int, int] | None:
    """The year that stands here, as it is kept, and how many tokens it takes: "1984", "490 BC", "AD 70"."""
    word = at.word()
    if word in _AD and _NUMBER.match(at.word(1)):
        return int(at.word(1)), 2
    if not _NUMBER.match(word) or int(word) == 0:
        return None
    if at.word(1) in _BC:
        return before_era(int(word)), 2
    if at.word(1) in _AD:
        return int(word), 2
    return (int(word), 1) if YEAR.match(word) else None


def in_era_before(at: At) -> bool:
    """Whether the text last spoke of a year before our era."""
    return at.last is not None and era_year(at.last.first.year)[1]


def that_year(at: At) -> tuple[int | None, int] | None:
    """The year that words stand for, and their tokens: "of that year", "the same year", "of next year"."""
    step = int(at.word() == "of")
    step += at.word(step) == "the"
    way = at.word(step)
    width = 1 + (way == "that" and at.word(step + 1) == "same")
    if at.word(step + width) != "year":
        return None
    shift = {"that": 0, "same": 0, "this": 0, "following": 1, "next": 1, "previous": -1, "last": -1}.get(way)
    if shift is None:
        return None
    deictic = not at.story and way in ("next", "last", "this")
    day = at.day if deictic else at.last.first if at.last else None
    return (day.year + shift if day else None), step + width + 1


def story_year(at: At, month: int) -> int | None:
    """The year of a month in a story: that of what it last spoke of, or the next after its turn."""
    if at.main is None:
        return None
    reference = at.main.first
    if at.main.precision in ("year", "decade", "century"):
        return reference.year
    # Told in October or later, a month before May is of the year to come.
    turned = reference.month >= 10 and month <= 4
    return reference.year + turned


# -- rules


def _year(at: At) -> Time | None:
    """A bare year after a preposition, or before its noun: "in 2014", "since 1991", "the 2008 war"."""
    found = year_at(at)
    if found is not None and (found[1] == 2 or _stands_alone(at)):
        if at.word(found[1]) in SEASONS:
            return at.time(
                found[1] + 1, months(found[0], SEASONS[at.word(found[1])], 3), "season", "explicit"
            )
        return at.time(found[1], years(found[0]), "year", "explicit")
    return _short_year(at)


def _stands_alone(at: At) -> bool:
    token, after = at.token(), at.token(1)
    assert token is not None
    before = at.word(-1)
    dated = token.ent == "DATE"
    if after is not None and after.pos == "NOUN" and token.dep == "nummod" and not dated:
        return False
    if int(at.word()) < 1500 and not dated:
        return before in _SURE
    if before in _BEFORE_YEAR or at.heading:
        return True
    owned = before in ("the", "'s", "’s", "its", "their", "his")
    if after is not None and after.tag == "NNS" and token.dep == "nummod":
        return dated and owned
    if owned and after is not None and after.pos in ("PROPN", "ADJ", "NUM") and after.i >= token.head - 4:
        return token.dep in ("nummod", "compound", "amod") and token.head > token.i
    # "Room 2019", "flight 1812" are numbers of things.
    numbers = token.head == token.i - 1 and at.sentence.tokens[token.head].pos in ("NOUN", "PROPN")
    return dated and not numbers and before not in ("some", "about", "nearly")


def _short_year(at: At) -> Time | None:
    """A year of up to three digits where the text speaks of years BC, or before one: "499 to 493 BC"."""
    word = at.word()
    if not _NUMBER.match(word) or int(word) == 0 or at.word(1) in ("%", "percent"):
        return None
    joint = at.word(1)
    joined = (joint in DASHES or joint in ("to", "and", "or", "/")) and _NUMBER.match(at.word(2))
    if joined and at.word(3) in _BC:
        return at.time(1, years(before_era(int(word))), "year", "explicit")
    if not in_era_before(at) or len(word) not in (2, 3):
        return None
    token = at.token()
    assert token is not None
    after = at.token(1)
    alone = token.dep == "pobj" or after is None or after.pos in ("PUNCT", "ADP", "DET", "CCONJ")
    if at.word(-1) in _BEFORE_YEAR and alone and (token.ent == "DATE" or at.word(-1) in _SURE):
        return at.time(1, years(before_era(int(word))), "year", "explicit")
    return None


def _year_pair(at: At) -> Time | None:
    """Two years in one: "1914–1918", "1939-45", "2007/08"."""
    token = at.token()
    assert token is not None
    whole = _PAIR.match(at.word())
    if whole:
        dash = token.start + 4
        return _pair(at, 1, whole[1], whole[2], (token.start, dash), (dash + 1, token.end))
    middle, end = at.token(1), at.token(2)
    if middle is None or end is None or middle.text not in DASHES or not YEAR.match(at.word()):
        return None
    if len(end.text) != 2 or not end.text.isdecimal() or end.start - token.end != 1:
        return None
    return _pair(at, 3, at.word(), end.text, (token.start, token.end), (end.start, end.end))


def _pair(
    at: At, width: int, one: str, two: str, first: tuple[int, int], last: tuple[int, int]
) -> Time | None:
    start, stop = int(one), int(one[: 4 - len(two)] + two)
    if stop <= start:
        return None
    days: Interval = (date(start, 1, 1), date(stop, 12, 31))
    return at.time(width, days, "span", "explicit").bounded((*first, f"{start:04d}"), (*last, f"{stop:04d}"))


def _pair_before_era(at: At) -> Time | None:
    """Two years BC in one token: "264–241 BC"."""
    matched, token = _ANY_PAIR.match(at.word()), at.token()
    if matched is None or token is None or at.word(1) not in _BC:
        return None
    first, last = int(matched[1]), int(matched[2])
    if not 0 < last <= first:
        return None
    days: Interval = (years(before_era(first))[0], years(before_era(last))[1])
    dash, end = token.start + len(matched[1]), at.sentence.tokens[at.i + 1].end
    time = at.time(2, days, "span", "explicit")
    return time.bounded((token.start, dash, f"BC{first:04d}"), (dash + 1, end, f"BC{last:04d}"))


def _prefixed(at: At) -> Time | None:
    """A year with a part of it in one token: "mid-1916"."""
    matched = _PREFIXED.match(at.word())
    return at.time(1, years(int(matched[1])), "year", "explicit") if matched else None


def _apostrophe(at: At) -> Time | None:
    """A year without its century: "'99", in the century that the text speaks of."""
    matched = re.match(r"['’](\d\d)\Z", at.word()) if len(at.word()) == 3 else None
    width = 1
    if matched is None and at.word() in ("'", "’", "‘") and re.match(r"\d\d\Z", at.word(1)):
        token, after = at.token(), at.token(1)
        if token is not None and after is not None and token.end == after.start:
            matched, width = re.match(r"(\d\d)\Z", at.word(1)), 2
    if matched is None or at.day is None or at.word(-1) not in _BEFORE_YEAR:
        return None
    near = at.day.year - at.day.year % 100 + int(matched[1])
    return at.time(width, years(near if near <= at.day.year + 20 else near - 100), "year", "explicit")


def _decade(at: At) -> Time | None:
    """A decade: "the 1990s", "the mid-1850's", "the 470s BC"."""
    width = 1
    matched = _DECADE.match(at.word())
    if matched is None and at.word(1) in ("'s", "’s") and YEAR.match(at.word()) and at.word()[3] == "0":
        matched, width = _DECADE.match(at.word() + "s"), 2
    if matched is None:
        return None
    tens = int(matched[2]) * 10
    if at.word(width) in _BC or (tens < 1000 and in_era_before(at)):
        days = years(before_era(tens + 9), 10)
        return at.time(width + (at.word(width) in _BC), days, "decade", "explicit")
    return at.time(width, years(tens, 10), "decade", "explicit") if 1000 <= tens < 2100 else None


def _century(at: At) -> Time | None:
    """A century: "the 20th century" is 1901 to 2000."""
    matched = _CENTURY.match(at.word())
    number = int(matched[1]) if matched else _CENTURIES.get(at.word())
    dash = at.word(1) in DASHES
    if not number or at.word(1 + dash) not in ("century", "centuries") or number > 21:
        return None
    width = 2 + dash
    if at.word(width) in _BC:
        return at.time(width + 1, years(before_era(number * 100), 100), "century", "explicit")
    return at.time(width, years(number * 100 - 99, 100), "century", "explicit")


BY_NUMBER: tuple[Rule, ...] = (_decade, _century, _pair_before_era, _year_pair, _prefixed, _year)
RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(_CENTURIES, (_century,)),
    **dict.fromkeys(_AD, (_year,)),
    **dict.fromkeys(("'", "’", "‘"), (_apostrophe,)),
}
