"""A scenario as of a day: what its signposts have seen, and which of it moved what by how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log

from dateline.forecast.scenario.beliefs import Beliefs, beliefs
from dateline.forecast.scenario.network import Floats, Network, network
from dateline.forecast.scenario.running import Link, links
from dateline.forecast.scenario.schema import Scenario, Signpost
from dateline.forecast.scenario.weighing import Claimed, Sighting

__all__ = ["Move", "Step", "Watched", "Watching", "steps", "watch"]

# Steps that are told one by one, each a propagation; more are told together by signpost and day, or signpost.
_MOST_STEPS = 200
# Where a propagation is a sampling of a second.
_MOST_SAMPLED = 20
# Changes of less are told of no proposition: a hundredth of a point.
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Step:
    """Log odds that one happening, or its absence, adds to a signpost's proposition.

    `confirmed` is None where nothing came by the day on which it should have; `side` where one side alone
    tells it. `whole` is what it would add if it were sure, and before any cap.
    """

    signpost: str
    of: str
    known: str
    odds: float
    whole: float
    title: str
    confirmed: str | None = None
    side: str | None = None
    incidents: tuple[str, ...] = ()
    claims: tuple[Claimed, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A step and what it changed: by proposition how much more probable it became, the most moved first."""

    step: Step
    changes: dict[str, float]


@dataclass(frozen=True, slots=True)
class Watched:
    """A proposition before anything was seen, at the earlier day, and now; `error` is the standard error."""

    id: str
    says: str
    prior: float
    before: float
    probability: float
    error: float

    @property
    def change(self) -> float:
        """How much more probable it became since the day that was asked for."""
        return self.probability - self.before


@dataclass(frozen=True, slots=True)
class Watching:
    """What a store says of a scenario. `unseen` are signposts that have seen nothing."""

    exact: bool
    propositions: tuple[Watched, ...]
    links: tuple[Link, ...]
    moves: tuple[Move, ...]
    unseen: tuple[str, ...]


# -- what each signpost adds


def steps(
    scenario: Scenario, sightings: Iterable[Sighting], weights: Mapping[str, float], on: str | None
) -> list[Step]:
    """What the signposts add by a day, in the order in which it became known; `on` None: no time is over."""
    seen: dict[str, list[Sighting]] = {id: [] for id in scenario.signposts}
    for sighting in sightings:
        seen[sighting.signpost].append(sighting)
    found: list[Step] = []
    for id, signpost in scenario.signposts.items():
        counting = _capped(signpost, _counting(signpost, seen[id], weights))
        found += counting
        # What is only denied has not come.
        if not any(step.odds for step in counting):
            found += _missed(id, signpost, on)
    return sorted(found, key=lambda step: (step.known, step.signpost, step.incidents))


def _counting(signpost: Signpost, seen: list[Sighting], weights: Mapping[str, float]) -> list[Step]:
    """What counts of what a signpost saw: each happening, or the best confirmed of all, or of each week."""
    if signpost.counts != "each":
        best: dict[object, Sighting] = {}
        for one in sorted(seen, key=lambda one: (-weights[one.confirmed.how], one.known, one.incident)):
            best.setdefault(_week(one) if signpost.counts == "week" else None, one)
        seen = list(best.values())
    ordered = sorted(seen, key=lambda one: (one.known, one.incident))
    return [_step(signpost, one, weights) for one in ordered]


def _step(signpost: Signpost, seen: Sighting, weights: Mapping[str, float]) -> Step:
    told = seen.confirmed
    return Step(
        seen.signpost,
        signpost.of,
        seen.known,
        seen.odds(signpost.ratio, weights),
        log(signpost.ratio),
        seen.title,
        told.how,
        told.side,
        (seen.incident,),
        seen.claims,
        seen.events,
    )


def _week(seen: Sighting) -> tuple[int, int] | str:
    try:
        year, week, _ = date.fromisoformat(seen.happened).isocalendar()
    except ValueError:
        # A day before the year 1, or none: each such day is a week of its own.
        return seen.happened
    return year, week


def _capped(signpost: Signpost, counting: list[Step]) -> list[Step]:
    if signpost.cap is None:
        return counting
    left, kept = abs(log(signpost.cap)), list[Step]()
    for step in counting:
        size = min(abs(step.odds), left)
        left -= size
        kept.append(replace(step, odds=size if step.odds > 0 else -size))
    return kept


def _missed(id: str, signpost: Signpost, on: str | None) -> list[Step]:
    until = signpost.event.until
    if signpost.unseen is None or until is None or on is None or on < until:
        return []
    odds = log(signpost.unseen)
    return [Step(id, signpost.of, until, odds, odds, f"nothing seen by {until}")]


