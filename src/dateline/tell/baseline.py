"""Who held what on a first day, from a file: its places matched with the gazetteer, its areas filled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, floor, hypot, radians
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.lore import Lore, normal
from dateline.lore.gazetteer.names import bare_region
from dateline.model import Baseline, Site
from dateline.tell.baseline_file import Area, Given, given_in

if TYPE_CHECKING:
    from dateline.lore.gazetteer import Candidate
    from dateline.lore.schema import Country

__all__ = ["read_baseline", "side_of"]

_KM = 111.2
# More settlements than any country has; the gazetteer wants a bound.
_MOST = 400_000
# A place of the same name within so many kilometres is the same: lists put their points differently.
_SAME_KM = 5.0
# Cells of a quarter of a degree in which the nearest known place is looked for, ring by ring.
_CELLS = 4
_RINGS = 4


def read_baseline(path: Path, day: str, lore: Lore, told: Iterable[Site] = ()) -> Baseline:
    """The baseline in a CSV or GeoJSON file, as of a day.

    Areas give their holder to the settlements of the gazetteer and to the places in `told` that lie in them;
    where areas disagree, a place is undecided, and a row of its own says more than an area. Raises
    `UsageError` that names the line or feature.
    """
    given, areas = given_in(path)
    if not given and not areas:
        raise UsageError(f"--baseline: {path} names no place; wanted one a line, with its holder")
    known = _Known(lore, given, areas)
    held = _in_areas(areas, known, told, lore) if areas else {}
    held |= _listed(given, known, lore)
    if not held:
        raise UsageError(f"--baseline: no settlement is known in the areas of {path}")
    return Baseline(day, tuple(held[key] for key in sorted(held)), f"{path.name}, {day}")


def side_of(holder: str, lore: Lore) -> str:
    """The side that a holder's name, key or country stands for, within the theatre or any; else the country.

    What names neither is a side of its own.
    """
    wanted = normal(holder)
    own = (lore.theatre.key,) if lore.theatre is not None else ()
    for key in dict.fromkeys((*own, *lore.theatres)):
        theatre = lore.within(key).theatre
        sides = theatre.pack.head.sides if theatre is not None and theatre.pack.head else ()
        for side in sides:
            if wanted in (normal(side.name), normal(side.key)):
                return side.name
    country = next((one for one in lore.countries.values() if wanted in _names(one)), None)
    if country is None:
        return holder
    sided = (lore.within(key).side(country=country.key) for key in dict.fromkeys((*own, *lore.theatres)))
    return next((side for side in sided if side is not None), country.key)


def _names(country: Country) -> set[str]:
    return {normal(one) for one in (country.key, country.iso2, country.name, *country.aliases)}


Held = dict[str, tuple[Site, str | None]]
"""Key of a site -> the site and who held it."""


class _Sides:
    """Holders as they are written, each looked up once."""

    def __init__(self, lore: Lore) -> None:
        self._lore = lore
        self._found: dict[str, str] = {}

    def __call__(self, holder: str | None) -> str | None:
        if holder is None:
            return None
        if holder not in self._found:
            self._found[holder] = side_of(holder, self._lore)
        return self._found[holder]


# -- areas


def _in_areas(areas: Sequence[Area], known: _Known, told: Iterable[Site], lore: Lore) -> Held:
    from dateline.tell.maps.within import within

    sides, held = _Sides(lore), Held()
    sites = {site.key: site for site in told if site.lat is not None and site.lon is not None}
    sites |= {place.key: _of(place) for place in known.places}
    listed = list(sites.values())
    points = [(site.lon or 0.0, site.lat or 0.0) for site in listed]
    for area in areas:
        holder = sides(area.holder)
        for i in within(points, area.polygons):
            site = listed[i]
            before = held.get(site.key)
            held[site.key] = site, holder if before is None or before[1] == holder else None
    return held


def _of(place: Candidate) -> Site:
    return Site(
        place.key, place.name, place.lat, place.lon, place.kind, place.country, place.admin1, place.geonameid
    )


# -- rows


def _listed(given: Iterable[Given], known: _Known, lore: Lore) -> Held:
    sides, held, lines = _Sides(lore), Held(), dict[str, str]()
    for row in given:
        site, holder = known.site(row), sides(row.holder)
        if site.key in held and held[site.key][1] != holder:
            raise UsageError(
                f"{row.at}: {site.name} ({site.key}) has another holder than at {lines[site.key]}; keep one"
            )
        held.setdefault(site.key, (site, holder))
        lines.setdefault(site.key, row.at)
    return held


@dataclass(frozen=True, slots=True)
class _Box:
    """The least box around points, in degrees."""

    south: float
    north: float
    west: float
    east: float

    def places(self, lore: Lore) -> tuple[Candidate, ...]:
        """The settlements in it and some around."""
        up, across = (self.north - self.south) / 2, (self.east - self.west) / 2
        across *= (
            1.0 if self.south <= 0 <= self.north else cos(radians(min(abs(self.south), abs(self.north))))
        )
        lat, lon = (self.south + self.north) / 2, (self.west + self.east) / 2
        return lore.gazetteer.near(lat, lon, hypot(up, across) * _KM + 50.0, _MOST)


def _box(given: Sequence[Given], areas: Sequence[Area]) -> _Box:
    points = [(row.lon, row.lat) for row in given]
    points += [point for area in areas for rings in area.polygons for point in rings[0]]
    lons, lats = zip(*points, strict=True)
    return _Box(min(lats), max(lats), min(lons), max(lons))


class _Known:
    """The gazetteer's settlements around a baseline, read at once: looking up thousands takes long."""

    def __init__(self, lore: Lore, given: Sequence[Given], areas: Sequence[Area]) -> None:
        self.places = _box(given, areas).places(lore)
        self._lore = lore
        self._by_id = {place.geonameid: place for place in self.places if place.geonameid is not None}
        self._by_name: dict[str, list[Candidate]] = defaultdict(list)
        self._by_cell: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
        self._regions: dict[str, Mapping[str, str]] = {}
        for place in self.places:
            self._by_name[normal(place.name)].append(place)
            self._by_cell[_cell(place.lat, place.lon)].append(place)
        self._countries = self._of_regions(given)

    def _of_regions(self, given: Iterable[Given]) -> Mapping[str, str]:
        """Region as it is written -> the country in which most of its places that are known lie."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for row in given:
            known = self._same(row)
            if known is not None and row.region is not None:
                counts[row.region][known.country] += 1
        return {region: min(found, key=lambda one: (-found[one], one)) for region, found in counts.items()}

    def site(self, row: Given) -> Site:
        """The site of a row: the gazetteer's where it knows the place, else one by its name and point."""
        known = self._same(row)
        beside = known or self._nearest(row)
        # Along a border the nearest place that is known may lie in another country.
        country = beside.country if beside is not None else None
        if known is None and row.region is not None:
            country = self._countries.get(row.region, country)
        geonameid = row.geonameid if row.geonameid is not None else known.geonameid if known else None
        name = row.name or (known.name if known is not None else f"GeoNames {row.geonameid}")
        key = f"geonames:{geonameid}" if geonameid is not None else _key(name, row)
        region = self._region(country, row.region) if row.region else beside.admin1 if beside else None
        return Site(key, name, row.lat, row.lon, "settlement", country, region, geonameid)

    def _same(self, row: Given) -> Candidate | None:
        if row.geonameid is not None:
            return self._by_id.get(row.geonameid)
        named = self._by_name.get(normal(row.name or ""), ())
        found = [(away, place) for place in named if (away := _away(row, place)) <= _SAME_KM]
        return min(found, key=lambda pair: (pair[0], pair[1].key), default=(0.0, None))[1]

    def _nearest(self, row: Given) -> Candidate | None:
        """The nearest settlement that is known, which lies in the same country but at its borders."""
        for reach in range(_RINGS + 1):
            found = [
                place for cell in _around(row.lat, row.lon, reach) for place in self._by_cell.get(cell, ())
            ]
            if found:
                return min(found, key=lambda place: (_away(row, place), place.key))
        return None

    def _region(self, country: str | None, written: str) -> str:
        """A region's name by its code, its name, or its name without a generic word."""
        if country is None:
            return written
        if country not in self._regions:
            self._regions[country] = dict(self._named_regions(country))
        regions = self._regions[country]
        return regions.get(written) or regions.get(normal(written)) or written

    def _named_regions(self, country: str) -> Iterator[tuple[str, str]]:
        for region in self._lore.gazetteer.regions_of(country):
            full = normal(region.name)
            yield full, region.name
            yield bare_region(full) or full, region.name
            if region.admin1code is not None:
                yield region.admin1code, region.name


def _key(name: str, row: Given) -> str:
    """Namesakes are told apart by where they lie, to some ten metres."""
    return f"baseline:{normal(name)}@{row.lat:.4f},{row.lon:.4f}"


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return floor(lat * _CELLS), floor(lon * _CELLS)


def _around(lat: float, lon: float, reach: int) -> Iterator[tuple[int, int]]:
    row, column = _cell(lat, lon)
    for r in range(row - reach, row + reach + 1):
        for c in range(column - reach, column + reach + 1):
            yield r, c


def _away(row: Given, place: Candidate) -> float:
    """Kilometres between two points near to each other."""
    across = (row.lon - place.lon) * cos(radians(row.lat))
    return hypot(row.lat - place.lat, across) * _KM
