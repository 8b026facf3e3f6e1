"""Cues in a sentence: words that make somebody a source, with the tokens of source and content."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from dateline.ascribe.clauses import (
    SUBJECTS,
    agent_of,
    as_what,
    clause_head,
    colon_between,
    comments,
    continues,
    dash_between,
    gerunds_of,
    going_round,
    has_that,
    infinitives_of,
    inverted,
    is_amount,
    is_inserted,
    is_nobody,
    is_passive,
    nearest_subject,
    on_object,
    particles_of,
    referred,
    resumes,
    says_so,
    side_by_side,
    since_when,
    small_clause,
    stretches,
    verbless_clause,
    verbs_of,
    with_list,
)
from dateline.ascribe.hits import Hit, agreeing
from dateline.ascribe.own_deeds import OwnDeeds
from dateline.ascribe.surface import reporting_clauses, subject_before
from dateline.lore import Lore
from dateline.lore.schema import Cue
from dateline.model import Actor, Quotation, Sentence, Token
from dateline.model.tree import apart, child, children, first_conjunct, noun_phrase, subtree

__all__ = ["Cues", "Hit"]

_CLAUSES = ("ccomp",)
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_OWN_SUBJECT = ("as", "while", "when", "where", "whereas", "after", "since", "although", "though", "even")


class Cues:
    """Finds the cues of one document's sentences."""

    def __init__(
        self, quotes: Sequence[Quotation], actors: Mapping[tuple[int, int], Actor], lore: Lore
    ) -> None:
        self._quotes = quotes
        self._actors = actors
        self._deeds = OwnDeeds(actors, lore)
        self._lore = lore

    def hits(self, sentence: Sentence) -> Iterator[Hit]:
        """The cues of a sentence, in order."""
        # Of two that tell the same words, who is cited for them is the inner one.
        found = sorted(self._parsed(sentence), key=lambda hit: not self._cites(sentence, hit))
        found += agreeing(sentence, found, self._lore.lexicon.verb_cues)
        seen = {hit.at for hit in found}
        yield from found
        for clause in reporting_clauses(sentence, self._lore.lexicon.verb_cues):
            if clause.at not in seen and not any(hit.source == clause.source for hit in found):
                words = (clause.at, clause.at + 1)
                yield Hit(
                    sentence.index, clause.cue, clause.at, words, clause.source, clause.content, clause.phrase
                )

    def _cites(self, sentence: Sentence, hit: Hit) -> bool:
        passing = hit.cue.lemma in self._lore.lexicon.words["passing-on"]
        return passing and sentence.tokens[hit.at].tag == "VBG" and (hit.source or 0) > hit.at

    def _parsed(self, sentence: Sentence) -> Iterator[Hit]:
        """The cues as the sentence was parsed."""
        lexicon = self._lore.lexicon
        for token in sentence.tokens:
            hit: Hit | None = None
            if token.pos in ("VERB", "AUX") and token.lemma in lexicon.verb_cues:
                hit = self._verb(sentence, token, lexicon.verb_cues[token.lemma])
            elif token.pos == "NOUN" and token.lemma in lexicon.noun_cues:
                hit = self._noun(sentence, token, lexicon.noun_cues[token.lemma])
            elif token.lower in lexicon.phrase_cues:
                hit = self._phrase(sentence, token, lexicon.phrase_cues[token.lower])
            if hit is not None:
                yield hit

    def _verb(self, sentence: Sentence, token: Token, cues: Sequence[Cue]) -> Hit | None:
        for cue in cues:
            if cue.thought and cue.stance == "promises":
                # "plans to visit" tells an intention, not who says so.
                continue
            particle = particles_of(sentence, token, cue.lemma.split()[1:])
            if particle is None or says_so(sentence, token):
                continue
            if (passed := self._passed_on(sentence, token, cue)) is not None:
                return passed
            content = self._content(sentence, token, cue, particle)
            source = self._source(sentence, token)
            if source is None and content and not cue.weak and not is_passive(sentence, token):
                source = self._right_before(sentence, token)
            quoted = "quote" in cue.takes and self._touches_quote(sentence, token, cue, source)
            if not content and not quoted:
                content = self._detached(sentence, token, cue, source)
            if not content and not quoted:
                continue
            if source is None and not is_passive(sentence, token):
                continue
            if not quoted and self._deeds.tells_nothing(sentence, token, cue, source):
                continue
            if source is not None and (
                (cue.tells != "factive" and is_nobody(sentence, source)) or is_amount(sentence, source)
            ):
                continue
            words = (token.i, max([token.i, *particle]) + 1)
            beside = comments(sentence, token, self._lore.lexicon.verb_cues)
            return Hit(sentence.index, cue, token.i, words, source, content, beside=beside)
        return None

    def _passed_on(self, sentence: Sentence, token: Token, cue: Cue) -> Hit | None:
        """Whom somebody cites for what they say: "…, the spokesman said, citing witnesses"."""
        whom = child(sentence, token.i, "dobj")
        above = sentence.tokens[token.head]
        if token.dep == "acl":
            above = sentence.tokens[above.head]
        if cue.lemma not in self._lore.lexicon.words["passing-on"] or token.tag != "VBG" or whom is None:
            return None
        if token.dep not in ("advcl", "acl") or above.pos not in ("VERB", "AUX"):
            return None
        hung = {i for c in children(sentence, token.i, "ccomp") for i in subtree(sentence, c.i)}
        inserted = set(subtree(sentence, token.i)) - hung
        told = self._told_by(sentence, token, above)
        content = tuple(stretches(sentence, [i for i in told if i not in inserted]))
        words = (token.i, token.i + 1)
        return Hit(sentence.index, cue, token.i, words, whom.i, content) if content else None

    def _told_by(self, sentence: Sentence, token: Token, above: Token) -> Sequence[int]:
        """The tokens of what is passed on: what the verb above and its conjuncts report, else its clause."""
        inner = children(sentence, token.i, "ccomp")
        hung = [i for c in inner if has_that(sentence, c) for i in subtree(sentence, c.i)]
        if hung:
            return hung
        through = [p for p in children(sentence, above.i, "prep") if p.lower == "according"]
        if through:
            # "according to the daily, citing two traders, the mill burned"
            beside = {i for p in through for i in subtree(sentence, p.i)}
            return [i for i in subtree(sentence, above.i) if i not in beside]
        told: list[int] = []
        for verb in (above, *children(sentence, above.i, "conj")):
            cues = self._lore.lexicon.verb_cues.get(verb.lemma, ())
            own = verb.i != above.i and child(sentence, verb.i, *SUBJECTS) is not None
            hit = self._verb(sentence, verb, cues) if cues and not own else None
            content = [i for lo, hi in hit.content for i in range(lo, hi)] if hit else []
            told = max(told, content, key=len)
        return told or subtree(sentence, above.i)

    def _content(
        self, sentence: Sentence, token: Token, cue: Cue, particle: Sequence[int]
    ) -> tuple[tuple[int, int], ...]:
        """The tokens of what is said, as the cue takes it; empty when the cue has no content of its own."""
        governed = self._governed(sentence, token, cue)
        clauses = [
            t
            for t in governed
            if not apart(sentence, t.i, token.i)
            and not self._parted(sentence, token, t)
            and not (cue.weak and colon_between(sentence, token, t))
        ]
        clauses = [c for t in clauses for c in self._beneath(sentence, t, particle)]
        if "clause" not in cue.takes:
            clauses = []
        elif not clauses and is_inserted(sentence, token) and not self._has_object(sentence, token):
            return self._around(sentence, token)
        heads = clauses or self._completed(sentence, token, cue, particle)
        if heads and cue.lemma == "put":
            # "put the toll at 19": the figure belongs to what is said.
            at = [p for p in children(sentence, token.i, "prep") if p.lower == "at"]
            told = any(sentence.tokens[i].tag == "CD" for p in at for i in subtree(sentence, p.i))
            heads = [*heads[:1], *at] if told else []
        if clauses and heads[0].i < token.i:
            # "It could end soon, she believes, because …": the reason is hers too.
            after = (c for c in children(sentence, token.i, "advcl") if c.i > token.i)
            # "“We will not rest”: general says rebels being driven out"
            later = [c for c in clauses[1:] if c.i > token.i] or verbless_clause(sentence, token, cue)
            later = later if colon_between(sentence, heads[0], token) else []
            heads = [heads[0], *later, *(c for c in after if continues(sentence, c))]
        if len(heads) == 1 and heads[0].tag == "WDT" and token.dep == "relcl":
            return referred(sentence, token)
        heads = [h for h in heads[:2] if h is heads[0] or not dash_between(sentence, heads[0], h)]
        runs = with_list(sentence, [run for head in heads for run in self._clause(sentence, head, token)])
        return tuple(side_by_side(runs) if token.lemma in self._lore.lexicon.words["showing"] else runs)

    def _has_object(self, sentence: Sentence, token: Token) -> bool:
        """Whether a verb has what it needs: "as crews pressed their attacks", not "as he told the court"."""
        words = self._lore.lexicon.words
        objects = (t for t in children(sentence, token.i, "dobj") if t.i > token.i)
        whole = (t for t in objects if t.lemma not in words["saying-nothing"])
        return token.lemma not in words["bids"] and not all(self._somebody(sentence, t) for t in whole)

    def _parted(self, sentence: Sentence, token: Token, clause: Token) -> bool:
        """Whether a cue is spoken in a quotation and the clause is not: the parser joined the two."""
        held = [q for q in self.near(sentence) if any(a <= token.start < b for a, b in q.outer)]
        return any(not any(a <= clause.start < b for a, b in q.outer) for q in held)

    def _beneath(self, sentence: Sentence, clause: Token, particle: Sequence[int]) -> Sequence[Token]:
        """A clause that is said; of "clear" in "made clear that", which belongs to the cue, its own."""
        if clause.i not in particle:
            return [clause]
        return [c for c in children(sentence, clause.i, *_CLAUSES, "csubj", "advcl") if c.i > clause.i]

    def _governed(self, sentence: Sentence, token: Token, cue: Cue) -> Iterator[Token]:
        """The clauses that are said, also where the parser takes one for an adverbial: "wonders if he is"."""
        yield from children(sentence, token.i, *_CLAUSES)
        passing = self._lore.lexicon.words["passing-on"]
        for cited in children(sentence, token.i, "advcl"):
            if cited.tag == "VBG" and cited.lemma in passing:
                # "is reporting, citing two traders, that …"
                yield from (c for c in children(sentence, cited.i, *_CLAUSES) if has_that(sentence, c))
        open_ = cue.stance in ("asks", "doubts") or cue.lemma == "ask"
        for clause in children(sentence, token.i, "advcl"):
            mark = child(sentence, clause.i, "mark")
            if mark is None or not token.i < mark.i <= token.i + 3:
                continue
            if mark.lower in ("that", "whether") or (open_ and mark.lower == "if"):
                yield clause

    def _completed(self, sentence: Sentence, token: Token, cue: Cue, particle: Sequence[int]) -> list[Token]:
        """What a cue without a clause takes: an infinitive, a gerund, a clause on its object, an object."""
        infinitives: list[Token] = []
        if "infinitive" in cue.takes or ("clause" in cue.takes and is_passive(sentence, token)):
            infinitives = infinitives_of(sentence, token)
        words = self._lore.lexicon.words
        if not infinitives and "infinitive" in cue.takes:
            infinitives = self._purpose(sentence, token, cue, particle)
        if any(
            t.lemma in words["naming"] and (token.dep == "relcl" or any(children(sentence, t.i, "neg")))
            for t in infinitives
        ):
            # "who asked not to be named": a condition, not a saying.
            return []
        if infinitives and is_passive(sentence, token) and "infinitive" not in cue.takes:
            # "The general is said to have fled": whom it is said of belongs to what is said.
            raised = () if token.lemma in words["telling"] else children(sentence, token.i, "nsubjpass")
            infinitives = [*raised, *infinitives]
        elif infinitives:
            # "urged the allies to hurry": who is to do it belongs to what is demanded.
            asked = (t for t in children(sentence, token.i, "dobj") if token.i < t.i < infinitives[0].i)
            infinitives = [*asked, *infinitives]
        return (
            infinitives
            or gerunds_of(sentence, token, cue)
            or on_object(sentence, token, cue)
            or as_what(sentence, token, cue, words)
            or small_clause(sentence, token, cue, words)
            or verbless_clause(sentence, token, cue)
            or self._objects(sentence, token, cue, particle)
        )

    def _purpose(self, sentence: Sentence, token: Token, cue: Cue, particle: Sequence[int]) -> list[Token]:
        """What somebody is to do where the parser has a purpose: "called on the parties to protect"."""
        whom = [n for i in particle for n in children(sentence, i, "pobj")]
        if not particle and cue.stance == "demands":
            bodies = self._lore.lexicon.words["collectives"]
            told = children(sentence, token.i, "dobj")
            whom = [t for t in told if self._somebody(sentence, t) or t.lemma in bodies]
        after = (
            c for c in children(sentence, token.i, "advcl") if c.tag == "VB" and whom and c.i > whom[0].i
        )
        purposes = [c for c in after if child(sentence, c.i, "aux")]
        return [*whom, *purposes] if purposes else []

    def _objects(self, sentence: Sentence, token: Token, cue: Cue, particle: Sequence[int]) -> list[Token]:
        """What a cue says something of: "condemned the Kremlin"; but not whom it was said to."""
        if "object" not in cue.takes or (
            cue.weak and cue.lemma in self._lore.lexicon.words["naming-something"]
        ):
            return []
        told = "clause" in cue.takes and cue.stance == "asserts"
        objects = children(sentence, token.i, "dobj")
        heads = [t for t in objects if not (told and self._somebody(sentence, t)) or t.tag == "WDT"]
        empty = self._lore.lexicon.words["saying-nothing"]
        heads = [t for t in heads if t.lemma not in empty or any(children(sentence, t.i, "prep", "acl"))]
        if heads:
            # "accused Ruritania of arming them": what they are accused of is said as well.
            first = heads[0].i
            preps = children(sentence, token.i, "prep")
            shown = token.lemma in self._lore.lexicon.words["showing"]
            # "showed the town under their flag": so is how it is shown.
            heads += [p for p in preps if (shown or p.lower in ("of", "for")) and p.i > first]
            heads += [p for p in children(sentence, token.i, "dative") if p.lower == "for" and p.i > first]
        for i in particle:
            heads.extend(children(sentence, i, "pobj", "pcomp"))
            if sentence.tokens[i].dep == "mark":
                heads.append(sentence.tokens[sentence.tokens[i].head])
        if is_passive(sentence, token):
            heads.extend(children(sentence, token.i, "nsubjpass"))
            # "is accused by monitors of shelling it": the parser hangs "of" on the monitors.
            agents = (
                n for a in children(sentence, token.i, "agent") for n in children(sentence, a.i, "pobj")
            )
            hung = (p for n in agents for p in children(sentence, n.i, "prep") if p.lower == "of")
            heads += [p for p in hung if any(children(sentence, p.i, "pcomp"))]
        return heads

    def _somebody(self, sentence: Sentence, token: Token) -> bool:
        """Whom it was said to ("told the Kremlin") is not what was said."""
        return (
            (sentence.index, token.i) in self._actors
            or token.ent in ("PERSON", "GPE", "NORP")
            or token.pos == "PRON"
        )

    def _clause(self, sentence: Sentence, head: Token, cue: Token) -> list[tuple[int, int]]:
        """The subtree of `head` as stretches; clauses after "as" with a source of their own stay out."""
        dropped: set[int] = set()
        # "says they go on taking towns – as he rules out talks": the clause may hang on a verb further down.
        chain = verbs_of(sentence, head)
        for clause in (c for i in chain for c in children(sentence, i, "advcl", "conj")):
            mark = child(sentence, clause.i, "mark", "advmod")
            its = self._lore.lexicon.verb_cues.get(clause.lemma, ())
            beside = clause.dep == "advcl" and mark is not None and mark.lower in _OWN_SUBJECT and bool(its)
            after = (
                clause.dep == "conj"
                and (child(sentence, clause.i, "nsubj") is not None or resumes(sentence, cue, head, clause))
                and any(not cue.weak for cue in its)
            )
            if beside or after:
                # Another source speaks there.
                dropped.update(subtree(sentence, clause.i))
        dropped.update(since_when(sentence, head))
        cues = self._lore.lexicon.verb_cues
        for i in subtree(sentence, head.i):
            if i != cue.i and comments(sentence, sentence.tokens[i], cues):
                dropped.update(subtree(sentence, i))
        if any(children(sentence, cue.i, "neg")):
            # "would not say whether they will retake X, which fell in March": the aside is the narrator's.
            dropped.update(i for t in sentence.tokens if t.dep == "relcl" for i in subtree(sentence, t.i))
        own = {cue.i, *(t.i for t in children(sentence, cue.i, *SUBJECTS, "punct") if t.i != head.i)}
        below = [i for i in subtree(sentence, head.i) if i not in dropped and i not in own]
        return stretches(sentence, below)

    def _around(self, sentence: Sentence, token: Token) -> tuple[tuple[int, int], ...]:
        """Everything but the inserted clause: "The dam, he said, had failed"."""
        goes_on = {
            i
            for c in children(sentence, token.i, "advcl")
            if c.i > token.i and continues(sentence, c)
            for i in subtree(sentence, c.i)
        }
        if sentence.tokens[token.i + 1 : token.i + 2] and sentence.tokens[token.i + 1].text == ",":
            # "There were fewer, she insists, and they came at night."
            own = (c for c in children(sentence, token.i, "conj") if child(sentence, c.i, *SUBJECTS))
            goes_on |= {i for c in own for i in subtree(sentence, c.i)}
        inserted = set(subtree(sentence, token.i)) - goes_on
        rest = [t.i for t in sentence.tokens if t.i not in inserted]
        return tuple(stretches(sentence, rest))

    def _detached(
        self, sentence: Sentence, token: Token, cue: Cue, source: int | None
    ) -> tuple[tuple[int, int], ...]:
        """The parser lost the clause: what stands before a closing ", he said" or after "said that"."""
        if cue.weak or "clause" not in cue.takes or source is None:
            return ()
        lo = min(token.i, noun_phrase(sentence, source)[0] if abs(source - token.i) < 12 else token.i)
        ends = len(sentence.tokens) - 6
        closing = token.i >= ends or (source > token.i and noun_phrase(sentence, source)[1] >= ends)
        if lo > 1 and sentence.tokens[lo - 1].text == "," and closing:
            return tuple(stretches(sentence, list(range(lo - 1))))
        if token.i + 2 < len(sentence.tokens) and sentence.tokens[token.i + 1].lower == "that":
            return tuple(stretches(sentence, list(range(token.i + 1, len(sentence.tokens)))))
        return ()

    def _touches_quote(self, sentence: Sentence, token: Token, cue: Cue, source: int | None) -> bool:
        """Whether a quotation stands beside the cue; a weak cue needs it right there ("went on: …")."""
        first = noun_phrase(sentence, source)[0] if source is not None else token.i
        last = source if source is not None else token.i
        lo, hi = min(token.start, sentence.tokens[first].start), max(token.end, sentence.tokens[last].end)
        gap = 3 if cue.weak else 60
        for quotation in self.near(sentence):
            start, end = quotation.outer[0][0], quotation.outer[-1][1]
            if start < token.start < end:
                continue
            if any(
                start <= c.start < end
                for c in children(sentence, token.i, "oprd", "ccomp", "acomp", "attr", "dep")
            ):
                return True
            if (
                0 <= start - token.end <= gap
                or (0 <= start - hi <= gap and not cue.weak)
                or 0 <= lo - end <= gap
                or 0 <= token.start - end <= gap
            ):
                return True
        return False

    def near(self, sentence: Sentence) -> Iterator[Quotation]:
        """Quotations that may touch a sentence; the list is sorted by start."""
        hi = bisect_right(self._quotes, sentence.end + 3, key=lambda quotation: quotation.outer[0][0])
        yield from reversed(self._quotes[max(0, hi - 8) : hi])

    def _noun(self, sentence: Sentence, token: Token, cues: Sequence[Cue]) -> Hit | None:
        """A cue that is a noun: "the ministry's claim that …", "in a statement"."""
        cue = cues[-1]
        heads = [t for t in children(sentence, token.i, "acl", "ccomp", "relcl") if has_that(sentence, t)]
        heads = heads or going_round(sentence, token, self._lore.lexicon.words)
        if heads and any(t.text == ":" for t in sentence.tokens[token.i : heads[0].i]):
            # "THE CLAIM: channels allege that …" is a label.
            return None
        if not heads and "object" in cue.takes:
            heads = [
                n
                for p in children(sentence, token.i, "prep")
                if p.lower in ("for", "of", "against")
                for n in children(sentence, p.i, "pobj", "pcomp")
            ]
            if child(sentence, token.i, "poss") is None:
                return None
        if not heads:
            return None
        source = child(sentence, token.i, "poss")
        at = source.i if source else None
        if at is None:
            at = next(
                (
                    n.i
                    for p in children(sentence, token.i, "prep")
                    if p.lower in ("by", "from", "of")
                    for n in children(sentence, p.i, "pobj")
                    if n not in heads
                ),
                None,
            )
        above = sentence.tokens[token.head]
        if at is None and token.dep == "pobj" and above.lower in ("with", "under", "on", "in"):
            # "came away with the impression that": it is of those who came away; "said in a statement that".
            over = sentence.tokens[above.head]
            says = above.lower == "in" and over.lemma in self._lore.lexicon.verb_cues
            if over.pos in ("VERB", "AUX") and (cue.thought or says):
                at = self._source(sentence, over)
        if at is None and token.dep == "dobj":
            if any(c.stance == "denies" for c in self._lore.lexicon.verb_cues.get(above.lemma, ())):
                # "rejected accusations that": the accusation is somebody else's.
                return Hit(
                    sentence.index,
                    self._lore.lexicon.verb_cues[above.lemma][-1],
                    above.i,
                    (above.i, above.i + 1),
                    self._source(sentence, above),
                    tuple(s for head in heads for s in self._clause(sentence, head, token)),
                )
            at = self._source(sentence, above)
        if at is None and (
            cue.stance != "asserts" or any(c.lower == "no" for c in children(sentence, token.i, "det"))
        ):
            return None
        content = tuple(s for head in heads for s in self._clause(sentence, head, token))
        return Hit(sentence.index, cue, token.i, (token.i, token.i + 1), at, content)

    def _phrase(self, sentence: Sentence, token: Token, cues: Sequence[Cue]) -> Hit | None:
        for cue in cues:
            words = cue.lemma.lower().split()
            hi = token.i + len(words)
            if [t.lower for t in sentence.tokens[token.i : hi]] != words:
                continue
            if cue.form == "adverb":
                if cue.weak:
                    continue
                verb = clause_head(sentence, token)
                content = tuple(stretches(sentence, [i for i in subtree(sentence, verb.i) if i != token.i]))
                return Hit(sentence.index, cue, token.i, (token.i, hi), None, content) if content else None
            source = next(
                (
                    n
                    for t in sentence.tokens[token.i : hi]
                    for n in children(sentence, t.i, "pobj")
                    if n.i >= hi
                ),
                None,
            )
            if source is None:
                continue
            phrase = (
                set(subtree(sentence, token.i)) | set(subtree(sentence, source.i)) | set(range(token.i, hi))
            )
            verb = sentence.tokens[
                first_conjunct(sentence, clause_head(sentence, sentence.tokens[token.head]).i)
            ]
            content = tuple(stretches(sentence, [i for i in subtree(sentence, verb.i) if i not in phrase]))
            if not content:
                content = tuple(stretches(sentence, [t.i for t in sentence.tokens if t.i not in phrase]))
            if content:
                return Hit(sentence.index, cue, token.i, (token.i, hi), source.i, content)
        return None

    # -- sources

    def _source(self, sentence: Sentence, token: Token) -> int | None:
        """The token of whoever says: subject, agent of a passive, or the subject of the clause above."""
        if token.dep == "pcomp" and (quoted := self._quoted_as(sentence, token)) is not None:
            return quoted
        token = self._adding(sentence, token) or token
        for _ in range(6):
            if is_passive(sentence, token):
                return agent_of(sentence, token)
            subject = inverted(sentence, token) or nearest_subject(sentence, token)
            if subject is not None:
                if subject.lower in _RELATIVES and token.dep == "relcl":
                    return token.head
                return subject.i
            above = sentence.tokens[token.head]
            if token.dep == "acl" and token.tag == "VBG":
                return above.i
            over = sentence.tokens[above.head]
            if token.dep == "acl" and token.tag == "VB" and above.dep in ("pobj", "dobj"):
                # "used it as an occasion to say": whose occasion it is says it.
                token = clause_head(sentence, above)
                continue
            if token.dep == "pcomp" or (above.dep == "ccomp" and resumes(sentence, over, above, token)):
                above = sentence.tokens[above.head]
            elif (
                token.dep not in ("conj", "xcomp", "advcl", "ccomp", "dep", "acl", "parataxis")
                or above.i == token.i
            ):
                return None
            if above.pos not in ("VERB", "AUX", "NOUN", "ADJ") or above.i == token.i:
                return None
            token = sentence.tokens[above.head] if above.pos == "ADJ" and above.dep == "acomp" else above
        return None

    def _adding(self, sentence: Sentence, token: Token) -> Token | None:
        """The verb of speech that a participle goes on with, though it hangs on what is said: ", adding"."""
        above = sentence.tokens[token.head]
        over = sentence.tokens[above.head]
        cues = self._lore.lexicon.verb_cues
        if token.tag != "VBG" or token.dep != "advcl" or sentence.tokens[token.i - 1].text != ",":
            return None
        if token.lemma not in self._lore.lexicon.words["adding"] or over.lemma not in cues:
            return None
        return over if above.dep == "ccomp" and above.i < token.i else None

    def _quoted_as(self, sentence: Sentence, token: Token) -> int | None:
        """Who is quoted as saying: the object of "quoted the mayor as saying", of a passive its subject."""
        over = sentence.tokens[sentence.tokens[token.head].head]
        if over.lemma not in self._lore.lexicon.words["passing-on"]:
            return None
        whom = child(sentence, over.i, "nsubjpass" if is_passive(sentence, over) else "dobj")
        return whom.i if whom is not None else None

    def _right_before(self, sentence: Sentence, token: Token) -> int | None:
        """The parser lost the subject: an actor or a noun phrase that ends right before the cue."""
        i = token.i - 1
        while i >= 0 and sentence.tokens[i].pos == "PUNCT":
            i -= 1
        if (sentence.index, i) in self._actors:
            return i
        return subject_before(sentence, token) if token.tag in ("VBD", "VBZ", "VBP") else None
