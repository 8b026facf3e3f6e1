"""The gazetteer as the rest of Dateline sees it: names to places, read-only, from compiled indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, cos, floor, radians
from pathlib import Path
from types import TracebackType
from typing import Self

from dateline.errors import LoreError
from dateline.lore.compiled import note_use
from dateline.lore.gazetteer.build import build, index_path
from dateline.lore.gazetteer.country import open_added
from dateline.lore.gazetteer.features import is_past
from dateline.lore.gazetteer.geometry import KM_PER_DEGREE, haversine_km
from dateline.lore.gazetteer.names import bare_region, is_second_level, normal
from dateline.lore.gazetteer.shelf import Row, Shelf
from dateline.lore.gazetteer.writing import ALTERNATE, BESIDE, MAIN, Progress, crc_of
from dateline.model import PlaceKind

__all__ = ["Candidate", "Gazetteer"]

# Names repeat within a document and between documents of one war; 4,096 names are a few megabytes.
_REMEMBERED = 4_096
_PAGE_CACHE_KIB = 4_096  # SQLite's own pages in memory


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    `geonameid` is None for regions of the first level and for embedded districts; `key` names every entry
    (`geonames:706448`, `admin1:UKR.08`, `admin2:USA.LA.rapides-parish`). The point is in degrees,
    `country` ISO 3166-1 alpha-3, `admin1` the region's name and `admin1code` GeoNames' code for it (both
    None when unknown); a region's `admin1` is itself. `population` is 0 when unknown, a region's the sum
    over its settlements. `main` says whether the name looked up is the entry's main one. `feature` is
    GeoNames' feature code (PPL where no better is known, ADM1, ADM2, ...), `admin2` the district's name,
    a district's its own, None when unknown.
    """

    geonameid: int | None
    key: str
    name: str
    kind: PlaceKind
    lat: float
    lon: float
    country: str
    admin1: str | None
    admin1code: str | None
    population: int
    main: bool = True
    feature: str = "PPL"
    admin2: str | None = None


@dataclass(frozen=True, slots=True)
class _Entries:
    """What a normal name stands for by itself, and what beside a generic word ("Rapides" Parish)."""

    plain: tuple[Candidate, ...] = ()
    beside: tuple[Candidate, ...] = ()

    def regions(self) -> list[Candidate]:
        return [place for place in (*self.plain, *self.beside) if place.kind == "region"]


_NOTHING = _Entries()


