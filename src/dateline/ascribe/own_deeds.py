"""Cues that tell what their source did and not what it said: "recorded the blasts", "showed us a map"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.ascribe.clauses import as_what, has_that, in_question, is_asked, is_awaited, on_object
from dateline.lore import Lore
from dateline.lore.schema import Cue
from dateline.model import Actor, Sentence, Token
from dateline.model.tree import child, children, subtree

__all__ = ["OwnDeeds"]


class OwnDeeds:
    """Tells deeds from words with what is known of a document's actors."""

    def __init__(self, actors: Mapping[tuple[int, int], Actor], lore: Lore) -> None:
        self._actors, self._lexicon = actors, lore.lexicon

    def tells_nothing(self, sentence: Sentence, token: Token, cue: Cue, source: int | None) -> bool:
        """Whether what happened is the cue's own deed: "recorded the blasts", "would not say how many"."""
        words = self._lexicon.words
        if in_question(sentence, token) or is_awaited(sentence, token):
            return True
        governed = [*children(sentence, token.i, "ccomp", "xcomp", "advcl"), *on_object(sentence, token, cue)]
        if any(children(sentence, token.i, "neg")) and token.lemma in words["telling"]:
            return any(is_asked(sentence, clause) for clause in governed)
        if source is None:
            # "The claim could not be verified": nobody says it. "A blast was reported": somebody does.
            told = any(c.dep != "advcl" for c in governed) or as_what(sentence, token, cue, words)
            return not told and token.lemma not in words["hearsay"]
        if token.lemma in words["perceiving"]:
            return not any(has_that(sentence, clause) for clause in governed)
        if token.lemma in words["showing"] | words["counting"]:
            return not self._how_many(sentence, token) and self._shows_as_deed(
                sentence, token, source, governed
            )
        if token.lemma in words["pointing-up"] and not governed:
            # "The mood there underlines his trouble": a state of things says nothing, nor does "the picture".
            what = sentence.tokens[source]
            paper = what.lemma in words["papers"] | words["pictures"] and what.lower != "picture"
            return not paper and not self._animate(sentence, source)
        if cue.thought and cue.stance == "demands" and not any(children(sentence, token.i, "dobj")):
            # "wants to go home" tells an intention; "wants them to go home" a demand.
            return not any(child(sentence, c.i, "nsubj", "mark") for c in governed)
        return False

    def _shows_as_deed(
        self, sentence: Sentence, token: Token, source: int, governed: Sequence[Token]
    ) -> bool:
        """Whether people show or count what is before their eyes: "showed us a map", "counted the votes"."""
        counts = token.lemma not in self._lexicon.words["showing"]
        return counts or (self._animate(sentence, source) and not governed)

    def _how_many(self, sentence: Sentence, token: Token) -> bool:
        """Whether somebody says how many came to harm: "counted 300 deaths"."""
        lexicon = self._lexicon
        if token.lemma not in lexicon.words["counting"]:
            return False
        told = [
            sentence.tokens[i] for c in children(sentence, token.i, "dobj") for i in subtree(sentence, c.i)
        ]
        harm = any(t.lower in lexicon.states or t.lemma in lexicon.outcomes for t in told)
        return harm and any(t.tag == "CD" for t in told)

    def _animate(self, sentence: Sentence, at: int) -> bool:
        """Whether a source is somebody rather than a picture or a paper."""
        actor = self._actors.get((sentence.index, at))
        token = sentence.tokens[at]
        known = actor is not None and actor.kind not in ("unknown", "outlet")
        return known or token.ent == "PERSON" or token.lower in ("i", "we", "you", "he", "she", "they")
