"""Shapes of clauses: what a cue's verb governs, what is put into it, what the parser hung elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dateline.lore.schema import Cue
from dateline.model import Sentence, Token
from dateline.model.tree import child, children, subtree

__all__ = [
    "SUBJECTS",
    "agent_of",
    "as_what",
    "in_question",
    "inverted",
    "is_amount",
    "is_asked",
    "is_nobody",
    "referred",
    "is_awaited",
    "resumes",
    "says_so",
    "side_by_side",
    "since_when",
    "small_clause",
    "clause_head",
    "colon_between",
    "comments",
    "continues",
    "dash_between",
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
    "verbless_clause",
    "verbs_of",
    "with_list",
]

# Behind what is asked for, these say since when or in spite of what.
_SINCE = frozenset({"following", "after", "amid", "despite", "since"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
# A number of so many figures is no number of speakers ("12 said no").
_HUNDREDS = 3


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


def verbless_clause(sentence: Sentence, token: Token, cue: Cue) -> list[Token]:
    """What a headline has said without a verb: "Envoy says talks impossible after raid"."""
    if cue.weak or "clause" not in cue.takes or "object" in cue.takes or token.tag != "VBZ":
        return []
    told = child(sentence, token.i, "dobj")
    if told is None or told.i < token.i or any(children(sentence, told.i, "det", "poss")):
        return []
    behind = sentence.tokens[told.i + 1 : subtree(sentence, told.i)[-1] + 1]
    # The tagger takes a rare adjective there for a noun.
    judged = any((t.tag in ("JJ", "VBN") or t.dep == "acl") and t.head < t.i for t in behind)
    after = (p for p in children(sentence, token.i, "prep") if p.i > told.i)
    return [told, *after] if judged else []


def colon_between(sentence: Sentence, a: Token, b: Token) -> bool:
    """Whether a colon stands between two tokens: "Mayor deposed: As rebels close in, the guard hides"."""
    lo, hi = sorted((a.i, b.i))
    return any(t.text == ":" for t in sentence.tokens[lo:hi])


def dash_between(sentence: Sentence, a: Token, b: Token) -> bool:
    """Whether a dash stands between two tokens, so that the second is a sentence put behind the first."""
    lo, hi = sorted((a.i, b.i))
    return any(t.text in ("–", "—", "--") for t in sentence.tokens[lo:hi])


def says_so(sentence: Sentence, token: Token) -> bool:
    """Whether a verb says "so": "predicted so to a radio station"; not "said so much", "so that"."""
    after = sentence.tokens[token.i + 1 : token.i + 3]
    # The parser hangs it on the preposition behind it now and then.
    if not after or after[0].lower != "so" or after[0].head not in (token.i, token.i + 2):
        return False
    ends = len(after) == 1 or after[1].pos in ("PUNCT", "ADP", "CCONJ") or after[1].dep == "npadvmod"
    return ends or after[1].lower in ("too", "also")


def with_list(sentence: Sentence, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs with the list that spells out their end: "… all manner of quarrels: towns turning on towns, …"."""
    found = sorted(runs)
    colon = next((t.i for t in sentence.tokens if t.text == ":"), None)
    if not found or colon is None or not any(lo <= colon <= hi for lo, hi in found):
        return list(runs)
    rest = sentence.tokens[colon + 1 :]
    if any(t.tag in ("VBD", "VBZ", "VBP", "MD") or t.text in '“‘«"' for t in rest):
        return list(runs)
    first = next(lo for lo, hi in found if lo <= colon <= hi)
    return [*(run for run in found if run[0] < first), (first, len(sentence.tokens))]


def is_awaited(sentence: Sentence, token: Token) -> bool:
    """Whether it is waited for that somebody says it: "will wait for the rebels to agree to talk"."""
    marks = {t.lower for t in children(sentence, token.i, "mark") if t.i < token.i}
    return "for" in marks and token.tag == "VB" and child(sentence, token.i, *SUBJECTS) is not None


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


def comments(sentence: Sentence, token: Token, cues: Mapping[str, Sequence[Cue]]) -> bool:
    """Whether a relative clause says what somebody else says of it all: ", which the army denies"."""
    if token.dep != "relcl" or token.lemma not in cues:
        return False
    told = child(sentence, token.i, "dobj")
    if told is None or told.lower != "which":
        return False
    return sentence.tokens[max(told.i - 1, 0)].text == ","


def is_nobody(sentence: Sentence, source: int) -> bool:
    """Whether a source is none: "No group claimed it"."""
    return any(t.lower == "no" for t in children(sentence, source, "det"))


def is_amount(sentence: Sentence, source: int) -> bool:
    """Whether a number of hundreds was taken for who says it: "78,329 confirmed deaths"."""
    token = sentence.tokens[source]
    return token.tag == "CD" and sum(c.isdigit() for c in token.text) >= _HUNDREDS


def agent_of(sentence: Sentence, token: Token) -> int | None:
    """Who says what is told in the passive; who lets it be known."""
    agent = child(sentence, token.i, "agent")
    noun = child(sentence, agent.i, "pobj") if agent else None
    above = sentence.tokens[token.head]
    if noun is None and token.dep == "ccomp" and above.lemma == "let":
        noun = nearest_subject(sentence, above)
    return noun.i if noun else None


def referred(sentence: Sentence, token: Token) -> tuple[tuple[int, int], ...]:
    """What is denied in "… of arming the rebels, which Ruritania denies": the clause before."""
    verb = clause_head(sentence, sentence.tokens[token.head])
    inserted = set(subtree(sentence, token.i))
    return tuple(
        stretches(sentence, [i for i in subtree(sentence, verb.i) if i not in inserted and i < token.i])
    )


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


def verbs_of(sentence: Sentence, head: Token) -> list[int]:
    """A clause's verb and those that complete it or share its subject: "go on taking towns and burn them"."""
    found = [head.i]
    for at in found:
        below = children(sentence, at, "xcomp", "conj")
        found += [c.i for c in below if c.dep == "xcomp" or child(sentence, c.i, *SUBJECTS) is None]
    return found


def since_when(sentence: Sentence, head: Token) -> list[int]:
    """What belongs to the asking rather than to what is asked for: "called for shells following the raid"."""
    if head.dep not in ("pobj", "dobj"):
        return []
    aside = (p for p in children(sentence, head.i, "prep") if p.lower in _SINCE)
    return [i for p in aside for i in subtree(sentence, p.i)]


def side_by_side(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs in their order, one that begins where the last ends being one with it."""
    found: list[tuple[int, int]] = []
    for lo, hi in runs:
        if found and found[-1][1] == lo:
            found[-1] = (found[-1][0], hi)
        else:
            found.append((lo, hi))
    return found


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
