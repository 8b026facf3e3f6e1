"""Reporting clauses told by the order of their words alone, for where the parser went astray.

A reporting clause is short, stands between commas or at an edge of its sentence, and is a noun phrase with
a cue beside it: ", the witness said.", ", a transcript shows,", "Osta claims to have …".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.lore.schema import Cue
from dateline.model import Sentence, Token

__all__ = ["Clause", "reporting_clauses", "subject_before"]

# "the deputy head of the regional military administration": a source put into a sentence is no longer.
_LONGEST = 12
_PHRASE = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "ADP", "PART"})
_HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_ADVERBS = frozenset({"ADV", "AUX", "PART"})
_ENDS = frozenset({".", "!", "?", ";"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# An answer that is no clause is short: "Not one of them", "Quite impossible".
_FEW = 5
_ANSWERING = frozenset({"ADJ", "ADV", "INTJ", "NOUN", "DET", "NUM", "PART", "PRON"})
# Words before a verb that are nobody's name, though the parser may take a name for one of them.
_TIMES = frozenset(
    {"now", "then", "still", "yet", "also", "only", "today", "yesterday", "here", "there", "never"}
)


# The token of who says it, the end of that phrase, and what is said.
_Inverted = tuple[int, int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Clause:
    """A reporting clause: its cue, the token of who says it, the stretches of what is said."""

    cue: Cue
    at: int
    source: int
    phrase: tuple[int, int]
    content: tuple[tuple[int, int], ...]


def reporting_clauses(sentence: Sentence, cues: Mapping[str, Sequence[Cue]]) -> Iterator[Clause]:
    """The clauses of a sentence that report, each by its cue."""
    tokens = sentence.tokens
    commas = [t.i for t in tokens if t.text == ","]
    end = len(tokens) - (tokens[-1].text in _ENDS)
    for token in tokens:
        cue = _cue(token, cues)
        if cue is None or not token.i:
            continue
        comma = next((c for c in reversed(commas) if c < token.i), None)
        closed = token.i + 1 == end or (token.i + 1 < end and tokens[token.i + 1].text == ",")
        source = _head(sentence, comma + 1, token.i) if comma is not None and closed else None
        if comma is not None and source is not None and comma >= 2 and _says(sentence, 0, comma):
            after = ((token.i + 2, end),) if token.i + 2 < end else ()
            yield Clause(cue, token.i, source, (comma + 1, token.i), ((0, comma), *after))
        elif comma is not None and (turned := _turned(sentence, token, comma, end)) is not None:
            who, close, told = turned
            yield Clause(cue, token.i, who, (token.i + 1, close), told)
        elif (opened := _opened(sentence, token, end)) is not None:
            opener, said = opened
            yield Clause(cue, token.i, opener, (0, token.i), (said,))


def _turned(sentence: Sentence, token: Token, comma: int, end: int) -> _Inverted | None:
    """ "Impossible, replies the staff: …", "No, said the mayor, …": some words, the verb, its subject."""
    tokens = sentence.tokens
    opening = tokens[:comma]
    if token.i != comma + 1 or token.tag not in ("VBD", "VBZ") or not 0 < comma <= _FEW:
        return None
    if any(t.tag in _FINITE or t.pos in ("ADP", "SCONJ", "CCONJ") for t in opening):
        return None
    close = next((t.i for t in tokens[token.i + 1 : end] if t.text in (",", ":")), end)
    source = _head(sentence, token.i + 1, close)
    if source is None or not _answers(opening):
        return None
    after = ((close + 1, end),) if close + 1 < end else ()
    return source, close, ((0, comma), *after)


def _answers(opening: Sequence[Token]) -> bool:
    """Whether words that open a sentence may be an answer, as names and times are not."""
    return all(t.pos in _ANSWERING for t in opening) and not any(t.lower in _TIMES for t in opening)


def _cue(token: Token, cues: Mapping[str, Sequence[Cue]]) -> Cue | None:
    """The cue of a finite verb, or of what looks like one; only such as take a clause."""
    if token.tag not in ("VBD", "VBZ", "VBP", "NNS", "NN"):
        return None
    found = (c for c in cues.get(token.lemma, ()) if "clause" in c.takes and " " not in c.lemma)
    return next((c for c in found if not c.weak or token.lemma in ("show", "indicate")), None)


def _says(sentence: Sentence, lo: int, hi: int) -> bool:
    """Whether tokens [lo, hi) may be what is said: more than "On Monday" and "However"."""
    words = [t for t in sentence.tokens[lo:hi] if t.pos not in ("PUNCT", "DET")]
    if not words or words[0].pos in ("SCONJ", "CCONJ"):
        return False
    told = any(t.tag in ("VBD", "VBZ", "VBP", "MD", "VB", "VBN") for t in words)
    return told or (len(words) > 1 and words[0].pos != "ADP")


def _opened(sentence: Sentence, token: Token, end: int) -> tuple[int, tuple[int, int]] | None:
    """ "Osta claims to have …", "Mrs Orr prays that …": the sentence begins with who says it."""
    tokens = sentence.tokens
    follows = [t.lower for t in tokens[token.i + 1 : token.i + 3]]
    if len(follows) < 2 or follows[0] not in ("that", "to") or token.i + 3 >= end:
        return None
    finite = [t.i for t in tokens if t.tag in ("VBD", "VBZ", "VBP", "MD")]
    if any(i < token.i for i in finite) or (follows[0] == "to" and any(i > token.i for i in finite)):
        return None
    source = _head(sentence, 0, token.i)
    first = tokens[0]
    if source is None and token.i == 1 and first.text[0].isupper() and first.lower not in _TIMES:
        source = 0
    return (source, (token.i + 1 + (follows[0] == "that"), end)) if source is not None else None


def _head(sentence: Sentence, lo: int, hi: int) -> int | None:
    """The head of the noun phrase that tokens [lo, hi) are, or None if they are none."""
    tokens = sentence.tokens
    while hi > lo and tokens[hi - 1].pos in _ADVERBS and tokens[hi - 1].dep not in ("case",):
        hi -= 1
    inside = tokens[lo:hi]
    if not 0 < len(inside) <= _LONGEST:
        return None
    if any(t.pos not in _PHRASE and not (t.pos == "ADV" and t.dep == "amod") for t in inside):
        return None
    if inside[0].pos == "ADP" or inside[0].lower == "no" or inside[-1].pos not in _HEADS:
        return None
    # "residents of the town": the noun before the first preposition.
    first = next((t.i for t in inside[1:] if t.pos == "ADP"), hi)
    return next((i for i in range(first - 1, lo - 1, -1) if tokens[i].pos in _HEADS), None)


def subject_before(sentence: Sentence, token: Token) -> int | None:
    """Who stands right before a verb whose subject the parser lost: "…, a member of the guard told"."""
    at = token.i - 1
    while at >= 0 and sentence.tokens[at].pos in _ADVERBS:
        at -= 1
    if at < 0 or sentence.tokens[at].pos not in _HEADS:
        return None
    comma = max((t.i for t in sentence.tokens[:at] if t.text in (",", "—", "–", ":")), default=-1)
    return _head(sentence, max(comma + 1, at - _LONGEST), at + 1)
