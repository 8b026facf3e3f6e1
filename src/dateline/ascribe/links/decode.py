"""Sentences to links: first the cues, then of each its source, its content and how far it reaches itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.ascribe.links import signs, spans
from dateline.ascribe.links.view import Ints, Signs, View
from dateline.lore import Lore
from dateline.lore.link_weights import LinkWeights, link_weights
from dateline.model import Sentence, Token

__all__ = ["Link", "Pieces", "find_links", "kinds"]

Pieces = tuple[tuple[int, int], ...]
Floats = npt.NDArray[np.floating[Any]]
Bounds = tuple[Ints, Ints]

# Beginnings of a span that are followed to their best end.
_BEAM = 3
# A content has one piece, or one on each side of the cue; further ones are one in a hundred.
_MOST_PIECES = 3
# Sentences looked at together: memory stays flat on long texts, and paragraphs are kept whole.
_TOGETHER = 400
_ENDS = {"source_end": (5, spans.source_ends), "content_end": (7, spans.content_ends)}


@dataclass(frozen=True, slots=True)
class Link:
    """Words that make a source answerable for a content; each as its pieces [start, end) in the text.

    `sentence` and `head` name the cue's token; `score` is how far the cue is above the least that counts.
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
            found.extend(_Decoder(view, weights).links(batch))
    return tuple(found)


def _batches(sentences: Sequence[Sentence]) -> list[Sequence[Sentence]]:
    """Stretches of sentences that end with a paragraph."""
    cuts, begin = [0], 0
    for i in range(1, len(sentences)):
        if i - begin >= _TOGETHER and sentences[i].paragraph != sentences[i - 1].paragraph:
            cuts.append(i)
            begin = i
    return [sentences[a:b] for a, b in zip(cuts, [*cuts[1:], len(sentences)], strict=True)]


class _Decoder:
    """One batch of sentences with the cues found in it."""

    def __init__(self, view: View, weights: LinkWeights) -> None:
        self._view, self._weights = view, weights
        told = weights.scores("cue", signs.cues(view)) - weights.least
        self._cue = np.flatnonzero(told > 0)
        self._told = told[self._cue]

    def links(self, sentences: Sequence[Sentence]) -> list[Link]:
        """A link for each cue."""
        if not len(self._cue):
            return []
        self._around = signs.Around.of(self._view, self._cue.tolist())
        source = self._source()
        pieces = self._pieces(source)
        edges = self._edges(source, pieces[0])
        view = self._view
        found = []
        for k, at in enumerate(self._cue.tolist()):
            sentence = sentences[int(view.sentence[at])]
            own = [self._offsets(b, e, k) for b, e in pieces if b[k] >= 0]
            found.append(
                Link(
                    sentence.index,
                    view.tokens[at].i,
                    (self._offsets(*source, k),) if source[0][k] >= 0 else None,
                    (self._offsets(*edges, k),),
                    tuple(sorted(own)),
                    float(self._told[k]),
                )
            )
        return found

    def _offsets(self, begin: Ints, end: Ints, k: int) -> tuple[int, int]:
        tokens = self._view.tokens
        return tokens[int(begin[k])].start, tokens[int(end[k]) - 1].end

    def _chances(self, choice: str, table: Signs, item: Ints) -> Floats:
        """Log-chances of candidates, among those of each item."""
        scores = self._weights.scores(choice, table)
        most = np.full(int(item.max(initial=-1)) + 1, -np.inf)
        np.maximum.at(most, item, scores)
        whole = np.bincount(item, weights=np.exp(scores - most[item]))
        return np.asarray(scores - most[item] - np.log(np.maximum(whole, 1e-30))[item])

    def _source(self) -> Bounds:
        """Where each cue's source begins and ends; -1 where none is told."""
        link, token, table = signs.source_starts(self._around)
        chance = self._chances("source_start", table, link)
        absent = np.full(len(self._cue), -np.inf)
        absent[link[token < 0]] = chance[token < 0]
        chosen = _best(np.where(token < 0, -np.inf, chance), link, _BEAM)
        none = np.full(len(self._cue), -1)
        begin, end, score = self._ended(
            "source_end", (link[chosen], token[chosen], chance[chosen]), (none, none)
        )
        return np.where(absent > score, none, begin), np.where(absent > score, none, end)

    def _pieces(self, source: Bounds) -> list[Bounds]:
        """The pieces of each cue's content, the first of all cues first; -1 where there are no more."""
        view, around = self._view, self._around
        link, token = spans.content_starts(view, self._cue)
        chance = self._chances("content_start", signs.content_starts(around, link, token, source), link)
        chosen = _best(chance, link, _BEAM)
        begin, end, _ = self._ended("content_end", (link[chosen], token[chosen], chance[chosen]), source)
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
        return pieces

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
