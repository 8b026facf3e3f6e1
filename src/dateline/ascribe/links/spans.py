"""Where sources, contents and cues may begin and end: the candidates that the signs are told of.

Each function gives rows as (link, token): which cue asks, and the token in question.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dateline.ascribe.links.view import Ints, View

__all__ = ["content_ends", "content_starts", "cue_begins", "cue_ends", "second_starts", "source_ends"]

# A source of more words is a list; one in a thousand is longer.
_LONGEST_SOURCE = 60
# Sentences of the paragraph that a content may lie in, before the cue's own and behind it.
_BEFORE, _BEHIND = 5, 4
# Sentences that a content may go on for.
_LONGEST_CONTENT = 12
# Quotations of a neighbouring sentence that are looked at.
_MOST_MARKS = 20
# Tokens of a sentence around the cue: what parses as more than this is a list or a damaged text.
_WIDEST = 250
# Tokens of a cue before its head and behind it.
_CUE_BEFORE, _CUE_BEHIND = 8, 12

Rows = tuple[Ints, Ints]


def _rows(spans: Iterator[tuple[int, list[int]]]) -> Rows:
    links: list[int] = []
    tokens: list[int] = []
    for link, own in spans:
        links.extend([link] * len(own))
        tokens.extend(own)
    return np.asarray(links, np.int64), np.asarray(tokens, np.int64)


def source_ends(view: View, cue: Ints, begin: Ints) -> Rows:
    """Ends of sources that begin at `begin` (at least 0), one for each cue."""

    def each() -> Iterator[tuple[int, list[int]]]:
        for k, (at, first) in enumerate(zip(cue.tolist(), begin.tolist(), strict=True)):
            last = min(int(view.last[first]), first + _LONGEST_SOURCE)
            if first < at:
                last = min(last, at)
            yield k, list(range(first + 1, last + 1))

    return _rows(each())


def content_starts(view: View, cue: Ints) -> Rows:
    """Beginnings of contents: any token of the cue's sentence, marked ones of the sentences around it."""

    def each() -> Iterator[tuple[int, list[int]]]:
        for k, at in enumerate(cue.tolist()):
            yield k, [*_marked(view, at, -_BEFORE, 0), *_own(view, at), *_marked(view, at, 1, _BEHIND)]

    return _rows(each())


def _own(view: View, at: int) -> list[int]:
    first, last = max(int(view.first[at]), at - _WIDEST), min(int(view.last[at]), at + _WIDEST)
    return [t for t in range(first, last) if t != at]


def _marked(view: View, at: int, first: int, behind: int) -> Iterator[int]:
    """The first tokens of sentences near the one of `at`, and those that open a quotation in them."""
    here = int(view.sentence[at])
    paragraph = view.paragraph[at]
    for number in range(max(0, here + first), min(len(view.begin) - 1, here + behind + (first > 0))):
        if number == here:
            continue
        lo, hi = int(view.begin[number]), int(view.begin[number + 1])
        if lo == hi or not 0 <= view.paragraph[lo] - paragraph <= 1:
            continue
        yield lo
        yield from (int(t) for t in lo + 1 + np.flatnonzero(view.opens[lo + 1 : hi])[:_MOST_MARKS])


def content_ends(view: View, cue: Ints, begin: Ints) -> Rows:
    """Ends of contents that begin at `begin`: in its sentence anywhere, later where sentences end."""

    def each() -> Iterator[tuple[int, list[int]]]:
        for k, (at, first) in enumerate(zip(cue.tolist(), begin.tolist(), strict=True)):
            yield k, _ends(view, at, first)

    return _rows(each())


def _ends(view: View, at: int, first: int) -> list[int]:
    last = int(view.last[first])
    if first < at < last:
        return list(range(max(first + 1, at - _WIDEST), at + 1))
    found = list(range(first + 1, min(last, first + _WIDEST) + 1))
    if found[-1] != last:
        found.append(last)
    number = int(view.sentence[first]) + 1
    for later in range(number, min(number + _LONGEST_CONTENT, len(view.begin) - 1)):
        lo, hi = int(view.begin[later]), int(view.begin[later + 1])
        if lo == hi or view.paragraph[lo] - view.paragraph[first] > 2:
            break
        if first < at < hi:
            # The cue's own sentence ends a content that comes before it.
            found.extend(range(max(lo + 1, at - _WIDEST), at + 1))
            break
        found.extend((lo + 1 + np.flatnonzero(view.closes[lo + 1 : hi - 1])[:_MOST_MARKS]).tolist())
        found.extend(t for t in (hi - 1, hi) if t > lo)
    return found


def second_starts(view: View, cue: Ints, end: Ints) -> Rows:
    """Beginnings of a further piece behind `end`; -1 for none, the first of each cue."""

    def each() -> Iterator[tuple[int, list[int]]]:
        for k, (at, prior) in enumerate(zip(cue.tolist(), end.tolist(), strict=True)):
            own = [t for t in _own(view, at) if t >= prior]
            later = [t for t in _marked(view, at, 1, _BEHIND) if t >= prior]
            yield k, [-1, *own, *later]

    return _rows(each())


def cue_begins(view: View, cue: Ints) -> Rows:
    """Where a cue with this head may begin."""

    def each() -> Iterator[tuple[int, list[int]]]:
        for k, at in enumerate(cue.tolist()):
            yield k, list(range(max(int(view.first[at]), at - _CUE_BEFORE), at + 1))

    return _rows(each())


def cue_ends(view: View, cue: Ints) -> Rows:
    """Where a cue with this head may end."""

    def each() -> Iterator[tuple[int, list[int]]]:
        for k, at in enumerate(cue.tolist()):
            yield k, list(range(at + 1, min(int(view.last[at]), at + _CUE_BEHIND) + 1))

    return _rows(each())
