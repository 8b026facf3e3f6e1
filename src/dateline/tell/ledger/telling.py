"""What an entry came to, in a line on standard output."""

from __future__ import annotations

import sys

from dateline.forecast.ledger import body_of
from dateline.model.ledger import Correction, LedgerEntry, Question

__all__ = ["tell", "tell_correction", "tell_question"]


def tell(line: str) -> None:
    """One line."""
    sys.stdout.write(f"{line}\n")


def tell_question(entry: LedgerEntry) -> None:
    """That a question was entered, and what it lacks."""
    tell(f"Forecast {entry.seq} is entered.")
    question = body_of(entry)
    if isinstance(question, Question):
        _tell_lacks(entry.seq, question)


def tell_correction(entry: LedgerEntry) -> None:
    """What was corrected, and what a corrected question still lacks."""
    body = body_of(entry)
    if isinstance(body, Correction):
        tell(f"Entry {entry.seq} corrects entry {body.entry}.")
        if body.question is not None:
            _tell_lacks(body.entry, body.question)


def _tell_lacks(number: int, question: Question) -> None:
    if question.lacks:
        lacks = ", ".join(question.lacks)
        tell(f"It cannot be resolved yet: {lacks}. `dateline forecast correct {number}` mends it.")
