"""Country files that a user adds: all places of one country, compiled into an index file of its own.

Each file also keeps its source as it came, so that a newer Dateline compiles it again by itself. The tables
`about` and `source` stay as they are in all versions; the others may change with SCHEMA_VERSION.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import LoreError, UsageError
from dateline.lore.gazetteer.build import alpha3
from dateline.lore.gazetteer.features import is_country, is_past, kind_of
from dateline.lore.gazetteer.names import bare_region, indexable, normal
from dateline.lore.gazetteer.rows import Entry, entries, packed, text_size
from dateline.lore.gazetteer.shelf import Shelf
from dateline.lore.gazetteer.writing import (
    ALTERNATE,
    BESIDE,
    MAIN,
    SCHEMA_VERSION,
    Place,
    Progress,
    cell_of,
    insert_filter,
    insert_places,
    write,
)

__all__ = ["Added", "add", "added", "added_codes", "checked_code", "open_added", "remove"]

_FILE = re.compile(r"[A-Z]{2}\.db")
_STEP = 5_000  # lines between two calls of progress: about every 100 ms

# Names as they are found, before each is kept once with the strongest of what it is to its place. `of` is
# what the place is: names of settlements outrank those of districts.
_NAMES_TABLE = "CREATE TEMP TABLE found (normal TEXT, place INTEGER, is_ INTEGER, of INTEGER)"
_OTHER, _SETTLEMENT, _DISTRICT = 0, 1, 2
# A district that is called as a settlement is, if only among its alternates, is found beside a generic word.
_MOVE_ASIDE = f"""
UPDATE found SET is_ = {BESIDE} WHERE of = {_DISTRICT}
AND normal IN (SELECT normal FROM found WHERE of = {_SETTLEMENT})"""
# MAIN beats ALTERNATE beats BESIDE. In the order of the key SQLite appends to full pages.
_KEEP = f"""
INSERT INTO name SELECT normal, place,
CASE WHEN max(is_ = {MAIN}) THEN {MAIN} WHEN max(is_ = {ALTERNATE}) THEN {ALTERNATE} ELSE {BESIDE} END
FROM found GROUP BY normal, place ORDER BY normal, place"""


@dataclass(frozen=True, slots=True)
class Added:
    """What is known of a country that was added.

    `code` is ISO 3166-1 alpha-2, `date` the ISO date of the latest change among its rows, `size` in bytes,
    `source` where it came from.
    """

    code: str
    rows: int
    names: int
    date: str
    size: int
    source: str


def checked_code(code: str) -> str:
    """The code in capitals. Raises UsageError when no country has it."""
    upper = code.strip().upper()
    if upper not in alpha3():
        raise UsageError(
            f"no country has the code {code[:20]!r}; wanted two letters of ISO 3166-1, such as UA"
        )
    return upper


def add(folder: Path, code: str, content: bytes, *, source: str, progress: Progress | None = None) -> Added:
    """Compiles GeoNames' file of a country (a zip or its text) into `folder`, in place of an earlier one.

    `source` says where it came from, in messages and lists. Raises LoreError with line and cause when
    the file is not sound, and when it cannot be written; then nothing has changed.
    """
    code = checked_code(code)
    _compile(_path(folder, code), code, packed(content, code, source), source, progress or _silent)
    return _told(_path(folder, code))


def remove(folder: Path, code: str) -> None:
    """Removes a country's file. Raises UsageError when there is none, LoreError when it cannot be removed."""
    code = checked_code(code)
    try:
        _path(folder, code).unlink()
    except FileNotFoundError:
        there = ", ".join(added_codes(folder)) or "none"
        raise UsageError(f"{code} has not been added; there are: {there}") from None
    except OSError as error:
        raise LoreError(f"{code} could not be removed: {error}") from error


def added_codes(folder: Path) -> tuple[str, ...]:
    """Codes of the countries that have been added."""
    return tuple(path.stem for path in _paths(folder))


def added(folder: Path) -> tuple[Added, ...]:
    """The countries that have been added, by code. Raises LoreError for a file that cannot be read."""
    return tuple(_told(path) for path in _paths(folder))


