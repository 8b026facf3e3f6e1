"""What keeps a clause from having happened: its own negation, and words of time that put it off."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.codify.conditions import infinitive
from dateline.model import Sentence, Token
from dateline.model.tree import children

__all__ = ["OUGHT", "WILL", "awaited", "negated", "nobody", "not_yet", "yet_to"]

WILL = frozenset({"will", "'ll", "’ll", "wo", "shall"})
OUGHT = frozenset({"should", "must", "ought", "need"})
_NEVER = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})


def negated(sentence: Sentence, token: Token) -> bool:
    """A "not" or "never" of the verb or its auxiliaries; "nor" before a coordinated verb."""
    for c in _marks(sentence, token.i):
        if c.dep == "neg" or (c.lower in _NEVER and c.dep in ("advmod", "det", "preconj")):
            return True
    if nobody(sentence, token):
        return True
    return _negated_before(sentence, token)


def _negated_before(sentence: Sentence, token: Token) -> bool:
    """ "Neither attacked nor shelled", "did not cross or attack": the first verb's negation holds on."""
    if token.dep != "conj":
        return False
    joints = [c.lower for c in children(sentence, token.head, "cc") if token.head < c.i < token.i]
    if "nor" in joints or "neither" in joints:
        return True
    alone = not any(children(sentence, token.i, "nsubj", "nsubjpass", "aux", "auxpass", "neg"))
    first = sentence.tokens[token.head]
    alike = first.tag == token.tag or (first.tag, token.tag) == ("VBN", "VBD")
    return alone and alike and "or" in joints and "but" not in joints and negated(sentence, first)


def nobody(sentence: Sentence, token: Token) -> bool:
    """The negation stands in a role: "Nobody attacked", "neither side withdrew", "killed no one"."""
    for role in children(sentence, token.i, "nsubj", "nsubjpass", "dobj"):
        words = (role, *children(sentence, role.i, "det", "preconj", "neg"))
        if any(word.lower in ("nobody", "none", "nothing", "neither", "no") for word in words):
            return True
        counted = (role, *children(sentence, role.i, "nummod"))
        if any(c.lower == "not" for word in counted for c in children(sentence, word.i, "neg")):
            # "Not one bullet was fired", "not a single shot"; but not "not only rebels".
            return True
    return False


def yet_to(sentence: Sentence, token: Token) -> bool:
    """ "has yet to comment", "is still to be named"."""
    above = sentence.tokens[token.head]
    if token.dep not in ("xcomp", "ccomp") or above.lemma not in ("have", "be", "remain"):
        return False
    before = (*children(sentence, above.i, "advmod"), *children(sentence, token.i, "advmod"))
    return infinitive(sentence, token.i) and any(
        c.lower in ("yet", "still") and c.i < token.i for c in before
    )


def not_yet(sentence: Sentence, token: Token) -> bool:
    """Whether the clause is still to come: "before we expel", "until it takes office"."""
    marks = children(sentence, token.i, "mark")
    return token.tag in ("VBP", "VBZ", "VB") and any(c.lower in ("before", "until", "once") for c in marks)


def awaited(sentence: Sentence, token: Token) -> bool:
    """Whether a clause of time tells of what is still to come: "when they leave, the schools will open"."""
    if token.dep != "advcl" or token.tag not in ("VBP", "VBZ", "VB"):
        return False
    opens = [c.lower for c in children(sentence, token.i, "mark", "advmod")]
    above = sentence.tokens[token.head]
    if above.lower == "soon" and "as" in opens:
        above = sentence.tokens[above.head]
    elif not {"when", "after", "whenever"}.intersection(opens):
        return False
    return bool((WILL | OUGHT | {"to"}).intersection(c.lower for c in children(sentence, above.i, "aux")))


def _marks(sentence: Sentence, i: int) -> Iterator[Token]:
    yield from children(sentence, i)
    for aux in children(sentence, i, "aux", "auxpass"):
        yield from children(sentence, aux.i)
