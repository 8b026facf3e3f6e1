"""Conditions told before: "What if it is beaten? That would mean …", "In that case …", "Otherwise …"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dateline.forecast.extract.conditions import trimmed
from dateline.forecast.extract.sights import Sight, wordings_in
from dateline.lore import Lore
from dateline.model import Sentence, Span
from dateline.model.tree import children, subtree

__all__ = ["Earlier", "earlier_condition"]

# A clause that "otherwise" points at has more words than this; less is a remark.
_REMARK = 3
# How many sentences back what was asked, or told, may be a condition.
_BACK = 2


class Earlier(Protocol):
    """What an earlier forecast has to be known by."""

    @property
    def sight(self) -> Sight:
        """What looked ahead."""

    @property
    def span(self) -> Span:
        """Its proposition."""

    @property
    def condition(self) -> Span | None:
        """Its condition."""


def earlier_condition(
    sight: Sight, sentences: Sequence[Sentence], before: Sequence[Earlier], lore: Lore, *, leaning: bool
) -> Span | None:
    """The condition that stands in an earlier clause or sentence, None without one."""
    if _points(sight, lore, "instead-of-that"):
        return _not_that(sight, sentences, before)
    if (ordered := _or_else(sight)) is not None:
        return ordered
    if _points(sight, lore, "in-this-event"):
        return _that(sight, before) or _asked(sight, sentences)
    return _asked(sight, sentences) if leaning else None


def _or_else(sight: Sight) -> Span | None:
    """ "The king must go, or the army will mutiny": what is to be done, before the "or"."""
    sentence = sight.sentence
    begins = min(
        [
            sight.verb.i,
            *(
                i
                for c in children(sentence, sight.verb.i, "nsubj", "nsubjpass")
                for i in subtree(sentence, c.i)
            ),
        ]
    )
    if begins < 2 or sentence.tokens[begins - 1].lower != "or":
        return None
    before = sentence.tokens[: begins - 1]
    asked = any(t.lower in ("must", "should", "need", "needs", "has", "have") for t in before) or before[
        0
    ].tag in ("VB", "VBP")
    return trimmed(sentence, range(begins - 1)) if asked and len(before) >= 2 else None


def _points(sight: Sight, lore: Lore, key: str) -> bool:
    """Whether one of these wordings stands before the verb in its clause."""
    sentence = sight.sentence
    begins = min(subtree(sentence, sight.verb.i))
    lo = max(min(begins, sight.verb.i) - 3, 0)
    if sentence.tokens[0].pos in ("ADV", "CCONJ") or begins <= _REMARK:
        lo = 0
    within = wordings_in(
        sentence, lo, min(sight.verb.i + 1, len(sentence.tokens)), lore.lexicon.wordings[key]
    )
    return any(not any(t.text == ";" for t in sentence.tokens[hi : sight.verb.i]) for _, hi in within)


def _not_that(sight: Sight, sentences: Sequence[Sentence], before: Sequence[Earlier]) -> Span | None:
    """What is to be done or left: the clause before, or the condition that the forecast before stands on."""
    sentence = sight.sentence
    words = [
        t.i
        for t in sentence.tokens
        if t.lower in ("otherwise", "or", "if", "failing") and t.i <= sight.verb.i
    ]
    own = list(range(words[-1])) if words else []
    if len(own) > _REMARK:
        return trimmed(sentence, own)
    near = [one for one in before if 0 < sentence.index - one.sight.sentence.index <= _BACK]
    if near:
        return near[-1].condition or near[-1].span
    if sentence.index == 0:
        return None
    last = sentences[sentence.index - 1]
    return trimmed(last, range(len(last.tokens)))


def _that(sight: Sight, before: Sequence[Earlier]) -> Span | None:
    """What the sentence before says may come."""
    near = [one for one in before if 0 < sight.sentence.index - one.sight.sentence.index <= 1]
    return near[-1].span if near else None


def _asked(sight: Sight, sentences: Sequence[Sentence]) -> Span | None:
    """The condition asked just before: "What happens if Russia is beaten?" before "that would mean"."""
    for index in range(sight.sentence.index - 1, max(sight.sentence.index - 1 - _BACK, -1), -1):
        asked = sentences[index]
        if not asked.text.rstrip("”’\"' ").endswith("?"):
            continue
        for mark in asked.tokens:
            if mark.lower == "if" and mark.dep in ("mark", "advmod"):
                return trimmed(asked, [i for i in subtree(asked, mark.head) if i >= mark.i])
        # "What if …?" has no verb above the condition.
        for mark in asked.tokens[:-1]:
            if mark.lower == "if":
                return trimmed(asked, range(mark.i, len(asked.tokens) - 1))
    return None
