"""What one claim weighs for or against a side's having a place, in log odds, with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter

import msgspec

from dateline.chart.days import days_between
from dateline.model import Told

__all__ = ["LONG_AGO", "Weighed", "by_order", "weighed"]

# What is further back than this is told in passing, as what went before.
LONG_AGO = 14
# News of fighting weighs little, whoever tells it.
_FIGHTING = frozenset({"attacked", "defended", "threatened", "contested"})


# A long war is a million of these: a struct is made ten times as fast as a dataclass, and the collector of
# garbage does not look for circles in it.
class Weighed(msgspec.Struct, frozen=True, gc=False):
    """A claim and what it weighs: `weight` log odds for (`agrees`) or against `side`'s having the place.

    `kind` is what sort of news it is, `reasons` what its weight is the sum of; `day` the day it speaks of.
    `region` names the region that it speaks of, `at` the key of another place that it does, where either is
    not the place itself. `order` puts claims in that of the days that they speak of, then of those on which
    they became known, then of whatever tells two apart, so that it is always the same.
    """

    told: Told
    side: str
    agrees: bool
    kind: str
    day: str
    weight: float
    reasons: tuple[str, ...]
    order: tuple[str, ...]
    region: str | None = None
    at: str | None = None


by_order = attrgetter("order")


def weighed(told: Told, weights: Mapping[str, float], region: str | None = None) -> Weighed | None:
    """What a claim weighs before it is compared with others; None where it tells of no side."""
    favour = _favour(told)
    if favour is None:
        return None
    side, agrees, kind = favour
    if told.stance == "denies" and told.factuality != "denied":
        # What is told as denied because its source denies it is denied once.
        agrees = not agrees
    said = _reasons(told, side, agrees) if kind not in _FIGHTING else ()
    reasons = (kind, *said, *(() if region is None else _of_region(told, kind)))
    weight = max(0.0, sum(weights[reason] for reason in reasons))
    # The last of the days it tells: by then it is so.
    itself = (told.claim, told.control, region or "", kind, side, told.document, told.origin)
    order = (told.until, told.known, *itself)
    return Weighed(told, side, agrees, kind, told.until, weight, reasons, order, region)


def _favour(told: Told) -> tuple[str, bool, str] | None:
    """The side that a claim is about, whether it speaks for that side's having the place, and its kind."""
    if told.change == "gained" and told.holder is not None:
        return told.holder, told.factuality == "occurred", _gain(told)
    if told.change in ("held", "lost") and told.holder is not None:
        return told.holder, told.change == "held", "defended" if told.attack else told.change
    if told.change in ("threatened", "contested"):
        kind = "attacked" if told.attack else told.change
        if told.against is not None:
            return told.against, False, kind
        if told.holder is not None and told.change == "threatened":
            return told.holder, True, kind
    return None


def _gain(told: Told) -> str:
    if told.factuality == "occurred":
        return "gained"
    if told.factuality == "ongoing":
        return "gaining"
    return "failed" if told.factuality == "denied" else "sought"


def _of_region(told: Told, kind: str) -> tuple[str, ...]:
    """What is told of a region says less of a place in it, unless the region is left altogether."""
    if kind != "lost":
        return ("region",)
    return () if told.whole else ("region-left",)


def _reasons(told: Told, side: str, agrees: bool) -> Iterator[str]:
    """Who says it, how firmly, of when."""
    if told.claimant_side is not None:
        yield "own-interest" if (told.claimant_side == side) == agrees else "against-interest"
    elif not told.assessed:
        yield "passed-on"
    if told.tells in ("factive", "conceded", "disclosed"):
        yield "vouched"
    elif told.tells in ("distanced", "accused"):
        yield "distanced"
    if told.certainty == "hedged":
        yield "hedged"
    if told.dated:
        yield "dated"
    if told.again and agrees:
        yield "again"
    if days_between(told.until, told.known) > LONG_AGO:
        yield "long-ago"
