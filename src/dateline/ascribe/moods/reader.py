"""The clauses of a sentence, and how each puts what it says."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Literal

from dateline.ascribe.moods.futures import Future, Futures, Harm
from dateline.ascribe.moods.marks import Marks
from dateline.ascribe.moods.orders import Orders
from dateline.ascribe.moods.rejections import Rejections
from dateline.ascribe.moods.verbs import Verbs
from dateline.lore import Lore
from dateline.model import Actor, Found, Mood, Sentence, Span, Token, tree
from dateline.model.tree import ancestors, child, children, first_conjunct

__all__ = ["find_moods"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CONDITION = frozenset({"if", "unless", "provided", "lest", "whether", "that", "so", "once"})
# How many sentences back a bare negative may answer.
_ANSWERED = 2

Put = Literal["tells", "asks", "orders", "rejects", "doubts", "plans", "foretells"]
Link = Literal["main", "content", "condition", "beside", "aside"]


def find_moods(sentences: Sequence[Sentence], actors: Sequence[Found[Actor]], lore: Lore) -> tuple[Mood, ...]:
    """The moods of all clauses of a document, in order of their sentences."""
    known = {(found.sentence, found.head): found.thing for found in actors}
    moods: list[Mood] = []
    for n, sentence in enumerate(sentences):
        before = sentences[max(0, n - _ANSWERED) : n]
        moods.extend(_Reader(sentence, before, known, lore).run(len(moods)))
    return tuple(moods)


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
        self._tokens = sentence.tokens
        self._actors = actors
        lexicon = self._lexicon = lore.lexicon
        self._verbs = Verbs(sentence)
        self._orders = Orders(sentence, self._verbs, lexicon)
        self._futures = Futures(sentence, self._verbs, lexicon)
        self._rejections = Rejections(sentence, before, self._verbs, self._futures, lexicon)
        self._marks = Marks(sentence, self._verbs, lexicon)

    def run(self, first: int) -> Iterator[Mood]:
        """The moods; `first` is the index of the sentence's first one among all."""
        marks = list(self._marks.marks())
        hedges = {lo for lo, _, boosts in marks if not boosts}
        heads = [t.i for t in self._tokens if self._heads_clause(t) or self._hedged_aside(t, hedges)]
        number = {head: first + n for n, head in enumerate(heads)}
        owned: dict[int, list[int]] = {head: [] for head in heads}
        for token in self._tokens:
            owned[self._clause_of(token, number)].append(token.i)
        for head in heads:
            yield self._mood(self._tokens[head], owned[head], number, marks)

    def _heads_clause(self, token: Token) -> bool:
        if token.head == token.i:
            return True
        if self._orders.misread(token) and self._orders.imperative(token):
            return True
        if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass"):
            return False
        if token.tag in _FINITE or any(
            aux.tag in _FINITE for aux in children(self._sentence, token.i, "aux", "auxpass")
        ):
            return True
        return self._orders.imperative(token) or (token.tag in ("VB", "VBN") and self._bare(token))

    def _hedged_aside(self, token: Token, hedges: Container[int]) -> bool:
        """ "They left the bank, possibly giving …": only what the participle tells is hedged."""
        if token.tag != "VBG" or token.dep != "advcl" or self._tokens[token.head].i > token.i:
            return False
        return any(c.i in hedges for c in children(self._sentence, token.i, "advmod"))

    def _bare(self, token: Token) -> bool:
        """ "that he leave", or a past that the tagger took for a participle: "said the bakery opened"."""
        subject = child(self._sentence, token.i, "nsubj", "nsubjpass")
        return token.dep == "ccomp" and subject is not None and not self._verbs.to(token)

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
        if head.tag == "VBG" and head.dep == "advcl" and not marks & _CONDITION:
            return "beside"
        if head.dep == "relcl":
            named = any(c.lower == "that" and c.dep == "mark" for c in children(self._sentence, head.i))
            return "content" if named else "aside"
        if head.dep == "advcl":
            return "condition" if not marks or marks & _CONDITION else "aside"
        if head.dep == "conj":
            first = self._tokens[first_conjunct(self._sentence, head.i)]
            return "aside" if first.dep in ("relcl", "advcl") and self._link(first) == "aside" else "beside"
        return "content"

    def _mood(
        self,
        head: Token,
        own: Sequence[int],
        number: Mapping[int, int],
        marks: Sequence[tuple[int, int, bool]],
    ) -> Mood:
        link = self._link(head)
        future = self._futures.future(head)
        verb = future.verb if future is not None else head
        subject = self._verbs.subject(head)
        inside = set(own)
        found = [(tree.span(self._sentence, lo, hi), boosts) for lo, hi, boosts in marks if lo in inside]
        harm = self._futures.harm(head, own, verb) if future is not None else self._threat(head)
        return Mood(
            at=head.start,
            pieces=tuple((span.start, span.end) for span in self._pieces(own)),
            deeds=tuple(self._tokens[i].start for i in self._chain(head.i, inside)),
            above=self._above(head, number),
            under=self._tokens[head.head].start,
            link=link,
            put=self._put(head, future, aside=link == "aside"),
            subject=self._verbs.kind(subject),
            doer=self._actors.get((self._sentence.index, subject.i)) if subject is not None else None,
            able=future is not None
            and future.sure
            and (harm == "payback" or self._futures.able(head, verb, subject)),
            harm=harm,
            dated=any(self._appointed(i) for i in own),
            hedges=tuple(span for span, boosts in found if not boosts),
            boosts=tuple(span for span, boosts in found if boosts),
        )

    def _appointed(self, i: int) -> bool:
        """Whether a token belongs to a day or an hour something is fixed for; "by Sunday" fixes nothing."""
        if self._tokens[i].ent not in ("DATE", "TIME"):
            return False
        while i and self._tokens[i - 1].ent in ("DATE", "TIME"):
            i -= 1
        return not (i and self._tokens[i - 1].lower in self._lexicon.words["bounds-of-time"])

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

    def _put(self, head: Token, future: Future | None, *, aside: bool) -> Put:
        if not aside and self._verbs.asked(head):
            return "asks"
        if self._rejections.rejects(head):
            return "rejects"
        if self._rejections.doubts(head):
            return "doubts"
        if self._orders.imperative(head) or (not aside and self._orders.ought(head)):
            return "orders"
        if self._futures.arranged(head):
            return "plans"
        if self._futures.averted(head) or self._verbs.in_condition(head):
            return "tells"
        return "foretells" if future is not None or self._futures.depends(head) else "tells"

    def _threat(self, head: Token) -> Harm:
        """What an order threatens with: "lay down your arms or die"."""
        verbs = (head, *children(self._sentence, head.i, "conj"))
        return "payback" if any(self._futures.or_else(verb) for verb in verbs) else "none"
