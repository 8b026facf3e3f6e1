"""What follows from a scenario: against hand-computed networks, and against all cases counted one by one."""

from __future__ import annotations

import itertools
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ScenarioError
from dateline.forecast.scenario.beliefs import beliefs, strengths
from dateline.forecast.scenario.exact import Exact, fits
from dateline.forecast.scenario.network import CERTAIN, Floats, Network, Node, cases, network
from dateline.forecast.scenario.running import reckon
from dateline.forecast.scenario.sampling import Sampled
from dateline.forecast.scenario.schema import AllOf, AnyOf, Given, Proposition, Scenario


def _scenario(**propositions: Proposition) -> Scenario:
    return Scenario(title="A test", about=None, propositions=propositions, signposts={})


def _root(probability: float) -> Proposition:
    return Proposition(says="Root", probability=probability)


def _on(*parents: str, **table: float) -> Proposition:
    rows = {key.replace("_", " "): value for key, value in table.items()}
    return Proposition(says="Hangs", given=Given(parents=parents, table=rows))


def _counted(net: Network, odds: dict[int, float]) -> Floats:
    """The probability of each case of all propositions, the first one's bit the highest, by counting."""
    probable = []
    for case in cases(len(net.nodes)):
        one = 1.0
        for place, node in enumerate(net.nodes):
            row = sum(int(case[p]) << shift for shift, p in enumerate(reversed(node.parents)))
            one *= node.table[row] if case[place] else 1 - node.table[row]
            one *= exp(odds.get(place, 0.0)) if case[place] else 1.0
        probable.append(one)
    whole = np.array(probable)
    return whole / whole.sum()


# -- by hand


def test_a_chain_by_hand() -> None:
    net = network(_scenario(b=_on("a", yes=0.9, no=0.2), a=_root(0.3)))
    assert [node.id for node in net.nodes] == ["a", "b"]
    assert beliefs(net, {}).marginals() == pytest.approx([0.3, 0.3 * 0.9 + 0.7 * 0.2])
    # Bayes: 0.3 × 0.9 / 0.41.
    assert beliefs(net, {1: CERTAIN}).marginals()[0] == pytest.approx(0.27 / 0.41)


def test_evidence_is_odds() -> None:
    net = network(_scenario(a=_root(0.2)))
    # Odds of 1 to 4, tripled: 3 to 4.
    assert beliefs(net, {0: log(3)}).marginals()[0] == pytest.approx(3 / 7)


def test_what_explains_something_takes_from_what_else_would() -> None:
    wet = _on("rain", "hose", yes_yes=0.99, yes_no=0.9, no_yes=0.8, no_no=0.05)
    net = network(_scenario(rain=_root(0.3), hose=_root(0.4), wet=wet))
    level = beliefs(net, {2: CERTAIN}).marginals()
    whole = 0.3 * 0.4 * 0.99 + 0.3 * 0.6 * 0.9 + 0.7 * 0.4 * 0.8 + 0.7 * 0.6 * 0.05
    assert level[0] == pytest.approx((0.3 * 0.4 * 0.99 + 0.3 * 0.6 * 0.9) / whole)
    assert beliefs(net, {2: CERTAIN, 1: CERTAIN}).marginals()[0] < level[0]


def test_any_of_and_all_of_by_hand() -> None:
    any_of = Proposition(says="Any", any_of=AnyOf(leak=0.1, strengths={"a": 0.5, "not b": 0.2}))
    all_of = Proposition(says="All", all_of=AllOf(leak=0.1, strengths={"a": 0.5, "not b": 0.2}))
    net = network(_scenario(a=_root(0.5), b=_root(0.5), any=any_of, all=all_of))
    # By cases of a and b: none, b, a, both.
    at_work = [0.8, 1.0, 0.8 * 0.5, 0.5]
    assert net.nodes[2].table == pytest.approx([1 - 0.9 * left for left in at_work])
    missing = [0.5, 0.5 * 0.8, 1.0, 0.8]
    assert net.nodes[3].table == pytest.approx([0.9 * left for left in missing])


