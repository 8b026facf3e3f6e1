"""Whether a verb stands under a condition: in an if-clause, over one, or in a condition without "if"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Sentence, Token
from dateline.model.tree import child, children

__all__ = ["auxiliaries_of", "conditional", "infinitive", "supposed"]

_WILL = frozenset({"will", "'ll", "’ll", "wo", "would"})
_IF = frozenset({"if", "unless", "should", "provided", "lest", "assuming", "whether"})


def auxiliaries_of(sentence: Sentence, i: int) -> Iterator[Token]:
    """A verb's auxiliaries; a bare coordinated form shares those of the first."""
    token = sentence.tokens[i]
    own = list(children(sentence, i, "aux", "auxpass"))
    yield from own
    first = sentence.tokens[token.head]
    if not own and token.dep == "conj" and first.pos in ("VERB", "AUX") and token.tag == first.tag:
        yield from children(sentence, first.i, "aux", "auxpass")


def infinitive(sentence: Sentence, i: int) -> bool:
    """Whether a verb, or the one it is coordinated with, stands after "to"."""
    return any(c.lower == "to" and c.dep == "aux" for c in auxiliaries_of(sentence, i))


def conditional(sentence: Sentence, i: int) -> bool:
    """Inside an if-clause, or over one."""
    token = sentence.tokens[i]
    if _shared(sentence, token):
        return True
    if any(c.lower in _IF for c in children(sentence, i, "mark")):
        return not (
            infinitive(sentence, i) and any(c.lower == "whether" for c in children(sentence, i, "mark"))
        )
    if _inverted(sentence, token) or _were_to(sentence, token) or _for_want(sentence, token):
        return True
    if _once(sentence, i):
        return True
    for clause in children(sentence, i, "advcl"):
        if _inverted(sentence, clause) or any(
            c.lower in ("if", "unless") for c in children(sentence, clause.i, "mark")
        ):
            auxiliaries = {a.lower for a in children(sentence, i, "aux", "auxpass")}
            return not (token.tag == "VBD" or auxiliaries & {"was", "were", "had", "has", "have"})
    return (
        _asked(sentence)
        and i == sentence.root
        and any(a.i == 0 for a in children(sentence, i, "aux", "auxpass"))
    )


def _once(sentence: Sentence, i: int) -> bool:
    """What is to come waits for a "once": "the trucks will leave once the ban is lifted"."""
    coming = any(a.lower in _WILL for a in auxiliaries_of(sentence, i))
    return coming and any(
        c.lower == "once" and clause.tag in ("VBZ", "VBP", "VBN")
        for clause in children(sentence, i, "advcl")
        for c in children(sentence, clause.i, "mark", "advmod")
    )


def _shared(sentence: Sentence, token: Token) -> bool:
    """Whether the condition of a coordinated verb is this one's too: "if they cross it and take the town"."""
    first = sentence.tokens[token.head]
    if token.dep != "conj" or first.pos not in ("VERB", "AUX") or token.tag in ("VBD", "VBN", "VBG"):
        return False
    return any(c.lower in ("if", "unless") for c in children(sentence, first.i, "mark"))


def _inverted(sentence: Sentence, token: Token) -> bool:
    """ "Should the rebels attack, …", "Were it to lapse": the auxiliary stands before the subject."""
    subject = child(sentence, token.i, "nsubj", "nsubjpass")
    if token.dep not in ("advcl", "ccomp") or subject is None:
        return False
    first = (token, *children(sentence, token.i, "aux", "auxpass"))
    return not _asked(sentence) and any(
        c.lower in ("should", "were", "had") and c.i < subject.i for c in first
    )


def _for_want(sentence: Sentence, token: Token) -> bool:
    """ "Without more shells the town will fall"; but not "they will leave without their arms"."""
    coming = any(a.lower in _WILL for a in auxiliaries_of(sentence, token.i))
    subject = child(sentence, token.i, "nsubj", "nsubjpass")
    return coming and any(
        p.lower == "without" and subject is not None and p.i < subject.i
        for p in children(sentence, token.i, "prep")
    )


def _were_to(sentence: Sentence, token: Token) -> bool:
    """ "Were the rebels to attack", where the parser hangs the infinitive on the subject."""
    noun = sentence.tokens[token.head]
    above = sentence.tokens[noun.head]
    hung = token.dep in ("relcl", "acl") and noun.dep == "nsubj" and infinitive(sentence, token.i)
    return hung and above.lower == "were" and above.i < noun.i


def supposed(sentence: Sentence, i: int) -> bool:
    """Whether an "if" opens the clause of a verb or that of the verb over it: "if they were to meet"."""
    return any(c.lower in _IF for at in (i, sentence.tokens[i].head) for c in children(sentence, at, "mark"))


def _asked(sentence: Sentence) -> bool:
    return sentence.text.rstrip("”’\"' ").endswith("?")
