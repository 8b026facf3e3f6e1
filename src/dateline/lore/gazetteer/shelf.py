"""One index file, opened read-only: rows of places by name, by cell and by id."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from weakref import finalize

from dateline.errors import LoreError
from dateline.lore.gazetteer.writing import BESIDE, checksum, stored_checksum
from dateline.model import PlaceKind

__all__ = ["Row", "Shelf"]

_SELECT = (
    "SELECT p.id, p.name, p.lat, p.lon, p.country, p.admin1code, p.population, p.kind, p.feature, "
    "r.name, d.name, p.district,"
)
_JOIN = " LEFT JOIN place r ON r.id = p.region LEFT JOIN place d ON d.id = p.district WHERE "
_BY_NAME = f"{_SELECT} n.main FROM name n JOIN place p ON p.id = n.place {_JOIN} n.normal = ?"
_BY_ABBREVIATION = f"{_SELECT} 0 FROM abbreviation a JOIN place p ON p.id = a.place {_JOIN} a.text = ?"
_BY_CELLS = f"{_SELECT} 1 FROM place p {_JOIN} p.cell BETWEEN ? AND ?"
_BY_ID = f"{_SELECT} 0 FROM place p {_JOIN} p.id = ?"
_REGIONS = f"{_SELECT} 1 FROM place p {_JOIN} p.feature = 'ADM1'"
_PRESENT = f"SELECT 1 FROM name WHERE normal = ? AND main < {BESIDE} LIMIT 1"


class Row(NamedTuple):
    """A place as it lies in a file: degrees times 100,000; `main` is about the name asked for."""

    id: int
    name: str
    lat: int
    lon: int
    country: str
    admin1code: str | None
    population: int
    kind: PlaceKind
    feature: str
    region: str | None
    district: str | None
    district_id: int | None
    main: int


class Shelf:
    """An open index file. Threads may share one; a process forked from another opens its own."""

    def __init__(self, base: sqlite3.Connection, bits: bytes, path: Path) -> None:
        self._base = base
        # Who lets go of a gazetteer without closing it leaves no open file behind.
        finalize(self, base.close)
        self._lock = Lock()
        self._bits = bits
        self._shift = 32 - (len(bits).bit_length() + 2)
        self.path = path

    @classmethod
    def opened(cls, path: Path, *, pages_kib: int) -> Shelf | None:
        """The file opened, or None when it is missing or not as it was written.

        `pages_kib` bounds SQLite's pages in memory.
        """
        try:
            if stored_checksum(path) != checksum(path):
                return None
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            base = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
        except (OSError, sqlite3.Error):
            return None
        try:
            base.execute(f"PRAGMA cache_size=-{pages_kib}")
            (bits,) = base.execute("SELECT bits FROM filter").fetchone()
        except (sqlite3.Error, TypeError):
            base.close()
            return None
        return cls(base, bits, path)

    def close(self) -> None:
        """Closes the file. Asking it afterwards raises LoreError."""
        with self._lock:
            self._base.close()

    def may_have(self, crc: int) -> bool:
        """False when no name in the file has this `crc_of`."""
        bit = crc >> self._shift
        return bool(self._bits[bit >> 3] & (1 << (bit & 7)))

    def has(self, name: str) -> bool:
        """Whether a normal name stands for a place by itself."""
        return bool(self._asked(_PRESENT, (name,)))

    def named(self, name: str) -> list[Row]:
        """Places of a normal name; those whose `main` is BESIDE only beside a generic word."""
        return self._rows(_BY_NAME, (name,))

    def abbreviated(self, text: str) -> list[Row]:
        """Regions of an abbreviation as written."""
        return self._rows(_BY_ABBREVIATION, (text,))

    def regions(self) -> list[Row]:
        """All first-level regions."""
        return self._rows(_REGIONS, ())

    def in_cells(self, first: int, last: int) -> list[Row]:
        """Places in cells `first` to `last`."""
        return self._rows(_BY_CELLS, (first, last))

    def at(self, place: int) -> Row | None:
        """The place of an id."""
        return next(iter(self._rows(_BY_ID, (place,))), None)

    def about(self, key: str) -> str | None:
        """What the file says of itself, None when it says nothing of that."""
        found = self._asked("SELECT value FROM about WHERE key = ?", (key,))
        return str(found[0][0]) if found else None

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Row]:
        return [Row._make(row) for row in self._asked(query, values)]

    def _asked(self, query: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        try:
            with self._lock:
                return self._base.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise LoreError(
                f"the gazetteer index {self.path} cannot be read: {error}; delete it, it is built anew"
            ) from error
