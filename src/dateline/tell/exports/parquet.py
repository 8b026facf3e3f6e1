"""Parquet: records of one kind with typed columns, nested as the model nests them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from itertools import islice
from types import NoneType, UnionType
from typing import IO, TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from dateline.model import KINDS, Claim, Control, Document, Event, Forecast, Incident, Moment, Record
from dateline.tell.exports.asking import RECORDS, Wanted
from dateline.tell.exports.mapping import mapping
from dateline.tell.exports.rows import Cell, row_of
from dateline.tell.incident_facts import Told, told
from dateline.tell.stories import CLAIMS, told_with
from dateline.tell.story import Story

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["INCIDENT", "RECORD", "write"]

T = TypeVar("T")
Row = dict[str, Any]
_Recorded = tuple[Record, Story]
# Rows that are held at a time and make one group: nested events take some 2 kB each.
_GROUP = 5_000
_DAY = len("2022-10-05")


def write(wanted: Wanted, view: View, out: IO[bytes]) -> int:
    """Write the rows; gives how many."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    incidents = wanted.kind == "incidents"
    kind: type[Any] = Incident if incidents else KINDS[RECORDS[wanted.kind]]
    schema = _schema(kind)
    rows = _incidents(wanted, view) if incidents else _records(wanted, view)
    count = 0
    with ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            count += len(group)
    return count


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while group := list(islice(rows, _GROUP)):
        yield group


def _records(wanted: Wanted, view: View) -> Iterator[Row]:
    names, row = mapping("parquet").names, row_of(mapping("parquet").columns, RECORD)
    found = view.records(RECORDS[wanted.kind], **wanted.filters)
    for one in told_with(found, view, CLAIMS):
        yield _row(one[0], dict(zip(names, row(one), strict=True)))


def _incidents(wanted: Wanted, view: View) -> Iterator[Row]:
    names, row = mapping("parquet").names, row_of(mapping("parquet").columns, INCIDENT)
    for one in told(view, wanted.filters):
        yield _row(one.incident, dict(zip(names, row(one), strict=True)))


def _row(thing: object, flat: Row) -> Row:
    own: Row = msgspec.to_builtins(thing)
    return flat | {f"document_{name}" if name in flat else name: value for name, value in own.items()}


# -- types


def _schema(kind: type[Any]) -> Any:
    """The columns of a kind: those of the table, then the model's fields."""
    import pyarrow as pa

    table = mapping("parquet").columns
    named = {"string": pa.string(), "date32": pa.date32(), "list<string>": pa.list_(pa.string())}
    flat = [pa.field(one.name, named[one.type or ""]) for one in table]
    taken = {one.name for one in table}
    own = [
        pa.field(f"document_{name}" if name in taken else name, _type(hint)) for name, hint in _hints(kind)
    ]
    return pa.schema([*flat, *own])


def _hints(kind: type[Any]) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(kind)
    yield from ((field.name, hints[field.name]) for field in fields(kind))


def _type(hint: Any) -> Any:
    """The Arrow type of a type that the model uses."""
    import pyarrow as pa

    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        [inner] = [arg for arg in args if arg is not NoneType]
        return _type(inner)
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        # A pair of offsets or of days too: all that a tuple of the model holds is of one type.
        return pa.list_(_type(args[0]))
    plain = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64()}
    if hint in plain:
        return plain[hint]
    return pa.struct([pa.field(name, _type(inner)) for name, inner in _hints(hint)])


# -- the table's columns


def _day(text: str | None) -> date | None:
    """A whole day of the calendar that Parquet knows."""
    try:
        return date.fromisoformat(text[:_DAY]) if text and len(text) >= _DAY else None
    except ValueError:
        return None


def _moment(record: Record) -> Moment | None:
    if isinstance(record, Event | Control):
        return record.moment
    if isinstance(record, Claim):
        return record.said
    if isinstance(record, Forecast):
        return record.horizon
    return record.published if isinstance(record, Document) else None


def _edge(one: _Recorded, end: str) -> date | None:
    return _day(getattr(_moment(one[0]), end, None))


RECORD: Mapping[str, Cell[_Recorded]] = {
    "outlet": lambda one: one[1].document.outlet,
    "published_day": lambda one: _day(one[1].document.published.start),
    "first_day": lambda one: _edge(one, "start"),
    "last_day": lambda one: _edge(one, "end"),
    "sources": lambda one: one[1].by(one[0]),
}
"""What fills a column of a record, by its `from`."""

INCIDENT: Mapping[str, Cell[Told]] = {
    "outlet": lambda one: next(iter(one.happening.outlets), None),
    "published_day": lambda one: _day(one.published[0]),
    "first_day": lambda one: _day(one.incident.start),
    "last_day": lambda one: _day(one.incident.end),
    "sources": lambda one: one.sides[0],
}
"""What fills a column of an incident, by its `from`."""
