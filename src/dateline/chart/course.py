"""One place's course: its runs of days, followed as far as is told, and taken up again where news reach back.

A place's claims are gone through in order of the days that they speak of. Marks on the way keep what was
believed there; what becomes known later is followed from the last mark before the first day that it speaks
of. So news of yesterday cost the same, however long the war has been told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from dateline.chart.following import Step, follow
from dateline.chart.holding import (
    Standing,
    first_standing,
    hold,
    is_same_run,
    next_standing,
    quiet_after,
    weightiest,
)
from dateline.chart.weighing import Weighed
from dateline.model import Hold, Site

__all__ = ["Course"]

# A mark after so many steps: nearer ones take memory, those farther apart are gone through again more often.
_EVERY = 8


class _Run(msgspec.Struct, frozen=True, gc=False):
    """A run of days, to make a hold of when it is asked for: its first and last standing, its claims."""

    first: Standing
    last: Standing
    weighed: Sequence[Weighed]
    until: str | None


class _Mark(msgspec.Struct, frozen=True, gc=False):
    """Where a course can be taken up again: what is believed, and the run of days that goes on.

    `first` is that run's first standing, `best` the claims that are its grounds so far, `closed` how many
    runs were over.
    """

    step: Step
    standing: Standing
    first: Standing
    best: Sequence[Weighed]
    closed: int


class Course:
    """The runs of days of one place. `holder` had it on the first day, None where unknown."""

    def __init__(self, site: Site, start: Step, holder: str | None, weights: Mapping[str, float]) -> None:
        self._site, self._weights = site, weights
        first = first_standing(start, holder)
        self._marks = [_Mark(start, first, first, (), 0)]
        self._runs: list[_Run] = []
        self.is_followed = False

    @property
    def day(self) -> str:
        """The last day that stays as it is: it goes on by what is told of later ones."""
        return self._marks[-1].step.day

    def rewind(self, day: str) -> None:
        """Forgets what was followed from a day on, which news speak of."""
        while len(self._marks) > 1 and self._marks[-1].step.day >= day:
            self._marks.pop()
        self.is_followed = False

    def go_on(self, weighed: Iterable[Weighed]) -> None:
        """Follows all claims of days after `day`."""
        mark = self._marks[-1]
        del self._runs[mark.closed :]
        first, standing, run = mark.first, mark.standing, list(mark.best)
        for step, is_marked in self._steps(mark.step, weighed):
            now = next_standing(standing, step, self._weights)
            if not is_same_run(standing, now):
                self._runs.append(_Run(first, standing, weightiest(run), now.day))
                first, run = now, []
            standing = now
            run += step.weighed
            if is_marked:
                run = weightiest(run)
                self._marks.append(_Mark(step, now, first, tuple(run), len(self._runs)))
        self._runs.append(_Run(first, standing, weightiest(run), None))
        self.is_followed = True

    def _steps(self, start: Step, weighed: Iterable[Weighed]) -> Iterator[tuple[Step, bool]]:
        """The steps behind one, and those on which fighting is over; with each, whether it gets a mark."""
        drift = self._weights["drift"]
        steps = follow(start, weighed, drift)
        for i, step in enumerate(steps):
            if i:
                yield step, i % _EVERY == 0
            quiet = quiet_after(step, steps[i + 1].day if i + 1 < len(steps) else None, drift)
            if quiet is not None:
                yield quiet, False

    def holds(self, until: str, *, grounds: bool) -> Iterator[Hold]:
        """The holds up to a day, which is left out: the last of them goes as far as is known.

        Without `grounds` only those that are claimed have theirs.
        """
        for run in self._runs:
            if run.first.day >= until:
                return
            over = run.until if run.until is not None and run.until < until else None
            told = run.weighed if grounds or run.first.status == "claimed" else ()
            yield hold(self._site, run.first, run.last, told, over, self._weights)
