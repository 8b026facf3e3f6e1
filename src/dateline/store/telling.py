"""What documents tell of who holds a place: written with them, found by place, surroundings and region.

A claim is filed under words: its place's key, its place's name (namesakes share it), the cell of a grid that
the place lies in, and its region. A place without an entry may be a misspelt one, which is told by what the
text names beside it, so that such a claim is filed under the cells of these too. The store judges nothing of
this: it is handed what a document tells, and gives it back to whoever charts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields
from math import cos, floor, radians
from operator import attrgetter
from typing import Any, Protocol, get_type_hints

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.errors import StoreError
from dateline.model import Place, Record, Told
from dateline.store import tables
from dateline.store.facets import fold
from dateline.store.portions import slices

__all__ = [
    "Telling",
    "Tellings",
    "ToldReader",
    "all_told",
    "cells_around",
    "key_words",
    "last_known",
    "last_seal",
    "name_word",
    "place_word",
    "region_word",
    "told_under",
]

Row = dict[str, Any]
Found = sa.Select[Any]

# Cells of a quarter of a degree, 28 km from south to north: what lies within 25 km is in nine of them, at 60°
# in fifteen.
_CELLS = 4
_KM = 111.0


class Telling(Protocol):
    """Tells what a document's records say of who holds which place. Nothing of it may depend on an order."""

    def told(self, records: Sequence[Record]) -> Sequence[Told]:
        """The claims of one document, from its records alone."""


def _places_raw() -> Iterator[tuple[str, Any] | tuple[str, Any, Any]]:
    """The fields of a claim in their order, with its place and those beside it as they are written."""
    hints = get_type_hints(Told) | {"place": msgspec.Raw, "near": tuple[msgspec.Raw, ...]}
    for field in fields(Told):
        name, default = field.name, field.default
        yield (name, hints[name]) if default is MISSING else (name, hints[name], default)


_PLACE = msgspec.json.Decoder(Place)
_values = attrgetter(*(field.name for field in fields(Place)))
_TOLD = msgspec.json.Decoder(msgspec.defstruct("Told", _places_raw()))


class ToldReader:
    """Reads claims as they are kept, best those of one document after the other.

    Claims of one document name the same places, some ten each. Every such place is made once: of a long
    war's claims that saves most of the memory and half of the time. Of equal words (days, sides, sources,
    names of places) one is kept, which saves half of the rest.
    """

    def __init__(self) -> None:
        self._home = ""
        self._places: dict[bytes, Place] = {}
        self._words: dict[Any, Any] = {}

    def told(self, body: str) -> Told:
        """The claim in a row of the table. Raises `StoreError` when another version made it."""
        try:
            kept: Any = _TOLD.decode(body)
            if kept.document != self._home:
                self._home = kept.document
                self._places.clear()
            kept.place = self._place(kept.place)
            kept.near = tuple(map(self._place, kept.near))
            claim, control, *others = msgspec.structs.astuple(kept)
            return Told(claim, control, *map(self._once, others))
        except msgspec.MsgspecError:
            raise StoreError(
                "the store has claims of who holds what that another version of Dateline made; "
                "`dateline store refresh` makes them anew"
            ) from None

    def _place(self, raw: msgspec.Raw) -> Place:
        written = bytes(raw)
        place = self._places.get(written)
        if place is None:
            place = Place(*map(self._once, _values(_PLACE.decode(written))))
            self._places[written] = place
        return place

    def _once(self, value: Any) -> Any:
        """The same value, of equal words always the first."""
        return self._words.setdefault(value, value) if value.__class__ is str else value


# -- what a claim is filed under


def key_words(told: Told) -> list[str]:
    """All words that a claim is filed under."""
    place = told.place
    words = {place_word(place)}
    if place.name:
        words.add(name_word(place.name))
    if place.admin1 is not None:
        words.add(region_word(place.country, place.admin1))
    beside = told.near if place.geonameid is None else ()
    words.update(_cell_word(*cell) for one in (place, *beside) if (cell := _cell(one)) is not None)
    return sorted(words)


def place_word(place: Place) -> str:
    """The word for a place itself: its GeoNames id, else its key, else its name."""
    if place.geonameid is not None:
        return f"place:geonames:{place.geonameid}"
    return f"place:{place.key or f'name:{fold(place.name or place.text)}'}"


def name_word(name: str) -> str:
    """The word for all places of a name."""
    return f"name:{fold(name)}"


