"""The queries for incidents: which there are in what order, and what belongs to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from dateline.model import Joining
from dateline.store import tables
from dateline.store.portions import slices

__all__ = [
    "bodies_at",
    "bodies_of",
    "counted",
    "homes_of",
    "incidents_in_order",
    "joining_of",
    "joinings_of",
    "named",
    "passing_records",
]

Condition = sa.ColumnElement[bool]
Found = sa.Select[Any]

_JOINING = msgspec.json.Decoder(Joining)
# What accounts of happenings are found by: their events, or their document where nothing in it was coded.
_TOLD = ("event", "document")
# A figure's kind, a change of control and a stance are types too.
_TYPED = (*_TOLD, "figure", "control", "claim")


def passing_records(wanted: Sequence[Condition], known: Sequence[Condition], *, typed: bool) -> Found:
    """Numbers of events and documents of which all conditions hold; `typed`: of figures and claims too."""
    records, documents = tables.records, tables.documents
    query = sa.select(records.c.number).join(documents, documents.c.number == records.c.document)
    return query.where(records.c.kind.in_(_TYPED if typed else _TOLD), *wanted, *known)


def incidents_in_order(passing: Found | None, known: Sequence[Condition]) -> Found:
    """Incidents that tell of a passing record, by the first day that is told of each and their ids."""
    table, about = tables.accounts, tables.account_records
    told = sa.func.min(sa.case((table.c.dated, table.c.start)))
    # Without a told day, what each leaves open overlaps from the last of their first days on.
    day = sa.func.coalesce(told, sa.func.max(table.c.start)).label("day")
    query = sa.select(table.c.incident, day).where(*known)
    if passing is not None:
        of = table.alias("of")
        home = sa.select(of.c.incident).join(about, about.c.account == of.c.number)
        query = query.where(table.c.incident.in_(home.where(about.c.record.in_(passing))))
    return query.group_by(table.c.incident).order_by(day, table.c.incident)


def bodies_of(incidents: Sequence[str], known: Sequence[Condition]) -> Found:
    """The accounts of incidents, in the order of their ids."""
    table = tables.accounts
    query = sa.select(table.c.incident, table.c.id, table.c.body)
    query = query.where(table.c.incident.in_(incidents), *known)
    return query.order_by(table.c.id)


def bodies_at(numbers: Sequence[int], known: Sequence[Condition]) -> Found:
    """Accounts by their numbers, with their incidents."""
    table = tables.accounts
    query = sa.select(table.c.incident, table.c.body).where(table.c.number.in_(numbers), *known)
    return query.order_by(table.c.id)


def homes_of(ids: Sequence[str]) -> Iterator[Found]:
    """Accounts with their incidents, by their ids."""
    table = tables.accounts
    for some in slices(sorted(ids)):
        yield sa.select(table.c.id, table.c.incident).where(table.c.id.in_(some))


def counted(known: Sequence[Condition]) -> tuple[Found, Found]:
    """How many accounts there are, and how many incidents."""
    table = tables.accounts
    counts = sa.func.count(), sa.func.count(sa.distinct(table.c.incident))
    accounts, incidents = (sa.select(count).select_from(table).where(*known) for count in counts)
    return accounts, incidents


def named(id: str) -> Iterator[Found]:
    """Where an incident may be found by an id: its own, one that it had, an account's, a record's."""
    table, about, records = tables.accounts, tables.account_records, tables.records
    for column in (table.c.incident, table.c.name, table.c.id):
        yield sa.select(table.c.incident).where(column == id)
    told = sa.select(table.c.incident).join(about, about.c.account == table.c.number)
    yield (
        told.join(records, records.c.number == about.c.record).where(records.c.id == id).order_by(table.c.id)
    )


def joinings_of(ids: Sequence[str]) -> Iterator[Found]:
    """The links of which both ends are among accounts."""
    table, links = tables.accounts, tables.account_links
    other = table.alias("other")
    for some in slices(ids):
        for rest in slices(ids):
            yield (
                sa.select(links.c.body)
                .join(table, table.c.number == links.c.one)
                .join(other, other.c.number == links.c.other)
                .where(table.c.id.in_(some), other.c.id.in_(rest))
            )


def joining_of(row: sa.Row[Any]) -> Joining:
    """The link in a row of the table."""
    return _JOINING.decode(row.body)
