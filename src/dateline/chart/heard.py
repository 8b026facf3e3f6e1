"""What is told of one place or region, in order of the days it speaks of; said again soon, it weighs less.

Claims come in any order. One more is put in its place, and only the claim that it is said again by can come
to weigh less for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from operator import attrgetter

from msgspec.structs import replace

from dateline.chart.days import days_between
from dateline.chart.weighing import LONG_AGO, Weighed, by_order

__all__ = ["Heard"]

Saying = tuple[str, str, bool, str]

_day = attrgetter("day")


class Heard:
    """Claims of one place or region, each with what it weighs beside the others."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._repeated = weights["repeated"]
        # Not looked at yet: many that come before anybody asks are put in order at once.
        self._new: list[Weighed] = []
        # What one source says again and again, as weighed alone, in the order in which it became known.
        self._said: dict[Saying, list[Weighed]] = {}
        self._days: list[Weighed] = []
        self.last = ""
        """The last day that any claim speaks of."""

    def add(self, one: Weighed) -> str:
        """Takes a claim in; gives the first day that anything told of changes for it."""
        self.last = max(self.last, one.day)
        if self._days:
            return self._insert(one)
        self._new.append(one)
        return one.day

    def all(self) -> Sequence[Weighed]:
        """All claims in order of the days they speak of."""
        if self._new:
            self._order()
        return self._days

    def after(self, day: str) -> Sequence[Weighed]:
        """The claims that speak of days after one."""
        if self.last <= day:
            return ()
        found = self.all()
        return found[bisect_right(found, day, key=_day) :]

    def _order(self) -> None:
        for one in sorted(self._new, key=_known):
            said = self._said.setdefault(_saying(one), [])
            self._days.append(self._beside(one, said[-1] if said else None))
            said.append(one)
        self._days.sort(key=by_order)
        self._new.clear()

    def _insert(self, one: Weighed) -> str:
        said = self._said.setdefault(_saying(one), [])
        at = bisect_right(said, _known(one), key=_known)
        before = said[at - 1] if at else None
        insort(self._days, self._beside(one, before), key=by_order)
        first = one.day
        if at < len(said):
            later = said[at]
            was, now = self._beside(later, before), self._beside(later, one)
            if was.reasons != now.reasons:
                self._days[self._index(later)] = now
                first = min(first, later.day)
        said.insert(at, one)
        return first

    def _index(self, one: Weighed) -> int:
        """Where a claim stands among the days."""
        at = bisect_left(self._days, one.order, key=by_order)
        while self._days[at].told is not one.told:
            at += 1
        return at

    def _beside(self, one: Weighed, before: Weighed | None) -> Weighed:
        """A claim and what it weighs after the one that said the same before."""
        if before is None or days_between(before.told.known, one.told.known) > LONG_AGO:
            return one
        return replace(one, weight=one.weight * self._repeated, reasons=(*one.reasons, "repeated"))


def _saying(one: Weighed) -> Saying:
    return one.told.origin, one.side, one.agrees, one.kind


def _known(one: Weighed) -> tuple[str, tuple[str, ...]]:
    return one.told.known, one.order
