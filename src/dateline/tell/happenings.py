"""An incident with what the store knows of it, and its parts in words for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from dateline.lore import normal
from dateline.model import Account, Event, Incident, Range, Record, Spot
from dateline.tell import words

if TYPE_CHECKING:
    from dateline.tell.cells import Cells

__all__ = [
    "GRADES",
    "HEADS",
    "Happening",
    "Kept",
    "cells",
    "flat",
    "grade",
    "grade_style",
    "happening",
    "ranged",
]

HEADS = (
    "id", "start", "end", "dated", "place", "country", "lat", "lon", "title", "family", "types",
    "acled_types", "actors", "targets", "figures", "claims_for", "claims_against", "independent", "grade",
    "grade_word", "rule", "reports", "outlets", "accounts", "documents",
)  # fmt: skip
"""Column headings of incidents in a spreadsheet. Several of a thing share a cell, with semicolons between."""

GRADES = {
    1: ("confirmed", "green"),
    2: ("probably true", "green"),
    3: ("possibly true", "yellow"),
    4: ("doubtful", "magenta"),
    5: ("improbable", "red"),
    6: ("cannot be judged", "dim"),
}
"""The Admiralty code's words for the credibility of information, and a style for each."""
# Names that a cell has room for.
_MOST = 4


class Kept(Protocol):
    """Where records are looked up: a view, or what was taken from one for many incidents at once."""

    def get(self, id: str, /) -> Record | None:
        """The record with an id, or None when it is not there."""


@dataclass(frozen=True)
class Happening:
    """An incident, its accounts as they were published, and where to look for more of it."""

    incident: Incident
    accounts: tuple[Account, ...]
    view: Kept

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The records of its events."""
        found = (self.view.get(id) for id in self.incident.events)
        return tuple(one for one in found if isinstance(one, Event))

    @cached_property
    def _spelled(self) -> dict[str, str]:
        """Names as they are compared -> as a report spells them."""
        return {normal(place.name): place.name for one in self.events for place in one.places if place.name}

    def called(self, spot: Spot) -> str:
        """One of its places as reports spell it."""
        return words.named(self._spelled.get(spot.name) or spot.name.title())

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Its places as reports spell them, points before regions."""
        return _once(map(self.called, self.spots))

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Its places as they are compared."""
        return self.incident.places

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Who did it, as the reports have it."""
        return _once(words.name_of(actor) for one in self.events for actor in one.actors)

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """Who or what was hit, met or meant."""
        return _once(words.name_of(actor) for one in self.events for actor in one.targets)

    @property
    def day(self) -> str:
        """When it was, as far as anybody tells."""
        start, end = self.incident.start, self.incident.end
        if start is None or end is None:
            return "undated"
        return start if start == end else f"{start} – {end[5:] if start[:4] == end[:4] else end}"

    @property
    def types(self) -> tuple[str, ...]:
        """Kinds of deed, in words."""
        return _once(map(words.kind_of, self.incident.types)) or ("report",)

    @property
    def figures(self) -> tuple[str, ...]:
        """What was counted, as ranges: "killed 9–14"."""
        return tuple(map(ranged, self.incident.figures))

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who published it."""
        return _once(words.named(one.outlet) for one in self.accounts if one.outlet)


def happening(accounts: Sequence[Account], view: Kept) -> Happening:
    """What accounts of one incident tell together."""
    from dateline.fuse.incidents import incident

    made = incident(accounts)
    by_id = {account.id: account for account in accounts}
    return Happening(made, tuple(by_id[id] for id in made.accounts), view)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def ranged(one: Range) -> str:
    """A range in words: "killed 9–14 civilians"."""
    approximate = any(count.approximate for count in one.by)
    told = words.amount(one.low, one.high, approximate=approximate)
    of = f" {words.clean(one.of)}" if one.of and one.of != one.counts else ""
    return f"{one.counts} {told}{of}"


def grade(happening: Happening) -> str:
    """The grade with its word: "2 probably true"."""
    information = happening.incident.grade.information
    return f"{information} {GRADES[information][0]}"


def grade_style(happening: Happening) -> str:
    """A style that tells good information from bad at a glance."""
    return GRADES[happening.incident.grade.information][1]


def cells(told: Happening) -> Cells:
    """Facets of an incident for a table."""
    from rich.text import Text

    incident = told.incident
    against = len(incident.claims_against)
    parties = " → ".join(filter(None, (_some(told.actors), _some(told.targets))))
    return {
        "when": Text(told.day, style="" if incident.dated else "dim italic"),
        "where": Text(_some(told.places), style="magenta"),
        "what": Text(words.clipped(incident.title, 160), style="bold"),
        "parties": Text(parties),
        "types": Text(", ".join(told.types), style="dim"),
        "figures": Text("; ".join(told.figures), style="yellow"),
        "for": Text(f"{len(incident.claims_for):,} for", style="green" if incident.claims_for else "dim"),
        "against": Text(f"{against:,} against" if against else "", style="red"),
        "sources": Text(_sources(incident)),
        "reports": Text(f"{len(incident.documents):,}"),
        "grade": Text(grade(told), style=grade_style(told)),
        "id": Text(incident.id, style="dim"),
    }


def _some(names: Sequence[str]) -> str:
    rest = ", …" if len(names) > _MOST else ""
    return words.clipped(", ".join(names[:_MOST]) + rest, 120)


def _sources(incident: Incident) -> str:
    reports = len(incident.documents)
    told = f"{incident.independent:,} in {reports:,} report{'' if reports == 1 else 's'}"
    return told if reports else f"{incident.independent:,}"


def flat(told: Happening) -> list[object]:
    """An incident's row under `HEADS`."""
    incident = told.incident
    point = next((spot for spot in told.spots if spot.lat is not None), None)
    where = [point.country, point.lat, point.lon] if point else [_country(told.spots), None, None]
    judged = incident.grade
    return [
        incident.id, incident.start, incident.end, incident.dated, "; ".join(told.places), *where,
        words.clean(incident.title), incident.family, "; ".join(incident.types), "; ".join(_acled(incident)),
        "; ".join(told.actors), "; ".join(told.targets), "; ".join(told.figures), len(incident.claims_for),
        len(incident.claims_against), incident.independent, judged.information,
        GRADES[judged.information][0], judged.rule, len(incident.documents), "; ".join(told.outlets),
        "; ".join(incident.accounts), "; ".join(incident.documents),
    ]  # fmt: skip


def _country(spots: Sequence[Spot]) -> str | None:
    return next((spot.country for spot in spots if spot.country), None)


def _acled(incident: Incident) -> Iterator[str]:
    yield from (f"{one.event_type}: {one.sub_event_type}" for one in incident.acled)
