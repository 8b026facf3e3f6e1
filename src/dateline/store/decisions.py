"""What people decided of accounts, as a list that only grows: a later act may withdraw an earlier one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.errors import UsageError
from dateline.model import Decision
from dateline.store import tables
from dateline.store.portions import slices

__all__ = ["Act", "What", "acts", "append", "made", "naming", "standing", "withdrawal"]

What = Literal["merge", "split", "withdraw"]


@dataclass(frozen=True, slots=True)
class Act:
    """What a person decided in one go.

    `pairs` are ids of two accounts each, that are of one happening (`merge`) or are not (`split`); an act
    that withdraws another (`withdraws`) names the same pairs. `stands` is false when a later act withdrew it.
    """

    number: int
    made_at: str
    what: What
    pairs: tuple[tuple[str, str], ...]
    note: str | None
    withdraws: int | None
    stands: bool


def append(connection: Connection, act: Act) -> None:
    """Write an act; its number must be the next."""
    rows = [
        {
            "act": act.number,
            "made_at": act.made_at,
            "what": act.what,
            "one": one,
            "other": other,
            "note": act.note,
            "withdraws": act.withdraws,
        }
        for one, other in act.pairs
    ]
    connection.execute(sa.insert(tables.decisions), rows)


def _next_number(connection: Connection) -> int:
    """The number of the next act: they are counted from 1."""
    last = connection.scalar(sa.select(sa.func.max(tables.decisions.c.act)))
    return (last or 0) + 1


def made(
    connection: Connection,
    what: What,
    pairs: Iterable[tuple[str, str]],
    *,
    made_at: str,
    note: str | None,
    withdraws: int | None = None,
) -> Act:
    """The next act, with each pair once in the order of its ids."""
    sorted_pairs = sorted({(min(pair), max(pair)) for pair in pairs})
    number = _next_number(connection)
    return Act(number, made_at, what, tuple(sorted_pairs), note, withdraws, stands=True)


def withdrawal(connection: Connection, number: int, *, made_at: str, note: str | None) -> Act:
    """The act that withdraws another. Raises `UsageError` when there is none, or it was withdrawn already."""
    found = {act.number: act for act in acts(connection)}
    if number not in found:
        raise UsageError(f"there is no decision {number}; `dateline incident list-decisions` lists them")
    if not found[number].stands:
        raise UsageError(f"decision {number} was withdrawn already")
    pairs = found[number].pairs
    return made(connection, "withdraw", pairs, made_at=made_at, note=note, withdraws=number)


def acts(connection: Connection, among: Sequence[str] | None = None) -> list[Act]:
    """All acts in their order, or those that name one of some accounts."""
    table = tables.decisions
    numbers = None if among is None else {row.act for row in _naming(connection, among)}
    if numbers is not None and not numbers:
        return []
    gone = _withdrawn(connection)
    rows: defaultdict[int, list[sa.Row[Any]]] = defaultdict(list)
    for query in _of_acts(numbers):
        for row in connection.execute(query.order_by(table.c.number)):
            rows[row.act].append(row)
    return [_act(rows[number], stands=number not in gone) for number in sorted(rows)]


def _of_acts(numbers: set[int] | None) -> Iterator[sa.Select[Any]]:
    table = tables.decisions
    if numbers is None:
        yield sa.select(table)
    else:
        for some in slices(sorted(numbers)):
            yield sa.select(table).where(table.c.act.in_(some))


def _act(rows: Sequence[sa.Row[Any]], *, stands: bool) -> Act:
    first = rows[0]
    pairs = tuple((row.one, row.other) for row in rows)
    return Act(first.act, first.made_at, first.what, pairs, first.note, first.withdraws, stands)


def _naming(connection: Connection, ids: Sequence[str]) -> list[sa.Row[Any]]:
    return [row for query in naming(ids) for row in connection.execute(query)]


def naming(ids: Sequence[str]) -> Iterator[sa.Select[Any]]:
    """The queries for decisions that name one of some accounts."""
    table = tables.decisions
    columns = (table.c.number, table.c.act, table.c.what, table.c.one, table.c.other)
    for some in slices(sorted(ids)):
        for end in (table.c.one, table.c.other):
            yield sa.select(*columns).where(end.in_(some))


def standing(connection: Connection, ids: Sequence[str]) -> tuple[Decision, ...]:
    """What stands between pairs of which some accounts are an end: the last word on each."""
    found = {row.number: row for row in _naming(connection, ids)}
    if not found:
        return ()
    gone = _withdrawn(connection)
    last: dict[tuple[str, str], Decision] = {}
    for _, row in sorted(found.items()):
        if row.what != "withdraw" and row.act not in gone:
            last[row.one, row.other] = Decision(row.what, row.one, row.other)
    return tuple(last[pair] for pair in sorted(last))


def _withdrawn(connection: Connection) -> frozenset[int]:
    """Numbers of the acts that do not stand; who withdraws a withdrawal makes the first act stand again."""
    table = tables.decisions
    query = sa.select(table.c.withdraws, table.c.act).where(table.c.withdraws > 0).distinct()
    withdrawing: Mapping[int, int] = {row.act: row.withdraws for row in connection.execute(query)}
    gone: set[int] = set()
    for act in sorted(withdrawing, reverse=True):
        if act not in gone:
            gone.add(withdrawing[act])
    return frozenset(gone)
