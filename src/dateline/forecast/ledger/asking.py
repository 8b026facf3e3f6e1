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
# What a comparison is made with, and so measured by, follows this.
_COMPARING = "than"


def lacks(question: Question, words: Words) -> tuple[str, ...]:
    """What keeps the question from being resolved, by name; nothing when it can be. `words`: the lexicon's.

    A vague word is no lack where the rule says what it means, which is to say that the rule has it too, nor
    where it compares with a measure ("more than 20,000").
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
    vague = words["unmeasured"] - set(rule)
    yield from (f"vague word: {word}" for word in sorted(_bare(asked) & vague))


def _bare(asked: list[str]) -> set[str]:
    """The words that stand without a measure behind them."""
    return {word for word, after in zip(asked, [*asked[1:], ""], strict=True) if after != _COMPARING}


def _subject(asked: list[str], words: Words) -> str:
    """The first word that is no auxiliary, article or conjunction, which is where a subject begins."""
    return next((word for word in asked if word not in words["question-openers"]), "")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
