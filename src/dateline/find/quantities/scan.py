"""Numbers to quantities: bounds, units and what they count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from dateline.find.quantities.catalogue import item_ending
from dateline.find.quantities.fates import Counted, fate
from dateline.find.quantities.numbers import PARTS, SIGNED, WORDS, Number, may_start, number_at
from dateline.find.quantities.parts import related
from dateline.find.quantities.shares import share_at
from dateline.lore import Lore
from dateline.lore.schema import Item, Unit
from dateline.model import Counts, Found, Metric, Quantity, Sentence, Token
from dateline.model.tree import children, first_conjunct, span

__all__ = ["find_quantities"]

# The months, whole and shortened, and the ways of counting years are closed classes.
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_ERAS = frozenset({"bc", "b.c.", "bce", "b.c.e.", "ad", "a.d.", "ce"})
# "a Type 45 destroyer", "our number one priority"
_LABELS = frozenset({"type", "mark", "number", "no.", "nr", "room", "chapter", "page", "channel", "gate"})
_BREAKS = frozenset(":;()—–")
_MARKS = frozenset("’”'\"»")
# "a soldier was killed": one, of those it is told of what they have become.
_SINGLE = frozenset({"a", "an", "another", "no"})
_SOMEBODY = frozenset({"people", "troops", "recruits", "captured", "displaced"})
_SUFFERED = frozenset({"casualties", "killed", "wounded", "missing", "captured"})
# How many words an article may stand before its noun.
_WIDE = 7
# What nouns of people end in, listed or not.
_PERSONS = ("men", "women", "people", "persons")
_AFTER_ARTICLE = frozenset({"dozen", "couple", "hundred", "thousand", "million", "score", "handful", "few"})
_DAYS = 31
_HOURS = 12
# Smaller numbers with a point, and no unit, count nothing.
_WHOLE = 1000
_CLOCK = frozenset({"at", "by", "until", "till", "before", "after", "since"})
_OLDEST = 115
# A number in these relations counts, though it was taken for part of a date.
_COUNTING = frozenset({"nummod", "nsubj", "nsubjpass", "dobj", "quantmod"})
_CREWED = frozenset({"aircraft", "helicopter"})
_AGED = frozenset({"man", "woman", "boy", "girl", "child"})
_FIRST_YEAR, _LAST_YEAR = 1500, 2100

# low, high, whether approximate
Bounds: TypeAlias = tuple[float | None, float | None, bool]


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
        share = share_at(sentence, i, number)
        if share is not None and (large := _of_a_million(sentence, share)) is not None:
            number, share = large, None
        if share is not None:
            found.append(_shared(sentence, share, lore))
            i = share.hi
            continue
        if number is None:
            i += 1
            continue
        made = _quantity(sentence, number, lore)
        if made is not None:
            found.append(made)
            i = max(number.hi, i + 1)
        else:
            i = number.hi
    return found


def _of_a_million(sentence: Sentence, share: Number) -> Number | None:
    """ "Three quarters of a million people" are counted."""
    words = [token.lower for token in sentence.tokens[share.hi : share.hi + 3]]
    if words[:2] != ["of", "a"] or words[2:] not in (["million"], ["billion"]):
        return None
    value = share.low / 100 * (1e6 if words[2] == "million" else 1e9)
    return Number(share.lo, share.hi + 3, value, value, False)


def _shared(sentence: Sentence, share: Number, lore: Lore) -> Found[Quantity]:
    """A part of a whole as a percentage: "half", "two thirds", "four in ten"."""
    lo, low, high, approximate = _bounds(sentence.tokens, share, share.lo, lore)
    return _found(sentence, lo, share.hi, share.hi - 1, ("percent", low, high, approximate, "percent", None))


def _single(sentence: Sentence, i: int, lore: Lore) -> Found[Quantity] | None:
    """Somebody told without a number of whom it is told what he became ("a soldier was killed"), or none."""
    article = sentence.tokens[i]
    noun = sentence.tokens[article.head]
    if article.dep != "det" or not i < noun.i <= i + _WIDE or noun.pos != "NOUN" or noun.tag != "NN":
        return None if article.lower != "no" else _none(sentence, i, lore)
    if article.lower == "no":
        return _none(sentence, i, lore)
    item = item_ending(sentence.tokens, noun.i, lore)
    counts = item.counts if item else _by_noun(noun, lore)
    among = [token.lower for token in sentence.tokens[max(0, i - 2) : i]] == ["among", "them"]
    if noun.dep == "appos" and not among:
        # "Ana Duro, a medic, was killed": she is named.
        return None
    many = any(noun.lemma in lore.lexicon.words[key] for key in ("carriers", "collectives", "tallies"))
    if many or counts not in _SOMEBODY:
        return None
    counted = Counted(i, i + 1, noun.i, noun.i + 1, counts, bare=False, listed=item is not None)
    made = fate(sentence, counted, lore)
    if made not in _SUFFERED and (among or _included(sentence, noun)):
        made = counts
    elif made not in _SUFFERED:
        return None
    return _found(sentence, i, noun.i + 1, noun.i, (made, 1.0, 1.0, False, None, noun.lemma))


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
    return _found(sentence, i, noun.i + 1, noun.i, (counts, 0.0, 0.0, False, None, noun.lemma))


def _quantity(sentence: Sentence, number: Number, lore: Lore) -> Found[Quantity] | None:
    tokens = sentence.tokens
    signed = number.lo > 0 and tokens[number.lo - 1].lower in lore.lexicon.unit_prefixes
    lo, low, high, approximate = _bounds(tokens, number, number.lo - signed, lore)
    lo, unit, hi = _unit(sentence, lo, number, lore)
    if tokens[number.lo].lower == "one" and lo and tokens[lo - 1].lower == "not":
        # "not one shot was fired"
        lo, low, high = lo - 1, 0.0, 0.0
    bounds = (low, high, approximate)
    if unit is not None and unit.key == "yr" and (end := _aged(tokens, hi)):
        return _found(sentence, lo, end, end - 1, ("age", *bounds, unit.key, None))
    if unit is not None:
        return _measured(sentence, number, (lo, hi), unit, bounds, lore)
    if _told_age(tokens, number, lo):
        return _found(sentence, lo, number.hi, number.hi - 1, ("age", *bounds, "yr", None))
    if _excluded(sentence, number, lore):
        return None
    return _numbered(sentence, number, lo, bounds, lore)


def _measured(
    sentence: Sentence, number: Number, words: tuple[int, int], unit: Unit, bounds: Bounds, lore: Lore
) -> Found[Quantity]:
    """An amount in a unit, with the same in metric units where it is in others."""
    lo, hi = words
    item = _weighed(sentence, hi, lore) if unit.counts in ("mass", "volume") or unit.key == "GBP" else None
    if item is not None and unit.key == "GBP":
        # "300 pounds of explosives"
        unit = lore.lexicon.units["lb"]
    if item is not None:
        hi += 2
    counts = item.counts if item is not None else _kind(unit)
    of = item.name if item is not None else _purpose(sentence, number) if unit.counts == "money" else None
    found = _found(sentence, lo, hi, min(hi, len(sentence.tokens)) - 1, (counts, *bounds, unit.key, of))
    return replace(found, thing=replace(found.thing, metric=_metric(unit, bounds)))


def _metric(unit: Unit, bounds: Bounds) -> Metric | None:
    """The bounds in metric units, to six figures; None where the unit is metric itself, or no measure."""
    if not unit.customary or unit.factor is None or unit.base is None:
        return None
    low, high = (None if n is None else float(f"{n * unit.factor:.6g}") for n in bounds[:2])
    return Metric(low, high, unit.base)


def _numbered(
    sentence: Sentence, number: Number, lo: int, bounds: Bounds, lore: Lore
) -> Found[Quantity] | None:
    """A number of people or things, and what became of them."""
    head, hi, item = _counted(sentence, number, lore)
    if head is None:
        return None
    tokens, noun = sentence.tokens, sentence.tokens[head]
    # "nine more" counts what the event says; "more" itself names nothing.
    bare = number.lo <= head < number.hi or noun.lower == "more"
    counts: Counts = item.counts if item else "other" if bare else _by_noun(noun, lore)
    crewed = item is not None and (item.counts == "vehicles" or item.category in _CREWED)
    counted = Counted(
        number.lo, number.hi, head, hi, counts, bare=bare, listed=item is not None, crewed=crewed
    )
    told = fate(sentence, counted, lore)
    if bare and not number.low.is_integer() and number.low < _WHOLE:
        # "33.783": a reading, no count
        return None
    if told is None and bare:
        if noun.lower == "one" and not _of_several(sentence, number):
            # "there will be one": a pronoun
            return None
        counts = "people" if _personal(sentence, noun, lore) else counts
    if bare and number.lo and tokens[number.lo - 1].lemma in lore.lexicon.words["exceeding"]:
        # "the toll has passed 40"
        bounds = (bounds[0], None, bounds[2])
    # Materiel is named by its catalogue entry; people and places by the text's own noun.
    named = item is not None and item.counts in ("materiel", "vehicles")
    of = item.name if item is not None and named else None if bare else noun.lemma
    return _found(sentence, lo, hi, head, (told or counts, *bounds, None, of))


def _kind(unit: Unit) -> Counts:
    """What an amount in this unit counts; amounts of no interest here are "other"."""
    if unit.counts == "mass" or unit.counts == "volume" or unit.counts == "calibre":
        return "other"
    if unit.counts == "speed" or unit.counts == "energy":
        return "other"
    return unit.counts


def _found(
    sentence: Sentence,
    lo: int,
    hi: int,
    head: int,
    what: tuple[Counts, float | None, float | None, bool, str | None, str | None],
) -> Found[Quantity]:
    counts, low, high, approximate, unit, of = what
    words = span(sentence, lo, hi)
    text = (words.text, words.start, words.end)
    return Found(sentence.index, lo, hi, head, Quantity(*text, counts, low, high, approximate, unit, of))


def _bound_before(tokens: Sequence[Token], lo: int, lore: Lore) -> tuple[int, str] | None:
    """The longest wording of a bound that ends right before token `lo`: "no more than" is not "more than"."""
    lexicon, found = lore.lexicon, list[tuple[int, str]]()
    for kind in ("floors", "ceilings", "about"):
        for wording in lexicon.wordings[kind]:
            first = lo - wording.count(" ") - 1
            if first >= 0 and tokens[first].dep == "prt":
                # "handed over 17 soldiers"
                continue
            if first >= 0 and " ".join(token.lower for token in tokens[first:lo]) == wording:
                found.append((first, "about" if wording in lexicon.words["nearly"] else kind))
    return min(found, default=None)


def _bounds(
    tokens: Sequence[Token], number: Number, lo: int, lore: Lore
) -> tuple[int, float | None, float | None, bool]:
    """What stands before the number ("at least", "up to", "around", "between") or behind it ("or more")."""
    low: float | None = number.low
    high, approximate = number.high, number.approximate
    if lo and tokens[lo - 1].lower in ("a", "the") and tokens[lo].lower in _AFTER_ARTICLE:
        lo -= 1
    if lo and tokens[lo - 1].lower in ("between", "from") and number.high != number.low:
        return lo - 1, low, high, approximate
    further = lo - _further(tokens, lo)
    # "up to about 50": one bound before another
    for _ in range(2):
        bound = _bound_before(tokens, further, lore)
        if bound is None:
            break
        lo, kind = bound
        further = lo
        low = None if kind == "ceilings" else low
        high = None if kind == "floors" else high
        approximate = approximate or kind == "about"
    behind = " ".join(token.lower for token in tokens[number.hi : number.hi + 2])
    if behind == "or more":
        high = None
    elif behind in ("or less", "or fewer"):
        low = None
    approximate = approximate or behind in ("or so", "- odd", "or thereabouts")
    return lo, low, high, approximate


def _further(tokens: Sequence[Token], lo: int) -> int:
    """How many words of "another nine", "a further nine" stand before a number."""
    if lo and tokens[lo - 1].lower in ("another", "additional", "further"):
        return 2 if lo > 1 and tokens[lo - 2].lower in ("a", "an") else 1
    return 0


def _unit(sentence: Sentence, lo: int, number: Number, lore: Lore) -> tuple[int, Unit | None, int]:
    """The unit before ("$", "US$") or after ("miles", "per cent") the number."""
    tokens, lexicon = sentence.tokens, lore.lexicon
    signed = SIGNED.match(tokens[number.lo].lower)
    sign = signed[1] if signed else tokens[number.lo - 1].lower if number.lo else ""
    prefix = lexicon.unit_prefixes.get(sign)
    if prefix is not None:
        first = number.lo if signed else number.lo - 1
        return min(lo, first), prefix, number.hi
    j = number.hi
    hyphen = j < len(tokens) and tokens[j].text == "-"
    if j < len(tokens) and (hyphen or (tokens[j].lower == "of" and number.approximate)):
        j += 1
    for width in (4, 3, 2, 1):
        words = " ".join(token.lower for token in tokens[j : j + width]).replace(" / ", "/")
        unit = lexicon.units.get(words)
        if not hyphen and j + width < len(tokens) and tokens[j + width].text == "-":
            # "forty night-vision devices"
            continue
        if unit is not None and len(tokens[j : j + width]) == width and unit.counts != "calibre":
            heavy = hyphen and words in ("pound", "pounds") and _of_arms(tokens, j + width, lore)
            return lo, lexicon.units["lb"] if heavy else unit, j + width
    return lo, None, number.hi


def _of_arms(tokens: Sequence[Token], i: int, lore: Lore) -> bool:
    """Whether an item of the catalogue is weighed: "a 500-pound bomb" costs something else."""
    return any(item_ending(tokens, j, lore) is not None for j in range(i, min(i + 2, len(tokens))))


def _told_age(tokens: Sequence[Token], number: Number, start: int) -> bool:
    """Whether a number behind a person is an age: "Anna Pop, 42, of Lund", "a woman of about sixty"."""
    lo, hi = number.lo, number.hi
    of = start > 1 and tokens[start - 1].lower == "of" and tokens[start - 2].lower in _AGED
    if of and tokens[number.hi - 1].dep == "pobj" and number.low <= _OLDEST:
        return True
    if lo < 2 or hi >= len(tokens) or hi - lo > 1 or not tokens[lo].text.isdigit():
        return False
    name = tokens[lo - 2].pos == "PROPN" and tokens[lo - 2].ent == "PERSON"
    return name and tokens[lo - 1].text == tokens[hi].text == "," and number.low <= _OLDEST


def _aged(tokens: Sequence[Token], hi: int) -> int:
    """The end of an age whose years end at `hi` ("nine-year-old", "45 years old"), else 0."""
    j = hi + (hi < len(tokens) and tokens[hi].text == "-")
    return j + 1 if j < len(tokens) and tokens[j].lower in ("old", "olds") else 0


def _weighed(sentence: Sentence, hi: int, lore: Lore) -> Item | None:
    """What a weight is of, when the catalogue has it: "25,000 tonnes of wheat"."""
    tokens = sentence.tokens
    if hi + 1 >= len(tokens) or tokens[hi].lower != "of":
        return None
    return item_ending(tokens, hi + 1, lore)


def _purpose(sentence: Sentence, number: Number) -> str | None:
    """What the money is: "$625million in military aid"."""
    for i in range(number.hi, min(len(sentence.tokens), number.hi + 2)):
        if sentence.tokens[i].lower in ("in", "of", "for", "worth"):
            for noun in children(sentence, i, "pobj"):
                return noun.lemma
    return None


def _excluded(sentence: Sentence, number: Number, lore: Lore) -> bool:
    """Numbers that count nothing: ages, clock times, years, scores, calibres before a noun."""
    tokens = sentence.tokens
    after = [token.lower for token in tokens[number.hi : number.hi + 3]]
    if number.lo and tokens[number.lo - 1].lower in _LABELS:
        return True
    if number.lo > 1 and [t.lower for t in tokens[number.lo - 2 : number.lo]] == [",", "numbered"]:
        return True
    if after[:1] == ["-"] and after[1:2] in (
        ["year"],
        ["mm"],
        ["day"],
        ["hour"],
        ["month"],
        ["man"],
        ["point"],
    ):
        return True
    if _in_a_row(tokens, number) or _in_date(tokens, number) or _at_a_time(tokens, number, lore):
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
    return after[:1] in (["am"], ["pm"], ["a.m."], ["p.m."], ["o'clock"], ["mm"]) or (
        tokens[number.lo].ent in ("TIME", "DATE")
        and not {tokens[number.lo].dep, tokens[number.hi - 1].dep} & _COUNTING
    )


def _toll_before(tokens: Sequence[Token], lo: int, lore: Lore) -> bool:
    """Whether a verb that numbers rise with, or a toll, stands close before."""
    words = lore.lexicon.words
    if lo and tokens[lo - 1].lower in ("of", "now") and lo > 1:
        return any(token.lemma in words["tallies"] for token in tokens[max(0, lo - 3) : lo])
    if not lo or tokens[lo - 1].lower not in ("from", "to"):
        return False
    near = tokens[max(0, lo - _WIDE) : lo]
    return any(token.lemma in words["rising"] and token.pos == "VERB" for token in near)


def _in_date(tokens: Sequence[Token], number: Number) -> bool:
    """A day beside its month, a year before what is of it: "13 Dec.", "a Jan. 3 raid", "the 2008 raid"."""
    after = tokens[number.hi] if number.hi < len(tokens) else None
    if after is not None and (_is_month(after) or after.lower in _ERAS):
        return True
    first = tokens[number.lo]
    if not first.text.isdigit():
        return False
    # "In May 15 rebels left" counts them.
    several = tokens[first.head].tag in ("NNS", "NNPS") and first.head >= number.hi
    if number.lo and number.low <= _DAYS and _is_month(tokens[number.lo - 1]):
        return not several
    return len(first.text) == 4 and _FIRST_YEAR <= number.low < _LAST_YEAR and not several


def _is_month(token: Token) -> bool:
    return token.text[0].isupper() and token.lower.rstrip(".") in _MONTHS


def _at_a_time(tokens: Sequence[Token], number: Number, lore: Lore) -> bool:
    """Times of the clock in words ("left at four", "by six"), how often ("four times"), "no one"."""
    after = tokens[number.hi] if number.hi < len(tokens) else None
    if after is not None and after.lower in ("times", "o’clock"):
        return True
    before = tokens[number.lo - 1] if number.lo else None
    if before is None:
        return False
    if before.lower == "no" and tokens[number.lo].lower == "one":
        return True
    hour = number.low <= _HOURS and number.hi - number.lo == 1 and tokens[number.lo].lower in WORDS
    alone = after is None or after.pos in ("PUNCT", "PRON", "CCONJ")
    return hour and alone and before.lower in _CLOCK and not _tallied(tokens, number.lo, lore)


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


def _counted(sentence: Sentence, number: Number, lore: Lore) -> tuple[int | None, int, Item | None]:
    """The noun the number counts: (its token, end of the phrase, catalogue item)."""
    tokens = sentence.tokens
    last = tokens[number.hi - 1]
    head: int | None = None
    of = number.hi + (number.hi < len(tokens) and tokens[number.hi].text in _MARKS)
    if of + 1 < len(tokens) and tokens[of].lower == "of" and tokens[of].dep == "quantmod":
        # "45 of 52 drones", taken for one number
        return number.hi - 1, number.hi, None
    if of < len(tokens) and tokens[of].lower == "of":
        noun = next(children(sentence, of, "pobj"), None)
        head = noun.i if noun is not None and noun.i > of else None
        if noun is not None and (noun.pos == "PRON" or _numbers_between(tokens, of + 1, noun.i + 1)):
            # "68 of them", "28 of 36 drones": a part, told by its number alone.
            return number.hi - 1, number.hi, None
    if head is None:
        head = _head_after(sentence, number)
    if head is not None and tokens[head].lower in lore.lexicon.words["befalls-subject"]:
        # "100,000 flee", in a headline
        return number.hi - 1, number.hi, None
    behind = tokens[number.hi : number.hi + 1]
    if head is None and behind and behind[0].tag == "NNS" and last.head != behind[0].i and last.tag != "CD":
        # "300k people", "30-odd rebels": no number to the parser
        head = behind[0].i
    if head is None and (
        last.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "ROOT", "attr", "npadvmod")
        or last.pos == "NOUN"
        # "14 dead", "killed 14: nine soldiers …"
        or (behind and (behind[0].lower in lore.lexicon.states or behind[0].text in _BREAKS))
        or _suffered(tokens, number, lore)
    ):
        return number.hi - 1, number.hi, None
    if head is None:
        return None, number.hi, None
    item = item_ending(tokens, head, lore)
    if head + 2 < len(tokens) and tokens[head + 1].lower == "of":
        # "sixty pieces of equipment" is an entry of its own.
        whole = item_ending(tokens, head + 2, lore, reaching=head)
        if whole is not None:
            return head, head + 3, whole
    if item is None and head + 1 < len(tokens) and tokens[head].text == "-":
        return None, number.hi, None
    return head, head + 1, item


def _of_several(sentence: Sentence, number: Number) -> bool:
    after = sentence.tokens[number.hi : number.hi + 1]
    return bool(after) and after[0].lower == "of"


def _personal(sentence: Sentence, number: Token, lore: Lore) -> bool:
    """Whether a bare number does what people do: "about 300 have gone home", "one of them wrote"."""
    verb = sentence.tokens[number.head]
    acts = number.dep in ("nsubj", "nsubjpass") and verb.pos == "VERB"
    if verb.lemma == "be" and number.dep == "nsubj":
        # "of those, 12 were children"
        return any(_by_noun(noun, lore) == "people" for noun in children(sentence, verb.i, "attr"))
    if number.lower == "one":
        return acts and verb.lemma in lore.lexicon.verb_cues
    words = lore.lexicon.words
    return acts and verb.lemma not in words["rising"] and verb.lemma not in words["reaching"]


def _suffered(tokens: Sequence[Token], number: Number, lore: Lore) -> bool:
    """Whether a bare number stands behind a deed to people that was taken for a noun: "…, wounds 20"."""
    lexicon = lore.lexicon
    before = tokens[number.lo - 1].lower if number.lo else ""
    return lexicon.verb_forms.get(before) in lexicon.outcomes


def _numbers_between(tokens: Sequence[Token], lo: int, hi: int) -> bool:
    return any(token.tag == "CD" or token.lower in WORDS for token in tokens[lo:hi])


def _head_after(sentence: Sentence, number: Number) -> int | None:
    """The noun that the number's tokens modify, to its right and close by."""
    for i in range(number.lo, number.hi):
        token = sentence.tokens[i]
        at = token
        for _ in range(3):
            if at.i >= number.hi and at.pos in ("NOUN", "PROPN") and at.dep in ("npadvmod", "advmod"):
                # "among them two children": an adverbial is no part of a larger noun.
                break
            if (
                at.dep in ("nummod", "quantmod", "amod", "compound", "nmod", "det", "advmod", "npadvmod")
                and at.head != at.i
            ):
                at = sentence.tokens[at.head]
            else:
                break
        counted = at.pos in ("NOUN", "PROPN") or at.lower == "more"
        if at.i >= number.hi and counted and at.i - number.hi < 10:
            between = sentence.tokens[number.hi : at.i]
            return None if any(token.text in _BREAKS for token in between) else at.i
    return None


def _by_noun(noun: Token, lore: Lore) -> Counts:
    classes = lore.lexicon.noun_classes.get(noun.lemma, frozenset())
    if noun.lemma in lore.lexicon.words["counted-people"] or "people" in classes:
        return "people"
    if (noun.tag == "NNPS" and noun.ent == "NORP") or noun.lower.endswith(_PERSONS):
        # "21 Palestinians", "thousands of Russians", "seven fishermen"
        return "people"
    if "armed" in classes and noun.lemma not in lore.lexicon.words["collectives"]:
        return "troops"
    return "materiel" if "material" in classes or "weapon" in classes else "other"