# -- what that changes


def watch(
    scenario: Scenario,
    now: Sequence[Step],
    before: Sequence[Step] = (),
    *,
    sampled: bool = False,
    progress: Callable[[int, int | None], None] | None = None,
) -> Watching:
    """What steps change, one after the other, from those that had been taken `before` to those `now`.

    The changes of all moves add up to what each proposition has changed by in all.
    """
    net = network(scenario)
    held = beliefs(net, {}, sampled=sampled)
    prior = held.marginals()
    made, start = _walk(net, held, now, before, progress)
    level = held.marginals()
    seen = {step.signpost for step in now if step.confirmed is not None}
    return Watching(
        held.exact,
        _watched(scenario, net, (prior, start, level, held.errors())),
        links(net, level),
        tuple(made),
        tuple(id for id in scenario.signposts if id not in seen),
    )


def _walk(
    net: Network,
    held: Beliefs,
    now: Sequence[Step],
    before: Sequence[Step],
    progress: Callable[[int, int | None], None] | None,
) -> tuple[list[Move], Floats]:
    """Take the steps; gives the moves, and the marginals before the first. `held` is left after the last."""
    likelihoods: dict[int, float] = {}
    for step in before:
        _add(likelihoods, net, step.of, step.odds)
    held.weigh(likelihoods)
    start = level = held.marginals()
    moves: list[Move] = []
    bundles = _bundles(_differing(now, before), _MOST_STEPS if held.exact else _MOST_SAMPLED)
    for done, step in enumerate(bundles, 1):
        _add(likelihoods, net, step.of, step.odds)
        held.weigh(likelihoods)
        after = held.marginals()
        moves.append(Move(step, _changes(net, after - level)))
        level = after
        if progress is not None:
            progress(done, len(bundles))
    return moves, start


def _add(likelihoods: dict[int, float], net: Network, of: str, odds: float) -> None:
    place = net.places[of]
    likelihoods[place] = likelihoods.get(place, 0.0) + odds


def _differing(now: Sequence[Step], before: Sequence[Step]) -> list[Step]:
    """What was added since: new steps whole, others as far as they weigh more or less than they did."""
    had = {(step.signpost, step.incidents): step for step in before}
    has = {(step.signpost, step.incidents) for step in now}
    found = [
        replace(step, odds=step.odds - had[key].odds) if key in had else step for key, step in _keyed(now)
    ]
    gone = [replace(step, odds=-step.odds) for key, step in _keyed(before) if key not in has]
    return [step for step in (*gone, *found) if step.odds != 0]


def _keyed(taken: Sequence[Step]) -> Iterator[tuple[tuple[str, tuple[str, ...]], Step]]:
    return (((step.signpost, step.incidents), step) for step in taken)


def _bundles(taken: Sequence[Step], most: int) -> list[Step]:
    """Steps, no more than so many where they can be told together: by signpost and day, else by signpost."""
    for key in (lambda step: (step.signpost, step.known), lambda step: (step.signpost,)):
        if len(taken) <= most:
            break
        groups: dict[object, list[Step]] = {}
        for step in taken:
            groups.setdefault(key(step), []).append(step)
        taken = [_together(group) for group in groups.values()]
    return list(taken)


def _together(group: Sequence[Step]) -> Step:
    first = group[0]
    if len(group) == 1:
        return first
    return Step(
        first.signpost,
        first.of,
        first.known,
        sum(step.odds for step in group),
        sum(step.whole for step in group),
        f"{len(group)} happenings, the first: {first.title}",
        first.confirmed if len({step.confirmed for step in group}) == 1 else "several ways",
        first.side if len({step.side for step in group}) == 1 else None,
        tuple(incident for step in group for incident in step.incidents),
        tuple(claim for step in group for claim in step.claims),
        tuple(event for step in group for event in step.events),
    )


def _changes(net: Network, change: Floats) -> dict[str, float]:
    moved = {
        node.id: float(by) for node, by in zip(net.nodes, change, strict=True) if abs(float(by)) >= _LEAST
    }
    return dict(sorted(moved.items(), key=lambda one: (-abs(one[1]), one[0])))


def _watched(
    scenario: Scenario, net: Network, levels: tuple[Floats, Floats, Floats, Floats]
) -> tuple[Watched, ...]:
    by_id = {node.id: tuple(float(level[place]) for level in levels) for place, node in enumerate(net.nodes)}
    return tuple(Watched(id, given.says, *by_id[id]) for id, given in scenario.propositions.items())
