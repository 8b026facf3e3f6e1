"""The root that saying so amounts to: what is to come, refused or threatened has another."""

from __future__ import annotations

import pytest

from dateline.codify import told_root
from dateline.lore import Lore
from dateline.parse import Parser
from tests.told import tell

# (sentence with its trigger marked, root)
CASES = (
    ("Chad *sent* food to Mali.", "AID"),
    ("Chad agreed to *send* food to Mali.", "AGREE"),
    ("Chad will *send* food to Mali.", "AGREE"),
    ("Chad refused to *send* food to Mali.", "REJECT"),
    ("Chad *met* the emir in Doha.", "CONSULT"),
    ("Chad will *meet* the emir in Doha.", "AGREE"),
    ("Chad refused to *release* the envoy.", "REJECT"),
    ("Chad threatened to *shell* Bamako.", "THREATEN"),
    ("Chad will *shell* Bamako.", "THREATEN"),
    ("Chad did not *shell* Bamako.", "ASSAULT"),
    ("Chad urged Mali to *release* the envoy.", "RETREAT"),
)


@pytest.mark.parametrize(("text", "root"), CASES)
def test_the_root_by_what_became_of_it(text: str, root: str, lore: Lore, parser: Parser) -> None:
    (event,) = tell(text, lore, parser).events_at_mark()
    assert told_root(event.type, event.factuality) == root
