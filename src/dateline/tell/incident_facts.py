"""Incidents as exports and briefs want them: what is told together, with its events and documents at hand.

Records are looked up for many incidents at once: one by one, most of the time would go into asking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar

from dateline.lore import normal
from dateline.model import Account, Acled, Actor, Document, Event, Incident, Range, Record, Spot
from dateline.tell import words
from dateline.tell.happenings import Happening, happening, ranged

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["Fetched", "Told", "called", "told"]

T = TypeVar("T")
# Incidents whose records are fetched together: some hundred ids a statement.
_TOGETHER = 200
# Places that are points rather than stretches of land or water.
_POINTS = ("settlement", "facility")


@dataclass(frozen=True, slots=True)
class Fetched:
    """Records that were fetched, by id."""

    records: Mapping[str, Record]

    def get(self, id: str, /) -> Record | None:
        """The record with an id, or None when it was not fetched."""
        return self.records.get(id)


@dataclass(frozen=True, eq=False)
class Told:
    """One incident with its accounts, events and documents; itself alone, however alike another is."""

    happening: Happening
    kept: Fetched

    @property
    def incident(self) -> Incident:
        """The incident itself."""
        return self.happening.incident

    @cached_property
    def happened(self) -> tuple[Event, ...]:
        """Its events that are told to have happened or to go on, now."""
        return tuple(one for one in self.happening.events if words.happened(one))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Its documents by the day of publication, where they were asked for."""
        found = (self.kept.get(id) for id in self.incident.documents)
        return tuple(one for one in found if isinstance(one, Document))

    @cached_property
    def acled(self) -> Acled | None:
        """ACLED's type that most of its events have, of those that happened where any did."""
        coded = [one.acled for one in self.happened or self.happening.events if one.acled]
        if len(coded) < 2:
            return coded[0] if coded else None  # most incidents have one event, and nothing to count
        counted = Counter(coded)
        return min(counted, key=lambda one: (-counted[one], one.event_type, one.sub_event_type), default=None)

    @cached_property
    def main(self) -> Event | None:
        """The event that tells of both parties, of its type, the first of equals."""
        events = [one for one in self.happened or self.happening.events if one.acled == self.acled]
        return max(events, key=lambda one: bool(one.actors) + bool(one.targets), default=None)

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Who did it, the main event's first; each name once."""
        return self._named(
            *((self.main.actors,) if self.main else ()), *(e.actors for e in self.happening.events)
        )

    @cached_property
    def targets(self) -> tuple[Actor, ...]:
        """To whom or what, the main event's first; each name once, and none of those who did it.

        A town that is taken is where it happened, and no party.
        """
        own = {words.name_of(one) for one in self.actors} | {*self.happening.places}
        of = self._named(
            *((self.main.targets,) if self.main else ()), *(e.targets for e in self.happening.events)
        )
        return tuple(one for one in of if words.name_of(one) not in own)

    def _named(self, *parties: tuple[Actor, ...]) -> tuple[Actor, ...]:
        found: dict[str, Actor] = {}
        for actor in (one for some in parties for one in some):
            found.setdefault(words.name_of(actor), actor)
        return tuple(found.values())

    @cached_property
    def spot(self) -> Spot | None:
        """Where it was: the first place with a point, else the first."""
        places = self.incident.places
        return next((one for one in places if one.lat is not None), places[0] if places else None)

    @property
    def place(self) -> str | None:
        """The name of that place, as reports spell it."""
        return self.happening.called(self.spot) if self.spot is not None else None

    @cached_property
    def admin1(self) -> str | None:
        """Its region of the first level, as the gazetteer writes it."""
        if self.spot is None:
            return None
        places = (place for event in self.happening.events for place in event.places)
        same = (one.admin1 for one in places if one.name and normal(one.name) == self.spot.name)
        # Spots are compared in small letters.
        return next(same, self.spot.admin1 and self.spot.admin1.title())

    @property
    def exact(self) -> int:
        """How well the place is known: 1 a settlement or facility, 2 near one, 3 a region or wider."""
        if self.spot is None or self.spot.kind not in _POINTS:
            return 3
        return 1 if self.spot.radius_km is None else 2

    @property
    def days(self) -> int | None:
        """How many days may be meant; None: the day is not known."""
        start, end = self.incident.start, self.incident.end
        if start is None or end is None:
            return None
        try:
            return (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days + 1
        except ValueError:
            return None  # before the year 1, or a month alone

    def figure(self, counts: str) -> Range | None:
        """What was counted of a kind, over all who count it."""
        return next((one for one in self.incident.figures if one.counts == counts), None)

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """Each range with who gives what: "killed 9–14: 9 (a doctor), 14 (the governor)"."""
        return tuple(f"{ranged(one)}{_givers(one)}" for one in self.incident.figures)

    @cached_property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who says so, and who says otherwise."""
        return self._voices("for"), self._voices("against")

    def _voices(self, how: str) -> tuple[str, ...]:
        voices = (voice for account in self.happening.accounts for voice in account.voices)
        return tuple(dict.fromkeys(called(one.source) for one in voices if one.how == how))

    @property
    def published(self) -> tuple[str | None, str | None]:
        """The days of its first and last report, as far as they are known."""
        days = sorted(one.published for one in self.happening.accounts if one.published)
        return (days[0][:10], days[-1][:10]) if days else (None, None)


def called(source: str) -> str:
    """Who says it. A document without an outlet goes by its file, of which the name will do."""
    told = words.named(source)
    return PurePath(told).name or told if told.startswith(("/", "./", "../")) else told


def _givers(one: Range) -> str:
    """Who gives which figure, where several do."""
    if len(one.by) < 2:
        return f" ({called(one.by[0].source)})" if one.by else ""
    told = (
        f"{words.amount(count.low, count.high, approximate=count.approximate)} ({called(count.source)})"
        for count in one.by
    )
    return f": {', '.join(told)}"


def told(view: View, filters: Mapping[str, Any], *, documents: bool = False) -> Iterator[Told]:
    """The incidents that are asked for, by their first days.

    `documents`: with these at hand too; of most it is enough when they were published, which accounts say.
    """
    for some in _batches(view.incidents(**filters), _TOGETHER):
        yield from _fetched(some, view, documents=documents)


def _fetched(some: Sequence[tuple[Account, ...]], view: View, *, documents: bool) -> Iterator[Told]:
    accounts = [account for each in some for account in each]
    ids = {id for account in accounts for id in account.events}
    if documents:
        ids |= {account.document for account in accounts}
    kept = Fetched({record.id: record for record in view.gather(ids)})
    yield from (Told(happening(accounts, kept), kept) for accounts in some)


def _batches(values: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    values = iter(values)
    while some := list(islice(values, size)):
        yield some
