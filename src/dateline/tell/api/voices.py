"""Who claims what, and what became of it: of all claims, kept in memory and grown as claims are added."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from dateline.model.things import ActorKind
from dateline.tell import words

if TYPE_CHECKING:
    from dateline.store import View
    from dateline.store.paging import Added

__all__ = ["Speaker", "Tally", "Voices"]

_KINDS = ("claim", "event", "figure", "control", "response")


class _Actor(msgspec.Struct):
    """Of a claimant what tells who it is."""

    text: str | None
    name: str | None
    kind: ActorKind
    side: str | None
    country: str | None
    role: str | None
    key: str | None = None


class _Of(msgspec.Struct):
    record: str
    id: str


class _Claim(msgspec.Struct):
    of: _Of
    by: tuple[_Actor, ...]
    stance: str


class _Event(msgspec.Struct):
    type: str


class _Part(msgspec.Struct):
    event: str | None = None


class _Answer(msgspec.Struct):
    how: str
    to: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """An innermost claimant: the pack's key or, without one, the name stands for it."""

    key: str
    name: str
    kind: str
    side: str | None
    country: str | None
    role: str | None


@dataclass(slots=True)
class Tally:
    """What a speaker claimed, and how many of these claims others confirmed, and denied or contradicted."""

    speaker: Speaker
    claims: int = 0
    confirmed: int = 0
    denied: int = 0


@dataclass(frozen=True, slots=True)
class _Voice:
    """One claim: whose, of what kind, how meant."""

    who: str
    side: str | None
    stance: str
    type: str | None


@dataclass(slots=True)
class Facets:
    """How many claims there are of each kind."""

    stance: Counter[str] = field(default_factory=Counter)
    type: Counter[str] = field(default_factory=Counter)
    side: Counter[str] = field(default_factory=Counter)
    who: Counter[str] = field(default_factory=Counter)


class Voices:
    """Claims by their numbers. `update` reads what was added since; records are never changed or taken away.

    A claim answered in several documents counts once; what is both confirmed and denied counts in both.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = 0
        self._claims: dict[int, _Voice] = {}
        self._speakers: dict[str, Speaker] = {}
        self._numbers: dict[str, int] = {}
        self._types: dict[str, str] = {}
        self._answers: defaultdict[str, set[str]] = defaultdict(set)
        self._shared: dict[_Voice, _Voice] = {}

    def update(self, view: View) -> None:
        """Take in what was added."""
        with self._lock:
            for one in view.added(self._last, kinds=_KINDS):
                self._take(one)
                self._last = one.number

    def _take(self, one: Added) -> None:
        if one.kind == "event":
            self._types[one.id] = msgspec.json.decode(one.body, type=_Event).type
        elif one.kind in ("figure", "control"):
            event = msgspec.json.decode(one.body, type=_Part).event
            if event is not None and event in self._types:
                self._types[one.id] = self._types[event]
        elif one.kind == "response":
            answer = msgspec.json.decode(one.body, type=_Answer)
            self._answers[answer.to].add(answer.how)
        else:
            self._take_claim(one)

    def _take_claim(self, one: Added) -> None:
        claim = msgspec.json.decode(one.body, type=_Claim)
        speaker = _speaker(claim.by[0]) if claim.by else None
        who = speaker.key if speaker is not None else ""
        if speaker is not None:
            self._speakers.setdefault(who, speaker)
        side = speaker.side if speaker is not None else None
        voice = _Voice(who, side, claim.stance, self._types.get(claim.of.id))
        # A store has many claims and few ways in which they are made.
        self._claims[one.number] = self._shared.setdefault(voice, voice)
        self._numbers[one.id] = one.number

    def facets(self, numbers: Iterable[int] | None = None) -> Facets:
        """How many of some claims, or of all, there are of each kind."""
        with self._lock:
            found = Facets()
            wanted = self._claims.values() if numbers is None else map(self._claims.get, numbers)
            for voice, count in Counter(voice for voice in wanted if voice is not None).items():
                found.stance[voice.stance] += count
                found.who[voice.who] += count
                found.side.update({voice.side: count} if voice.side is not None else {})
                found.type.update({voice.type: count} if voice.type is not None else {})
            return found

    def tallies(self) -> dict[str, Tally]:
        """Speakers by key with what became of their claims."""
        with self._lock:
            found = {key: Tally(speaker) for key, speaker in self._speakers.items()}
            for voice, count in Counter(self._claims.values()).items():
                if voice.who in found:
                    found[voice.who].claims += count
            for claim, hows in self._answers.items():
                answered = self._claims.get(self._numbers.get(claim, -1))
                if answered is not None and answered.who in found:
                    found[answered.who].confirmed += "confirms" in hows
                    found[answered.who].denied += bool(hows & {"denies", "contradicts"})
            return found

    def speaker(self, key: str) -> Speaker | None:
        """A speaker by its key."""
        return self._speakers.get(key)


def _speaker(actor: _Actor) -> Speaker | None:
    name = words.clean(actor.name or actor.text or "")
    key = actor.key or name
    if not key:
        return None
    return Speaker(key, name or key, actor.kind, actor.side, actor.country, actor.role)
