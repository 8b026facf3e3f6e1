"""What the catalogue of items (core/items.yaml) names, and weapons and vehicles named without a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.lore import Lore
from dateline.lore.schema import Item
from dateline.model import Found, Quantity, Sentence, Token
from dateline.model.tree import child, span

__all__ = ["find_materiel", "item_ending"]

# How many words may share a noun: lists are short, and reading stays linear.
_SHARING = 6
# "gas" is no plural.
_SHORTEST = 3


def find_materiel(sentences: Sequence[Sentence], lore: Lore) -> tuple[Found[Quantity], ...]:
    """All weapons, vehicles and goods that the catalogue names, in order: amounts without a known bound.

    Those with a number are among them, the words of the item alone.
    """
    return tuple(found for sentence in sentences for found in _named(sentence, lore))


def _named(sentence: Sentence, lore: Lore) -> Iterator[Found[Quantity]]:
    """From the right, so that "rocket launcher" is one item and no rocket."""
    tokens, found, shared = sentence.tokens, list[Found[Quantity]](), dict[int, Item]()
    i = len(tokens) - 1
    while i >= 0:
        width, item = _longest_ending(tokens, i, lore)
        after = found[-1] if found and found[-1].lo == i + 1 else None
        if i in shared:
            found.append(_mention(sentence, i, i, 1, shared[i]))
        elif item is not None and after is not None and _is_proper(item):
            # "Grad missiles" are Grads.
            found[-1] = _mention(sentence, after.head, i, width, item)
        elif item is not None and _is_named(sentence, i, width, item):
            found.append(_mention(sentence, i, i, width, item))
            shared |= _sharing(tokens, i + 1 - width, i, lore)
        # A missile strike is done with a missile.
        i -= 1 if i in shared or (item is not None and item.counts == "strikes") else max(width, 1)
    yield from reversed(found)


def _is_proper(item: Item) -> bool:
    """Whether an item of materiel is called by a name of its own: "HIMARS", not "rocket"."""
    return item.counts in ("materiel", "vehicles") and item.name[0].isupper()


def _mention(sentence: Sentence, head: int, last: int, width: int, item: Item) -> Found[Quantity]:
    """The mention that reaches to its `head`; the item's own words end at `last`."""
    lo, hi = last + 1 - width, head + 1
    words = span(sentence, lo, hi)
    text = (words.text, words.start, words.end)
    return Found(
        sentence.index, lo, hi, head, Quantity(*text, item.counts, None, None, False, None, item.name)
    )


def _sharing(tokens: Sequence[Token], lo: int, head: int, lore: Lore) -> dict[int, Item]:
    """What shares the noun of the item that ends at `head`, by token: "attack, fighter and spy planes"."""
    shared: dict[int, Item] = {}
    i = lo - 1
    for _ in range(_SHARING):
        start = i
        while i >= 0 and tokens[i].lower in (",", "and", "or"):
            i -= 1
        if i < 0 or i == start:
            break
        for key in (tokens[head].lower, tokens[head].lemma):
            wanted = (tokens[i].lower, key)
            item = next((item for words, item in lore.lexicon.items.get(key, ()) if words == wanted), None)
            if item is not None:
                shared[i] = item
        if i not in shared and tokens[i].lemma not in lore.lexicon.items:
            break
        i -= 1
    return shared


def _nominal(token: Token) -> bool:
    """Whether a token may be a name of an item. Designations ("F-16") are numbers to some parsers."""
    return token.pos in ("NOUN", "PROPN") or (token.text[0].isupper() and token.text[-1].isdigit())


def _is_named(sentence: Sentence, head: int, width: int, item: Item) -> bool:
    """Whether a wording of an item names weapons, vehicles or goods; weak ones do beside a number."""
    if item.counts not in ("materiel", "vehicles"):
        return False
    token = sentence.tokens[head]
    if width == 1 and not _nominal(token):
        return False
    above = sentence.tokens[token.head]
    if token.tag == above.tag == "NNP" and token.dep == "compound" and not _is_proper(item):
        # "Field Artillery Regiment" is a unit's name.
        return False
    if width > 1 or not {*_forms(token)} & set(item.weak):
        return True
    before = sentence.tokens[head - 1] if head else token
    owned = before.ent == "NORP" or (before.text.isupper() and before.pos == "PROPN")
    if owned and token.text[0].isupper() and token.lower.endswith("s") and token.lower not in item.weak:
        # "RAF Typhoons" are no storms.
        return True
    return child(sentence, head, "nummod") is not None


def _forms(token: Token) -> Iterable[str]:
    """The words that the catalogue may have for a token."""
    last = token.lower
    # "M113s" and "Humvees": the parser leaves the plural of a name as it is.
    singular = last[:-1] if last.endswith("s") and len(last) > _SHORTEST else last
    return dict.fromkeys((last, token.lemma, singular))


def item_ending(
    tokens: Sequence[Token], head: int, lore: Lore, *, reaching: int | None = None
) -> Item | None:
    """The item with the longest wording that ends at token `head`; starting by `reaching`, if given."""
    return _longest_ending(tokens, head, lore, reaching=reaching)[1]


def _longest_ending(
    tokens: Sequence[Token], head: int, lore: Lore, *, reaching: int | None = None
) -> tuple[int, Item | None]:
    best: tuple[int, Item | None] = (0, None)
    for key in _forms(tokens[head]):
        for words, item in lore.lexicon.items.get(key, ()):
            lo = head + 1 - len(words)
            if lo < 0 or len(words) <= best[0] or (reaching is not None and lo > reaching):
                continue
            if all(word in (tokens[lo + k].lower, tokens[lo + k].lemma) for k, word in enumerate(words[:-1])):
                best = (len(words), item)
    return best
