"""Shapes of clauses: what a cue's verb governs, what is put into it, what the parser hung elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dateline.lore.schema import Cue
from dateline.model import Sentence, Token
from dateline.model.tree import child, children, subtree

__all__ = [
    "SUBJECTS",
    "as_what",
    "in_question",
    "inverted",
    "is_asked",
    "resumes",
    "small_clause",
    "clause_head",
    "continues",
    "gerunds_of",
    "going_round",
    "infinitives_of",
    "is_inserted",
    "on_object",
    "particles_of",
    "is_passive",
    "main_clauses",
    "nearest_subject",
    "stretches",
    "has_that",
]

SUBJECTS = ("nsubj", "nsubjpass", "csubj")


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
    """What somebody calls something: "described it as an attack", "was described by them as a trap"."""
    if cue.lemma not in words["calling"]:
        return []
    said = [p for p in children(sentence, token.i, "prep") if p.lower == "as"]
    said += [
        c
        for c in children(sentence, token.i, "advcl")
        if any(mark.lower == "as" for mark in children(sentence, c.i, "mark")) and c.tag in ("VBN", "VBG")
    ]
    return [*children(sentence, token.i, "dobj", "nsubjpass"), *said[:1]] if said else []


def small_clause(
    sentence: Sentence, token: Token, cue: Cue, words: Mapping[str, frozenset[str]]
) -> list[Token]:
    """What somebody calls something by name: "called the plan reckless", "branded them traitors"."""
    if cue.lemma not in words["naming-something"]:
        return []
    if is_passive(sentence, token):
        called = list(children(sentence, token.i, "oprd"))
        return [*children(sentence, token.i, "nsubjpass"), *called] if called else []
    parts = [c for c in children(sentence, token.i, "dobj", "oprd", "ccomp", "appos") if c.i > token.i]
    named = [c for c in parts if c.dep == "oprd" or (c.dep == "ccomp" and _verbless(sentence, c))]
    quoted = any(t.tag == "``" or t.text in "“‘«„" for t in sentence.tokens[token.i + 2 : token.i + 8])
    return parts if named or (parts and (quoted or _called(sentence, token))) else []


def _verbless(sentence: Sentence, clause: Token) -> bool:
    return clause.pos not in ("VERB", "AUX") and not any(children(sentence, clause.i, "mark"))


def _called(sentence: Sentence, token: Token) -> bool:
    """A pronoun and a name for it right behind the verb: "called it a lie", "called that absurd"."""
    after = sentence.tokens[token.i + 1 : token.i + 3]
    return (
        len(after) == 2
        and after[0].lower in ("it", "that", "this", "them", "him", "her", "us", "these", "those")
        and (after[1].lower in ("a", "an", "the") or after[1].pos == "ADJ")
    )


def inverted(sentence: Sentence, token: Token) -> Token | None:
    """The subject that follows its verb after what is said: "Two killed in blast, says army"."""
    before = sentence.tokens[token.i - 1].text if token.i else ""
    if before not in (",", "”", "’", '"', "'", "»", "?", "!") or token.tag not in ("VBZ", "VBD", "VBP"):
        return None
    return next((t for t in children(sentence, token.i, "nsubj") if t.i > token.i), None)


def in_question(sentence: Sentence, token: Token) -> bool:
    """Whether a verb is asked after: "Did the army order the strike?" tells nobody's order."""
    subject = next((t.i for t in children(sentence, token.i, *SUBJECTS)), 0)
    helped = any(aux.i < subject for aux in children(sentence, token.i, "aux"))
    return helped and any(t.text == "?" for t in sentence.tokens[-2:])


def nearest_subject(sentence: Sentence, token: Token) -> Token | None:
    """A verb's subject; of several the one nearest before it, for the first may be a dateline's place."""
    subjects = list(children(sentence, token.i, *SUBJECTS))
    before = [t for t in subjects if t.i < token.i]
    return before[-1] if before else next(iter(subjects), None)


