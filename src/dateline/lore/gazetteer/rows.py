"""A country file as GeoNames gives it: a zip that holds CODE.txt, or that text; read twice, kept packed.

Nineteen columns a line, parted by tabs, in UTF-8, as GeoNames' readme lists them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple

from dateline.errors import LoreError

__all__ = ["Entry", "entries", "packed", "text_size"]

_COLUMNS = 19
# The longest line of any country has about 20,000 characters, nearly all of them alternate names.
_LONGEST_LINE = 1 << 20
# The largest country file (United States) has 350 MB of text in 70 MB of zip.
_MOST_TEXT = 1 << 30
# Real files unpack to four to six times their size; a file made to fill the disk, to a thousand times.
_MOST_RATIO = 50
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ZIP = b"PK"


class Entry(NamedTuple):
    """A line of a country file: point in degrees, codes empty when unknown, `changed` an ISO date."""

    line: int
    geonameid: int
    name: str
    alternates: tuple[str, ...]
    lat: float
    lon: float
    feature_class: str
    feature: str
    admin1: str
    admin2: str
    population: int
    changed: str


def packed(content: bytes, code: str, name: str) -> bytes:
    """The content as a zip that holds CODE.txt: as it is, or a text packed. Raises LoreError."""
    if content.startswith(_ZIP):
        with _member(content, code, name):
            return content
    if not content.strip():
        raise LoreError(f"{name} is empty; wanted GeoNames' {code}.zip or {code}.txt")
    if len(content) > _MOST_TEXT:
        raise LoreError(f"{name} is over the limit of {_MOST_TEXT:,} bytes")
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(f"{code}.txt"), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def text_size(content: bytes, code: str, name: str) -> int:
    """How many bytes of text the packed file says that it holds."""
    with _member(content, code, name) as (_, size):
        return size


def entries(content: bytes, code: str, name: str) -> Iterator[tuple[Entry, int]]:
    """The entries of a packed file, each with the bytes of text read so far.

    Raises LoreError with line and cause.
    """
    read, number = 0, 0
    with _member(content, code, name) as (file, _):
        for number, line in enumerate(_lines(file, name, len(content)), 1):
            read += len(line)
            where = f"{name} line {number}"
            yield _entry(_cells(line, where), code, where, number), read
    if number == 0:
        raise LoreError(f"{name} is empty; wanted a line for every place")


@contextmanager
def _member(content: bytes, code: str, name: str) -> Iterator[tuple[IO[bytes], int]]:
    """CODE.txt inside the zip, opened, and its size as stated."""
    wanted = f"{code}.txt"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            held = archive.namelist()
            if wanted not in held:
                listed = ", ".join(held[:5]) or "nothing"
                raise LoreError(f"{name} holds no {wanted}, but {listed}; is it the file of another country?")
            info = archive.getinfo(wanted)
            with archive.open(info) as file:
                yield file, info.file_size
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise LoreError(
            f"{name} is no sound zip: {str(error) or 'it ends too early'}; fetch it again"
        ) from error
    except (NotImplementedError, RuntimeError) as error:  # other methods of packing; a password
        raise LoreError(f"{name} cannot be unpacked: {error}; wanted a plain zip") from error


def _lines(file: IO[bytes], name: str, packed_size: int) -> Iterator[bytes]:
    """Lines with their ends, as they unpack, refused as soon as there is more than a country can hold."""
    most = min(_MOST_TEXT, _MOST_RATIO * packed_size + _LONGEST_LINE)
    read = 0
    while line := file.readline(_LONGEST_LINE):
        read += len(line)
        if read > most:
            raise LoreError(
                f"{name} unpacks to more than {most:,} bytes, which no country file does; nothing was kept"
            )
        yield line


def _cells(line: bytes, where: str) -> list[str]:
    if len(line) >= _LONGEST_LINE:
        raise LoreError(f"{where}: longer than {_LONGEST_LINE:,} bytes; wanted {_COLUMNS} columns")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LoreError(f"{where}: not UTF-8 at byte {error.start + 1}") from error
    cells = text.rstrip("\r\n").split("\t")
    if len(cells) != _COLUMNS:
        raise LoreError(f"{where}: wanted {_COLUMNS} columns parted by tabs, found {len(cells)}")
    return cells


def _entry(cells: list[str], code: str, where: str, line: int) -> Entry:
    country, changed = cells[8], cells[18]
    if country != code:
        raise LoreError(f"{where}: wanted a place of {code}, found country {country[:20]!r}")
    if not cells[1].strip():
        raise LoreError(f"{where}: wanted a name, found none")
    if not _DAY.fullmatch(changed):
        raise LoreError(f"{where}: wanted a date at the end, found {changed[:20]!r}; is the file cut off?")
    return Entry(
        line=line,
        geonameid=_number(cells[0], "a geonameid", where, 1, 10**12),
        name=cells[1],
        alternates=tuple({cells[2]: None} | dict.fromkeys(cells[3].split(","))),
        lat=_degrees(cells[4], "a latitude", where, 90),
        lon=_degrees(cells[5], "a longitude", where, 180),
        feature_class=cells[6],
        feature=cells[7],
        admin1=cells[10],
        admin2=cells[11],
        population=_number(cells[14] or "0", "a population", where, 0, 10**11),
        changed=changed,
    )


def _number(text: str, what: str, where: str, least: int, most: int) -> int:
    if len(text) <= 13 and text.isascii() and text.isdigit() and least <= int(text) <= most:
        return int(text)
    raise LoreError(f"{where}: wanted {what} from {least} to {most}, found {text[:20]!r}")


def _degrees(text: str, what: str, where: str, most: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if -most <= value <= most:
        return value
    raise LoreError(f"{where}: wanted {what} from -{most} to {most}, found {text[:20]!r}")
