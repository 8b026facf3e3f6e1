"""Sentences to links: first the cues, then of each its source, its content and how far it reaches itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.ascribe.links import signs, spans
from dateline.ascribe.links.around import Around
from dateline.ascribe.links.view import Ints, Signs, View
from dateline.lore import Lore
from dateline.lore.link_weights import LinkWeights, link_weights
from dateline.model import Sentence, Token

__all__ = ["Candidates", "Link", "Pieces", "candidates", "find_links", "kept_signs", "kinds"]

Pieces = tuple[tuple[int, int], ...]
Floats = npt.NDArray[np.floating[Any]]
Bounds = tuple[Ints, Ints]

# Beginnings of a span that are followed to their best end.
_BEAM = 3
# A content has one piece, or one on each side of the cue; further ones are one in a hundred.
_MOST_PIECES = 3
# Sentences looked at together: memory stays flat on long texts, and paragraphs are kept whole.
_TOGETHER = 400
# Sentences of one paragraph that are looked at together at most, whatever is torn.
_MOST_TOGETHER = 1200
# Cues looked at in one go, and cues of a sentence: a list of speech verbs is no list of speakers.
_CHUNK, _MOST_CUES = 256, 30
_ENDS = {"source_end": (5, spans.source_ends), "content_end": (7, spans.content_ends)}


@dataclass(frozen=True, slots=True)
class Link:
    """Words that make a source answerable for a content; each as its pieces [start, end) in the text.

    `sentence` and `head` name the cue's token; `score` is how far the link is above the least that counts.
    """

    sentence: int
    head: int
    source: Pieces | None
    cue: Pieces
    content: Pieces
    score: float


def kinds(lore: Lore) -> Callable[[Token], str]:
    """What the packs tell of a word as a cue: its stance and its sort, "" where they have none."""
    verbs, nouns, phrases = lore.lexicon.verb_cues, lore.lexicon.noun_cues, lore.lexicon.phrase_cues

    def kind(token: Token) -> str:
        if token.pos in ("VERB", "AUX") and token.lemma in verbs:
            cue = verbs[token.lemma][0]
            return f"verb {cue.stance} {cue.thought}"
        if token.pos == "NOUN" and token.lemma in nouns:
            return f"noun {nouns[token.lemma][0].stance}"
        return "phrase" if token.lower in phrases else ""

    return kind


def find_links(
    sentences: Sequence[Sentence], lore: Lore, weights: LinkWeights | None = None
) -> tuple[Link, ...]:
    """The links of a document in order of their cues, one for each cue. Reads nothing but the sentences.

    `weights` are the shipped ones unless others are given, to try them.
    """
    weights, kind = weights or link_weights(), kinds(lore)
    found: list[Link] = []
    for batch in _batches(sentences):
        view = View(batch, kind)
        if view.size:
            found.extend(_links(view, weights, batch))
    return tuple(found)


def _batches(sentences: Sequence[Sentence]) -> list[Sequence[Sentence]]:
    """Stretches of sentences that end with a paragraph."""
    cuts, begin = [0], 0
    for i in range(1, len(sentences)):
        new = sentences[i].paragraph != sentences[i - 1].paragraph
        if (new and i - begin >= _TOGETHER) or i - begin >= _MOST_TOGETHER:
            cuts.append(i)
            begin = i
    return [sentences[a:b] for a, b in zip(cuts, [*cuts[1:], len(sentences)], strict=True)]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Words that may be cues, with the link that each would make; arrays run side by side.

    `told` is the score as a cue; `source` and `pieces` are [begin, end) in tokens, -1 where there is none;
    `sure` are the log-chances of the source and of the content's first piece.
    """

    cue: Ints
    told: Floats
    source: Bounds
    pieces: list[Bounds]
    edges: Bounds
    sure: tuple[Floats, Floats]


def candidates(view: View, weights: LinkWeights) -> Candidates:
    """All words of a view whose score as a cue is worth a look, with their links."""
    told = weights.scores("cue", signs.cues(view))
    cue = _foremost(view, told, weights.least)
    chunks = [_Decoder(view, weights, cue[i : i + _CHUNK]).found(told) for i in range(0, len(cue), _CHUNK)]
    if not chunks:
        none = np.zeros(0, np.int64)
        return Candidates(none, told[:0], (none, none), [(none, none)], (none, none), (told[:0], told[:0]))
    return Candidates(
        cue,
        told[cue],
        _pairs([c.source for c in chunks]),
        [_pairs([c.pieces[n] for c in chunks]) for n in range(_MOST_PIECES)],
        _pairs([c.edges for c in chunks]),
        (np.concatenate([c.sure[0] for c in chunks]), np.concatenate([c.sure[1] for c in chunks])),
    )


def _pairs(bounds: Sequence[Bounds]) -> Bounds:
    return np.concatenate([b for b, _ in bounds]), np.concatenate([e for _, e in bounds])


def _foremost(view: View, told: Floats, least: float) -> Ints:
    """The words that score enough; of a sentence no more than a few dozen, the best of them."""
    able = np.flatnonzero(told > least)
    return np.sort(able[_best(told[able], view.sentence[able], _MOST_CUES)])


