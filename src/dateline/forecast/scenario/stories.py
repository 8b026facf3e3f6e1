"""The most likely stories: which of the propositions that count hold together, and how probable that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.forecast.scenario.beliefs import Beliefs
from dateline.forecast.scenario.exact import fits
from dateline.forecast.scenario.network import Network, cases
from dateline.forecast.scenario.sensitivity import Influence

__all__ = ["MOST_TOLD", "Story", "stories", "told"]

MOST_TOLD = 10
"""Propositions that a story tells of: a thousand stories, each read in a line or two."""


@dataclass(frozen=True, slots=True)
class Story:
    """What holds and what does not, and how probable it is that just this comes."""

    probability: float
    holds: tuple[str, ...]
    fails: tuple[str, ...]


def told(net: Network, targets: Sequence[int], by_target: Sequence[Sequence[Influence]]) -> tuple[int, ...]:
    """What stories tell of: the targets, then what bears on them most, as many as are reckoned together."""
    chosen = list(dict.fromkeys(targets))[:MOST_TOLD]
    depth = max((len(ranked) for ranked in by_target), default=0)
    for rank in range(depth):
        for ranked in by_target:
            place = net.places[ranked[rank].proposition] if rank < len(ranked) else None
            if place is not None and place not in chosen and len(chosen) < MOST_TOLD:
                chosen.append(place)
    while len(chosen) > 1 and fits(net) and not fits(net, chosen):
        chosen.pop()
    return tuple(sorted(chosen))


def stories(net: Network, now: Beliefs, places: Sequence[int], most: int) -> list[Story]:
    """The most probable stories about some propositions, `now` having been told to take these together."""
    probable = now.joint(places)
    best = np.argsort(-probable, kind="stable")[:most]
    rows = cases(len(places))
    names = [net.nodes[place].id for place in places]
    return [
        Story(
            float(probable[row]),
            tuple(name for name, holds in zip(names, rows[row], strict=True) if holds),
            tuple(name for name, holds in zip(names, rows[row], strict=True) if not holds),
        )
        for row in best
        if probable[row] > 0
    ]
