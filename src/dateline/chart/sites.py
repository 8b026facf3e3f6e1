"""Places that can be held, found again by what a text calls them.

A name that several places bear is that of the one nearest to what the paragraph names beside it; one that
no list has is that of the likeliest spelling among those around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from math import cos, floor, radians

from dateline.chart.spots import Spot, apart, arc, chord, spot
from dateline.lore.names import normal
from dateline.model import Place, Site, Told

__all__ = ["Region", "Sites", "km_between", "region_key"]

Region = tuple[str | None, str]
"""A country and a region of the first level in normal form."""

# A place of the same name within so many kilometres is the same: gazetteers put their points differently.
_SAME_KM = 5.0
# A namesake must be so much nearer to what else is named to be taken over what the finder of places chose.
_NEARER = 0.5
# Beyond this what a paragraph names tells nothing of which namesake is meant.
_FAR_KM = 80.0
# How far around what is named a misspelt name is looked for, and how like it must be (share of letters).
_AROUND_KM = 40.0
_LIKE = 0.84
# So many of the nearest places tell where a name is meant.
_NEAREST = 3
# A cell of the grid is a quarter of a degree, 28 km from north to south: what is near lies in few of them.
_CELL = 4


def km_between(one: Site, other: Site) -> float:
    """Great-circle distance; infinite where a point is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    return _km(one.lat, one.lon, other.lat, other.lon)


def _km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    return arc(apart(spot(a_lat, a_lon), spot(b_lat, b_lon)))


