"""Accounts joined to incidents: a page added to a store of many, and to one of ten times as many."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import sqlalchemy as sa

from bench.figures import Figure
from bench.material import Size
from dateline.flow import Options, read_page
from dateline.lore import Lore
from dateline.model import Account, Document, Page, Record
from dateline.parse import Parser
from dateline.store import PageEntry, Store, tables
from dateline.store.keys import keys
from dateline.tell.joining import Joiner

__all__ = ["joining"]

_READ_AT = "2031-03-10T09:00:00Z"
_TEXT = (
    "Shells hit a bakery in Goma on Friday, killing nine people, the mayor said. The army denied that it had "
    "shelled the bakery in Goma."
)
# A war of so many reports a day, about so many towns: what lies within the window of days does not grow.
_A_DAY, _TOWNS = 100, 40
_PAGES = 15
# A prime, so that no two texts have the same stretches of words.
_APART = 7_919
_AT_ONCE = 5_000


def joining(size: Size, lore: Lore, parser: Parser) -> Iterator[Figure]:
    """Pages that tell of what the store has accounts of, added one by one."""
    [reading] = read_page(Page("page.txt", _TEXT.encode()), lore, parser, Options(published="2031-03-08"))
    document = reading.document
    base = Joiner(lore).accounts(reading.records)[0]
    few, many = size.accounts, 10 * size.accounts
    small, large = (_added(document, base, count, lore) for count in (few, many))
    group = "joining to incidents"
    yield Figure(group, f"page added to {few:,} accounts", 1e3 * small, "ms")
    yield Figure(group, f"page added to {many:,} accounts", 1e3 * large, "ms")
    yield Figure(group, "the one against the other", large / small, "", aim=1.5)


class _Moved(Joiner):
    """Gives each document the account that was made for it."""

    def __init__(self, lore: Lore) -> None:
        super().__init__(lore)
        self.told: dict[str, Account] = {}

    def accounts(self, records: Sequence[Record]) -> Sequence[Account]:
        return [self.told[records[0].document]]


def _added(document: Document, base: Account, count: int, lore: Lore) -> float:
    """Median seconds for pages about the middle of the time that the store tells of."""
    joins = _Moved(lore)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'store.db'}"
        with Store.open(url) as store, store.writer() as writer:
            writer.add(PageEntry("0" * 64, "filling", _READ_AT), [document])
            _fill(url, base, count, joins)
            took = []
            for number in range(_PAGES):
                id = f"page {number}"
                joins.told[id] = _moved(base, count // 2 + number * _A_DAY, id)
                own = replace(document, id=id, document=id)
                start = time.process_time()
                writer.add(PageEntry(f"{number + 1:064x}", "page", _READ_AT), [own], joins=joins)
                took.append(time.process_time() - start)
    return statistics.median(took)


def _moved(base: Account, number: int, id: str) -> Account:
    """The account as of another day and town, in words of its own."""
    day = (date(2021, 1, 1) + timedelta(days=number // _A_DAY)).isoformat()
    town = number % _TOWNS
    name = _spelled(town)
    spots = tuple(replace(one, name=name, text=name, lat=1.0 + town, lon=20.0) for one in base.spots)
    told = replace(base, id=id, document=id, spots=spots, start=day, end=day, days=(day,), published=day)
    killed = float(4 + number % 97)
    return replace(
        told,
        counts=tuple(replace(one, low=killed, high=killed) for one in base.counts),
        numbers=(f"{killed:g}",),
        words=tuple(f"{word}{number}" for word in base.words),
        names=(_spelled(number),),
        print=tuple(sorted((one + number * _APART) % 2**32 for one in base.print)),
    )


def _spelled(number: int) -> str:
    """A name that is like no other's."""
    digits = str(number * _APART % 10**8).translate(str.maketrans("0123456789", "bdgklmnprt"))
    return "a".join(digits)


def _fill(url: str, base: Account, count: int, joins: Joiner) -> None:
    """Accounts with what they are found by, as they stand in a store; each an incident of its own so far."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        document = connection.scalar(sa.select(tables.documents.c.number))
        for first in range(0, count, _AT_ONCE):
            numbers = range(first, min(first + _AT_ONCE, count))
            made = {number + 1: _moved(base, number, f"{number:016x}") for number in numbers}
            rows = [_row(number, account, document) for number, account in made.items()]
            connection.execute(sa.insert(tables.accounts), rows)
            filed = [row for number, account in made.items() for row in _keys(number, account, joins)]
            connection.execute(sa.insert(tables.account_keys), filed)
    engine.dispose()


def _row(number: int, account: Account, document: int | None) -> dict[str, object]:
    body = msgspec.json.encode(account).decode()
    days = {"start": account.start, "stop": account.end, "dated": account.dated}
    named = {"id": account.id, "name": account.id, "incident": account.id}
    return {"number": number, "document": document, "body": body} | days | named


def _keys(number: int, account: Account, joins: Joiner) -> Iterator[dict[str, object]]:
    found = keys(account, joins)
    if found is not None:
        yield from ({"key": key, "day": found.start, "account": number} for key in found.filed)
