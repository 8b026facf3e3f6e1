"""What follows from what, what repeats what, and what contradicts what, among the forecasts of a text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dateline.forecast.extract.sights import POINTING, Sight, subject_of, wordings_in
from dateline.lore import Lore
from dateline.model import Sentence, Token
from dateline.model.tree import child, children, subtree

__all__ = ["Links", "Outlined", "alike", "content_of", "leans", "links_of", "without_circles"]

# How many sentences back "that would mean" and its like may point.
_BACK = 3
# Words share a stem when this many first letters are the same: "mobilise" and "mobilisation".
_STEM = 5
# Half of the words of a condition, or of the shorter of two propositions, make it the same matter.
_SAME = 0.5
# A subject of so many words that all stand in one earlier outlook names it, however far back it is.
_NAMED = 2
# Three quarters of the words of the shorter, and half of the longer's: it says the same once more.
_REPEATED = 0.75
# A "then" or "as a result" is looked for so many words behind the verb, a "however" so many before it.
_WINDOW = 30
# More forecasts than this between two of one matter, and the text is a book: its time must not grow squared.
_REMEMBERED = 100
# What makes a noun point back at what was foreseen.
_NAMING = frozenset({"that", "this", "such", "these"})
_SAID = POINTING - {"it"}


@dataclass(frozen=True, slots=True)
class Outlined:
    """A sight with the tokens of its proposition and of a condition in its sentence, and who says it.

    `foreseen`: it is no plan and no hypothetical, so that others may follow from it. `content` is what its
    words have in common with others of their matter (`content_of`).
    """

    sight: Sight
    tokens: tuple[int, ...]
    condition: tuple[int, ...]
    who: str | None
    foreseen: bool
    content: frozenset[str]


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
    return _pointing(sight, lore) or _consequent(sight, lore)


def _pointing(sight: Sight, lore: Lore) -> bool:
    """Whether its subject, or that of the "means" or "is because" over it, is what was said before."""
    sentence = sight.sentence
    subject = subject_of(sentence, sight.verb)
    if subject is not None and (subject.lower in _SAID or _result(sentence, subject, lore)):
        return True
    above = sentence.tokens[sight.verb.head]
    over = subject_of(sentence, above) if above.i != sight.verb.i and above.pos in ("VERB", "AUX") else None
    if sentence.tokens[0].lower in _SAID and sentence.tokens[0].dep == "nsubj" and _because(sentence, sight):
        return True
    if over is None or over.lower not in _SAID or above.tag not in ("VBZ", "VBP"):
        return False
    return sight.verb.dep == "ccomp" and above.lemma == "mean"


def _because(sentence: Sentence, sight: Sight) -> bool:
    """ "This is necessary, she says, because it will …"."""
    is_so = len(sentence.tokens) > 1 and sentence.tokens[1].tag in ("VBZ", "VBP")
    before = sentence.tokens[: min([sight.verb.i, *(c.i for c in children(sentence, sight.verb.i, "nsubj"))])]
    return is_so and bool(before) and any(t.lower == "because" for t in before[-3:])


def _result(sentence: Sentence, subject: Token, lore: Lore) -> bool:
    """ "The result will be chaos", "China's answer will be to pay it"."""
    return subject.lemma in lore.lexicon.words["results"] and any(
        c.lower in ("the", "its", "their", "his", "her", "one") or c.dep == "poss"
        for c in children(sentence, subject.i, "det", "poss")
    )


def _follows(
    n: int, one: Outlined, told: Sequence[Outlined], follows: Sequence[tuple[int, ...]], lore: Lore
) -> tuple[int, ...]:
    """What an outlook is said to result from: the nearest cause."""
    near = _near(n, told)
    if said := _reason(n, told, lore) or _pointed_at(one, near, told, lore):
        return said
    if not near:
        again = _named_again(n, one, told, lore)
        return () if again is None else (again,)
    last = told[near[0]]
    if n in follows[near[0]]:
        # It is the reason of the one before.
        return ()
    if _parts_of_one(one, last):
        return follows[near[0]]
    beside = _merely_beside(one, last)
    if one.condition and not (beside and last.condition == one.condition):
        pointed = _by_condition(one, near, told, lore)
        if pointed is not None:
            return pointed
    if _spelt_out(one, last) or leans(one.sight, lore):
        return (near[0],)
    if _contrasts(one.sight, lore):
        return ()
    return _unmarked(n, one, near, told, follows, lore)


def _unmarked(
    n: int,
    one: Outlined,
    near: Sequence[int],
    told: Sequence[Outlined],
    follows: Sequence[tuple[int, ...]],
    lore: Lore,
) -> tuple[int, ...]:
    """What an outlook results from without a word for it: what its subject takes up, else what is beside."""
    taken_up = _taken_up(n, one, near, told, lore)
    if taken_up is not None:
        return (taken_up,)
    last = told[near[0]]
    if _merely_beside(one, last) and (not one.condition or last.condition == one.condition):
        # "They will surrender, and their guns will pass on": with its own subject, it comes of the first.
        return follows[near[0]] if one.sight.first is not None else (near[0],)
    return (near[0],) if _runs_on(one, last) else ()


def _near(n: int, told: Sequence[Outlined]) -> list[int]:
    """The outlooks before, nearest first, as far as a word may point back, in the same part of the text."""
    here = told[n].sight.sentence
    return [
        i
        for i in reversed(_before(n))
        if 0 <= here.index - told[i].sight.sentence.index <= _BACK
        and told[i].sight.sentence.part == here.part
        and told[i].foreseen
    ]


def _before(n: int) -> range:
    """The outlooks before one, as many as it is compared with."""
    return range(max(n - _REMEMBERED, 0), n)


def _eventuality(sight: Sight, lore: Lore) -> bool:
    """Whether the clauses before the verb name what was foreseen: "must prepare for that eventuality, or"."""
    sentence, named = sight.sentence, lore.lexicon.words["eventualities"]
    return any(
        t.lemma in named and any(c.lower in _NAMING for c in children(sentence, t.i, "det", "predet", "amod"))
        for t in sentence.tokens[: sight.verb.i]
    )


def _pointed_at(one: Outlined, near: Sequence[int], told: Sequence[Outlined], lore: Lore) -> tuple[int, ...]:
    """What "that eventuality" names: the nearest outlook with those that one verb foretells with it."""
    if not near or not _eventuality(one.sight, lore):
        return ()
    found = [near[0]]
    for i in near[1:]:
        if not _parts_of_one(told[found[-1]], told[i]):
            break
        found.append(i)
    return tuple(sorted(found))


def _spelt_out(one: Outlined, before: Outlined) -> bool:
    """Whether it is the first of what a colon behind the clause spells out."""
    a, b = before.sight, one.sight
    same = a.sentence.index == b.sentence.index and a.verb.i == b.verb.i == a.head
    return same and b.way == "noun" and any(t.text == ":" for t in a.sentence.tokens[a.head : b.head])


def _parts_of_one(one: Outlined, before: Outlined) -> bool:
    """Whether one verb foretells both: "that would mean A, B and C"."""
    a, b = before.sight, one.sight
    return a.sentence.index == b.sentence.index and a.verb.i == b.verb.i and a.head != a.verb.i


def _runs_on(one: Outlined, before: Outlined) -> bool:
    """Whether a "would" goes on, in the next sentence of a paragraph, from one by the same forecaster."""
    a, b = before.sight.sentence, one.sight.sentence
    both = one.sight.way == "would" and before.sight.way in ("would", "may")
    near = a.paragraph == b.paragraph and b.index - a.index == 1
    return both and near and one.who is not None and one.who == before.who and not one.condition


def _reason(n: int, told: Sequence[Outlined], lore: Lore) -> tuple[int, ...]:
    """An outlook of the same sentence that "because" gives as the reason."""
    sentence = told[n].sight.sentence
    causes = lore.lexicon.words["causes"]
    found = []
    for i, other in enumerate(told[n + 1 : n + 4], n + 1):
        if other.sight.sentence.index != sentence.index:
            break
        between = sentence.tokens[max(told[n].tokens) : min(other.tokens) + 1]
        if any(t.lower in causes and (t.dep == "mark" or t.lower == "for") for t in between[-4:]) and not any(
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
    end = min(sight.verb.i + _WINDOW, len(sentence.tokens))
    for lo, hi in wordings_in(sentence, low, end, lore.lexicon.wordings["consequently"]):
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
    """Whether a "however" or "instead" before the verb or right behind it sets it beside another."""
    sentence = sight.sentence
    lo, hi = max(sight.verb.i - _WINDOW, 0), min(len(sentence.tokens), sight.verb.i + 3)
    return next(wordings_in(sentence, lo, hi, lore.lexicon.wordings["in-contrast"]), None) is not None


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
    wanted = _stems(words, lore)
    for i in near:
        have = told[i].content
        shared = len(wanted & have) / max(len(wanted), 1)
        if shared >= _SAME and (shared > _SAME or len(wanted) > 1 or len(words) <= 3):
            return (i,)
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


def _stems(tokens: Sequence[Token] | Iterator[Token], lore: Lore) -> frozenset[str]:
    """What words have in common with others of their matter: first letters, or the name of the matter."""
    matters = lore.lexicon.tables["matters-alike"]
    return frozenset(
        matters.get(t.lemma.lower(), t.lemma.lower()[:_STEM])
        for t in tokens
        if t.pos in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and t.lemma not in ("be", "have", "do", "go")
    )


def _taken_up(n: int, one: Outlined, near: Sequence[int], told: Sequence[Outlined], lore: Lore) -> int | None:
    """The outlook whose news is this one's subject: "It will mobilise. Mobilisation will bring in …"."""
    sentence = one.sight.sentence
    subject = subject_of(sentence, one.sight.verb)
    inside = one.sight.way == "noun" and one.sight.head != one.sight.verb.i
    if subject is None or subject.tag == "PRP" or inside:
        return None
    below = [sentence.tokens[i] for i in subtree(sentence, subject.i)]
    if any(t.lower == "such" for t in below):
        return near[0]
    wanted = _stems(below, lore)
    for i in near[:2]:
        if told[i].sight.sentence.index < sentence.index - 1:
            break
        if wanted & _news(told[i], subject, lore):
            return i
    return _named_again(n, one, told, lore)


