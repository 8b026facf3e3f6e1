"""Numbers that count nothing: dates, times of the clock, ages, telephone numbers, scores, labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.find.quantities.numbers import PARTS, WORDS, Number
from dateline.lore import Lore
from dateline.model import Sentence, Token

__all__ = ["aged", "counts_nothing", "is_month", "told_age"]

# The months, whole and shortened, and the ways of counting years are closed classes.
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_ERAS = frozenset({"bc", "b.c.", "bce", "b.c.e.", "ad", "a.d.", "ce"})
# "a Type 45 destroyer", "our number one priority"
_LABELS = frozenset(
    "type mark minus number no. nr room chapter page channel gate highway route hill resolution article "
    "flight committee brigade update part day checkpoint section level phase block sector zone camp".split()
)
# Units and bands of radio, which tune and count nothing.
_BANDS = frozenset({"hz", "khz", "mhz", "ghz", "uhf", "vhf", "fm"})
# "09.44": no amount begins with a nought and another digit.
_TIME = re.compile(r"0\d[.:]\d\d")
_DAYS = 31
_HOURS = 12
_BOUNDING = frozenset(
    {"between", "about", "around", "some", "nearly", "almost", "over", "least", "more", "than"}
)
_CLOCK = frozenset({"at", "by", "until", "till", "before", "after", "since"})
_OLDEST = 115
_AGED = frozenset({"man", "woman", "boy", "girl", "child"})
_FIRST_YEAR, _LAST_YEAR = 1500, 2100
# A number in these relations counts, though it was taken for part of a date.
_COUNTING = frozenset({"nummod", "nsubj", "nsubjpass", "dobj", "quantmod"})
# How many words back the verb of a toll may stand.
_WIDE = 7


def counts_nothing(sentence: Sentence, number: Number, lore: Lore) -> bool:
    """Numbers that count nothing: ages, clock times, years, scores, calibres before a noun."""
    tokens = sentence.tokens
    after = [token.lower for token in tokens[number.hi : number.hi + 3]]
    numbered = number.lo > 1 and [t.lower for t in tokens[number.lo - 2 : number.lo]] == [",", "numbered"]
    if (
        _labelled(tokens, number.lo, lore)
        or numbered
        or (after and after[0] in _BANDS)
        or _TIME.fullmatch(tokens[number.lo].text)
    ):
        return True
    if after[:1] == ["-"] and [token.tag for token in tokens[number.hi + 1 : number.hi + 2]] == ["NN"]:
        # "a three-day siege", "the two-state solution"
        return True
    if _one_two(tokens, number) or _somebody_speaking(sentence, number, lore) or _in_a_row(tokens, number):
        return True
    if _in_date(tokens, number) or _at_a_time(tokens, number, lore):
        return True
    if any(word.removesuffix("s") in PARTS for word in after[after[:1] == ["-"] :][:1]):
        # "a third quarter"
        return True
    if after[:1] and after[0][0] == "°" and after[1:2] not in (["c"], ["f"]) and after[0] not in ("°c", "°f"):
        # degrees of latitude and longitude
        return True
    if _toll_before(tokens, number.lo, lore):
        # "rose from 40 to 55", whatever was taken for a date
        return False
    return after[:1] in (["am"], ["pm"], ["a.m."], ["p.m."], ["o'clock"], ["mm"]) or _dated(tokens, number)


def _one_two(tokens: Sequence[Token], number: Number) -> bool:
    """ "a one-two punch": two numbers in words before a single thing."""
    lo, hi = number.lo, number.hi
    first = [t.lower for t in tokens[lo : lo + 3]] == ["one", "-", "two"]
    second = lo > 1 and [t.lower for t in tokens[lo - 2 : lo + 1]] == ["one", "-", "two"]
    behind = tokens[hi + 2 * (first and hi == lo + 1) :][:1]
    return (first or second) and bool(behind) and behind[0].tag == "NN"


def _somebody_speaking(sentence: Sentence, number: Number, lore: Lore) -> bool:
    """ "One rebel soldier said": somebody who says something, and no count of soldiers."""
    tokens = sentence.tokens
    noun = tokens[tokens[number.lo].head]
    one = tokens[number.lo].lower == "one" and number.hi == number.lo + 1 and noun.tag in ("NN", "NNP")
    cues = lore.lexicon.verb_cues.get(tokens[noun.head].lemma, ())
    return one and noun.dep == "nsubj" and any(not cue.weak for cue in cues)


def _labelled(tokens: Sequence[Token], lo: int, lore: Lore) -> bool:
    """Whether a number names one of a kind: "Article 5", "Resolutions 2254 and 2118"."""
    before = tokens[max(0, lo - 3) : lo]
    if len(before) > 1 and before[-1].lower == "number" and before[-2].lower in lore.lexicon.states:
        # "The missing number 36."
        return False
    if before and before[-1].lower in _LABELS:
        return True
    listed = len(before) == 3 and before[-1].lower in ("and", ",", "or") and before[1].text.isdigit()
    return listed and before[0].lower.removesuffix("s") in _LABELS


def _dated(tokens: Sequence[Token], number: Number) -> bool:
    """Whether it is a part of a date or a time, and not what is counted on that day."""
    first, last = tokens[number.lo], tokens[number.hi - 1]
    if first.ent not in ("TIME", "DATE") or {first.dep, last.dep} & _COUNTING:
        return False
    beside = (*tokens[max(0, number.lo - 1) : number.lo], *tokens[number.hi : number.hi + 1])
    year = len(first.text) == 4 and _FIRST_YEAR <= number.low < _LAST_YEAR
    return year or last.dep != "conj" or any(token.ent == first.ent for token in beside)


def _in_date(tokens: Sequence[Token], number: Number) -> bool:
    """A day beside its month, a year before what is of it: "13 Dec.", "a Jan. 3 raid", "the 2008 raid"."""
    after = tokens[number.hi] if number.hi < len(tokens) else None
    if after is not None and (is_month(after) or after.lower in _ERAS):
        return True
    first = tokens[number.lo]
    if not first.text.isdigit():
        return False
    # "In May 15 rebels left" counts them.
    several = tokens[first.head].tag in ("NNS", "NNPS") and first.head >= number.hi
    if number.lo and number.low <= _DAYS and is_month(tokens[number.lo - 1]):
        return not several
    return len(first.text) == 4 and _FIRST_YEAR <= number.low < _LAST_YEAR and not several


def is_month(token: Token) -> bool:
    """Whether a token is a month's name, whole or shortened."""
    return token.text[0].isupper() and token.lower.rstrip(".") in _MONTHS


