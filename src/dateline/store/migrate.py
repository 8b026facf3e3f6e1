"""Bringing a store's tables to the version of this program, once, whoever comes first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from dateline.errors import StoreError
from dateline.store.engine import is_sqlite, locked_for_writing, write_ahead
from dateline.store.tables import VERSION, VERSION_TABLE

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["SCRIPTS", "configured", "make_current", "upgrade", "version_of"]

SCRIPTS = Path(__file__).parent / "migrations"


def make_current(engine: Engine, *, patience: float) -> None:
    """Build or upgrade the tables when they are not of this version.

    Raises `StoreError` when the store is newer than the program, or a database of something else.
    """
    with engine.connect() as connection, connection.begin():
        if not _is_older(connection):
            return
    if is_sqlite(engine):
        write_ahead(engine, patience=patience)
    with engine.connect() as connection, locked_for_writing(connection):
        # Another process may have done it while this one waited for the lock.
        if _is_older(connection):
            upgrade(connection, to=VERSION)


def _is_older(connection: Connection) -> bool:
    found = version_of(connection)
    if found == VERSION:
        return False
    if found is not None and found > VERSION:
        raise StoreError(
            f"the store has version {found} and this Dateline knows versions up to {VERSION}; "
            "install a newer Dateline"
        )
    if found is None and _has_tables(connection):
        raise StoreError("the database holds something other than a Dateline store; name another one")
    return True


def version_of(connection: Connection) -> str | None:
    """The recorded version, four digits, or `None` where there is none."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    version = sa.column("version_num", sa.String)
    return connection.scalar(sa.select(version).select_from(sa.table(VERSION_TABLE)))


def _has_tables(connection: Connection) -> bool:
    return bool(sa.inspect(connection).get_table_names())


def upgrade(connection: Connection, *, to: str) -> None:
    """Run the numbered migrations up to a version inside the transaction that is open."""
    # Costs more to import than all the rest of opening a store, and is wanted once in its life.
    from alembic import command

    command.upgrade(configured(connection), to)


def configured(connection: Connection) -> Config:
    """What Alembic is to know: where the migrations lie, and the transaction to run them in."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
