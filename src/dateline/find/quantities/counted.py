"""What a number counts: the noun behind it, its item of the catalogue, or the number alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from dateline.find.quantities.catalogue import item_ending
from dateline.find.quantities.excluded import is_month
from dateline.find.quantities.numbers import WORDS, Number
from dateline.lore import Lore
from dateline.lore.schema import Item
from dateline.model import Counts, Sentence, Token
from dateline.model.tree import child, children

__all__ = ["by_noun", "counted_by", "of_several", "personal"]

_BREAKS = frozenset(":;()—–")
_MARKS = frozenset("’”'\"»")
# What nouns of people end in, listed or not.
_PERSONS = ("men", "women", "people", "persons")
_PREFIXES = frozenset({"counter", "air", "sub", "mini", "ex"})
_BOUNDING = (["possibly"], ["perhaps"], ["maybe"], ["fewer"], ["less"], ["not"], ["no"], ["up"])
# Relations in which a number alone stands for what it counts.
_ALONE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "ROOT", "attr", "npadvmod"})


# The token of the noun, the end of the phrase, and the catalogue's item.
_Noun: TypeAlias = tuple[int, int, Item | None]


def counted_by(sentence: Sentence, number: Number, lore: Lore) -> _Noun | None:
    """The noun that a number counts: its token, the end of the phrase, its item; the number's where alone."""
    tokens = sentence.tokens
    part = _part(sentence, number, lore)
    if part is not None:
        return part
    head = _behind_of(sentence, number) or _head_after(sentence, number) or _next(tokens, number)
    if head is None or tokens[head].lower in lore.lexicon.words["befalls-subject"]:
        # "100,000 flee", in a headline
        alone = head is not None or _alone(tokens, number, lore)
        return (number.hi - 1, number.hi, None) if alone else None
    if [t.text for t in tokens[head + 1 : head + 2]] == ["-"] and tokens[head].lower in _PREFIXES:
        # "two counter-attacks", cut at the hyphen
        head = min(head + 2, len(tokens) - 1)
    item = item_ending(tokens, head, lore)
    if head + 2 < len(tokens) and tokens[head + 1].lower == "of":
        # "sixty pieces of equipment" is an entry of its own.
        whole = item_ending(tokens, head + 2, lore, reaching=head)
        if whole is not None:
            return head, head + 3, whole
    if item is None and head + 1 < len(tokens) and tokens[head].text == "-":
        return None
    return head, head + 1, item


def _of(tokens: Sequence[Token], number: Number) -> int | None:
    """The "of" right behind a number."""
    at = number.hi + (number.hi < len(tokens) and tokens[number.hi].text in _MARKS)
    return at if at + 1 < len(tokens) and tokens[at].lower == "of" else None


def _part(sentence: Sentence, number: Number, lore: Lore) -> _Noun | None:
    """A part that is told by its number alone: "68 of them", "28 of 36 drones"."""
    tokens, of = sentence.tokens, _of(sentence.tokens, number)
    if of is None:
        return None
    noun = child(sentence, of, "pobj")
    if tokens[of].dep == "quantmod" or (noun is not None and noun.pos == "PRON"):
        return number.hi - 1, number.hi, None
    if noun is not None and _numbers_between(tokens, of + 1, noun.i + 1):
        return number.hi - 1, number.hi, item_ending(tokens, noun.i, lore)
    return None


def _behind_of(sentence: Sentence, number: Number) -> int | None:
    """The noun of "dozens of people"."""
    of = _of(sentence.tokens, number)
    noun = child(sentence, of, "pobj") if of is not None else None
    return noun.i if noun is not None and of is not None and noun.i > of else None


def _next(tokens: Sequence[Token], number: Number) -> int | None:
    """The plural right behind what is no number to the parser: "300k people", "on 7 October 1,200 people"."""
    last = tokens[number.hi - 1]
    behind = tokens[number.hi : number.hi + 1]
    if not behind or behind[0].tag != "NNS" or last.head == behind[0].i:
        return None
    return behind[0].i if last.tag != "CD" or is_month(tokens[last.head]) else None


def _alone(tokens: Sequence[Token], number: Number, lore: Lore) -> bool:
    """Whether a number stands for what it counts: "killed 14", "14 dead", "killed 14: nine soldiers …"."""
    last = tokens[number.hi - 1]
    behind = tokens[number.hi : number.hi + 1]
    return (
        last.dep in _ALONE
        or last.pos == "NOUN"
        or _and_more(tokens, number)
        or (number.lo > 1 and tokens[number.lo - 1].text == ":")
        or bool(behind and behind[0].pos == "AUX")
        or bool(behind and (behind[0].lower in lore.lexicon.states or behind[0].text in _BREAKS))
        or _suffered(tokens, number, lore)
    )


def _and_more(tokens: Sequence[Token], number: Number) -> bool:
    """Whether another bound follows: "at least 30 and possibly as many as 50"."""
    words = [token.lower for token in tokens[number.hi : number.hi + 2]]
    return words[:1] in (["and"], ["but"]) and words[1:] in _BOUNDING


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


def by_noun(noun: Token, lore: Lore) -> Counts:
    """What a noun is that the catalogue does not list, by its classes."""
    classes = lore.lexicon.noun_classes.get(noun.lemma, frozenset())
    if noun.lemma in lore.lexicon.words["counted-people"] or "people" in classes or noun.lower == "own":
        # "112 of its own"
        return "people"
    if (noun.tag == "NNPS" and noun.ent == "NORP") or noun.lower.endswith(_PERSONS):
        # "21 Palestinians", "thousands of Russians", "seven fishermen"
        return "people"
    if "armed" in classes and noun.lemma not in lore.lexicon.words["collectives"]:
        return "troops"
    return "materiel" if "material" in classes or "weapon" in classes else "other"


def _suffered(tokens: Sequence[Token], number: Number, lore: Lore) -> bool:
    """Whether a bare number stands behind a deed to people that was taken for a noun: "…, wounds 20"."""
    lexicon = lore.lexicon
    before = tokens[number.lo - 1].lower if number.lo else ""
    return lexicon.verb_forms.get(before) in lexicon.outcomes


def _numbers_between(tokens: Sequence[Token], lo: int, hi: int) -> bool:
    return any(token.tag == "CD" or token.lower in WORDS for token in tokens[lo:hi])


def of_several(sentence: Sentence, number: Number) -> bool:
    """Whether a number is one of many: "one of the towns"."""
    after = sentence.tokens[number.hi : number.hi + 1]
    return bool(after) and after[0].lower == "of"


def personal(sentence: Sentence, number: Token, lore: Lore) -> bool:
    """Whether a bare number does what people do: "about 300 have gone home", "one of them wrote"."""
    verb = sentence.tokens[number.head]
    acts = number.dep in ("nsubj", "nsubjpass") and verb.pos == "VERB"
    if verb.lemma == "be" and number.dep == "nsubj":
        # "of those, 12 were children"
        return any(by_noun(noun, lore) == "people" for noun in children(sentence, verb.i, "attr"))
    if number.dep == "pobj" and verb.lower == "of":
        # "a crew of 14"
        return sentence.tokens[verb.head].lemma in (
            "crew",
            "family",
            "gang",
            "group",
            "team",
            "party",
            "squad",
        )
    if number.lower == "one":
        return acts and verb.lemma in lore.lexicon.verb_cues
    words = lore.lexicon.words
    return acts and verb.lemma not in words["rising"] and verb.lemma not in words["reaching"]
