"""Accounts written, linked with those that may tell of the same, and grouped to incidents: by index alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.errors import StoreError
from dateline.model import Account, Claim, Control, Decision, Figure, Joining, Record
from dateline.store import tables
from dateline.store.codec import decode
from dateline.store.decisions import standing
from dateline.store.joins import Joins
from dateline.store.keys import LONGEST, WINDOW, Keys, keys
from dateline.store.links import Part, Web, along
from dateline.store.portions import numbers_of, slices
from dateline.store.times import shifted

__all__ = ["Incidents", "Progress", "account_of", "candidates", "near"]

Progress = Callable[[int, int | None], None]
"""Told how many documents of how many are done."""

Beside = Callable[[int, Sequence[Record]], None]
Row = dict[str, Any]
_ACCOUNT = msgspec.json.Decoder(Account)


def account_of(body: str) -> Account:
    """The account in a row of the table. Raises `StoreError` when another version made it."""
    try:
        return _ACCOUNT.decode(body)
    except msgspec.MsgspecError:
        raise StoreError(
            "the store has accounts that another version of Dateline made; "
            "`dateline incident rejoin` makes them anew"
        ) from None


class Incidents:
    """Writes accounts and which incident each is of. All of it within a transaction that the caller holds."""

    def __init__(self, connection: Connection, joins: Joins) -> None:
        self._connection = connection
        self._joins = joins

    # -- accounts of a document

    def add(self, document: int, records: Sequence[Record]) -> list[int]:
        """Make a document's accounts and link them; gives their numbers. They are grouped by `regroup`."""
        accounts = {account.id: account for account in self._joins.accounts(records)}
        numbers = self._insert(document, list(accounts.values()))
        self._file_records(accounts, numbers, records)
        found_by = {id: found for id in accounts if (found := keys(accounts[id], self._joins))}
        self._file_keys(found_by, numbers)
        self._link({numbers[id]: (accounts[id], found) for id, found in found_by.items()})
        return sorted(numbers.values())

    def _insert(self, document: int, accounts: Sequence[Account]) -> dict[str, int]:
        table = tables.accounts
        if not accounts:
            return {}
        rows = [self._row(document, account) for account in accounts]
        self._connection.execute(sa.insert(table), rows)
        query = sa.select(table.c.id, table.c.number).where(table.c.document == document)
        return {row.id: row.number for row in self._connection.execute(query)}

    def _row(self, document: int, account: Account) -> Row:
        name = self._joins.name_of(account.id)
        return {
            "id": account.id,
            "document": document,
            "name": name,
            "incident": name,
            "start": account.start or "",
            "stop": account.end or "",
            "dated": account.dated,
            "body": msgspec.json.encode(account).decode("utf-8"),
        }

    def _file_records(
        self, accounts: Mapping[str, Account], numbers: Mapping[str, int], records: Sequence[Record]
    ) -> None:
        about = [(id, record) for id in accounts for record in dict.fromkeys(_told(accounts[id], records))]
        found = numbers_of(self._connection, tables.records, sorted({record for _, record in about}))
        rows = [{"record": found[one], "account": numbers[id]} for id, one in about if one in found]
        if rows:
            self._connection.execute(sa.insert(tables.account_records), rows)

    def _file_keys(self, found_by: Mapping[str, Keys], numbers: Mapping[str, int]) -> None:
        rows = [
            {"key": key, "day": found.start, "account": numbers[id]}
            for id, found in found_by.items()
            for key in found.filed
        ]
        if rows:
            self._connection.execute(sa.insert(tables.account_keys), rows)

    def _link(self, new: Mapping[int, tuple[Account, Keys]]) -> None:
        rows: dict[tuple[int, int], Row] = {}
        for number, (account, found) in new.items():
            for other, theirs in near(self._connection, found):
                pair = min(number, other), max(number, other)
                if other == number or pair in rows or not self._joins.comparable(account, theirs):
                    continue
                joining = self._joins.joining(account, theirs)
                if joining.weight > 0:
                    rows[pair] = _link_row(pair, joining)
        if rows:
            self._connection.execute(sa.insert(tables.account_links), list(rows.values()))

    # -- accounts to incidents

    def regroup(self, changed: Collection[int]) -> None:
        """Group again what may be other incidents since these accounts came, or were decided upon."""
        if changed:
            for part in Web(self._connection).parts(changed):
                self._group(part)

    def _group(self, part: Part) -> None:
        numbers, stored = self._stored(part)
        if len(numbers) == 1:
            groups: Iterable[Sequence[str]] = [list(numbers)]
        elif part.close:
            groups = self._along(part, numbers)
        else:
            groups = self._compared(part, standing(self._connection, list(numbers)))
        table, rows = tables.accounts, []
        for group in groups:
            incident = self._joins.name_of(min(group))
            rows += [{"at": numbers[id], "to": incident} for id in group if stored[id] != incident]
        if rows:
            moved = sa.update(table).where(table.c.number == sa.bindparam("at"))
            self._connection.execute(moved.values(incident=sa.bindparam("to")), rows)

    def _stored(self, part: Part) -> tuple[dict[str, int], dict[str, str]]:
        """Accounts of a part by id: their numbers, and the incidents that they are of so far."""
        table, numbers, incidents = tables.accounts, dict[str, int](), dict[str, str]()
        for some in slices(sorted(part.numbers)):
            query = sa.select(table.c.number, table.c.id, table.c.incident).where(table.c.number.in_(some))
            for row in self._connection.execute(query):
                numbers[row.id], incidents[row.id] = row.number, row.incident
        return numbers, incidents

    def _compared(self, part: Part, decided: Sequence[Decision]) -> Sequence[Sequence[str]]:
        accounts = list(_bodies(self._connection, sorted(part.numbers)).values())
        return self._joins.grouped(accounts, decided)

    def _along(self, part: Part, numbers: Mapping[str, int]) -> list[list[str]]:
        ids = {number: id for id, number in numbers.items()}
        web = Web(self._connection)
        links = [
            (weight, min(ids[one], ids[other]), max(ids[one], ids[other]))
            for weight, one, other in web.links(part.numbers)
        ]
        splits = [
            (one.one, one.other) for one in standing(self._connection, list(numbers)) if one.what == "split"
        ]
        return along(sorted(numbers), links, splits)

    # -- all anew

    def rejoin(self, progress: Progress | None, beside: Beside | None = None) -> None:
        """Make all accounts, links and incidents anew from the records; what was decided stays.

        `beside` is handed each document's number and records too, which are read once.
        """
        for table in (tables.account_links, tables.account_keys, tables.account_records, tables.accounts):
            self._connection.execute(sa.delete(table))
        documents = list(self._connection.scalars(sa.select(tables.documents.c.number)))
        for done, document in enumerate(documents, 1):
            records = _own(self._connection, document)
            self.add(document, records)
            if beside is not None:
                beside(document, records)
            if progress is not None:
                progress(done, len(documents))
        web = Web(self._connection)
        for part in web.parts_of(self._connection.scalars(sa.select(tables.accounts.c.number)).all()):
            self._group(part)


