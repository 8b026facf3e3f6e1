"""Incidents page by page, by the first day that is told of each.

An incident has no row of its own: it stands where the account does that gives it its day. A part of the list
is so found by walking accounts by their days, whatever else there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dateline.model import Account
from dateline.store import tables
from dateline.store.incidents import account_of
from dateline.store.picture import incidents_in_order

__all__ = ["Listed", "gone_through", "part_of", "telling_of", "walked"]


@dataclass(frozen=True, slots=True)
class Listed:
    """An incident in a list: the day that gives it its place, and its accounts as they are kept.

    Accounts stand in the order of their ids; `bodies` are their JSON lines.
    """

    incident: str
    day: str
    ids: tuple[str, ...]
    bodies: tuple[str, ...]

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts. Raises `StoreError` when another version made them."""
        return tuple(map(account_of, self.bodies))


Condition = sa.ColumnElement[bool]
Found = sa.Select[Any]


def walked(conditions: Sequence[Condition]) -> Found:
    """Incidents with their days, of a whole store: `incident` and `day`."""
    table = tables.accounts
    return sa.select(table.c.incident, table.c.start.label("day")).where(_gives_the_day(), *conditions)


def _gives_the_day() -> Condition:
    """Whether an account is the one whose day its incident has: as `incidents_in_order` tells the day.

    That is the first of those with a told day; where none has one, the last of all.
    """
    table, other = tables.accounts, tables.accounts.alias("other")
    of_same = sa.select(other.c.number).where(other.c.incident == table.c.incident)
    place, others = sa.tuple_(table.c.start, table.c.id), sa.tuple_(other.c.start, other.c.id)
    dated = of_same.where(other.c.dated.is_(True))
    first = table.c.dated.is_(True) & ~dated.where(others < place).exists()
    last = table.c.dated.is_(False) & ~dated.exists() & ~of_same.where(others > place).exists()
    return first | last


def gone_through(conditions: Sequence[Condition], known: Sequence[Condition]) -> Found:
    """As `walked`, of an earlier moment: by the accounts that were known then, all looked at."""
    found = incidents_in_order(None, known).where(*conditions).order_by(None).subquery()
    return sa.select(found.c.incident, found.c.day)


def part_of(query: Found, *, after: tuple[str, str] | None, newest: bool, limit: int) -> Found:
    """A part of a list of incidents in order of their days and ids, behind one of them."""
    incident, day = query.selected_columns["incident"], query.selected_columns["day"]
    if after is not None:
        place, end = sa.tuple_(day, incident), sa.tuple_(sa.literal(after[0]), sa.literal(after[1]))
        query = query.where(place < end if newest else place > end)
    order = (column.desc() if newest else column for column in (day, incident))
    return query.order_by(*order).limit(limit)


def telling_of(passing: Found, *, few: bool) -> Condition:
    """Whether an account's incident tells of a record that passes.

    `few`: all that pass are listed first; else they are looked up for each incident.
    """
    table, about, of = tables.accounts, tables.account_records, tables.accounts.alias("of")
    home = sa.select(of.c.incident).join(about, about.c.account == of.c.number)
    if few:
        return table.c.incident.in_(home.where(about.c.record.in_(passing)))
    same = home.where(of.c.incident == table.c.incident)
    number = tables.records.c.number
    return same.where(passing.where(number == about.c.record).correlate(about).exists()).exists()
