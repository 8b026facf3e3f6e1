"""Claims that cannot both be true, told by sources that do not speak to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.fuse.alike import amounts_exclude, parties, spots
from dateline.fuse.same import Same
from dateline.fuse.tellings import Telling
from dateline.fuse.words import TOKENS, Spoken, Words
from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.model import Control, Event, Figure, Statement

__all__ = ["Opposed"]

Reasons = tuple[str, ...]

# Two sources are set against each other within a paragraph or two.
_BACK = 700
_LOOKED_AT = 24
# "It is closed": what "it" is was told in the sentence before.
_NEAR = 300
# A word says something of another that stands beside it, little words left out.
_BESIDE = 2
# Most of what is said not to be there must be what the other tells of.
_SHARED = 0.75
_FEW = 2
_CLAUSES = 6


class Opposed:
    """Finds what an earlier claim of another source excludes."""

    def __init__(self, lore: Lore, words: Words, same: Same, told: Sequence[Telling]) -> None:
        self._classes = lore.lexicon.words
        self._words = words
        self._same = same
        self._told = told
        self._at = {one.claim.id: i for i, one in enumerate(told)}
        self._against: dict[str, set[str]] = {}
        for one, other in lore.lexicon.tables["opposites"].items():
            for a, b in ((words.base(one), words.base(other)), (words.base(other), words.base(one))):
                self._against.setdefault(a, set()).add(b)
        self._spots = frozenset(words.base(word) for word in self._classes["location-nouns"])
        self._harms = frozenset(words.base(word) for word in self._classes["kills-and-losses"])
        self._held = {one.of.event for one in told if isinstance(one.of, Control) and one.of.holder}

    def to(self, i: int) -> Iterator[tuple[Telling, Reasons]]:
        """The earlier claims that the claim at `i` excludes, and why."""
        one = self._told[i]
        if not one.positive:
            return
        others = [other for other in self._earlier(i) if other.positive and not self._same.voice(one, other)]
        if isinstance(one.of, Figure):
            yield from self._amounts(i, others)
        elif isinstance(one.of, Statement | Event):
            for other in others:
                reasons = self._excluded(one, other) if isinstance(other.of, Statement | Event) else ()
                if reasons:
                    yield other, reasons

    def _earlier(self, i: int) -> Iterator[Telling]:
        for other in reversed(self._told[max(0, i - _LOOKED_AT) : i]):
            if other.at < self._told[i].at <= other.end + _BACK:
                yield other

    def _excluded(self, one: Telling, other: Telling) -> Reasons:
        mine, theirs = self._words.of(one), self._words.of(other)
        if self._nowhere(mine, other, theirs):
            return ("names what the other tells of",)
        if mine.negative or theirs.negative:
            return ()
        if self._opposite(one, mine, other, theirs):
            return ("opposite words",)
        if self._holding(one, mine, other, theirs) or self._holding(other, theirs, one, mine):
            return ("same place",)
        return self._blame(one, other)

    def _blame(self, one: Telling, other: Telling) -> Reasons:
        """Each says of the other, or of somebody else, that he did what is charged."""
        mine, theirs = self._words.common(one), self._words.common(other)
        if not mine & theirs or not set(one.deeds).intersection(other.deeds):
            return ()
        if self._charges(one, other) and self._charges(other, one) and not self._same.apart(one, other):
            return ("same event",)
        return self._same.blame(one, other)

    def _charges(self, one: Telling, other: Telling) -> bool:
        """ "accused Varn of", "blamed Varn for": right behind the cue stands the other source."""
        cue, name = one.source.cue, normal(other.source.text or other.source.name or "")
        if cue is None or not name or normal(cue.text) not in self._classes["blaming"]:
            return False
        return normal(one.after.lstrip()).startswith(name)

    # -- figures

    def _amounts(self, i: int, others: Sequence[Telling]) -> Iterator[tuple[Telling, Reasons]]:
        """Figures of the same that exclude each other; a bare one is of what was counted before it."""
        one = self._told[i]
        assert isinstance(one.of, Figure)
        counts = [other for other in others if isinstance(other.of, Figure) and self._counts(other.of)]
        if not self._counts(one.of) or not counts:
            return
        kinds = {other.of.counts for other in counts if isinstance(other.of, Figure)}
        kinds &= self._classes["tolls"] - {"destroyed"}
        bare = self._bare(one) and len(kinds) < _FEW
        for other in counts:
            assert isinstance(other.of, Figure)
            if not amounts_exclude(one.of, other.of) or self._same.exclusive(one, other):
                continue
            near = bare and one.at - other.end <= _NEAR
            if (near and self._only(other, counts)) or self._same_counted(i, other):
                yield other, ("figures exclude each other",)

    def _counts(self, figure: Figure) -> bool:
        return figure.counts not in self._classes["uncounted"]

    def _only(self, other: Telling, counts: Sequence[Telling]) -> bool:
        """Whether a source gives one figure, so that no other can be meant."""
        return all(one is other or not self._same.voice(one, other) for one in counts)

    def _bare(self, one: Telling) -> bool:
        """ "put it at sixty", "the loss of two": a figure that does not tell what it counts."""
        assert isinstance(one.of, Figure)
        cue = one.source.cue
        if cue is None or one.of.of is not None or one.at < cue.end:
            return False
        start, end = one.of.start - cue.end, one.of.end - cue.end
        before, behind = one.after[: max(0, start)], one.after[end:].lstrip("\"'”’")
        told = {normal(word) for word in before.split() if not word[:1].isupper()}
        follows = TOKENS.findall(normal(behind))[:1] if behind[:1] == " " else []
        little = self._classes["bare-counts"] | self._classes["little-words"]
        return bool(one.after[start:end]) and told | set(follows) <= little

    def _same_counted(self, i: int, other: Telling) -> bool:
        """Whether both count the same thing and tell the same of it."""
        one = self._told[i]
        assert isinstance(one.of, Figure)
        assert isinstance(other.of, Figure)
        if one.of.of is None or other.of.of is None or spots(one.spots, other.spots) is False:
            return False
        clause, others = self._clause(one), self._clause(other)
        if one.of.of != other.of.of:
            men = {one.of.of, other.of.of} <= self._classes["men"]
            return men and (_lost(clause, others) or _lost(others, clause))
        mine, theirs = clause.concepts, others.concepts
        if mine & self._harms and theirs & self._harms:
            # "sank nine boats", "lost two boats".
            return True
        shared = (mine & theirs) - self._words.read(f"{one.of.text} {other.of.text}").concepts
        return one.of.counts == other.of.counts and any(not word.isdigit() for word in shared)

    def _clause(self, figure: Telling) -> Spoken:
        """What is said in the clause that a figure stands in."""
        at = self._at[figure.claim.id]
        for one in self._told[max(0, at - _CLAUSES) : at + _CLAUSES]:
            covers = any(span.start <= figure.at < span.end for span in one.claim.content)
            if covers and one.source.cue == figure.source.cue and isinstance(one.of, Statement | Event):
                return self._words.of(one)
        return self._words.read("")

    # -- what is not so

    def _nowhere(self, mine: Spoken, other: Telling, theirs: Spoken) -> bool:
        """ "There is no mill at Kost": the other tells of one."""
        head = mine.words[: 2 * _CLAUSES]
        if "there" not in head or "no" not in head or theirs.negative:
            return False
        no = head.index("no")
        if not 0 < no - head.index("there") <= _FEW + 1:
            return False
        mine = self._words.read(" ".join(mine.words[no + 1 :]))
        if not other.attributed or not mine.concepts:
            return False
        if len(mine.concepts) < _FEW:
            return len(mine.words) == 1 and self._tells_of(mine.words[0], theirs)
        return len(mine.concepts & theirs.concepts) >= _SHARED * len(mine.concepts)

    def _tells_of(self, noun: str, spoken: Spoken) -> bool:
        """Whether words tell of "a ceasefire" or "the ceasefire", and not of "the ceasefire talks"."""
        words = spoken.words
        for i, word in enumerate(words):
            if word == noun and i and words[i - 1] in ("a", "an", "the"):
                return i + 1 == len(words) or words[i + 1] in self._classes["little-words"]
        return False

    def _opposite(self, one: Telling, mine: Spoken, other: Telling, theirs: Spoken) -> bool:
        """Whether they say opposite things of one: "the road is open", "the road is closed"."""
        for i, word in enumerate(mine.said):
            for against in self._against.get(word, ()):
                if against not in theirs.said or against in mine.said or word in theirs.said:
                    continue
                j = theirs.said.index(against)
                if mine.pointing and len(mine.said) <= _FEW and 0 < one.at - other.end <= _NEAR:
                    return True
                if _beside(mine.said, i) & _beside(theirs.said, j):
                    return True
        return False

    def _holding(self, one: Telling, mine: Spoken, other: Telling, theirs: Spoken) -> bool:
        """Whether `one` says that its side still holds what the other says was taken."""
        if not (self._tells(one, mine, "hold") and self._tells(other, theirs, "take")):
            return False
        if one.event and other.event and {one.event.id, other.event.id} <= self._held:
            # These are compared by who holds the place.
            return False
        if self._classes["still"].isdisjoint(mine.words) or not one.attributed:
            return False
        if other.event and parties([one.source], other.event.actors, self._classes["whoever"]):
            return False
        return self._one_place(one, mine, other, theirs)

    def _one_place(self, one: Telling, mine: Spoken, other: Telling, theirs: Spoken) -> bool:
        where = spots(one.spots, other.spots)
        if where is not None:
            return where
        near = 0 <= max(one.at, other.at) - min(one.end, other.end) <= _NEAR
        if near and (one.spots or other.spots) and self._classes["settled-places"].intersection(mine.words):
            # "had taken Kost", "still held the town".
            return True
        shared = mine.concepts & theirs.concepts
        text = " ".join(span.text for span in one.claim.content)
        names = {self._words.base(normal(word)) for word in text.split() if word[:1].isupper()}
        return bool(shared & (self._spots | names))

    def _tells(self, one: Telling, spoken: Spoken, deed: str) -> bool:
        return deed in one.deeds or f"deed {deed}" in spoken.said or deed in spoken.said


def _lost(one: Spoken, other: Spoken) -> bool:
    """Whether each speaks of itself, and one lost whom the other killed: "it had lost", "they had killed"."""
    return one.pointing and other.pointing and "lost" in one.words and "killed" in other.words


def _beside(said: Sequence[str], at: int) -> set[str]:
    """The words around one, numbers apart."""
    around = (*said[max(0, at - _BESIDE) : at], *said[at + 1 : at + 1 + _BESIDE])
    return {word for word in around if not word.isdigit()}
