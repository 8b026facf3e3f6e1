"""What a clause orders: imperatives, and what must or has to be."""

from __future__ import annotations

from dateline.ascribe.moods.verbs import SUBJECTS, Verbs
from dateline.lore import Lexicon
from dateline.model import Sentence, Token
from dateline.model.tree import child, children

__all__ = ["Orders"]

_HAVE = frozenset({"have", "'ve", "’ve", "has", "had"})
_OUGHT = frozenset({"must", "should", "ought"})
_QUOTES = frozenset("“”‘’\"'«»„‹›")


class Orders:
    """What the verbs of one sentence order."""

    def __init__(self, sentence: Sentence, verbs: Verbs, lexicon: Lexicon) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._verbs = verbs
        self._lexicon = lexicon
        self._words = lexicon.words

    def imperative(self, token: Token) -> bool:
        """A bare verb without a subject at the head of what is said."""
        if self._shouted(token):
            return True
        if self.misread(token):
            return self._sentence.part != "title" and self._opens(token.i)
        if (
            token.tag not in ("VB", "VBP")
            or token.lower in ("be", "thank", "welcome")
            or self._verbs.to(token)
        ):
            return False
        if any(children(self._sentence, token.i, *SUBJECTS)) or self._sentence.part == "title":
            return False
        auxiliaries = list(children(self._sentence, token.i, "aux", "auxpass"))
        if any(aux.lower not in ("do", "let") for aux in auxiliaries):
            return False
        if token.dep == "conj":
            above = self._tokens[token.head]
            return above.pos in ("VERB", "AUX") and self.imperative(above)
        return self._opens(min([token.i, *(aux.i for aux in auxiliaries)]))

    def _shouted(self, token: Token) -> bool:
        """ "Out!", "Hands up!"."""
        words = [t for t in self._tokens if t.text[0].isalnum()]
        short = token.head == token.i and token.pos not in ("VERB", "AUX") and len(words) <= 3
        return (
            short
            and bool(words)
            and words[-1].lower in self._words["commands"]
            and "!" in self._sentence.text
        )

    def misread(self, token: Token) -> bool:
        """A verb that the tagger took for a name because of its capital: "Withdraw from Hama"."""
        return (
            token.tag in ("NN", "NNP", "JJ")
            and token.dep in ("ROOT", "ccomp")
            and token.lower in self._lexicon.verb_frames
            and child(self._sentence, token.i, "prep", "dobj", "prt") is not None
            and not any(children(self._sentence, token.i, "compound", "amod", "det", *SUBJECTS))
        )

    def _opens(self, i: int) -> bool:
        """Whether token `i` stands first in the sentence or a quotation, but for a word such as "please"."""
        while i and (
            self._tokens[i - 1].pos in ("PUNCT", "INTJ")
            or self._tokens[i - 1].lower
            in ("please", "never", "just", "now", "so", "and", "but", "always", "then")
        ):
            if self._tokens[i - 1].text in _QUOTES | {":"}:
                return True
            i -= 1
        return i == 0

    def ought(self, head: Token) -> bool:
        """ "must withdraw", "have to stop"; but not "must have gone", "should be enough"."""
        auxiliaries = {aux.lower for aux in self._verbs.auxiliaries(head)}
        subject = self._verbs.subject(head)
        inverted = subject is not None and any(
            aux.i < subject.i for aux in children(self._sentence, head.i, "aux")
        )
        if self._verbs.in_condition(head) or inverted:
            return False
        if auxiliaries & _OUGHT:
            judged = head.lemma == "be" and child(self._sentence, head.i, "acomp", "attr") is not None
            return not (auxiliaries & _HAVE) and not judged
        if head.lower == "ought":
            return True
        if self._yet(head):
            return False
        if self._wants_of(head) or self._high_time(head):
            return True
        bound = head.lemma in ("have", "need") and head.tag in ("VBZ", "VBP") and not auxiliaries
        bound = bound and child(self._sentence, head.i, "dobj") is None
        first = subject is not None and subject.lower in ("i", "we")
        return (
            bound and not first and any(self._verbs.to(c) for c in children(self._sentence, head.i, "xcomp"))
        )

    def _yet(self, head: Token) -> bool:
        """ "has yet to comment", "has still to decide": what has not been done."""
        return any(c.lower in ("yet", "still") for c in children(self._sentence, head.i, "advmod"))

    def _wants_of(self, head: Token) -> bool:
        """ "wants everyone to leave", "we need the border to stay open"."""
        if head.lemma not in ("need", "want") or head.tag not in ("VBZ", "VBP"):
            return False
        below = child(self._sentence, head.i, "ccomp")
        if below is None or self._verbs.negated(head) or not self._verbs.to(below):
            return False
        return child(self._sentence, below.i, "nsubj", "nsubjpass") is not None

    def _high_time(self, head: Token) -> bool:
        """ "It is time to stop", "the time has come to talk"."""
        if head.lemma not in ("be", "come") or head.tag not in ("VBZ", "VBN"):
            return False
        times = [c for c in children(self._sentence, head.i, "attr", "nsubj") if c.lower == "time"]
        below = [*times, *([head] if times else [])]
        return any(
            self._verbs.to(c)
            for t in below
            for c in children(self._sentence, t.i, "relcl", "acl", "xcomp", "advcl")
        )
