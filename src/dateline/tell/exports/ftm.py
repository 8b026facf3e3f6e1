"""FollowTheMoney: incidents and what belongs to them as statements, one a line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import msgspec

from dateline.model import Actor, Document, digest
from dateline.tell import words
from dateline.tell.exports.asking import Wanted
from dateline.tell.exports.mapping import mapping
from dateline.tell.exports.rows import Cell
from dateline.tell.incident_facts import Told, told
from dateline.tell.joining import knowledge

if TYPE_CHECKING:
    from dateline.lore.schema import Country
    from dateline.store import View

__all__ = ["ADDRESS", "ARTICLE", "EVENT", "PARTY", "write"]

_DATASET = "dateline"
_OTHER = "LegalEntity"  # a party of which only the name is known


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of a property; `original` is what it was made from."""

    value: str
    original: str | None = None


Values = Sequence[_Value]


def write(wanted: Wanted, view: View, out: IO[bytes]) -> int:
    """Write the statements; gives how many. Only the ids of entities are kept, so that each comes once."""
    stating = _Stating(knowledge().countries)
    count = 0
    for one in told(view, wanted.filters, documents=True):
        if wanted.every or one.happened:
            for statement in stating.of(one):
                out.write(msgspec.json.encode(statement) + b"\n")
                count += 1
    return count


class _Stating:
    def __init__(self, countries: Mapping[str, Country]) -> None:
        self._countries = countries
        self._told: set[str] = set()

    def of(self, one: Told) -> Iterator[dict[str, Any]]:
        seen = one.published
        for document in one.documents:
            yield from self._entity(_id("doc", document.id), "Article", ARTICLE, document, _days(document))
        if one.spot is not None:
            yield from self._entity(_place(one), "Address", ADDRESS, one, seen)
        for party in _parties(one):
            schema = mapping("ftm").codes["schema"].get(party.kind, _OTHER)
            yield from self._entity(_party(party), schema, PARTY, party, seen)
        yield from self._entity(_id("incident", one.incident.id), "Event", EVENT, one, seen)

    def _entity(
        self,
        entity: str,
        schema: str,
        fill: Mapping[str, Cell[Any]],
        thing: object,
        seen: tuple[str | None, str | None],
    ) -> Iterator[dict[str, Any]]:
        if entity in self._told:
            return
        self._told.add(entity)
        yield _statement(entity, schema, "id", "id", _Value(entity), seen)
        for column in mapping("ftm").columns:
            _, _, prop = column.name.partition(":")
            if column.source is not None and column.source in fill:
                for value in dict.fromkeys(self._values(fill[column.source](thing), column.type)):
                    yield _statement(entity, schema, prop, column.type or "", value, seen)

    def _values(self, found: object, kind: str | None) -> Iterator[_Value]:
        many = found if isinstance(found, list | tuple) else [found]
        for one in many:
            if one is None or one == "":
                continue
            if kind != "country":
                yield _Value(str(one))
            elif (country := self._countries.get(str(one))) is not None:
                yield _Value(country.iso2.lower(), str(one))


def _statement(
    entity: str, schema: str, prop: str, kind: str, value: _Value, seen: tuple[str | None, str | None]
) -> dict[str, Any]:
    key = f"{_DATASET}.{entity}.{prop}.{value.value}"
    return {
        "canonical_id": entity,
        "entity_id": entity,
        "prop": prop,
        "prop_type": kind,
        "schema": schema,
        "value": value.value,
        "dataset": _DATASET,
        "lang": None,
        "original_value": value.original,
        "external": False,
        "first_seen": seen[0],
        "last_seen": seen[1],
        "origin": "export",
        "id": hashlib.sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest(),
    }


def _id(kind: str, of: str) -> str:
    return f"{_DATASET}-{kind}-{of}"


def _days(document: Document) -> tuple[str | None, str | None]:
    day = (document.published.start or "")[:10] or None
    return day, day


def _place(one: Told) -> str:
    spot = one.spot
    return _id("place", digest([spot.name, spot.country, spot.lat, spot.lon]) if spot is not None else "")


def _parties(one: Told) -> list[Actor]:
    """Those with names of their own, each once."""
    return [party for party in (*one.actors, *one.targets) if party.name]


def _party(party: Actor) -> str:
    return _id("party", digest([party.key or party.name, party.kind, party.country]))


def _notes(one: Told) -> str:
    told, denied = one.sides
    parts = [*one.figures, f"according to {', '.join(told)}" if told else ""]
    parts.append(f"disputed by {', '.join(denied)}" if denied else "")
    return "; ".join(filter(None, parts))


def _types(one: Told) -> list[str]:
    acled = [f"{each.event_type}: {each.sub_event_type}" for each in one.incident.acled]
    return [*one.incident.types, *acled]


def _full(one: Told) -> str:
    country = one.spot.country if one.spot is not None else None
    return ", ".join(filter(None, (one.place, one.admin1, country)))


def _on_the_web(document: Document) -> bool:
    return document.source.startswith(("http://", "https://"))


EVENT: Mapping[str, Cell[Told]] = {
    "title": lambda one: words.clean(one.incident.title) or one.happening.types[0],
    "summary": lambda one: ", ".join(one.happening.types),
    "notes": _notes,
    "start": lambda one: one.incident.start,
    "end": lambda one: one.incident.end,
    "location": lambda one: one.happening.places,
    "country": lambda one: one.spot and one.spot.country,
    "address": lambda one: _place(one) if one.spot is not None else None,
    "parties": lambda one: [_party(party) for party in _parties(one)],
    "documents": lambda one: [_id("doc", id) for id in one.incident.documents],
    "types": _types,
    "id": lambda one: one.incident.id,
}
ARTICLE: Mapping[str, Cell[Document]] = {
    "document_title": lambda one: words.clean(one.title or ""),
    "outlet": lambda one: one.outlet,
    "byline": lambda one: one.byline,
    "published": lambda one: (one.published.start or "")[:10],
    "url": lambda one: one.source if _on_the_web(one) else None,
    "source": lambda one: None if _on_the_web(one) else one.source,
}
ADDRESS: Mapping[str, Cell[Told]] = {
    "full": _full,
    "city": lambda one: one.place if one.spot and one.spot.kind == "settlement" else None,
    "region": lambda one: one.admin1,
    "address_country": lambda one: one.spot and one.spot.country,
    "latitude": lambda one: one.spot and one.spot.lat,
    "longitude": lambda one: one.spot and one.spot.lon,
}
PARTY: Mapping[str, Cell[Actor]] = {
    "name": lambda one: words.clean(one.name or ""),
    "party_country": lambda one: one.country,
}
"""What fills a property, by its `from`."""
