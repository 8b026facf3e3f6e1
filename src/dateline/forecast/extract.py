"""Forecasts in a text: clauses with "will", "would", "could", words of likelihood, and verbs of prediction.

Reported expectations of the past ("few thought it would fall"), promises in the first person and
questions are left out; "that would mean" and "otherwise" link a forecast to what it follows from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.lore import Lore
from dateline.model import Attribution, Cover, Found, Likelihood, Moment, Sentence, Span, Token, tree
from dateline.model.tree import ancestors, child, children, conjuncts, subtree

__all__ = ["Outlook", "find_forecasts"]

# Auxiliaries, conjunctions and pronouns are closed classes.
_WILL = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_MAY = frozenset({"may", "might", "could"})
_IF = frozenset({"if", "unless", "once", "should", "when"})
_FIRST = frozenset({"i", "we"})
_POINTING = frozenset({"that", "this", "it", "which", "these", "those"})
_EDGE = frozenset("“”‘’\"'«»,.:;–—- ")
# How far back "that would mean" may point, in sentences.
_BACK = 3


@dataclass(frozen=True, slots=True)
class Outlook:
    """A forecast before it is a record. `follows`: indices of outlooks it follows from; `at`: its offset."""

    sentence: int
    at: int
    proposition: Span
    condition: Span | None
    horizon: Moment | None
    likelihood: Likelihood | None
    follows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A predictive clause: its verb, the heads of what it foresees, whether it points backwards."""

    sentence: Sentence
    verb: Token
    heads: tuple[int, ...]
    pointing: bool


def find_forecasts(
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    times: Sequence[Found[Moment]],
    lore: Lore,
    published: Moment,
) -> tuple[Outlook, ...]:
    """All forecasts of a document in order."""
    moments: dict[int, list[Found[Moment]]] = {}
    for found in times:
        moments.setdefault(found.sentence, []).append(found)
    predicted = _predicted(attributions)
    outlooks: list[Outlook] = []
    for sentence in sentences:
        for clause in _clauses(sentence, predicted, lore):
            follows = _follows(clause, outlooks)
            condition = _condition(clause) or _asked_before(clause, sentences)
            for head in clause.heads:
                made = _outlook(
                    clause, head, condition, follows, moments.get(sentence.index, ()), lore, published.start
                )
                if made is not None:
                    outlooks.append(made)
    return tuple(outlooks)


def _predicted(attributions: Sequence[Attribution]) -> Cover[bool]:
    return Cover(
        (span.start, span.end, True) for a in attributions if a.stance == "predicts" for span in a.content
    )


# -- which clauses


def _clauses(sentence: Sentence, predicted: Cover[bool], lore: Lore) -> Iterator[_Clause]:
    if sentence.text.rstrip("”’\"' ").endswith("?") or (
        sentence.part == "title"
        and sentence.tokens[0].lower in ("what", "how", "why", "who", "where", "when")
    ):
        return
    for token in sentence.tokens:
        if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass"):
            continue
        if _foresees(sentence, token, predicted, lore):
            whole = _whole(sentence, token, lore)
            yield _Clause(
                sentence,
                token,
                _heads(sentence, token) if whole == token.i else (whole,),
                _points(sentence, token),
            )


def _whole(sentence: Sentence, token: Token, lore: Lore) -> int:
    """The verb whose clause says the whole of it: "is likely to fall" is told with its subject."""
    if not _about_to(sentence, token, lore):
        return token.i
    above = sentence.tokens[token.head]
    return (
        above.head if above.pos == "ADJ" and sentence.tokens[above.head].pos in ("VERB", "AUX") else above.i
    )


def _foresees(sentence: Sentence, token: Token, predicted: Cover[bool], lore: Lore) -> bool:
    auxiliaries = {aux.lower for aux in children(sentence, token.i, "aux")}
    if (
        _in_condition(sentence, token)
        or _past_view(sentence, token, lore)
        or _asks(sentence, token)
        or _part_of_other(sentence, token)
        or _foreclosed_above(sentence, token, lore)
    ):
        return False
    subject = child(sentence, token.i, "nsubj", "nsubjpass", "expl")
    if subject is not None and (subject.tag == "WDT" or (_none(sentence, subject) and auxiliaries & _MAY)):
        return False
    first = subject is not None and subject.lower in _FIRST
    if auxiliaries & _WILL:
        return not first
    if "would" in auxiliaries:
        return (
            "have" not in auxiliaries
            and not first
            and token.lemma not in lore.lexicon.words["would-politely"]
        )
    if auxiliaries & _MAY:
        return (
            not (auxiliaries & {"have", "'ve"})
            and not first
            and not _denied_ability(sentence, token, auxiliaries)
        )
    if _about_to(sentence, token, lore):
        return True
    if (
        _foreclosed(sentence, token, auxiliaries, lore)
        or _judged(sentence, token, lore)
        or _by_chance(sentence, token, lore)
    ):
        return True
    return (
        any(predicted.over(token.start))
        and token.dep in ("ccomp", "ROOT")
        and token.tag in ("VBZ", "VBP", "VB", "VBG")
    )


