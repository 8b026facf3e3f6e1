"""Records page by page: where a page ends, and the queries that go on from there.

A page is found by the place of the last record before it, never by counting, so that what is added meanwhile
neither repeats nor hides a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.store import tables

__all__ = ["Added", "Hit", "Placed", "Position", "hits", "in_order", "kept_after", "placed_in", "size_of"]

Condition = sa.ColumnElement[bool]
Found = sa.Select[Any]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record stands among all: its document by day and id, its place in that, its own id."""

    published: str
    document: str
    position: int
    id: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A record as its JSON line, where it stands, and whether anybody disputes it."""

    at: Position
    body: str
    contested: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that has the words looked for: its number, which grows with every record added."""

    number: int
    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class Added:
    """A record as it was added: its number, kind, id, the id of its document, and its JSON line."""

    number: int
    kind: str
    id: str
    document: str
    body: str


def in_order(disputed: Condition, *, newest: bool, walked: bool) -> Found:
    """Records with their places; the newest document first or last, within each in the order of its text.

    `walked`: document by document, so that no more are looked at than are asked for.
    """
    records, documents = tables.records, tables.documents
    # The sum keeps SQLite from going through all records and looking up the document of each.
    home = documents.c.number + 0 if walked else documents.c.number
    query = sa.select(
        records.c.body,
        records.c.id,
        records.c.position,
        documents.c.published,
        documents.c.id.label("document"),
        disputed.label("disputed"),
    ).join(documents, records.c.document == home)
    by = [documents.c.published, documents.c.id]
    return query.order_by(
        *(column.desc() if newest else column for column in by), records.c.position, records.c.id
    )


def placed_in(row: sa.Row[Any]) -> Placed:
    """The record in a row of `in_order`."""
    at = Position(row.published, row.document, row.position, row.id)
    return Placed(at, row.body, bool(row.disputed))


def kept_after(at: Position, *, newest: bool) -> list[Condition]:
    """What holds of the records behind one, whether or not that is still there."""
    records, documents = tables.records, tables.documents
    document = sa.tuple_(documents.c.published, documents.c.id)
    home = sa.tuple_(sa.literal(at.published), sa.literal(at.document))
    own = sa.tuple_(records.c.position, records.c.id) > sa.tuple_(sa.literal(at.position), sa.literal(at.id))
    # The first narrows the walk along the index, the second drops what was shown of the same document.
    reached = document <= home if newest else document >= home
    return [reached, (documents.c.id != at.document) | own]


def size_of(found: Found, most: int) -> Found:
    """How many a search finds, counted up to a bound."""
    return sa.select(sa.func.count()).select_from(found.limit(most).subquery())


def hits(found: Found, kinds: Sequence[str], before: int | None) -> Found:
    """The records of some kinds that a search for words finds, the last added first."""
    records, documents = tables.records, tables.documents
    number = found.selected_columns[0]
    bounded = found if before is None else found.where(number < before)
    rows = bounded.order_by(number.desc()).subquery()
    # The index of words gives its rows in this order; joined one by one, no more are looked at than needed.
    query = sa.select(records.c.number, records.c.kind, records.c.body)
    query = query.select_from(rows.join(records, records.c.number == rows.c[0]).join(documents))
    return query.where(records.c.kind.in_(kinds)).order_by(rows.c[0].desc())
