"""What stands around a clause's verb: its subject, auxiliaries, negation and the mark after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dateline.model import Sentence, Token
from dateline.model.tree import child, children

__all__ = ["NEVER", "SUBJECTS", "Subject", "Verbs"]

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
NEVER = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "nothing"})
_NOBODY = frozenset({"nobody", "none", "nothing", "no", "whoever", "anyone", "anybody", "neither", "no-one"})

Subject = Literal["we", "they", "it", "one", "other", "nobody"]


class Verbs:
    """One sentence's verbs."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens

    def to(self, token: Token) -> bool:
        """Whether it is an infinitive with “to”."""
        return any(aux.lower == "to" for aux in children(self._sentence, token.i, "aux"))

    def auxiliaries(self, head: Token) -> Iterator[Token]:
        """A verb's auxiliaries; a bare coordinated form shares those of the first."""
        own = list(children(self._sentence, head.i, "aux", "auxpass"))
        yield from own
        above = self._tokens[head.head]
        if not own and head.dep == "conj" and above.pos in ("VERB", "AUX") and head.tag == above.tag:
            yield from children(self._sentence, above.i, "aux", "auxpass")

    def negated(self, head: Token) -> bool:
        """Whether the verb, its auxiliary or one of its roles is negated: "nobody fired"."""
        marks = [
            *children(self._sentence, head.i),
            *(
                c
                for aux in children(self._sentence, head.i, "aux", "auxpass")
                for c in children(self._sentence, aux.i)
            ),
        ]
        if any(c.lower in NEVER and c.dep in ("neg", "advmod", "preconj") for c in marks):
            return True
        roles = children(self._sentence, head.i, "nsubj", "nsubjpass", "dobj", "attr", "expl")
        return any(
            word.lower in ("nobody", "none", "nothing", "neither", "no")
            for role in roles
            for word in (role, *children(self._sentence, role.i, "det", "neg"))
        )

    def subject(self, head: Token) -> Token | None:
        """The subject; a coordinated verb shares that of the first."""
        for _ in self._tokens:
            subject = child(self._sentence, head.i, *SUBJECTS)
            if subject is not None or head.dep != "conj":
                return subject
            head = self._tokens[head.head]
        return None

    def kind(self, subject: Token | None) -> Subject:
        """Who the subject is, as far as a pronoun tells."""
        if subject is None or subject.dep == "expl":
            return "other"
        around = {
            subject.lower,
            *(c.lower for c in children(self._sentence, subject.i, "poss", "det", "neg")),
        }
        if around & {"i", "we", "our", "my"}:
            return "we"
        if subject.dep in ("csubj", "csubjpass") or around & _NOBODY:
            return "nobody"
        if subject.lower == "they":
            return "they"
        if subject.lower == "it":
            return "it"
        return "one" if subject.lower in ("he", "she") else "other"

    def asked(self, head: Token) -> bool:
        """Whether the next full stop after the verb is a question mark."""
        for token in self._tokens[head.i :]:
            if token.text in (".", "!", "?") or token.text.startswith("?"):
                return token.text.startswith("?")
        return False

    def in_condition(self, head: Token) -> bool:
        """Whether the clause begins with "if" or "unless", or with its auxiliary: "had it held"."""
        return any(m.lower in ("if", "unless") for m in children(self._sentence, head.i, "mark")) or (
            self.inverted(head)
        )

    def inverted(self, head: Token) -> bool:
        """ "Should they attack", "were it to lapse", "had the dam held": conditions without an "if"."""
        subject = child(self._sentence, head.i, *SUBJECTS)
        if head.dep != "advcl" or subject is None:
            return False
        first = [head, *children(self._sentence, head.i, "aux", "auxpass")]
        return any(a.lower in ("should", "were", "had") and a.i < subject.i for a in first)