def _news(other: Outlined, subject: Token, lore: Lore) -> frozenset[str]:
    """What an outlook tells of its subject, and of its subject what is no more than named beside it."""
    sentence = other.sight.sentence
    of = subject_of(sentence, other.sight.verb)
    known = set(subtree(sentence, of.i)) if of is not None else set()
    old = _stems((sentence.tokens[k] for k in known), lore)
    news = _stems((sentence.tokens[k] for k in other.tokens if k not in known), lore) - old
    if of is None or subject.lemma == of.lemma:
        return news
    return news | (old - _stems([of], lore))


def _named_again(n: int, one: Outlined, told: Sequence[Outlined], lore: Lore) -> int | None:
    """An earlier outlook by the same forecaster, all of which the subject names: "the marshal's ouster"."""
    wanted = _subject_stems(one, lore)
    if len(wanted) < _NAMED:
        return None
    for i in reversed(_before(n)):
        if told[i].foreseen and told[i].who == one.who and wanted <= told[i].content:
            return i
    return None


def _merely_beside(one: Outlined, before: Outlined) -> bool:
    """Whether a clause stands beside the one before with a mere "and" or comma."""
    return one.sight.sentence.index == before.sight.sentence.index and not any(
        t.text == ";" for t in one.sight.sentence.tokens[min(before.tokens) : max(one.tokens)]
    )