def _at_a_time(tokens: Sequence[Token], number: Number, lore: Lore) -> bool:
    """Times of the clock in words ("left at four", "by six"), how often ("four times"), "no one"."""
    after = tokens[number.hi] if number.hi < len(tokens) else None
    if after is not None and after.lower in ("times", "o’clock"):
        return True
    before = tokens[number.lo - 1] if number.lo else None
    if before is None:
        return False
    if before.lower in ("no", "every", "any", "each") and tokens[number.lo].lower == "one":
        return True
    hour = number.low <= _HOURS and number.hi - number.lo == 1 and tokens[number.lo].lower in WORDS
    alone = after is None or after.pos in ("PUNCT", "PRON", "CCONJ")
    return hour and alone and before.lower in _CLOCK and not _tallied(tokens, number.lo, lore)


def _toll_before(tokens: Sequence[Token], lo: int, lore: Lore) -> bool:
    """Whether a verb that numbers rise with, or a toll, stands close before."""
    words = lore.lexicon.words
    while lo and tokens[lo - 1].lower in _BOUNDING:
        lo -= 1
    if lo and tokens[lo - 1].lower in ("at", "past", "beyond"):
        near = tokens[max(0, lo - _WIDE) : lo]
        return any(t.lemma in words["tallies"] or t.lower in lore.lexicon.states for t in near)
    if lo and tokens[lo - 1].lower in ("of", "now") and lo > 1:
        return any(token.lemma in words["tallies"] for token in tokens[max(0, lo - 3) : lo])
    if not lo or tokens[lo - 1].lower not in ("from", "to"):
        return False
    near = tokens[max(0, lo - _WIDE) : lo]
    return any(token.lemma in words["rising"] and token.pos == "VERB" for token in near)


def _tallied(tokens: Sequence[Token], lo: int, lore: Lore) -> bool:
    near = tokens[max(0, lo - _WIDE) : lo]
    return any(token.lemma in lore.lexicon.words["tallies"] for token in near)


def _in_a_row(tokens: Sequence[Token], number: Number) -> bool:
    """Digits beside digits: telephone numbers ("555 0123"), scores and votes ("120 to 5")."""
    if not tokens[number.lo].text[0].isdigit() or (number.lo and tokens[number.lo - 1].lower == "from"):
        return False
    before = number.lo - 1 - (number.lo > 1 and tokens[number.lo - 1].text in ("to", "-", "–"))
    if before > 0 and tokens[before - 1].lower == "from":
        # "rose from 11 to 14"
        return False
    after = number.hi + (number.hi + 1 < len(tokens) and tokens[number.hi].text in ("to", "-", "–"))
    if tokens[after + 1 : after + 2] and tokens[after + 1].lower == "mm":
        # "3,000 155mm shells": the second one is a calibre.
        after = len(tokens)
    beside = [tokens[i].text for i in (before, after) if 0 <= i < len(tokens)]
    return any(text.isdigit() and len(text) != 4 for text in beside)


def told_age(tokens: Sequence[Token], number: Number, start: int) -> bool:
    """Whether a number behind a person is an age: "Anna Pop, 42, of Lund", "a woman of about sixty"."""
    lo, hi = number.lo, number.hi
    of = start > 1 and tokens[start - 1].lower == "of" and tokens[start - 2].lower in _AGED
    if of and tokens[number.hi - 1].dep == "pobj" and number.low <= _OLDEST:
        return True
    if lo < 2 or hi >= len(tokens) or hi - lo > 1 or not tokens[lo].text.isdigit():
        return False
    name = tokens[lo - 2].pos == "PROPN" and tokens[lo - 2].ent == "PERSON"
    return name and tokens[lo - 1].text == tokens[hi].text == "," and number.low <= _OLDEST


def aged(tokens: Sequence[Token], hi: int) -> int:
    """The end of an age whose years end at `hi` ("nine-year-old", "45 years old"), else 0."""
    j = hi + (hi < len(tokens) and tokens[hi].text == "-")
    return j + 1 if j < len(tokens) and tokens[j].lower in ("old", "olds") else 0
