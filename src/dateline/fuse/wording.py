"""Claims that say the same in the same words: what no frame codes is denied and confirmed too."""

from __future__ import annotations

from dateline.fuse.tellings import Telling
from dateline.fuse.words import Spoken, Words
from dateline.lore import Lore
from dateline.model import Event, Statement

__all__ = ["Wording"]

# Of the words of the shorter claim, so many must stand in the other: "the dam had failed", "the dam failed".
_SHARED = 0.75
# "It has not fallen" has one word only, and so has "a hit"; what it answers stands right before it.
_FEW = 2
_NEAR = 500
# A noun phrase that is denied or confirmed: "the existence of a list".
_PHRASE = 6


class Wording:
    """Compares contents by their words."""

    def __init__(self, lore: Lore, words: Words) -> None:
        self._words = words
        self._emptied = frozenset(words.base(word) for word in lore.lexicon.words["emptied"])
        self._anybody = frozenset(words.base(word) for word in lore.lexicon.words["anybody"])
        self._spots = frozenset(words.base(word) for word in lore.lexicon.words["location-nouns"])

    def same(self, one: Telling, other: Telling) -> tuple[str, ...]:
        """Why the statement `one` and another claim say the same; none when they do not."""
        if not isinstance(one.of, Statement | Event) or not isinstance(other.of, Statement | Event):
            return ()
        if isinstance(one.of, Event) and isinstance(other.of, Event) and other.deeds and one.deeds:
            # Events are compared by their parts.
            return ()
        spoken, others = self._words.of(one), self._words.of(other)
        mine, theirs = self._meant(one, spoken), others.concepts | {f"deed {deed}" for deed in other.deeds}
        shorter = min(len(mine), len(others.concepts))
        if not shorter or not _numbers_agree(spoken, others):
            return ()
        if shorter < _FEW and not (self._alone(one, spoken) and 0 <= one.at - other.at <= _NEAR):
            return ()
        if len(mine & theirs) < _SHARED * shorter:
            return ()
        return ("same words",) if shorter >= _FEW else ("same word",)

    def alike(self, one: Telling, other: Telling) -> tuple[str, ...]:
        """Why two events of which little is told are one: a deed in the same words."""
        mine, theirs = self._words.of(one), self._words.of(other)
        if not set(one.deeds).intersection(other.deeds) or not _numbers_agree(mine, theirs):
            return ()
        shorter = min(mine.concepts, theirs.concepts, key=len)
        enough = len(mine.concepts & theirs.concepts) >= max(_FEW, _SHARED * len(shorter))
        return ("same words",) if enough else ()

    def ground(self, one: Telling, other: Telling) -> tuple[str, ...]:
        """Why two claims tell of the same ground that has no name: "the port was taken"."""
        if (one.spots and other.spots) or not set(one.deeds).intersection(other.deeds):
            return ()
        shared = self._words.of(one).concepts & self._words.of(other).concepts
        return ("same place and change",) if shared & self._spots else ()

    def _meant(self, one: Telling, spoken: Spoken) -> frozenset[str]:
        """What is denied, without "the existence of"."""
        left = spoken.concepts - self._emptied - (self._anybody if one.how == "denies" else frozenset())
        return left if left and len(spoken.words) <= _PHRASE and one.how else spoken.concepts

    def _alone(self, one: Telling, spoken: Spoken) -> bool:
        """Whether one word may do: "It has not fallen", "could not confirm a hit"."""
        if not one.attributed:
            return False
        return spoken.pointing or (one.claim.stance in ("denies", "doubts") and len(spoken.words) <= _PHRASE)


def _numbers_agree(one: Spoken, other: Spoken) -> bool:
    """Whether both give the same numbers, or one of them none."""
    return one.numbers == other.numbers or not (one.numbers and other.numbers)
