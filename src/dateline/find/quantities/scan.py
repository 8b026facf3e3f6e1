"""Numbers to quantities: bounds, units and what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from dateline.find.quantities.bounds import Bounds, amount, bounds_of
from dateline.find.quantities.catalogue import item_ending
from dateline.find.quantities.counted import by_noun, counted_by, of_several, personal
from dateline.find.quantities.excluded import aged, counts_nothing, told_age
from dateline.find.quantities.fates import fate
from dateline.find.quantities.numbers import Number, may_start, number_at
from dateline.find.quantities.outcomes import Counted
from dateline.find.quantities.parts import related
from dateline.find.quantities.shares import share_at
from dateline.find.quantities.units import half_of_unit, measured, unit_at
from dateline.lore import Lore
from dateline.model import Counts, Found, Quantity, Sentence, Token
from dateline.model.tree import first_conjunct

__all__ = ["find_quantities"]

# "a soldier was killed": one, of those it is told of what they have become.
_SINGLE = frozenset({"a", "an", "another", "no"})
_SOMEBODY = frozenset({"people", "troops", "recruits", "captured", "displaced"})
_SUFFERED = frozenset({"casualties", "killed", "wounded", "missing", "captured"})
_ON = frozenset({"but", "and", "or", "possibly", "perhaps", "maybe"})
# How many words an article may stand before its noun.
_WIDE = 7
# A share of fewer than these is told by its number.
_DIVISIBLE = 10
# Nobody tells of smaller parts in words.
_PARTS_AT_MOST = 20
_DEFINITE = frozenset({"the", "its", "their", "our", "his", "her", "these", "those", "all"})
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_PAST = frozenset({"past", "beyond"})
_CREWED = frozenset({"aircraft", "helicopter"})
# Smaller numbers with a point, and no unit, count nothing.
_WHOLE = 1000


def find_quantities(
    sentences: Sequence[Sentence], lore: Lore, *, repeats: bool = False
) -> tuple[Found[Quantity], ...]:
    """All quantities of a document in order; parts know their whole.

    What is told twice in two units, "10 miles (16 km)", is one; two with `repeats`.
    """
    return related(sentences, [_scan(sentence, lore) for sentence in sentences], lore, repeats=repeats)


def _scan(sentence: Sentence, lore: Lore) -> list[Found[Quantity]]:
    found: list[Found[Quantity]] = []
    i, rising = 0, lore.lexicon.words["rising"]
    while i < len(sentence.tokens):
        if sentence.tokens[i].lower in _SINGLE and (one := _single(sentence, i, lore)) is not None:
            found.append(one)
        number = number_at(sentence, i, rising) if may_start(sentence.tokens[i]) else None
        number = number or half_of_unit(sentence, i, lore)
        share = share_at(sentence, i, number)
        if share is not None and (large := _of_number(sentence, share, lore)) is not None:
            number, share = large, None
        if share is not None:
            found.append(_shared(sentence, share, lore))
            i = share.hi
            continue
        if number is None:
            i += 1
            continue
        one = _quantity(sentence, number, lore)
        if one is not None:
            found.append(one)
            i = max(number.hi, i + 1)
        else:
            i = number.hi
    return _merged(sentence, found)


def _merged(sentence: Sentence, found: list[Found[Quantity]]) -> list[Found[Quantity]]:
    """A floor and a ceiling of one number as one: "at least 30 and possibly as many as 50 people"."""
    once: list[Found[Quantity]] = []
    for one in found:
        last = once[-1] if once else None
        if last is not None and _goes_on(sentence, last, one):
            what = (one.thing.counts, last.thing.low, one.thing.high, False, one.thing.unit, one.thing.of)
            once[-1] = amount(sentence, last.lo, one.hi, one.head, what)
        else:
            once.append(one)
    return once


def _goes_on(sentence: Sentence, floor: Found[Quantity], ceiling: Found[Quantity]) -> bool:
    low, high = floor.thing, ceiling.thing
    between = {token.lower for token in sentence.tokens[floor.hi : ceiling.lo]}
    bounded = low.high is None and low.low is not None and high.low is None and high.high is not None
    return bounded and low.of is None and low.unit is None and bool(between) and between <= _ON


def _of_number(sentence: Sentence, share: Number, lore: Lore) -> Number | None:
    """Shares of a number are counted: "three quarters of a million people", "half of the 40 passengers"."""
    tokens = sentence.tokens
    words = [token.lower for token in tokens[share.hi : share.hi + 3]]
    if words[:2] == ["of", "a"] and words[2:] in (["million"], ["billion"]):
        value = share.low / 100 * (1e6 if words[2] == "million" else 1e9)
        return Number(share.lo, share.hi + 3, value, value, False)
    if any(token.lower in ("in", "out") for token in tokens[share.lo : share.hi]):
        # "one in three of the 90 pupils"
        return None
    at = share.hi + (words[:1] == ["of"])
    at += at < len(tokens) and tokens[at].lower in _DEFINITE
    whole = number_at(sentence, at) if at > share.hi and at < len(tokens) and may_start(tokens[at]) else None
    if whole is None or whole.low != whole.high or whole.low < _DIVISIBLE:
        return None
    if unit_at(sentence, whole.lo, whole, lore)[1] is not None:
        return None
    # "Two thirds" are 66.7 per cent as a figure, and two of three here.
    part = Fraction(share.low / 100).limit_denominator(_PARTS_AT_MOST)
    value = float(round(part * Fraction(whole.low)))
    return Number(share.lo, share.hi, value, value, whole.approximate)


def _shared(sentence: Sentence, share: Number, lore: Lore) -> Found[Quantity]:
    """A part of a whole as a percentage: "half", "two thirds", "four in ten"."""
    lo, low, high, approximate = bounds_of(sentence.tokens, share, share.lo, lore)
    return amount(sentence, lo, share.hi, share.hi - 1, ("percent", low, high, approximate, "percent", None))


def _single(sentence: Sentence, i: int, lore: Lore) -> Found[Quantity] | None:
    """Somebody without a number of whom it is told what he became ("a soldier was killed"), or none."""
    article = sentence.tokens[i]
    if article.lower == "no":
        return _none(sentence, i, lore)
    noun = sentence.tokens[article.head]
    if article.dep != "det" or not i < noun.i <= i + _WIDE or noun.pos != "NOUN" or noun.tag != "NN":
        return None
    item = item_ending(sentence.tokens, noun.i, lore)
    counts = item.counts if item else by_noun(noun, lore)
    among = [token.lower for token in sentence.tokens[max(0, i - 2) : i]] == ["among", "them"]
    many = any(noun.lemma in lore.lexicon.words[key] for key in ("carriers", "collectives", "tallies"))
    # "Ana Duro, a medic, was killed": she is named.
    named = noun.dep == "appos" and not among
    if many or named or counts not in _SOMEBODY:
        return None
    counted = Counted(i, i + 1, noun.i, noun.i + 1, counts, bare=False, listed=item is not None)
    became = fate(sentence, counted, lore)
    if became not in _SUFFERED:
        if not among and not _included(sentence, noun):
            return None
        became = counts
    return amount(sentence, i, noun.i + 1, noun.i, (became, 1.0, 1.0, False, None, noun.lemma))


def _included(sentence: Sentence, noun: Token) -> bool:
    """Whether somebody is a part of those told before: "including two women and a child"."""
    first = sentence.tokens[first_conjunct(sentence, noun.i)]
    return first.dep == "pobj" and sentence.tokens[first.head].lower == "including"


def _none(sentence: Sentence, i: int, lore: Lore) -> Found[Quantity] | None:
    """ "No casualties": none were killed or hurt."""
    noun = sentence.tokens[sentence.tokens[i].head]
    if noun.i <= i or noun.i > i + _WIDE or noun.lemma not in lore.lexicon.words["final-states"]:
        return None
    counts = lore.lexicon.states.get(noun.lemma)
    if counts is None:
        return None
    return amount(sentence, i, noun.i + 1, noun.i, (counts, 0.0, 0.0, False, None, noun.lemma))


def _quantity(sentence: Sentence, number: Number, lore: Lore) -> Found[Quantity] | None:
    tokens = sentence.tokens
    signed = number.lo > 0 and tokens[number.lo - 1].lower in lore.lexicon.unit_prefixes
    lo, low, high, approximate = bounds_of(tokens, number, number.lo - signed, lore)
    lo, unit, hi = unit_at(sentence, lo, number, lore)
    if tokens[number.lo].lower == "one" and lo and tokens[lo - 1].lower == "not":
        # "not one shot was fired"
        lo, low, high = lo - 1, 0.0, 0.0
    if unit is None and _THOUSANDS.fullmatch(tokens[number.lo].text) and low == high == number.low:
        # "12.400 men", with a point between the thousands
        low = high = _whole(sentence, number, lore)
    bounds = (low, high, approximate)
    if unit is not None and unit.key == "yr" and (end := aged(tokens, hi)):
        return amount(sentence, lo, end, end - 1, ("age", *bounds, unit.key, None))
    if unit is not None:
        return measured(sentence, number, (lo, hi), unit, bounds, lore)
    if told_age(tokens, number, lo):
        return amount(sentence, lo, number.hi, number.hi - 1, ("age", *bounds, "yr", None))
    if counts_nothing(sentence, number, lore):
        return None
    return _numbered(sentence, number, lo, bounds, lore)


def _whole(sentence: Sentence, number: Number, lore: Lore) -> float:
    """The value of digits with points, if they count people; else as a decimal fraction."""
    noted = counted_by(sentence, number, lore)
    noun = sentence.tokens[noted[0]] if noted is not None else None
    people = noted is not None and noted[2] is not None and noted[2].counts in _SOMEBODY
    if noun is None or not (people or by_noun(noun, lore) in _SOMEBODY):
        return number.low
    return float(sentence.tokens[number.lo].text.replace(".", ""))


def _numbered(
    sentence: Sentence, number: Number, lo: int, bounds: Bounds, lore: Lore
) -> Found[Quantity] | None:
    """A number of people or things, and what became of them."""
    noted = counted_by(sentence, number, lore)
    if noted is None:
        return None
    head, hi, item = noted
    tokens, noun = sentence.tokens, sentence.tokens[head]
    # "nine more" counts what the event says; "more" itself names nothing.
    bare = number.lo <= head < number.hi or noun.lower == "more"
    counts: Counts = item.counts if item else "other" if bare else by_noun(noun, lore)
    crewed = item is not None and (item.counts == "vehicles" or item.category in _CREWED)
    unnamed = bare and item is None
    counted = Counted(
        number.lo, number.hi, head, hi, counts, bare=unnamed, listed=item is not None, crewed=crewed
    )
    told = fate(sentence, counted, lore)
    if unnamed and not number.low.is_integer() and number.low < _WHOLE:
        # "33.783": a reading, no count
        return None
    if told is None and unnamed:
        if noun.lower == "one" and not of_several(sentence, number):
            # "there will be one": a pronoun
            return None
        counts = "people" if personal(sentence, noun, lore) else counts
    if bare and number.lo and tokens[number.lo - 1].lemma in lore.lexicon.words["exceeding"] | _PAST:
        # "the toll has passed 40", "rose past 40"
        bounds = (bounds[0], None, bounds[2])
    # Materiel is named by its catalogue entry; people and places by the text's own noun.
    named = item is not None and item.counts in ("materiel", "vehicles")
    of = item.name if item is not None and named else None if bare else noun.lemma
    return amount(sentence, lo, hi, head, (told or counts, *bounds, None, of))
