"""Following one place through what is told of it: how likely each side has it, from day to day.

Log odds are added as claims come, in order of the days that they speak of; between them certainty wanes.
What is known later changes nothing of what was known before: whoever asks gives the claims known by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from math import exp, log
from operator import attrgetter

import msgspec

from dateline.chart.days import days_between
from dateline.chart.weighing import Weighed, by_order

__all__ = ["NOBODY", "Belief", "Step", "follow", "likeliest", "odds_of", "waned"]

Belief = Mapping[str, float]
"""Side -> chance that it has the place, by their names; `NOBODY` stands for nobody who is known."""

NOBODY = ""
# The chance of a side that is heard of for the first time, where nobody was left out before.
_NEW = 0.1
# No heap of claims makes more certain than this (log odds): all of them may rest on one mistake.
_MOST = 9.0


_day = attrgetter("day")


class Step(msgspec.Struct, frozen=True, gc=False):
    """What is believed from a day on, by the claims of that day; `own` are those of the place itself."""

    day: str
    belief: Belief
    weighed: Sequence[Weighed] = ()
    own: Sequence[Weighed] = ()


def follow(start: Step, weighed: Iterable[Weighed], drift: float) -> list[Step]:
    """The steps from a first one on; claims of its day and before are taken to be in it."""
    steps, before = [start], start.day
    later = sorted((one for one in weighed if one.day > before), key=by_order)
    for day, today in groupby(later, key=_day):
        told = list(today)
        belief = _told(waned(steps[-1].belief, days_between(before, day), drift), told)
        steps.append(Step(day, belief, told, [one for one in told if one.at is None]))
        before = day
    return steps


def waned(belief: Belief, days: int, drift: float) -> dict[str, float]:
    """What is left of a belief after so many days in which nothing is told."""
    kept = (1.0 - drift) ** max(0, days)
    even = (1.0 - kept) / len(belief)
    return {side: kept * chance + even for side, chance in belief.items()}


def _told(belief: Belief, today: Sequence[Weighed]) -> dict[str, float]:
    new = {one.side for one in today if one.side not in belief}
    if new:
        belief = _joined(belief, sorted(new))
    scores = {side: log(max(chance, 1e-9)) for side, chance in belief.items()}
    for one in today:
        scores[one.side] += one.weight if one.agrees else -one.weight
    top = max(scores.values())
    raised = {side: exp(max(score - top, -_MOST)) for side, score in scores.items()}
    whole = sum(raised.values())
    return {side: value / whole for side, value in raised.items()}


def _joined(belief: Belief, new: Sequence[str]) -> Belief:
    """The belief with sides that are heard of for the first time: they come in place of nobody known."""
    nobody = belief.get(NOBODY, _NEW)
    alone = len(belief) == 1
    rest = {side: chance for side, chance in belief.items() if side != NOBODY or alone}
    return dict(sorted({**rest, **dict.fromkeys(new, nobody / len(new))}.items()))


def likeliest(belief: Belief) -> tuple[str, float]:
    """The side that most likely has the place, and how likely; of two alike the first by name."""
    best, most = NOBODY, -1.0
    for side, chance in belief.items():
        if chance > most:
            best, most = side, chance
    return best, most


def odds_of(chance: float) -> float:
    """Log odds of a chance, within what heaps of claims can reach."""
    bounded = min(max(chance, exp(-_MOST)), 1.0 - exp(-_MOST))
    return log(bounded / (1.0 - bounded))
