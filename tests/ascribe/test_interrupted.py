"""Pieces of a quotation around "he said": what each quote's content is, piece by piece."""

from __future__ import annotations

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.told import tell

ONE = [
    (
        "“We hold the bridge,” Peter Novak said, “and they know it.”",
        ["We hold the bridge,", "and they know it."],
    ),
    (
        "'We hold the bridge,' Peter Novak said, 'and they know it.'",
        ["We hold the bridge,", "and they know it."],
    ),
    ("‘The bridge,’ said Peter Novak, ‘is ours.’", ["The bridge,", "is ours."]),
    ('"The bridge," said Peter Novak, "Sumy\'s last, is ours."', ["The bridge,", "Sumy's last, is ours."]),
    ("“The bridge” – said Peter Novak – “is ours.”", ["The bridge", "is ours."]),
    ("“The bridge,” he said “is ours.”", ["The bridge,", "is ours."]),
    (
        "“The bridge,” said Maj. Gen. Peter Novak, “is ours.”",
        ["The bridge,", "is ours."],
    ),
    (
        "“The bridge,” Peter Novak said, “which we hold,” Peter Novak said, “is ours.”",
        ["The bridge,", "which we hold,", "is ours."],
    ),
    ("“Why,” asked Anna Korn, “did nobody come?”", ["Why,", "did nobody come?"]),
    ("„The bridge“, said Peter Novak, „is ours.“", ["The bridge", "is ours."]),
]
APART = [
    "“We hold the bridge,” Peter Novak said. “They know it.”",
    "“We hold the bridge.” Peter Novak said, “They know it.”",
    "“We hold the bridge,” Peter Novak said. Then he added, “They know it.”",
    "“We hold the bridge,” Peter Novak said, adding: “They know it.”",
    "“Nobody came,” said Peter Novak. “Everybody fled,” said Anna Korn.",
    "Peter Novak called them “traitors,” “cowards,” and “fools.”",
    "“We hold it,” Peter Novak said\n“and they know it.”",
]


def contents(text: str, lore: Lore, parser: Parser) -> list[list[str]]:
    return [[span.text for span in quote.content] for quote in tell(text, lore, parser).all("quote")]


@pytest.mark.parametrize(("text", "wanted"), ONE)
def test_one_quotation(text: str, wanted: list[str], lore: Lore, parser: Parser) -> None:
    (content,) = contents(text, lore, parser)
    assert content == wanted
    (quote,) = tell(text, lore, parser).all("quote")
    assert quote.speaker is not None
    assert quote.cue is not None
    assert not quote.scare


@pytest.mark.parametrize("text", APART)
def test_quotations_apart(text: str, lore: Lore, parser: Parser) -> None:
    assert all(len(content) == 1 for content in contents(text, lore, parser))


def test_what_it_holds_stays_a_quotation_of_its_own(lore: Lore, parser: Parser) -> None:
    text = "“She said ‘never’ to us,” Peter Novak said, “and left ‘for good’.”"
    assert contents(text, lore, parser) == [
        ["She said ‘never’ to us,", "and left ‘for good’."],
        ["never"],
        ["for good"],
    ]


def test_it_is_one_statement_with_one_claim(lore: Lore, parser: Parser) -> None:
    told = tell("“Our people,” Peter Novak said, “are very tired of this.”", lore, parser)
    (statement,) = told.all("statement")
    assert [span.text.strip(".,") for span in statement.content] == ["Our people", "are very tired of this"]
    (claim,) = told.claims_of(statement)
    assert claim.by[0].text == "Peter Novak"
