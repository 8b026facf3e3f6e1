"""Arithmetic that the corpora share: precision, recall and F1, spans that overlap."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

__all__ = ["Counts", "Spanned", "overlaps"]


class Spanned(Protocol):
    """Whatever stands at [start, end) of a text."""

    @property
    def start(self) -> int:
        """The first offset."""
        ...

    @property
    def end(self) -> int:
        """The offset behind the last."""
        ...


A = TypeVar("A", bound=Spanned)
B = TypeVar("B", bound=Spanned)


@dataclass(slots=True)
class Counts:
    """What was found right, predicted in all, wanted in all."""

    right: int = 0
    predicted: int = 0
    wanted: int = 0

    def add(self, right: int, predicted: int, wanted: int) -> None:
        """Count one more document."""
        self.right += right
        self.predicted += predicted
        self.wanted += wanted

    @property
    def precision(self) -> float:
        """Right of what was predicted; 0 when nothing was."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right of what was wanted; 0 when nothing was."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.predicted + self.wanted
        return 2 * self.right / total if total else 0.0


def overlaps(wanted: Sequence[A], predicted: Sequence[B]) -> list[tuple[A, B]]:
    """Pairs that overlap, each side used once: equal spans first, then the longest common stretch.

    Of equally long stretches the first in the text is taken, so neither the order of the spans nor which
    side is which changes how many pairs there are.
    """
    able = []
    ordered = sorted(range(len(predicted)), key=lambda n: predicted[n].start)
    widest = max((p.end - p.start for p in predicted), default=0)
    starts = [predicted[n].start for n in ordered]
    for i, answer in enumerate(wanted):
        for n in _between(ordered, starts, answer.start - widest, answer.end):
            fit = _fit(answer, predicted[n])
            if fit is not None:
                able.append((fit, i, n))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, n in sorted(able):
        if i not in pairs and n not in taken:
            pairs[i] = n
            taken.add(n)
    return [(wanted[i], predicted[n]) for i, n in sorted(pairs.items())]


def _fit(a: Spanned, b: Spanned) -> tuple[bool, int, int, int, int] | None:
    """How well two spans fit, the least best; None when they share nothing. The same with sides changed."""
    common = min(a.end, b.end) - max(a.start, b.start)
    if common <= 0:
        return None
    same = (a.start, a.end) == (b.start, b.end)
    return not same, -common, max(a.start, b.start), min(a.start, b.start), max(a.end, b.end)


def _between(ordered: Sequence[int], starts: Sequence[int], first: int, last: int) -> Sequence[int]:
    return ordered[bisect_left(starts, first) : bisect_left(starts, last)]
