"""A small invented war: Arland holds the west, Borland the east, villages every five kilometres between."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dateline.chart.days import day_after
from dateline.model import Baseline, Place, Site, Told

__all__ = ["A", "B", "DAY", "WEIGHTS", "baseline", "claim", "day", "place", "site", "village"]

A, B = "Arland", "Borland"
DAY = "2031-03-01"
# Round figures, so that a table of the tests can be followed by hand; the shipped ones are learned.
WEIGHTS = {
    "gained": 2.2,
    "lost": 2.2,
    "held": 1.0,
    "gaining": 0.2,
    "threatened": 0.3,
    "attacked": 0.2,
    "defended": 0.5,
    "contested": 0.0,
    "sought": 0.6,
    "failed": 0.8,
    "against-interest": 1.0,
    "own-interest": -0.2,
    "passed-on": -0.3,
    "vouched": 0.5,
    "distanced": -0.3,
    "hedged": -1.0,
    "dated": 0.2,
    "again": 0.2,
    "long-ago": -0.3,
    "region": -0.3,
    "region-left": -0.3,
    "repeated": 0.2,
    "baseline": 1.2,
    "drift": 0.002,
    "near": 0.9,
    "near-km": 20.0,
    "ahead": 0.4,
    "turn": 0.65,
    "turn-told": 0.6,
    "sure": 0.5,
    "unseen": 1.0,
    "certainty": 1.0,
    "certainty-bias": 0.0,
    "certainty-quiet": 0.0,
    "certainty-own": 0.0,
    "certainty-contested": 0.0,
}


def day(n: int) -> str:
    """The day so many after the first."""
    return day_after(DAY, n)


def village(n: int) -> str:
    """The name of the village so many steps from the west: 0 to 4 are Arland's, 5 to 9 Borland's."""
    return f"Village{'abcdefghij'[n]}"


def site(n: int) -> Site:
    return Site(f"geonames:{n}", village(n), 50.0, 30.0 + n * 0.07, "settlement", "ARL", _region(n), n)


def _region(n: int) -> str:
    return "West Province" if n < 5 else "East Province"


def place(n: int, **others: Any) -> Place:
    one = site(n)
    made = Place(one.name, 10, 20, one.name, n, one.lat, one.lon, "settlement", "ARL", one.admin1, 0.9)
    return replace(made, **others)


def baseline() -> Baseline:
    return Baseline(DAY, tuple((site(n), A if n < 5 else B) for n in range(10)))


def claim(n: int, at: Place | int, holder: str | None, change: Any = "gained", **others: Any) -> Told:
    """What a report of day `n` tells of a place, in its own voice unless told otherwise."""
    where = place(at) if isinstance(at, int) else at
    known = day(n)
    made = Told(
        f"claim {n} {where.name} {holder} {change}",
        "control",
        f"report {n}",
        where,
        holder,
        change,
        known,
        known,
        known,
    )
    return replace(made, **others)
