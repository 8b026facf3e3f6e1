"""GeoJSON (RFC 7946): incidents, events or holds as features with dates, one a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

import msgspec

from dateline.errors import UsageError
from dateline.model import Event, Place
from dateline.tell import words
from dateline.tell.exports.asking import Wanted
from dateline.tell.exports.mapping import mapping
from dateline.tell.exports.rows import Cell, always, row_of
from dateline.tell.incident_facts import Told, told
from dateline.tell.stories import CLAIMS, told_with
from dateline.tell.story import Story

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["EVENT", "INCIDENT", "write"]

Told_ = tuple[Event, Story]
_HEAD = b'{"type":"FeatureCollection","features":['


def write(wanted: Wanted, view: View, out: IO[bytes]) -> int:
    """Write the features; gives how many."""
    found = {"incidents": _incidents, "events": _events, "holds": _holds}[wanted.kind](wanted, view)
    out.write(_HEAD)
    count = 0
    for feature in found:
        out.write(b",\n" if count else b"\n")
        out.write(msgspec.json.encode(feature))
        count += 1
    out.write(b"\n]}\n")
    return count


def _feature(values: list[object]) -> dict[str, Any]:
    names = mapping("geojson").names
    geometry, *properties = values
    told = dict(zip(names[1:], properties, strict=True))
    return {"type": "Feature", "id": told["id"], "geometry": geometry, "properties": told}


def _incidents(wanted: Wanted, view: View) -> Iterator[dict[str, Any]]:
    row = row_of(mapping("geojson").columns, INCIDENT)
    return (_feature(row(one)) for one in told(view, wanted.filters))


def _events(wanted: Wanted, view: View) -> Iterator[dict[str, Any]]:
    row = row_of(mapping("geojson").columns, EVENT)
    events = (one for one in view.records("event", **wanted.filters) if isinstance(one, Event))
    return (_feature(row(one)) for one in told_with(events, view, CLAIMS))


def _holds(wanted: Wanted, view: View) -> Iterator[dict[str, Any]]:
    """All runs of days of which anything is known, by place."""
    from dateline.tell.control import Charting, holds_until
    from dateline.tell.joining import knowledge
    from dateline.tell.maps.geojson import held

    since, until = (wanted.filters.get(name) for name in ("since", "until"))
    if set(wanted.filters) - {"since", "until"}:
        raise UsageError("of holds only --since and --until can be asked for")
    last = view.last_known()
    if last is None:
        return
    for hold in holds_until(view, knowledge(), Charting(), until or last):
        lies = hold.site.lat is not None and hold.site.lon is not None
        ended = since is not None and hold.until is not None and hold.until <= since
        if lies and not ended and (until is None or hold.since < until):
            yield held(hold)


def _point(lon: float | None, lat: float | None) -> dict[str, Any] | None:
    if lon is None or lat is None:
        return None
    return {"type": "Point", "coordinates": [lon, lat]}


def _of_incident(one: Told) -> dict[str, Any] | None:
    return _point(one.spot.lon, one.spot.lat) if one.spot is not None else None


INCIDENT: Mapping[str, Cell[Told]] = {
    "geometry": _of_incident,
    "id": lambda one: one.incident.id,
    "kind": always("incident"),
    "start": lambda one: one.incident.start,
    "end": lambda one: one.incident.end,
    "types": lambda one: one.incident.types,
    "acled": lambda one: [f"{each.event_type}: {each.sub_event_type}" for each in one.incident.acled],
    "place": lambda one: one.place,
    "country": lambda one: one.spot and one.spot.country,
    "radius": lambda one: one.spot and one.spot.radius_km,
    "actors": lambda one: [words.name_of(each) for each in one.actors],
    "targets": lambda one: [words.name_of(each) for each in one.targets],
    "title": lambda one: words.clean(one.incident.title),
    "figures": lambda one: one.figures,
    "factuality": lambda one: sorted({event.factuality for event in one.happening.events}),
    "sources": lambda one: one.sides[0],
    "disputed": lambda one: one.sides[1],
    "grade": lambda one: one.incident.grade.information,
    "documents": lambda one: one.incident.documents,
}
"""What fills a property of an incident, by its `from`."""


def _place(event: Event) -> Place | None:
    places = event.places
    return next((one for one in places if one.lat is not None), places[0] if places else None)


def _of_event(told: Told_) -> dict[str, Any] | None:
    place = _place(told[0])
    return _point(place.lon, place.lat) if place is not None else None


def _where(name: str) -> Cell[Told_]:
    return lambda told: getattr(_place(told[0]), name, None)


EVENT: Mapping[str, Cell[Told_]] = {
    "geometry": _of_event,
    "id": lambda told: told[0].id,
    "kind": always("event"),
    "start": lambda told: told[0].moment and told[0].moment.start,
    "end": lambda told: told[0].moment and told[0].moment.end,
    "types": lambda told: [told[0].type],
    "acled": lambda told: [
        f"{one.event_type}: {one.sub_event_type}" for one in filter(None, [told[0].acled])
    ],
    "place": _where("name"),
    "country": _where("country"),
    "radius": _where("radius_km"),
    "actors": lambda told: [words.name_of(each) for each in told[0].actors],
    "targets": lambda told: [words.name_of(each) for each in told[0].targets],
    "title": lambda told: words.spans(told[0].evidence),
    "figures": lambda told: [words.figure(one, told[0].figures) for one in told[0].figures],
    "factuality": lambda told: [told[0].factuality],
    "sources": lambda told: told[1].by(told[0]),
    "disputed": always(None),
    "grade": always(None),
    "documents": lambda told: [told[0].document],
}
"""What fills a property of an event, by its `from`."""
