"""sentence[] -> moods: how each clause puts what it says, before anybody is made answerable for it.

A clause is a finite verb, an imperative or a sentence without a verb, with all that hangs on it and is no
clause of its own. What its verb foretells, orders, asks or rejects is grammar; the words that do so without
any grammar stand in the core pack (words.yaml, certainty.yaml).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.lore import Lore
from dateline.lore.schema import CertaintyWord
from dateline.model import Actor, Found, Mood, Sentence, Span, Token, tree
from dateline.model.tree import ancestors, child, children, first_conjunct

__all__ = ["find_moods"]

Put = Literal["tells", "asks", "orders", "rejects", "doubts", "plans", "foretells"]
Link = Literal["main", "content", "condition", "beside", "aside"]
Harm = Literal["none", "deed", "payback"]
Subject = Literal["we", "they", "it", "one", "other", "nobody"]

# Closed classes of grammar.
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_NEVER = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "nothing"})
_WILL = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_MAY = frozenset({"may", "might"})
_HAVE = frozenset({"have", "'ve", "’ve", "has", "had"})
_OUGHT = frozenset({"must", "should", "ought"})
_CONDITION = frozenset({"if", "unless", "provided", "lest", "whether", "that", "so", "once"})
_POINTING = frozenset({"that", "this", "it", "these", "those", "they", "all", "which", "none"})
_ANSWERS = frozenset({"it", "they", "he", "she", "we", "i", "that", "this"})
_QUOTES = frozenset("“”‘’\"'«»„‹›")
_NOBODY = frozenset({"nobody", "none", "nothing", "no", "whoever", "anyone", "anybody", "neither", "no-one"})
# A sentence without a verb that rejects is short: "Total nonsense.", "VERDICT: False."
_SHORT = 6
# How many sentences back a bare negative may answer.
_ANSWERED = 2
# How many words back a "not" turns a booster into a hedge.
_BEFORE = 2


def find_moods(sentences: Sequence[Sentence], actors: Sequence[Found[Actor]], lore: Lore) -> tuple[Mood, ...]:
    """The moods of all clauses of a document, in order of their sentences."""
    known = {(found.sentence, found.head): found.thing for found in actors}
    moods: list[Mood] = []
    for n, sentence in enumerate(sentences):
        before = sentences[max(0, n - _ANSWERED) : n]
        moods.extend(_Reader(sentence, before, known, lore).run(len(moods)))
    return tuple(moods)


@dataclass(frozen=True, slots=True)
class _Future:
    """What a clause foretells: its verb, and whether somebody answers for its coming about."""

    verb: Token
    sure: bool


class _Reader:
    """One sentence's clauses."""

    def __init__(
        self,
        sentence: Sentence,
        before: Sequence[Sentence],
        actors: Mapping[tuple[int, int], Actor],
        lore: Lore,
    ) -> None:
        self._sentence = sentence
        self._before = before
        self._tokens = sentence.tokens
        self._actors = actors
        self._lexicon = lore.lexicon
        self._words = lore.lexicon.words

    def run(self, first: int) -> Iterator[Mood]:
        """The moods; `first` is the index of the sentence's first one among all."""
        heads = [t.i for t in self._tokens if self._heads_clause(t)]
        number = {head: first + n for n, head in enumerate(heads)}
        owned: dict[int, list[int]] = {head: [] for head in heads}
        for token in self._tokens:
            owned[self._clause_of(token, number)].append(token.i)
        marks = list(self._marks())
        for head in heads:
            yield self._mood(self._tokens[head], owned[head], number, marks)

    # -- clauses

    def _heads_clause(self, token: Token) -> bool:
        if token.head == token.i:
            return True
        if self._misread(token) and self._imperative(token):
            return True
        if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass"):
            return False
        if token.tag in _FINITE or any(
            aux.tag in _FINITE for aux in children(self._sentence, token.i, "aux", "auxpass")
        ):
            return True
        return self._imperative(token) or (token.tag in ("VB", "VBN") and self._bare(token))

    def _bare(self, token: Token) -> bool:
        """ "that he leave", or a past that the tagger took for a participle: "said the bakery opened"."""
        subject = child(self._sentence, token.i, "nsubj", "nsubjpass")
        return token.dep == "ccomp" and subject is not None and not self._to(token)

    def _to(self, token: Token) -> bool:
        return any(aux.lower == "to" for aux in children(self._sentence, token.i, "aux"))

    def _imperative(self, token: Token) -> bool:
        """A bare verb without a subject at the head of what is said."""
        if self._shouted(token):
            return True
        if self._misread(token):
            return self._sentence.part != "title" and self._opens(token.i)
        if token.tag not in ("VB", "VBP") or token.lower in ("be", "thank", "welcome") or self._to(token):
            return False
        if any(children(self._sentence, token.i, *_SUBJECTS)) or self._sentence.part == "title":
            return False
        auxiliaries = list(children(self._sentence, token.i, "aux", "auxpass"))
        if any(aux.lower not in ("do", "let") for aux in auxiliaries):
            return False
        if token.dep == "conj":
            above = self._tokens[token.head]
            return above.pos in ("VERB", "AUX") and self._imperative(above)
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

    def _misread(self, token: Token) -> bool:
        """A verb that the tagger took for a name because of its capital: "Withdraw from Hama"."""
        return (
            token.tag in ("NN", "NNP", "JJ")
            and token.dep in ("ROOT", "ccomp")
            and token.lower in self._lexicon.verb_frames
            and child(self._sentence, token.i, "prep", "dobj", "prt") is not None
            and not any(children(self._sentence, token.i, "compound", "amod", "det", *_SUBJECTS))
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

    def _clause_of(self, token: Token, number: Mapping[int, int]) -> int:
        if token.i in number:
            return token.i
        return next(
            (above.i for above in ancestors(self._sentence, token.i) if above.i in number),
            self._sentence.root,
        )

    def _above(self, head: Token, number: Mapping[int, int]) -> int | None:
        return next((number[a.i] for a in ancestors(self._sentence, head.i) if a.i in number), None)

    def _link(self, head: Token) -> Link:
        """Relative clauses, and clauses of time, reason and concession, stand aside."""
        marks = {m.lower for m in children(self._sentence, head.i, "mark", "advmod") if m.i < head.i}
        if head.head == head.i:
            return "main"
        if head.dep == "relcl":
            named = any(c.lower == "that" and c.dep == "mark" for c in children(self._sentence, head.i))
            return "content" if named else "aside"
        if head.dep == "advcl":
            return "condition" if not marks or marks & _CONDITION else "aside"
        if head.dep == "conj":
            first = self._tokens[first_conjunct(self._sentence, head.i)]
            return "aside" if first.dep in ("relcl", "advcl") and self._link(first) == "aside" else "beside"
        return "content"

    # -- moods

    def _mood(
        self,
        head: Token,
        own: Sequence[int],
        number: Mapping[int, int],
        marks: Sequence[tuple[int, int, bool]],
    ) -> Mood:
        link = self._link(head)
        future = self._future(head)
        verb = future.verb if future is not None else head
        subject = self._subject(head)
        inside = set(own)
        found = [(tree.span(self._sentence, lo, hi), boosts) for lo, hi, boosts in marks if lo in inside]
        harm = self._harm(head, own, verb) if future is not None else "none"
        return Mood(
            at=head.start,
            pieces=tuple((span.start, span.end) for span in self._pieces(own)),
            deeds=tuple(self._tokens[i].start for i in self._chain(head.i, inside)),
            above=self._above(head, number),
            under=self._tokens[head.head].start,
            link=link,
            put=self._put(head, future, aside=link == "aside"),
            subject=self._kind(subject),
            doer=self._actors.get((self._sentence.index, subject.i)) if subject is not None else None,
            able=future is not None
            and future.sure
            and (harm == "payback" or self._able(head, verb, subject)),
            harm=harm,
            dated=any(self._tokens[i].ent in ("DATE", "TIME") for i in own),
            hedges=tuple(span for span, boosts in found if not boosts),
            boosts=tuple(span for span, boosts in found if boosts),
        )

    def _chain(self, i: int, inside: Container[int]) -> Iterator[int]:
        """The clause's verb and the verbs that complete it or go with it."""
        found = [i]
        for at in found:
            below = children(self._sentence, at, "xcomp", "conj", "ccomp")
            found.extend(c.i for c in below if c.i in inside and c.pos in ("VERB", "AUX"))
        yield from found

    def _pieces(self, own: Sequence[int]) -> Iterator[Span]:
        lo = 0
        for n in range(1, len(own) + 1):
            if n == len(own) or own[n] != own[n - 1] + 1:
                yield tree.span(self._sentence, own[lo], own[n - 1] + 1)
                lo = n

    def _put(self, head: Token, future: _Future | None, *, aside: bool) -> Put:
        if not aside and self._asked(head):
            return "asks"
        if self._rejects(head):
            return "rejects"
        if self._doubts(head):
            return "doubts"
        if self._imperative(head) or (not aside and self._ought(head)):
            return "orders"
        if self._arranged(head):
            return "plans"
        if self._in_condition(head):
            return "tells"
        return "foretells" if future is not None or self._depends(head) else "tells"

    def _depends(self, head: Token) -> bool:
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
            and any(self._in_condition(c) for c in children(self._sentence, head.i, "advcl"))
        )

    def _in_condition(self, head: Token) -> bool:
        return any(m.lower in ("if", "unless") for m in children(self._sentence, head.i, "mark"))

    def _asked(self, head: Token) -> bool:
        """Whether the next full stop after the verb is a question mark."""
        for token in self._tokens[head.i :]:
            if token.text in (".", "!", "?") or token.text.startswith("?"):
                return token.text.startswith("?")
        return False

    def _ought(self, head: Token) -> bool:
        """ "must withdraw", "have to stop"; but not "must have gone", "should be enough"."""
        auxiliaries = {aux.lower for aux in self._auxiliaries(head)}
        subject = self._subject(head)
        inverted = subject is not None and any(
            aux.i < subject.i for aux in children(self._sentence, head.i, "aux")
        )
        if self._in_condition(head) or inverted:
            return False
        if auxiliaries & _OUGHT:
            judged = head.lemma == "be" and child(self._sentence, head.i, "acomp", "attr") is not None
            return not (auxiliaries & _HAVE) and not judged
        bound = head.lemma in ("have", "need") and head.tag in ("VBZ", "VBP") and not auxiliaries
        bound = bound and child(self._sentence, head.i, "dobj") is None
        first = subject is not None and subject.lower in ("i", "we")
        return bound and not first and any(self._to(c) for c in children(self._sentence, head.i, "xcomp"))

    def _auxiliaries(self, head: Token) -> Iterator[Token]:
        """A verb's auxiliaries; a bare coordinated form shares those of the first."""
        own = list(children(self._sentence, head.i, "aux", "auxpass"))
        yield from own
        above = self._tokens[head.head]
        if not own and head.dep == "conj" and above.pos in ("VERB", "AUX") and head.tag == above.tag:
            yield from children(self._sentence, above.i, "aux", "auxpass")

    def _negated(self, head: Token) -> bool:
        marks = [
            *children(self._sentence, head.i),
            *(
                c
                for aux in children(self._sentence, head.i, "aux", "auxpass")
                for c in children(self._sentence, aux.i)
            ),
        ]
        if any(c.lower in _NEVER and c.dep in ("neg", "advmod", "preconj") for c in marks):
            return True
        roles = children(self._sentence, head.i, "nsubj", "nsubjpass", "dobj", "attr", "expl")
        return any(
            word.lower in ("nobody", "none", "nothing", "neither", "no")
            for role in roles
            for word in (role, *children(self._sentence, role.i, "det", "neg"))
        )

    # -- what is to come

    def _future(self, head: Token) -> _Future | None:
        """What the clause foretells, if it does."""
        auxiliaries = {aux.lower for aux in self._auxiliaries(head)} | {head.lower}
        if auxiliaries & _HAVE and head.lower not in _HAVE:
            return None
        if auxiliaries & _WILL or "would" in auxiliaries:
            return None if self._wishes(head, auxiliaries) else _Future(self._deed(head), True)
        if auxiliaries & _MAY:
            return _Future(head, False)
        if "could" in auxiliaries:
            able = head.lemma in self._words["perceived"] or self._negated(head)
            return None if able else _Future(head, False)
        return self._going(head) or self._judged(head)

    def _wishes(self, head: Token, auxiliaries: set[str]) -> bool:
        """ "would like", "would not say", "will not comment"; but not "would not give up"."""
        if self._negated(head):
            particle = child(self._sentence, head.i, "prt") is not None
            return head.lemma in self._words["disclosing"] and not particle
        return "would" in auxiliaries and head.lemma in self._words["would-politely"]

    def _going(self, head: Token) -> _Future | None:
        """ "is going to fall" is as sure as "will"; "is expected to", "is likely to" less so."""
        below = next((c for c in children(self._sentence, head.i, "xcomp") if self._to(c)), None)
        if head.lemma == "go" and head.tag == "VBG" and below is not None:
            past = any(a.lower in ("was", "were") for a in children(self._sentence, head.i, "aux"))
            return None if past else _Future(self._deed(below), True)
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
            return _Future(below, False)
        for c in children(self._sentence, head.i, "acomp", "oprd", "attr"):
            verb = next((x for x in children(self._sentence, c.i, "xcomp") if self._to(x)), below)
            if head.lemma in ("be", "remain", "look", "seem") and c.lower in wanted and verb is not None:
                return _Future(verb, False)
        return None

    def _judged(self, head: Token) -> _Future | None:
        """ "further raids are likely", "an attack is imminent"; not "it is possible that it fell"."""
        if any(child(self._sentence, head.i, dep) for dep in ("ccomp", "csubj", "expl")):
            return None
        judged = children(self._sentence, head.i, "acomp")
        present = head.lemma in ("be", "remain", "seem", "look", "appear", "become") and head.tag in (
            "VBZ",
            "VBP",
        )
        if present and any(c.lower in self._words["judged"] for c in judged):
            return _Future(head, False)
        return None

    def _arranged(self, head: Token) -> bool:
        """ "is to open", "are due to meet", "plans to return", "have decided to wait"."""
        below = [c for c in children(self._sentence, head.i, "xcomp") if self._to(c)]
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
        below = next((c for c in children(self._sentence, verb.i, "xcomp") if self._to(c)), None)
        return (
            below if below is not None and verb.lemma in ("continue", "go", "begin", "start", "try") else verb
        )

    def _subject(self, head: Token) -> Token | None:
        for _ in self._tokens:
            subject = child(self._sentence, head.i, *_SUBJECTS)
            if subject is not None or head.dep != "conj":
                return subject
            head = self._tokens[head.head]
        return None

    def _kind(self, subject: Token | None) -> Subject:
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

    def _able(self, head: Token, verb: Token, subject: Token | None) -> bool:
        """Whether somebody can answer for its coming about."""
        kind = self._kind(subject)
        if subject is None or subject.dep == "expl":
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

    def _harm(self, head: Token, own: Sequence[int], verb: Token) -> Harm:
        """Whether it would hurt: "we will burn their fields", "it will not go unanswered"."""
        if any(self._tokens[i].lower in self._words["harm-signs"] for i in own):
            return "payback"
        if verb.lemma == "pay" and any(p.lower == "for" for p in children(self._sentence, verb.i, "prep")):
            # "They will pay for this"; "we will pay for the repairs" is kept for who says "we".
            return "none" if self._kind(self._subject(head)) == "we" else "payback"
        if verb.lemma == "meet" and child(self._sentence, verb.i, "auxpass") is not None:
            # "Any attack will be met with fire."
            return (
                "payback"
                if any(p.lower == "with" for p in children(self._sentence, verb.i, "prep"))
                else "none"
            )
        named = {verb.lemma, verb.lower, *(c.lower for c in children(self._sentence, verb.i, "acomp"))}
        return "deed" if named & self._words["harms"] and not self._negated(head) else "none"

    # -- what is rejected

    def _rejects(self, head: Token) -> bool:
        if head.pos not in ("VERB", "AUX"):
            return head.head == head.i and self._verbless()
        return self._called_false(head) or self._never_was(head) or self._cut_short(head)

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
        negated = self._negated(head)
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
        """ "It never happened", "No such raid took place", "Nothing of the kind occurred"."""
        if head.lemma not in self._words["taking-place"] or not self._negated(head):
            return False
        subject = self._subject(head)
        if subject is None or (
            head.lemma == "take"
            and not any(c.lower == "place" for c in children(self._sentence, head.i, "dobj"))
        ):
            return False
        such = any(c.lower == "such" for c in children(self._sentence, subject.i))
        return such or subject.lower in _POINTING | {"nothing"}

    def _cut_short(self, head: Token) -> bool:
        """ "It was not.", "They did not.", "It has not fallen.": a bare negative answers what was said."""
        deps = ("nsubj", "nsubjpass", "neg", "punct", "advmod", "cc", "intj", "aux", "auxpass")
        below = list(children(self._sentence, head.i))
        subject = self._subject(head)
        if (
            subject is None
            or not self._negated(head)
            or head.dep not in ("ROOT", "ccomp")
            or self._asked(head)
        ):
            return False
        bare = all(c.dep in deps for c in below) and subject.lower in _ANSWERS
        after = self._tokens[max(c.i for c in (head, *below) if c.pos != "PUNCT") + 1 :][:1]
        if not bare or (after and after[0].pos != "PUNCT") or self._future(head) is not None:
            return False
        return head.pos == "AUX" or any(
            t.lemma == head.lemma and t.pos == "VERB" and not any(children(before, t.i, "neg"))
            for before in self._before
            for t in before.tokens
        )

    def _doubts(self, head: Token) -> bool:
        """ "whether it fell" (but for who asks), "could not be verified", "was unable to verify it"."""
        if head.dep in ("ccomp", "csubj", "pcomp", "acl") and any(
            m.lower in ("whether", "if") for m in children(self._sentence, head.i, "mark")
        ):
            return True
        unknown = self._negated(head) or any(
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
        checks = self._words["checks"]
        for verb in (head, *children(self._sentence, head.i, "xcomp")):
            unable = head.lemma == "unable" or any(
                c.lower in ("unable", "impossible") for c in children(self._sentence, head.i, "acomp")
            )
            could = any(a.lower in ("could", "can", "ca") for a in children(self._sentence, head.i, "aux"))
            possible = any(c.lower == "possible" for c in children(self._sentence, head.i, "acomp"))
            if verb.lemma in checks and (unable or ((could or possible) and self._negated(head))):
                return True
        return False

    def _wants_proof(self, head: Token) -> bool:
        """ "were sceptical that it fell", "there was no confirmation that it fell"."""
        if any(c.lower in self._words["sceptical"] for c in children(self._sentence, head.i, "acomp")):
            return not self._negated(head)
        return any(
            c.lemma in self._words["proofs"] and any(d.lower == "no" for d in children(self._sentence, c.i))
            for c in children(self._sentence, head.i, "attr")
        )

    # -- words of certainty

    def _marks(self) -> Iterator[tuple[int, int, bool]]:
        """Tokens [lo, hi) of the words that hedge (False) or boost (True)."""
        at = 0
        while at < len(self._tokens):
            length = 1
            for words, entry in self._lexicon.certainty.get(self._tokens[at].lower, ()):
                stand = tuple(t.lower for t in self._tokens[at : at + len(words)]) == words
                if stand and self._counts(at, at + len(words) - 1, entry):
                    length = len(words)
                    boosts = entry.effect == "boosted" and not self._unsure(at)
                    yield at, at + length, boosts
                    break
            at += length

    def _unsure(self, at: int) -> bool:
        return any(t.lower in _NEVER or t.lower == "hardly" for t in self._tokens[max(0, at - _BEFORE) : at])

    def _counts(self, at: int, last: int, entry: CertaintyWord) -> bool:
        """Whether words stand where they must to be a mark."""
        token, above = self._tokens[at], self._tokens[self._tokens[at].head]
        if entry.form == "auxiliary":
            perceived = above.lemma in self._words["perceived"] or self._negated(above)
            return token.dep == "aux" and token.tag == "MD" and not (token.lower == "could" and perceived)
        if entry.form == "adjective":
            return token.dep == "amod"
        if entry.form == "saying":
            judged = above.lower in self._words["falsities"] | self._words["truths"]
            return judged or (above.pos in ("VERB", "AUX") and above.lemma in self._lexicon.verb_cues)
        if token.pos == "PROPN" or (
            at and self._tokens[at - 1].lower in ("as", "if", "where") and last == at
        ):
            return False
        return not (entry.effect == "boosted" and token.dep == "amod" and last == at)