def region_word(country: str | None, admin1: str) -> str:
    """The word for all of a region of the first level, and for itself."""
    return f"region:{country or ''} {fold(admin1)}"


def cells_around(lat: float, lon: float, km: float) -> list[str]:
    """The words for all places within so many kilometres of a point, and for some beyond."""
    row, column = floor(lat * _CELLS), floor(lon * _CELLS)
    up = int(km / _KM * _CELLS) + 1
    # A parallel is shorter the farther north: as many cells as its shortest within reach needs.
    across = int(km / max(1.0, _KM * cos(radians(min(89.0, abs(lat) + km / _KM)))) * _CELLS) + 1
    return [
        _cell_word(r, c)
        for r in range(row - up, row + up + 1)
        for c in sorted({_wrapped(c) for c in range(column - across, column + across + 1)})
    ]


def _cell(place: Place) -> tuple[int, int] | None:
    if place.lat is None or place.lon is None:
        return None
    return floor(place.lat * _CELLS), _wrapped(floor(place.lon * _CELLS))


def _wrapped(column: int) -> int:
    """The column of the grid, which goes round the earth."""
    return (column + 180 * _CELLS) % (360 * _CELLS) - 180 * _CELLS


def _cell_word(row: int, column: int) -> str:
    return f"cell:{row}:{column}"


# -- writing


class Tellings:
    """Writes what documents tell. All of it within a transaction that the caller holds."""

    def __init__(self, connection: Connection, telling: Telling) -> None:
        self._connection = connection
        self._telling = telling

    def add(self, document: int, records: Sequence[Record]) -> None:
        """Keep what a document tells."""
        found = list(self._telling.told(records))
        if not found:
            return
        table = tables.told
        rows = list(self._rows(document, found))
        self._connection.execute(sa.insert(table), rows)
        query = sa.select(table.c.number).where(table.c.document == document).order_by(table.c.number)
        # Rows are numbered in the order in which they are inserted.
        numbers = self._connection.scalars(query).all()
        words = [
            {"key": word, "told": number}
            for number, one in zip(numbers, found, strict=True)
            for word in key_words(one)
        ]
        self._connection.execute(sa.insert(tables.told_keys), words)

    def _rows(self, document: int, found: Sequence[Told]) -> Iterator[Row]:
        """The claims as rows, each sealed to the one before it."""
        seal = self._connection.scalar(last_seal()) or ""
        for one in found:
            body = msgspec.json.encode(one).decode("utf-8")
            seal = _sealed(seal, body)
            yield {"document": document, "known": one.known, "body": body, "seal": seal}

    def clear(self) -> None:
        """Forget all that was told, before it is told anew."""
        for table in (tables.told_keys, tables.told):
            self._connection.execute(sa.delete(table))


def _sealed(before: str, body: str) -> str:
    """The seal of a claim: the same only where all claims up to it are."""
    return hashlib.sha256(f"{before}\n{body}".encode()).hexdigest()[:16]


# -- the queries


def last_seal(number: int | None = None) -> Found:
    """The seal of the claim of a number, or of the last one."""
    table = tables.told
    query = sa.select(table.c.seal)
    if number is not None:
        return query.where(table.c.number == number)
    return query.order_by(table.c.number.desc()).limit(1)


def all_told(known_by: str | None) -> Found:
    """All claims that were known by a day, in order of that day, their documents and places in these."""
    return _ordered(_known(_bodies(), known_by))


def told_under(words: Iterable[str], known_by: str | None) -> Iterator[Found]:
    """The claims that are filed under any of some words; one that is under several may come again."""
    table, filed = tables.told, tables.told_keys
    for some in slices(sorted(set(words))):
        under = sa.select(filed.c.told).where(filed.c.key.in_(some))
        yield _ordered(_known(_bodies().where(table.c.number.in_(under)), known_by))


def last_known() -> Found:
    """The last day on which anything became known."""
    return sa.select(sa.func.max(tables.told.c.known))


def _bodies() -> Found:
    table, documents = tables.told, tables.documents
    query = sa.select(table.c.number, table.c.known, documents.c.id.label("home"), table.c.body)
    return query.join(documents, documents.c.number == table.c.document)


def _known(query: Found, known_by: str | None) -> Found:
    return query if known_by is None else query.where(tables.told.c.known <= known_by)


def _ordered(query: Found) -> Found:
    return query.order_by(tables.told.c.known, tables.documents.c.id, tables.told.c.number)
