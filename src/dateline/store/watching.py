"""Events as they became known, each with its incident: what the signposts of scenarios look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from dateline.errors import StoreError
from dateline.model import Event
from dateline.store import tables
from dateline.store.facets import fold

__all__ = ["Seen", "events_seen", "seen_of"]

# Read in bulk: the strict reading of `codec.decode` looks at every line twice.
_EVENT = msgspec.json.Decoder(Event)


@dataclass(frozen=True, slots=True)
class Seen:
    """An event, the ISO day on which its document was published ("" unknown), and its incident, if any."""

    event: Event
    published: str
    incident: str | None


def events_seen(types: Sequence[str] | None, until: str | None) -> sa.Select[Any]:
    """All events, or those filed under any of some types; `until` leaves out what was published later."""
    records, documents = tables.records, tables.documents
    about, accounts = tables.account_records, tables.accounts
    home = (
        sa.select(sa.func.min(accounts.c.incident))
        .join(about, about.c.account == accounts.c.number)
        .where(about.c.record == records.c.number)
        .scalar_subquery()
    )
    query = (
        sa.select(records.c.body, documents.c.published, home.label("incident"))
        .join(documents, documents.c.number == records.c.document)
        .where(records.c.kind == "event")
    )
    if types is not None:
        filed = tables.record_terms
        of_type = sa.select(filed.c.record).where(
            filed.c.facet == "type", filed.c.term.in_([fold(one) for one in types])
        )
        query = query.where(records.c.number.in_(of_type))
    if until is not None:
        # A moment of that day sorts behind the day alone; an unknown day ("") was not known by any.
        query = query.where(documents.c.published <= f"{until}T99", documents.c.published != "")
    return query


def seen_of(row: sa.Row[Any]) -> Seen:
    """The event in a row of the query. Raises `StoreError` when another version wrote it."""
    try:
        return Seen(_EVENT.decode(row.body), row.published[:10], row.incident)
    except msgspec.MsgspecError as error:
        raise StoreError(f"the store has an event that this version cannot read: {error}") from None
