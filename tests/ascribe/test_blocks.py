"""Paragraphs in somebody's own words: each sentence and whose it is (None: the narrator's)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.told import tell

PAIRS = """The general who stayed

An interview with Major Ada Moll, who commands the harbour garrison

How long have you been here?
We came in March. The rebels shelled the harbour every night.

Will you leave?
No. The garrison will hold the harbour.

Later she drew a map on a table."""

PARAGRAPHS = """Joren Pike, the mayor of Sarvan, spoke to this newspaper about the flood.

What happened to the dam?

The army blew it up. We saw the trucks.

Who gave the order?

A colonel signed the order.

We had warned him twice.

Pike then left for the station."""

POSTS = """What people write

@harbour_watch (12,000 followers): Two boats are burning. Nobody is hurt.

@dockhand: No boats are burning here.

Lena Orr (@lenaorr): The army closed the harbour.

Nobody else wrote anything."""

STATEMENT = """The harbour front answered on Monday.

The front's statement in full:

Our fighters left the harbour at dawn.

We took no prisoners.

The army said that it had counted nine boats."""

POINTS = """The ministry gave three reasons for the delay:
- the bridge was mined
- the fuel depot burned down
Nobody answered further questions."""

SAID = """The governor said:

The town council has fled. The bakery is open.

The market was empty."""

CASES: Sequence[tuple[str, str, str | None]] = (
    (PAIRS, "shelled the harbour every night", "Ada Moll"),
    (PAIRS, "We came in March", "Ada Moll"),
    (PAIRS, "will hold the harbour", "Ada Moll"),
    (PAIRS, "How long", None),
    (PAIRS, "drew a map", None),
    (PARAGRAPHS, "blew it up", "Joren Pike"),
    (PARAGRAPHS, "signed the order", "Joren Pike"),
    (PARAGRAPHS, "warned him twice", "Joren Pike"),
    (PARAGRAPHS, "Who gave", None),
    (PARAGRAPHS, "left for the station", None),
    (POSTS, "Two boats are burning", "@harbour_watch"),
    (POSTS, "Nobody is hurt", "@harbour_watch"),
    (POSTS, "No boats", "@dockhand"),
    (POSTS, "closed the harbour", "Lena Orr"),
    (POSTS, "Nobody else wrote", None),
    (STATEMENT, "left the harbour at dawn", "The front's statement"),
    (STATEMENT, "took no prisoners", "The front's statement"),
    (STATEMENT, "counted nine boats", "The army"),
    (POINTS, "the bridge was mined", "The ministry"),
    (POINTS, "burned down", "The ministry"),
    (POINTS, "Nobody answered", None),
    (SAID, "council has fled", "The governor"),
    (SAID, "bakery is open", "The governor"),
    (SAID, "market was empty", None),
)


@pytest.mark.parametrize(("text", "words", "who"), CASES)
def test_blocks(text: str, words: str, who: str | None, lore: Lore, parser: Parser) -> None:
    told = tell(text, lore, parser)
    at = text.index(words)
    found = [
        claim
        for claim in told.all("claim")
        if any(span.start <= at < span.end or at <= span.start < at + len(words) for span in claim.content)
    ]
    assert found
    assert {claim.by[0].name or claim.by[0].text for claim in found} == {who}
