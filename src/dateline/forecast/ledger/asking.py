"""What a question lacks that would let it be resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dateline.model.ledger import Question

__all__ = ["lacks"]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
Words = Mapping[str, frozenset[str]]
# Fewer words name no party and deed: "Peace soon?" is a hope.
_LEAST_WORDS = 3


def lacks(question: Question, words: Words) -> tuple[str, ...]:
    """What keeps the question from being resolved, by name; nothing when it can be. `words`: the lexicon's.

    A vague word is no lack where the rule says what it means, which is to say that the rule has it too.
    """
    return tuple(_lacks(question, words))


def _lacks(question: Question, words: Words) -> Iterator[str]:
    asked = _words(question.text)
    rule = _words(question.rule or "")
    if len(asked) < _LEAST_WORDS:
        yield "no question"
    if question.due is None:
        yield "no horizon"
    if not rule:
        yield "no resolution rule"
    if _subject(asked, words) in words["question-subjects"]:
        yield "vague subject"
    yield from (f"vague word: {word}" for word in sorted(set(asked) & words["unmeasured"] - set(rule)))


def _subject(asked: list[str], words: Words) -> str:
    """The first word that is no auxiliary, article or conjunction, which is where a subject begins."""
    return next((word for word in asked if word not in words["question-openers"]), "")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
