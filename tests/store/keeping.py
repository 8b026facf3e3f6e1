"""Stores as earlier versions wrote them: rows of two articles, kept as statements in `versions/`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from dateline.store.engine import connect, is_sqlite, locked_for_writing
from dateline.store.migrate import upgrade

__all__ = ["FOLDER", "load", "writing"]

FOLDER = Path(__file__).parent / "versions"


@contextmanager
def writing(url: str) -> Iterator[sa.Connection]:
    """A connection within one transaction that writes."""
    engine = connect(url, patience=5)
    with engine.connect() as connection, locked_for_writing(connection):
        yield connection
    engine.dispose()


def load(connection: sa.Connection, version: str) -> None:
    """Make the tables of a version and put in the rows that it wrote."""
    upgrade(connection, to=version)
    for statement in (FOLDER / f"{version}.sql").read_text(encoding="utf-8").splitlines():
        connection.execute(sa.text(statement.replace(":", "\\:")))
    if not is_sqlite(connection):
        _number_on(connection)


def _number_on(connection: sa.Connection) -> None:
    """PostgreSQL numbers rows from where it left off itself, not from what the statements gave."""
    inspector = sa.inspect(connection)
    for table in inspector.get_table_names():
        if any(column["name"] == "number" for column in inspector.get_columns(table)):
            last = sa.select(sa.func.max(sa.column("number"))).select_from(sa.table(table)).scalar_subquery()
            sequence = sa.func.pg_get_serial_sequence(table, "number")
            connection.execute(sa.select(sa.func.setval(sequence, last)))
