"""Which events a signpost sees: by the names and types that the store files them under, figures and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from dateline.forecast.scenario.schema import Bounds, Pattern, Signpost
from dateline.model import Actor, Event, Place, Quantity

__all__ = ["Matcher", "Naming", "day_of"]

Names = frozenset[str]


class Naming(Protocol):
    """What things are found by, as everywhere else: a signpost's words mean what they mean to `show`."""

    def fold(self, text: str) -> str:
        """A word as it is compared."""

    def meant(self, name: str) -> Iterable[str]:
        """A name, and codes that it stands for."""

    def of_type(self, event: Event) -> Iterable[str | None]:
        """The words for an event's type."""

    def of_place(self, place: Place) -> Iterable[str | int | None]:
        """The words for a place."""

    def of_actor(self, actor: Actor) -> Iterable[str | None]:
        """The words for an actor."""


@dataclass(frozen=True, slots=True)
class _Sought:
    """A signpost's pattern with its words as they are compared; an empty set lets everything pass."""

    id: str
    pattern: Pattern
    types: Names
    actors: Names
    targets: Names
    sides: Names
    places: Names


class Matcher:
    """Signposts filed by the types that they look for, so that an event is held against few."""

    def __init__(self, signposts: Mapping[str, Signpost], naming: Naming) -> None:
        self._naming = naming
        self._by_type: defaultdict[str, list[_Sought]] = defaultdict(list)
        self._any: list[_Sought] = []
        for id, signpost in signposts.items():
            sought = self._sought(id, signpost.event)
            for word in sought.types:
                self._by_type[word].append(sought)
            if not sought.types:
                self._any.append(sought)

    @property
    def types(self) -> tuple[str, ...] | None:
        """The types that any event must have one of to be seen; None: some signpost sees all types."""
        return None if self._any else tuple(sorted(self._by_type))

    def __call__(self, event: Event, published: str) -> Iterator[str]:
        """The signposts that see an event; `published` is the ISO day of its document, "" when unknown."""
        if event.standing != "current":
            return
        near = {sought.id: sought for word in self._types(event) for sought in self._by_type.get(word, ())}
        known = _Known(event, self._naming)
        for sought in (*near.values(), *self._any):
            if _sees(sought, known, published):
                yield sought.id

    def _types(self, event: Event) -> Iterator[str]:
        return (self._naming.fold(word) for word in self._naming.of_type(event) if word)

    def _sought(self, id: str, pattern: Pattern) -> _Sought:
        fold, meant = self._naming.fold, self._naming.meant

        def names(given: Iterable[str]) -> Names:
            return frozenset(fold(word) for name in given for word in meant(name))

        types = frozenset(map(fold, pattern.types))
        sides = frozenset(map(fold, pattern.sides))
        parties = names(pattern.actors), names(pattern.targets)
        return _Sought(id, pattern, types, *parties, sides, names(pattern.places))


class _Known:
    """An event with the words that it is found by, told when first asked for."""

    def __init__(self, event: Event, naming: Naming) -> None:
        self.event = event
        self._naming = naming

    @cached_property
    def actors(self) -> Names:
        return self._named(self.event.actors)

    @cached_property
    def targets(self) -> Names:
        return self._named(self.event.targets)

    @cached_property
    def sides(self) -> Names:
        # Who is on no side is told by the country, as where it is judged who speaks.
        named = (actor.side or actor.country for actor in self.event.actors)
        return frozenset(self._naming.fold(name) for name in named if name)

    @cached_property
    def places(self) -> Names:
        words = (word for place in self.event.places for word in self._naming.of_place(place))
        return frozenset(self._naming.fold(str(word)) for word in words if word is not None)

    def _named(self, actors: Iterable[Actor]) -> Names:
        words = (word for actor in actors for word in self._naming.of_actor(actor))
        return frozenset(self._naming.fold(word) for word in words if word)


def _sees(sought: _Sought, known: _Known, published: str) -> bool:
    event, pattern = known.event, sought.pattern
    return (
        event.factuality in pattern.factuality
        and _within(pattern, *day_of(event, published))
        and not (sought.sides and sought.sides.isdisjoint(known.sides))
        and not (sought.places and sought.places.isdisjoint(known.places))
        and not (sought.actors and sought.actors.isdisjoint(known.actors))
        and not (sought.targets and sought.targets.isdisjoint(known.targets))
        and all(_counted(event.figures, counts, bounds) for counts, bounds in pattern.figures.items())
    )


def day_of(event: Event, published: str) -> tuple[str, str]:
    """The first and last ISO day on which an event may have been; without any, that of publication."""
    moment = event.moment
    start = moment.start or moment.end if moment else None
    end = moment.end or moment.start if moment else None
    return (start or published)[:10], (end or published)[:10]


def _within(pattern: Pattern, start: str, end: str) -> bool:
    return (pattern.since is None or end >= pattern.since) and (
        pattern.until is None or start < pattern.until
    )


def _counted(figures: Iterable[Quantity], counts: str, bounds: Bounds) -> bool:
    return any(figure.counts == counts and _bounded(figure, bounds) for figure in figures)


def _bounded(figure: Quantity, bounds: Bounds) -> bool:
    """Whether an amount lies within bounds for sure: "up to ten" may be none."""
    enough = bounds.least is None or (figure.low is not None and figure.low >= bounds.least)
    few = bounds.most is None or (figure.high is not None and figure.high <= bounds.most)
    return enough and few