class Gazetteer:
    """Settlements of over 500 people, regions and districts of the world, and all places of added countries.

    Open with `Gazetteer.open`. Threads may share one; a process forked from another opens its own.
    """

    def __init__(self, base: Shelf, countries: Mapping[str, Shelf]) -> None:
        self._base = base
        self._countries = dict(countries)  # by alpha-3 code
        self._shelves = (base, *countries.values())
        self.path = base.path
        self._admin1: dict[tuple[str, str], Candidate] | None = None
        self._named: Callable[[str], _Entries] = lru_cache(_REMEMBERED)(self._query_name)
        self._present: Callable[[str], bool] = lru_cache(_REMEMBERED)(self._query_present)
        self._of_country: Callable[[str], tuple[Candidate, ...]] = lru_cache(_REMEMBERED)(self._all_regions)

    @classmethod
    def open(cls, folder: Path, progress: Progress | None = None, *, added: Path | None = None) -> Gazetteer:
        """Opens the index in a cache folder, building it first when it is missing or damaged.

        `added` is the folder of countries that were added; None takes none. `progress(done, total)` is
        called while something is built. Raises LoreError when it cannot be built.
        """
        path = index_path(folder)
        opened = Shelf.opened(path, pages_kib=_PAGE_CACHE_KIB)
        if opened is None:
            build(path, progress)
            opened = Shelf.opened(path, pages_kib=_PAGE_CACHE_KIB)
        else:
            note_use(path)
        if opened is None:
            raise LoreError(f"the gazetteer index {path} is damaged as soon as it is written: check the disk")
        countries = open_added(added, pages_kib=_PAGE_CACHE_KIB, progress=progress) if added else {}
        return cls(opened, countries)

    @property
    def countries(self) -> tuple[str, ...]:
        """Countries of which all places are at hand, alpha-3."""
        return tuple(sorted(self._countries))

    def close(self) -> None:
        """Closes the files. Using the gazetteer afterwards raises LoreError."""
        for shelf in self._shelves:
            shelf.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def has(self, normal: str) -> bool:
        """Whether a name in normal form (`names.normal`) has an entry; made for many absent names."""
        if self._maybe(normal) and self._present(normal):
            return True
        bare = bare_region(normal)
        return bare is not None and bool(self._entries(bare).regions())

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """All places of a name in any spelling, the most populous first, then by id.

        A region is also found by its bare name ("Kherson") and by that name with a generic word
        ("Kherson region", "Province of Aleppo"); a district by its name as it is ("Rapides Parish") and
        by its bare name with any generic word ("Rapides County", "Izium district").
        """
        key = normal(name)
        found = self._entries(key).plain
        bare = bare_region(key)
        # "Kyiv Oblast" as it stands names one region; its bare name may name others beside it.
        if bare is None or any(place.kind == "region" for place in found):
            return found
        regions = _levelled(self._entries(bare).regions(), second=is_second_level(key))
        return tuple(sorted([*found, *regions], key=_rank)) if regions else found

    def abbreviated(self, text: str) -> tuple[Candidate, ...]:
        """Regions by abbreviation as written ("Calif.", "TX"): good only beside another place name."""
        return self._ranked(self._base.abbreviated(text))

    def region(self, country: str, admin1code: str) -> Candidate | None:
        """The region of a country (ISO 3166-1 alpha-3) with GeoNames' code, or None."""
        return self._regions().get((country, admin1code))

    def regions_of(self, country: str) -> tuple[Candidate, ...]:
        """All first-level regions of a country (ISO 3166-1 alpha-3), by code."""
        return self._of_country(country)

    def near(self, lat: float, lon: float, km: float, limit: int) -> tuple[Candidate, ...]:
        """Up to `limit` settlements within `km` kilometres of a point in degrees, the nearest first."""
        within = []
        for row in self._around(lat, lon, km):
            distance = haversine_km(lat, lon, row.lat / 1e5, row.lon / 1e5)
            if distance <= km:
                within.append((distance, row))
        within.sort(key=lambda found: (found[0], found[1].id))
        return tuple(self._candidate(row) for _, row in within[:limit])

    def _around(self, lat: float, lon: float, km: float) -> Iterator[Row]:
        """Rows of the half-degree cells that a circle touches, latitude row by latitude row."""
        reach = km / KM_PER_DEGREE
        south, north = max(lat - reach, -90.0), min(lat + reach, 90.0)
        narrowest = cos(radians(min(max(abs(south), abs(north)), 90.0)))
        # The circle bulges a little beyond reach / cos(lat of its centre); the edge's cosine covers that.
        wide = 180.0 if narrowest * 180.0 <= reach else reach / narrowest
        west, east = floor((lon + 180.0 - wide) * 2), ceil((lon + 180.0 + wide) * 2)
        for row in range(floor((south + 90.0) * 2), floor((north + 90.0) * 2) + 1):
            for first, last in _columns(west, east):
                yield from self._in_cells(row * 720 + first, row * 720 + last)

    def _in_cells(self, first: int, last: int) -> Iterator[Row]:
        own = {row.id: row for shelf in self._countries.values() for row in shelf.in_cells(first, last)}
        yield from own.values()
        for row in self._base.in_cells(first, last):
            if row.id not in own and self._told(row) is row:
                yield row

    def _told(self, row: Row) -> Row:
        """What the country's own file tells of a place of the base; the base's row if it tells nothing."""
        shelf = self._countries.get(row.country)
        if shelf is None or row.feature == "ADM1":
            return row
        own = shelf.at(row.id) if row.id > 0 else _district_of(shelf, row)
        return row if own is None else own._replace(main=row.main if row.main == BESIDE else ALTERNATE)

    def _maybe(self, name: str) -> bool:
        try:
            crc = crc_of(name)
        except UnicodeEncodeError:  # a lone surrogate: no name has one
            return False
        return any(shelf.may_have(crc) for shelf in self._shelves)

    def _entries(self, name: str) -> _Entries:
        return self._named(name) if self._maybe(name) else _NOTHING

    def _query_present(self, name: str) -> bool:
        return any(shelf.has(name) for shelf in self._shelves)

    def _query_name(self, name: str) -> _Entries:
        rows = self._united(name) if self._countries else self._base.named(name)
        beside = [row for row in rows if row.main == BESIDE]
        if not beside:
            return _Entries(self._ranked(rows))
        return _Entries(self._ranked([row for row in rows if row.main != BESIDE]), self._ranked(beside))

    def _united(self, name: str) -> list[Row]:
        """Rows of a name, each place once: a country's own file tells more of it than the base."""
        base = self._base.named(name)
        # Regions are the base's, whatever their id in the file.
        regions = {(row.country, row.admin1code) for row in base if row.feature == "ADM1"}
        own = {
            row.id: row
            for shelf in self._countries.values()
            for row in shelf.named(name)
            if row.feature != "ADM1" or (row.country, row.admin1code) not in regions
        }
        # The base's districts have no id to go by; where the file knows one by the name, it is the same.
        districts = {row.country for row in own.values() if row.feature == "ADM2"}
        for row in base:
            if row.id not in own and (row.feature != "ADM2" or row.country not in districts):
                told = self._told(row)
                own.setdefault(told.id, told)
        return list(own.values())

    def _regions(self) -> dict[tuple[str, str], Candidate]:
        """First-level regions: the base's, and those that only an added file has."""
        if self._admin1 is None:
            self._admin1 = {}
            for shelf in self._shelves:
                for row in shelf.regions():
                    self._admin1.setdefault((row.country, row.admin1code or ""), _candidate(row, row.region))
        return self._admin1

    def _all_regions(self, country: str) -> tuple[Candidate, ...]:
        return tuple(place for key, place in sorted(self._regions().items()) if key[0] == country)

    def _ranked(self, rows: Sequence[Row]) -> tuple[Candidate, ...]:
        if len(rows) == 1:
            return (self._candidate(rows[0]),)
        return tuple(sorted(map(self._candidate, rows), key=_rank))

    def _candidate(self, row: Row) -> Candidate:
        region = None
        if row.id > 0 and row.admin1code is not None and row.country in self._countries:
            region = self._regions().get((row.country, row.admin1code))
        if region is None:
            return _candidate(row, row.region)
        if row.feature != "ADM1":
            return _candidate(row, region.name)
        return replace(region, main=row.main == MAIN and row.name == region.name)


