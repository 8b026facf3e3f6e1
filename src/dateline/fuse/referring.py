"""Answers that point back, and the claims that they mean: "confirmed this", "denied the accusation"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.fuse.alike import parties, voice
from dateline.fuse.pointing import Pointer, Pointing
from dateline.fuse.tellings import Telling
from dateline.fuse.words import TOKENS, Words
from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.model import Actor, Control, Figure, How

__all__ = ["Referring"]

# What points back names what was said in the last paragraph or two.
_BACK = 1_200
_BACK_TO_IT = 500
# What was said a moment ago: pointed at by nothing but a pronoun and "true" or "won't".
_LOOKED_AT = 24
# "Both counts are wrong", told first: the counts follow.
_AHEAD = 600
_FEW = 2
_HEAD = 4
_FORETOLD = frozenset({"predicts", "promises", "threatens"})
# "the accusation" is what somebody "accused" of rather than what was merely said: words that begin alike.
_STEM = 5

Found = tuple[Telling, How, tuple[str, ...]]


class Referring:
    """Finds the claims that the words of a statement point back to."""

    def __init__(self, lore: Lore, words: Words) -> None:
        self._words = lore.lexicon.words
        self._spoken = words
        self._pointing = Pointing(lore, words)
        self._lore = lore
        self._anybody = frozenset(words.base(word) for word in self._words["whoever"])

    def points(self, one: Telling) -> bool:
        """Whether a claim says nothing but how another stands."""
        pointer = self._pointing.of(one)
        return pointer is not None and pointer.means not in ("words", "showing")

    def answered(self, told: Sequence[Telling], i: int) -> list[Found]:
        """Which claims the claim at `i` responds to, how, and why; none when it points at none."""
        one = told[i]
        pointer = self._pointing.of(one)
        if pointer is None or (one.event is not None and _goes_on(told, i)):
            return []
        meant = self._meant(self._fitting(one, self._earlier(told, i, pointer), pointer), pointer)
        if not meant and (pointer.whose or pointer.several > 1):
            # What is said first of claims that are told after it.
            meant = self._fitting(one, _later(told, i), pointer)[: pointer.several]
        if pointer.noun in self._words["whole-accounts"] and len(meant) == 1:
            meant = [self._first(told, i, meant[0])]
        reason = "names the claim" if pointer.means in ("claim", "figure") else "refers back"
        return [(other, pointer.how, (reason,)) for other in meant]

    def vague(self, told: Sequence[Telling], i: int) -> list[Found]:
        """What is meant by an answer that says little: the last claim with a noun in common.

        "doubts it would dare" says nothing but a pronoun of what it is.
        """
        one = told[i]
        if one.how is None or not one.attributed or isinstance(one.of, Figure | Control):
            return []
        if one.how != "confirms" and one.claim.stance not in ("denies", "doubts"):
            return []
        spoken = self._spoken.of(one)
        third = set(spoken.words[:1]) & (self._words["persons"] | self._words["pointing"])
        bare = bool(third) and len(spoken.said) < _FEW and not one.event
        pointer = Pointer("thing", one.how)
        fitting = self._fitting(one, self._earlier(told, i, pointer), pointer)
        nearest = [other for other in fitting if other.attributed and self._one_voice(fitting[0], other)]
        for other in nearest:
            if bare or self._related(one, other):
                return [(other, one.how, ("refers back",))]
        return []

    def deed(self, told: Sequence[Telling], i: int) -> list[Found]:
        """The attack told last, for an answer that names one and tells nothing of it: "any such attack"."""
        one = told[i]
        noun = self._deed_named(one) if one.attributed else None
        if one.how is None or noun is None:
            return []
        about = frozenset() if self._is_attack(one, noun) else frozenset((noun,))
        pointer = Pointer("thing" if about else "losses", one.how)
        fitting = [
            other
            for other in self._fitting(one, self._earlier(told, i, pointer), pointer)
            if other.event is not None and _alike(about, self._content(other))
        ]
        meant = self._meant([other for other in fitting if other.attributed], pointer)
        return [(other, one.how, ("refers back",)) for other in meant]

    def _deed_named(self, one: Telling) -> str | None:
        """The noun that is all that a claim says: "the launch", "any such raid had happened"."""
        words = self._spoken.of(one).words
        little = self._words["before-sayings"] | self._words["was-done"]
        left = [word for word in words if word not in little]
        return left[0] if len(left) == 1 and 1 < len(words) <= 2 * _HEAD else None

    def _is_attack(self, one: Telling, noun: str) -> bool:
        attack = one.event is not None and one.event.type == "ASSAULT" and one.event.frame.endswith("_noun")
        return attack or noun in self._words["attacks-named"]

    def _related(self, one: Telling, other: Telling) -> bool:
        """Whether two claims have a common noun, are not both of deeds and give no different numbers."""
        if one.event is not None and other.event is not None:
            # Events are compared by their parts.
            return False
        numbers, others = self._spoken.of(one).numbers, self._spoken.of(other).numbers
        if numbers and others and numbers != others:
            return False
        shared = self._spoken.common(one) & self._spoken.common(other)
        if one.how != "confirms":
            shared -= self._anybody
        return bool(shared)

    def _first(self, told: Sequence[Telling], i: int, meant: Telling) -> Telling:
        """The first of what a source tells without another between."""
        found = meant
        for other in reversed([one for one in told[max(0, i - _LOOKED_AT) : i] if one.at < meant.at]):
            if other.claim.by != meant.claim.by and not self._one_voice(meant, other):
                break
            if other.of.record in ("event", "statement") and other.positive:
                found = other
        return found

    def _fitting(self, one: Telling, others: Iterator[Telling], pointer: Pointer) -> list[Telling]:
        fitting = [other for other in others if self._fits(one, other, pointer)]
        if pointer.means == "figure":
            return [other for other in fitting if isinstance(other.of, Figure)] or fitting
        return fitting

    def _meant(self, fitting: Sequence[Telling], pointer: Pointer) -> list[Telling]:
        """The best that fits; of several, the best of each source."""
        kept: list[Telling] = []
        for other in sorted(fitting, key=lambda other: self._preference(other, pointer), reverse=True):
            if len(kept) < pointer.several and not any(self._one_voice(other, early) for early in kept):
                kept.append(other)
        return kept

    def _one_voice(self, one: Telling, other: Telling) -> bool:
        late, early = (one, other) if one.at >= other.at else (other, one)
        return voice(late.source, early.source, self._words["pronouns"])

    # -- which claim fits

    def _earlier(self, told: Sequence[Telling], i: int, pointer: Pointer) -> Iterator[Telling]:
        """Claims told not long before, nearest first."""
        start = min(span.start for span in told[i].claim.evidence)
        back = _BACK if pointer.means in ("claim", "figure", "part") else _BACK_TO_IT
        for other in reversed(told[max(0, i - _LOOKED_AT) : i]):
            if other.end <= start and start - other.end <= back:
                yield other

    def _fits(self, one: Telling, other: Telling, pointer: Pointer) -> bool:
        if not self._answerable(other, pointer) or self._one_voice(one, other):
            return False
        if pointer.means in ("claim", "person", "showing", "words") and not other.attributed:
            return False
        if pointer.means == "claim" and not (pointer.whose or self._may_be(one, other, pointer.noun)):
            return False
        if self.points(other) and pointer.means != "person":
            return False
        return self._of_it(one, other, pointer) and self._whose(other, pointer)

    def _of_it(self, one: Telling, other: Telling, pointer: Pointer) -> bool:
        """Whether the claim is of what the words mean."""
        if pointer.means == "part":
            return _alike(pointer.about, self._content(other)) and self._charged(one.source, other)
        if pointer.means == "losses":
            return other.event is not None and other.event.type == "ASSAULT"
        if pointer.means == "particular":
            return other.event is not None
        if pointer.means == "showing":
            return self._shown(other, pointer.noun)
        if pointer.means == "words":
            return 4 * len(pointer.about & self._content(other)) >= 3 * len(pointer.about)
        return True

    def _content(self, other: Telling) -> frozenset[str]:
        return self._spoken.of(other).concepts | {f"deed {deed}" for deed in other.deeds}

    def _shown(self, other: Telling, noun: str) -> bool:
        """Whether a claim rests on what a noun names, or tells of it; without a noun, on any such thing."""
        text = " ".join(
            (*(by.text or "" for by in other.claim.by), *(span.text for span in other.claim.content))
        )
        words = set(TOKENS.findall(normal(text)))
        if not noun:
            return bool(words & self._words["showings"])
        bases = {self._spoken.base(word) for word in words}
        if any(self._spoken.base(one) in bases for one in noun.split()):
            return True
        return noun in self._words["tallies-told"] and bool(self._spoken.of(other).numbers)

    def _whose(self, other: Telling, pointer: Pointer) -> bool:
        return not pointer.whose or self._belongs(other.source, pointer.whose)

    def _answerable(self, other: Telling, pointer: Pointer) -> bool:
        """Whether it says something: that it is so or, for a doubt or denial, that it will be."""
        if pointer.means != "figure" and isinstance(other.of, Figure | Control):
            return False
        if other.claim.stance in _FORETOLD:
            return pointer.means in ("thing", "claim", "person")
        if pointer.means == "words" and other.event is not None and other.event.factuality == "requested":
            # "No such order was given."
            return True
        if pointer.means == "person":
            return other.positive or other.how == "denies"
        return other.positive and (other.how != "confirms" or pointer.means in ("claim", "figure"))

    def _may_be(self, one: Telling, other: Telling, noun: str) -> bool:
        """Anything said may be called a claim; a report or statement is what somebody reported or stated.

        What is denied, doubted or confirmed by its cue is a claim too, and no paper.
        """
        plain = one.how is not None and self._words["ellipses"].isdisjoint(self._spoken.of(one).words)
        if plain or noun not in self._words["sayings-on-paper"] or _called(other, noun):
            return True
        # "… said the panel. In its report, …"
        behind = other.behind[: max(0, min(span.start for span in one.claim.evidence) - other.end)]
        return noun in TOKENS.findall(normal(behind))

    def _charged(self, source: Actor, other: Telling) -> bool:
        """Whether the claim tells of a deed that its denier may have done."""
        vague = self._words["whoever"]
        return other.event is not None and parties([source], other.event.actors, vague) is not False

    def _belongs(self, source: Actor, whose: Sequence[str]) -> bool:
        called = set(TOKENS.findall(normal(f"{source.name or ''} {source.text or ''} {source.role or ''}")))
        called |= {word.removesuffix("'s") for word in called}
        for word in whose:
            if called.intersection((word, word + "s", word.removesuffix("s"))):
                return True
            countries = {ref.key for ref in self._lore.names.get(word) if ref.kind == "country"}
            if source.country in countries:
                return True
        return False

    def _preference(self, other: Telling, pointer: Pointer) -> tuple[bool, bool, int, bool, int, int, int]:
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


def _later(told: Sequence[Telling], i: int) -> Iterator[Telling]:
    """Claims told soon after, for what announces them."""
    for other in told[i + 1 : i + 1 + _LOOKED_AT]:
        if told[i].end <= other.at <= told[i].end + _AHEAD:
            yield other


def _goes_on(told: Sequence[Telling], i: int) -> bool:
    """Whether an earlier claim hangs on the same cue: what is called a lie is told of the first."""
    cue = told[i].source.cue
    return any(other.source.cue == cue for other in told[max(0, i - 2) : i])


def _alike(about: frozenset[str], said: frozenset[str]) -> bool:
    """Whether words begin alike, as "abduction" and "abducted" do; nothing is like anything."""
    stems = {part[:_STEM] for word in said for part in word.replace("_", " ").split()}
    return not about or any(word[:_STEM] in stems for word in about)


def _called(other: Telling, noun: str) -> bool:
    """Whether a claim is called by its cue or its source what the noun calls it."""
    stem = noun[:_STEM]
    cue = other.source.cue.text if other.source.cue else ""
    words = TOKENS.findall(normal(f"{cue} {other.source.text or ''} {other.between}"))
    return bool(stem) and any(word[:_STEM] == stem for word in words)


def _sentence_end(other: Telling) -> int:
    """Claims told by one cue count as told at one place."""
    cue = other.source.cue
    return cue.start if cue is not None else other.claim.content[0].start