def test_a_parent_may_be_turned_round() -> None:
    net = network(_scenario(a=_root(0.3), b=_on("not a", yes=0.9, no=0.2)))
    assert beliefs(net, {}).marginals()[1] == pytest.approx(0.7 * 0.9 + 0.3 * 0.2)


def test_a_link_is_as_strong_as_what_it_changes() -> None:
    net = network(
        _scenario(a=_root(0.3), b=_root(0.25), c=_on("a", "b", no_no=0, no_yes=0.4, yes_no=0.8, yes_yes=1))
    )
    found = strengths(net, beliefs(net, {}).marginals())
    assert found == pytest.approx({(0, 2): 0.75 * 0.8 + 0.25 * 0.6, (1, 2): 0.7 * 0.4 + 0.3 * 0.2})


def test_what_cannot_hold_together_is_refused() -> None:
    scenario = _scenario(a=_root(0.3), b=_on("a", yes=1, no=0))
    with pytest.raises(ScenarioError, match="cannot hold all at once"):
        reckon(scenario, {"a": CERTAIN, "b": -CERTAIN})
    with pytest.raises(ScenarioError, match="cannot hold all at once"):
        reckon(_scenario(a=_root(0.0)), {"a": CERTAIN})


# -- against counting


@st.composite
def networks(draw: st.DrawFn) -> Network:
    count = draw(st.integers(1, 7))
    chance = st.floats(0.001, 0.999)
    nodes = []
    for place in range(count):
        parents = draw(st.lists(st.integers(0, place - 1), max_size=3, unique=True)) if place else []
        table = draw(st.lists(chance, min_size=2 ** len(parents), max_size=2 ** len(parents)))
        nodes.append(Node(f"p{place}", tuple(parents), np.array(table)))
    return Network(tuple(nodes))


@given(networks(), st.dictionaries(st.integers(0, 6), st.floats(-4, 4), max_size=3))
@settings(max_examples=60, deadline=None)
def test_exact_results_are_those_of_counting(net: Network, odds: dict[int, float]) -> None:
    odds = {place: by for place, by in odds.items() if place < len(net.nodes)}
    places = list(range(len(net.nodes)))
    whole = _counted(net, odds)
    held = cases(len(places))
    made = Exact(net, odds, places)
    assert made.marginals() == pytest.approx(whole @ held)
    assert made.joint(places) == pytest.approx(whole)
    for place, family in enumerate(made.families()):
        parents = list(net.nodes[place].parents)
        for row, case in enumerate(cases(len(parents))):
            fits_row = (held[:, parents] == case).all(axis=1)
            wanted = whole[fits_row & ~held[:, place]].sum(), whole[fits_row & held[:, place]].sum()
            assert family[row] == pytest.approx(wanted)
    last = places[-1]
    assert made.given(last).marginals() == pytest.approx(_counted(net, odds | {last: CERTAIN}) @ held)


@given(networks(), st.dictionaries(st.integers(0, 6), st.floats(-2, 2), max_size=2))
@settings(max_examples=8, deadline=None)
def test_samples_err_as_they_say(net: Network, odds: dict[int, float]) -> None:
    odds = {place: by for place, by in odds.items() if place < len(net.nodes)}
    made = Sampled(net, odds)
    off = np.abs(made.marginals() - Exact(net, odds).marginals())
    # Five standard errors: one in two million by chance alone.
    assert (off <= 5 * made.errors() + 1e-9).all()
    assert made.errors().max() < 0.02


def _wide() -> Scenario:
    """Eight rows of twelve, each on the whole row before it: as wide as a row and more."""
    found = {f"p0 {n}": _root(0.1 * n + 0.05 if n < 9 else 0.5) for n in range(12)}
    for row, n in itertools.product(range(1, 4), range(12)):
        mixed = AnyOf(leak=0.02, strengths={f"p{row - 1} {other}": 0.02 + 0.01 * n for other in range(12)})
        found[f"p{row} {n}"] = Proposition(says="P", any_of=mixed)
    return Scenario(title="Wide", about=None, propositions=found, signposts={})


def test_what_is_too_wide_is_sampled_and_says_so() -> None:
    net = network(_wide())
    assert not fits(net)
    made, again = beliefs(net, {}), beliefs(net, {})
    assert not made.exact
    assert 0 < made.errors().max() < 0.002
    assert (again.marginals() == made.marginals()).all()


