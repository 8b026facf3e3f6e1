"""What the store holds already that a new document's claims may answer, found by index alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.model import Claim, Control, Figure, Record, Response
from dateline.store import tables
from dateline.store.codec import decode
from dateline.store.matters import Matter, around
from dateline.store.portions import slices

__all__ = ["Earlier", "Respond", "about", "earlier_than"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Claims of other documents with what they are of, and when each of their documents was published."""

    records: tuple[Record, ...]
    published: Mapping[str, str]


Respond = Callable[[Sequence[Record], Earlier], Sequence[Response]]
"""Tells how one document's claims and earlier ones stand to each other. Must not depend on their order."""


def earlier_than(connection: Connection, found: Sequence[Matter]) -> Earlier:
    """What speaks of the same matters within the window of days, with what it is of."""
    rows = {row.id: row for query in candidates(found) for row in connection.execute(query)}
    claims = [decode(row.body) for row in rows.values()]
    published = {row.home: row.published for row in rows.values()}
    told = list(_by_id(connection, {claim.of.id for claim in claims if isinstance(claim, Claim)}))
    events = {one.event for one in told if isinstance(one, Figure | Control) and one.event}
    known = {record.id for record in told}
    return Earlier((*claims, *told, *_by_id(connection, events - known)), published)


def candidates(found: Sequence[Matter]) -> Iterator[sa.Select[Any]]:
    """The queries for claims that speak of the same matters: one a day and slice of keys."""
    matters, records, documents = tables.matters, tables.records, tables.documents
    by_day = sorted({(matter.day, matter.key) for matter in found})
    for day, group in groupby(by_day, key=lambda pair: pair[0]):
        first, last = around(day)
        for keys in slices([key for _, key in group]):
            yield (
                sa.select(records.c.id, records.c.body, documents.c.id.label("home"), documents.c.published)
                .select_from(matters)
                .join(records, records.c.number == matters.c.record)
                .join(documents, documents.c.number == records.c.document)
                # Not `between`: PostgreSQL takes no parameter with a collation for its ends.
                .where(matters.c.key.in_(keys), matters.c.day >= first, matters.c.day <= last)
            )


def _by_id(connection: Connection, ids: Iterable[str]) -> Iterator[Record]:
    for some in slices(sorted(ids)):
        query = sa.select(tables.records.c.body).where(tables.records.c.id.in_(some))
        yield from (decode(body) for body in connection.scalars(query))


def about(response: Response, known: Mapping[str, Record]) -> Iterator[str]:
    """Ids of the records that a response is about: both claims and what they are claims of."""
    for end in (response.claim, response.to):
        claim = known.get(end)
        if isinstance(claim, Claim):
            yield from (end, claim.of.id)
