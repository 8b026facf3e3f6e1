"""What matters most for a proposition: which others, and which of the scenario's own numbers.

The probability of a proposition together with the evidence is linear in every number of the network. So two
propagations, with the proposition and without, tell how it moves with all numbers at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dateline.forecast.scenario.beliefs import Beliefs
from dateline.forecast.scenario.network import Floats, Network, rows_of, slopes
from dateline.forecast.scenario.schema import Proposition

__all__ = ["Influence", "STEP", "Swing", "influences", "swings"]

STEP = 0.1
"""How far a number is moved each way: as far as two careful people differ."""


@dataclass(frozen=True, slots=True)
class Influence:
    """How probable a target is if another proposition holds and if not."""

    proposition: str
    if_holds: float
    if_not: float

    @property
    def apart(self) -> float:
        """How far the two lie apart."""
        return self.if_holds - self.if_not


@dataclass(frozen=True, slots=True)
class Swing:
    """How probable a target is with one number of the scenario at the ends of its range.

    `path` is where the number stands below the proposition's key: ("any_of", "strengths", "x").
    """

    proposition: str
    path: tuple[str, ...]
    value: float
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the target moves."""
        return abs(self.at_high - self.at_low)


def influences(net: Network, target: int, now: Floats, if_target: Floats) -> list[Influence]:
    """Each other proposition, the most telling first. `if_target` are marginals with the target holding."""
    found = []
    for place, node in enumerate(net.nodes):
        if place == target:
            continue
        holds, both = float(now[place]), float(if_target[place] * now[target])
        if_holds = both / holds if holds > 0 else float(now[target])
        if_not = (float(now[target]) - both) / (1 - holds) if holds < 1 else float(now[target])
        found.append(Influence(node.id, _within(if_holds), _within(if_not)))
    return sorted(found, key=lambda one: (-abs(one.apart), one.proposition))


def _within(value: float) -> float:
    return min(1.0, max(0.0, value))


def swings(
    net: Network,
    propositions: dict[str, Proposition],
    target: int,
    now: Beliefs,
    if_target: Beliefs,
    most: int,
) -> list[Swing]:
    """The numbers that move a target most, each moved by `STEP` but not beyond 0 and 1."""
    whole, part = now.families(), if_target.families()
    level = float(now.marginals()[target])
    found: list[Swing] = []
    for place, node in enumerate(net.nodes):
        # How the evidence, and the target with it, move with each row of the table.
        by_row = _slope(whole[place], node.table), level * _slope(part[place], node.table)
        for number in _numbers(propositions[node.id]):
            found.append(_swing(node.id, number, level, by_row))
    found.sort(key=lambda one: (-one.width, one.proposition, one.path))
    return found[:most]


def _slope(family: Floats, table: Floats) -> Floats:
    return family[:, 1] / table - family[:, 0] / (1 - table)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of the file: where, how much, and how each of some rows moves with it."""

    path: tuple[str, ...]
    value: float
    rows: slice | int
    slope: Floats | float


def _numbers(given: Proposition) -> Iterator[_Number]:
    if given.probability is not None:
        yield _Number(("probability",), given.probability, 0, 1.0)
    elif given.given is not None:
        for row, key in enumerate(rows_of(given.given)):
            yield _Number(("given", "table", key), given.given.table[key], row, 1.0)
    for way, mixed in (("any_of", given.any_of), ("all_of", given.all_of)):
        if mixed is not None:
            leak, by_parent = slopes(mixed)
            yield _Number((way, "leak"), mixed.leak, slice(None), leak)
            for parent, slope in by_parent.items():
                yield _Number((way, "strengths", parent), mixed.strengths[parent], slice(None), slope)


def _swing(id: str, number: _Number, level: float, by_row: tuple[Floats, Floats]) -> Swing:
    evidence, target = (float(np.sum(slope[number.rows] * number.slope)) for slope in by_row)
    low, high = max(0.0, number.value - STEP), min(1.0, number.value + STEP)

    def at(value: float) -> float:
        moved = value - number.value
        return _within((level + target * moved) / max(1 + evidence * moved, 1e-300))

    return Swing(id, number.path, number.value, low, high, at(low), at(high))
