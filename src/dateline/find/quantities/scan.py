"""Numbers to quantities: bounds, units and what they count."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.find.quantities.catalogue import item_ending
from dateline.find.quantities.numbers import PARTS, SIGNED, WORDS, Number, may_start, number_at
from dateline.lore import Lore
from dateline.lore.schema import Item, Unit
from dateline.model import Counts, Found, Quantity, Sentence, Token
from dateline.model.tree import children, span

__all__ = ["find_quantities"]

# The months, whole and shortened, and the ways of counting years are closed classes.
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_ERAS = frozenset({"bc", "b.c.", "bce", "b.c.e.", "ad", "a.d.", "ce"})
# "a Type 45 destroyer", "our number one priority"
_LABELS = frozenset({"type", "mark", "number", "no."})
_MARKS = frozenset("’”'\"»")
_DAYS = 31
_OLDEST = 115
_FIRST_YEAR, _LAST_YEAR = 1500, 2100


def find_quantities(sentences: Sequence[Sentence], lore: Lore) -> tuple[Found[Quantity], ...]:
    """All quantities of a document in order."""
    return tuple(found for sentence in sentences for found in _scan(sentence, lore))


def _scan(sentence: Sentence, lore: Lore) -> list[Found[Quantity]]:
    found: list[Found[Quantity]] = []
    i = 0
    while i < len(sentence.tokens):
        number = number_at(sentence, i) if may_start(sentence.tokens[i]) else None
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


def _quantity(sentence: Sentence, number: Number, lore: Lore) -> Found[Quantity] | None:
    tokens = sentence.tokens
    signed = number.lo > 0 and tokens[number.lo - 1].lower in lore.lexicon.unit_prefixes
    lo, low, high, approximate = _bounds(tokens, number, number.lo - signed, lore)
    lo, unit, hi = _unit(sentence, lo, number, lore)
    if unit is not None and unit.key == "yr" and (end := _aged(tokens, hi)):
        return _found(sentence, lo, end, end - 1, ("age", low, high, approximate, unit.key, None))
    if unit is not None:
        item = _weighed(sentence, hi, lore) if unit.counts in ("mass", "volume") else None
        if item is not None:
            return _found(
                sentence, lo, hi + 2, hi + 1, (item.counts, low, high, approximate, unit.key, item.name)
            )
        of = _purpose(sentence, number) if unit.counts == "money" else None
        return _found(
            sentence, lo, hi, min(hi, len(tokens)) - 1, (_kind(unit), low, high, approximate, unit.key, of)
        )
    if _told_age(tokens, number):
        return _found(sentence, lo, number.hi, number.hi - 1, ("age", low, high, approximate, "yr", None))
    if _excluded(sentence, number):
        return None
    head, hi, item = _counted(sentence, number, lore)
    if head is None:
        return None
    noun = tokens[head]
    # "nine more" counts what the event says; "more" itself names nothing.
    bare = number.lo <= head < number.hi or noun.lower == "more"
    counts: Counts = item.counts if item else "other" if bare else _by_noun(noun, lore)
    counts = _state(sentence, noun, number, lore) or counts
    # Materiel is named by its catalogue entry; people and places by the text's own noun.
    named = item is not None and item.counts in ("materiel", "vehicles")
    of = item.name if item is not None and named else None if bare else noun.lemma
    return _found(sentence, lo, hi, head, (counts, low, high, approximate, None, of))


def _state(sentence: Sentence, noun: Token, number: Number, lore: Lore) -> Counts | None:
    """What became of them, by a word beside it: "two were missing", "34 wounded", "the toll at 19"."""
    tokens, states = sentence.tokens, lore.lexicon.states
    if noun.lemma in states and noun.i >= number.lo:
        return states[noun.lemma]
    after = tokens[number.hi] if number.hi < len(tokens) else None
    if after is not None and after.lower in states and after.head in (noun.i, number.lo, number.hi - 1):
        return states[after.lower]
    governor = tokens[noun.head]
    if noun.dep in ("nsubj", "nsubjpass"):
        for told in (governor, *children(sentence, governor.i, "acomp", "attr")):
            if told.lower in lore.lexicon.words["states-of-subject"]:
                return states[told.lower]
    if noun.dep == "dobj" and governor.lemma == "leave":
        # "left 14 people dead"
        return next(
            (
                states[c.lower]
                for c in children(sentence, governor.i, "oprd", "acomp", "ccomp")
                if c.lower in states
            ),
            None,
        )
    counted = (noun.dep == "pobj" and governor.lower in ("at", "to")) or (
        noun.dep == "dobj" and governor.lemma in lore.lexicon.words["reaching"]
    )
    return (
        _toll(sentence, governor if noun.dep == "dobj" else sentence.tokens[governor.head], lore)
        if counted
        else None
    )


def _toll(sentence: Sentence, verb: Token, lore: Lore) -> Counts | None:
    """Object or subject says what is counted: "put the toll at 19", "the number of dead rose to 31"."""
    lexicon = lore.lexicon
    states = lexicon.states
    for counted in children(sentence, verb.i, "dobj", "nsubj"):
        if counted.lemma in lexicon.words["tallies"]:
            words = [
                t for p in children(sentence, counted.i, "prep") for t in children(sentence, p.i, "pobj")
            ]
            named = next(
                (states[t.lemma] for t in (*words, *children(sentence, counted.i)) if t.lemma in states),
                None,
            )
            return named or ("killed" if counted.lemma in lexicon.words["death-tolls"] else None)
    return None


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
            if first >= 0 and " ".join(token.lower for token in tokens[first:lo]) == wording:
                found.append((first, "about" if wording in lexicon.words["nearly"] else kind))
    return min(found, default=None)


def _bounds(
    tokens: Sequence[Token], number: Number, lo: int, lore: Lore
) -> tuple[int, float | None, float | None, bool]:
    """What stands before the number: "at least", "up to", "around", "between"."""
    low: float | None = number.low
    high, approximate = number.high, number.approximate
    if (
        lo
        and tokens[lo - 1].lower in ("a", "the")
        and tokens[lo].lower in ("dozen", "couple", "hundred", "thousand", "million", "score")
    ):
        lo -= 1
    if lo and tokens[lo - 1].lower in ("between", "from") and number.high != number.low:
        return lo - 1, low, high, approximate
    bound = _bound_before(tokens, lo, lore)
    if bound is not None:
        first, kind = bound
        if kind == "floors":
            return first, low, None, approximate
        if kind == "about":
            return first, low, high, True
        return first, None, high, approximate
    if (
        number.hi + 1 < len(tokens)
        and tokens[number.hi].lower == "or"
        and tokens[number.hi + 1].lower == "more"
    ):
        return lo, low, None, approximate
    return lo, low, high, approximate


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


def _told_age(tokens: Sequence[Token], number: Number) -> bool:
    """Whether a number behind a person's name is an age: "Anna Pop, 42, of Lund"."""
    lo, hi = number.lo, number.hi
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


