"""Connections: how a backend is reached and set up, and what its errors mean to a person."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from dateline.errors import StoreError

__all__ = ["connect", "explained", "is_sqlite", "locked_for_writing", "write_ahead"]

_PAUSE = 0.02
"""Seconds between tries where SQLite does not wait by itself; short against any wait a person notices."""

_LOCK = 4_951_001
"""The advisory lock of writers on PostgreSQL; any number does that nothing else in the database uses."""

_LEAST_TIMEOUT = 2
"""Seconds: the PostgreSQL client takes fewer for no limit or for these."""

_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}

_CAUSES = {
    "SQLITE_NOTADB": "it is not a database; name another file, or move this one away",
    "SQLITE_CORRUPT": "the database is damaged; restore it from a copy",
    "SQLITE_READONLY": "it is read-only; allow writing to the file and its folder, or copy it elsewhere",
    "SQLITE_FULL": "the disk is full; free some space, nothing of this page was written",
    "SQLITE_BUSY": "another process has kept it locked for too long; try again when that has ended",
    "SQLITE_LOCKED": "another process has kept it locked for too long; try again when that has ended",
    "SQLITE_CANTOPEN": "the file cannot be opened; check that its folder exists and may be written to",
    "SQLITE_IOERR": "reading or writing the file failed; check the disk and its free space",
    # PostgreSQL's name for a lock that was waited for as long as allowed.
    "55P03": "another process has kept it locked for too long; try again when that has ended",
}


def connect(url: str, *, patience: float) -> Engine:
    """An engine for a database URL, or for SQLite when it is a bare path; nothing is opened yet.

    `patience` is how many seconds to wait for a lock. The folder of a SQLite file is made.
    """
    target = _target(url)
    if target.get_backend_name() == "postgresql":
        engine = _engine(target, connect_timeout=max(_LEAST_TIMEOUT, ceil(patience)))
        sa.event.listen(engine, "connect", _waiting_at_most(patience))
        return engine
    if target.get_backend_name() == "sqlite":
        _make_folder(target)
        engine = _engine(target, timeout=patience)
        sa.event.listen(engine, "connect", _set_up)
        sa.event.listen(engine, "begin", _begin)
        return engine
    return _engine(target)


def _engine(target: URL, **options: float) -> Engine:
    try:
        return sa.create_engine(target, connect_args=options)
    except (ImportError, NoSuchModuleError, ArgumentError) as error:
        reason = str(error).split("\n")[0]
        raise StoreError(f"cannot use the store {_shown(target)}: {reason}") from None


def _target(url: str) -> URL:
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        target = make_url(url)
        # The driver that Dateline brings; which one a bare name means differs between versions of SQLAlchemy.
        return target.set(drivername=_DRIVERS.get(target.drivername, target.drivername))
    except (ArgumentError, ValueError):
        raise StoreError(
            f"{url!r} is no address of a store; give a file, sqlite:///file or postgresql://user@host/name"
        ) from None


def _make_folder(target: URL) -> None:
    name = target.database or ""
    if name in ("", ":memory:"):
        raise StoreError("a store in memory would forget at once; give a file, such as sqlite:///dateline.db")
    if name.startswith("file:"):
        return
    try:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder of the store {name}: {error.strerror}") from None


def _shown(target: URL) -> str:
    return (target.database or "") if target.drivername.startswith("sqlite") else target.render_as_string()


def _waiting_at_most(patience: float) -> Callable[[DBAPIConnection, object], None]:
    """Sets up a connection to PostgreSQL, which otherwise waits for another writer without end."""

    def set_up(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = {max(1, round(1000 * patience))}")
        cursor.close()
        connection.commit()

    return set_up


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    """SQLite leaves transactions to us, so that BEGIN says what kind it is and DDL is inside it.

    With `synchronous=FULL` a commit waits for the disk: what was reported as written outlives not only
    the process but the power. It costs a few milliseconds a page, a small part of reading one.
    """
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin(connection: Connection) -> None:
    # A reader that becomes a writer half-way can fail without waiting, so writers say so from the start.
    writes = connection.get_execution_options().get("dateline_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_sqlite(connection: Connection | Engine) -> bool:
    """Whether the backend is SQLite, the one with an FTS5 index."""
    return connection.dialect.name == "sqlite"


@contextmanager
def locked_for_writing(connection: Connection) -> Iterator[None]:
    """One transaction that keeps other writers out until it ends; undone when an error leaves it."""
    connection.execution_options(dateline_writes=True)
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        yield


def write_ahead(engine: Engine, *, patience: float) -> None:
    """Put a SQLite file into write-ahead mode, where readers and the writer do not wait for each other.

    The file remembers. SQLite does not queue for this switch, so two processes that meet here try again.
    """
    raw = engine.raw_connection()
    try:
        for tries_left in range(int(patience / _PAUSE), -1, -1):
            try:
                raw.cursor().execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                if not tries_left or _name(error) not in ("SQLITE_BUSY", "SQLITE_LOCKED"):
                    raise
                time.sleep(_PAUSE)
    finally:
        raw.close()


@contextmanager
def explained(engine: Engine, doing: str) -> Iterator[None]:
    """Turn a database's errors into a `StoreError` that says what failed, why and what to do."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        reason = _CAUSES.get(_name(cause)) or str(cause).strip().split("\n")[0]
        raise StoreError(f"cannot {doing} the store {_shown(engine.url)}: {reason}") from error


def _name(error: BaseException) -> str:
    """SQLite's name of an error without its detail (SQLITE_IOERR_WRITE is SQLITE_IOERR), or PostgreSQL's."""
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return str(state)
    return "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])