def open_added(folder: Path, *, pages_kib: int, progress: Progress | None = None) -> dict[str, Shelf]:
    """The index files of all countries that were added, by alpha-3 code; `pages_kib` bounds pages in memory.

    A file of another version of Dateline, or one that is damaged, is compiled again from the source inside.
    Raises LoreError when that fails.
    """
    paths = _paths(folder)
    codes = alpha3() if paths else {}
    share = max(256, pages_kib // max(1, len(paths)))
    return {
        codes[path.stem]: _opened(path, share, progress or _silent) for path in paths if path.stem in codes
    }


def _silent(_done: int, _total: int) -> None:
    pass


def _path(folder: Path, code: str) -> Path:
    return folder / f"{code}.db"


def _paths(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if _FILE.fullmatch(path.name))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise LoreError(f"the folder of added countries {folder} cannot be read: {error}") from error


def _opened(path: Path, pages_kib: int, progress: Progress) -> Shelf:
    shelf = Shelf.opened(path, pages_kib=pages_kib)
    if shelf is not None and shelf.about("schema") == SCHEMA_VERSION:
        return shelf
    if shelf is not None:
        shelf.close()
    _compile(path, path.stem, *_kept_source(path), progress)
    shelf = Shelf.opened(path, pages_kib=pages_kib)
    if shelf is None:
        raise LoreError(f"{path} is damaged as soon as it is written: check the disk")
    return shelf


def _kept_source(path: Path) -> tuple[bytes, str]:
    """The source inside a file of any version, packed, and where it came from."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            (content,) = base.execute("SELECT packed FROM source").fetchone()
            (source,) = base.execute("SELECT value FROM about WHERE key = 'source'").fetchone()
        return packed(content, path.stem, str(path)), source
    except (sqlite3.Error, TypeError, AttributeError, LoreError) as error:
        raise LoreError(
            f"{path} is damaged or of a version that is not known; "
            f"run `dateline gazetteer add {path.stem}` again, or `dateline gazetteer remove {path.stem}`"
        ) from error


def _told(path: Path) -> Added:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            about = dict(base.execute("SELECT key, value FROM about"))
        rows, names = int(about["rows"]), int(about["names"])
        return Added(path.stem, rows, names, about["date"], path.stat().st_size, about["source"])
    except (sqlite3.Error, KeyError, ValueError, OSError) as error:
        raise LoreError(
            f"{path} is damaged; run `dateline gazetteer add {path.stem}` again, "
            f"or `dateline gazetteer remove {path.stem}`"
        ) from error


# --- compiling ----------------------------------------------------------------------------------------


def _compile(target: Path, code: str, content: bytes, source: str, progress: Progress) -> None:
    filling = _Filling(code, content, source, progress)
    try:
        write(target, filling.fill)
    except (OSError, sqlite3.Error) as error:
        raise LoreError(
            f"{code} could not be written to {target}: {error}; free some space or name another folder "
            "with DATELINE_GAZETTEER"
        ) from error


class _Filling:
    """One country on its way into an index file. Its text is read twice: for regions, then for all."""

    def __init__(self, code: str, content: bytes, source: str, progress: Progress) -> None:
        self._code = code
        self._country = alpha3()[code]
        self._content = content
        self._source = source
        self._progress = progress
        self._total = 2 * text_size(content, code, source)
        self._regions: dict[str, int] = {}
        self._districts: dict[tuple[str, str], int] = {}

    def fill(self, base: sqlite3.Connection) -> None:
        """Fills the tables. Raises LoreError with line and cause when the text is not sound."""
        newest = self._survey()
        base.execute("CREATE TABLE source (packed BLOB NOT NULL)")
        base.execute(_NAMES_TABLE)
        rows = 0
        for piece in _pieces(self._read(self._total // 2)):
            self._insert(base, piece)
            rows += len(piece)
        base.execute(_MOVE_ASIDE)
        base.execute(_KEEP)
        base.execute("DROP TABLE found")
        insert_filter(base)
        (names,) = base.execute("SELECT count(*) FROM name").fetchone()
        about = {"schema": SCHEMA_VERSION, "code": self._code, "source": self._source, "date": newest}
        about |= {"rows": str(rows), "names": str(names)}
        base.executemany("INSERT INTO about VALUES (?,?)", about.items())
        base.execute("INSERT INTO source VALUES (?)", (self._content,))

    def _survey(self) -> str:
        """Notes which regions and districts there are; gives the date of the latest change."""
        newest = ""
        for entry in self._read(0):
            newest = max(newest, entry.changed)
            if entry.feature == "ADM1":
                self._regions[entry.admin1] = entry.geonameid
            elif entry.feature == "ADM2":
                self._districts[entry.admin1, entry.admin2] = entry.geonameid
        return newest

    def _read(self, before: int) -> Iterator[Entry]:
        for entry, done in entries(self._content, self._code, self._source):
            if entry.line % _STEP == 0:
                self._progress(before + done, self._total)
            if not is_country(entry.feature):
                yield entry

    def _insert(self, base: sqlite3.Connection, piece: list[Entry]) -> None:
        for entry in piece:
            try:
                insert_places(base, [self._place(entry)])
            except sqlite3.IntegrityError:
                twice = f"the geonameid {entry.geonameid} stands on an earlier line too"
                raise LoreError(f"{self._source} line {entry.line}: {twice}") from None
        names = (row for entry in piece for row in _names(entry))
        base.executemany("INSERT INTO found VALUES (?,?,?,?)", names)

    def _place(self, entry: Entry) -> Place:
        seen = entry.feature_class == "P" and not is_past(entry.feature)
        return Place(
            id=entry.geonameid,
            name=entry.name,
            lat=entry.lat,
            lon=entry.lon,
            country=self._country,
            admin1code=entry.admin1 or None,
            region=self._regions.get(entry.admin1),
            district=self._districts.get((entry.admin1, entry.admin2)) if entry.admin2 else None,
            population=entry.population,
            kind=kind_of(entry.feature_class, entry.feature),
            feature=entry.feature,
            cell=cell_of(entry.lat, entry.lon) if seen else None,
        )


def _pieces(found: Iterable[Entry]) -> Iterator[list[Entry]]:
    piece: list[Entry] = []
    for entry in found:
        piece.append(entry)
        if len(piece) == _STEP:
            yield piece
            piece = []
    yield piece


def _names(entry: Entry) -> Iterator[tuple[str, int, int, int]]:
    """Rows of names for an entry: normal form, place, what it is to the place, what the place is."""
    region = entry.feature_class == "A"
    of = (
        _SETTLEMENT
        if entry.feature_class == "P"
        else _DISTRICT
        if region and entry.feature != "ADM1"
        else _OTHER
    )
    named = [(entry.name, MAIN), *((name, ALTERNATE) for name in entry.alternates if indexable(name))]
    for name, is_ in named:
        whole = normal(name)
        if whole:
            yield whole, entry.geonameid, is_, of
        bare = bare_region(whole) if region else None
        if bare:
            yield bare, entry.geonameid, BESIDE if of == _DISTRICT else is_, _OTHER
