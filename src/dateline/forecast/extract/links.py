"""What follows from what, what repeats what, and what contradicts what, among the forecasts of a text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dateline.forecast.extract.sights import POINTING, Sight, subject_of, wordings_in
from dateline.lore import Lore
from dateline.model import Sentence, Token
from dateline.model.tree import child, children, subtree

__all__ = ["Links", "Outlined", "alike", "leans", "links_of", "without_circles"]

# How many sentences back "that would mean" and its like may point.
_BACK = 3
# Words share a stem when this many first letters are the same: "mobilise" and "mobilisation".
_STEM = 5
# Half of the words of a condition, or of the shorter of two propositions, make it the same matter.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Outlined:
    """A sight with the tokens of its proposition and of a condition in its sentence, and who says it."""

    sight: Sight
    tokens: tuple[int, ...]
    condition: tuple[int, ...]
    who: str | None


@dataclass(frozen=True, slots=True)
class Links:
    """By index: what an outlook follows from, the first that it repeats, those that it contradicts."""

    follows: tuple[int, ...]
    repeats: int | None
    counters: tuple[int, ...]


def links_of(told: Sequence[Outlined], lore: Lore) -> list[Links]:
    """The links of all outlooks of a text, in its order; no chain of them comes back to where it began."""
    follows: list[tuple[int, ...]] = []
    for n, one in enumerate(told):
        follows.append(_follows(n, one, told, follows, lore))
    found = [
        Links(follows[n], _repeats(n, one, told), _counters(n, one, told, lore)) for n, one in enumerate(told)
    ]
    return without_circles(found)


def without_circles(found: Sequence[Links]) -> list[Links]:
    """The links without those that close a circle; what points back in the text goes first."""
    reach: list[set[int]] = [set() for _ in found]
    kept: list[list[int]] = [[] for _ in found]

    def free(a: int, b: int) -> bool:
        seen, stack = set(), [b]
        while stack:
            at = stack.pop()
            if at == a:
                return False
            if at not in seen:
                seen.add(at)
                stack.extend(reach[at])
        return True

    for n, one in enumerate(found):
        reach[n].update(i for i in one.follows if i < n)
        kept[n].extend(i for i in one.follows if i < n)
        reach[n].update(one.counters)
        if one.repeats is not None:
            reach[n].add(one.repeats)
    for n, one in enumerate(found):
        for i in one.follows:
            if i > n and free(n, i):
                reach[n].add(i)
                kept[n].append(i)
    return [Links(tuple(sorted(kept[n])), one.repeats, one.counters) for n, one in enumerate(found)]


# -- what it follows from


def leans(sight: Sight, lore: Lore) -> bool:
    """Whether a sight leans on what was said before: "That would mean", "which would", "will then"."""
    subject = subject_of(sight.sentence, sight.verb)
    if subject is not None and subject.lower in POINTING - {"it"}:
        return True
    return _consequent(sight, lore)


def _follows(
    n: int, one: Outlined, told: Sequence[Outlined], follows: Sequence[tuple[int, ...]], lore: Lore
) -> tuple[int, ...]:
    """What an outlook is said to result from: the nearest cause."""
    reason = _reason(n, told, lore)
    if reason:
        return reason
    near = _near(n, told)
    if not near:
        return ()
    if one.condition:
        anaphor = _by_condition(one, near, told, lore)
        if anaphor is not None:
            return anaphor
    if leans(one.sight, lore):
        return (near[0],)
    if _contrasts(one.sight, lore):
        return ()
    taken_up = _taken_up(one, near, told)
    if taken_up is not None:
        return (taken_up,)
    if _merely_beside(one, told[near[0]]):
        return follows[near[0]]
    return ()


def _near(n: int, told: Sequence[Outlined]) -> list[int]:
    """The outlooks before, nearest first, as far as a word may point back, in the same part of the text."""
    here = told[n].sight.sentence
    return [
        i
        for i in range(n - 1, -1, -1)
        if 0 <= here.index - told[i].sight.sentence.index <= _BACK
        and told[i].sight.sentence.part == here.part
    ]


def _reason(n: int, told: Sequence[Outlined], lore: Lore) -> tuple[int, ...]:
    """An outlook of the same sentence that "because" gives as the reason."""
    sentence = told[n].sight.sentence
    causes = lore.lexicon.words["causes"]
    found = []
    for i, other in enumerate(told[n + 1 : n + 4], n + 1):
        if other.sight.sentence.index != sentence.index:
            break
        between = sentence.tokens[max(told[n].tokens) : min(other.tokens) + 1]
        if any(t.lower in causes and t.tag == "IN" for t in between[-4:]) and not any(
            t.text == ";" for t in between
        ):
            found.append(i)
            break
    return tuple(found)


def _consequent(sight: Sight, lore: Lore) -> bool:
    """Whether a word such as "then" or "as a result" stands with the verb or before the clause."""
    sentence = sight.sentence
    own = {c.i for c in children(sentence, sight.verb.i)} | {c.i for c in children(sentence, sight.head)}
    own |= {c.i for i in tuple(own) for c in children(sentence, i, "pobj")}
    low = _clause_start(sentence, sight)
    for lo, hi in wordings_in(sentence, low, len(sentence.tokens), lore.lexicon.wordings["consequently"]):
        if lo in own or (hi <= sight.verb.i and lo - low <= 2):
            return True
    return sight.verb.lemma in ("follow", "ensue") and child(sentence, sight.verb.i, "dobj") is None


def _clause_start(sentence: Sentence, sight: Sight) -> int:
    """Where the sight's clause begins: behind the last mark or "and" before its subject."""
    at = min([sight.verb.i, *(c.i for c in children(sentence, sight.verb.i, "nsubj", "nsubjpass", "expl"))])
    while (
        at > 0
        and sentence.tokens[at - 1].text not in (";", ",", ":", "“", "‘")
        and sentence.tokens[at - 1].lower not in ("and", "but")
    ):
        at -= 1
    if at > 0 and sentence.tokens[at - 1].text == "," and at <= 5:
        return 0
    return at


