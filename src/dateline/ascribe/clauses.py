"""Shapes of clauses: what a cue's verb governs, what is put into it, what the parser hung elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.lore.schema import Cue
from dateline.model import Sentence, Token
from dateline.model.tree import child, children

__all__ = [
    "as_what",
    "clause_head",
    "continues",
    "gerunds_of",
    "infinitives_of",
    "is_inserted",
    "on_object",
    "particles_of",
    "is_passive",
    "stretches",
    "has_that",
]


def is_inserted(sentence: Sentence, token: Token) -> bool:
    """Whether it is put into what it reports: "The dam, he said, had failed"; "as the minister said, …"."""
    opened = child(sentence, token.i, "mark", "advmod")
    return token.dep == "parataxis" or (token.dep == "advcl" and opened is not None and opened.lower == "as")


def infinitives_of(sentence: Sentence, token: Token) -> list[Token]:
    """Infinitives that a verb governs: "vowed to retake"."""
    verbs = children(sentence, token.i, "xcomp")
    return [t for t in verbs if child(sentence, t.i, "aux") or t.tag == "VB"]


def gerunds_of(sentence: Sentence, token: Token, cue: Cue) -> list[Token]:
    """A gerund is said like a clause: "denied losing the base"."""
    verbs = children(sentence, token.i, "xcomp", "pcomp")
    return [t for t in verbs if t.tag == "VBG"] if not cue.weak else []


def on_object(sentence: Sentence, token: Token, cue: Cue) -> list[Token]:
    """What the parser hung on whom it was told to: "notified them that …", "exhorted the crowd to go"."""
    told = [t.i for t in children(sentence, token.i, "dobj")]
    clauses: list[Token] = []
    if "clause" in cue.takes:
        clauses = [c for i in told for c in children(sentence, i, "acl", "relcl") if has_that(sentence, c)]
    if clauses or "infinitive" not in cue.takes:
        return clauses
    return [c for i in told for c in children(sentence, i, "acl", "relcl", "xcomp") if c.tag == "VB"]


def as_what(sentence: Sentence, token: Token, cue: Cue, words: Mapping[str, frozenset[str]]) -> list[Token]:
    """What somebody calls something: "described it as an attack"."""
    if cue.lemma not in words["calling"]:
        return []
    return [p for p in children(sentence, token.i, "prep") if p.lower == "as"][:1]


def continues(sentence: Sentence, clause: Token) -> bool:
    """A clause after ", he said," that goes on with it: a reason or a participle ("…, killing four")."""
    if any(mark.lower == "because" for mark in children(sentence, clause.i, "mark")):
        return True
    return clause.tag == "VBG" and not any(children(sentence, clause.i, "nsubj", "mark"))


def has_that(sentence: Sentence, clause: Token) -> bool:
    """A clause that completes a noun or verb ("the claim that …"), not one that describes."""
    return any(mark.lower == "that" and mark.dep == "mark" for mark in children(sentence, clause.i))


def particles_of(sentence: Sentence, token: Token, words: Sequence[str]) -> list[int] | None:
    """The tokens of a cue's particle or preposition; None when they are missing."""
    found: list[int] = []
    for word in words:
        at = next((t.i for t in children(sentence, token.i) if t.lower == word and t.i > token.i), None)
        if at is None and found:
            at = next((t.i for t in children(sentence, found[-1]) if t.lower == word), None)
        if at is None:
            return None
        found.append(at)
    return found


def is_passive(sentence: Sentence, token: Token) -> bool:
    """Whether a verb stands in the passive: its subject is not who says it."""
    if token.tag != "VBN":
        return False
    return any(children(sentence, token.i, "auxpass", "nsubjpass", "agent")) or token.dep in ("acl", "amod")


def clause_head(sentence: Sentence, token: Token) -> Token:
    """The verb whose clause `token` belongs to."""
    for _ in sentence.tokens:
        if token.pos in ("VERB", "AUX") or token.head == token.i:
            return token
        token = sentence.tokens[token.head]
    return token


def stretches(sentence: Sentence, below: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted token numbers as runs; gaps of mere marks are bridged, runs of mere marks dropped."""
    runs: list[tuple[int, int]] = []
    for i in below:
        if runs and all(sentence.tokens[k].pos == "PUNCT" for k in range(runs[-1][1], i)):
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return [
        (lo, hi)
        for lo, hi in runs
        if any(t.pos not in ("PUNCT", "CCONJ", "SCONJ") for t in sentence.tokens[lo:hi])
    ]
