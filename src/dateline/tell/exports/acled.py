"""ACLED's columns: an incident a row, as comma-separated values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from typing import IO, TYPE_CHECKING

from dateline.model import Actor
from dateline.tell import words
from dateline.tell.exports.asking import Wanted
from dateline.tell.exports.foreseen import foreseen
from dateline.tell.exports.mapping import mapping
from dateline.tell.exports.rows import Cell, row_of, written
from dateline.tell.happenings import grade
from dateline.tell.incident_facts import Told, told
from dateline.tell.joining import knowledge

if TYPE_CHECKING:
    from dateline.lore.schema import Country
    from dateline.store import View

__all__ = ["FILL", "write"]

_CIVILIANS, _STATE, _EXTERNAL = "7", "1", "8"
_WEEK = 7
# Types of violence, of which civilians may be the target.
_VIOLENT = ("Battles", "Explosions/Remote violence", "Violence against civilians", "Riots")


def write(wanted: Wanted, view: View, out: IO[bytes]) -> int:
    """Write the incidents that ACLED would code; gives how many."""
    table = mapping("acled")
    return written(out, [table.names], map(row_of(table.columns, FILL), _coded(wanted, view)))


def _coded(wanted: Wanted, view: View) -> Iterator[Told]:
    for one in told(view, wanted.filters):
        if one.acled is not None and (wanted.every or any(event.acled for event in one.happened)):
            yield one
    if wanted.every:
        yield from (one for one in foreseen(view, wanted.filters) if one.acled is not None)


def _code(one: Told) -> str | None:
    return one.spot.country if one.spot is not None else None


@cache
def _countries() -> Mapping[str, Country]:
    """By three letters; opening what is known takes as long as a hundred rows."""
    return knowledge().countries


def _country(one: Told) -> str | None:
    code = _code(one)
    known = _countries().get(code or "")
    return known.name if known is not None else code


def _time_precision(one: Told) -> int:
    if one.incident.dated and one.days == 1:
        return 1
    return 2 if one.days is not None and one.days <= _WEEK else 3


def _disorder(one: Told) -> str | None:
    table, acled = mapping("acled").codes["disorder"], one.acled
    if acled is None:
        return None
    return table.get(f"{acled.event_type}: {acled.sub_event_type}") or table.get(acled.event_type)


def _party(one: Told, which: str) -> Actor | None:
    parties = one.actors if which == "actors" else one.targets
    return parties[0] if parties else None


def _name(one: Told, which: str) -> str | None:
    party = _party(one, which)
    return words.name_of(party) if party is not None else None


def _others(one: Told, which: str) -> str:
    parties = one.actors if which == "actors" else one.targets
    return "; ".join(words.name_of(party) for party in parties[1:])


@lru_cache(maxsize=8)  # five columns of a row ask for it
def _inter(one: Told, which: str) -> str:
    """The number of a kind of actor; 0 where there is none or its kind is not known."""
    party, table = _party(one, which), mapping("acled").codes["inter"]
    if party is None:
        return "0"
    if party.category == "civilians":
        return _CIVILIANS
    number = (
        table.get((party.code or "")[3:6]) or table.get(party.code or "") or table.get(f"kind {party.kind}")
    )
    if which == "actors" and one.acled is not None and number not in (_STATE, _EXTERNAL):
        return table.get(one.acled.event_type, number or "0")
    abroad = party.country is not None and _code(one) not in (None, party.country)
    return _EXTERNAL if number == _STATE and abroad else number or "0"


def _interaction(one: Told) -> str:
    first, second = sorted((_inter(one, "actors"), _inter(one, "targets")))
    if first == "0":
        return f"{second}0" if second != "0" else ""
    return f"{first}{second}"


def _civilians(one: Told) -> str | None:
    violent = one.acled is not None and one.acled.event_type in _VIOLENT
    return "Civilian targeting" if violent and _inter(one, "targets") == _CIVILIANS else None


def _notes(one: Told) -> str:
    told, denied = one.sides
    parts = [
        words.clean(one.incident.title).rstrip("."),
        *one.figures,
        f"According to {', '.join(told)}" if told else "",
        f"Disputed by {', '.join(denied)}" if denied else "",
    ]
    return ". ".join(filter(None, parts)) + "."


def _fatalities(one: Told) -> int:
    killed = one.figure("killed") if one.happened else None
    return int(killed.low) if killed is not None and killed.low is not None else 0


def _tags(one: Told) -> str:
    killed = one.figure("killed")
    tags = [
        f"grade={grade(one.happening)}",
        f"independent sources={one.incident.independent}",
        f"reports={len(one.incident.documents)}",
    ]
    if killed is not None:
        tags.append(f"killed={words.amount(killed.low, killed.high)}")
    if not one.happened:
        tags += sorted({f"factuality={event.factuality}" for event in one.happening.events})
    return "; ".join(tags)


def _timestamp(one: Told) -> int:
    day = one.published[1]
    try:
        return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) if day else 0
    except ValueError:
        return 0  # a month or year alone


FILL: Mapping[str, Cell[Told]] = {
    "id": lambda one: f"{_code(one) or ''}{one.incident.id}",
    "date": lambda one: (one.incident.start or "")[:10],
    "year": lambda one: (one.incident.start or "").removeprefix("-")[:4],
    "time_precision": _time_precision,
    "disorder": _disorder,
    "type": lambda one: one.acled and one.acled.event_type,
    "sub_type": lambda one: one.acled and one.acled.sub_event_type,
    "actor1": partial(_name, which="actors"),
    "associates1": partial(_others, which="actors"),
    "inter1": lambda one: _inter(one, "actors"),
    "actor2": partial(_name, which="targets"),
    "associates2": partial(_others, which="targets"),
    "inter2": lambda one: _inter(one, "targets"),
    "interaction": _interaction,
    "civilians": _civilians,
    "iso": lambda one: mapping("acled").codes["iso"].get(_code(one) or ""),
    "country": _country,
    "admin1": lambda one: one.admin1,
    "location": lambda one: one.place,
    "latitude": lambda one: one.spot and one.spot.lat,
    "longitude": lambda one: one.spot and one.spot.lon,
    "geo_precision": lambda one: one.exact,
    "source": lambda one: "; ".join(one.happening.outlets),
    "notes": _notes,
    "fatalities": _fatalities,
    "tags": _tags,
    "timestamp": _timestamp,
}
"""What fills a column, by its `from`."""