def _contrasts(sight: Sight, lore: Lore) -> bool:
    sentence = sight.sentence
    return any(
        True
        for _ in wordings_in(
            sentence, 0, min(len(sentence.tokens), sight.verb.i + 3), lore.lexicon.wordings["in-contrast"]
        )
    )


def _by_condition(
    one: Outlined, near: Sequence[int], told: Sequence[Outlined], lore: Lore
) -> tuple[int, ...] | None:
    """The earlier outlook that is the condition: "if it does", "once they are cut off"; () for a new case."""
    sentence = one.sight.sentence
    words = [sentence.tokens[i] for i in one.condition] if _inside(one) else []
    if not words:
        # The condition stands in the sentence before: what it points at is known there.
        return None
    if _stands_in(words):
        return (near[0],)
    wanted = _stems(words)
    for i in near:
        if told[i].condition == one.condition and told[i].sight.sentence.index == sentence.index:
            continue
        have = _stems(told[i].sight.sentence.tokens[k] for k in told[i].tokens)
        shared = len(wanted & have) / max(len(wanted), 1)
        if shared >= _SAME and (shared > _SAME or len(wanted) > 1 or len(words) <= 3):
            return (i,)
    before = told[near[0]]
    if before.sight.sentence.index == sentence.index and before.condition == one.condition:
        return None
    return () if not leans(one.sight, lore) else None


def _inside(one: Outlined) -> bool:
    return all(i < len(one.sight.sentence.tokens) for i in one.condition) and bool(one.condition)


def _stands_in(words: Sequence[Token]) -> bool:
    """Whether a condition is nothing but a pointer: "if it does", "when that happens", "once this is so"."""
    plain = [t.lemma for t in words if t.pos != "PUNCT"]
    named = [t for t in words if t.pos in ("NOUN", "PROPN", "ADJ", "NUM")]
    points = any(t.lower in POINTING | {"they", "he", "she", "so"} for t in words)
    verbs = {t.lemma for t in words if t.pos in ("VERB", "AUX")}
    return (
        points
        and not named
        and len(plain) <= 5
        and verbs <= {"do", "happen", "be", "have", "go", "come", "occur"}
    )


def _stems(tokens: Sequence[Token] | Iterator[Token]) -> frozenset[str]:
    return frozenset(
        t.lemma.lower()[:_STEM]
        for t in tokens
        if t.pos in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and t.lemma not in ("be", "have", "do", "go")
    )


