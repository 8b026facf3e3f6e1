"""PLOVER's JSON: an event a line, with the fields that its manual names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

import msgspec

from dateline.model import Actor, Event
from dateline.tell import words
from dateline.tell.exports.asking import Wanted
from dateline.tell.exports.mapping import mapping
from dateline.tell.exports.rows import Cell, row_of
from dateline.tell.flat import whole
from dateline.tell.stories import CLAIMS, told_with
from dateline.tell.story import Story

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["FILL", "write"]

Told = tuple[Event, Story]
_DAY = len("2022-10-05")
# What is merely called an event, and no coder may count.
_NEVER = ("sport", "figurative")


def write(wanted: Wanted, view: View, out: IO[bytes]) -> int:
    """Write the events; gives how many."""
    table = mapping("plover")
    row, count = row_of(table.columns, FILL), 0
    for told in told_with(_events(wanted, view), view, CLAIMS):
        values = zip(table.names, row(told), strict=True)
        out.write(msgspec.json.encode({name: value for name, value in values if value is not None}) + b"\n")
        count += 1
    return count


def _events(wanted: Wanted, view: View) -> Iterator[Event]:
    for event in view.records("event", **wanted.filters):
        if isinstance(event, Event) and event.standing not in _NEVER and (wanted.every or _whole(event)):
            yield event


def _whole(event: Event) -> bool:
    """Whether PLOVER can code it: it has a day and somebody who acts, and is no mere demand or denial."""
    likely = _auxiliary(event) in (None, "future", "historical")
    return bool(event.actors) and _day(event, "start") is not None and likely


def _day(event: Event, end: str) -> str | None:
    """A day in the calendar that PLOVER knows: of four digits."""
    told = getattr(event.moment, end, None)
    return told[:_DAY] if told and told[:4].isdigit() and len(told) >= _DAY else None


def _enddate(told: Told) -> str | None:
    end = _day(told[0], "end")
    return end if end != _day(told[0], "start") else None


def _auxiliary(event: Event) -> str | None:
    modes = mapping("plover").codes["mode"]
    return modes.get(event.factuality) or modes.get(event.standing)


def _mode(told: Told) -> list[str] | None:
    return [mode for mode in (told[0].mode, _auxiliary(told[0])) if mode is not None] or None


def _actor(actor: Actor) -> dict[str, str]:
    """The country's code comes first in ours, then the sector."""
    code = actor.code or ""
    alone = code in mapping("plover").codes["sector"]
    parts = {
        "code": (actor.country or "") if alone else code[:3],
        "sector": code if alone else code[3:],
        "actor_text": actor.text,
        "identifier_text": actor.name,
        "office": actor.role,
    }
    return {name: value for name, value in parts.items() if value}


def _located(told: Told) -> dict[str, Any] | None:
    place = next((one for one in told[0].places if one.lat is not None), None)
    if place is None:
        return None
    parts = {
        "geonameid": place.geonameid,
        "name": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "cc3": place.country,
        "admin1": place.admin1,
    }
    return {name: value for name, value in parts.items() if value is not None}


def _size(told: Told) -> dict[str, float | int] | None:
    names = mapping("plover").codes["size"]
    found: dict[str, float | int] = {}
    for figure in told[0].figures:
        name, low = names.get(figure.counts), whole(figure.low)
        if name is not None and low is not None and figure.part_of is None:
            found.setdefault(name, low)
    return found or None


def _spans(told: Told) -> dict[str, int]:
    evidence = told[0].evidence
    return {"start": min(span.start for span in evidence), "end": max(span.end for span in evidence)}


def _cited(told: Told) -> dict[str, str]:
    document = told[1].document
    parts = {
        "title": words.clean(document.title) if document.title else None,
        "publication": document.outlet,
        "language": document.language,
        "url": document.source if document.source.startswith(("http://", "https://")) else None,
        "citation": document.id,
        "codebook": "PLOVER 0.8",
    }
    return {name: value for name, value in parts.items() if value}


def _coder(told: Told) -> str:
    from dateline import __version__

    del told
    return f"Dateline {__version__}"


FILL: Mapping[str, Cell[Told]] = {
    "id": lambda told: told[0].id,
    "date": lambda told: _day(told[0], "start"),
    "enddate": _enddate,
    "actor": lambda told: [_actor(one) for one in told[0].actors],
    "recipient": lambda told: [_actor(one) for one in told[0].targets] or None,
    "event": lambda told: [told[0].type],
    "mode": _mode,
    "context": lambda told: told[0].context or None,
    "event_loc": _located,
    "event_text": lambda told: [told[0].trigger.text],
    "size": _size,
    "text": lambda told: words.spans(told[0].evidence),
    "text_info": _spans,
    "cite_info": _cited,
    "coder": _coder,
    "comment": lambda told: "; ".join(told[1].by(told[0])),
}
"""What fills a field, by its `from`."""
