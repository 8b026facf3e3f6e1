"""Following one place through what is told of it: how likely each side has it, day by day.

Log odds are added as claims come, in order of the days that they speak of; between them certainty wanes.
What is known later changes nothing of what was known before: whoever asks gives the claims known by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from dateline.chart.days import days_between
from dateline.chart.weighing import LONG_AGO, Weighed

__all__ = ["Belief", "Step", "follow", "likeliest", "once_each"]

Belief = Mapping[str, float]
"""Side -> chance that it has the place. "" stands for nobody who is known."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is believed from a day on, and the claims of that day that it rests on."""

    day: str
    belief: Belief
    weighed: tuple[Weighed, ...]


def once_each(weighed: Iterable[Weighed], weights: Mapping[str, float]) -> tuple[Weighed, ...]:
    """In order of the days they speak of; what the same source says again soon weighs less."""
    last: dict[tuple[str, str, bool, str], str] = {}
    found = []
    for one in sorted(weighed, key=_order):
        key = (one.told.origin, one.side, one.agrees, one.kind)
        before = last.get(key)
        if before is not None and days_between(before, one.day) <= LONG_AGO:
            one = replace(one, weight=one.weight * weights["repeated"], reasons=(*one.reasons, "repeated"))
        last[key] = one.day
        found.append(one)
    return tuple(found)


def _order(one: Weighed) -> tuple[str, str, float, str, str]:
    return one.day, one.told.known, -one.weight, one.told.claim, one.side


def follow(
    start: str, prior: Belief, weighed: Sequence[Weighed], weights: Mapping[str, float]
) -> Iterator[Step]:
    """The steps from the first day on; `weighed` in order of their days, the earlier ones are left out."""
    belief, day = dict(prior), start
    yield Step(start, dict(belief), ())
    i = 0
    while i < len(weighed):
        j = i
        while j < len(weighed) and weighed[j].day == weighed[i].day:
            j += 1
        today, i = weighed[i:j], j
        if today[0].day < start:
            continue
        belief = waned(belief, days_between(day, today[0].day), weights["drift"])
        day = today[0].day
        belief = _told(belief, today)
        yield Step(day, belief, tuple(today))


def waned(belief: Belief, days: int, drift: float) -> dict[str, float]:
    """What is left of a belief after so many days in which nothing is told."""
    kept = (1.0 - drift) ** max(0, days)
    even = (1.0 - kept) / len(belief)
    return {side: kept * chance + even for side, chance in belief.items()}


def _told(belief: Belief, today: Sequence[Weighed]) -> dict[str, float]:
    sides = sorted({*belief, *(one.side for one in today)})
    scores = {side: log(max(belief.get(side, 0.0), 1e-4)) for side in sides}
    for one in today:
        scores[one.side] += one.weight if one.agrees else -one.weight
    top = max(scores.values())
    raised = {side: exp(score - top) for side, score in scores.items()}
    whole = sum(raised.values())
    return {side: value / whole for side, value in raised.items()}


def likeliest(belief: Belief) -> tuple[str, float]:
    """The side that most likely has the place, and how likely; of two alike the first by name."""
    side = min(belief, key=lambda name: (-belief[name], name))
    return side, belief[side]