def test_what_is_taken_for_sure_holds_in_samples_too() -> None:
    net = network(_scenario(a=_root(0.3), b=_on("a", yes=0.9, no=0.2)))
    made = beliefs(net, {1: CERTAIN}, sampled=True)
    assert made.marginals() == pytest.approx([0.27 / 0.41, 1.0], abs=5 * made.errors()[0])


# -- what matters, and stories


def test_moving_a_number_does_what_the_swing_says() -> None:
    def scenario(strength: float, leak: float, row: float, root: float) -> Scenario:
        return _scenario(
            a=_root(root),
            b=_root(0.4),
            c=Proposition(says="C", any_of=AnyOf(leak=leak, strengths={"a": strength, "not b": 0.3})),
            d=_on("c", "b", no_no=0.1, no_yes=row, yes_no=0.7, yes_yes=0.9),
            e=Proposition(says="E", all_of=AllOf(leak=leak, strengths={"c": strength})),
        )

    base = {"strength": 0.5, "leak": 0.2, "row": 0.35, "root": 0.3}
    evidence = {"e": 1.2, "b": -0.5}
    result = reckon(scenario(**base), evidence, of=["d"], most=100)
    found = {(one.proposition, one.path): one for one in result.targets[0].swings}
    named = {
        ("a", ("probability",)): "root",
        ("d", ("given", "table", "no yes")): "row",
    }
    for key, name in named.items():
        swing = found[key]
        for end, at in ((swing.low, swing.at_low), (swing.high, swing.at_high)):
            moved = reckon(scenario(**{**base, name: end}), evidence).marginals
            assert {one.id: one.probability for one in moved}["d"] == pytest.approx(at)


def test_each_number_of_a_mixture_swings_by_itself() -> None:
    def at(kind: type[AnyOf] | type[AllOf], strength: float, leak: float) -> Scenario:
        mixed = kind(leak=leak, strengths={"a": strength, "not b": 0.3})
        way = "any_of" if kind is AnyOf else "all_of"
        return _scenario(a=_root(0.3), b=_root(0.4), c=Proposition(says="C", **{way: mixed}))

    for kind, way in ((AnyOf, "any_of"), (AllOf, "all_of")):
        result = reckon(at(kind, 0.5, 0.2), {"c": 0.8}, of=["c"], most=100)
        found = {one.path: one for one in result.targets[0].swings if one.proposition == "c"}
        for path, strength, leak in (((way, "strengths", "a"), 0.6, 0.2), ((way, "leak"), 0.5, 0.3)):
            moved = reckon(at(kind, strength, leak), {"c": 0.8}).marginals[-1].probability
            assert found[path].at_high == pytest.approx(moved)


def test_influences_are_conditional_probabilities() -> None:
    scenario = _scenario(a=_root(0.3), b=_on("a", yes=0.9, no=0.2), c=_root(0.5))
    [target] = reckon(scenario, {}, of=["b"]).targets
    first, second = target.influences
    assert (first.proposition, first.if_holds, first.if_not) == ("a", pytest.approx(0.9), pytest.approx(0.2))
    assert (second.proposition, second.apart) == ("c", pytest.approx(0.0, abs=1e-9))


def test_stories_are_the_likeliest_cases() -> None:
    scenario = _scenario(a=_root(0.3), b=_on("a", yes=0.9, no=0.2))
    told = [(one.holds, one.fails, round(one.probability, 6)) for one in reckon(scenario, {}).stories]
    assert told == [
        ((), ("a", "b"), 0.56),
        (("a", "b"), (), 0.27),
        (("b",), ("a",), 0.14),
        (("a",), ("b",), 0.03),
    ]


def test_the_ends_of_chains_are_looked_into_when_nobody_says_which() -> None:
    scenario = _scenario(x=_root(0.5), a=_root(0.3), b=_on("a", yes=0.9, no=0.2), c=_on("b", yes=0.9, no=0.2))
    assert [one.id for one in reckon(scenario, {}).targets] == ["c", "x"]
