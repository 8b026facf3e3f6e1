"""What follows from a network and evidence, exactly where it is narrow enough and by sampling where not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

import numpy as np

from dateline.errors import ScenarioError
from dateline.forecast.scenario.exact import Exact, fits
from dateline.forecast.scenario.network import CERTAIN, Floats, Network
from dateline.forecast.scenario.sampling import Sampled

__all__ = ["Beliefs", "beliefs", "strengths"]

# What is taken to hold must come out as holding, up to what numbers near 0 and 1 leave.
_HELD = 1e-3


class Beliefs(Protocol):
    """Probabilities given evidence. Evidence is log odds by place; `CERTAIN` says that it holds for sure."""

    @property
    def exact(self) -> bool:
        """Whether they are without error."""

    def weigh(self, likelihoods: Mapping[int, float]) -> None:
        """Take this evidence instead of what was taken before."""

    def marginals(self) -> Floats:
        """How probable each proposition is."""

    def errors(self) -> Floats:
        """The standard error of each marginal."""

    def families(self) -> list[Floats]:
        """For each proposition: each case of its parents, without it and with it, a row a case."""

    def joint(self, places: Collection[int]) -> Floats:
        """How probable each case of some propositions is."""

    def given(self, place: int) -> Beliefs:
        """The same with a proposition taken to hold."""


def beliefs(
    net: Network, likelihoods: Mapping[int, float], joint: Collection[int] = (), *, sampled: bool = False
) -> Beliefs:
    """What follows. `joint` are places that will be asked for together; `sampled` wants no exact reckoning.

    Raises ScenarioError when what is taken for sure cannot be.
    """
    kind = Sampled if sampled or not fits(net, joint) else Exact
    made = kind(net, likelihoods, joint)
    sure = {place: odds > 0 for place, odds in likelihoods.items() if abs(odds) >= CERTAIN}
    marginals = made.marginals()
    for place, holds in sure.items():
        if abs(marginals[place] - holds) > _HELD:
            raise ScenarioError("what was given cannot hold all at once by the numbers of this scenario")
    return made


def strengths(net: Network, marginals: Floats) -> dict[tuple[int, int], float]:
    """For each link how much more probable what hangs on it is when it holds, all else as it stands."""
    found: dict[tuple[int, int], float] = {}
    for place, node in enumerate(net.nodes):
        table = node.table.reshape((2,) * len(node.parents))
        for axis, parent in enumerate(node.parents):
            ends = np.moveaxis(table, axis, 0)
            apart = ends[1] - ends[0]
            for other in [*node.parents[:axis], *node.parents[axis + 1 :]]:
                apart = apart[0] * (1 - marginals[other]) + apart[1] * marginals[other]
            found[parent, place] = float(apart)
    return found
