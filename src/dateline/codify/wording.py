"""A noun with the words around it, looked up in a pack's wordings: "depot" in "a depot of ammunition"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from dateline.model import Sentence
from dateline.model.tree import children, conjuncts, noun_phrase

__all__ = ["entry_of", "in_order"]

E = TypeVar("E")
# A noun with more words before it than this is read by its last ones.
_LONGEST = 9
_MADE_OF = frozenset({"of", "for", "with"})


def entry_of(
    sentence: Sentence,
    at: int,
    table: Mapping[str, Sequence[tuple[tuple[str, ...], E]]],
    able: Callable[[E], bool] = lambda _: True,
) -> E | None:
    """The entry whose wording fits the noun at `at` best; None for none.

    `table`: noun -> (words before it, entry), the longest first; only entries that are `able` count.
    """
    token = sentence.tokens[at]
    heads = token.lower.split("-")
    for noun in dict.fromkeys((token.lower, token.lemma.lower().split("-")[-1], heads[-1])):
        listed = table.get(noun)
        if listed is None:
            continue
        # Most nouns stand in the table alone.
        before = (
            [
                *_complements(sentence, at),
                *_before(sentence, at),
                *(heads[:-1] if noun != token.lower else ()),
            ]
            if listed[0][0]
            else []
        )
        found = next((e for words, e in listed if able(e) and in_order(words, before)), None)
        if found is not None:
            return found
    return None


def in_order(words: Sequence[str], among: Sequence[str]) -> bool:
    """Whether all of `words` stand among others in their order."""
    left = iter(among)
    return all(word in left for word in words)


def _before(sentence: Sentence, at: int) -> list[str]:
    """The words before a noun in its phrase, each as it stands and, where it differs, by its lemma."""
    lo, _ = noun_phrase(sentence, at)
    found: list[str] = []
    for token in sentence.tokens[max(lo, at - _LONGEST) : at]:
        found.extend(part for part in token.lower.split("-") if part)
        if token.lemma.lower() != token.lower and "-" not in token.lemma:
            found.append(token.lemma.lower())
    return found


def _complements(sentence: Sentence, at: int) -> list[str]:
    """What a noun is for: "a depot of ammunition", "a school for girls"; read as if it stood before it."""
    found: list[str] = []
    for prep in children(sentence, at, "prep"):
        if prep.lower in _MADE_OF:
            for noun in children(sentence, prep.i, "pobj"):
                for k in conjuncts(sentence, noun.i):
                    found.extend((sentence.tokens[k].lower, sentence.tokens[k].lemma.lower()))
    return found
