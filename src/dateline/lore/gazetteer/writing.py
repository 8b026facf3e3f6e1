"""How an index file is laid out and written, whatever fills it; `shelf.py` reads it.

An index is an SQLite file, written under a temporary name and renamed when whole, so that a process
that is killed, or two that write at once, leave no half-written index behind.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from dateline.lore.compiled import sweep
from dateline.model import PlaceKind

__all__ = [
    "ALTERNATE",
    "BESIDE",
    "MAIN",
    "SCHEMA_VERSION",
    "Names",
    "Place",
    "Progress",
    "cell_of",
    "checksum",
    "crc_of",
    "insert_filter",
    "insert_names",
    "insert_places",
    "stored_checksum",
    "write",
]

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do, in one unit."""

# Raised whenever the tables below or the rules for names change: an old index is left aside, not misread.
SCHEMA_VERSION = "2"

# What a name is to its place. A name that is looked up only beside a generic word ("Rapides" of "Rapides
# Parish") would otherwise flood the names of settlements: half of a country's districts have their town's.
ALTERNATE: Final = 0
MAIN: Final = 1
BESIDE: Final = 2

# 16 to 32 bits of filter a name: 3 to 6 in 100 absent names pass and cost one query more.
_BITS_A_NAME = 16
_LEAST_BITS, _MOST_BITS = 10, 28  # 128 bytes; 32 MB, which the largest countries do not fill
_CHECKSUM_AT = 60  # the offset of user_version in SQLite's header, which is ours to use
_HEADER = 100  # bytes of SQLite's header, which the checksum leaves out because it lies inside
_CHUNK = 1 << 20
_STEP = 20_000  # names between two calls of progress: about every 20 ms

_TABLES = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY,  -- the GeoNames id; entries without one count down from -1
    name TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,  -- degrees times 100,000, like the source
    country TEXT NOT NULL, admin1code TEXT, region INTEGER, district INTEGER,  -- ids of those that it lies in
    population INTEGER NOT NULL, kind TEXT NOT NULL, feature TEXT NOT NULL, cell INTEGER);
CREATE TABLE name (normal TEXT, place INTEGER, main INTEGER, PRIMARY KEY (normal, place)) WITHOUT ROWID;
CREATE TABLE abbreviation (text TEXT, place INTEGER, PRIMARY KEY (text, place)) WITHOUT ROWID;
CREATE TABLE filter (bits BLOB NOT NULL);
CREATE TABLE about (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
"""


class Place(NamedTuple):
    """A row of the table of places. The point is in degrees; `cell` is None for what `near` leaves out."""

    id: int
    name: str
    lat: float
    lon: float
    country: str
    admin1code: str | None
    region: int | None
    district: int | None
    population: int
    kind: PlaceKind
    feature: str
    cell: int | None = None


class Names:
    """Normal names and the places they may mean, each once with the strongest of what it is there."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int], int] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, normal: str, place: int, is_: int) -> None:
        """Notes that a name in normal form is a place's MAIN, ALTERNATE or BESIDE name."""
        known = self._found.get((normal, place), BESIDE)
        if normal:
            self._found[normal, place] = MAIN if MAIN in (known, is_) else min(known, is_)

    def rows(self) -> list[tuple[str, int, int]]:
        """Rows in the order of the key: SQLite then appends to full pages, which halves time and size."""
        return sorted((name, place, is_) for (name, place), is_ in self._found.items())


def crc_of(name: str) -> int:
    """32 bits of a normal name, of which the first say its bit in a filter. Raises UnicodeEncodeError."""
    return zlib.crc32(name.encode())


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


def write(target: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Writes an index that `fill` fills, replacing what is at `target` in one step.

    Raises OSError or sqlite3.Error when it cannot be written, and whatever `fill` raises.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target.parent, "gazetteer-*.part*")
    handle, name = tempfile.mkstemp(prefix="gazetteer-", suffix=".part", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        with closing(sqlite3.connect(temporary, isolation_level=None)) as base:
            # The file is thrown away unless whole, so SQLite need not protect it.
            base.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;" + _TABLES
            )
            base.execute("BEGIN")
            fill(base)
            base.execute("COMMIT")
        _seal(temporary)
        temporary.chmod(0o644)  # mkstemp's 0600 would shut a shared folder to others
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def _seal(path: Path) -> None:
    value = checksum(path)
    with path.open("r+b") as file:
        file.seek(_CHECKSUM_AT)
        file.write(value.to_bytes(4, "big"))
        file.flush()
        os.fsync(file.fileno())


def insert_places(base: sqlite3.Connection, places: Iterable[Place]) -> None:
    """Adds places, whose points are rounded to five digits."""
    base.executemany(
        "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        ((place[0], place[1], round(place[2] * 1e5), round(place[3] * 1e5), *place[4:]) for place in places),
    )


def insert_names(base: sqlite3.Connection, names: Names, progress: Progress) -> None:
    """Adds all names and their filter."""
    rows = names.rows()
    for done in range(0, len(rows), _STEP):
        progress(done, len(rows))
        base.executemany("INSERT INTO name VALUES (?,?,?)", rows[done : done + _STEP])
    insert_filter(base)


def insert_filter(base: sqlite3.Connection) -> None:
    """Adds the filter that tells most absent names without a query, and the index of cells. Comes last."""
    (count,) = base.execute("SELECT count(*) FROM name").fetchone()
    exponent = min(max((count * _BITS_A_NAME).bit_length(), _LEAST_BITS), _MOST_BITS)
    bits = bytearray(1 << (exponent - 3))
    for (name,) in base.execute("SELECT normal FROM name"):
        bit = crc_of(name) >> (32 - exponent)
        bits[bit >> 3] |= 1 << (bit & 7)
    base.execute("INSERT INTO filter VALUES (?)", (bytes(bits),))
    base.execute("CREATE INDEX place_cell ON place (cell) WHERE cell IS NOT NULL")
