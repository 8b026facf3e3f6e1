"""What the catalogue of items (core/items.yaml) names, and weapons and vehicles named without a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.lore import Lore
from dateline.lore.schema import Item
from dateline.model import Found, Quantity, Sentence, Token
from dateline.model.tree import span

__all__ = ["find_materiel", "item_ending"]


def find_materiel(sentences: Sequence[Sentence], lore: Lore) -> tuple[Found[Quantity], ...]:
    """All weapons, vehicles and goods that the catalogue names, in order: amounts without a known bound.

    Those with a number are among them, the words of the item alone.
    """
    return tuple(found for sentence in sentences for found in _named(sentence, lore))


def _named(sentence: Sentence, lore: Lore) -> Iterator[Found[Quantity]]:
    """From the right, so that "rocket launcher" is one item and no rocket."""
    tokens, found = sentence.tokens, list[Found[Quantity]]()
    i = len(tokens) - 1
    while i >= 0:
        width, item = _longest_ending(tokens, i, lore) if tokens[i].pos in ("NOUN", "PROPN") else (0, None)
        if item is not None and item.counts in ("materiel", "vehicles"):
            words = span(sentence, i + 1 - width, i + 1)
            text = (words.text, words.start, words.end)
            thing = Quantity(*text, item.counts, None, None, False, None, item.name)
            found.append(Found(sentence.index, i + 1 - width, i + 1, i, thing))
        i -= max(width, 1)
    yield from reversed(found)


def item_ending(
    tokens: Sequence[Token], head: int, lore: Lore, *, reaching: int | None = None
) -> Item | None:
    """The item with the longest wording that ends at token `head`; starting by `reaching`, if given."""
    return _longest_ending(tokens, head, lore, reaching=reaching)[1]


def _longest_ending(
    tokens: Sequence[Token], head: int, lore: Lore, *, reaching: int | None = None
) -> tuple[int, Item | None]:
    last = tokens[head].lower
    # "M113s" and "MQ-9s": the parser leaves the plural of a designation as it is.
    singular = last[:-1] if last.endswith("s") and last[-2:-1].isdigit() else last
    best: tuple[int, Item | None] = (0, None)
    for key in dict.fromkeys((last, tokens[head].lemma, singular)):
        for words, item in lore.lexicon.items.get(key, ()):
            lo = head + 1 - len(words)
            if lo < 0 or len(words) <= best[0] or (reaching is not None and lo > reaching):
                continue
            if all(word in (tokens[lo + k].lower, tokens[lo + k].lemma) for k, word in enumerate(words[:-1])):
                best = (len(words), item)
    return best
