"""What follows from a network, by sampling: for networks too wide to be reckoned exactly, with its error.

Likelihood weighting. Propositions are drawn after their parents; one that evidence speaks of is drawn with
the evidence, and the sample weighs as much as the evidence is likely in it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import numpy.typing as npt

from dateline.forecast.scenario.network import CERTAIN, Floats, Network

__all__ = ["SAMPLES", "Sampled"]

SAMPLES = 2**17
"""The standard error is 0.14 points at the most before evidence; 200 propositions take a second or two."""

# Any number will do; with one fixed, the same file gives the same digits.
_SEED = 1
# Samples of many propositions at once: 128 megabytes.
_MOST_CELLS = 2**27


class Sampled:
    """Probabilities given evidence, estimated. `likelihoods` are log odds that evidence adds."""

    exact = False

    def __init__(self, net: Network, likelihoods: Mapping[int, float], joint: Collection[int] = ()) -> None:
        del joint
        self._net = net
        self._evidence = dict(likelihoods)
        self._draw()

    def weigh(self, likelihoods: Mapping[int, float]) -> None:
        """Take this evidence instead of what was taken before."""
        self._evidence = dict(likelihoods)
        self._draw()

    def _draw(self) -> None:
        nodes = self._net.nodes
        count = min(SAMPLES, _MOST_CELLS // len(nodes))
        chance = np.random.default_rng(_SEED)
        self._held = np.zeros((len(nodes), count), dtype=np.bool_)
        logs = np.zeros(count)
        for place, node in enumerate(nodes):
            probable = node.table[self._rows(place)]
            odds = self._evidence.get(place)
            if odds is not None:
                with_it, likely = _weighed(probable, odds)
                logs += np.log(likely)
                probable = with_it
            self._held[place] = chance.random(count) < probable
        weights = np.exp(logs - logs.max())
        self._weights: Floats = weights / weights.sum()

    def _rows(self, place: int) -> npt.NDArray[np.int64]:
        rows = np.zeros(self._held.shape[1], dtype=np.int64)
        for parent in self._net.nodes[place].parents:
            rows = rows * 2 + self._held[parent]
        return rows

    def marginals(self) -> Floats:
        """How probable each proposition is, estimated."""
        return np.array([float(self._weights[held].sum()) for held in self._held])

    def errors(self) -> Floats:
        """The standard error of each marginal, by the delta method for a ratio of sums."""
        squares = self._weights**2
        found = []
        for held, probable in zip(self._held, self.marginals(), strict=True):
            with_it = float(squares[held].sum())
            without = float(squares.sum()) - with_it
            found.append(np.sqrt(with_it * (1 - probable) ** 2 + without * probable**2))
        return np.array(found)

    def families(self) -> list[Floats]:
        """For each proposition: each case of its parents, without it and with it, a row a case."""
        return [
            self._counted(self._rows(place) * 2 + self._held[place], 2 * len(node.table)).reshape(-1, 2)
            for place, node in enumerate(self._net.nodes)
        ]

    def joint(self, places: Collection[int]) -> Floats:
        """How probable each case of some propositions is."""
        rows = np.zeros(self._held.shape[1], dtype=np.int64)
        for place in places:
            rows = rows * 2 + self._held[place]
        return self._counted(rows, 2 ** len(places))

    def _counted(self, rows: npt.NDArray[np.int64], length: int) -> Floats:
        return np.asarray(np.bincount(rows, weights=self._weights, minlength=length), dtype=np.float64)

    def given(self, place: int) -> Sampled:
        """The same with a proposition taken to hold."""
        return Sampled(self._net, {**self._evidence, place: CERTAIN})


def _weighed(probable: Floats, odds: float) -> tuple[Floats, Floats]:
    """How probable with the evidence, and how likely the evidence is, up to a factor."""
    holding, failing = (1.0, np.exp(-odds)) if odds >= 0 else (np.exp(odds), 1.0)
    likely = probable * holding + (1 - probable) * failing
    return probable * holding / likely, likely
