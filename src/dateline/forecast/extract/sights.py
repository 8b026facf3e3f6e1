"""What looks ahead in a sentence, before it is known what it says, on which condition, and who says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dateline.model import Sentence, Token
from dateline.model.tree import child, children

__all__ = [
    "FIRST",
    "MAY",
    "POINTING",
    "WILL",
    "Sight",
    "Way",
    "auxiliaries",
    "phrase_at",
    "subject_of",
    "wordings_in",
]

# Auxiliaries, conjunctions and pronouns are closed classes.
WILL = frozenset({"will", "'ll", "’ll", "wo", "shall"})
MAY = frozenset({"may", "might", "could"})
FIRST = frozenset({"i", "we"})
POINTING = frozenset({"that", "this", "it", "which", "these", "those"})

Way = Literal[
    "will",
    "would",
    "may",
    "ahead",
    "judged",
    "chance",
    "foreclosed",
    "told",
    "present",
    "noun",
    "should",
    "plan",
]


@dataclass(frozen=True, slots=True)
class Sight:
    """A clause or a noun that looks ahead.

    `verb` is the verb that carries the mood and the conditions, `head` the token that the proposition hangs
    on; the proposition begins at `first` where it shares its subject with another. `way`: what makes it look
    ahead; `cue`: the word that does so, where it is none of the proposition's own.
    """

    sentence: Sentence
    verb: Token
    head: int
    way: Way
    first: int | None = None
    cue: int | None = None

    @property
    def at(self) -> int:
        """Its offset in the document, by which it is ascribed and ordered."""
        return self.sentence.tokens[self.head].start


def auxiliaries(sentence: Sentence, verb: Token) -> frozenset[str]:
    """A verb's auxiliaries in lower case; a bare coordinated verb shares those of the first."""
    own = frozenset(aux.lower for aux in children(sentence, verb.i, "aux", "auxpass"))
    above = sentence.tokens[verb.head]
    if (
        not own
        and verb.dep == "conj"
        and above.i < verb.i
        and above.pos in ("VERB", "AUX")
        and verb.tag in ("VB", "VBN")
    ):
        return auxiliaries(sentence, above)
    return own


def subject_of(sentence: Sentence, verb: Token) -> Token | None:
    """The subject of a verb, or that of the verb it is coordinated with."""
    for _ in range(4):
        found = child(sentence, verb.i, "nsubj", "nsubjpass", "expl", "csubj")
        if found is not None or verb.dep != "conj":
            return found
        verb = sentence.tokens[verb.head]
    return None


def phrase_at(sentence: Sentence, i: int, words: tuple[str, ...]) -> bool:
    """Whether these words, in lower case, stand from token `i` on."""
    return tuple(t.lower for t in sentence.tokens[i : i + len(words)]) == words


def wordings_in(sentence: Sentence, lo: int, hi: int, wordings: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where any of these wordings stands within tokens [lo, hi), as ranges of tokens."""
    begins = _by_first_word(wordings)
    for token in sentence.tokens[lo:hi]:
        for words in begins.get(token.lower, ()):
            if token.i + len(words) <= hi and phrase_at(sentence, token.i, words):
                yield token.i, token.i + len(words)
                break


@lru_cache(maxsize=256)  # the packs have some dozens of lists
def _by_first_word(wordings: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    begins: dict[str, list[tuple[str, ...]]] = {}
    for wording in wordings:
        words = tuple(wording.split())
        begins.setdefault(words[0], []).append(words)
    return begins
