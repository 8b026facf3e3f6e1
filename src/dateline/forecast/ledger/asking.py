"""What a question lacks that would let it be resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.lore.vague import Vague
from dateline.model.ledger import Question

__all__ = ["lacks"]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Fewer words name no party and deed: "Peace soon?" is a hope.
_LEAST_WORDS = 3


def lacks(question: Question, vague: Vague) -> tuple[str, ...]:
    """What keeps the question from being resolved, by name; nothing when it can be.

    A vague word is no lack where the rule says what it means, which is to say that the rule has it too.
    """
    return tuple(_lacks(question, vague))


def _lacks(question: Question, vague: Vague) -> Iterator[str]:
    asked = _words(question.text)
    rule = _words(question.rule or "")
    if len(asked) < _LEAST_WORDS:
        yield "no question"
    if question.due is None:
        yield "no horizon"
    if not rule:
        yield "no resolution rule"
    if _subject(asked, vague) in vague.subjects:
        yield "vague subject"
    yield from (f"vague word: {word}" for word in sorted(set(asked) & vague.words - set(rule)))


def _subject(words: list[str], vague: Vague) -> str:
    """The first word that is no auxiliary, article or conjunction, which is where a subject begins."""
    return next((word for word in words if word not in vague.openers), "")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
