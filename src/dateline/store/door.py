"""The one door to the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from sqlalchemy.engine import Engine

from dateline.store.changes import Changes
from dateline.store.engine import connect, explained
from dateline.store.incidents import Progress
from dateline.store.joins import Joins
from dateline.store.migrate import make_current
from dateline.store.pages import known_by
from dateline.store.telling import Telling
from dateline.store.view import View
from dateline.store.writer import Writer

__all__ = ["Store"]

_PATIENCE = 30.0
"""Seconds to wait for another process: writing a page takes milliseconds, an upgrade seconds."""


class Store:
    """What has been read, kept in a database. Open it with `Store.open`; close it, or use it in a `with`.

    May be shared by threads; each writer belongs to one thread.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str, *, patience: float = _PATIENCE) -> Store:
        """Open the store at a database URL or a file's path; a new one is made, an older one upgraded.

        `patience` is how many seconds to wait while another process has it locked. Raises `StoreError`.
        """
        engine = connect(url, patience=patience)
        try:
            with explained(engine, "open"):
                make_current(engine, patience=patience)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """A writer on a connection of its own. Each page is committed by itself."""
        with explained(self._engine, "write to"):
            connection = self._engine.connect()
        with connection:
            yield Writer(connection)

    def rejoin(self, joins: Joins, progress: Progress | None = None) -> None:
        """Make all accounts and incidents anew from the records; see `Writer.rejoin`."""
        with self.writer() as writer:
            writer.rejoin(joins, progress)

    def refresh(self, joins: Joins, telling: Telling, progress: Progress | None = None) -> None:
        """Make all that follows from the records anew; see `Writer.refresh`."""
        with self.writer() as writer:
            writer.refresh(joins, telling, progress)

    def view(self, as_of: str | None = None) -> View:
        """A read-only view of everything, or of what was known by a moment: pages read up to it.

        `as_of` is an ISO 8601 date-time, UTC if it states no offset; a date alone includes its whole day.
        """
        return View(self._engine, as_of=None if as_of is None else known_by(as_of))

    def changes(self) -> Changes:
        """What tells whether anything was written meanwhile; close it when done."""
        return Changes(self._engine)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
