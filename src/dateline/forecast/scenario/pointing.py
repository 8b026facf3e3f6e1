"""What is wrong with a scenario's signposts: what they point at, how much, and what they can ever see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import get_args

from dateline.forecast.scenario.findings import Finding, meant
from dateline.forecast.scenario.loading import Loaded
from dateline.forecast.scenario.schema import Pattern, Signpost
from dateline.lore import Lore, normal
from dateline.model import Counts, Factuality

__all__ = ["check_signposts"]

# A happening that is a thousand times likelier one way settles the matter by itself.
_MOST_RATIO = 1_000.0


def check_signposts(loaded: Loaded, lore: Lore) -> list[Finding]:
    """All that is wrong with the signposts, in the order of lines."""
    checks = _Signposts(loaded, lore)
    found = [one for id, signpost in loaded.scenario.signposts.items() for one in checks(id, signpost)]
    return sorted({*found, *_twice(loaded)})


def _twice(loaded: Loaded) -> Iterator[Finding]:
    """Two signposts of one proposition that see the same count it twice."""
    seen: dict[tuple[str, str], str] = {}
    for id, signpost in loaded.scenario.signposts.items():
        key = signpost.of, repr(signpost.event)
        if key in seen:
            text = f"`{id}` sees what `{seen[key]}` sees: the same counts twice"
            yield Finding(loaded.line("signposts", id), "warning", text)
        seen.setdefault(key, id)


@dataclass(frozen=True)
class _Signposts:
    """One file's signposts, and what they can know."""

    loaded: Loaded
    lore: Lore

    def __call__(self, id: str, signpost: Signpost) -> Iterator[Finding]:
        yield from self._aim(id, signpost)
        yield from self._weights(id, signpost)
        yield from self._reach(id, signpost.event)
        yield from self._words(id, signpost.event)
        yield from self._names(id, signpost.event)

    def _say(self, id: str, text: str, *path: str | int, warn: bool = False) -> Finding:
        line = self.loaded.line("signposts", id, *path)
        return Finding(line, "warning" if warn else "error", f"`{id}`: {text}")

    def _aim(self, id: str, signpost: Signpost) -> Iterator[Finding]:
        known = self.loaded.ids
        of = self.loaded.scenario.propositions.get(signpost.of)
        if signpost.of not in known:
            text = f"it points at {signpost.of!r}, which there is not{meant(signpost.of, known)}"
            yield self._say(id, text, "of")
        elif of is not None and of.probability in (0, 1):
            text = f"nothing moves `{signpost.of}`: its probability is {of.probability:g}"
            yield self._say(id, text, "of", warn=True)

    def _weights(self, id: str, signpost: Signpost) -> Iterator[Finding]:
        for key in ("ratio", "cap", "unseen"):
            value = getattr(signpost, key)
            if value is not None and not 1 / _MOST_RATIO <= value <= _MOST_RATIO:
                text = f"`{key}` is {value:g}; it must lie between {1 / _MOST_RATIO:g} and {_MOST_RATIO:,g}"
                yield self._say(id, text, key)
        if signpost.ratio == 1:
            yield self._say(id, "a ratio of 1 moves nothing", "ratio", warn=True)
        if signpost.cap is not None and (signpost.cap > 1) != (signpost.ratio > 1):
            yield self._say(id, "`cap` and `ratio` point in opposite directions", "cap")
        if signpost.unseen is not None and signpost.event.until is None:
            text = "`unseen` wants an `until`: without one, it may still come"
            yield self._say(id, text, "unseen")
        if signpost.unseen is not None and (signpost.unseen > 1) == (signpost.ratio > 1):
            text = "seen and unseen move it the same way"
            yield self._say(id, text, "unseen", warn=True)

    def _reach(self, id: str, event: Pattern) -> Iterator[Finding]:
        """What can never be seen, whatever happens."""
        days = [self._day(id, key, getattr(event, key)) for key in ("since", "until")]
        yield from (one for one in days if isinstance(one, Finding))
        since, until = days
        if isinstance(since, date) and isinstance(until, date) and since >= until:
            yield self._say(id, "unreachable: it ends before it begins", "event", "until")
        for counts, bounds in event.figures.items():
            if bounds.least is not None and bounds.most is not None and bounds.least > bounds.most:
                text = f"unreachable: `least` is above `most` for {counts}"
                yield self._say(id, text, "event", "figures", counts)
        if not event.factuality:
            yield self._say(id, "unreachable: no factuality will do", "event", "factuality")
        if not any((event.types, event.actors, event.targets, event.sides, event.places, event.figures)):
            text = "every event would do: say a type, who, where or how many"
            yield self._say(id, text, "event")

    def _day(self, id: str, key: str, value: str | None) -> date | Finding | None:
        try:
            return None if value is None else date.fromisoformat(value)
        except ValueError:
            text = f"`{key}` wants a day such as 2024-03-01, got {value[:40] if value else value!r}"
            return self._say(id, text, "event", key)

    def _words(self, id: str, event: Pattern) -> Iterator[Finding]:
        types = self.lore.lexicon.types
        folded = {one.casefold() for one in types}
        for word in event.types:
            if word.casefold() not in folded:
                text = f"unreachable: no event has the type {word!r}{meant(word, types)}"
                yield self._say(id, text, "event", "type")
        for key, known in (("figures", get_args(Counts)), ("factuality", get_args(Factuality))):
            for word in getattr(event, key):
                if word not in known:
                    text = f"unreachable: no event has the {key} {word!r}{meant(word, known)}"
                    yield self._say(id, text, "event", key, word)

    def _names(self, id: str, event: Pattern) -> Iterator[Finding]:
        for place, name in enumerate(event.places):
            if not self._is_place(name):
                text = f"no place is known as {name!r}; it is matched as it is spelt"
                yield self._say(id, text, "event", "places", place, warn=True)
        for key in ("actors", "targets"):
            for place, name in enumerate(getattr(event, key)):
                if not self._is_actor(name):
                    text = f"nobody is known as {name!r}; it is matched as it is spelt"
                    yield self._say(id, text, "event", key, place, warn=True)
        for place, name in enumerate(event.sides):
            if name not in self._sides and name not in self.lore.countries:
                text = f"no war has a side {name!r}{meant(name, self._sides)}"
                yield self._say(id, text, "event", "sides", place, warn=True)

    def _is_place(self, name: str) -> bool:
        coded = name.isdigit() or ":" in name or name.upper() in self.lore.countries
        return coded or self._is_actor(name) or any(v.is_place(name) for v in self._views())

    def _is_actor(self, name: str) -> bool:
        plain = normal(name)
        return name.upper() in self.lore.countries or any(view.names.get(plain) for view in self._views())

    @cached_property
    def _sides(self) -> frozenset[str]:
        heads = [view.theatre.pack.head for view in self._views() if view.theatre]
        return frozenset(side.name for head in heads if head for side in head.sides)

    def _views(self) -> list[Lore]:
        return [self.lore.within(theatre) for theatre in (None, *self.lore.theatres)]
