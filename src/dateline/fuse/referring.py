"""Denials and confirmations that point back: "denied the accusation", "confirmed this", "That is a lie"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.fuse.alike import parties, voice
from dateline.fuse.tellings import Telling
from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.model import Actor, Control, Figure, How, Statement

__all__ = ["Referring"]

Means = Literal["thing", "claim", "figure", "part"]

# What points back names what was said in the last paragraph or two.
_BACK = 1_200
_BACK_TO_IT = 500
_LOOKED_AT = 24
# Longer contents say something of their own beside pointing back.
_MOST_WORDS = 8
_FORETOLD = frozenset({"predicts", "promises", "threatens"})
# "the accusation" is what somebody "accused" of rather than what was merely said: words that begin alike.
_STEM = 5
_WORDS = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class _Pointer:
    """What some words point back to, and words that say whose it is."""

    means: Means
    how: How
    whose: tuple[str, ...] = ()
    noun: str = ""


class Referring:
    """Finds what the words of a statement point back to."""

    def __init__(self, lore: Lore) -> None:
        self._words = lore.lexicon.words
        self._wordings = lore.lexicon.wordings
        self._lore = lore

    def answered(self, told: Sequence[Telling], i: int) -> tuple[Telling, How, tuple[str, ...]] | None:
        """Which earlier claim the claim at `i` responds to, how, and why; None when it points at none."""
        one = told[i]
        if not isinstance(one.of, Statement):
            return None
        pointer = self._pointer(one)
        if pointer is None:
            return None
        fitting = [other for other in self._earlier(told, i, pointer) if self._fits(one, other, pointer)]
        if pointer.means == "figure":
            fitting = [other for other in fitting if isinstance(other.of, Figure)] or fitting
        if not fitting:
            return None
        reason = "refers back" if pointer.means in ("thing", "part") else "names the claim"
        return max(fitting, key=lambda other: _preference(other, pointer)), pointer.how, (reason,)

    # -- what the words point at

    def _pointer(self, one: Telling) -> _Pointer | None:
        text = " ".join(normal(span.text) for span in one.claim.content)
        judged = self._judged(text) if one.how in (None, "denies") else None
        if judged is not None or one.how is None:
            return judged
        words = _WORDS.findall(text)
        if not words or len(words) > _MOST_WORDS:
            return None
        if " ".join(words) in self._words["pointing"]:
            return _Pointer("thing", one.how)
        return self._named(words, one.how)

    def _judged(self, text: str) -> _Pointer | None:
        """ "That is a lie", "The claim could not be verified": a judgement on what was said before."""
        words = _WORDS.findall(text)
        if not words or len(words) > 2 * _MOST_WORDS:
            return None
        at, means = next(((i, m) for i, w in enumerate(words[:4]) if (m := self._names(w))), (0, None))
        whose = self._whose(words[:at]) if means else ()
        if means and any(wording in text for wording in self._wordings["unverified"]):
            return _Pointer(means, "doubts", whose, words[at])
        if len(words) > _MOST_WORDS or not self._calls_it_false(words):
            return None
        if means:
            return _Pointer(means, "denies", whose, words[at])
        return _Pointer("thing", "denies") if words[0] in self._words["pointing"] else None

    def _names(self, word: str) -> Means | None:
        means = self._means(word)
        return means if means in ("claim", "figure") else None

    def _calls_it_false(self, words: Sequence[str]) -> bool:
        text = f" {' '.join(words)} "
        return any(f" {wording} " in text for wording in self._wordings["lies"])

    def _named(self, words: Sequence[str], how: How) -> _Pointer | None:
        """The first noun that names a claim, a figure or a part in a deed; before it stands whose it is."""
        for i, word in enumerate(words):
            means = self._means(word)
            if means is None:
                continue
            behind = words[i + 1 : i + 2]
            if behind and behind[0] not in self._words["behind-sayings"]:
                # "reports that …", "the figure rests on …" say something themselves.
                return None
            after = words[i + 2 :] if behind in (["by"], ["from"], ["of"]) else []
            return _Pointer(means, how, self._whose([*words[:i], *after]), word)
        return None

    def _means(self, word: str) -> Means | None:
        classes: tuple[tuple[str, Means], ...] = (
            ("sayings", "claim"),
            ("tallies-told", "figure"),
            ("parts-in-a-deed", "part"),
        )
        return next((means for key, means in classes if word in self._words[key]), None)

    def _whose(self, words: Sequence[str]) -> tuple[str, ...]:
        bare = (word.removesuffix("'s").removesuffix("'") for word in words)
        return tuple(word for word in bare if word and word not in self._words["before-sayings"])

    # -- which claim fits

    def _earlier(self, told: Sequence[Telling], i: int, pointer: _Pointer) -> Iterator[Telling]:
        """Claims told not long before, nearest first."""
        start = min(span.start for span in told[i].claim.evidence)
        back = _BACK_TO_IT if pointer.means == "thing" else _BACK
        for other in reversed(told[max(0, i - _LOOKED_AT) : i]):
            if other.end <= start and start - other.end <= back:
                yield other

    def _fits(self, one: Telling, other: Telling, pointer: _Pointer) -> bool:
        if not self._answerable(other, pointer) or voice(one.source, other.source, self._words["pronouns"]):
            return False
        if pointer.means == "claim" and not (other.attributed and self._may_be(other, pointer.noun)):
            return False
        if isinstance(other.of, Statement) and self._pointer(other) is not None:
            return False
        if pointer.means == "part" and not self._charged(one.source, other):
            return False
        return not pointer.whose or self._belongs(other.source, pointer.whose)

    def _answerable(self, other: Telling, pointer: _Pointer) -> bool:
        """Whether it says something: that it is so or, for a doubt or denial, that it will be."""
        if pointer.means != "figure" and isinstance(other.of, Figure | Control):
            return False
        if pointer.how != "confirms" and other.claim.stance in _FORETOLD and pointer.means != "part":
            return True
        return other.positive and other.how != "confirms"

    def _may_be(self, other: Telling, noun: str) -> bool:
        """Anything said may be called a claim; a report or statement is what somebody reported or stated."""
        return noun not in self._words["sayings-on-paper"] or _called(other, noun)

    def _charged(self, source: Actor, other: Telling) -> bool:
        """Whether the claim tells of a deed that its denier may have done."""
        vague = self._words["whoever"]
        return other.event is not None and parties([source], other.event.actors, vague) is not False

    def _belongs(self, source: Actor, whose: Sequence[str]) -> bool:
        called = set(_WORDS.findall(normal(f"{source.name or ''} {source.text or ''} {source.role or ''}")))
        for word in whose:
            if called.intersection((word, word + "s", word.removesuffix("s"))):
                return True
            countries = {ref.key for ref in self._lore.names.get(word) if ref.kind == "country"}
            if source.country in countries:
                return True
        return False


def _preference(other: Telling, pointer: _Pointer) -> tuple[bool, bool, int, bool, int, int, int]:
    """The nearest; of those told together an event before what hangs on it, and what says the most."""
    kinds = {"event": 3, "statement": 2, "forecast": 2, "figure": 1}
    said = other.attributed
    return (
        _called(other, pointer.noun),
        said if pointer.means != "thing" else False,
        _sentence_end(other),
        said,
        kinds.get(other.of.record, 0) if pointer.means != "figure" else 0,
        other.end - other.claim.content[0].start,
        -other.at,
    )


def _called(other: Telling, noun: str) -> bool:
    """Whether a claim is called by its cue or its source what the noun calls it."""
    stem = noun[:_STEM]
    cue = other.source.cue.text if other.source.cue else ""
    words = _WORDS.findall(normal(f"{cue} {other.source.text or ''}"))
    return bool(stem) and any(word[:_STEM] == stem for word in words)


def _sentence_end(other: Telling) -> int:
    """Claims told by one cue count as told at one place."""
    cue = other.source.cue
    return cue.start if cue is not None else other.claim.content[0].start
