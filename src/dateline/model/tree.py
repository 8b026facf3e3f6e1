"""Walking a sentence's tree. Pure functions over `Sentence`, shared by every step that reads syntax."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model.text import Sentence, Span, Token

__all__ = [
    "ancestors",
    "apart",
    "before",
    "child",
    "children",
    "conjuncts",
    "deadline",
    "first_conjunct",
    "in_present",
    "noun_phrase",
    "objects_of",
    "reach",
    "span",
    "subtree",
]

# What hangs on a noun without being part of its name or short description.
# With a time behind them, these tell until when something is done: within weeks, by June, through the winter.
_LIMITS = frozenset({"by", "within", "until", "till", "before", "through"})
# "By night" and "by the hour" tell how, not until when.
_HOW = frozenset({"night", "day", "hour", "minute"})
_LOOSE = frozenset({"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "parataxis", "dep", "preconj"})


def children(sentence: Sentence, i: int, *deps: str) -> list[Token]:
    """The dependents of token `i`, in order; with `deps`, only those."""
    tokens = sentence.tokens
    below = tokens[i].children
    # Half of all words have none.
    if not below:
        return []
    if not deps:
        return [tokens[c] for c in below]
    return [token for c in below if (token := tokens[c]).dep in deps]


def child(sentence: Sentence, i: int, *deps: str) -> Token | None:
    """The first dependent of token `i` with one of `deps`, or None."""
    # Asked for some ten thousand times a report, and mostly of words that have none.
    tokens = sentence.tokens
    for c in tokens[i].children:
        if not deps or tokens[c].dep in deps:
            return tokens[c]
    return None


def ancestors(sentence: Sentence, i: int) -> Iterator[Token]:
    """The heads above token `i`, nearest first. Bounded by the sentence's length."""
    for _ in sentence.tokens:
        head = sentence.tokens[i].head
        if head == i:
            return
        i = head
        yield sentence.tokens[i]


def apart(sentence: Sentence, a: int, b: int) -> bool:
    """Whether a semicolon stands between two tokens: whatever the parser says, these are two sentences."""
    lo, hi = sorted((a, b))
    return any(token.text == ";" for token in sentence.tokens[lo:hi])


def subtree(sentence: Sentence, i: int, skip: frozenset[str] = frozenset()) -> list[int]:
    """Token `i` and all below it, sorted; branches whose relation is in `skip` are left out."""
    tokens = sentence.tokens
    found = [i]
    # It grows while it is gone through, until nothing hangs below.
    for at in found:
        below = tokens[at].children
        if below:
            found += [c for c in below if tokens[c].dep not in skip] if skip else below
    found.sort()
    return found


def reach(sentence: Sentence, i: int, skip: frozenset[str] = frozenset()) -> tuple[int, int]:
    """First and last-plus-one token of the subtree of `i`."""
    below = subtree(sentence, i, skip)
    return below[0], below[-1] + 1


def noun_phrase(sentence: Sentence, i: int) -> tuple[int, int]:
    """The contiguous noun phrase around head `i` without relative clauses, appositions and coordination."""
    below = set(subtree(sentence, i, _LOOSE))
    lo = hi = i
    while lo - 1 in below:
        lo -= 1
    while hi + 1 in below:
        hi += 1
    return lo, hi + 1


def before(sentence: Sentence, i: int) -> list[int]:
    """What stands before token `i` as a part of its phrase, also where brackets come between."""
    return [k for k in subtree(sentence, i, _LOOSE) if k < i]


def span(sentence: Sentence, lo: int, hi: int) -> Span:
    """Tokens [lo, hi) as a span of the document."""
    start, end = sentence.tokens[lo].start, sentence.tokens[hi - 1].end
    return Span(start, end, sentence.text[start - sentence.start : end - sentence.start])


def conjuncts(sentence: Sentence, i: int) -> list[int]:
    """Token `i` and what is coordinated with it to its right, in order."""
    found = [i]
    for at in found:
        found.extend(c.i for c in children(sentence, at, "conj"))
    return found


def deadline(sentence: Sentence, i: int, times: frozenset[str]) -> Token | None:
    """The first preposition of a time limit that hangs on a verb: "falls *within* weeks", "ends *by* June".

    `times` are the lemmas of nouns of time that name no date.
    """
    for prep in children(sentence, i, "prep"):
        time = child(sentence, prep.i, "pobj") if prep.lower in _LIMITS else None
        if time is None or not (time.lemma in times or time.ent == "DATE"):
            continue
        counted = any(children(sentence, time.i, "nummod", "amod"))
        if prep.lower != "by" or time.lemma not in _HOW or counted:
            return prep
    return None


def in_present(sentence: Sentence, i: int) -> bool:
    """Whether a verb stands in the present: "falls", "is cut off"; not "fell", "has fallen", "will fall"."""
    tag = sentence.tokens[i].tag
    if tag == "VBN":
        auxiliaries = children(sentence, i, "aux", "auxpass")
        return bool(auxiliaries) and all(a.lemma == "be" and a.tag in ("VBZ", "VBP") for a in auxiliaries)
    return tag in ("VBZ", "VBP")


def first_conjunct(sentence: Sentence, i: int) -> int:
    """The head of the coordination that token `i` belongs to."""
    for _ in sentence.tokens:
        if sentence.tokens[i].dep != "conj":
            break
        i = sentence.tokens[i].head
    return i


def objects_of(sentence: Sentence, i: int, prepositions: frozenset[str] | None = None) -> Iterator[Token]:
    """Objects of the prepositions that hang on token `i` (of `prepositions` only, when given)."""
    for prep in children(sentence, i, "prep", "agent", "dative"):
        if prep.pos != "ADP" and prep.dep != "agent":
            continue
        if prepositions is None or prep.lower in prepositions:
            yield from children(sentence, prep.i, "pobj")
            for inner in children(sentence, prep.i, "prep"):
                if prepositions is None or inner.lower in prepositions:
                    yield from children(sentence, inner.i, "pobj")
