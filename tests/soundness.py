"""What must hold of everything read from any document; used by the tests of the whole path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from dateline.flow import Reading
from dateline.model import (
    KINDS,
    Claim,
    Control,
    Event,
    Figure,
    Forecast,
    Quote,
    Response,
    Statement,
    digest,
    plain,
)

__all__ = ["flaws"]

_SAID = (Event, Figure, Control, Forecast, Statement)


def flaws(reading: Reading) -> list[str]:
    """What is wrong with the records of one document; empty when all is well."""
    text = reading.document.text
    found = [flaw for record in reading.records for flaw in _of_record(record, text)]
    return [*found, *_of_whole(reading)]


def _of_record(record: Any, text: str) -> Iterator[str]:
    yield from _spans(record, text, f"{record.record} {record.id}")
    if record.record != "document":
        if not record.evidence:
            yield f"{record.record} {record.id} has no evidence"
        if any(span.end <= span.start for span in record.evidence):
            yield f"{record.record} {record.id} has empty evidence"
        if record.id not in _resealed(record):
            yield f"{record.record} {record.id} is not named after its content"


def _resealed(record: Any) -> tuple[str, str]:
    """The ids that `sealed` gives to this content, with its unknowns stated or left to their defaults."""
    content = plain(record)
    del content["id"], content["record"]
    known = {name: value for name, value in content.items() if value is not None}
    return digest([record.record, content]), digest([record.record, known])


def _spans(value: Any, text: str, where: str) -> Iterator[str]:
    """Walks a record: whatever has text, start and end in code points must equal its slice."""
    if isinstance(value, tuple):
        for item in value:
            yield from _spans(item, text, where)
    elif is_dataclass(value):
        yield from _slice(value, text, where)
        for field in fields(value):
            yield from _spans(getattr(value, field.name), text, f"{where}.{field.name}")


def _slice(value: Any, text: str, where: str) -> Iterator[str]:
    words, span = getattr(value, "text", None), getattr(value, "span", None)
    start, end = getattr(value, "start", None), getattr(value, "end", None)
    if isinstance(span, tuple):
        start, end = span
    if isinstance(words, str) and isinstance(start, int) and isinstance(end, int):
        if not 0 <= start <= end <= len(text) or text[start:end] != words:
            yield f"{where}: [{start}:{end}] is {text[start:end][:60]!r}, not {words[:60]!r}"
    elif isinstance(start, int) or isinstance(end, int):
        yield f"{where}: start {start!r}, end {end!r}, text {words!r}"


def _of_whole(reading: Reading) -> Iterator[str]:
    records = reading.records
    ids = [record.id for record in records]
    if len(set(ids)) != len(ids):
        yield "an id stands twice"
    kinds = [list(KINDS).index(record.record) for record in records]
    if kinds != sorted(kinds):
        yield "kinds are out of order"
    if any(record.document != reading.document.id for record in records):
        yield "a record belongs to another document"
    yield from _links(reading)


def _links(reading: Reading) -> Iterator[str]:
    by_id = {record.id: record for record in reading.records}
    claimed = {record.of.id for record in reading.records if isinstance(record, Claim)}
    for record in reading.records:
        for kind, id in _pointers(record):
            if id not in by_id or by_id[id].record != kind:
                yield f"{record.record} {record.id} points at a {kind} {id} that is not there"
        if isinstance(record, _SAID) and record.id not in claimed:
            yield f"nobody claims {record.record} {record.id}"
        if isinstance(record, Claim) and not record.by:
            yield f"claim {record.id} has no claimant"
        if isinstance(record, Quote) and not record.content:
            yield f"quote {record.id} is empty"


def _pointers(record: Any) -> list[tuple[str, str]]:
    if isinstance(record, Claim):
        return [(record.of.record, record.of.id)]
    if isinstance(record, Response):
        return [("claim", record.claim), ("claim", record.to)]
    if isinstance(record, Forecast):
        return [("forecast", id) for id in record.depends_on]
    if isinstance(record, (Figure, Control)) and record.event is not None:
        return [("event", record.event)]
    return []
