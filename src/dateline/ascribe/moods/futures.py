"""What a clause foretells, and whether somebody answers for its coming about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from dateline.ascribe.moods.verbs import Verbs
from dateline.lore import Lexicon
from dateline.model import Sentence, Token
from dateline.model.tree import child, children

__all__ = ["Future", "Futures", "Harm"]

_WILL = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_MAY = frozenset({"may", "might"})
_HAVE = frozenset({"have", "'ve", "’ve", "has", "had"})

Harm = Literal["none", "deed", "payback"]


@dataclass(frozen=True, slots=True)
class Future:
    """What a clause foretells: its verb, and whether somebody answers for its coming about."""

    verb: Token
    sure: bool


class Futures:
    """What the verbs of one sentence foretell."""

    def __init__(self, sentence: Sentence, verbs: Verbs, lexicon: Lexicon) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._verbs = verbs
        self._lexicon = lexicon
        self._words = lexicon.words

    def future(self, head: Token) -> Future | None:
        """What the clause foretells, if it does."""
        auxiliaries = {aux.lower for aux in self._verbs.auxiliaries(head)} | {head.lower}
        if auxiliaries & _HAVE and head.lower not in _HAVE:
            return None
        if self._left_open(head):
            return Future(head, False)
        if auxiliaries & _WILL or "would" in auxiliaries:
            return (
                None
                if self._came(head, auxiliaries) or self._wishes(head, auxiliaries)
                else Future(self._deed(head), True)
            )
        if auxiliaries & _MAY:
            return None if self._of_then(head) or self._not_yet(head) else Future(head, False)
        if "could" in auxiliaries:
            able = head.lemma in self._words["perceived"] or self._verbs.negated(head)
            return None if able else Future(head, False)
        return self._going(head) or self._judged(head) or self._like_this(head)

    def _like_this(self, head: Token) -> Future | None:
        """ "THIS is how the war could end": what is named so is foretold."""
        subject = child(self._sentence, head.i, "nsubj")
        below = child(self._sentence, head.i, "ccomp")
        if head.lemma != "be" or subject is None or subject.lower not in ("this", "here") or below is None:
            return None
        asked = any(c.lower in ("how", "what") for c in children(self._sentence, below.i))
        modal = {a.lower for a in self._verbs.auxiliaries(below)} & (_WILL | _MAY | {"could", "would"})
        return Future(head, False) if asked and modal else None

    def _left_open(self, head: Token) -> bool:
        """ "A new offensive cannot be ruled out"."""
        particle = child(self._sentence, head.i, "prt")
        named = f"{head.lemma} {particle.lower}" if particle is not None else head.lemma
        passive = child(self._sentence, head.i, "auxpass") is not None
        return passive and named in self._words["leaves-open"] and self._verbs.negated(head)

    def _of_then(self, head: Token) -> bool:
        """ "It may take weeks, but few doubted that it would fall": what people thought at the time."""
        behind = [t for t in self._tokens[head.i :] if t.pos not in ("ADV", "PUNCT")]
        return any(
            who.lower in self._words["people-at-large"]
            and verb.tag in ("VBD", "VBN")
            and any(c.thought or c.stance == "doubts" for c in self._lexicon.verb_cues.get(verb.lemma, ()))
            for who, verb in pairwise(behind)
        )

    def _not_yet(self, head: Token) -> bool:
        """ "They may not be beaten yet, but …": what is granted of now."""
        below = {c.lower for c in children(self._sentence, head.i, "advmod", "neg", "auxpass")}
        return bool(below & {"yet", "already"}) and (head.lemma == "be" or "be" in below)

    def _came(self, head: Token, auxiliaries: set[str]) -> bool:
        """ "He would later claim": the future of a time that is past has come."""
        later = any(c.lower in self._words["in-the-end"] for c in children(self._sentence, head.i, "advmod"))
        return "would" in auxiliaries and later and head.dep in ("ROOT", "conj", "relcl")

    def averted(self, head: Token) -> bool:
        """ "If the bridge had not been blown, we would not be here": what would be now and is not."""
        if not any(a.lower == "would" for a in self._verbs.auxiliaries(head)):
            return False
        conditions = [c for c in children(self._sentence, head.i, "advcl") if self._verbs.in_condition(c)]
        return any(
            a.lower in ("had", "'d", "’d") for c in conditions for a in children(self._sentence, c.i, "aux")
        )

    def or_else(self, head: Token) -> bool:
        """ "Lay down your arms or die": what befalls whoever does not obey."""
        above = self._tokens[head.head]
        if head.dep != "conj" or not any(
            c.lower == "or" and above.i < c.i < head.i for c in children(self._sentence, above.i, "cc")
        ):
            return False
        return head.lemma in self._words["befallen"] | self._words["harms"]

    def _wishes(self, head: Token, auxiliaries: set[str]) -> bool:
        """ "would like", "would not say", "will not comment"; but not "would not give up"."""
        if self._verbs.negated(head):
            particle = child(self._sentence, head.i, "prt") is not None
            return head.lemma in self._words["disclosing"] and not particle
        return "would" in auxiliaries and head.lemma in self._words["would-politely"]

    def _going(self, head: Token) -> Future | None:
        """ "is going to fall" is as sure as "will"; "is expected to", "is likely to" less so."""
        below = self._below(head)
        if self._looks_back(head, below):
            return None
        if head.lemma == "go" and head.tag == "VBG" and below is not None:
            past = any(a.lower in ("was", "were") for a in children(self._sentence, head.i, "aux"))
            return None if past else Future(self._deed(below), True)
        wanted = self._words["about-to"] | {"about"}
        if below is None or below.lemma not in self._words["no-deeds"]:
            # "The talks are set to open" is arranged, "prices are set to rise" is not.
            wanted = wanted - self._words["arranged"]
        if head.tag in ("VBD", "VBN") and not any(
            a.tag in ("VBZ", "VBP") for a in children(self._sentence, head.i, "auxpass", "aux")
        ):
            # "was about to", "were expected to" tell of what was, or was thought.
            return None
        if head.lower in wanted and below is not None and head.tag in ("VBN", "JJ"):
            return Future(below, False)
        for c in children(self._sentence, head.i, "acomp", "oprd", "attr"):
            verb = next((x for x in children(self._sentence, c.i, "xcomp") if self._verbs.to(x)), below)
            if head.lemma in ("be", "remain", "look", "seem") and c.lower in wanted and verb is not None:
                return Future(verb, False)
        return None

    def _below(self, head: Token) -> Token | None:
        return next((c for c in children(self._sentence, head.i, "xcomp") if self._verbs.to(c)), None)

    def _looks_back(self, head: Token, below: Token | None) -> bool:
        """ "is unlikely to have been repaired" tells of what was."""
        judged = [self._below(c) for c in children(self._sentence, head.i, "acomp", "oprd")]
        return any(
            verb is not None and any(a.lower == "have" for a in children(self._sentence, verb.i, "aux"))
            for verb in (below, *judged)
        )

    def _judged(self, head: Token) -> Future | None:
        """ "further raids are likely", "an attack is imminent"; not "it is possible that it fell"."""
        if any(child(self._sentence, head.i, dep) for dep in ("ccomp", "csubj", "expl")):
            return None
        if self._looks_back(head, None):
            return None
        judged = children(self._sentence, head.i, "acomp")
        present = head.lemma in ("be", "remain", "seem", "look", "appear", "become") and head.tag in (
            "VBZ",
            "VBP",
        )
        if present and any(c.lower in self._words["judged"] for c in judged):
            return Future(head, False)
        looms = head.tag in ("VBZ", "VBP") or any(
            a.tag in ("VBZ", "VBP") for a in children(self._sentence, head.i, "aux")
        )
        if looms and head.lower in self._words["judged"]:
            return Future(head, False)
        return None

    def arranged(self, head: Token) -> bool:
        """ "is to open", "are due to meet", "plans to return", "have decided to wait"."""
        below = [c for c in children(self._sentence, head.i, "xcomp") if self._verbs.to(c)]
        if below and head.lemma != "be" and below[0].lemma in self._words["no-deeds"]:
            return False
        if head.lemma == "be" and head.tag in ("VBZ", "VBP") and below:
            between = self._tokens[head.i + 1 : below[0].i]
            return all(t.dep in ("aux", "neg", "advmod", "auxpass") for t in between) or any(
                c.lower in self._words["arranged"] for c in children(self._sentence, head.i, "acomp")
            )
        passive = any(
            a.lower in ("is", "are", "'s", "’s") for a in children(self._sentence, head.i, "auxpass")
        )
        return passive and head.lower in self._words["arranged"] and bool(below)

    def _deed(self, verb: Token) -> Token:
        """The verb that says what is done: "will continue to shell", "will have to leave"."""
        below = next((c for c in children(self._sentence, verb.i, "xcomp") if self._verbs.to(c)), None)
        return (
            below if below is not None and verb.lemma in ("continue", "go", "begin", "start", "try") else verb
        )

    def able(self, head: Token, verb: Token, subject: Token | None) -> bool:
        """Whether somebody can answer for its coming about."""
        kind = self._verbs.kind(subject)
        if subject is None or subject.dep == "expl":
            return False
        arms = "weapon" in self._lexicon.noun_classes.get(subject.lemma, ())
        if arms and verb.lemma not in self._words["harms"]:
            # "The drones would not widen the war": nobody's deed.
            return False
        passive = child(self._sentence, verb.i, "auxpass") is not None
        if verb.lemma == "be":
            described = list(children(self._sentence, head.i, "acomp", "attr"))
            return not described or any(c.lower in self._words["harms"] for c in described)
        if kind in ("we", "they", "it", "one"):
            return (
                not passive
                and verb.lemma not in self._words["befallen"]
                and (kind == "we" or verb.lemma not in self._words["no-deeds"])
            )
        foreign = subject.lemma in self._words["foes"] and not passive
        return not foreign and (passive or verb.lemma not in self._words["no-deeds"])

    def harm(self, head: Token, own: Sequence[int], verb: Token) -> Harm:
        """Whether it would hurt: "we will burn their fields", "it will not go unanswered"."""
        if any(self._tokens[i].lower in self._words["harm-signs"] for i in own):
            return "payback"
        if verb.lemma == "pay" and any(p.lower == "for" for p in children(self._sentence, verb.i, "prep")):
            # "They will pay for this"; "we will pay for the repairs" is kept for who says "we".
            return "none" if self._verbs.kind(self._verbs.subject(head)) == "we" else "payback"
        if verb.lemma == "meet" and child(self._sentence, verb.i, "auxpass") is not None:
            # "Any attack will be met with fire."
            return (
                "payback"
                if any(p.lower == "with" for p in children(self._sentence, verb.i, "prep"))
                else "none"
            )
        if verb.lemma in self._words["responses"] and self._of_blows(verb):
            return "none" if self._verbs.negated(head) else "deed"
        named = {verb.lemma, verb.lower, *(c.lower for c in children(self._sentence, verb.i, "acomp"))}
        return "deed" if named & self._words["harms"] and not self._verbs.negated(head) else "none"

    def _of_blows(self, verb: Token) -> bool:
        """ "We will answer any attack", "will respond to provocations"."""
        to = [p for p in children(self._sentence, verb.i, "prep") if p.lower == "to"]
        met = [*children(self._sentence, verb.i, "dobj")]
        met += [n for p in to for n in children(self._sentence, p.i, "pobj")]
        return any(n.lemma in self._words["blows"] for n in met)

    def depends(self, head: Token) -> bool:
        """ "If it carries tanks, we have a problem"."""
        present = head.tag in ("VBZ", "VBP") or any(
            aux.tag in ("VBZ", "VBP") for aux in children(self._sentence, head.i, "aux")
        )
        done = any(aux.lower in _HAVE for aux in children(self._sentence, head.i, "aux"))
        if head.lemma in self._lexicon.verb_cues:
            # "She wonders if he is there": the parser takes what she asks for a condition.
            return False
        return (
            present
            and not done
            and any(self._verbs.in_condition(c) for c in children(self._sentence, head.i, "advcl"))
        )
