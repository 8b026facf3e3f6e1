"""The gazetteer as the rest of Dateline sees it: names to places, read-only, from a compiled index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, floor, radians
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from dateline.errors import LoreError
from dateline.lore.gazetteer.build import Progress, bit_of, build, checksum, index_path, stored_checksum
from dateline.lore.gazetteer.geometry import KM_PER_DEGREE, haversine_km
from dateline.lore.gazetteer.names import bare_region, normal
from dateline.model import PlaceKind

__all__ = ["Candidate", "Gazetteer"]

# Names repeat within a document and between documents of one war; 4,096 names are a few megabytes.
_REMEMBERED = 4_096
_PAGE_CACHE_KIB = 4_096  # SQLite's own pages in memory

_SELECT = "SELECT p.id, p.name, p.lat, p.lon, p.country, p.admin1code, p.population, r.name, "
_REGION = " LEFT JOIN place r ON r.id = p.region WHERE "
_BY_NAME = f"{_SELECT} n.main FROM name n JOIN place p ON p.id = n.place {_REGION} n.normal = ?"
_BY_ABBREVIATION = f"{_SELECT} 0 FROM abbreviation a JOIN place p ON p.id = a.place {_REGION} a.text = ?"
_BY_CELLS = f"{_SELECT} 1 FROM place p {_REGION} p.cell BETWEEN ? AND ?"
_REGIONS = f"{_SELECT} 1 FROM place p {_REGION} p.id < 0"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    `geonameid` is None for regions; `key` names every entry (`geonames:706448`, `admin1:UKR.08`). The
    point is in degrees, `country` ISO 3166-1 alpha-3, `admin1` the region's name and `admin1code`
    GeoNames' code for it (both None when unknown); a region's `admin1` is itself. `population` is 0
    when unknown, a region's the sum over its settlements. `main` says whether the name looked up is
    the entry's main one.
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


class Gazetteer:
    """Settlements of over 500 people and first-level regions of the world. Open with `Gazetteer.open`.

    Threads may share one; a process forked from another opens its own.
    """

    def __init__(self, base: sqlite3.Connection, bits: bytes, path: Path) -> None:
        self._base = base
        self._bits = bits
        self.path = path
        self._lock = Lock()
        self._admin1: dict[tuple[str, str], Candidate] | None = None
        self._named: Callable[[str], tuple[Candidate, ...]] = lru_cache(_REMEMBERED)(self._query_name)
        self._present: Callable[[str], bool] = lru_cache(_REMEMBERED)(self._query_present)

    @classmethod
    def open(cls, folder: Path, progress: Progress | None = None) -> Gazetteer:
        """Opens the index in a cache folder, building it first when it is missing or damaged.

        `progress(done, total)` is called while building. Raises LoreError when it cannot be built.
        """
        path = index_path(folder)
        opened = cls._opened(path)
        if opened is None:
            build(path, progress)
            opened = cls._opened(path)
        if opened is None:
            raise LoreError(f"the gazetteer index {path} is damaged as soon as it is written: check the disk")
        return opened

    @classmethod
    def _opened(cls, path: Path) -> Gazetteer | None:
        """The gazetteer in a file, or None when the file is missing or not as it was written."""
        try:
            if stored_checksum(path) != checksum(path):
                return None
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            base = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
            base.execute(f"PRAGMA cache_size=-{_PAGE_CACHE_KIB}")
            (bits,) = base.execute("SELECT bits FROM filter").fetchone()
        except (OSError, sqlite3.Error, TypeError):
            return None
        return cls(base, bits, path)

    def close(self) -> None:
        """Closes the file. Using the gazetteer afterwards raises LoreError."""
        with self._lock:
            self._base.close()

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
        return bare is not None and any(place.kind == "region" for place in self._entries(bare))

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """All settlements and regions of a name in any spelling, the most populous first, then by id.

        A region is also found by its bare name ("Kherson") and by that name with a generic word
        ("Kherson region", "Province of Aleppo").
        """
        key = normal(name)
        found = self._entries(key)
        bare = bare_region(key)
        # "Kyiv Oblast" as it stands names one region; its bare name may name others beside it.
        if bare is None or any(place.kind == "region" for place in found):
            return found
        regions = [place for place in self._entries(bare) if place.kind == "region"]
        return tuple(sorted([*found, *regions], key=_rank)) if regions else found

    def abbreviated(self, text: str) -> tuple[Candidate, ...]:
        """Regions by abbreviation as written ("Calif.", "TX"): good only beside another place name."""
        return self._places(_BY_ABBREVIATION, (text,))

    def region(self, country: str, admin1code: str) -> Candidate | None:
        """The region of a country (ISO 3166-1 alpha-3) with GeoNames' code, or None."""
        if self._admin1 is None:
            regions = self._places(_REGIONS, ())
            self._admin1 = {(place.country, place.admin1code or ""): place for place in regions}
        return self._admin1.get((country, admin1code))

    def near(self, lat: float, lon: float, km: float, limit: int) -> tuple[Candidate, ...]:
        """Up to `limit` settlements within `km` kilometres of a point in degrees, the nearest first."""
        within = []
        for row in self._around(lat, lon, km):
            distance = haversine_km(lat, lon, row[2] / 1e5, row[3] / 1e5)
            if distance <= km:
                within.append((distance, row[0], row))
        within.sort()
        return tuple(_candidate(row) for _, _, row in within[:limit])

    def _around(self, lat: float, lon: float, km: float) -> Iterator[tuple[Any, ...]]:
        """Rows of the half-degree cells that a circle touches, latitude row by latitude row."""
        reach = km / KM_PER_DEGREE
        south, north = max(lat - reach, -90.0), min(lat + reach, 90.0)
        narrowest = cos(radians(min(max(abs(south), abs(north)), 90.0)))
        # The circle bulges a little beyond reach / cos(lat of its centre); the edge's cosine covers that.
        wide = 180.0 if narrowest * 180.0 <= reach else reach / narrowest
        west, east = floor((lon + 180.0 - wide) * 2), ceil((lon + 180.0 + wide) * 2)
        for row in range(floor((south + 90.0) * 2), floor((north + 90.0) * 2) + 1):
            for first, last in _columns(west, east):
                yield from self._rows(_BY_CELLS, (row * 720 + first, row * 720 + last))

    def _maybe(self, name: str) -> bool:
        try:
            bit = bit_of(name)
        except UnicodeEncodeError:  # a lone surrogate: no name has one
            return False
        return bool(self._bits[bit >> 3] & (1 << (bit & 7)))

    def _entries(self, name: str) -> tuple[Candidate, ...]:
        return self._named(name) if self._maybe(name) else ()

    def _query_present(self, name: str) -> bool:
        return bool(self._rows("SELECT 1 FROM name WHERE normal = ? LIMIT 1", (name,)))

    def _query_name(self, name: str) -> tuple[Candidate, ...]:
        return self._places(_BY_NAME, (name,))

    def _places(self, query: str, values: tuple[object, ...]) -> tuple[Candidate, ...]:
        return tuple(sorted(map(_candidate, self._rows(query, values)), key=_rank))

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._base.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise LoreError(
                f"the gazetteer index {self.path} cannot be read: {error}; delete it, it is built anew"
            ) from error


def _rank(place: Candidate) -> tuple[int, int, str]:
    return -place.population, place.geonameid or 0, place.key


def _columns(west: int, east: int) -> list[tuple[int, int]]:
    """Columns of cells between two, split where the range crosses the 180th meridian."""
    if east - west >= 720:
        return [(0, 719)]
    west, east = west % 720, east % 720
    return [(west, east)] if west <= east else [(west, 719), (0, east)]


def _candidate(row: tuple[Any, ...]) -> Candidate:
    place, name, lat, lon, country, code, population, region, main = row
    settlement = place > 0
    return Candidate(
        geonameid=place if settlement else None,
        key=f"geonames:{place}" if settlement else f"admin1:{country}.{code}",
        name=name,
        kind="settlement" if settlement else "region",
        lat=lat / 1e5,
        lon=lon / 1e5,
        country=country,
        admin1=region,
        admin1code=code,
        population=population,
        main=bool(main),
    )
