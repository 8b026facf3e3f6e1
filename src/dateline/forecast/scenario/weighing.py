"""How much a signpost counts by who tells what it saw: one side's claim alone less than what both tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import log

from dateline.model import Party, Voice

__all__ = ["Claimed", "Confirmed", "Sighting", "confirmed"]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim, by its id, and who makes it."""

    claim: str
    by: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How a happening is confirmed, a key of core/scenarios.yaml; `side` where one side alone tells it."""

    how: str
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A happening that a signpost saw: an incident, or one event that is of none.

    `known` is the ISO day on which it became known, `happened` the first on which it may have been; both may
    be "" where nobody tells. `claims` are those that assert it, by the day of publication; `events` are the
    ids of what was seen of it.
    """

    signpost: str
    incident: str
    known: str
    happened: str
    title: str
    confirmed: Confirmed
    claims: tuple[Claimed, ...]
    events: tuple[str, ...] = ()

    def odds(self, ratio: float, weights: Mapping[str, float]) -> float:
        """The log odds that it adds at a ratio: all of them only where it is sure."""
        return weights[self.confirmed.how] * log(ratio)


# Rules of the grades of incidents under which nobody disputes it and somebody is named.
_TOLD = frozenset({"both", "several", "one"})


def confirmed(
    rule: str, voices: Sequence[Voice], parties: Iterable[Party], sides: AbstractSet[str]
) -> Confirmed:
    """How a happening is confirmed.

    `rule` is that of its grade, `voices` those of its accounts, `parties` who takes part or is hit; `sides`
    are the sides of wars, each of which has an interest in what is told of its war.
    """
    interested = sides | {name for party in parties for name in (party.side, party.country) if name}
    telling = [voice for voice in voices if voice.how == "for"]
    told_by = {voice.side if voice.side in interested else None for voice in telling}
    if rule not in _TOLD or len(told_by) != 1 or None in told_by:
        return Confirmed(rule)
    own = any(voice.own for voice in telling)
    return Confirmed("admitted" if own else "one side", next(iter(told_by)))
