"""Answers that do not name what they answer: a "no" to what was said before, or a part of its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dateline.fuse.alike import parties
from dateline.fuse.same import Same
from dateline.fuse.tellings import Telling
from dateline.fuse.words import TOKENS, Words
from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.model import Event, How, Statement

__all__ = ["Rejoinders"]

Found = tuple[Telling, How, tuple[str, ...]]

# Who says no without naming what he means answers what was said in the last two or three sentences.
_BACK = 400
# What is denied, admitted or left open by its cue may have been said some paragraphs before.
_FAR = 1_500
_LOOKED_AT = 32
_FEW = 2
_SHORT = 3
# Words of one root begin alike: "closure" and "closed".
_STEM = 4
# Who says no is brief; in a long sentence it may be anything that is not so.
_BRIEF = 14
# Claims of one document that may have a word in common by which two of them are told to be of one thing.
_SELDOM = 4
_NOT_YET = frozenset({"planned", "promised", "requested", "threatened", "predicted", "conditional"})
_PLAINLY = frozenset({"not", "no", "never", "nobody", "nothing", "none", "nor", "neither"})
_COUNTING = frozenset({("no", "more"), ("no", "less"), ("no", "fewer"), ("not", "only")})


class Rejoinders:
    """Finds what is answered by a claim that shares little with it, where nothing else answers."""

    def __init__(self, lore: Lore, words: Words, same: Same, told: Sequence[Telling]) -> None:
        self._classes = lore.lexicon.words
        self._words = words
        self._same = same
        # In how many places of the document a word stands: what all of it is about makes no two claims one.
        places = {one.claim.content[0].start: self._words.of(one).concepts for one in told}
        self._places = Counter(word for said in places.values() for word in said)
        self._anybody = frozenset(
            words.base(word) for key in ("anybody", "whoever", "ordinals") for word in self._classes[key]
        )

    def to(self, told: Sequence[Telling], i: int) -> list[Found]:
        """The claims that the claim at `i` answers, and why; at most one."""
        one = told[i]
        if not isinstance(one.of, Statement | Event):
            return []
        by_cue = one.attributed and (one.claim.stance in ("denies", "doubts") or one.how == "confirms")
        found = list(self._by_cue(told, i)) if by_cue else []
        return (found or list(self._no(told, i)))[:1]

    # -- denied, left open or admitted by its cue

    def _by_cue(self, told: Sequence[Telling], i: int) -> Iterator[Found]:
        """The nearest claim with two words in common, else one that charges who answers."""
        one = told[i]
        assert one.how is not None
        others = [other for other in self._before(told, i, _FAR) if self._same_numbers(one, other)]
        for other in others:
            shared = self._shared(one, other)
            if len(shared) >= _FEW and self._telling(shared):
                yield other, one.how, ("same words",)
        for other in others:
            if one.at - other.end > _BACK or one.how == "doubts":
                continue
            if self._admits(one, other):
                yield other, one.how, ("same word",)
            if self._charges(one, other):
                yield other, one.how, ("charges the source",)

    def _charges(self, one: Telling, other: Telling) -> bool:
        """Whether the other tells of what the source of `one` did, or for an admission names it."""
        if one.how == "confirms" and not other.attributed:
            # Nobody admits what the outlet tells.
            return False
        if other.event is not None and parties([one.source], other.event.actors, self._anybody):
            return True
        source = {self._words.base(word) for word in TOKENS.findall(normal(_called(one)))}
        return one.how == "confirms" and bool((source - self._anybody) & self._words.of(other).concepts)

    def _admits(self, one: Telling, other: Telling) -> bool:
        """ "acknowledged the closure", where another said that it had been closed."""
        if one.how != "confirms" or not other.attributed:
            return False
        brief = len(self._words.of(one).words) <= 2 * _SHORT
        alike = brief and bool(self._stems(one) & self._stems(other))
        return alike or self._telling(self._shared(one, other))

    def _stems(self, one: Telling) -> frozenset[str]:
        """How the words of a claim begin, and what deeds they tell: "the closure", "was closed"."""
        said = self._words.of(one).concepts - self._anybody
        stems = {word if word.startswith("deed ") else word[:_STEM] for word in said if not word.isdigit()}
        return frozenset(stem for stem in stems if len(stem) >= _STEM) | {f"deed {d}" for d in one.deeds}

    # -- said to be not so

    def _no(self, told: Sequence[Telling], i: int) -> Iterator[Found]:
        """ "Nobody laid a hand on the consul": a negative sentence of the same thing."""
        one = told[i]
        says_so = one.claim.stance == "asserts" or (
            one.claim.stance == "denies" and isinstance(one.of, Statement)
        )
        if not says_so or not self._says_no(one) or _passes_on(told, i):
            return
        for other in self._before(told, i, _BACK):
            if not other.attributed:
                continue
            if self._telling(self._shared(one, other)) or self._of_its_source(one, other):
                yield other, "denies", ("says no", "same words")

    def _says_no(self, one: Telling) -> bool:
        """Whether it tells that something is not so.

        "No more than five" only counts; "there is no water" tells news of its own.
        """
        assert isinstance(one.of, Statement | Event)
        words = self._words.of(one).words
        if not self._words.of(one).negative or one.of.factuality in _NOT_YET or len(words) > _BRIEF:
            return False
        pairs = set(pairwise(words))
        if "without" in words and not _PLAINLY.intersection(words):
            return False
        return not pairs & _COUNTING and not ("there" in words[:_SHORT] and "no" in words[: 2 * _SHORT])

    # -- what may be meant

    def _before(self, told: Sequence[Telling], i: int, back: int) -> Iterator[Telling]:
        """What others said before, nearest first: nothing that is itself negative or an answer."""
        one = told[i]
        start = min(span.start for span in one.claim.evidence)
        for other in reversed(told[max(0, i - _LOOKED_AT) : i]):
            near = other.end <= start and start - other.end <= back
            if not near or not isinstance(other.of, Statement | Event) or self._same.voice(one, other):
                continue
            spoken = self._words.of(other)
            if one.event and other.event and self._same.differ(one, other):
                continue
            told_first = other.positive and other.how is None
            if told_first and not spoken.negative and len(spoken.words) >= _SHORT:
                yield other

    def _shared(self, one: Telling, other: Telling) -> frozenset[str]:
        """The words in common that tell what is spoken of."""
        mine, theirs = self._words.of(one), self._words.of(other)
        shared = mine.concepts & (theirs.concepts | {f"deed {deed}" for deed in other.deeds})
        return frozenset(word for word in shared - self._anybody if not word.isdigit())

    def _telling(self, shared: frozenset[str]) -> bool:
        """Whether a word in common tells what is spoken of, as the whole document does not speak of it."""
        return any(self._places[word] <= _SELDOM for word in shared)

    def _of_its_source(self, one: Telling, other: Telling) -> bool:
        """ "Not a rebel is there", where the rebels said that they were."""
        if not self._words.of(other).pointing or one.source.start is None:
            return False
        source = {self._words.base(word) for word in TOKENS.findall(normal(_called(other)))}
        return bool((source - self._anybody) & self._words.of(one).concepts)

    def _same_numbers(self, one: Telling, other: Telling) -> bool:
        mine, theirs = self._words.of(one).numbers, self._words.of(other).numbers
        return not mine or not theirs or bool(mine & theirs)


def _passes_on(told: Sequence[Telling], i: int) -> bool:
    """Whether the words of a claim hold what somebody else says: "she vowed that it would not end there"."""
    one = told[i]
    around = told[max(0, i - _LOOKED_AT) : i + _LOOKED_AT]
    return any(
        len(other.claim.by) > len(one.claim.by) and one.claim.content[0].start < span.end <= one.end
        for other in around
        for span in other.claim.content
    )


def _called(one: Telling) -> str:
    return one.source.text or one.source.name or ""
