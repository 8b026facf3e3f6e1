"""How a database would answer a query, in words that tests of every backend can ask about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from dateline.store import Store
from dateline.store.engine import connect, is_sqlite

__all__ = ["bounded_by", "plans", "scans"]


def plans(url: str, queries: Iterable[sa.Select[Any]]) -> Iterator[list[str]]:
    """The steps of each query in a store that is new."""
    Store.open(url).close()
    engine = connect(url, patience=5)
    with engine.connect() as connection:
        explain = "EXPLAIN QUERY PLAN" if is_sqlite(engine) else "EXPLAIN (COSTS OFF)"
        if not is_sqlite(engine):
            # It would read a table this small as a whole, whatever indexes there are.
            connection.exec_driver_sql("SET enable_seqscan = off")
        for query in queries:
            compiled = query.compile(connection, compile_kwargs={"literal_binds": True})
            yield [str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {compiled}")]
    engine.dispose()


def scans(plan: Iterable[str]) -> list[str]:
    """The steps that go through a whole table or index: SQLite's SCAN, PostgreSQL's Seq Scan."""
    return [step for step in plan if step.startswith("SCAN") or "Seq Scan" in step]


def bounded_by(plan: Iterable[str], *columns: str) -> bool:
    """Whether one search in an index is bounded by all of these columns."""
    searches = [step for step in plan if step.startswith("SEARCH") or "Index Cond" in step]
    return any(all(column in step for column in columns) for step in searches)
