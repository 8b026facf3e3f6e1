"""Which events of one document are one happening: the raid, those it killed, what its headline calls it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.fuse.incidents.where import days_apart, hours_named, lie, spots_of
from dateline.fuse.words import TOKENS
from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.model import Document, Event, Span, Spot

__all__ = ["REPORT", "Happening", "Happenings", "days_of"]

REPORT = "report"
"""The family of a report whose lead tells of no event that is coded."""

_TOLD = frozenset({"occurred", "ongoing", "denied"})
# What is told without a place of its own goes with what was told so many characters before: three paragraphs.
_NEAR = 900
# Another kind of deed is of the same happening only in the same sentence or the next.
_BESIDE = 120
# "Another rocket hit": the word stands at the head of its clause.
_HEAD = 6
_MOST_DAYS = timedelta(days=3)


@dataclass(slots=True)
class Happening:
    """Events of a document that are taken for one happening, as they come in the text."""

    family: str
    events: list[Event] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    days: tuple[str, str] | None = None
    hours: set[str] = field(default_factory=set)
    last: int = 0

    def spans(self) -> Iterator[Span]:
        """The clauses that tell it, each once."""
        yield from dict.fromkeys(span for event in self.events for span in event.evidence)


class Happenings:
    """Puts the events of one document together."""

    def __init__(self, document: Document, lore: Lore) -> None:
        self._lexicon = lore.lexicon
        self._kin = {family.key: frozenset(family.kin) for family in lore.lexicon.families}
        self._hours = lore.lexicon.tables["hours"]
        self._apart = lore.lexicon.words["apart"]
        title = next((part for part in document.parts if part.kind == "title"), None)
        self._title_end = title.end if title else 0

    def of(self, events: Sequence[Event]) -> list[Happening]:
        """Events in groups, in the order of the text; each goes to the last group that it may belong to."""
        found: list[Happening] = []
        told = (event for event in events if event.factuality in _TOLD and event.standing == "current")
        for event in sorted(told, key=lambda event: (event.trigger.start, event.id)):
            family = self._family(event)
            if family is None:
                continue
            home = next((one for one in reversed(found) if self._belongs(event, family, one)), None)
            if home is None:
                home = Happening(family)
                found.append(home)
            self._join(event, home)
        return found

    def _family(self, event: Event) -> str | None:
        change = self._lexicon.changes.get(event.frame)
        for family in self._lexicon.families:
            if change in family.changes or event.mode in family.modes or event.type in family.roots:
                return family.key
        return None

    def _belongs(self, event: Event, family: str, one: Happening) -> bool:
        """Whether an event may be of a happening that was told before it."""
        if any(event.trigger == other.trigger for other in one.events):
            return True
        apart = event.trigger.start - one.last
        if family != one.family and (apart > _BESIDE or family not in self._kin.get(one.family, ())):
            return False
        told = lie(list(self._spots(event)), one.spots)
        if told in ("other town", "other region") or self._other_time(event, one):
            return False
        if apart > 0 and self._told_apart(event):
            return False
        return told in ("same town", "close by") or apart <= _NEAR or self._in_title(one)

    def _other_time(self, event: Event, one: Happening) -> bool:
        days = days_of(event)
        if days and one.days and days_apart(days, one.days) > 0:
            return True
        hours = hours_named(_text(event), self._hours)
        return bool(hours and one.hours and not hours & one.hours)

    def _told_apart(self, event: Event) -> bool:
        """ "Another rocket", "a second strike", "in a separate raid"."""
        return not self._apart.isdisjoint(TOKENS.findall(normal(_text(event)))[:_HEAD])

    def _in_title(self, one: Happening) -> bool:
        return all(event.trigger.start < self._title_end for event in one.events)

    def _join(self, event: Event, one: Happening) -> None:
        one.events.append(event)
        one.spots.extend(spot for spot in self._spots(event) if spot not in one.spots)
        one.days = one.days or days_of(event)
        one.hours |= hours_named(_text(event), self._hours)
        one.last = max(one.last, event.trigger.end)

    def _spots(self, event: Event) -> Iterator[Spot]:
        yield from spots_of(event.places)
        if not event.places and event.frame in self._lexicon.changes:
            for target in event.targets:
                name = target.name or target.text or ""
                if name[:1].isupper() and target.kind == "unknown" and target.key is None:
                    yield Spot(normal(name), target.country, "settlement")


def _text(event: Event) -> str:
    return " ".join(span.text for span in event.evidence)


def days_of(event: Event) -> tuple[str, str] | None:
    """The days that an event's moment names, if they are days: a month or a year tells too little."""
    moment = event.moment
    if moment is None or not moment.start or not moment.end:
        return None
    first, last = moment.start[:10], moment.end[:10]
    try:
        apart = date.fromisoformat(last) - date.fromisoformat(first)
    except ValueError:
        return None
    return (first, last) if timedelta(0) <= apart <= _MOST_DAYS else None
