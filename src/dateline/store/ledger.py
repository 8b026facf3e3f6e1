"""The ledger's rows: read in order, and added behind the last one; the database refuses all else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.errors import LedgerError, UsageError
from dateline.model.ledger import Body, LedgerEntry, sealed_entry
from dateline.store import tables
from dateline.store.pages import moment_of_reading

__all__ = ["NAMES", "append", "entries_of", "entry_query", "extend"]

NAMES = ("seq", "at", "author", "kind", "body", "previous", "hash")


def entry_query(known: str | None = None) -> sa.Select[Any]:
    """All entries in order, or those up to a moment."""
    table = tables.ledger
    query = sa.select(*(table.c[name] for name in NAMES)).order_by(table.c.seq)
    return query if known is None else query.where(table.c.at <= known)


def entries_of(connection: Connection) -> list[LedgerEntry]:
    """All entries in order."""
    return [LedgerEntry(*tuple(row)) for row in connection.execute(entry_query())]


def append(
    connection: Connection, bodies: Iterable[Body], *, at: str, author: str, after: LedgerEntry | None
) -> list[LedgerEntry]:
    """Write bodies as the next entries; to be called where no other writer can come between.

    Raises `UsageError` for a moment before that of the entry `after` which they come.
    """
    moment = moment_of_reading(at)
    if after is not None and moment < after.at:
        raise UsageError(
            f"the last entry of the ledger is of {after.at}; give a moment that is not before it, not {at!r}"
        )
    added: list[LedgerEntry] = []
    for body in bodies:
        after = sealed_entry(body, at=moment, author=author, after=after)
        added.append(after)
    _insert(connection, added)
    return added


def extend(connection: Connection, entries: Sequence[LedgerEntry]) -> int:
    """Add what a longer copy of this ledger has; gives how many. Raises `LedgerError` if they part."""
    there = entries_of(connection)
    for mine, theirs in zip(there, entries, strict=False):
        if mine != theirs:
            raise LedgerError(
                f"the ledger in the store and the one to import part at entry {mine.seq}; "
                "import into another store"
            )
    _insert(connection, entries[len(there) :])
    return max(0, len(entries) - len(there))


def _insert(connection: Connection, entries: Sequence[LedgerEntry]) -> None:
    rows = [{name: getattr(entry, name) for name in NAMES} for entry in entries]
    if rows:
        connection.execute(sa.insert(tables.ledger), rows)
