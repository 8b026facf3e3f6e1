"""What one report more costs the chart after N reports, and after four times as many: invented claims."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from statistics import median

from bench.figures import Figure
from bench.synthetic import FIRST_DAY, SIDES, Town, towns
from dateline.chart import Chart
from dateline.chart.days import day_after
from dateline.lore import Lore
from dateline.model import Baseline, Place, Site, Told

__all__ = ["control_growth"]

# What a daily report of a war tells of who holds what, and how many of its claims are of what was weeks ago.
_CLAIMS, _LATE = 25, 0.04
# Reports are told of towns so near to the front, in degrees: by the hundredth, most have been told of.
_FRONT, _NEAR = 12.5, 0.3
# Reports that are added one by one, of which the median counts.
_ADDED = 9
# Noise and caches; an archive four times as large would otherwise cost four times as much.
_MOST = 1.5
_END = "9999-12-30"


def control_growth(reports: int, lore: Lore) -> Iterator[Figure]:
    """Processor time for one report more after so many, and after four times as many."""
    among = towns()
    first = Baseline(FIRST_DAY, tuple((_site(town), town.holder) for town in among))
    group = f"one report more ({_CLAIMS} claims, {len(among):,} settlements)"
    spent = []
    for many in (reports, 4 * reports):
        chart = Chart(lore.lexicon.control_weights, first)
        told = list(_reports(many + _ADDED, among))
        for one in told[:many]:
            chart.add(one)
        for site in list(chart.sites):
            chart.holds(site.key, _END)
        spent.append(median(_added(chart, one) for one in told[many:]))
        yield Figure(group, f"after {many:,} reports", spent[-1] * 1000, "ms")
    yield Figure(group, "four times the archive against one", spent[1] / spent[0], "", aim=_MOST)


def _added(chart: Chart, told: Sequence[Told]) -> float:
    start = time.process_time()
    touched = chart.touched(told)
    chart.add(told)
    for key in touched:
        chart.holds(key, _END)
    return time.process_time() - start


def _reports(many: int, among: Sequence[Town]) -> Iterator[list[Told]]:
    """A report a day."""
    chance = random.Random(many)
    near = [town for town in among if abs(town.lat - _FRONT) < _NEAR]
    for number in range(1, many + 1):
        day = day_after(FIRST_DAY, number)
        yield [_claim(chance, chance.choice(near), day, f"{number}.{i}") for i in range(_CLAIMS)]


def _claim(chance: random.Random, town: Town, day: str, id: str) -> Told:
    # Weeks before the report, where it looks back; the first day bounds it.
    back = chance.randint(20, 60) if chance.random() < _LATE else chance.randint(0, 2)
    of = max(day_after(day, -back), FIRST_DAY)
    change = chance.choice(("gained", "held", "held", "lost", "contested", "threatened"))
    side = chance.choice(SIDES)
    place = Place(
        town.name, 0, len(town.name), town.name, None, town.lat, town.lon, "settlement", "TCD", None, 1
    )
    fought = change in ("contested", "threatened")
    return Told(
        id, id, id.partition(".")[0], place, None if fought else side, change, of, of, day,
        claimant_side=chance.choice((*SIDES, None)), origin=f"source {chance.randint(1, 6)}",
        against=side if fought else None, attack=fought,
    )  # fmt: skip


def _site(town: Town) -> Site:
    return Site(f"town:{town.name}", town.name, town.lat, town.lon, "settlement", "TCD")
