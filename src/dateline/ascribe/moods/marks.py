"""Words of certainty, where they stand so as to count."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.ascribe.moods.verbs import NEVER, Verbs
from dateline.lore import Lexicon
from dateline.lore.schema import CertaintyWord
from dateline.model import Sentence

__all__ = ["Marks"]

# How many words back a "not" turns a booster into a hedge.
_BEFORE = 2


class Marks:
    """The words of certainty of one sentence."""

    def __init__(self, sentence: Sentence, verbs: Verbs, lexicon: Lexicon) -> None:
        self._tokens = sentence.tokens
        self._verbs = verbs
        self._lexicon = lexicon
        self._words = lexicon.words

    def marks(self) -> Iterator[tuple[int, int, bool]]:
        """Tokens [lo, hi) of the words that hedge (False) or boost (True)."""
        at = 0
        while at < len(self._tokens):
            length = 1
            for words, entry in self._lexicon.certainty.get(self._tokens[at].lower, ()):
                stand = tuple(t.lower for t in self._tokens[at : at + len(words)]) == words
                if stand and self._counts(at, at + len(words) - 1, entry):
                    length = len(words)
                    boosts = entry.effect == "boosted" and not self._unsure(at)
                    yield at, at + length, boosts
                    break
            at += length

    def _unsure(self, at: int) -> bool:
        return any(t.lower in NEVER or t.lower == "hardly" for t in self._tokens[max(0, at - _BEFORE) : at])

    def _counts(self, at: int, last: int, entry: CertaintyWord) -> bool:
        """Whether words stand where they must to be a mark."""
        token, above = self._tokens[at], self._tokens[self._tokens[at].head]
        if entry.form == "auxiliary":
            perceived = above.lemma in self._words["perceived"] or self._verbs.negated(above)
            return token.dep == "aux" and token.tag == "MD" and not (token.lower == "could" and perceived)
        if entry.form == "adjective":
            return token.dep == "amod"
        if entry.form == "saying":
            judged = above.lower in self._words["falsities"] | self._words["truths"]
            return judged or (above.pos in ("VERB", "AUX") and above.lemma in self._lexicon.verb_cues)
        if token.pos == "PROPN" or (
            at and self._tokens[at - 1].lower in ("as", "if", "where") and last == at
        ):
            return False
        return not (entry.effect == "boosted" and token.dep == "amod" and last == at)
