"""Speech reported by words that no list has ("fumed that"), or where the parser went astray: learned links.

They are learned from news, where more counts as attribution than saying: wishes, looks, deeds. So one is
taken only if what is said is a clause that hangs on its cue, and the cue is no verb of knowing or making.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.ascribe.clauses import in_question
from dateline.ascribe.cues import Hit
from dateline.ascribe.links import Link, Pieces
from dateline.lore import Lore
from dateline.lore.schema import Cue
from dateline.model import Sentence, Token
from dateline.model.tree import children

__all__ = ["head_of", "reported", "unheard"]

# Above the least that counts, a link over a clause is right in nineteen of twenty; chosen on news.
_ENOUGH = 0.3
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WHAT = Cue(key="learned", example="", form="verb", lemma="", stance="asserts", takes=("clause",))


def unheard(sentences: Sequence[Sentence], hits: Mapping[int, Sequence[Hit]]) -> list[Sentence]:
    """The paragraphs in which a clause hangs on a verb, or "that" opens one, and no cue was heard for it."""
    wanted = {s.paragraph for s in sentences if _open(s, {hit.at for hit in hits.get(s.index, ())})}
    return [s for s in sentences if s.paragraph in wanted]


def _open(sentence: Sentence, cues: set[int]) -> bool:
    tokens = sentence.tokens
    return any(
        (token.dep == "ccomp" and token.head not in cues)
        or (token.pos == "SCONJ" and token.lower == "that" and tokens[token.head].head not in cues)
        for token in tokens
    )


def reported(
    sentences: Sequence[Sentence], links: Iterable[Link], hits: Mapping[int, Sequence[Hit]], lore: Lore
) -> Iterator[Hit]:
    """Hits of cues that lists and tree do not tell, given the `hits` that they tell, by sentence."""
    listed, nothing = lore.lexicon.verb_cues, lore.lexicon.words["no-saying"]
    for link in links:
        sentence = sentences[link.sentence]
        cue = sentence.tokens[link.head]
        if link.score < _ENOUGH or cue.pos != "VERB" or cue.lemma in nothing or in_question(sentence, cue):
            continue
        source, content = head_of(sentence, link), tuple(_tokens(sentence, link.content))
        if (
            source is None
            or not content
            or any(t.lower == "no" for t in children(sentence, source, "det"))
            or any(_touches(hit, content, cue) for hit in hits.get(link.sentence, ()))
        ):
            continue
        if _of_cue(sentence, content, cue, listed=cue.lemma in listed):
            words_of = next(_tokens(sentence, link.cue), (cue.i, cue.i + 1))
            kind = next(iter(listed.get(cue.lemma, ())), _WHAT)
            yield Hit(link.sentence, kind, cue.i, words_of, source, content)


def head_of(sentence: Sentence, link: Link) -> int | None:
    """The token that stands for a link's source: one whose head lies outside of it."""
    if link.source is None:
        return None
    lo, hi = next(_tokens(sentence, link.source), (0, 0))
    inside = sentence.tokens[lo:hi]
    return next((t.i for t in inside if not lo <= t.head < hi or t.head == t.i), None)


def _tokens(sentence: Sentence, pieces: Pieces) -> Iterator[tuple[int, int]]:
    """The tokens [lo, hi) of pieces, as far as they lie in the sentence."""
    starts = [token.start for token in sentence.tokens]
    for start, end in pieces:
        lo, hi = bisect_left(starts, start), bisect_left(starts, end)
        if lo < hi:
            yield lo, hi


def _touches(hit: Hit, content: Sequence[tuple[int, int]], cue: Token) -> bool:
    """Whether a hit has told of these words already: by this cue, or the same words by another."""
    if hit.words[0] <= cue.i < hit.words[1]:
        return True
    outside = not any(a <= cue.i < b for a, b in hit.content)
    return outside and any(a <= lo and hi <= b for lo, hi in content for a, b in hit.content)


def _of_cue(sentence: Sentence, content: Sequence[tuple[int, int]], cue: Token, *, listed: bool) -> bool:
    """Whether the content is a clause that the cue governs, or that "that" opens."""
    lo, hi = content[0]
    words = sentence.tokens[lo:hi]
    if words[0].lower == "that" and words[0].pos == "SCONJ":
        return any(t.tag in _FINITE for t in words)
    if listed:
        # Where the tree is sound the lists know better: "would not say how many".
        return False
    heads = {cue.i, cue.head}
    return any(t.dep == "ccomp" and t.head in heads and not lo <= t.head < hi for t in words)
