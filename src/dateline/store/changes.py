"""Whether anything in a store has changed, told without reading what."""

from __future__ import annotations

from threading import Lock

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from dateline.store.engine import explained, is_sqlite

__all__ = ["Changes"]


class Changes:
    """A mark that differs whenever anybody has written to the store, here or in another process.

    Marks can be compared within one `Changes` alone: they mean nothing to another, or after it was closed.
    May be shared by threads; holds a connection until `close`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        with explained(engine, "read"):
            self._connection = engine.raw_connection()
        self._query = (
            "PRAGMA data_version"
            if is_sqlite(engine)
            else str(sa.select(sa.text("pg_snapshot_xmax(pg_current_snapshot())::text")))
        )

    def mark(self) -> str:
        """The mark of the store as it is. Raises `StoreError`."""
        with self._lock, explained(self._engine, "read"):
            cursor = self._connection.cursor()
            try:
                cursor.execute(self._query)
                row = cursor.fetchone()
            finally:
                cursor.close()
                # PostgreSQL opens a transaction with the first query; in it the mark would stand still.
                self._connection.rollback()
        return str(row[0]) if row else ""

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            self._connection.close()