# -- what says the same, and what the contrary


def content_of(sight: Sight, tokens: Sequence[int], lore: Lore) -> frozenset[str]:
    """What the words of a proposition have in common with others of their matter."""
    return _stems((sight.sentence.tokens[i] for i in tokens), lore)


def alike(one: Outlined, other: Outlined) -> bool:
    """Whether two outlooks share half of the words of the shorter, as a headline and its text do."""
    mine, theirs = one.content, other.content
    return len(mine & theirs) >= max(_SAME * min(len(mine), len(theirs)), 1)


def _repeats(n: int, one: Outlined, told: Sequence[Outlined]) -> int | None:
    """The first outlook of the same forecaster in nearly the same words."""
    mine = one.content
    for i in _before(n):
        other = told[i]
        theirs = other.content
        shared = len(mine & theirs)
        if (
            shared >= _NAMED
            and shared >= _REPEATED * min(len(mine), len(theirs))
            and shared >= _SAME * max(len(mine), len(theirs))
            and _same_voice(one, other)
            and _denied(one) == _denied(other)
        ):
            return i
    return None


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
    mine = one.content
    found = []
    for i in _before(n):
        other = told[i]
        if other.who == one.who or (other.who is None and other.sight.sentence.part == "title"):
            continue
        theirs = other.content
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
    return bool(_subject_stems(one, lore) & _subject_stems(other, lore))


def _subject_stems(one: Outlined, lore: Lore) -> frozenset[str]:
    sentence = one.sight.sentence
    subject = subject_of(sentence, one.sight.verb)
    below: Collection[int] = subtree(sentence, subject.i) if subject is not None else ()
    return _stems((sentence.tokens[i] for i in below), lore)
