"""What a clause rejects or leaves open: lies, denials, answers in the negative, what nobody could check."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ascribe.moods.futures import Futures
from dateline.ascribe.moods.verbs import Verbs
from dateline.lore import Lexicon
from dateline.model import Sentence, Token
from dateline.model.tree import child, children

__all__ = ["Rejections"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_POINTING = frozenset({"that", "this", "it", "these", "those", "they", "all", "which", "none"})
_ANSWERS = frozenset({"it", "they", "he", "she", "we", "i", "that", "this"})
# A sentence without a verb that rejects is short: "Total nonsense.", "VERDICT: False."
_SHORT = 6


class Rejections:
    """What the clauses of one sentence reject or doubt; `before` it stand the sentences they may answer."""

    def __init__(
        self,
        sentence: Sentence,
        before: Sequence[Sentence],
        verbs: Verbs,
        futures: Futures,
        lexicon: Lexicon,
    ) -> None:
        self._sentence = sentence
        self._before = before
        self._tokens = sentence.tokens
        self._verbs = verbs
        self._futures = futures
        self._words = lexicon.words

    def rejects(self, head: Token) -> bool:
        """Whether the clause rejects what was said, or is a sentence without a verb that does."""
        if head.pos not in ("VERB", "AUX"):
            return head.head == head.i and self._verbless()
        return self._lying(head) or self._called_false(head) or self._never_was(head) or self._cut_short(head)

    def _lying(self, head: Token) -> bool:
        """ "The enemy is lying": but not "the mill is lying in ruins"."""
        present = any(
            a.lower in ("is", "are", "'s", "’s", "'re", "’re")
            for a in children(self._sentence, head.i, "aux")
        )
        bare = not any(children(self._sentence, head.i, "prep", "advmod", "acomp", "prt"))
        return (
            head.lower == "lying"
            and present
            and bare
            and not self._verbs.negated(head)
            and self._said_plainly(head)
        )

    def _said_plainly(self, head: Token) -> bool:
        """Whether the clause is a sentence of its own or quoted before its cue: not "says he is lying"."""
        above = self._tokens[head.head]
        return head.dep == "ROOT" or (head.dep == "ccomp" and above.i > head.i)

    def _verbless(self) -> bool:
        """ "False.", "Not true.", "Total nonsense." """
        words = [t for t in self._tokens if t.text[0].isalnum()]
        if not 0 < len(words) <= _SHORT or any(t.tag in _FINITE for t in words):
            return False
        last = words[-1]
        if any(t.text == ":" for t in self._tokens):
            words = words[-1:]
        if last.lower in self._words["falsities"] and last.lower not in ("errors", "invented"):
            return all(t.pos in ("DET", "ADJ", "ADV", "NOUN", "PROPN", "INTJ") for t in words)
        return last.lower in self._words["truths"] and words[0].lower == "not"

    def _called_false(self, head: Token) -> bool:
        """ "That is a lie", "The report is untrue", "It is not true", "There is no truth in it"."""
        if head.lemma != "be":
            return False
        negated = self._verbs.negated(head)
        subject = child(self._sentence, head.i, "nsubj", "expl")
        for c in children(self._sentence, head.i, "acomp", "attr"):
            named = {c.lower} | {x.lower for x in children(self._sentence, c.i, "conj", "amod")}
            named |= {
                n.lower
                for p in children(self._sentence, c.i, "prep")
                if c.lower == "full"
                for n in children(self._sentence, p.i, "pobj")
            }
            if subject is not None and subject.dep == "expl":
                if negated and c.lower in self._words["grounds"]:
                    return True
            elif self._about_saying(subject):
                false = bool(named & self._words["falsities"]) and not negated
                return false or (negated and bool(named & self._words["truths"]))
        return False

    def _about_saying(self, subject: Token | None) -> bool:
        """Whether a saying as such is judged; "two of three such claims were false" only counts them."""
        if subject is None:
            return True
        if any(c.dep == "nummod" or c.lower == "such" for c in children(self._sentence, subject.i)):
            return False
        return subject.lower in _POINTING or subject.lemma in self._words["called-false"]

    def _never_was(self, head: Token) -> bool:
        """ "It never happened", "No such raid took place", "Nothing of the kind occurred".

        "It may not happen until spring" rejects nothing: it foretells.
        """
        if head.lemma not in self._words["taking-place"] or not self._verbs.negated(head):
            return False
        if self._futures.future(head) is not None:
            return False
        subject = self._verbs.subject(head)
        if subject is None or (
            head.lemma == "take"
            and not any(c.lower == "place" for c in children(self._sentence, head.i, "dobj"))
        ):
            return False
        such = any(c.lower == "such" for c in children(self._sentence, subject.i))
        if subject.lower == "nothing":
            # "Nothing of the kind occurred"; "nothing happened" only tells.
            return child(self._sentence, subject.i, "prep") is not None
        return such or subject.lower in _POINTING

    def _cut_short(self, head: Token) -> bool:
        """ "It was not.", "They did not.", "It has not fallen.": a bare negative answers what was said."""
        deps = ("nsubj", "nsubjpass", "neg", "punct", "advmod", "cc", "intj", "aux", "auxpass")
        below = list(children(self._sentence, head.i))
        subject = self._verbs.subject(head)
        if (
            subject is None
            or not self._verbs.negated(head)
            or head.dep not in ("ROOT", "ccomp")
            or self._verbs.asked(head)
        ):
            return False
        bare = all(c.dep in deps for c in below) and subject.lower in _ANSWERS
        after = self._tokens[max(c.i for c in (head, *below) if c.pos != "PUNCT") + 1 :][:1]
        if not bare or (after and after[0].pos != "PUNCT") or self._futures.future(head) is not None:
            return False
        return head.pos == "AUX" or any(
            t.lemma == head.lemma and t.pos == "VERB" and not any(children(before, t.i, "neg"))
            for before in self._before
            for t in before.tokens
        )

    def doubts(self, head: Token) -> bool:
        """ "whether it fell" (but for who asks), "could not be verified", "was unable to verify it"."""
        if head.dep in ("ccomp", "csubj", "pcomp", "acl") and any(
            m.lower in ("whether", "if") for m in children(self._sentence, head.i, "mark")
        ):
            return True
        unknown = self._verbs.negated(head) or any(
            c.lower in ("unclear", "uncertain", "unknown", "doubtful", "unconfirmed")
            for c in children(self._sentence, head.i, "acomp")
        )
        if (
            head.lemma in ("be", "remain")
            and unknown
            and any(
                m.lower in ("whether", "if")
                for c in children(self._sentence, head.i, "ccomp", "csubj", "advcl")
                for m in children(self._sentence, c.i, "mark")
                if c.i > head.i
            )
        ):
            return True
        said = any(children(self._sentence, head.i, "ccomp")) or any(
            child(self._sentence, c.i, "acl", "ccomp")
            for c in children(self._sentence, head.i, "attr", "acomp")
        )
        if head.lemma in ("be", "remain") and said and self._wants_proof(head):
            return True
        if (
            self._thought_not(head)
            or self._unconfirmed(head)
            or self._hard_to_believe(head)
            or self._without_proof(head)
        ):
            return True
        checks = self._words["checks"]
        for verb in (head, *children(self._sentence, head.i, "xcomp")):
            unable = head.lemma == "unable" or any(
                c.lower in ("unable", "impossible") for c in children(self._sentence, head.i, "acomp")
            )
            could = any(a.lower in ("could", "can", "ca") for a in children(self._sentence, head.i, "aux"))
            possible = any(c.lower == "possible" for c in children(self._sentence, head.i, "acomp"))
            if verb.lemma in checks and (unable or ((could or possible) and self._verbs.negated(head))):
                return True
        return False

    def _thought_not(self, head: Token) -> bool:
        """ "I don't think they will come"."""
        thought = head.lemma in self._words["opinions"] and self._verbs.negated(head)
        return thought and any(c.i > head.i for c in children(self._sentence, head.i, "ccomp"))

    def _unconfirmed(self, head: Token) -> bool:
        """ "Reports that it fell remain unconfirmed"."""
        judged = children(self._sentence, head.i, "acomp")
        subject = child(self._sentence, head.i, "nsubj")
        open_yet = any(c.lower in ("unconfirmed", "unverified", "unproven") for c in judged)
        return open_yet and subject is not None and self._about_saying(subject)

    def _hard_to_believe(self, head: Token) -> bool:
        """ "It is hard to imagine that it fell"."""
        below = child(self._sentence, head.i, "xcomp")
        hard = any(c.lower in ("hard", "difficult") for c in children(self._sentence, head.i, "acomp"))
        return (
            head.lemma == "be"
            and hard
            and below is not None
            and below.lemma in ("imagine", "believe", "see", "conceive")
            and child(self._sentence, below.i, "ccomp") is not None
        )

    def _without_proof(self, head: Token) -> bool:
        """ "We have no indication that a plane was lost"."""
        proofs = [c for c in children(self._sentence, head.i, "dobj") if c.lemma in self._words["proofs"]]
        said = any(child(self._sentence, c.i, "acl", "ccomp") is not None for c in proofs)
        return head.lemma in ("have", "see", "find") and said and self._wants_proof(head)

    def _wants_proof(self, head: Token) -> bool:
        """ "were sceptical that it fell", "there was no confirmation that it fell"."""
        if any(c.lower in self._words["sceptical"] for c in children(self._sentence, head.i, "acomp")):
            return not self._verbs.negated(head)
        return any(
            c.lemma in self._words["proofs"] and any(d.lower == "no" for d in children(self._sentence, c.i))
            for c in children(self._sentence, head.i, "attr", "dobj")
        )