def _excluded(sentence: Sentence, number: Number) -> bool:
    """Numbers that count nothing: ages, clock times, years, scores, calibres before a noun."""
    tokens = sentence.tokens
    after = [token.lower for token in tokens[number.hi : number.hi + 3]]
    if number.lo and tokens[number.lo - 1].lower in _LABELS:
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
    if _in_a_row(tokens, number) or _in_ratio(tokens, number) or _in_date(tokens, number):
        return True
    if any(word.removesuffix("s") in PARTS for word in after[after[:1] == ["-"] :][:1]):
        # "two thirds of the town" is a share, not a count.
        return True
    if after[:1] and after[0][0] == "°" and after[1:2] not in (["c"], ["f"]) and after[0] not in ("°c", "°f"):
        # degrees of latitude and longitude
        return True
    return after[:1] in (["am"], ["pm"], ["a.m."], ["p.m."], ["o'clock"], ["mm"]) or (
        tokens[number.lo].ent in ("TIME", "DATE")
        and tokens[number.lo].dep not in ("nummod", "nsubj", "nsubjpass", "dobj", "quantmod")
    )


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


def _in_ratio(tokens: Sequence[Token], number: Number) -> bool:
    """Either number of "one in three children": a share, not a count; but not in "two in three days"."""
    words = [token.lower for token in tokens[number.lo : number.hi + 2]]
    before = [token.lower for token in tokens[max(0, number.lo - 2) : number.lo]]
    return (
        words[number.hi - number.lo :][:1] == ["in"]
        and words[-1] in WORDS
        and not _lasts(tokens, number.hi + 2)
    ) or (before[1:] == ["in"] and before[0] in WORDS)


def _lasts(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].lemma in ("minute", "hour", "day", "week", "month", "year")


def _in_a_row(tokens: Sequence[Token], number: Number) -> bool:
    """Digits beside digits: telephone numbers ("555 0123"), scores and votes ("120 to 5")."""
    if not tokens[number.lo].text[0].isdigit():
        return False
    before = number.lo - 1 - (number.lo > 1 and tokens[number.lo - 1].text in ("to", "-", "–"))
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
    if of < len(tokens) and tokens[of].lower == "of":
        noun = next(children(sentence, of, "pobj"), None)
        head = noun.i if noun is not None and noun.i > of else None
    if head is None:
        head = _head_after(sentence, number)
    if head is None and (
        last.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "ROOT", "attr")
        or last.pos == "NOUN"
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


def _head_after(sentence: Sentence, number: Number) -> int | None:
    """The noun that the number's tokens modify, to its right and close by."""
    for i in range(number.lo, number.hi):
        token = sentence.tokens[i]
        at = token
        for _ in range(3):
            if (
                at.dep in ("nummod", "quantmod", "amod", "compound", "nmod", "det", "advmod", "npadvmod")
                and at.head != at.i
            ):
                at = sentence.tokens[at.head]
            else:
                break
        counted = at.pos in ("NOUN", "PROPN") or at.lower == "more"
        if at.i >= number.hi and counted and at.i - number.hi < 10:
            return at.i
    return None


def _by_noun(noun: Token, lore: Lore) -> Counts:
    classes = lore.lexicon.noun_classes.get(noun.lemma, frozenset())
    if noun.lemma in lore.lexicon.words["counted-people"] or "people" in classes:
        return "people"
    if noun.tag == "NNPS" and noun.ent == "NORP":
        # "21 Palestinians", "thousands of Russians"
        return "people"
    if "armed" in classes:
        return "troops"
    return "materiel" if "material" in classes or "weapon" in classes else "other"
