"""A server on loopback over a store of the examples; and one over a copy, for tests that write."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from httpx import Client

from dateline.store import Store, View
from dateline.tell.api import Bounds, running
from dateline.tell.reading import Reader
from docs.api_examples import TOKEN, filled, serving

ROOT = "/api/v1"
WRITES = {"authorization": f"Bearer {TOKEN}"}

Serve = Callable[..., Client]


@pytest.fixture(scope="session")
def examples_store(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    path = tmp_path_factory.mktemp("api") / "examples.db"
    with Store.open(str(path)) as store:
        filled(store, reader)
    return path


@pytest.fixture(scope="session")
def client(examples_store: Path) -> Iterator[Client]:
    """Asks a server that nobody writes to."""
    with running(serving(str(examples_store))) as address, Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def view(examples_store: Path) -> Iterator[View]:
    with Store.open(str(examples_store)) as store:
        yield store.view()


@pytest.fixture
def own(examples_store: Path, tmp_path: Path) -> Path:
    """A copy of the store, the test's own."""
    return copied(examples_store, tmp_path)


def copied(store: Path, folder: Path) -> Path:
    """A copy of a store, with what is written beside it."""
    for part in store.parent.glob(f"{store.name}*"):
        shutil.copy(part, folder / part.name)
    return folder / store.name


@pytest.fixture
def serve(own: Path) -> Iterator[Serve]:
    """Serves the copy, within bounds of the test's own."""
    with ExitStack() as stack:

        def start(*, store: Path | None = None, bounds: Bounds | None = None, **others: Any) -> Client:
            wanted = replace(serving(str(store or own)), bounds=bounds or Bounds(), **others)
            address = stack.enter_context(running(wanted))
            return stack.enter_context(Client(base_url=address, timeout=60))

        yield start


@pytest.fixture(scope="module")
def writer(examples_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Asks a server over a copy that the tests of a module share: starting its reading process takes long."""
    copy = copied(examples_store, tmp_path_factory.mktemp("writer"))
    with running(serving(str(copy))) as address, Client(base_url=address, timeout=60) as client:
        yield client


def every(client: Client, path: str, **query: Any) -> list[dict[str, Any]]:
    """All items of a list, part by part."""
    found: list[dict[str, Any]] = []
    cursor: str | None = query.pop("cursor", None)
    while True:
        given = {name: value for name, value in (query | {"cursor": cursor}).items() if value is not None}
        answer = client.get(ROOT + path, params=given)
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        cursor = answer.json()["next"]
        if cursor is None:
            return found
