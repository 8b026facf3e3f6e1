"""A scenario as numbers: which proposition hangs on which, and how probable each is in each case.

A case of k parents is a row: the bits of its number say which parents hold, the first parent's the highest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from dateline.forecast.scenario.schema import AllOf, AnyOf, Given, Proposition, Scenario

__all__ = [
    "CERTAIN",
    "MOST_PARENTS",
    "SURE",
    "Floats",
    "Network",
    "Node",
    "bare",
    "cases",
    "cycle",
    "network",
    "rows_of",
    "slopes",
]

Floats: TypeAlias = npt.NDArray[np.float64]

MOST_PARENTS = 12
"""4,096 cases, more than anybody can give thought to."""

SURE = 1e-12
"""How far 0 and 1 are moved inwards, so that a number can be moved from there; no result shows it."""

CERTAIN = -float(np.log(SURE))
"""Log odds of evidence that a proposition holds for sure; with a minus, that it fails."""

_NOT = "not "


@dataclass(frozen=True, slots=True)
class Node:
    """One proposition. `table` has its probability in each case of its parents, which are places of nodes."""

    id: str
    parents: tuple[int, ...]
    table: Floats


@dataclass(frozen=True)
class Network:
    """All propositions, each after its parents."""

    nodes: tuple[Node, ...]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each proposition stands."""
        return {node.id: place for place, node in enumerate(self.nodes)}

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each proposition those that hang on it."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for place, node in enumerate(self.nodes):
            for parent in node.parents:
                found[parent].append(place)
        return tuple(map(tuple, found))

    @cached_property
    def outcomes(self) -> tuple[int, ...]:
        """What nothing hangs on, the ends of the widest webs first: by how much lies before them."""
        before: list[frozenset[int]] = []
        for node in self.nodes:
            before.append(frozenset(node.parents).union(*(before[parent] for parent in node.parents)))
        ends = [place for place, children in enumerate(self.children) if not children]
        return tuple(sorted(ends, key=lambda place: (-len(before[place]), place)))


def bare(parent: str) -> tuple[str, bool]:
    """A parent's id, and whether it is wanted to hold ("not x": to fail)."""
    name = parent.strip()
    if name.startswith(_NOT):
        return name.removeprefix(_NOT).strip(), False
    return name, True


def cycle(propositions: dict[str, Proposition]) -> list[str]:
    """Propositions that hang on each other in a ring, the first one again at the end; empty without one."""
    done: set[str] = set()
    for start in propositions:
        path: list[str] = []
        walk = [(start, iter(_ids(propositions, start)))] if start not in done else []
        while walk:
            id, rest = walk[-1]
            if not path or path[-1] != id:
                path.append(id)
            parent = next(rest, None)
            if parent is None:
                done.add(id)
                path.pop()
                walk.pop()
            elif parent in path:
                return [*path[path.index(parent) :], parent]
            elif parent not in done:
                walk.append((parent, iter(_ids(propositions, parent))))
    return []


def _ids(propositions: dict[str, Proposition], id: str) -> list[str]:
    return [name for name, _ in map(bare, propositions[id].parents) if name in propositions]


def network(scenario: Scenario) -> Network:
    """The network of a scenario that `check` found sound."""
    order = _ordered(scenario.propositions)
    places = {id: place for place, id in enumerate(order)}
    return Network(tuple(_node(id, scenario.propositions[id], places) for id in order))


def _ordered(propositions: dict[str, Proposition]) -> list[str]:
    """All ids, parents before children, in the order of the file where that leaves a choice."""
    order: dict[str, None] = {}
    for start in propositions:
        walk = [start]
        while walk:
            waiting = [parent for parent in _ids(propositions, walk[-1]) if parent not in order]
            if waiting:
                walk.append(waiting[0])
            else:
                order[walk.pop()] = None
    return list(order)


def _node(id: str, given: Proposition, places: dict[str, int]) -> Node:
    parents = tuple(places[bare(parent)[0]] for parent in given.parents)
    return Node(id, parents, np.clip(_table(given), SURE, 1 - SURE))


def _table(given: Proposition) -> Floats:
    if given.given is not None:
        return np.array([given.given.table[key] for key in rows_of(given.given)], dtype=np.float64)
    mixed = given.any_of or given.all_of
    if mixed is None:
        return np.array([given.probability], dtype=np.float64)
    return mixture(mixed)


def rows_of(given: Given) -> list[str]:
    """The keys of a table by row, as they must be written."""
    wanted = [bare(parent)[1] for parent in given.parents]
    return [
        " ".join("yes" if bool(bit) == want else "no" for bit, want in zip(case, wanted, strict=True))
        for case in cases(len(wanted))
    ]


def cases(count: int) -> npt.NDArray[np.bool_]:
    """All cases of so many parents: a row a case, a column a parent."""
    bits = np.arange(2**count)[:, None] >> np.arange(count - 1, -1, -1)
    return np.asarray(bits & 1, dtype=np.bool_)


def mixture(mixed: AnyOf | AllOf) -> Floats:
    """The table of a noisy or, or a noisy and: what each parent does, it does by itself."""
    return _held(mixed, _quiet(mixed, list(mixed.strengths.values()), mixed.leak))


def _held(mixed: AnyOf | AllOf, quiet: Floats) -> Floats:
    """What none brings about does not hold; what none prevents does."""
    return 1 - quiet if isinstance(mixed, AnyOf) else quiet


def _quiet(mixed: AnyOf | AllOf, strengths: Sequence[float], leak: float) -> Floats:
    """For each case the chance that nothing works: neither the leak nor a parent that is at work."""
    idle = np.where(at_work(mixed), 1 - np.array(strengths, dtype=np.float64), 1.0)
    return np.asarray((1 - leak) * np.prod(idle, axis=1), dtype=np.float64)


def at_work(mixed: AnyOf | AllOf) -> npt.NDArray[np.bool_]:
    """For each case which parents bring about (any of) or prevent (all of)."""
    wanted = np.array([bare(parent)[1] for parent in mixed.strengths], dtype=np.bool_)
    as_wanted = np.equal(cases(len(wanted)), wanted)
    return np.asarray(as_wanted if isinstance(mixed, AnyOf) else ~as_wanted, dtype=np.bool_)


def slopes(mixed: AnyOf | AllOf) -> tuple[Floats, dict[str, Floats]]:
    """How each row of the table moves with the leak, and with the strength of each parent."""
    sign = 1.0 if isinstance(mixed, AnyOf) else -1.0
    work, strengths = at_work(mixed), list(mixed.strengths.values())
    leak = sign * _quiet(mixed, strengths, 0.0)
    by_parent = {}
    for place, parent in enumerate(mixed.strengths):
        without = [0.0 if other == place else strength for other, strength in enumerate(strengths)]
        by_parent[parent] = sign * work[:, place] * _quiet(mixed, without, mixed.leak)
    return leak, by_parent
