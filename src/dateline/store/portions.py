"""Values in portions that fit into one statement, and rows looked up by them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

__all__ = ["ids_of", "numbers_of", "slices"]

T = TypeVar("T")


def slices(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Values in portions that fit into one statement."""
    # SQLite takes up to 32,766 values in a statement, and some builds only 999.
    size = 900
    for start in range(0, len(values), size):
        yield values[start : start + size]


def numbers_of(connection: Connection, table: sa.Table, ids: Sequence[str]) -> dict[str, int]:
    """The numbers under which ids stand in a table, of those that are there."""
    return _looked_up(connection, table, table.c.id, ids)


def ids_of(connection: Connection, table: sa.Table, numbers: Sequence[int]) -> dict[str, int]:
    """The ids of what stands under numbers in a table, each with its number."""
    return _looked_up(connection, table, table.c.number, numbers)


def _looked_up(
    connection: Connection, table: sa.Table, by: sa.ColumnElement[T], values: Sequence[T]
) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in slices(values):
        query = sa.select(table.c.id, table.c.number).where(by.in_(some))
        found |= {row.id: row.number for row in connection.execute(query)}
    return found
