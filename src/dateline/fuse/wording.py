"""Claims that say the same in the same words: what no frame codes is denied and confirmed too."""

from __future__ import annotations

import re

from dateline.fuse.tellings import Telling
from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.model import Event, Statement

__all__ = ["Wording"]

# Of the words of the shorter claim, so many must stand in the other: "the dam had failed", "the dam failed".
_SHARED = 0.75
# "It has not fallen" has one word only; what it answers stands right before it.
_FEW = 2
_NEAR = 500
_LETTERS = 4
_WORDS = re.compile(r"[a-z0-9]+")


class Wording:
    """Compares contents by their words."""

    def __init__(self, lore: Lore) -> None:
        self._little = lore.lexicon.words["little-words"]
        self._pronouns = lore.lexicon.words["pronouns"]
        self._known: dict[str, tuple[frozenset[str], bool]] = {}

    def same(self, one: Telling, other: Telling) -> tuple[str, ...]:
        """Why the statement `one` and another claim say the same; none when they do not."""
        if not isinstance(one.of, Statement) or not isinstance(other.of, Statement | Event):
            return ()
        mine, pointing = self._words(one)
        theirs, _ = self._words(other)
        shorter = min(len(mine), len(theirs))
        if not shorter or _numbers(mine) != _numbers(theirs):
            return ()
        if shorter < _FEW and not (pointing and 0 <= one.at - other.at <= _NEAR):
            return ()
        return ("same words",) if len(mine & theirs) >= _SHARED * shorter else ()

    def _words(self, one: Telling) -> tuple[frozenset[str], bool]:
        """The words that say something, by their first letters, and whether they begin with a pronoun."""
        found = self._known.get(one.claim.id)
        if found is None:
            words = _WORDS.findall(normal(" ".join(span.text for span in one.claim.content)))
            said = (word for word in words if len(word) > 2 and word not in self._little)
            stems = frozenset(
                word if word.isdigit() else word[: max(_LETTERS, len(word) - 3)] for word in said
            )
            found = self._known[one.claim.id] = stems, bool(words) and words[0] in self._pronouns
        return found


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdigit())
