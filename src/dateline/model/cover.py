"""Which of many stretches lie over an offset: a look-up in logarithmic time instead of a scan."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

__all__ = ["Cover"]

T = TypeVar("T")


class Cover(Generic[T]):
    """Stretches [start, end) with what they stand for; `over(at)` gives those that hold an offset."""

    def __init__(self, stretches: Iterable[tuple[int, int, T]]) -> None:
        self._rows = sorted(stretches, key=lambda row: (row[0], row[1]))
        self._starts = [row[0] for row in self._rows]
        # How far any stretch up to here reaches: where it ends before the offset, no earlier one can hold it.
        self._reach: list[int] = []
        farthest = -1
        for _, end, _ in self._rows:
            farthest = max(farthest, end)
            self._reach.append(farthest)

    def over(self, at: int) -> Iterator[T]:
        """What the stretches that hold offset `at` stand for, the latest start first."""
        i = bisect_right(self._starts, at) - 1
        while i >= 0 and self._reach[i] > at:
            if self._rows[i][1] > at:
                yield self._rows[i][2]
            i -= 1
