"""Whom a source's words stand for, innermost first, the outlet left out: names, else what introduces them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.told import tell

CASES: Sequence[tuple[str, list[str | None]]] = (
    # A description and the name set off behind it.
    ("The harbour master, Pavel Ruzic, said the pier had been *hit*.", ["Pavel Ruzic"]),
    ("His sister, Anja Ruzic, told us that nobody had *fled*.", ["Anja Ruzic"]),
    ("The baker who fed them, Pavel Ruzic, insists they *starved*.", ["Pavel Ruzic"]),
    # The noun beside a name stands for it later.
    ("Colonel Pavel Ruzic left. The colonel said his men had *starved*.", ["Pavel Ruzic"]),
    ("The envoy, Anja Ruzic, left. The envoy said the mill had *burned*.", ["Anja Ruzic"]),
    # Pronouns of people whom only unknown nouns describe.
    ("A welder said the mill had burned. He said nobody had *died*.", ["A welder"]),
    ("Pavel Ruzic left. A welder said the mill burned. She said two men had *died*.", ["A welder"]),
    ("A spokesman said the mill had burned. He said nobody had *died*.", ["A spokesman"]),
    # A participle that goes on with what was said.
    ("The envoy said the deal breaks the treaty, adding that both sides had *lied*.", ["The envoy"]),
    # Whom nobody names.
    ("Rumours spread that the dam had *burst*.", [None]),
    ("There were reports of *shelling* near the mill.", [None]),
    ("The army let it be known that the dam had *burst*.", ["The army"]),
    ("The army said in a statement that the dam had *burst*.", ["The army"]),
    ("Radio Sorl is reporting, citing two traders, that the dam has *burst*.", ["two traders", "Radio Sorl"]),
    ("The dam was old, she insists, and it *burst* at night.", ["she"]),
    ("Two clerks, citing sailors, denied it and said that the pier had *burned*.", ["sailors", "Two clerks"]),
    ("She called on the guards to *leave*.", ["She"]),
    ("A clerk left. He *asked* not to be named for fear of arrest.", []),
    ("The pilot radioed that the strip had *burned*.", ["The pilot"]),
    # Words for whoever spoke last.
    ("“It is late,” said Pavel Ruzic. “They *starved*,” the veteran lawmaker added.", ["Pavel Ruzic"]),
    ("The commission sat for a year. It holds that the dam had *burst*.", ["The commission"]),
    # Labels of headlines and entries.
    ("Seoul: patrol *crossed* the line", ["Government of South Korea"]),
    ("Panel: rebels *shelled* the mill", ["Panel"]),
    ("09.31 Mayor: two *killed* at the pier.", ["Mayor"]),
    ("No group claimed that it had *shelled* the mill.", []),
    # What is asked after is nobody's word.
    ("Did the general say that rebels had *shelled* the mill?", []),
    ("Did the captain urge them to *shell* the mill?", []),
    ("Will the dam hold? The general said that rebels had *shelled* it.", ["The general"]),
)


def named(marked: str, lore: Lore, parser: Parser) -> list[str | None]:
    told = tell(marked, lore, parser)
    record = told.around_mark()
    claims = told.claims_of(record) if record else []
    return [by.name or by.text for by in claims[0].by[:-1]] if claims else ["nothing read"]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_who_speaks(marked: str, expected: list[str | None], lore: Lore, parser: Parser) -> None:
    assert named(marked, lore, parser) == expected
