"""Following one place through what is told of it: how likely each side has it, from day to day.

Log odds are added as claims come, in order of the days that they speak of; between them certainty wanes.
What is known later changes nothing of what was known before: whoever asks gives the claims known by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp, log

from dateline.chart.days import days_between
from dateline.chart.heard import by_day
from dateline.chart.weighing import Weighed

__all__ = ["NOBODY", "Belief", "Step", "follow", "likeliest", "odds_of", "waned"]

Belief = Mapping[str, float]
"""Side -> chance that it has the place; `NOBODY` stands for nobody who is known."""

NOBODY = ""
# The chance of a side that is heard of for the first time, where nobody was left out before.
_NEW = 0.1
# No heap of claims makes more certain than this (log odds): all of them may rest on one mistake.
_MOST = 9.0


@dataclass(frozen=True, slots=True)
class Step:
    """What is believed from a day on, and the claims of that day that it rests on."""

    day: str
    belief: Belief
    weighed: tuple[Weighed, ...] = ()


def follow(start: Step, weighed: Iterable[Weighed], drift: float) -> list[Step]:
    """The steps from a first one on; claims of its day and before are taken to be in it."""
    steps = [start]
    later = sorted((one for one in weighed if one.day > start.day), key=by_day)
    for day, today in groupby(later, key=lambda one: one.day):
        last, told = steps[-1], tuple(today)
        belief = waned(last.belief, days_between(last.day, day), drift)
        steps.append(Step(day, _told(belief, told), told))
    return steps


def waned(belief: Belief, days: int, drift: float) -> dict[str, float]:
    """What is left of a belief after so many days in which nothing is told."""
    kept = (1.0 - drift) ** max(0, days)
    even = (1.0 - kept) / len(belief)
    return {side: kept * chance + even for side, chance in belief.items()}


def _told(belief: Belief, today: Sequence[Weighed]) -> dict[str, float]:
    belief = _joined(belief, sorted({one.side for one in today} - belief.keys()))
    scores = {side: log(max(belief[side], 1e-9)) for side in sorted(belief)}
    for one in today:
        scores[one.side] += one.weight if one.agrees else -one.weight
    top = max(scores.values())
    raised = {side: exp(max(score - top, -_MOST)) for side, score in scores.items()}
    whole = sum(raised.values())
    return {side: value / whole for side, value in raised.items()}


def _joined(belief: Belief, new: Sequence[str]) -> Belief:
    """The belief with sides that are heard of for the first time: they come in place of nobody known."""
    if not new:
        return belief
    nobody = belief.get(NOBODY, _NEW)
    alone = len(belief) == 1
    rest = {side: chance for side, chance in belief.items() if side != NOBODY or alone}
    return {**rest, **dict.fromkeys(new, nobody / len(new))}


def likeliest(belief: Belief) -> tuple[str, float]:
    """The side that most likely has the place, and how likely; of two alike the first by name."""
    side = min(belief, key=lambda name: (-belief[name], name))
    return side, belief[side]


def odds_of(chance: float) -> float:
    """Log odds of a chance, within what heaps of claims can reach."""
    bounded = min(max(chance, exp(-_MOST)), 1.0 - exp(-_MOST))
    return log(bounded / (1.0 - bounded))