def _district_of(shelf: Shelf, row: Row) -> Row | None:
    """The file's district for one of the base's: that of the town by whose name it goes, in its region."""
    bare = bare_region(normal(row.name)) or normal(row.name)
    towns = [
        town
        for town in shelf.named(bare)
        if town.kind == "settlement" and town.admin1code == row.admin1code and town.district_id
    ]
    town = max(towns, key=lambda town: town.population, default=None)
    return shelf.at(town.district_id) if town is not None and town.district_id else None


def _levelled(regions: list[Candidate], *, second: bool) -> list[Candidate]:
    """Of each country, the regions of the level that the generic word suggests, if it has any."""
    fit = {place.country for place in regions if _is_district(place) == second}
    return [place for place in regions if place.country not in fit or _is_district(place) == second]


def _is_district(place: Candidate) -> bool:
    return place.feature != "ADM1"


def _rank(place: Candidate) -> tuple[bool, int, int, str]:
    return is_past(place.feature), -place.population, place.geonameid or 0, place.key


def _columns(west: int, east: int) -> list[tuple[int, int]]:
    """Columns of cells between two, split where the range crosses the 180th meridian."""
    if east - west >= 720:
        return [(0, 719)]
    west, east = west % 720, east % 720
    return [(west, east)] if west <= east else [(west, 719), (0, east)]


def _candidate(row: Row, region: str | None) -> Candidate:
    return Candidate(
        geonameid=row.id if row.id > 0 and row.feature != "ADM1" else None,
        key=_key(row),
        name=row.name,
        kind=row.kind,
        lat=row.lat / 1e5,
        lon=row.lon / 1e5,
        country=row.country,
        admin1=region,
        admin1code=row.admin1code,
        population=row.population,
        main=row.main == MAIN,
        feature=row.feature,
        admin2=row.district,
    )


def _key(row: Row) -> str:
    # A region is the same whoever tells of it; a whole country's only region may have no code.
    if row.feature == "ADM1" and row.admin1code is not None:
        return f"admin1:{row.country}.{row.admin1code}"
    if row.id > 0:
        return f"geonames:{row.id}"
    return f"admin2:{row.country}.{row.admin1code or ''}.{normal(row.name).replace(' ', '-')}"
