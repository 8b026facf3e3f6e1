"""A scenario reckoned: how probable everything is, what matters most, which stories are the likeliest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.forecast.scenario.beliefs import Beliefs, beliefs, strengths
from dateline.forecast.scenario.network import Floats, Network, network
from dateline.forecast.scenario.schema import Scenario
from dateline.forecast.scenario.sensitivity import Influence, Swing, influences, swings
from dateline.forecast.scenario.stories import Story, stories, told

__all__ = ["Link", "Marginal", "Reckoned", "Target", "links", "marginals", "reckon"]

# Ends of chains that are looked into when nobody says which; each takes two propagations.
_TARGETS = 3


@dataclass(frozen=True, slots=True)
class Marginal:
    """A proposition and how probable it is; `error` is the standard error, 0 where reckoned exactly."""

    id: str
    says: str
    probability: float
    error: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """A proposition hangs on another: how much more probable it is when that holds; below 0: less."""

    parent: str
    child: str
    strength: float


@dataclass(frozen=True, slots=True)
class Target:
    """What matters most for one proposition."""

    id: str
    influences: tuple[Influence, ...]
    swings: tuple[Swing, ...]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a scenario comes to. `exact`: without sampling error. `told` are what its stories tell of."""

    exact: bool
    marginals: tuple[Marginal, ...]
    links: tuple[Link, ...]
    targets: tuple[Target, ...]
    stories: tuple[Story, ...]
    told: tuple[str, ...]


def reckon(
    scenario: Scenario,
    likelihoods: Mapping[str, float],
    *,
    of: Sequence[str] = (),
    most: int = 5,
    sampled: bool = False,
) -> Reckoned:
    """What follows from a sound scenario and evidence: log odds by proposition.

    `of` are propositions of which to tell what matters; without any, the ends of the longest chains. `most`
    is how many influences, swings and stories to tell. Raises ScenarioError when sure evidence contradicts.
    """
    net = network(scenario)
    evidence = {net.places[id]: odds for id, odds in likelihoods.items()}
    places = [net.places[id] for id in of] or list(net.outcomes[:_TARGETS])
    now = beliefs(net, evidence, sampled=sampled)
    ranked, targets = [], []
    for place in places:
        given = now.given(place)
        bearing = influences(net, place, now.marginals(), given.marginals())
        moving = swings(net, scenario.propositions, place, now, given, most)
        ranked.append(bearing)
        targets.append(Target(net.nodes[place].id, tuple(bearing[:most]), tuple(moving)))
    about = told(net, places, ranked)
    together = beliefs(net, evidence, about, sampled=not now.exact)
    return Reckoned(
        exact=now.exact,
        marginals=marginals(scenario, net, now),
        links=links(net, now.marginals()),
        targets=tuple(targets),
        stories=tuple(stories(net, together, about, most)),
        told=tuple(net.nodes[place].id for place in about),
    )


def marginals(scenario: Scenario, net: Network, now: Beliefs) -> tuple[Marginal, ...]:
    """How probable each proposition is, in the order of the file."""
    by_id = {
        node.id: Marginal(node.id, scenario.propositions[node.id].says, float(probable), float(error))
        for node, probable, error in zip(net.nodes, now.marginals(), now.errors(), strict=True)
    }
    return tuple(by_id[id] for id in scenario.propositions)


def links(net: Network, level: Floats) -> tuple[Link, ...]:
    """All links, each with its strength."""
    return tuple(
        Link(net.nodes[parent].id, net.nodes[child].id, strength)
        for (parent, child), strength in strengths(net, level).items()
    )