def _links(view: View, weights: LinkWeights, sentences: Sequence[Sentence]) -> Iterator[Link]:
    """The links of a view that are worth keeping."""
    found = candidates(view, weights)
    if not len(found.cue):
        return
    scores = weights.scores("keep", kept_signs(view, found))
    tokens = view.tokens

    def offsets(bounds: Bounds, k: int) -> tuple[int, int]:
        return tokens[int(bounds[0][k])].start, tokens[int(bounds[1][k]) - 1].end

    for k in np.flatnonzero(scores > weights.enough).tolist():
        at = int(found.cue[k])
        yield Link(
            sentences[int(view.sentence[at])].index,
            tokens[at].i,
            (offsets(found.source, k),) if found.source[0][k] >= 0 else None,
            (offsets(found.edges, k),),
            tuple(sorted(offsets(piece, k) for piece in found.pieces if piece[0][k] >= 0)),
            float(scores[k] - weights.enough),
        )


def kept_signs(view: View, found: Candidates) -> Signs:
    """What tells whether candidates are links, now that their sources and contents are known."""
    return signs.kept(view, found.cue, found.told, found.source, found.pieces, found.sure)


class _Decoder:
    """Some words of a view that may be cues, and the links that they make."""

    def __init__(self, view: View, weights: LinkWeights, cue: Ints) -> None:
        self._view, self._weights, self._cue = view, weights, cue
        self._around = Around.of(view, cue.tolist())

    def found(self, told: Floats) -> Candidates:
        """The links, one for each word."""
        source, source_sure = self._source()
        pieces, sure = self._pieces(source)
        edges = self._edges(source, pieces[0])
        return Candidates(self._cue, told[self._cue], source, pieces, edges, (source_sure, sure))

    def _chances(self, choice: str, table: Signs, item: Ints) -> Floats:
        """Log-chances of candidates, among those of each item."""
        scores = self._weights.scores(choice, table)
        most = np.full(int(item.max(initial=-1)) + 1, -np.inf)
        np.maximum.at(most, item, scores)
        whole = np.bincount(item, weights=np.exp(scores - most[item]))
        return np.asarray(scores - most[item] - np.log(np.maximum(whole, 1e-30))[item])

    def _source(self) -> tuple[Bounds, Floats]:
        """Where each cue's source begins and ends, -1 where none is told; and how sure that is."""
        link, token, table = signs.source_starts(self._around)
        chance = self._chances("source_start", table, link)
        absent = np.full(len(self._cue), -np.inf)
        absent[link[token < 0]] = chance[token < 0]
        chosen = _best(np.where(token < 0, -np.inf, chance), link, _BEAM)
        none = np.full(len(self._cue), -1)
        begin, end, score = self._ended(
            "source_end", (link[chosen], token[chosen], chance[chosen]), (none, none)
        )
        bounds = np.where(absent > score, none, begin), np.where(absent > score, none, end)
        return bounds, np.maximum(absent, score)

    def _pieces(self, source: Bounds) -> tuple[list[Bounds], Floats]:
        """The pieces of each cue's content, -1 where there are no more; and how sure the first is."""
        view, around = self._view, self._around
        link, token = spans.content_starts(view, self._cue)
        chance = self._chances("content_start", signs.content_starts(around, link, token, source), link)
        chosen = _best(chance, link, _BEAM)
        begin, end, sure = self._ended("content_end", (link[chosen], token[chosen], chance[chosen]), source)
        pieces = [(begin, end)]
        while len(pieces) < _MOST_PIECES:
            going = np.flatnonzero(begin >= 0)
            link, token = spans.second_starts(view, self._cue[going], end[going])
            link = going[link]
            table = signs.second_starts(around, link, token, source, (begin, end))
            chance = self._chances("second_start", table, link)
            chosen = _best(chance, link, 1)
            chosen = chosen[token[chosen] >= 0]
            if not len(chosen):
                break
            begin, end, _ = self._ended("content_end", (link[chosen], token[chosen], chance[chosen]), source)
            pieces.append((begin, end))
        none = np.full(len(self._cue), -1)
        pieces.extend([(none, none)] * (_MOST_PIECES - len(pieces)))
        return pieces, sure

    def _ended(
        self, choice: str, started: tuple[Ints, Ints, Floats], source: Bounds
    ) -> tuple[Ints, Ints, Floats]:
        """Of spans begun as (link, token, log-chance), the best of each link with its best end."""
        view, (link, begin, chance) = self._view, started
        stage, reach = _ENDS[choice]
        item, end = reach(view, self._cue[link], begin)
        table = signs.ends(self._around, link[item], begin[item], end, source, stage)
        score = self._chances(choice, table, item) + chance[item]
        rows = _best(score, link[item], 1)
        told = link[item[rows]]
        first, behind = np.full(len(self._cue), -1), np.full(len(self._cue), -1)
        whole = np.full(len(self._cue), -np.inf)
        first[told], behind[told], whole[told] = begin[item[rows]], end[rows], score[rows]
        return first, behind, whole

    def _edges(self, source: Bounds, content: Bounds) -> Bounds:
        """Where each cue begins and ends."""
        view, around = self._view, self._around
        link, token = spans.cue_begins(view, self._cue)
        table = signs.cue_edges(around, link, token, source, content, 8)
        begin = token[_best(self._weights.scores("cue_start", table), link, 1)]
        link, token = spans.cue_ends(view, self._cue)
        table = signs.cue_edges(around, link, token, source, content, 9)
        return begin, token[_best(self._weights.scores("cue_end", table), link, 1)]


def _best(score: Floats, item: Ints, most: int) -> Ints:
    """The rows of the `most` best candidates of each item, ordered by item; equal ones as they come."""
    order = np.lexsort((-score, item))
    new = np.flatnonzero(np.diff(item[order], prepend=-1))
    rank = np.arange(len(order)) - np.repeat(new, np.diff([*new, len(order)]))
    return np.asarray(order[(rank < most) & (score[order] > -np.inf)])