def near(connection: Connection, found: Keys) -> Iterator[tuple[int, Account]]:
    """Numbers and accounts that may tell of the same as one that is found by these, itself among them."""
    numbers = {number for query in candidates(found) for number in connection.scalars(query)}
    yield from _bodies(connection, sorted(numbers)).items()


def candidates(found: Keys) -> Iterator[sa.Select[Any]]:
    """The queries for accounts under the same words within the window of days, one a slice of words."""
    filed, accounts = tables.account_keys, tables.accounts
    first, last = shifted(found.start, -WINDOW), shifted(found.stop, WINDOW)
    for some in slices(found.sought):
        yield (
            sa.select(filed.c.account)
            .join(accounts, accounts.c.number == filed.c.account)
            .where(
                filed.c.key.in_(some),
                # Not `between`: PostgreSQL takes no parameter with a collation for its ends.
                filed.c.day >= shifted(first, -LONGEST),
                filed.c.day <= last,
                accounts.c.stop >= first,
            )
        )


def _bodies(connection: Connection, numbers: Sequence[int]) -> dict[int, Account]:
    table = tables.accounts
    found: dict[int, Account] = {}
    for some in slices(numbers):
        query = sa.select(table.c.number, table.c.body).where(table.c.number.in_(some))
        found |= {row.number: account_of(row.body) for row in connection.execute(query)}
    return found


def _link_row(pair: tuple[int, int], joining: Joining) -> Row:
    body = msgspec.json.encode(joining).decode("utf-8")
    return {"one": pair[0], "other": pair[1], "weight": joining.weight, "body": body}


def _told(account: Account, records: Sequence[Record]) -> Iterator[str]:
    """The records that an account tells of: events with what hangs on them, and claims; else the document."""
    if not account.events:
        yield account.document
    told = set(account.events)
    told |= {one.id for one in records if isinstance(one, Figure | Control) and one.event in told}
    yield from sorted(told)
    yield from (one.id for one in records if isinstance(one, Claim) and one.of.id in told)
    yield from (voice.claim for voice in account.voices)


def _own(connection: Connection, document: int) -> list[Record]:
    """The records of a document as it was read: responses to other documents stand behind them."""
    table = tables.records
    query = (
        sa.select(table.c.body)
        .where(table.c.document == document, table.c.position < tables.AFTER)
        .order_by(table.c.position)
    )
    return [decode(body) for body in connection.scalars(query)]
