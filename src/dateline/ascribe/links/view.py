"""A document's tokens as arrays, so that the signs of all candidates are computed at once.

A sign is a 32-bit number: what it says (a word, a relation, a pair of them) mixed with the number of its
template. Words become numbers by CRC-32, which is the same on every machine and in every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from dateline.model import Sentence, Token

__all__ = ["Ints", "Signs", "View", "bucket", "mixed", "number"]

Ints = npt.NDArray[np.int64]
Signs = npt.NDArray[np.uint32]

_MARKS_OPEN = frozenset("“«„`") | {"``"}
_MARKS_CLOSE = frozenset("”»")
_MARKS_EITHER = frozenset({'"', "''"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_CLAUSES = frozenset({"ccomp", "xcomp", "acl"})
_THINGS = frozenset({"dobj", "attr", "oprd", "pobj"})
_PREPOSITIONS = frozenset({"prep", "prt", "agent"})
_HELPS = frozenset({"aux", "auxpass", "neg"})
# What shares its head's subject when it has none.
_SHARING = frozenset({"conj", "xcomp", "advcl", "acl"})
_UNTOLD = frozenset({"punct", "det", "conj", "cc"})
# Words are looked up again and again; a document has few thousand different ones.
_KNOWN: dict[str, int] = {}
_MOST_KNOWN = 200_000


def number(text: str) -> int:
    """The number of a word."""
    found = _KNOWN.get(text)
    if found is None:
        if len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.clear()
        found = _KNOWN[text] = crc32(text.encode("utf-8", "surrogatepass"))
    return found


def _numbers(texts: Iterable[str]) -> Signs:
    return np.fromiter(map(number, texts), np.uint32)


def mixed(template: int, *parts: Signs) -> Signs:
    """One number for a template and its parts; overflow wraps, as it should."""
    sign = np.full_like(parts[0], (template * 0x9E3779B1) & 0xFFFFFFFF)
    for part in parts:
        sign = (sign ^ part) * np.uint32(0x85EBCA6B)
        sign ^= sign >> np.uint32(15)
    sign *= np.uint32(0xC2B2AE35)
    sign ^= sign >> np.uint32(13)
    return sign


# Distances tell much when short and little when long: exact to 4, then by steps.
_STEPS = np.asarray([0, 1, 2, 3, 4, 5, 7, 10, 14, 20, 30, 50])


def bucket(distance: npt.NDArray[Any]) -> Signs:
    """A distance with its sign, coarser the longer it is."""
    size = np.searchsorted(_STEPS, np.abs(distance), side="right")
    return np.asarray(size * np.where(distance < 0, -1, 1) + 64).astype(np.uint32)


class View:
    """Parallel arrays over a document's tokens; every index in them is into the document's tokens."""

    def __init__(self, sentences: Sequence[Sentence], classes: Callable[[Token], str]) -> None:
        tokens: list[Token] = [token for sentence in sentences for token in sentence.tokens]
        self.tokens = tokens
        self.size = len(tokens)
        self.begin = np.cumsum([0, *(len(sentence.tokens) for sentence in sentences)])
        lengths = np.diff(self.begin)
        self.sentence = np.repeat(np.arange(len(sentences)), lengths)
        self.first = np.repeat(self.begin[:-1], lengths)
        self.last = np.repeat(self.begin[1:], lengths)
        self.paragraph = np.repeat(np.asarray([s.paragraph for s in sentences], np.int64), lengths)
        self.head = np.fromiter((t.head for t in tokens), np.int64, self.size) + self.first
        self._words(tokens, classes)
        self._tree(tokens)
        self._quotes(tokens)

    def _words(self, tokens: Sequence[Token], classes: Callable[[Token], str]) -> None:
        self.lower = _numbers(t.lower for t in tokens)
        self.lemma = _numbers(t.lemma for t in tokens)
        self.pos = _numbers(t.pos for t in tokens)
        self.tag = _numbers(t.tag for t in tokens)
        self.dep = _numbers(t.dep for t in tokens)
        self.ent = _numbers(t.ent for t in tokens)
        self.suffix = _numbers(t.lower[-3:] for t in tokens)
        self.shape = _numbers(_shape(t.text) for t in tokens)
        self.kind = _numbers(classes(t) for t in tokens)

    def _tree(self, tokens: Sequence[Token]) -> None:
        """Edges of subtrees, and what hangs on each token."""
        self.left, self.right = np.arange(self.size), np.arange(1, self.size + 1)
        self.depth, self.subject = np.zeros(self.size, np.int64), np.full(self.size, -1)
        self.thing = np.full(self.size, -1)
        self.under, self.clause, self.mark, self.prep, self.helps = np.zeros((5, self.size), np.uint32)
        left, right, depth, subject = (
            values.tolist() for values in (self.left, self.right, self.depth, self.subject)
        )
        for begin, end in zip(self.begin[:-1].tolist(), self.begin[1:].tolist(), strict=True):
            own = tokens[begin:end]
            order = _downwards(own)
            for i in order:
                at, head = begin + i, begin + own[i].head
                if at != head:
                    depth[at] = depth[head] + 1
                subject[at] = self._hanging(own, i, begin)
                if subject[at] < 0 and own[i].dep in _SHARING:
                    subject[at] = subject[head]
            for i in reversed(order):
                at, head = begin + i, begin + own[i].head
                left[head], right[head] = min(left[head], left[at]), max(right[head], right[at])
        self.left, self.right, self.depth = np.asarray(left), np.asarray(right), np.asarray(depth)
        self.subject = np.asarray(subject)

    def _hanging(self, own: Sequence[Token], i: int, begin: int) -> int:
        """Notes what hangs on token `i` of a sentence that begins at `begin`; returns its subject, or -1."""
        at, subject = begin + i, -1
        deps: dict[str, None] = {}
        for c in own[i].children:
            dep = own[c].dep
            if dep in _UNTOLD:
                continue
            deps[dep] = None
            if dep in _SUBJECTS:
                subject = begin + c
            elif dep in _CLAUSES:
                self.clause[at] = number(own[c].tag)
                first = own[c].children[0] if own[c].children else c
                self.mark[at] = number(own[first].lower) if first < c else 1
            elif dep in _THINGS:
                self.thing[at] = begin + c
            elif dep in _PREPOSITIONS:
                self.prep[at] = number(own[c].lower)
            elif dep in _HELPS:
                self.helps[at] ^= np.uint32(number(own[c].lower))
        if deps:
            self.under[at] = number(" ".join(deps))
        return subject

    def _quotes(self, tokens: Sequence[Token]) -> None:
        """Which quotation a token stands in (0: none), its marks included; and where each begins and ends.

        Straight marks open and close by turns; a paragraph that ends within a quotation ends it.
        """
        inside = np.zeros(self.size, np.int64)
        spans: list[tuple[int, int]] = []
        opened = -1
        for i, token in enumerate(tokens):
            if opened >= 0 and self.paragraph[i] != self.paragraph[opened]:
                spans.append((opened, i))
                opened = -1
            text = token.text
            if opened < 0 and (text in _MARKS_OPEN or text in _MARKS_EITHER):
                opened = i
            elif opened >= 0 and (text in _MARKS_CLOSE or text in _MARKS_EITHER):
                spans.append((opened, i + 1))
                opened = -1
        if opened >= 0:
            spans.append((opened, self.size))
        for n, (lo, hi) in enumerate(spans, 1):
            inside[lo:hi] = n
        self.inside, self.quotes = inside, spans
        self.opens = np.zeros(self.size, np.uint32)
        self.closes = np.zeros(self.size + 1, np.uint32)
        for lo, hi in spans:
            self.opens[lo] = 1
            self.closes[hi] = 1
        self.near = _near_quote(self)

    def around(self, values: Signs, by: int) -> Signs:
        """The values of the tokens `by` to the right; 0 beyond the document."""
        moved = np.zeros_like(values)
        if by >= 0:
            moved[: self.size - by] = values[by:]
        else:
            moved[-by:] = values[:by]
        return moved


def _near_quote(view: View) -> Signs:
    """How a token lies to the quotations of its sentence: within, right before, right behind, apart."""
    near = np.zeros(view.size, np.uint32)
    told = np.zeros(view.size, np.uint32)
    for lo, hi in view.quotes:
        first, last = view.first[lo], view.last[hi - 1]
        near[first:lo] |= 1
        near[max(int(first), lo - 4) : lo] |= 2
        near[hi:last] |= 4
        near[hi : min(int(last), hi + 4)] |= 8
        # A quotation of a clause or more weighs more than a word set off.
        told[first:last] |= 1 if hi - lo > 7 else 2
    near[view.inside > 0] |= 16
    return near + told * 32


def _downwards(tokens: Sequence[Token]) -> list[int]:
    """A sentence's tokens, each after its head."""
    order = [token.i for token in tokens if token.head == token.i]
    for at in order:
        order.extend(tokens[at].children)
    return order


def _shape(text: str) -> str:
    if text.isupper():
        return "X"
    if text[:1].isupper():
        return "Xx"
    if text.isalpha():
        return "x"
    return "d" if any(char.isdigit() for char in text) else text[:1]
