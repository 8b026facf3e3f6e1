"""The chart: what is told of each place, and who holds it on any day by what was known on any other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from dateline.chart.around import Front, reached, share
from dateline.chart.days import day_after
from dateline.chart.following import NOBODY, Belief, Step, follow, once_each
from dateline.chart.holding import Standing, first_standing, next_standing, runs, standings
from dateline.chart.sites import Sites
from dateline.chart.weighing import Weighed, weighed
from dateline.model import Baseline, Hold, Site, Told

__all__ = ["Chart", "Flip"]

# Changes that a whole region can undergo at once.
_WHOLE = frozenset({"gained", "held", "lost"})
_REGIONS = frozenset({"region", "area"})
# From so many sides on the first day tells who the parties are.
_SEVERAL = 2
# Without a first day what is told counts from here on.
_EVER = "0001-01-01"
# What is left of a claim so far off that it moves nothing.
_LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Flip:
    """A place that went from one side to another on `day`, as was first known on `known`.

    `before` is "" where nobody told of the other side's having had it.
    """

    key: str
    before: str
    to: str
    day: str
    known: str
    inferred: bool


class Chart:
    """What is told, by place. Adding a claim touches the place it speaks of and nothing else.

    `inferred`: places also follow what is told of those around them.
    """

    def __init__(
        self, weights: Mapping[str, float], baseline: Baseline | None = None, *, inferred: bool = True
    ) -> None:
        self._weights, self._inferred = weights, inferred
        self._start = baseline.day if baseline is not None else _EVER
        rows = baseline.rows if baseline is not None else ()
        self.sites = Sites(site for site, _ in rows)
        self._held = {site.key: holder for site, holder in rows if holder is not None}
        self._sides = tuple(sorted(set(self._held.values())))
        self._front = Front(self.sites, self._held)
        self._told: dict[str, list[Weighed]] = defaultdict(list)
        self._regions: dict[str, list[Weighed]] = defaultdict(list)
        self._near: dict[str, list[tuple[float, str]]] = defaultdict(list)
        self._once: dict[str, tuple[Weighed, ...]] = {}

    # -- what is told

    def add(self, told: Iterable[Told]) -> None:
        """Takes in claims; those that tell of no place or no side are left out."""
        for one in told:
            if one.place.kind in _REGIONS:
                self._add_region(one)
            else:
                self._add_place(one)

    def _add_place(self, told: Told) -> None:
        site, one = self.sites.found(told), weighed(told, self._weights)
        if site is not None and one is not None and self._is_party(one.side):
            self._place(site)
            self._told[site.key].append(one)
            self._once.pop(site.key, None)

    def _place(self, site: Site) -> None:
        """Ties a place that is told of to those around it, and one that is new to those told of around it."""
        new = self.sites.add(site)
        if not self._inferred or site.key in self._told:
            return
        for km, other in reached(self.sites, site):
            self._near[other.key].append((km, site.key))
            if new and other.key in self._told:
                self._near[site.key].append((km, other.key))

    def _add_region(self, told: Told) -> None:
        sites, one = self._carried(told), weighed(told, self._weights, told.place.name)
        if sites and one is not None and self._is_party(one.side):
            region = _region(sites[0])
            self._regions[region].append(one)
            self._once.pop(region, None)

    def _carried(self, told: Told) -> Sequence[Site]:
        """The settlements that follow a region: where all of it is meant, and where a side leaves it."""
        counts = told.change in _WHOLE and (told.whole or told.change == "lost")
        return self.sites.region(told.place) if counts else ()

    def _is_party(self, side: str) -> bool:
        """Whether a side is one that holds ground: where the first day has several, no other is."""
        return len(self._sides) < _SEVERAL or side in self._sides

    def _of(self, key: str, told: Mapping[str, list[Weighed]]) -> tuple[Weighed, ...]:
        if key not in told:
            return ()
        if key not in self._once:
            self._once[key] = once_each(told[key], self._weights)
        return self._once[key]

    def told_of(self, key: str) -> list[Weighed]:
        """All that tells of a place: of itself, of its region, of the places around it."""
        site = self.sites[key]
        found = [*self._of(key, self._told), *self._of(_region(site), self._regions)]
        for km, other in sorted(self._near.get(key, ())):
            found.extend(self._from(other, km, site))
        return found

    def _from(self, key: str, km: float, site: Site) -> Iterator[Weighed]:
        """What is told of a place so far off, as far as it tells of a site."""
        other, shares = self.sites[key], dict[tuple[str, bool], float]()
        for one in self._of(key, self._told):
            said = (one.side, one.agrees)
            if said not in shares:
                behind = self._front.behind(other, site, one.side, agrees=one.agrees)
                shares[said] = share(self._weights, km, behind)
            weight = one.weight * shares[said]
            if weight >= _LEAST:
                yield Weighed(
                    one.told, one.side, one.agrees, one.kind, one.day, weight, one.reasons, one.region, key
                )

    def touched(self, told: Iterable[Told]) -> set[str]:
        """Keys of the places whose holds such claims may change."""
        found: set[str] = set()
        for one in told:
            if one.place.kind in _REGIONS:
                found.update(site.key for site in self._carried(one))
            elif (site := self.sites.found(one)) is not None:
                found.add(site.key)
                found.update(near.key for _, near in reached(self.sites, site) if self._inferred)
        return found

    # -- who holds it

    def prior(self, key: str) -> Belief:
        """What is believed on the first day."""
        holder = self._held.get(key)
        several = len(self._sides) >= _SEVERAL
        sides = self._sides if several else (*self._sides, NOBODY)
        if holder is None:
            return dict.fromkeys(self._sides, 1 / len(self._sides)) if several else {NOBODY: 1.0}
        certain = 1.0 / (1.0 + exp(-self._weights["baseline"]))
        rest = (1.0 - certain) / (len(sides) - 1)
        return {side: certain if side == holder else rest for side in sides}

    def standings(self, key: str, known_by: str) -> list[Standing]:
        """The standings of a place by what was known on a day."""
        known = [one for one in self.told_of(key) if one.told.known <= known_by]
        steps = follow(Step(self._start, self.prior(key)), known, self._weights["drift"])
        return standings(steps, self._held.get(key), self._weights)

    def holds(self, key: str, until: str, *, known_by: str | None = None) -> tuple[Hold, ...]:
        """Who holds a place from the first day to the day `until`, in runs of days."""
        known = known_by if known_by is not None else until
        found = self.standings(key, known)
        return tuple(runs(self.sites[key], found, self._start, day_after(until), self._weights))

    def on(self, day: str, *, known_by: str | None = None) -> Iterator[Hold]:
        """Who holds each place on a day; `since` is that of the run which the day lies in."""
        for key in sorted(site.key for site in self.sites):
            found = self.holds(key, day, known_by=known_by)
            if found:
                yield found[-1]

    def flips(self, key: str) -> Iterator[Flip]:
        """Each time that it became known that a place had gone to another side."""
        holder = self._held.get(key, NOBODY)
        taken: str | None = self._start
        for known, now in self.history(key):
            # Where the day goes back, a change has proved never to have been.
            if holder != NOBODY and (now.taken or "") > (taken or ""):
                before = holder if now.holder != holder else NOBODY
                inferred = now.basis != "reported"
                yield Flip(key, before, now.holder, now.taken or now.day, known, inferred)
            holder, taken = now.holder, now.taken

    def first(self, key: str) -> Standing:
        """The standing of a place on the first day."""
        return first_standing(Step(self._start, self.prior(key)), self._held.get(key))

    def history(self, key: str) -> Iterator[tuple[str, Standing]]:
        """For each day on which something became known: that day, and the standing on it by then."""
        told = self.told_of(key)
        steps = [Step(self._start, self.prior(key))]
        stood = [self.first(key)]
        known: list[Weighed] = []
        for day in sorted({one.told.known for one in told if one.told.known > self._start}):
            new = [one for one in told if one.told.known == day]
            known.extend(new)
            # Only what follows the earliest day that the new claims speak of is gone through again.
            first = min(one.day for one in new)
            while len(steps) > 1 and steps[-1].day >= first:
                steps.pop()
                stood.pop()
            for step in follow(steps[-1], known, self._weights["drift"])[1:]:
                steps.append(step)
                stood.append(next_standing(stood[-1], step, self._weights))
            yield day, stood[-1]


def _region(site: Site) -> str:
    return f"{site.country} {site.admin1}"
