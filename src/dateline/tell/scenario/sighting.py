"""What the signposts of a scenario have seen in a store, and how well each of it is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.forecast.scenario.matching import Matcher, day_of
from dateline.forecast.scenario.schema import Scenario
from dateline.forecast.scenario.weighing import Claimed, Confirmed, Sighting, confirmed
from dateline.fuse.incidents.grading import RULES, grade
from dateline.fuse.incidents.origins import sources
from dateline.model import Account, Actor, Claim, Event, Place, Voice
from dateline.store.facets import actor_words, fold, place_words, type_words
from dateline.tell.parties import named
from dateline.tell.words import clipped, name_of

if TYPE_CHECKING:
    from dateline.lore import Lore
    from dateline.store import View
    from dateline.store.watching import Seen

__all__ = ["sightings"]

Progress = Callable[[int, int | None], None]

_RULES = {text: rule for rule, (_, text) in RULES.items()}
# A happening's title for a table.
_TITLE = 120
# Events between two steps of the progress bar.
_AT_ONCE = 1_000
# Words repeat from event to event: some tens of thousands in a war.
_folded = lru_cache(maxsize=65_536)(fold)


class _Naming:
    """Words as the store files and `show` finds them."""

    def __init__(self, lore: Lore) -> None:
        self._lore = lore

    def fold(self, text: str) -> str:
        return _folded(text)

    def meant(self, name: str) -> Iterable[str]:
        return named(name, self._lore)

    def of_type(self, event: Event) -> Iterator[str | None]:
        return type_words(event)

    def of_place(self, place: Place) -> Iterator[str | int | None]:
        return place_words(place)

    def of_actor(self, actor: Actor) -> Iterator[str | None]:
        return actor_words(actor)


@dataclass(slots=True)
class _Found:
    """What a signpost saw of one incident."""

    known: str
    happened: str
    title: str
    events: list[str] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)


def _sides_of_wars(lore: Lore) -> frozenset[str]:
    """The names of the sides of all wars that there are packs of."""
    heads = [view.theatre.pack.head for view in map(lore.within, lore.theatres) if view.theatre]
    return frozenset(side.name for head in heads if head for side in head.sides)


def sightings(
    scenario: Scenario,
    view: View,
    lore: Lore,
    *,
    on: str | None = None,
    progress: Progress | None = None,
) -> list[Sighting]:
    """What signposts saw in all that was published by the ISO day `on` (None: ever). Raises StoreError."""
    matcher = Matcher(scenario.signposts, _Naming(lore))
    found: dict[tuple[str, str], _Found] = {}
    for count, seen in enumerate(view.events_seen(matcher.types, known_by=on), 1):
        for signpost in matcher(seen.event, seen.published):
            _note(found, signpost, seen)
        if progress is not None and count % _AT_ONCE == 0:
            progress(count, None)
    sides = _sides_of_wars(lore)
    told = _told(view, {incident for _, incident in found}, on, sides)
    spoken = _Spoken(view, sides)
    made = []
    for key, one in sorted(found.items(), key=lambda item: item[0]):
        how, claims, title = told.get(key[1], (None, (), ""))
        if how is None or (how.how == "unnamed" and not claims):
            how, claims = spoken(one)
        made.append(_sighting(key, one, how, claims, title))
    return made


def _note(found: dict[tuple[str, str], _Found], signpost: str, seen: Seen) -> None:
    """Remember an event under its incident; one that no report tells as such is an incident by itself."""
    event, happened = seen.event, day_of(seen.event, seen.published)[0]
    key = signpost, seen.incident or event.id
    one = found.setdefault(key, _Found(seen.published, happened, event.evidence[0].text))
    one.known = min(one.known, seen.published)
    one.happened = min(one.happened, happened)
    one.events.append(event.id)
    one.documents.add(event.document)


def _told(
    view: View, incidents: set[str], on: str | None, sides: frozenset[str]
) -> Mapping[str, tuple[Confirmed, tuple[Claimed, ...], str]]:
    """By incident, as far as known by then: how it is confirmed, who asserts it, what it is called."""
    found = {}
    for id, accounts in view.accounts_of(incidents):
        known = [one for one in accounts if on is None or (one.published is not None and one.published <= on)]
        if known:
            found[id] = _judged(known, sides)
    return found


def _judged(accounts: Sequence[Account], sides: frozenset[str]) -> tuple[Confirmed, tuple[Claimed, ...], str]:
    ordered = sorted(accounts, key=lambda one: (one.published or "9999", one.id))
    voices = [voice for account in ordered for voice in account.voices]
    parties = [party for account in ordered for party in (*account.actors, *account.targets)]
    how = confirmed(_RULES[grade(ordered, sources(ordered)).rule], voices, parties, sides)
    claims = tuple(dict.fromkeys(Claimed(one.claim, one.source) for one in voices if one.how == "for"))
    return how, claims, ordered[0].title


class _Spoken:
    """Who promises, threatens or asks what a signpost saw: nobody vouches for such a thing but who says it.

    Reports are not joined about it, and no grade is given, so that its own claims tell.
    """

    def __init__(self, view: View, sides: frozenset[str]) -> None:
        self._view, self._sides = view, sides
        self._claims: dict[str, list[Claim]] = {}

    def __call__(self, found: _Found) -> tuple[Confirmed, tuple[Claimed, ...]]:
        """How it is confirmed, and the claims."""
        voices = [
            _voice(claim)
            for document in sorted(found.documents)
            for claim in self._of(document)
            if claim.of.id in found.events and claim.stance not in ("denies", "doubts")
        ]
        rule = "one" if any(voice.named for voice in voices) else "unnamed"
        claims = tuple(dict.fromkeys(Claimed(one.claim, one.source) for one in voices))
        return confirmed(rule, voices, (), self._sides), claims

    def _of(self, document: str) -> list[Claim]:
        if document not in self._claims:
            records = self._view.records("claim", document=document)
            self._claims[document] = [one for one in records if isinstance(one, Claim)]
        return self._claims[document]


def _voice(claim: Claim) -> Voice:
    by = claim.by[0]
    name = name_of(by)
    return Voice(claim.id, "for", name, f"named {name}", by.side or by.country, by.name is not None)


def _sighting(
    key: tuple[str, str], one: _Found, how: Confirmed, claims: tuple[Claimed, ...], title: str
) -> Sighting:
    named = clipped(title or one.title, _TITLE)
    return Sighting(*key, one.known, one.happened, named, how, claims, tuple(sorted(one.events)))
