"""The words of a claim made ready to be compared: what they say, their numbers, whether they say no."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline.fuse.tellings import Telling
from dateline.lore import Lore
from dateline.lore.names import normal

__all__ = ["TOKENS", "Spoken", "Words"]

TOKENS = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_VOWELS = frozenset("aeiouy")
# What is left of a word without its ending is a word of its own: "fed" is no form of "f".
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a content; `said` are those that say something, each by its base, in their order."""

    words: tuple[str, ...]
    said: tuple[str, ...]
    negative: bool
    pointing: bool

    @property
    def concepts(self) -> frozenset[str]:
        """What is said, in no order."""
        return frozenset(self.said)

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers among it."""
        return frozenset(word for word in self.said if word.isdigit())


class Words:
    """Reads contents, each once. Words that tell of one deed ("fell", "captured") have one base."""

    def __init__(self, lore: Lore) -> None:
        lexicon = lore.lexicon
        self._little = lexicon.words["little-words"]
        self._pronouns = lexicon.words["pronouns"]
        self._no = frozenset(normal(word) for word in lexicon.words["noes"])
        self._irregular = lexicon.tables["irregular-verbs"] | lexicon.tables["irregular-bases"]
        self._numbers = lexicon.tables["number-words"]
        self._deeds = _deed_of(lore)
        self._known: dict[str, Spoken] = {}
        self._common: dict[str, frozenset[str]] = {}
        self._bases: dict[str, str] = {}

    def of(self, one: Telling) -> Spoken:
        """The words of a claim's content."""
        found = self._known.get(one.claim.id)
        if found is None:
            found = self._known[one.claim.id] = self.read(" ".join(span.text for span in one.claim.content))
        return found

    def common(self, one: Telling) -> frozenset[str]:
        """What a claim says by common words that tell of no deed: "the hospital in Kherson" is a hospital."""
        found = self._common.get(one.claim.id)
        if found is None:
            found = self._common[one.claim.id] = self._plainly(one)
        return found

    def _plainly(self, one: Telling) -> frozenset[str]:
        text = " ".join(span.text for span in one.claim.content)
        plain = " ".join(word for word in text.split() if not word[:1].isupper())
        said = self.read(plain).said
        return frozenset(word for word in said if not word.startswith("deed ") and not word.isdigit())

    def read(self, text: str) -> Spoken:
        """The words of a text."""
        words = tuple(TOKENS.findall(normal(text)))
        said = (self.base(word) for word in words if len(word) > 2 or word.isdigit())
        return Spoken(
            words,
            tuple(word for word in said if word not in self._little),
            not self._no.isdisjoint(words),
            bool(words) and words[0] in self._pronouns,
        )

    def base(self, word: str) -> str:
        """One form for the forms of a word: "captured" and "capturing", and "fell", which is one deed."""
        found = self._bases.get(word)
        if found is None:
            found = self._bases[word] = self._based(word)
        return found

    def _based(self, word: str) -> str:
        word = word.removesuffix("'s").removesuffix("'")
        if word in self._little:
            return word
        if word in self._numbers:
            return self._numbers[word]
        bare = _bare(self._irregular.get(word, word))
        return self._deeds.get(bare, bare)


@lru_cache(maxsize=1 << 15)
def _bare(word: str) -> str:
    """A word without the ending of a plural, a past or a participle, and without a last e."""
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("ings", ""),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
    ):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _LEAST or not _VOWELS.intersection(stem):
            continue
        if ending == "s" and stem.endswith(("s", "u", "i")):
            continue
        return (
            _single(stem + instead) if ending in ("ing", "ings", "ed") else (stem + instead).removesuffix("e")
        )
    return word.removesuffix("e") if len(word) > _LEAST else word


def _single(stem: str) -> str:
    """ "stopp" of "stopped" is "stop", "kill" of "killed" stays."""
    double = len(stem) > _LEAST and stem[-1] == stem[-2] and stem[-1] not in "lsze"
    return stem[:-1] if double else stem.removesuffix("e")


@lru_cache(maxsize=4)
def _deed_of(lore: Lore) -> Mapping[str, str]:
    """Base of a verb that alone makes a frame -> the deed that its frames may tell of, where that is one."""
    lexicon = lore.lexicon
    found: dict[str, str] = {}
    for entries in (lexicon.verb_frames, lexicon.noun_frames):
        for lemma, triggers in entries.items():
            alone = [one for one in triggers if not (one.particle or one.noun or one.words)]
            deeds = {deed for one in alone for deed in lexicon.deeds.get(one.frame.key, ())}
            if len(deeds) == 1:
                found.setdefault(_bare(lemma), f"deed {deeds.pop()}")
    return found
