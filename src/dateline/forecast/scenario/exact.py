"""What follows from a network, exactly: by junction trees, of pyAgrum."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from heapq import heapify, heappop, heappush
from typing import Any

import numpy as np

from dateline.forecast.scenario.network import CERTAIN, Floats, Network

__all__ = ["Exact", "fits"]

# All tables of a junction tree together: 32 megabytes, and a propagation takes under a second.
_MOST_CELLS = 2**22


class Exact:
    """Probabilities given evidence. `likelihoods` are log odds that evidence adds to propositions."""

    exact = True

    def __init__(
        self,
        net: Network,
        likelihoods: Mapping[int, float],
        joint: Collection[int] = (),
        library: Any = None,
    ) -> None:
        import pyagrum

        gum: Any = pyagrum

        self._net = net
        self._library = _as_library(net, gum) if library is None else library
        self._inference = gum.ShaferShenoyInference(self._library)
        # One thread, so that the same file gives the same digits everywhere.
        self._inference.setNumberOfThreads(1)
        self._inference.addAllTargets()
        for place, node in enumerate(net.nodes):
            self._inference.addJointTarget({place, *node.parents})
        if joint:
            self._inference.addJointTarget(set(joint))
        self._evidence: dict[int, float] = {}
        self.weigh(likelihoods)

    def weigh(self, likelihoods: Mapping[int, float]) -> None:
        """Take this evidence instead of what was taken before."""
        for place in self._evidence.keys() - likelihoods.keys():
            self._inference.eraseEvidence(place)
        for place, odds in likelihoods.items():
            change = self._inference.chgEvidence if place in self._evidence else self._inference.addEvidence
            change(place, _weights(odds))
        self._evidence = dict(likelihoods)
        self._inference.makeInference()

    def marginals(self) -> Floats:
        """How probable each proposition is."""
        return np.array([self._inference.posterior(place)[1] for place in range(len(self._net.nodes))])

    def errors(self) -> Floats:
        """The standard error of each marginal: none."""
        return np.zeros(len(self._net.nodes))

    def families(self) -> list[Floats]:
        """For each proposition: each case of its parents, without it and with it, a row a case."""
        return [
            self._joint([*node.parents, place]).reshape(-1, 2) for place, node in enumerate(self._net.nodes)
        ]

    def joint(self, places: Collection[int]) -> Floats:
        """How probable each case of some propositions is, which were named when this was made."""
        return self._joint(list(places)).reshape(-1)

    def given(self, place: int) -> Exact:
        """The same with a proposition taken to hold."""
        return Exact(self._net, {**self._evidence, place: CERTAIN}, library=self._library)

    def _joint(self, places: list[int]) -> Floats:
        table = self._inference.jointPosterior(set(places))
        # The library's first name is numpy's last axis.
        names = [f"v{place}" for place in reversed(places)]
        return np.asarray(table.reorganize(names).toarray(), dtype=np.float64)


def _weights(odds: float) -> list[float]:
    """How likely the evidence is when a proposition fails and when it holds; the greater is 1."""
    return [1.0, float(np.exp(odds))] if odds < 0 else [float(np.exp(-odds)), 1.0]


def _as_library(net: Network, gum: Any) -> Any:
    made = gum.BayesNet()
    for place in range(len(net.nodes)):
        made.add(gum.LabelizedVariable(f"v{place}", "", 2))
    for place, node in enumerate(net.nodes):
        for parent in node.parents:
            made.addArc(parent, place)
        names = [f"v{parent}" for parent in reversed(node.parents)]
        table = gum.Tensor()
        for name in [f"v{place}", *names]:
            table.add(made.variable(name))
        table.fillWith(np.stack([1 - node.table, node.table], axis=-1).reshape(-1).tolist())
        made.cpt(place).fillWith(table)
    return made


def fits(net: Network, joint: Collection[int] = ()) -> bool:
    """Whether the network is narrow enough to be reckoned exactly, `joint` taken together.

    What has the fewest neighbours is taken out first, which is near the best order and stops where it grows
    too wide; the library's own search takes minutes on what does not fit.
    """
    near: list[set[int]] = [set() for _ in net.nodes]
    families = [{place, *node.parents} for place, node in enumerate(net.nodes)]
    for family in (*families, set(joint)):
        for place in family:
            near[place] |= family - {place}
    queue = [(len(beside), place) for place, beside in enumerate(near)]
    heapify(queue)
    gone, cells = set[int](), 0
    while queue:
        count, place = heappop(queue)
        # Of what has been queued again since, only the last number counts.
        if place in gone or count != len(near[place]):
            continue
        cells += 2 ** (count + 1)
        if cells > _MOST_CELLS:
            return False
        gone.add(place)
        for other in near[place]:
            near[other] = (near[other] | near[place]) - {other, place}
            heappush(queue, (len(near[other]), other))
    return True
