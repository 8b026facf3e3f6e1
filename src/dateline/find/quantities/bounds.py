"""Bounds around a number ("at least", "up to", "or more"), and the amount that comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from dateline.find.quantities.numbers import Number
from dateline.lore import Lore
from dateline.model import Counts, Found, Quantity, Sentence, Token
from dateline.model.tree import span

__all__ = ["Bounds", "amount", "bounds_of"]

# low, high, whether approximate
Bounds: TypeAlias = tuple[float | None, float | None, bool]

# How many words a headline may have between a toll and where it stands.
_HEADLINE = 6
_AFTER_ARTICLE = frozenset({"dozen", "couple", "hundred", "thousand", "million", "score", "handful", "few"})


def bounds_of(
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
    if behind == "or more" or behind.split()[:1] in (["+"], ["plus"]) or behind == "- plus":
        high = None
    elif behind in ("or less", "or fewer"):
        low = None
    approximate = approximate or behind in ("or so", "- odd", "or thereabouts")
    return lo, low, high, approximate


def _bound_before(tokens: Sequence[Token], lo: int, lore: Lore) -> tuple[int, str] | None:
    """The longest wording of a bound that ends right before token `lo`: "no more than" is not "more than"."""
    lexicon, found = lore.lexicon, list[tuple[int, str]]()
    for kind in ("floors", "ceilings", "about"):
        for wording in lexicon.wordings[kind]:
            first = lo - wording.count(" ") - 1
            if first >= 0 and tokens[first].dep == "prt":
                # "handed over 17 soldiers"
                continue
            if wording == "up to" and _toll_near(tokens, first, lore):
                continue
            if first >= 0 and " ".join(token.lower for token in tokens[first:lo]) == wording:
                found.append((first, "about" if wording in lexicon.words["nearly"] else kind))
    return min(found, default=None)


def _toll_near(tokens: Sequence[Token], at: int, lore: Lore) -> bool:
    """Whether a toll is up: "death toll from market strike up to 19"."""
    near = tokens[max(0, at - _HEADLINE) : at]
    if (near and near[-1].lemma == "go") or (near and near[-1].lemma in lore.lexicon.words["rising"]):
        # "has gone up to 26"
        return True
    told = any(token.lemma in lore.lexicon.words["death-tolls"] for token in near)
    return told and not any(token.pos in ("VERB", "AUX", "PUNCT") for token in near)


def _further(tokens: Sequence[Token], lo: int) -> int:
    """How many words of "another nine", "a further nine" stand before a number."""
    if lo and tokens[lo - 1].lower in ("another", "additional", "further"):
        return 2 if lo > 1 and tokens[lo - 2].lower in ("a", "an") else 1
    return 0


def amount(
    sentence: Sentence,
    lo: int,
    hi: int,
    head: int,
    what: tuple[Counts, float | None, float | None, bool, str | None, str | None],
) -> Found[Quantity]:
    """The amount of tokens [lo, hi): what it counts, its bounds, whether approximate, unit and noun."""
    counts, low, high, approximate, unit, of = what
    words = span(sentence, lo, hi)
    text = (words.text, words.start, words.end)
    return Found(sentence.index, lo, hi, head, Quantity(*text, counts, low, high, approximate, unit, of))
