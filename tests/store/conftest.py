"""Every test of the store runs on every backend of this list."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from dateline.store import Store

# So that the tests find their samples and strategies however pytest imports them.
sys.path.insert(0, str(Path(__file__).parent))

from postgres_server import Server, serving

BACKENDS = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server, started when the first test wants it."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session", params=BACKENDS)
def new_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Gives the address of a store that does not exist yet, another one each time."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("server")
        return server.new_url
    folder = tmp_path_factory.mktemp(request.param)
    numbers = count()
    return lambda: f"sqlite:///{folder / f'store-{next(numbers)}.db'}"


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as store:
        yield store
