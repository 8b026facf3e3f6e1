"""How far the words of a time reach: "the end of 1914", "early March", "more than three years"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.find.times.at import DASHES, Time
from dateline.find.times.relative import SEASONS
from dateline.model import Sentence, Token
from dateline.model.tree import children, reach

__all__ = ["Extent", "extent"]

_THE = frozenset({"the"})
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "some", "these"})
_EARLY = frozenset({"early", "mid", "late", "mid-"})
_EARLY_IN = frozenset({"early", "late", "later", "earlier"})
_ABOUT = frozenset({"about", "around", "circa", "ca", "c", "ca.", "c.", "approximately", "roughly"})
_BOUNDS = frozenset(
    {
        "about",
        "around",
        "approximately",
        "nearly",
        "almost",
        "over",
        "roughly",
        "some",
        "just",
        "only",
        "barely",
    }
    | {"under", "another"}
)
_MORE = frozenset({"more", "less", "fewer", "longer"})
_LITTLE = frozenset({"little", "slightly", "much"})
_PLURALS = frozenset({"years", "months", "weeks", "days", "hours", "decades", "centuries"})
# What may be the end or a part "of" a time.
_PARTS = _PLURALS | frozenset(
    {"end", "beginning", "start", "middle", "close", "rest", "half", "part", "turn", "remainder", "outset"}
    | {"eve", "quarter"}
)
_DAY_PARTS = {
    "morning": "TMO",
    "afternoon": "TAF",
    "evening": "TEV",
    "night": "TNI",
    "hours": "TMO",
    "dawn": "TMO",
}
_HALVES = {"first": "H1", "1st": "H1", "second": "H2", "latter": "H2", "last": "H2", "2nd": "H2"}
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last final opening closing".split()
)
_GRADED = _ORDINALS | {"very", "early", "later", "latter", "late"}
# Words that an article stands before, as it does not before "March" and "1914".
_OPENERS = _ORDINALS | frozenset(
    {"next", "following", "same", "previous", "preceding", "past", "ensuing", "subsequent", "succeeding"}
    | {"coming", "prior", "upcoming", "recent", "day", "year", "month", "week", "end", "start", "beginning"}
    | {"middle", "close", "rest", "half", "future", "present", "time", "period", "era", "duration"}
)
_DETERMINED = ("season", "quarter", "decade", "century")
_NAMED = frozenset({"period", "periods", "era", "time", "season"})
_AWAY = frozenset({"later", "earlier", "after", "before", "ago", "previously", "afterwards"})
_MARKS = frozenset(",;:-–—([")
_ASIDE = frozenset({"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "parataxis"})
# Words of what the time is of are taken in up to here: no more than a clause.
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Extent:
    """Tokens [lo, hi) of the words, and what they add to the value: a part of the day, a half of the year."""

    lo: int
    hi: int
    part: str = ""
    half: str = ""


def extent(sentence: Sentence, time: Time, floor: int) -> Extent:
    """The words of a time with what stands around it, from token `floor` on at the earliest."""
    words = _Words(sentence, floor)
    if sentence.tokens[time.lo].lower == "in":
        # Of "in two weeks", how long it is until then.
        return Extent(time.lo + 1, time.hi - (sentence.tokens[time.hi - 1].lower == "time") * 2)
    if time.kind in ("lasting", "repeated") or _counted(sentence, time):
        return Extent(_bounded(words, time), _onward(sentence, time))
    if time.kind == "vague":
        return Extent(_phrase(words, time), _onward(sentence, time))
    if time.kind == "clock":
        return Extent(words.over(time.lo, _ABOUT), time.hi)
    found = _dated(words, time)
    if sentence.tokens[time.hi - 1].lower in ("after", "before"):
        # "The day after the battle".
        return replace(found, hi=_onward(sentence, time))
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    sentence: Sentence
    floor: int

    def before(self, i: int) -> str:
        """The word before token `i`, "" where the sentence or what is free ends."""
        return self.sentence.tokens[i - 1].lower if i > self.floor else ""

    def pair(self, i: int) -> tuple[str, str]:
        """The two words before token `i`."""
        return self.before(i - 1), self.before(i)

    def over(self, i: int, *these: frozenset[str]) -> int:
        """Back over one word of each of these sets in turn, where such a word stands."""
        for one in these:
            i -= self.before(i) in one
        return i


# -- to the right


def _onward(sentence: Sentence, time: Time) -> int:
    """With what the words are of: "ten days of fighting", "two days after the siege began"."""
    tokens, hi = sentence.tokens, time.hi
    if hi >= len(tokens) or time.kind == "repeated":
        return hi
    last, of = tokens[hi - 1], tokens[hi]
    if last.lower in ("after", "before") and hi - 1 > time.lo:
        return _clause(sentence, last.i) if time.days[0] is None else hi
    if last.lower == "time" and of.pos != "ADP":
        return _told_by_clause(sentence, last.i)
    named = time.kind == "lasting" or last.lower in _NAMED or time.lo < hi - 1
    if of.lower != "of" or not time.lo <= of.head < hi or not named:
        return hi
    end = reach(sentence, of.i)[1]
    while tokens[end - 1].text in _MARKS:
        end -= 1
    return end if hi < end <= hi + _LONGEST else hi


def _told_by_clause(sentence: Sentence, i: int) -> int:
    """The end of the clause that tells which time: "the time he left office"."""
    for below in children(sentence, i, "relcl", "acl"):
        lo, hi = reach(sentence, below.i, _ASIDE - {"advcl"})
        if lo == i + 1 and hi <= i + 1 + _LONGEST:
            return hi
    return i + 1


def _clause(sentence: Sentence, i: int) -> int:
    """The end of what "after" or "before" governs, as a preposition or as a conjunction."""
    token = sentence.tokens[i]
    top = i if token.children else token.head
    if not token.children and (top <= i or token.dep != "mark"):
        return i + 1
    end = reach(sentence, top, _ASIDE)[1]
    return end if i + 1 < end <= i + 1 + _LONGEST else i + 1


# -- to the left


def _counted(sentence: Sentence, time: Time) -> bool:
    """Whether a moment opens with a number of units: "three days later"."""
    return sentence.tokens[time.hi - 1].lower in _AWAY and sentence.tokens[time.lo].lower != "day"


def _bounded(words: _Words, time: Time) -> int:
    """With "more than", "about", "the next" before an amount."""
    tokens, lo = words.sentence.tokens, time.lo
    first = tokens[lo].lower
    if tokens[time.hi - 1].lower == "period":
        return words.over(lo, frozenset({"same"}), _DETERMINERS)
    if first in _PLURALS and time.kind == "lasting":
        lo = _adjectives(words, lo)
    lo = _more_than(words, lo)
    articled = first in _OPENERS or first in ("two", "three", "four")
    if articled or (lo < time.lo and tokens[lo].dep == "amod"):
        lo = words.over(lo, _THE)
    return lo


def _more_than(words: _Words, lo: int) -> int:
    more, than = words.pair(lo)
    if than == "than" and more in _MORE:
        little = words.before(lo - 2) in _LITTLE
        return lo - 2 - little - (little and words.before(lo - 3) == "a")
    if (more, than) in (("at", "least"), ("up", "to"), ("close", "to")):
        return lo - 2
    if words.before(lo) == "over" and words.sentence.tokens[lo - 1].dep == "prep":
        # "Fell over two days": all through them, not longer.
        return lo
    return words.over(lo, _BOUNDS)


def _adjectives(words: _Words, lo: int) -> int:
    tokens = words.sentence.tokens
    while lo > words.floor and (tokens[lo - 1].dep == "amod" or _grades(tokens[lo - 1], tokens[lo])):
        lo -= 1
    return lo


def _grades(token: Token, after: Token) -> bool:
    """Whether a word grades the adjective after it: "relatively peaceful months"."""
    return token.pos == "ADV" and token.head == after.i and after.pos == "ADJ"


def _phrase(words: _Words, time: Time) -> int:
    """With the determiner and adjectives of "the Gandhian era", "a short time", "the future"."""
    tokens, lo = words.sentence.tokens, time.lo
    first = tokens[lo].lower
    if first == "now":
        return words.over(lo, frozenset({"right"}))
    if first not in _NAMED:
        return words.over(lo, _THE) if first in _OPENERS else lo
    while lo > words.floor and (
        tokens[lo - 1].pos in ("ADJ", "PROPN", "NOUN", "ADV") or tokens[lo - 1].lower == "'s"
    ):
        lo -= 1
    return words.over(lo, _DETERMINERS)


def _dated(words: _Words, time: Time) -> Extent:
    tokens = words.sentence.tokens
    lo = _early(words, time.lo)
    if _articled(tokens, time, lo):
        same = tokens[time.lo].lower in ("same", "very")
        lo = words.over(lo, _DETERMINERS if same else _THE)
    if lo < time.lo:
        # "Early the next morning".
        lo = words.over(lo, _EARLY_IN)
    if time.precision in ("year", "month", "decade", "century"):
        dotted = words.before(lo) == "." and words.before(lo - 1) in ("ca", "c")
        lo = lo - 2 if dotted else words.over(lo, _ABOUT)
        if words.before(lo) in ("year", "years") and time.basis == "explicit":
            lo = words.over(lo - 1, _THE)
    return _part_of(words, lo, time)


def _articled(tokens: tuple[Token, ...], time: Time, lo: int) -> bool:
    """Whether an article before token `lo` is the time's own."""
    first, last = tokens[time.lo].lower, tokens[time.hi - 1]
    if lo < time.lo or first in _OPENERS:
        return True
    if time.precision in _DETERMINED or first in SEASONS:
        # The article of "the Spring Offensive" is the offensive's.
        return not (last.dep in ("compound", "amod") and last.head >= time.hi)
    return first[0].isdigit() and time.precision in ("day", "span") and "-" not in first


