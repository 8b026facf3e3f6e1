"""What the words around a name say of it: a party or a place, a road, a club, a river that is crossed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.lore import Lore, normal
from dateline.model import Sentence, Token
from dateline.model.tree import children, first_conjunct

__all__ = ["CODE", "acts", "club_end", "crossed", "road_end"]

_WITH = frozenset({"with", "against", "by"})
# A road's code: T0403, M03, P-07, T-04-03, E40, RN5.
CODE = re.compile(r"[A-Z]{1,3}-?[0-9]{1,4}(?:-[0-9]{1,2})?[A-Z]?")
_ALONG = frozenset({"along", "down", "via"})


def acts(sentence: Sentence, head: int, lore: Lore, *, city: bool) -> bool:
    """Whether the name at `head` stands where a party stands rather than a place."""
    token = sentence.tokens[first_conjunct(sentence, head)]
    governor = sentence.tokens[token.head]
    words = lore.lexicon.words
    if token.dep == "nsubj":
        return governor.lemma not in words["place-verbs"] or (
            not city and governor.lemma not in words["said-of-countries"]
        )
    if token.dep == "nsubjpass":
        return not city
    if token.dep == "poss":
        return governor.lemma not in words["of-a-city"]
    if token.dep in ("dative", "agent"):
        return True
    if token.dep == "dobj":
        return governor.lemma in words["toward-a-party"]
    if token.dep == "pobj":
        return _acts_after(sentence, governor, lore)
    return token.dep in ("ROOT", "dep") and not city and any(children(sentence, token.i, "punct"))


def _acts_after(sentence: Sentence, prep: Token, lore: Lore) -> bool:
    words = lore.lexicon.words
    above = sentence.tokens[prep.head]
    if prep.lower in _WITH or prep.dep in ("agent", "dative"):
        return True
    if prep.lower == "between":
        return _between_parties(sentence, prep, lore)
    if prep.lower in ("on", "to", "of", "for", "from", "toward", "towards", "over") and above.pos == "NOUN":
        return above.lemma in words["relations"]
    return prep.lower in ("to", "for") and above.lemma in words["give-to"]


def _between_parties(sentence: Sentence, prep: Token, lore: Lore) -> bool:
    """Talks between Kyiv and Moscow have parties; a road between Berlin and Hamburg has ends."""
    above = sentence.tokens[prep.head]
    before = sentence.tokens[prep.i - 1].lower if prep.i else ""
    if above.lemma in lore.lexicon.words["ways"] or before in ("halfway", "midway", "somewhere"):
        return False
    if above.lemma in lore.lexicon.words["relations"]:
        return True
    ends = [token for first in children(sentence, prep.i, "pobj") for token in _listed_along(sentence, first)]
    return all(any(ref.kind == "country" for ref in lore.names.get(normal(end.text))) for end in ends)


def _listed_along(sentence: Sentence, first: Token) -> Iterator[Token]:
    yield first
    for following in children(sentence, first.i, "conj"):
        yield from _listed_along(sentence, following)


def crossed(sentence: Sentence, lo: int, lore: Lore) -> bool:
    """Whether a name stands where a river does: "the bank of the Jordan", "crossed the Jordan"."""
    tokens = sentence.tokens
    before = tokens[lo - 2] if lo >= 2 else None
    if before is None:
        return False
    if before.lower == "of" and lo >= 3:
        return tokens[lo - 3].lemma in lore.lexicon.words["parts-of-rivers"]
    return before.lemma in lore.lexicon.words["crossing"]


def road_end(sentence: Sentence, i: int, lore: Lore, *, known: bool = False) -> int:
    """The end of a road's code that the words beside it tell: "the T0403 highway", "along the M03"; or 0.

    A code that is `known` for something else (the G20) is a road's only beside a noun that says so.
    """
    tokens = sentence.tokens
    end = _code_end(tokens, i)
    if not end:
        return 0
    nouns = lore.lexicon.words["code-road-nouns"]
    after = tokens[end] if end < len(tokens) else None
    if (after is not None and after.lemma.lower() in nouns) or (i and tokens[i - 1].lower in nouns):
        return end
    code = tokens[i].lower
    known = known or any(" ".join(words) == code for words, _ in lore.lexicon.items.get(code, ()))
    free = after is None or after.pos not in ("NOUN", "PROPN")
    return end if free and not known and _goes_along(tokens, i) else 0


def _code_end(tokens: Sequence[Token], i: int) -> int:
    """The end of a road's code: "M03", "P-07", "T-04-03" (up to five tokens), "P 66"; 0 if none is here."""
    for width in (5, 3, 2, 1):
        part = tokens[i : i + width]
        if len(part) == width and CODE.fullmatch("".join(t.text for t in part)):
            return i + width
    return 0


def _goes_along(tokens: Sequence[Token], i: int) -> bool:
    """Whether "along the", "down", "via" stands before token `i`."""
    at = i - 1 - (i > 0 and tokens[i - 1].lower == "the")
    along = at >= 0 and tokens[at].lower in _ALONG
    return along or (at >= 0 and at < i - 1 and tokens[at].lower == "on")


def club_end(sentence: Sentence, i: int, lore: Lore) -> int:
    """The end of a club's name with a town's in it: "Real Madrid", "Manchester United"; 0 if none is here."""
    tokens, words = sentence.tokens, lore.lexicon.words
    if i + 1 >= len(tokens) or not (tokens[i].text[0].isupper() and tokens[i + 1].text[0].isupper()):
        return 0
    if tokens[i].lower in words["clubs-before"] and _town(tokens[i + 1], lore):
        return i + 2
    for width in (3, 1):
        last = "".join(t.lower for t in tokens[i + 1 : i + 1 + width])
        if last in words["clubs-after"] and _town(tokens[i], lore):
            return i + 1 + width
    return 0


def _town(token: Token, lore: Lore) -> bool:
    return token.text[0].isupper() and token.pos == "PROPN" and lore.gazetteer.has(normal(token.text))