def _none(sentence: Sentence, subject: Token) -> bool:
    """Whether the subject is nobody: "Neither account could be checked" tells of the past."""
    return any(c.lower in ("neither", "no", "none") for c in (subject, *children(sentence, subject.i)))


def _foreclosed_above(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """Whether a noun above forecloses it: "no guarantee that he will" is one forecast as a whole."""
    above = sentence.tokens[token.head]
    return (
        token.dep in ("acl", "ccomp")
        and above.pos == "NOUN"
        and _foreclosed(sentence, sentence.tokens[above.head], set(), lore)
    )


def _asks(sentence: Sentence, token: Token) -> bool:
    """A question, put or reported: "how the war could end", "whether he will go"."""
    return (
        token.dep in ("ccomp", "pcomp", "csubj")
        and any(
            c.lower in ("how", "what", "whether", "why", "who", "which", "where", "when")
            for c in children(sentence, token.i, "mark", "advmod", "dobj", "nsubj", "attr")
        )
        and not (token.dep == "ccomp" and any(c.tag == "WDT" for c in children(sentence, token.i, "nsubj")))
    )


def _part_of_other(sentence: Sentence, token: Token) -> bool:
    """Relative clauses, and verbs coordinated under one subject, belong to the clause they stand in."""
    at = token
    for _ in range(4):
        if at.dep == "relcl":
            return True
        if at.dep != "conj" or any(children(sentence, at.i, "nsubj", "nsubjpass", "expl")):
            return False
        at = sentence.tokens[at.head]
        if at.pos in ("VERB", "AUX") and at.dep != "conj":
            return at.dep == "relcl" or any(aux.tag == "MD" for aux in children(sentence, at.i, "aux"))
    return False


def _denied_ability(sentence: Sentence, token: Token, auxiliaries: set[str]) -> bool:
    return "could" in auxiliaries and any(children(sentence, token.i, "neg"))


def _about_to(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """Whether words above look ahead: "is going to", "is likely to", "is set to"."""
    above = sentence.tokens[token.head]
    infinitive = any(aux.lower == "to" for aux in children(sentence, token.i, "aux"))
    if not infinitive or token.dep not in ("xcomp", "ccomp"):
        return False
    if above.lemma == "go" and above.tag == "VBG":
        subject = child(sentence, above.i, "nsubj")
        if subject is not None and subject.lower in _FIRST:
            return False
        return any(
            aux.lower in ("is", "are", "'s", "’s", "'re", "’re", "am")
            for aux in children(sentence, above.i, "aux")
        )
    return above.lower in lore.lexicon.words["about-to"] and any(
        t.lower in ("is", "are", "'s", "’s", "'re", "’re")
        for t in (sentence.tokens[above.head], *children(sentence, above.i, "auxpass", "cop"))
    )


def _judged(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """A judgement of likelihood: "a withdrawal becomes likely", or "strikes were likely" in a warning."""
    if token.lemma not in ("be", "become", "remain", "look", "seem") or token.tag not in (
        "VBZ",
        "VBP",
        "VBD",
    ):
        return False
    judged = child(sentence, token.i, "acomp")
    if (
        judged is None
        or any(children(sentence, judged.i, "xcomp"))
        or judged.lower not in lore.lexicon.words["judged"]
    ):
        return False
    subject = child(sentence, token.i, "nsubj", "csubj")
    return (
        subject is not None
        and subject.lower not in _POINTING
        and (token.tag != "VBD" or token.dep == "ccomp")
    )


def _by_chance(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """What there is a chance of: "There is an even chance, she said, that Moscow calls up …"."""
    mark = next((m for m in children(sentence, token.i, "mark") if m.lower == "that"), None)
    if mark is None or token.tag not in ("VBZ", "VBP"):
        return False
    chances = lore.lexicon.words["chances"]
    return any(t.lemma in chances and t.dep in ("attr", "dobj") for t in sentence.tokens[: mark.i])


def _foreclosed(sentence: Sentence, token: Token, auxiliaries: set[str], lore: Lore) -> bool:
    """A future denied: "I can't see a future for", "there is no way for him to survive"."""
    if token.lemma == "see" and auxiliaries & {"can", "ca"} and any(children(sentence, token.i, "neg")):
        return child(sentence, token.i, "dobj") is not None
    if token.lemma == "be" and token.tag in ("VBZ", "VBP") and child(sentence, token.i, "expl") is not None:
        noun = child(sentence, token.i, "attr")
        return (
            noun is not None
            and noun.lemma in lore.lexicon.words["openings"]
            and any(children(sentence, noun.i, "prep", "acl", "relcl"))
        )
    return False


def _in_condition(sentence: Sentence, token: Token) -> bool:
    return any(
        mark.lower in _IF
        for mark in children(sentence, token.i, "mark", "advmod")
        if mark.i < token.i and token.dep == "advcl"
    )


def _past_view(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """What somebody once expected is history, not a forecast: "few doubted the city would fall"."""
    subject = child(sentence, token.i, "nsubj")
    for word in children(sentence, subject.i, "amod") if subject is not None else ():
        # The parser took "few doubted the city" for a noun phrase.
        if word.tag in ("VBN", "VBD") and any(
            cue.thought or cue.stance == "doubts" for cue in lore.lexicon.verb_cues.get(word.lemma, ())
        ):
            return True
    for above in ancestors(sentence, token.i):
        if above.pos in ("VERB", "AUX") and above.tag in ("VBD", "VBN"):
            cues = lore.lexicon.verb_cues.get(above.lemma, ())
            if any(cue.thought or cue.stance == "doubts" for cue in cues):
                return True
            if cues:
                return False
    return False


def _heads(sentence: Sentence, token: Token) -> tuple[int, ...]:
    """Each thing foreseen ("that would mean A being deposed, B breaking apart, and C"), else the verb."""
    if token.lemma == "mean":
        parts = [
            i for c in children(sentence, token.i, "ccomp", "dobj", "xcomp") for i in conjuncts(sentence, c.i)
        ]
        return tuple(parts) if len(parts) > 1 else (token.i,)
    return (token.i,)


def _points(sentence: Sentence, token: Token) -> bool:
    """Whether the clause leans on what was said before: "That would mean", "It will", "And …"."""
    subject = child(sentence, token.i, "nsubj")
    if subject is not None and subject.lower in _POINTING:
        return True
    first = sentence.tokens[0].lower
    return first in ("and", "so", "then", "otherwise", "thus", "therefore", "consequently", "this", "that")


# -- what they say


def _outlook(
    clause: _Clause,
    head: int,
    condition: Span | None,
    follows: tuple[int, ...],
    moments: Sequence[Found[Moment]],
    lore: Lore,
    reference: str | None,
) -> Outlook | None:
    sentence = clause.sentence
    tokens = _proposition(clause, head)
    if not tokens:
        return None
    span = tree.span(sentence, tokens[0], tokens[-1] + 1)
    horizon = next(
        (f.thing for f in moments if tokens[0] <= f.head <= tokens[-1] and _ahead(f.thing, reference)), None
    )
    return Outlook(
        sentence.index,
        sentence.tokens[head].start,
        span,
        condition,
        horizon,
        _likelihood(sentence, clause.verb, tokens, lore),
        follows,
    )


def _ahead(moment: Moment, reference: str | None) -> bool:
    """Whether a moment may be a horizon: it ends after the document's date, or no date is known to tell."""
    return (moment.end is None and moment.start is None) or (
        reference is not None and (moment.end or moment.start or "") > reference
    )


def _proposition(clause: _Clause, head: int) -> list[int]:
    """The tokens of what is foreseen, from first to last, without its condition and outer marks."""
    sentence = clause.sentence
    dropped: set[int] = set()
    for c in children(sentence, head, "advcl"):
        if any(mark.lower in _IF for mark in children(sentence, c.i, "mark", "advmod")):
            dropped.update(subtree(sentence, c.i))
    skip = frozenset({"parataxis", "conj", "cc"}) if len(clause.heads) > 1 else frozenset({"parataxis"})
    for c in children(sentence, head, "prep"):
        if c.lower == "according":
            dropped.update(subtree(sentence, c.i))
    below = [i for i in subtree(sentence, head, skip) if i not in dropped]
    for c in children(sentence, head, "conj"):
        # A coordinated clause with a subject of its own is a proposition of its own.
        if any(children(sentence, c.i, "nsubj", "nsubjpass", "expl")):
            own = set(subtree(sentence, c.i))
            below = [i for i in below if i not in own]
    run = _run_around(below, head)
    while run and _EDGE.issuperset(sentence.tokens[run[0]].text):
        run.pop(0)
    while run and (_EDGE.issuperset(sentence.tokens[run[-1]].text) or sentence.tokens[run[-1]].dep == "cc"):
        run.pop()
    while (
        run
        and sentence.tokens[run[0]].lower in ("that", "and", "but", "because", "otherwise")
        and run[0] != head
        and sentence.tokens[run[0]].dep in ("mark", "cc")
    ):
        run.pop(0)
    return run


def _run_around(below: Sequence[int], head: int) -> list[int]:
    """The contiguous run of token numbers around `head`; a gap of up to two tokens (marks) is bridged."""
    at = below.index(head)
    lo = hi = at
    while lo > 0 and below[lo] - below[lo - 1] <= 3:
        lo -= 1
    while hi + 1 < len(below) and below[hi + 1] - below[hi] <= 3:
        hi += 1
    return list(below[lo : hi + 1])


def _condition(clause: _Clause) -> Span | None:
    """The if-clause of the forecast's verb or of a verb above it; "otherwise" points at the clause before."""
    sentence = clause.sentence
    inserted = tuple(children(sentence, clause.verb.i, "parataxis"))
    for token in (clause.verb, *inserted, *ancestors(sentence, clause.verb.i)):
        for c in children(sentence, token.i, "advcl"):
            marks = [
                m
                for m in children(sentence, c.i, "mark", "advmod", "aux")
                if m.lower in _IF and m.lower != "when" and _opens(sentence, c, m)
            ]
            if marks:
                return _clean(sentence, subtree(sentence, c.i))
    if any(c.lower == "otherwise" for c in children(sentence, clause.verb.i)):
        before = [t.i for t in sentence.tokens if t.i < min(subtree(sentence, clause.verb.i))]
        return _clean(sentence, before) if len(before) > 3 else None
    return None


def _opens(sentence: Sentence, clause: Token, mark: Token) -> bool:
    """Whether a word opens its clause: "once the bridge is cut", not "may once have seemed"."""
    return mark.lower in ("if", "unless") or mark.i == min(
        i for i in subtree(sentence, clause.i) if sentence.tokens[i].pos != "PUNCT"
    )


def _asked_before(clause: _Clause, sentences: Sequence[Sentence]) -> Span | None:
    """The condition asked just before: "What happens if Russia is beaten?" before "that would mean"."""
    if not clause.pointing:
        return None
    for back in (1, 2):
        index = clause.sentence.index - back
        if index < 0:
            return None
        asked = sentences[index]
        if asked.text.rstrip().endswith("?"):
            for token in asked.tokens:
                if token.dep in ("advcl", "ccomp") and any(
                    m.lower == "if" for m in children(asked, token.i, "mark")
                ):
                    return _clean(asked, subtree(asked, token.i))
    return None


def _follows(clause: _Clause, outlooks: Sequence[Outlook]) -> tuple[int, ...]:
    """The forecasts of the nearest earlier sentence, when the clause points back."""
    if not clause.pointing or not outlooks:
        return ()
    last = outlooks[-1].sentence
    if not 0 < clause.sentence.index - last <= _BACK:
        return ()
    first = len(outlooks)
    while first and outlooks[first - 1].sentence == last:
        first -= 1
    return tuple(range(first, len(outlooks)))


def _likelihood(sentence: Sentence, verb: Token, tokens: Sequence[int], lore: Lore) -> Likelihood | None:
    """The words of likelihood in or right over the clause, longest first."""
    over = sentence.tokens[verb.head].i
    before = range(max(0, over - 2), over + 1)
    for i in sorted({*range(tokens[0], tokens[-1] + 1), *before, *(c.i for c in children(sentence, verb.i))}):
        if sentence.tokens[i].pos == "PROPN":
            continue
        for words, entry in lore.lexicon.likelihood.get(sentence.tokens[i].lower, ()):
            if tuple(t.lower for t in sentence.tokens[i : i + len(words)]) == words:
                span = tree.span(sentence, i, i + len(words))
                return Likelihood(span.text, entry.low, entry.high)
    return None


def _clean(sentence: Sentence, tokens: Sequence[int]) -> Span | None:
    run = list(tokens)
    while run and sentence.tokens[run[0]].text in _EDGE | {"[", "]", "(", ")"}:
        run.pop(0)
    while run and sentence.tokens[run[-1]].text in _EDGE | {"[", "]", "(", ")"}:
        run.pop()
    return tree.span(sentence, run[0], run[-1] + 1) if run else None
