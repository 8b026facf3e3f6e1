"""The command line in this process, with one opened knowledge and parser for the whole run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.lore import Lore
from dateline.parse import Parser
from dateline.settings import cache_folder
from dateline.tell import reads
from dateline.tell.cli import app
from dateline.tell.reading import Reader

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Opened once: it takes a second or two."""
    return Reader(Lore.open(cache_folder()), Parser())


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def run(store: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `dateline` here. The store is the test's own."""

    def call(*arguments: str, stdin: bytes | None = None, columns: int = 100) -> Result:
        monkeypatch.setenv("DATELINE_STORE", store)
        monkeypatch.setenv("COLUMNS", str(columns))
        return CliRunner().invoke(app, list(arguments), input=stdin, prog_name="dateline")

    return call


@pytest.fixture
def run_read(run: Run, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    """As `run`, with the reader that is open already."""

    def opened(theatre: str | None) -> Reader:
        reader.lore.within(theatre)
        return reader

    monkeypatch.setattr(reads, "_open", opened)
    return run