def is_asked(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause leaves open what it asks: "how many", "whether they had left"."""
    marks = [*children(sentence, clause.i, "mark", "advmod", "nsubj", "nsubjpass", "dobj", "attr"), clause]
    words = [w for m in marks for w in (m, *children(sentence, m.i, "det", "advmod", "amod"))]
    return any(w.lower in ("whether", "if") or w.tag in ("WRB", "WP", "WDT", "WP$") for w in words)


def resumes(sentence: Sentence, cue: Token, head: Token, clause: Token) -> bool:
    """Whether a coordinated verb goes on with the cue: "wrote that it was hit and asked them to stay"."""
    if clause.dep != "conj" or cue.i > clause.i:
        return False
    if clause.tag != cue.tag or clause.tag not in ("VBD", "VBZ", "VBP"):
        return False
    return head.tag != clause.tag and not any(children(sentence, clause.i, "aux", "auxpass", "mark"))


def continues(sentence: Sentence, clause: Token) -> bool:
    """A clause after ", he said," that goes on with it: a reason or a participle ("…, killing four")."""
    if any(mark.lower == "because" for mark in children(sentence, clause.i, "mark")):
        return True
    return clause.tag == "VBG" and not any(children(sentence, clause.i, "nsubj", "mark"))


def has_that(sentence: Sentence, clause: Token) -> bool:
    """A clause that completes a noun or verb ("the claim that …"), not one that describes."""
    return any(mark.lower == "that" and mark.dep == "mark" for mark in children(sentence, clause.i))


def going_round(sentence: Sentence, token: Token, words: Mapping[str, frozenset[str]]) -> list[Token]:
    """What a noun is said to be, or nobody tells: "its version is that …", "rumours spread that …"."""
    verb = sentence.tokens[token.head]
    if token.dep in SUBJECTS and verb.lemma in words["going-round"]:
        return [c for c in children(sentence, verb.i, "ccomp", "advcl") if has_that(sentence, c)]
    if child(sentence, token.i, "poss") is not None:
        # "The army's version is that the men fell."
        named = token.dep in SUBJECTS and verb.lemma == "be"
        return [c for c in children(sentence, verb.i, "ccomp") if named and has_that(sentence, c)]
    if token.lemma not in words["hearsay"]:
        return []
    there = verb.lemma == "be" and child(sentence, verb.i, "expl") is not None
    if not there or any(t.lower == "no" for t in children(sentence, token.i, "det")):
        return []
    preps = (p for p in children(sentence, token.i, "prep") if p.lower == "of")
    return [n for p in preps for n in children(sentence, p.i, "pobj", "pcomp")]


def particles_of(sentence: Sentence, token: Token, words: Sequence[str]) -> list[int] | None:
    """The tokens of a cue's particle or preposition; None when they are missing."""
    found: list[int] = []
    for word in words:
        at = next((t.i for t in children(sentence, token.i) if t.lower == word and t.i > token.i), None)
        if at is None and found:
            at = next((t.i for t in children(sentence, found[-1]) if t.lower == word), None)
        if at is None and not found:
            # "called for the ban to be lifted": the preposition opens a clause.
            clauses = children(sentence, token.i, "ccomp", "advcl", "xcomp")
            marks = (m for c in clauses if c.tag in ("VB", "VBN") for m in children(sentence, c.i, "mark"))
            at = next((m.i for m in marks if m.lower == word and m.i == token.i + 1), None)
        if at is None:
            return None
        found.append(at)
    return found


def is_passive(sentence: Sentence, token: Token) -> bool:
    """Whether a verb stands in the passive: its subject is not who says it."""
    if token.tag != "VBN":
        return False
    if any(children(sentence, token.i, "auxpass", "nsubjpass", "agent")) or token.dep in ("acl", "amod"):
        return True
    # "Asked whether it was over, she …": she was asked.
    return token.dep == "advcl" and not any(children(sentence, token.i, "aux", *SUBJECTS))


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


def main_clauses(sentence: Sentence) -> list[int]:
    """Where each coordinated clause with a subject of its own starts, the sentence's start first.

    Clauses are coordinated with the main clause or with what somebody says, not within what describes.
    """
    starts = {_first_of(sentence, token) for token in sentence.tokens if _is_main(sentence, token)}
    starts |= set(_after_semicolons(sentence))
    return [sentence.start, *sorted(start for start in starts if start > sentence.start + 1)]


def _is_main(sentence: Sentence, token: Token) -> bool:
    """Whether a verb opens a coordinated clause of its own subject."""
    if token.dep not in ("conj", "parataxis") or token.pos not in ("VERB", "AUX"):
        return False
    if child(sentence, token.i, "nsubj", "nsubjpass", "expl") is None:
        return False
    first = token
    for _ in sentence.tokens:
        if first.dep not in ("conj", "parataxis"):
            break
        first = sentence.tokens[first.head]
    return first.dep in ("ROOT", "ccomp", "pcomp") and token.dep == "conj"


def _first_of(sentence: Sentence, token: Token) -> int:
    """The offset of a clause's first word that is not a mark or a conjunction."""
    below = subtree(sentence, token.i)
    at = next(i for i in below if sentence.tokens[i].pos not in ("PUNCT", "CCONJ"))
    return sentence.tokens[at].start


def _after_semicolons(sentence: Sentence) -> Iterator[int]:
    """Where a clause starts behind a semicolon."""
    for token in sentence.tokens[1:-1]:
        if token.text == ";":
            yield sentence.tokens[token.i + 1].start
