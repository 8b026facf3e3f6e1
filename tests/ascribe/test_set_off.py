"""Titles and names in quotation marks are nobody's words; partial quotations are somebody's."""

from __future__ import annotations

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.told import tell

NAMES = [
    "Peter Novak said the film “Winter on Fire” was shown in Sumy.",
    "Peter Novak said the book ‘The Gates of Europe’ was burnt.",
    "The ministry said the cruiser “Moskva” was lost.",
    "The ministry said the “Moskva” cruiser was lost.",
    "The army said that Operation “Dawn” had begun.",
    "The army announced an operation codenamed “Dawn of Hope” on Monday.",
    "The army said fighters of the “Azov” regiment had left.",
    "The army said the battalion “Vostok” had left.",
    "The army said Ivan “Grom” Petrov was dead.",
    "Anna Korn, nicknamed “Lioness”, said nothing.",
    "Anna Korn wrote an essay titled “Why the river froze and nobody came”.",
    "He said the ferry «Rosa» had sunk.",
    "He said the ferry „Rosa“ had sunk.",
    'He said the ferry "Rosa" had sunk.',
    "He told the newspaper “Zerkalo Nedeli” nothing.",
]
WORDS = [
    "Peter Novak said the vote was “a shameful farce”.",
    "Peter Novak said the operation was “a long one”.",
    "Peter Novak said of the operation: “Nobody came.”",
    "Peter Novak told the newspaper “nobody came”.",
    "The channel “has never been wrong before”, Peter Novak said.",
    "“Nobody came,” battalion commander Peter Novak said.",
    "Peter Novak said the company “Will Not Be Moved. It stays”.",
]


@pytest.mark.parametrize("text", NAMES)
def test_names_are_set_off(text: str, lore: Lore, parser: Parser) -> None:
    (quote,) = tell(text, lore, parser).all("quote")
    assert (quote.speaker, quote.cue, quote.scare) == (None, None, True)


@pytest.mark.parametrize("text", WORDS)
def test_words_are_said(text: str, lore: Lore, parser: Parser) -> None:
    (quote,) = tell(text, lore, parser).all("quote")
    assert quote.speaker is not None
    assert not quote.scare