def _early(words: _Words, lo: int) -> int:
    """Over "early", "mid -", "early in", "late in the"."""
    mid, dash = words.pair(lo)
    if dash in DASHES and mid in _EARLY:
        return lo - 2
    if dash in _EARLY:
        return lo - 1
    at = words.over(lo, _THE)
    early, joint = words.pair(at)
    return at - 2 if joint in ("in", "on") and early in _EARLY_IN else lo


def _part_of(words: _Words, lo: int, time: Time) -> Extent:
    """Over "the end of", "the first half of", "the night of", "the early morning hours of"."""
    noun, of = words.pair(lo)
    if of == "of" and noun in _DAY_PARTS and time.precision in ("day", "span"):
        return _day_part(words, lo, time, noun)
    start = lo - 2
    graded = words.before(start) in _GRADED
    if of != "of" or noun not in _PARTS or (not graded and (noun in _PLURALS or noun in ("half", "quarter"))):
        return Extent(lo, time.hi)
    half = _HALVES.get(words.before(start), "") if noun == "half" else ""
    while words.before(start) in _GRADED:
        start -= 1
    return Extent(words.over(start, _THE), time.hi, half=half)


def _day_part(words: _Words, lo: int, time: Time, noun: str) -> Extent:
    start = lo - 2
    if noun == "hours" and words.before(start) not in ("morning", "early"):
        return Extent(lo, time.hi)
    while words.before(start) in ("early", "late", "morning", "very", "pre-dawn"):
        start -= 1
    start = words.over(start, _THE)
    early, joint = words.pair(start)
    start -= 2 * (joint == "in" and early in _EARLY_IN)
    return Extent(start, time.hi, part=_DAY_PARTS[noun])