class Sites:
    """An index of sites by key, name, region and where they lie; sites are added, never changed.

    Names lead to the sites that were given alone: whether a text is read before another must not decide what
    its names mean.
    """

    def __init__(self, sites: Iterable[Site] = ()) -> None:
        self._by_key: dict[str, Site] = {}
        self._given: frozenset[str] = frozenset()
        self._by_name: dict[str, list[Site]] = defaultdict(list)
        self._by_region: dict[Region, list[Site]] = defaultdict(list)
        self._by_cell: dict[tuple[int, int], list[tuple[Spot, Site]]] = defaultdict(list)
        for site in sites:
            if self.add(site):
                self._by_name[normal(site.name)].append(site)
        self._given = frozenset(self._by_key)
        self._by_initial: dict[str, list[tuple[str, Site]]] = defaultdict(list)
        for name, named in self._by_name.items():
            self._by_initial[name[:1]].extend((name, site) for site in named if site.lat is not None)
        self._alike: dict[str, list[tuple[float, Site]]] = {}

    def __iter__(self) -> Iterator[Site]:
        return iter(self._by_key.values())

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def __getitem__(self, key: str) -> Site:
        return self._by_key[key]

    def get(self, key: str) -> Site | None:
        """The site of a key; None where there is none."""
        return self._by_key.get(key)

    def add(self, site: Site) -> bool:
        """Takes a site in; gives whether its key is new.

        One that is known stays as it is. But what texts alone tell of, without a point, may look otherwise in
        each: of two looks the first by the alphabet counts, whichever was read first.
        """
        known = self._by_key.get(site.key)
        if known is not None:
            if known.lat is None and site.lat is None and known.key not in self._given:
                self._look(known, site)
            return False
        self._by_key[site.key] = site
        if site.admin1 is not None:
            self._by_region[region_key(site.country, site.admin1)].append(site)
        if site.lat is not None and site.lon is not None:
            self._by_cell[_cell(site.lat, site.lon)].append((spot(site.lat, site.lon), site))
        return True

    def _look(self, known: Site, site: Site) -> None:
        if _looks(site) >= _looks(known):
            return
        self._by_key[site.key] = site
        if known.admin1 is not None:
            self._by_region[region_key(known.country, known.admin1)].remove(known)
        if site.admin1 is not None:
            self._by_region[region_key(site.country, site.admin1)].append(site)

    def region(self, place: Place) -> Sequence[Site]:
        """The settlements that lie in a region of the first level."""
        if place.admin1 is None or place.kind != "region":
            return ()
        return self._by_region.get(region_key(place.country, place.admin1), ())

    def around(self, lat: float, lon: float, km: float) -> Iterator[tuple[float, Site]]:
        """The sites within so many kilometres of a point, each with its distance; in no order."""
        row, column = _cell(lat, lon)
        rows = int(km / 111.0 * _CELL) + 1
        columns = int(km / max(1.0, 111.0 * cos(radians(lat))) * _CELL) + 1
        (x, y, z), most = spot(lat, lon), chord(km)
        for r in range(row - rows, row + rows + 1):
            for c in range(column - columns, column + columns + 1):
                for (a, b, d), site in self._by_cell.get((r, c), ()):
                    away = (x - a) * (x - a) + (y - b) * (y - b) + (z - d) * (z - d)
                    if away <= most:
                        yield arc(away), site

    def found(self, told: Told) -> Site | None:
        """The site that a claim speaks of; one that is not listed is made from what the text says of it."""
        place = told.place
        if place.name is None:
            return None
        known = self._listed(place)
        named = self._by_name.get(normal(place.name), ())
        if place.geonameid is not None:
            return self._namesake(known, named, told.near) if known is not None else _made(place)
        return self._namesake(None, named, told.near) or self._misspelt(place.name, told.near) or _made(place)

    def _listed(self, place: Place) -> Site | None:
        """The site of the gazetteer's entry, or of the same name in the same spot."""
        key = _key(place)
        if key in self._given:
            return self._by_key[key]
        here = _made(place)
        named = self._by_name.get(normal(place.name or ""), ())
        return next((site for site in named if km_between(site, here) <= _SAME_KM), None)

    def _namesake(self, known: Site | None, named: Sequence[Site], near: Sequence[Place]) -> Site | None:
        if len(named) < 2:
            return known if known is not None or not near else next(iter(named), None)
        away = {site.key: self._away(site, near) for site in named}
        best = min(named, key=lambda site: (away[site.key], site.key))
        if known is None:
            return best if away[best.key] < _FAR_KM else None
        closer = away[best.key] < _NEARER * self._away(known, near) and away[best.key] < _FAR_KM
        return best if closer else known

    def _away(self, site: Site, near: Sequence[Place]) -> float:
        """How far a site is from what is named beside it: the mean over the nearest few."""
        if site.lat is None or site.lon is None:
            return float("inf")
        points = {(p.lat, p.lon) for p in near if p.lat is not None and p.name != site.name}
        away = sorted(_km(site.lat, site.lon, lat or 0.0, lon or 0.0) for lat, lon in points)[:_NEAREST]
        return sum(away) / len(away) if away else float("inf")

    def _misspelt(self, name: str, near: Sequence[Place]) -> Site | None:
        """The site around what is named beside it whose name is most like a name that nobody bears."""
        points = {(p.lat, p.lon) for p in near if p.lat is not None and p.lon is not None}
        found = [
            (like, site.key)
            for like, site in self._like(normal(name).removesuffix(" city"))
            if any(_km(lat, lon, site.lat or 0.0, site.lon or 0.0) <= _AROUND_KM for lat, lon in points)
        ]
        return self._by_key[max(found)[1]] if found else None

    def _like(self, wanted: str) -> Sequence[tuple[float, Site]]:
        """The sites that were given whose names are like enough, with how like they are."""
        if wanted not in self._alike:
            named = self._by_initial.get(wanted[:1], ())
            alike = ((_likeness(wanted, other), site) for other, site in named)
            self._alike[wanted] = [(like, site) for like, site in alike if like >= _LIKE]
        return self._alike[wanted]


def region_key(country: str | None, admin1: str) -> Region:
    """What a region is filed under, however it is written."""
    return country, normal(admin1)


def _looks(site: Site) -> tuple[str, ...]:
    return site.name, site.kind, site.country or "", site.admin1 or ""


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return floor(lat * _CELL), floor(lon * _CELL)


@lru_cache(1 << 16)
def _likeness(one: str, other: str) -> float:
    """How like two names are; 0 where they cannot be like enough, which is told sooner."""
    if abs(len(one) - len(other)) > 3 or one[:1] != other[:1]:
        return 0.0
    compared = SequenceMatcher(None, one, other)
    return compared.ratio() if compared.quick_ratio() >= _LIKE else 0.0


def _key(place: Place) -> str:
    if place.geonameid is not None:
        return f"geonames:{place.geonameid}"
    return place.key or f"name:{normal(place.name or place.text)}"


def _made(place: Place) -> Site:
    """A site from what the text says of it."""
    return Site(
        _key(place),
        place.name or place.text,
        place.lat,
        place.lon,
        place.kind,
        place.country,
        place.admin1,
        place.geonameid,
    )
