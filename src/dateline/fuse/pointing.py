"""What the words of a claim point back to: "this", "the accusation", "They were lying", "The map is old"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.fuse.tellings import Telling
from dateline.fuse.words import TOKENS, Words
from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.model import Event, Forecast, How, Statement

__all__ = ["Means", "Pointer", "Pointing"]

Means = Literal["thing", "claim", "figure", "part", "person", "showing", "particular", "losses", "words"]

# Longer contents say something of their own beside pointing back.
_MOST_WORDS = 8
# A noun that names a claim stands at the head of what is said of it.
_HEAD = 4
# What stands between "no truth" and what has none.
_BEHIND = frozenset({"to", "in", "of", "behind"})
_YEARS = re.compile(r"(?:19|20)\d\d")
_NAMES: tuple[tuple[str, Means], ...] = (
    ("sayings", "claim"),
    ("tallies-told", "figure"),
    ("parts-in-a-deed", "part"),
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """What some words point back to, and words that say whose it is or, by their bases, what it is `about`.

    `several` are so many claims of different sources: "neither claim".
    """

    means: Means
    how: How
    whose: tuple[str, ...] = ()
    noun: str = ""
    about: frozenset[str] = frozenset()
    several: int = 1


class Pointing:
    """Reads what contents point back to, each once."""

    def __init__(self, lore: Lore, words: Words) -> None:
        self._words = lore.lexicon.words
        self._wordings = lore.lexicon.wordings
        self._spoken = words
        self._no = frozenset(normal(word) for word in self._words["noes"])
        self._ellipses = frozenset(normal(word) for word in self._words["ellipses"])
        self._known: dict[str, Pointer | None] = {}

    def of(self, one: Telling) -> Pointer | None:
        """What a claim points back to; None when it points at nothing."""
        if one.claim.id not in self._known:
            self._known[one.claim.id] = self._read(one)
        return self._known[one.claim.id]

    def _read(self, one: Telling) -> Pointer | None:
        if isinstance(one.of, Event):
            called = self._called(one) if one.how == "denies" else None
            return called or self._described(one) or self._as_told(one)
        if not isinstance(one.of, Statement | Forecast) or one.claim.stance in ("asks", "demands"):
            return None
        text = " ".join(TOKENS.findall(normal(" ".join(span.text for span in one.claim.content))))
        if not text:
            return None
        if isinstance(one.of, Forecast):
            return self._left_open(text)
        rest = " ".join(TOKENS.findall(normal(_behind_comma(one))))
        readings = (
            self._called_so(one, text),
            *self._readings(text, one.how),
            *(self._readings(rest, one.how) if rest else ()),
            self._as_told(one),
        )
        return next((found for found in readings if found is not None), None)

    def _called_so(self, one: Telling, text: str) -> Pointer | None:
        """ "called that a lie": what is called so stands before the content."""
        before, wording, _ = self._parted(text, "lies")
        if not wording or one.how not in (None, "denies") or self._without(before.split(), "copulas"):
            return None
        return self._called(one)

    def _as_told(self, one: Telling) -> Pointer | None:
        """ "gave us the same account as the elders", "The records bear him out"."""
        if one.how not in (None, "confirms") or one.claim.stance != "asserts":
            return None
        text = " ".join(TOKENS.findall(normal(" ".join(span.text for span in one.claim.content))))
        if len(text.split()) > 3 * _MOST_WORDS or self._spoken.read(text).negative:
            return None
        if self._parted(text, "bearings-out")[1]:
            return Pointer("thing", "confirms")
        before, wording, after = self._parted(text, "samenesses")
        words = set(wording.split()) & (self._words["sayings"] | {"thing", "result", "conclusion", "tale"})
        if not words or not self._words["tellings"].intersection(before.split()):
            return None
        whose = after.removeprefix("as ").split() if after.startswith("as ") else []
        return Pointer("thing", "confirms", whose=self._whose(whose[:_HEAD]))

    def _left_open(self, text: str) -> Pointer | None:
        """ "fears that the picture is old"; "neither claim could be verified", which foretells nothing."""
        words = text.split()
        short = len(words) <= 2 * _MOST_WORDS
        return self._discredited(words, text, None) or (
            self._unverified(words, text, None) if short else None
        )

    def _readings(self, text: str, how: How | None) -> Iterator[Pointer | None]:
        words = text.split()
        if not words or len(words) > 2 * _MOST_WORDS:
            return
        yield self._unverified(words, text, how)
        yield self._unaware(text)
        yield self._no_part(text, how)
        yield self._discredited(words, text, how)
        if how in (None, "denies"):
            yield self._false(words, text)
        if how is None:
            yield self._true(words, text)
            yield self._different(text)
        if how in (None, "denies", "doubts"):
            yield self._elliptic(words)
        if how is not None and len(words) <= _MOST_WORDS:
            yield self._plain(words, how)

    def _called(self, one: Telling) -> Pointer | None:
        """ "called that a lie spread by the Front": what is called so stands before the clause of a deed."""
        if one.source.cue is None:
            return None
        text = " ".join(TOKENS.findall(normal(one.after))[: 2 * _MOST_WORDS])
        before, wording, _ = self._parted(text, "lies")
        words = before.split()
        if not wording or not words or len(words) > _HEAD:
            return None
        return self._subject(words, "denies")

    def _described(self, one: Telling) -> Pointer | None:
        """ "described the transcript as extorted": what is said of it was taken for a deed."""
        if one.source.cue is None or one.claim.stance != "asserts":
            return None
        words = TOKENS.findall(normal(one.after.partition(".")[0]))
        if len(words) > _MOST_WORDS or "as" not in words[1 : _HEAD + 1]:
            return None
        return self._discredited(words, " ".join(words), one.how)

    # -- judgements on what was said before

    def _unverified(self, words: Sequence[str], text: str, how: How | None) -> Pointer | None:
        """ "The claim could not be verified", "There was no independent confirmation of this"."""
        if how == "confirms":
            return None
        if words[0] in ("neither", "none"):
            text = text.replace("could be", "could not be", 1)
        before, wording, after = self._parted(text, "unverified")
        if not wording:
            return None
        subject = self._without(before.split(), "copulas", "persons", "pronouns", "pointing")
        if subject:
            return self._about(before.split(), "doubts")
        object_ = after.split()
        while object_ and object_[0] in ("of", "that", "whether", "if", "from", "by"):
            if object_[0] in ("from", "by"):
                object_ = []
            object_ = object_[1:]
        return self._about(object_, "doubts")

    def _unaware(self, text: str) -> Pointer | None:
        before, wording, after = self._parted(text, "unaware")
        if not wording or len(before.split()) > _HEAD:
            return None
        return self._about(after.split(), "doubts")

    def _no_part(self, text: str, how: How | None) -> Pointer | None:
        """ "They had nothing to do with the kidnapping"."""
        before, wording, after = self._parted(text, "no-part")
        if not wording or how not in (None, "denies") or len(before.split()) > _HEAD:
            return None
        about = self._about(after.split(), "denies")
        if about is None or about.means in ("thing", "particular"):
            return Pointer("part", "denies")
        if about.means == "words" and len(after.split()) <= _HEAD:
            return Pointer("part", "denies", about=about.about)
        return None

    def _discredited(self, words: Sequence[str], text: str, how: How | None) -> Pointer | None:
        """ "The picture is old", "it had been filmed in 2019": what was shown as proof proves little."""
        nouns = [word for word in words[: _HEAD + 1] if word in self._words["showings"]]
        noun = " ".join(nouns)
        if not noun and (how == "confirms" or words[0] not in self._words["pronouns"]):
            return None
        filmed = any(word in self._words["filmings"] for word in words)
        other = bool(_YEARS.search(text)) or bool(self._parted(text, "elsewheres")[1])
        discredited = bool(noun) and bool(self._parted(text, "discredits")[1])
        if "not" in words or not (discredited or (filmed and other)):
            return None
        return Pointer("showing", "doubts", noun=noun)

    def _false(self, words: Sequence[str], text: str) -> Pointer | None:
        """ "That is a lie", "They were lying", "Nothing of the kind happened"."""
        if self._parted(text, "no-such")[1] and len(words) <= _MOST_WORDS:
            return Pointer("thing", "denies")
        if words[:2] == ["no", "such"] and len(words) > 2:
            return Pointer("words", "denies", about=frozenset((self._spoken.base(words[2]),)))
        before, wording, after = self._parted(text, "lies")
        if len(words) > _MOST_WORDS:
            return None
        if not wording:
            # A deed too may be a provocation; a claim that is called one is denied.
            before, wording, _ = self._parted(text, "slurs")
            return self._named(before.split(), "denies") if wording and before else None
        if after and not self._without(before.split(), "copulas"):
            # "There is no truth to the claim": what is denied stands behind.
            return self._subject([w for w in after.split() if w not in _BEHIND], "denies")
        rest = before.split() or [w for w in words if w not in wording.split()]
        # "Nonsense," said by itself, is said of what was told last.
        alone = not after and not self._without(rest, "copulas")
        return Pointer("thing", "denies") if alone else self._subject(rest, "denies")

    def _true(self, words: Sequence[str], text: str) -> Pointer | None:
        """ "That is true", "They tell us the same thing"."""
        if len(words) > _MOST_WORDS or self._spoken.read(text).negative:
            return None
        same = self._parted(text, "samenesses")
        if same[1] and not self._without(
            (same[0] + same[2]).split(), "tellings", "pronouns", "copulas", "persons"
        ):
            return Pointer("thing", "confirms")
        before, wording, after = self._parted(text, "so-it-is")
        if wording.endswith((" that", " it")) and not after:
            return Pointer("thing", "confirms")
        return self._subject(before.split(), "confirms") if wording and not after and before else None

    def _different(self, text: str) -> Pointer | None:
        """ "His neighbour told a different story"."""
        before, wording, after = self._parted(text, "differences")
        little = ("tellings", "pronouns", "copulas", "persons")
        if not wording or self._without(f"{before} {after}".split(), *little):
            return None
        return Pointer("claim", "contradicts")

    def _subject(self, words: Sequence[str], how: How) -> Pointer | None:
        """Of what it is said that it is a lie, or true."""
        named = self._named(words[:_HEAD], how) if words else None
        if named is not None and named.means != "part":
            return named
        pointing = self._words["pointing"] | self._words["persons"]
        left = self._without(words, "copulas")
        if len(left) == 1 and left[0] in pointing:
            return Pointer("person" if left[0] in self._words["persons"] else "thing", how)
        rest = tuple(word for word in left if word not in pointing)
        return Pointer("person", how, whose=rest) if rest and len(rest) <= 2 and len(words) <= _HEAD else None

    def _elliptic(self, words: Sequence[str]) -> Pointer | None:
        """ "they won't": a pronoun, and a verb that takes up what was said before."""
        if len(words) not in (2, 3) or words[0] not in self._words["pronouns"]:
            return None
        if not all(word in self._ellipses for word in words[1:]):
            return None
        return Pointer("thing", "denies") if self._no.intersection(words) else None

    # -- what is denied, doubted or confirmed by its cue

    def _plain(self, words: Sequence[str], how: How) -> Pointer | None:
        if " ".join(words) in self._words["pointing"]:
            return Pointer("thing", how)
        return self._named(words, how)

    def _about(self, words: Sequence[str], how: How) -> Pointer | None:
        """What is left open: it, a claim by its name, or what the words say."""
        left = [w for w in words if w == "the" or self._without([w], "copulas", "pronouns", "pointing")]
        if not left:
            return Pointer("thing", how)
        named = self._named(words, how)
        if named is not None:
            return named
        if len(left) == 2 and left[0] == "the" and left[1] in self._words["happenings"]:
            return Pointer("particular", how)
        about = self._spoken.read(" ".join(words)).concepts
        return Pointer("words", how, about=about) if about and len(about) <= _MOST_WORDS else None

    def _named(self, words: Sequence[str], how: How) -> Pointer | None:
        """The first noun that names a claim, a figure or a part in a deed; before it stands whose it is."""
        for i, word in enumerate(words):
            means = self._means(word)
            if means is None:
                continue
            behind = words[i + 1 : i + 2]
            if behind and not {behind[0]} & (self._words["behind-sayings"] | self._words["copulas"]):
                # "reports that …", "the figure rests on …" say something themselves.
                return None
            after = words[i + 2 :] if behind in (["by"], ["from"], ["of"]) and means != "figure" else []
            several = 2 if self._words["of-two"].intersection(words[:i]) else 1
            return Pointer(means, how, self._whose([*words[:i], *after]), word, several=several)
        if how == "doubts" and words[-1] in self._words["particulars"] and len(words) <= _HEAD:
            return Pointer("particular", how)
        if words[-1] in self._words["losses"] and not self._without(words[:-1], "before-sayings"):
            return Pointer("losses", how)
        return None

    def _means(self, word: str) -> Means | None:
        return next((means for key, means in _NAMES if word in self._words[key]), None)

    def _whose(self, words: Sequence[str]) -> tuple[str, ...]:
        bare = (word.removesuffix("'s").removesuffix("'") for word in words)
        little = self._words["before-sayings"] | self._words["of-two"] | self._words["titles"]
        return tuple(word for word in bare if word and word not in little)

    # -- words

    def _parted(self, text: str, key: str) -> tuple[str, str, str]:
        """What stands before and behind the first wording of a class in a text."""
        padded = f" {text} "
        for wording in self._wordings[key]:
            # Next to none stands there: a bare search costs half of taking the text apart.
            if wording in text and (at := padded.find(f" {wording} ")) >= 0:
                return padded[:at].strip(), wording, padded[at + len(wording) + 2 :].strip()
        return text, "", ""

    def _without(self, words: Sequence[str], *keys: str) -> list[str]:
        return [word for word in words if not any(word in self._words[key] for key in keys)]


def _behind_comma(one: Telling) -> str:
    """What is said behind an adverbial that opens it: "On this point, the mayor is right"."""
    text = " ".join(span.text for span in one.claim.content)
    return text.partition(", ")[2] if text.count(", ") == 1 else ""
