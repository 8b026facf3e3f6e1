"""The command line in this process, with the knowledge and parser that are open already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from dateline.tell import reads
from dateline.tell.cli import app
from dateline.tell.reading import Reader

if TYPE_CHECKING:
    from dateline.lore import Lore
    from dateline.parse import Parser

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def reader(lore: Lore, parser: Parser) -> Reader:
    return Reader(lore, parser)


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

    monkeypatch.setattr(reads, "open_reader", opened)
    return run
