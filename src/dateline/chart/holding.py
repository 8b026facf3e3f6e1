"""Steps of belief to runs of days: who holds the place, how settled it is, and why.

A place changes hands when another side's having it is likelier than `turn`. It is contested while its
holder's chance is below that, or while fighting in it was told within the week. It is claimed while all
that speaks for its holder's having taken it is that side's own word, for which nobody vouches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log

import msgspec

from dateline.chart.days import day_after, days_between
from dateline.chart.following import NOBODY, Step, likeliest, odds_of, waned
from dateline.chart.weighing import Weighed
from dateline.model import Ground, Hold, HoldBasis, HoldStatus, Site

__all__ = [
    "Standing",
    "confidence",
    "first_standing",
    "hold",
    "is_same_run",
    "next_standing",
    "quiet_after",
    "standings",
    "weightiest",
]

# Fighting in a place is over when nothing more is told of it for so many days.
_FOUGHT_DAYS = 7
# A change that is gone within so many days, without a word of its undoing, never came about.
_WITHDRAWN_DAYS = 7
_CONTESTING = frozenset({"contested", "gaining"})
_VOUCHED = frozenset({"factive", "conceded", "disclosed"})
# So many claims of a run are kept as its grounds, the weightiest first: a city has hundreds.
_MOST_GROUNDS = 40


class Standing(msgspec.Struct, frozen=True, gc=False):
    """Who holds a place from a day on. `changed`: it went to `holder` then.

    `told` is the last day of news of the place itself; None: there was none. `claimed`: somebody says that
    the holder took it, and only that side says so (None: nobody does); `reported`: claims of the place itself
    speak for the holder; `moved`: it is no longer as it was on the first day. `earlier`: who had it before,
    and since when, as far as that may still turn out to have gone on.
    """

    day: str
    holder: str
    status: HoldStatus
    basis: HoldBasis
    chance: float
    taken: str | None
    changed: bool = False
    told: str | None = None
    claimed: bool | None = None
    reported: bool = False
    moved: bool = False
    earlier: tuple[str, str | None] | None = None


def first_standing(step: Step, holder: str | None) -> Standing:
    """The standing of the first day."""
    if holder is None:
        return Standing(step.day, NOBODY, "unknown", "baseline", 0.0, None, moved=True)
    return Standing(step.day, holder, "held", "baseline", step.belief.get(holder, 0.0), step.day)


def next_standing(before: Standing, step: Step, weights: Mapping[str, float]) -> Standing:
    """The standing after a step, from the one before it."""
    to = _turned(before, step, weights)
    turned = to is not None
    changed = turned or _is_taken_unseen(before, step, weights)
    now = before.holder if to is None else to
    speaking = any((one.side == now) == one.agrees and one.weight > 0 for one in step.own)
    reported = speaking or (before.reported and not changed)
    moved = before.moved or changed
    claimed = _claimed(None if changed else before.claimed, step, now) if moved else None
    back = turned and _is_withdrawn(before, step, now)
    taken = before.earlier[1] if back and before.earlier else step.day if changed else before.taken
    return Standing(
        step.day,
        now,
        _status(step, now, weights["turn"], claimed),
        "reported" if reported else "inferred" if moved else "baseline",
        step.belief.get(now, 0.0),
        taken,
        changed and not back,
        step.day if step.own else before.told,
        claimed,
        reported,
        moved,
        (before.holder, before.taken) if turned and not back else None if back else before.earlier,
    )


def _turned(before: Standing, step: Step, weights: Mapping[str, float]) -> str | None:
    """The side that has the place now and had it not before; one that is told to have taken it needs less."""
    for one in step.own:
        gains = one.agrees and one.kind == "gained" and one.region is None
        if gains and one.side != before.holder and step.belief[one.side] >= weights["turn-told"]:
            return one.side
    top, chance = likeliest(step.belief)
    return top if top not in (before.holder, NOBODY) and chance >= weights["turn"] else None


def _is_withdrawn(before: Standing, step: Step, now: str) -> bool:
    """Whether a change soon proves never to have been: the side before has it, and none tells of its gain."""
    if before.earlier is None or before.earlier[0] != now:
        return False
    if before.taken is None or days_between(before.taken, step.day) > _WITHDRAWN_DAYS:
        return False
    return not any(one.side == now and one.agrees and one.kind == "gained" for one in step.own)


def _is_taken_unseen(before: Standing, step: Step, weights: Mapping[str, float]) -> bool:
    """Whether the holder is told to have taken the place on this day, though nobody told that it was lost.

    It counts where little said that the holder had it: who takes a town did not have it before.
    """
    if before.reported or before.chance >= weights["sure"]:
        return False
    gains = [one for one in step.own if one.agrees and one.kind == "gained" and one.side == before.holder]
    return any(one.region is None and one.weight >= weights["unseen"] for one in gains)


def standings(steps: Sequence[Step], holder: str | None, weights: Mapping[str, float]) -> list[Standing]:
    """The standing after each step; `holder` is that of the first day, None where unknown."""
    found = [first_standing(steps[0], holder)]
    for i, step in enumerate(steps[1:], 2):
        found.append(next_standing(found[-1], step, weights))
        quiet = quiet_after(step, steps[i].day if i < len(steps) else None, weights["drift"])
        if quiet is not None:
            found.append(next_standing(found[-1], quiet, weights))
    return found


def quiet_after(step: Step, next_day: str | None, drift: float) -> Step | None:
    """The step on which fighting is over: a week after it was told, if the next day is later."""
    if not _is_fought(step):
        return None
    quiet = day_after(step.day, _FOUGHT_DAYS)
    if next_day is not None and quiet >= next_day:
        return None
    return Step(quiet, waned(step.belief, _FOUGHT_DAYS, drift))


def _is_fought(step: Step) -> bool:
    return any(one.kind in _CONTESTING for one in step.own)


def _claimed(before: bool | None, step: Step, holder: str) -> bool | None:
    """Whether all that tells of the holder's taking it is that side's own word; None: nothing tells of it."""
    told = [one for one in step.weighed if one.side == holder and one.agrees and one.kind == "gained"]
    if not told:
        return before
    own = all(one.told.claimant_side == holder and one.told.tells not in _VOUCHED for one in told)
    return own and before is not False


def _status(step: Step, holder: str, turn: float, claimed: bool | None) -> HoldStatus:
    if holder == NOBODY:
        return "unknown"
    if step.belief.get(holder, 0.0) < turn or _is_fought(step):
        return "contested"
    return "claimed" if claimed else "held"


def confidence(standing: Standing, day: str, weights: Mapping[str, float]) -> float:
    """The chance that who is said to hold the place on a day does: calibrated, 0 where nobody is."""
    if standing.holder == NOBODY:
        return 0.0
    quiet = log(1.0 + max(0, days_between(standing.told or standing.day, day)))
    odds = (
        weights["certainty-bias"]
        + weights["certainty"] * odds_of(standing.chance)
        + weights["certainty-quiet"] * quiet
        + weights["certainty-own"] * (standing.basis == "reported")
        + weights["certainty-contested"] * (standing.status == "contested")
    )
    return 1.0 / (1.0 + exp(-odds))


def is_same_run(one: Standing, later: Standing) -> bool:
    """Whether two standings that follow each other differ in nothing but how likely they are."""
    return not later.changed and _look(one) == _look(later)


def _look(one: Standing) -> tuple[str, str, str]:
    return one.holder, one.status, one.basis


def hold(
    site: Site,
    first: Standing,
    last: Standing,
    weighed: Sequence[Weighed],
    until: str | None,
    weights: Mapping[str, float],
) -> Hold:
    """One hold: its run's first and last standing, and what was told in it, in order of days."""
    known = first.holder != NOBODY
    return Hold(
        site,
        first.day,
        until,
        first.status,
        first.holder if known else None,
        round(confidence(last, last.day, weights), 4),
        first.basis,
        first.taken,
        _grounds(first.holder, weighed),
    )


def weightiest(weighed: Sequence[Weighed]) -> list[Weighed]:
    """The claims of a run that are its grounds, the weightiest first; of two alike the earlier one.

    What is left of some is the same when more are added behind them.
    """
    # Sorting is stable, and the claims of a run come in one order whatever was read first.
    return sorted(weighed, key=lambda one: -one.weight)[:_MOST_GROUNDS]


def _grounds(holder: str, weighed: Sequence[Weighed]) -> tuple[Ground, ...]:
    """The weightiest claims of a run, in the order of the days they became known."""
    kept = sorted(weightiest(weighed), key=lambda one: (one.told.known, one.day))
    return tuple(_ground(one, holder) for one in kept)


def _ground(one: Weighed, holder: str) -> Ground:
    told = one.told
    return Ground(
        told.claim,
        told.control,
        told.document,
        (one.side == holder) == one.agrees,
        told.claimant,
        told.claimant_side,
        told.holder,
        told.change,
        told.stance,
        told.assessed,
        told.known,
        one.day,
        round(one.weight, 3),
        told.factuality,
        one.region,
        one.at,
    )
