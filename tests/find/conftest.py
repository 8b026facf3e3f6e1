"""The finders, ready to read one text."""

from __future__ import annotations

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.find.finds import Finds


@pytest.fixture(scope="session")
def finds(lore: Lore, parser: Parser) -> Finds:
    return Finds(lore, parser)
