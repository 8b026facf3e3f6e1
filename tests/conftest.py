"""The lore and the parser, opened once for the whole run: both are read-only and dear to load."""

from __future__ import annotations

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from dateline.settings import cache_folder


@pytest.fixture(scope="session")
def lore() -> Lore:
    return Lore.open(cache_folder())


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()
