"""Accounts that are linked, walked from one to the next by index, as far as one happening may reach.

Who is joined with whom follows from the links alone and not from the order in which they came. Accounts that
hang together by links above 0 are grouped together. In a war told by thousands nearly all of them would hang
together, so of more than `MOST` only stronger links count, as strong as it takes: an account's part is what
hangs together with it at the first of `LEVELS` at which that is no more than `MOST`. Nothing beyond is ever
walked, but for what hangs together by links above the last level, such as a hundred prints of one wire text:
these are joined along their links, the strongest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.store import tables
from dateline.store.decisions import standing
from dateline.store.portions import ids_of, numbers_of, slices

__all__ = ["LEVELS", "MOST", "Part", "Web", "along", "links_of"]

LEVELS = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0)
"""Weights that links must be above, one after the other."""

MOST = 80
"""Accounts that are grouped at once: comparing all pairs of more takes longer than reading a page."""


@dataclass(frozen=True, slots=True)
class Part:
    """Numbers of accounts that are grouped together; `close` when they are joined along their links."""

    numbers: frozenset[int]
    close: bool


class Web:
    """Accounts by number with their links, read when they are first asked for."""

    def __init__(self, connection: Connection, *, most: int | None = None) -> None:
        self._connection = connection
        self._most = MOST if most is None else most
        self._links: dict[int, dict[int, float]] = {}
        self._large: dict[float, set[int]] = {level: set() for level in LEVELS}

    def parts(self, changed: Collection[int]) -> Iterator[Part]:
        """All parts that may be others since accounts came or what was decided of them changed."""
        left = self._touched(frozenset(changed))
        self._large = {level: set() for level in LEVELS}
        yield from self.parts_of(left)

    def parts_of(self, numbers: Iterable[int]) -> Iterator[Part]:
        """The parts that accounts are in, each once."""
        done: set[int] = set()
        for number in sorted(numbers):
            if number not in done:
                part = self._part(number)
                done |= part.numbers
                yield part

    def links(self, numbers: Collection[int]) -> Iterator[tuple[float, int, int]]:
        """Links among accounts, each once, as weight and numbers; infinite where somebody merged both."""
        self._read(numbers)
        for one in numbers:
            for other, weight in self._links[one].items():
                if one < other and other in numbers:
                    yield weight, one, other

    def _part(self, number: int) -> Part:
        for level in LEVELS:
            found = self._walked(number, level)
            if found is not None:
                return Part(frozenset(found), close=False)
        return Part(frozenset(self._walked(number, LEVELS[-1], bounded=False) or ()), close=True)

    def _touched(self, changed: frozenset[int]) -> set[int]:
        """The changed accounts, and those whose part had or has one of them in it.

        These are what hangs together with a neighbour of them when they are left out, where it is no more
        than fits into a part. Larger ones were in no part of that level before, and are in none now.
        """
        found = set(changed)
        for level in LEVELS:
            seen: set[int] = set()
            starts = set(self._beside(changed, level)) - changed
            self._read(starts)
            for start in sorted(starts):
                if start not in seen:
                    walked = self._walked(start, level, without=changed) or set()
                    seen |= walked
            found |= seen
        return found

    def _walked(
        self, start: int, level: float, *, without: frozenset[int] = frozenset(), bounded: bool = True
    ) -> set[int] | None:
        """What hangs together with an account by links above a level; None when it is too much."""
        large = self._large[level]
        found, edge = {start}, {start}
        while edge:
            edge = set(self._beside(edge, level)) - found - without
            found |= edge
            if bounded and (len(found) > self._most or not large.isdisjoint(found)):
                large |= found
                return None
        return found

    def _beside(self, numbers: Collection[int], level: float) -> Iterator[int]:
        self._read(numbers)
        for number in numbers:
            yield from (other for other, weight in self._links[number].items() if weight > level)

    def _read(self, numbers: Collection[int]) -> None:
        new = sorted(number for number in numbers if number not in self._links)
        if not new:
            return
        self._links.update((number, {}) for number in new)
        for query in links_of(new):
            for row in self._connection.execute(query):
                self._links[row.near][row.far] = row.weight
        if self._anything_decided:
            self._read_merges(new)

    @cached_property
    def _anything_decided(self) -> bool:
        """Most stores know no decision, and need not be asked for each account."""
        return self._connection.scalar(sa.select(tables.decisions.c.number).limit(1)) is not None

    def _read_merges(self, numbers: Sequence[int]) -> None:
        """Who merged two accounts has linked them, whatever they weigh."""
        ids = ids_of(self._connection, tables.accounts, numbers)
        merges = [one for one in standing(self._connection, list(ids)) if one.what == "merge"]
        ends = {end for merge in merges for end in (merge.one, merge.other)}
        known = numbers_of(self._connection, tables.accounts, sorted(ends - ids.keys())) | ids
        for merge in merges:
            for near, far in ((merge.one, merge.other), (merge.other, merge.one)):
                if near in ids and far in known:
                    self._links[ids[near]][known[far]] = inf


def links_of(numbers: Sequence[int]) -> Iterator[sa.Select[Any]]:
    """The queries for links of accounts, with `near`, `far` and `weight`."""
    table = tables.account_links
    for some in slices(numbers):
        for near, far in ((table.c.one, table.c.other), (table.c.other, table.c.one)):
            columns = (near.label("near"), far.label("far"), table.c.weight)
            yield sa.select(*columns).where(near.in_(some))


def along(
    ids: Sequence[str], links: Iterable[tuple[float, str, str]], splits: Iterable[tuple[str, str]]
) -> list[list[str]]:
    """Accounts in groups along their links alone, the strongest first, unless that joins what was split."""
    home = {id: id for id in ids}
    groups: Mapping[str, list[str]] = defaultdict(list, {id: [id] for id in ids})
    apart = [pair for pair in splits if pair[0] in home and pair[1] in home]
    for _, one, other in sorted(links, key=lambda link: (-link[0], link[1:])):
        a, b = home[one], home[other]
        if a != b and not any({home[x], home[y]} == {a, b} for x, y in apart):
            for id in groups[b]:
                home[id] = a
            groups[a].extend(groups[b])
            groups[b].clear()
    return sorted(sorted(group) for group in groups.values() if group)