def _taken_up(one: Outlined, near: Sequence[int], told: Sequence[Outlined]) -> int | None:
    """The outlook whose news is this one's subject: "It will mobilise. Mobilisation will bring in …"."""
    sentence = one.sight.sentence
    subject = subject_of(sentence, one.sight.verb)
    if (
        subject is None
        or subject.tag == "PRP"
        or (one.sight.way == "noun" and one.sight.head != one.sight.verb.i)
    ):
        return None
    below = [sentence.tokens[i] for i in subtree(sentence, subject.i)]
    if any(t.lower == "such" for t in below):
        return near[0]
    wanted = _stems(below)
    for i in near[:2]:
        if told[i].sight.sentence.index < sentence.index - 1:
            break
        other = told[i].sight.sentence
        of = subject_of(other, told[i].sight.verb)
        known = set(subtree(other, of.i)) if of is not None else set()
        news = _stems(other.tokens[k] for k in told[i].tokens if k not in known)
        old = _stems(other.tokens[k] for k in known)
        if wanted & (news - old) or (
            subject.pos == "NOUN"
            and wanted & old
            and subject.lemma[:_STEM] not in set(old)
            and len(wanted) > 1
        ):
            return i
    return None


def _merely_beside(one: Outlined, before: Outlined) -> bool:
    """Whether a clause stands beside the one before with a mere "and" or comma."""
    return one.sight.sentence.index == before.sight.sentence.index and not any(
        t.text == ";" for t in one.sight.sentence.tokens[min(before.tokens) : max(one.tokens)]
    )


# -- what says the same, and what the contrary


def alike(one: Outlined, other: Outlined) -> bool:
    """Whether two outlooks share half of the words of the shorter, as a headline and its text do."""
    mine, theirs = _content(one), _content(other)
    return len(mine & theirs) >= max(_SAME * min(len(mine), len(theirs)), 1)


def _repeats(n: int, one: Outlined, told: Sequence[Outlined]) -> int | None:
    """The first outlook of the same forecaster in nearly the same words."""
    mine = _content(one)
    for i, other in enumerate(told[:n]):
        theirs = _content(other)
        shared = len(mine & theirs)
        if (
            shared >= 2
            and shared >= 0.75 * min(len(mine), len(theirs))
            and _same_voice(one, other)
            and _denied(one) == _denied(other)
        ):
            return i
    return None


def _content(one: Outlined) -> frozenset[str]:
    return _stems(one.sight.sentence.tokens[i] for i in one.tokens)


def _same_voice(a: Outlined, b: Outlined) -> bool:
    return a.who == b.who or "title" in (a.sight.sentence.part, b.sight.sentence.part)


def _denied(one: Outlined) -> bool:
    sentence = one.sight.sentence
    return any(
        sentence.tokens[i].dep == "neg" or sentence.tokens[i].lower in ("no", "never", "nobody", "nothing")
        for i in one.tokens
    )


def _counters(n: int, one: Outlined, told: Sequence[Outlined], lore: Lore) -> tuple[int, ...]:
    """What somebody else foresees, of which this is the contrary."""
    mine = _content(one)
    found = []
    for i, other in enumerate(told[:n]):
        if other.who == one.who or (other.who is None and other.sight.sentence.part == "title"):
            continue
        theirs = _content(other)
        shared = mine & theirs
        if not shared:
            continue
        part = len(shared) / min(len(mine), len(theirs))
        if (part >= _SAME and _denied(one) != _denied(other)) or _opposite(one, other, lore):
            found.append(i)
    return tuple(found)


def _opposite(one: Outlined, other: Outlined, lore: Lore) -> bool:
    """Whether the verbs are opposites and the subjects share a word."""
    a, b = one.sight.verb.lemma, other.sight.verb.lemma
    pairs = lore.lexicon.words["opposed"]
    if (f"{a}={b}" not in pairs and f"{b}={a}" not in pairs) or _denied(one) != _denied(other):
        return False
    return bool(_subject_stems(one) & _subject_stems(other))


def _subject_stems(one: Outlined) -> frozenset[str]:
    sentence = one.sight.sentence
    subject = subject_of(sentence, one.sight.verb)
    below: Collection[int] = subtree(sentence, subject.i) if subject is not None else ()
    return _stems(sentence.tokens[i] for i in below)
