"""The gazetteer is compiled once for the whole run, into the cache folder that Dateline itself uses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.lore.gazetteer import Gazetteer
from dateline.settings import cache_folder


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer.open(cache_folder()) as opened:
        yield opened
