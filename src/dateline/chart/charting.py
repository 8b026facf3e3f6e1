"""The chart: what is told of each place, and who holds it on any day by what was known on any other."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import exp

from dateline.chart.around import REACH_KM, Front, largest_share, reached, share
from dateline.chart.course import Course
from dateline.chart.days import day_after
from dateline.chart.following import NOBODY, Belief, Step, follow
from dateline.chart.heard import Heard
from dateline.chart.holding import Standing, first_standing, next_standing, standings
from dateline.chart.sites import Region, Sites, region_key
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
        self._told: dict[str, Heard] = {}
        self._regions: dict[Region, Heard] = {}
        self._near: dict[str, list[tuple[float, str]]] = defaultdict(list)
        # What was asked for once is kept, and brought up to date when it is asked for again.
        self._courses: dict[str, Course] = {}
        self._known = ""

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
        if site is None or one is None or not self._is_party(one.side):
            return
        self._known = max(self._known, told.known)
        self._place(site)
        heard = self._told.get(site.key)
        if heard is None:
            heard = self._told[site.key] = Heard(self._weights)
        day = heard.add(one)
        if self._courses:
            self._rewind(self._reached(site), day)

    def _place(self, site: Site) -> None:
        """Ties a place that is told of to those around it, and one that is new to those told of around it."""
        before = self.sites.get(site.key)
        new = self.sites.add(site)
        if self.sites[site.key] is not before:
            # It is called otherwise, and may lie in another region.
            self._courses.pop(site.key, None)
        if not self._inferred or site.key in self._told:
            return
        for km, other in reached(self.sites, site):
            insort(self._near[other.key], (km, site.key))
            if new and other.key in self._told:
                insort(self._near[site.key], (km, other.key))

    def _add_region(self, told: Told) -> None:
        region, one = _carrying(told), weighed(told, self._weights, told.place.name)
        if region is None or one is None or not self._is_party(one.side):
            return
        self._known = max(self._known, told.known)
        heard = self._regions.get(region)
        if heard is None:
            heard = self._regions[region] = Heard(self._weights)
        day = heard.add(one)
        if self._courses:
            self._rewind((site.key for site in self.sites.region(told.place)), day)

    def _rewind(self, keys: Iterable[str], day: str) -> None:
        for key in keys:
            course = self._courses.get(key)
            if course is not None:
                course.rewind(day)

    def _reached(self, site: Site) -> Iterator[str]:
        """The places that a claim of one tells of."""
        yield site.key
        if self._inferred and site.lat is not None and site.lon is not None:
            yield from (near.key for _, near in self.sites.around(site.lat, site.lon, REACH_KM))

    def _is_party(self, side: str) -> bool:
        """Whether a side is one that holds ground: where the first day has several, no other is."""
        return len(self._sides) < _SEVERAL or side in self._sides

    def told_of(self, key: str, after: str = "") -> list[Weighed]:
        """All that tells of a place on days after one: of itself, of its region, of the places around it."""
        site, found = self.sites[key], list[Weighed]()
        for heard in (self._told.get(key), self._of_region(site)):
            if heard is not None:
                found += heard.after(after)
        for km, other in self._near.get(key, ()):
            heard = self._told[other]
            if heard.last > after:
                found += self._from(heard.after(after), self.sites[other], km, site)
        return found

    def _of_region(self, site: Site) -> Heard | None:
        return None if site.admin1 is None else self._regions.get(region_key(site.country, site.admin1))

    def _from(self, told: Iterable[Weighed], other: Site, km: float, site: Site) -> Iterator[Weighed]:
        """What is told of a place so far off, as far as it tells of a site."""
        shares = dict[tuple[str, bool], float]()
        most, at = largest_share(self._weights, km), other.key
        for one in told:
            weight = one.weight
            if weight * most < _LEAST:
                # Spares the search for the front, which takes longest.
                continue
            said = (one.side, one.agrees)
            left = shares.get(said)
            if left is None:
                behind = self._front.behind(other, site, one.side, agrees=one.agrees)
                left = shares[said] = share(self._weights, km, behind)
            weight *= left
            if weight >= _LEAST:
                yield Weighed(
                    one.told, one.side, one.agrees, one.kind, one.day, weight, one.reasons, one.order,
                    one.region, at,
                )  # fmt: skip

    def touched(self, told: Iterable[Told]) -> set[str]:
        """Keys of the places whose holds such claims may change."""
        found: set[str] = set()
        for one in told:
            if one.place.kind in _REGIONS:
                if _carrying(one) is not None:
                    found.update(site.key for site in self.sites.region(one.place))
            elif (site := self.sites.found(one)) is not None:
                found.update(self._reached(site))
        return found

    # -- who holds it

    def prior(self, key: str) -> Belief:
        """What is believed on the first day."""
        holder = self._held.get(key)
        several = len(self._sides) >= _SEVERAL
        sides = self._sides if several else (NOBODY, *self._sides)
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

    def holds(
        self, key: str, until: str, *, known_by: str | None = None, grounds: bool = True
    ) -> tuple[Hold, ...]:
        """Who holds a place from the first day to the day `until`, in runs of days.

        Without `grounds`, which take longest to make, only those that are claimed have theirs.
        """
        known = known_by if known_by is not None else until
        course = self._course(key) if known >= self._known else self._course_by(key, known)
        return tuple(course.holds(day_after(until), grounds=grounds))

    def _course(self, key: str) -> Course:
        """The course of a place by all that is told, followed anew only as far back as news reach."""
        course = self._courses.get(key)
        if course is None:
            course = self._courses[key] = self._begun(key)
        if not course.is_followed:
            course.go_on(self.told_of(key, course.day))
        return course

    def _course_by(self, key: str, known: str) -> Course:
        """The course of a place by what was known on a day."""
        course = self._begun(key)
        course.go_on(one for one in self.told_of(key) if one.told.known <= known)
        return course

    def _begun(self, key: str) -> Course:
        start = Step(self._start, self.prior(key))
        return Course(self.sites[key], start, self._held.get(key), self._weights)

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
        told = list(self.told_of(key))
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


def _carrying(told: Told) -> Region | None:
    """The region whose settlements follow a claim: where all of it is meant, and where a side leaves it."""
    place = told.place
    counts = told.change in _WHOLE and (told.whole or told.change == "lost")
    if not counts or place.kind != "region" or place.admin1 is None:
        return None
    return region_key(place.country, place.admin1)
