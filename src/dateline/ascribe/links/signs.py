"""What tells a cue, a source and a content: the signs of every candidate, as rows of numbers.

Each function gives an array (candidates, templates). A template is known by its place in the row and by
its stage; adding one anywhere asks for new weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.ascribe.links.around import Around
from dateline.ascribe.links.view import Ints, Signs, View, bucket, mixed

__all__ = [
    "content_starts",
    "cue_edges",
    "cues",
    "ends",
    "kept",
    "second_starts",
    "source_starts",
]

Floats = npt.NDArray[np.floating[Any]]

# Steps up from a span's last word to the highest node that ends with it.
_MOST_STEPS = 6


class _Row:
    """Collects one column of signs after the other."""

    def __init__(self, stage: int) -> None:
        self._stage = stage * 1000
        self._columns: list[Signs] = []

    def add(self, *parts: Signs) -> None:
        self._columns.append(mixed(self._stage + len(self._columns), *parts))

    def all(self, *signs: tuple[Signs, ...]) -> None:
        for parts in signs:
            self.add(*parts)

    def table(self) -> Signs:
        return np.stack(self._columns, axis=1)


def _flag(values: object) -> Signs:
    return np.asarray(values).astype(np.uint32)


def _of(values: Signs, at: Ints) -> Signs:
    """The values at indices; 0 where the index is below 0."""
    return np.where(at >= 0, values[np.maximum(at, 0)], np.uint32(0))


def cues(view: View) -> Signs:
    """Of every token: whether it makes somebody answerable."""
    row = _Row(1)
    low, lem, pos, tag, dep = view.lower, view.lemma, view.pos, view.tag, view.dep
    head = view.head
    a1, a2, b1, b2 = (view.around(low, by) for by in (-1, -2, 1, 2))
    pa1, pa2, pb1, pb2 = (view.around(pos, by) for by in (-1, -2, 1, 2))
    sub, thing = view.subject, view.thing
    sub_lem, sub_pos, sub_ent = _of(lem, sub), _of(pos, sub), _of(view.ent, sub)
    quoted = _flag(view.inside > 0)
    near = view.near
    row.all(
        (low,),
        (lem,),
        (view.suffix,),
        (pos,),
        (tag,),
        (dep,),
        (view.ent,),
        (view.shape,),
        (view.kind,),
        (view.under,),
        (view.clause,),
        (a1,),
        (a2,),
        (b1,),
        (b2,),
        (pa1,),
        (pb1,),
        (view.mark,),
        (view.prep,),
        (view.helps,),
        (near,),
        (quoted,),
        (lem, dep),
        (lem, tag),
        (lem, b1),
        (lem, a1),
        (lem, view.under),
        (lem, view.clause),
        (lem, view.mark),
        (lem, view.prep),
        (lem, near),
        (lem, sub_ent, sub_pos),
        (lem, _of(lem, thing)),
        (lem, _of(view.ent, thing), _of(pos, thing)),
        (lem, quoted),
        (view.suffix, tag, dep),
        (tag, view.under),
        (dep, view.under, pos),
        (view.clause, view.mark, tag),
        (view.clause, sub_ent, pos),
        (sub_lem,),
        (sub_lem, lem),
        (sub_pos, sub_ent, dep, pos),
        (lem[head],),
        (lem[head], dep),
        (lem[head], lem),
        (pos[head], dep, tag),
        (tag[head], dep, tag),
        (dep[head], dep, pos),
        (lem[head[head]], dep[head], dep),
        (view.kind[head], dep, view.kind),
        (near, tag),
        (near, dep, view.kind),
        (near, sub_ent, tag),
        (_of(lem, thing), pos),
        (_of(view.ent, thing), _of(pos, thing), pos),
        (pa1, pos, pb1),
        (pa2, pa1, pos),
        (pos, pb1, pb2),
        (dep, view.around(dep, 1), view.around(dep, -1)),
        (view.around(lem, 1), pos),
        (b1, b2, pos),
        (a1, a2, pos),
        (view.helps, tag, view.kind),
        (bucket(view.depth), pos),
        (bucket(np.arange(view.size) - view.first), pos),
        (bucket(view.last - np.arange(view.size)), pos),
        (bucket(view.last - view.first), pos),
        (bucket(view.right - view.left), pos, dep),
    )
    return row.table()


def _place(row: _Row, around: Around, link: Ints, token: Ints) -> None:
    """What all stages ask of a token as seen from a cue."""
    view = around.view
    cue = around.cue[link]
    rows = around.rows(link, token)
    top = np.where(rows >= 0, around.top[np.maximum(rows, 0)], token)
    path, up = around.path_to(link, token), around.path_to(link, top)
    lem, under = view.lemma[cue], view.under[cue]
    before, before2 = view.around(view.lower, -1)[token], view.around(view.lower, -2)[token]
    off = bucket(token - cue)
    subject = _flag((top == view.subject[cue]) * 2 + (token == view.left[view.subject[cue]]))
    quote = view.opens[token] + 2 * view.closes[token] + 4 * _flag(view.inside[token] > 0)
    quote += 8 * _flag(view.inside[cue] > 0) + 16 * _flag(view.inside[token] == view.inside[cue])
    row.all(
        (path,),
        (up,),
        (up, lem),
        (up, view.dep[cue], view.tag[cue]),
        (up, under),
        (up, view.pos[top], view.ent[top]),
        (up, quote),
        (up, view.kind[cue], view.pos[cue]),
        (off,),
        (off, view.pos[token]),
        (off, view.tag[cue], view.dep[cue]),
        (off, lem),
        (subject, under),
        (subject, off),
        (subject, up),
        (quote, off),
        (quote, lem),
        (quote, before),
        (view.lower[token], _flag(token > cue)),
        (view.lower[token], before),
        (view.lower[token], view.dep[top]),
        (view.lower[token], view.around(view.lower, 1)[token]),
        (view.pos[token], view.around(view.pos, -1)[token], view.around(view.pos, -2)[token]),
        (view.pos[token], view.around(view.pos, 1)[token], view.tag[cue]),
        (before, _flag(token > cue), view.pos[token]),
        (before, view.dep[top]),
        (before2, before),
        (view.lemma[top], view.dep[top]),
        (view.lemma[top], lem),
        (view.ent[top], view.pos[top], off),
        (view.dep[top], view.tag[top], view.tag[cue]),
        (view.dep[token], view.dep[top], _flag(token > cue)),
        (bucket(view.right[top] - token), view.dep[top]),
        (bucket(view.depth[top] - view.depth[cue]), view.dep[top], _flag(token > cue)),
        (bucket(token - view.first[token]), _flag(token > cue), view.closes[token]),
        (lem, view.dep[top], _flag(token > cue)),
        (lem, view.lower[token]),
        (lem, view.pos[token], before),
        (view.clause[cue], up),
        (view.mark[cue], up),
        (view.helps[cue], up),
        (around.path_to(link, np.maximum(token - 1, 0)), up),
    )


def source_starts(around: Around) -> tuple[Ints, Ints, Signs]:
    """(cue, token, signs) of where its source may begin; token -1: no source is told."""
    view = around.view
    count = len(around.cue)
    row = _Row(2)
    none = np.full(count, -1)
    link, token = around.link, around.token
    _place(row, around, link, token)
    table = row.table()
    absent = _Row(3)
    _cue_alone(absent, view, around.cue)
    blank = np.zeros((count, table.shape[1]), np.uint32)
    told = absent.table()
    blank[:, : told.shape[1]] = told
    return (
        np.concatenate([link, np.arange(count)]),
        np.concatenate([token, none]),
        np.concatenate([table, blank]),
    )


def _cue_alone(row: _Row, view: View, cue: Ints) -> None:
    """What a cue tells of having no source, or no second piece of content."""
    head = view.head[cue]
    row.all(
        (view.lemma[cue],),
        (view.lemma[cue], view.under[cue]),
        (view.under[cue],),
        (view.under[cue], view.tag[cue], view.dep[cue]),
        (view.tag[cue], view.dep[cue]),
        (view.lemma[cue], view.dep[cue], view.tag[cue]),
        (view.helps[cue], view.tag[cue]),
        (view.prep[cue], view.tag[cue]),
        (view.around(view.lower, -1)[cue], view.tag[cue]),
        (view.around(view.lower, 1)[cue], view.tag[cue]),
        (_flag(view.subject[cue] >= 0), view.tag[cue], view.dep[cue]),
        (_of(view.lemma, view.subject[cue]),),
        (_of(view.dep, view.subject[cue]), view.tag[cue]),
        (_of(view.pos, view.subject[cue]), _of(view.ent, view.subject[cue]), view.tag[cue]),
        (view.pos[head], view.dep[cue], view.pos[cue]),
        (view.lemma[head], view.dep[cue]),
        (view.shape[cue], view.pos[cue]),
        (bucket(cue - view.first[cue]),),
    )


def content_starts(
    around: Around, link: Ints, token: Ints, source: tuple[Ints, Ints], stage: int = 4
) -> Signs:
    """The signs of tokens as the beginning of what a cue brings; sources are [from, to), -1 without one."""
    view = around.view
    row = _Row(stage)
    _place(row, around, link, token)
    cue = around.cue[link]
    lo, hi = source[0][link], source[1][link]
    path = around.path_to(link, token)
    order = _flag((token >= hi) + 2 * (token >= lo) + 4 * (token > cue) + 8 * (hi > cue) + 16 * (lo < 0))
    row.all(
        (order, path),
        (order, bucket(token - hi)),
        (order, bucket(token - cue)),
        (order, view.opens[token], view.closes[token]),
        (order, view.lemma[cue]),
        (order, bucket(token - view.first[cue])),
        (order, view.around(view.lower, -1)[token], view.opens[token]),
        (order, view.under[cue]),
    )
    sentence = view.sentence[token] - view.sentence[cue]
    row.all(
        (order, bucket(sentence), view.opens[token], view.lower[token] * _flag(view.inside[token] > 0)),
        (bucket(sentence), view.near[cue], order),
        (view.near[cue], path, order),
        (view.near[cue], view.opens[token], view.lemma[cue]),
    )
    return row.table()


def second_starts(
    around: Around, link: Ints, token: Ints, source: tuple[Ints, Ints], piece: tuple[Ints, Ints]
) -> Signs:
    """The same for a further piece of the content, or -1: there is none. `piece`: the one before."""
    view = around.view
    safe = np.maximum(token, 0)
    row = _Row(6)
    cue = around.cue[link]
    lo, hi = piece[0][link], piece[1][link]
    absent = _flag(token < 0)
    told = view.opens[lo] + 2 * view.closes[hi] + 4 * _flag(hi <= cue) + 8 * _flag(view.inside[lo] > 0)
    told += 16 * _flag(view.sentence[lo] == view.sentence[cue]) + 32 * absent
    ended = view.lower[hi - 1]
    after = view.around(view.lower, -1)[np.minimum(hi + 1, view.size - 1)]
    shift = np.where(token < 0, 0, 1).astype(np.uint32)
    quote = (view.opens[safe] + 2 * _flag(view.inside[safe] > 0) + 4) * shift
    row.all(
        (told,),
        (told, view.lemma[cue]),
        (told, ended),
        (told, after),
        (told, quote, bucket(safe - cue) * shift),
        (told, quote, around.path_to(link, safe) * shift),
        (told, quote, bucket(view.sentence[safe] - view.sentence[cue]) * shift),
        (told, quote, bucket(safe - hi) * shift),
        (told, quote, bucket(safe - source[1][link]) * shift),
        (told, quote, view.around(view.lower, -1)[safe] * shift),
        (told, view.lower[safe] * shift, quote),
        (told, view.pos[safe] * shift, view.around(view.pos, -1)[safe] * shift),
        (told, around.path_to(link, safe) * shift, view.under[cue]),
        (told, around.path_to(link, safe) * shift, around.path_to(link, lo)),
        (told, view.tag[cue], view.dep[cue], absent),
        (told, bucket(view.last[cue] - cue), absent),
        (told, bucket(source[1][link] - source[0][link]), absent),
        (told, view.around(view.lower, 1)[cue], absent),
        (told, around.path_to(link, np.maximum(hi - 1, 0)), absent),
        (told, view.near[cue], absent),
        (told, view.under[cue], absent),
        (told, _last_word(view, cue), absent),
    )
    tail = _flag(view.inside[np.minimum(view.last[cue], view.size - 1)] > 0)
    row.add(told, tail, quote, bucket(view.sentence[safe] - view.sentence[cue]) * shift)
    return row.table()


def _last_word(view: View, cue: Ints) -> Signs:
    """The end of the cue's sentence: its last tokens, a closing mark among them."""
    last = view.last[cue]
    return mixed(13, view.lower[last - 1], view.closes[last])


def ends(
    around: Around,
    link: Ints,
    begin: Ints,
    end: Ints,
    source: tuple[Ints, Ints],
    stage: int,
) -> Signs:
    """Of spans [begin, end): whether they end there. Sources ask with stage 5, contents with 7."""
    view = around.view
    row = _Row(stage)
    cue = around.cue[link]
    rows = around.rows(link, begin)
    top = np.where(rows >= 0, around.top[np.maximum(rows, 0)], begin)
    up = around.path_to(link, top)
    last = end - 1
    here = np.minimum(end, view.size - 1)
    peak = _peaks(view, begin, last)
    whole = _flag((view.right[top] == end) * 2 + (view.right[begin] == end))
    fits = _flag((view.left[peak] == begin) + 2 * (peak == top))
    text, tail = view.lower[last], view.lower[here]
    tail2 = view.lower[np.minimum(end + 1, view.size - 1)]
    opened, closed = view.opens[begin], view.closes[end]
    same = _flag(view.inside[begin] == view.inside[last])
    quote = opened + 2 * closed + 4 * same + 8 * _flag(view.inside[last] > 0)
    quote += 16 * _flag(view.inside[begin] > 0) + 32 * _flag(view.inside[here] > 0)
    final = _flag((end == view.last[last]) + 2 * (view.paragraph[last] != view.paragraph[here]))
    jump = bucket(view.sentence[last] - view.sentence[begin])
    side = _flag((last < cue) + 2 * (begin > cue) + 4 * (end == cue) + 8 * (end == source[0][link]))
    size = bucket(end - begin)
    above = view.head[peak]
    row.all(
        (whole, fits),
        (whole, up),
        (whole, view.dep[top], view.dep[peak]),
        (fits, view.dep[peak], view.dep[here]),
        (whole, view.lower[here]),
        (text, tail),
        (text, whole),
        (tail, view.dep[top], whole),
        (text, tail, side),
        (tail, tail2),
        (view.pos[last], view.pos[here]),
        (view.pos[last], view.pos[here], view.around(view.pos, 1)[here], side),
        (view.dep[last], view.dep[here]),
        (view.dep[peak], view.dep[above], view.dep[here]),
        (quote, jump, side),
        (quote, text, final),
        (quote, final, size),
        (quote, whole),
        (quote, tail, text),
        (final, text, side),
        (final, jump, closed),
        (size, side),
        (size, view.dep[top]),
        (size, view.ent[top], view.ent[last]),
        (side, tail),
        (side, text),
        (side, view.lemma[cue]),
        (side, view.dep[here], whole),
        (bucket(end - cue), side),
        (bucket(end - source[0][link]), side),
        (up, view.lemma[cue], whole),
        (up, view.dep[here], whole),
        (up, side, whole, text),
        (up, around.path_to(link, here), side),
        (around.path_to(link, last), side),
        (around.path_to(link, here), side, whole),
        (around.path_to(link, last), view.lower[here]),
        (view.dep[here], view.lower[here], view.dep[view.head[here]]),
        (_apart(view, top, here), view.dep[here], whole),
        (_apart(view, top, here), tail, view.pos[here]),
        (_apart(view, top, here), view.lemma[cue], view.dep[here]),
        (view.lemma[cue], tail),
        (view.pos[top], view.tag[top], view.dep[here]),
        (_flag(here == cue), view.dep[last], text),
        (view.ent[last], view.ent[here], view.pos[here]),
    )
    return row.table()


def _peaks(view: View, begin: Ints, last: Ints) -> Ints:
    """Of spans the highest node that ends with them and does not begin before."""
    peak, end = last.copy(), last + 1
    for _ in range(_MOST_STEPS):
        up = view.head[peak]
        peak = np.where((view.right[up] == end) & (view.left[up] >= begin), up, peak)
    return peak


def _apart(view: View, top: Ints, token: Ints) -> Signs:
    """How a token hangs on a node: within it by which step, on its head, or elsewhere."""
    head = view.head[token]
    within = (view.left[top] <= token) & (token < view.right[top])
    return _flag(within + 2 * (head == top) + 4 * (head == view.head[top]) + 8 * (view.head[head] == top))


def cue_edges(
    around: Around,
    link: Ints,
    token: Ints,
    source: tuple[Ints, Ints],
    content: tuple[Ints, Ints],
    stage: int,
) -> Signs:
    """Of a cue's surroundings: whether it begins at `token` (stage 8) or ends before it (stage 9)."""
    view = around.view
    row = _Row(stage)
    cue = around.cue[link]
    here = np.minimum(token, view.size - 1)
    prior = np.maximum(token - 1, 0)
    lo, hi, a, b = source[0][link], source[1][link], content[0][link], content[1][link]
    off = (token - cue + 32).astype(np.uint32)
    meets = _flag((token == hi) + 2 * (token == lo) + 4 * (token == a) + 8 * (token == b))
    meets += _flag(16 * ((lo <= token) & (token < hi)) + 32 * ((a <= token) & (token < b)))
    meets += _flag(64 * (a > cue) + 128 * (lo > cue))
    there, was = around.path_to(link, here), around.path_to(link, prior)
    lem = view.lemma[cue]
    row.all(
        (off,),
        (off, view.tag[cue], view.dep[cue]),
        (off, lem),
        (off, meets),
        (off, bucket(a - token), bucket(token - hi)),
        (meets, lem),
        (meets, there),
        (meets, was),
        (there, was),
        (there, lem),
        (there, view.lower[here]),
        (was, lem),
        (was, view.lower[prior]),
        (off, view.lower[here]),
        (off, view.lower[prior]),
        (view.lower[prior], view.lower[here]),
        (lem, view.lower[here]),
        (lem, view.lower[prior]),
        (lem, view.lower[prior], off),
        (view.pos[prior], view.pos[here], off),
        (view.pos[prior], view.pos[here], meets),
        (view.dep[prior], view.dep[here], meets),
        (view.dep[prior], view.dep[here], view.lower[here]),
        (view.under[cue], off),
        (view.under[cue], was, there),
        (meets, view.lower[prior], view.dep[here]),
        (meets, view.lower[here], off),
        (bucket(a - token), view.pos[prior], view.pos[here]),
        (bucket(a - token), view.dep[prior], was),
        (view.ent[here], view.ent[prior], meets),
        (view.lower[here], view.lower[np.minimum(token + 1, view.size - 1)], off),
    )
    return row.table()


# Neighbours of a candidate that are looked at, on each side.
_NEIGHBOURS = 5


def kept(
    view: View,
    cue: Ints,
    told: Floats,
    source: tuple[Ints, Ints],
    pieces: Sequence[tuple[Ints, Ints]],
    sure: tuple[Floats, Floats],
) -> Signs:
    """Of candidate links, in order of their cues: whether they are links."""
    row = _Row(10)
    score = _steps(told, 0.5)
    from_source, from_content = _steps(sure[0], 0.25), _steps(sure[1], 0.5)
    begin, end = pieces[0]
    top = np.maximum(source[1] - 1, 0)
    present = _flag(source[0] >= 0)
    lem, pos, dep, tag = view.lemma[cue], view.pos[cue], view.dep[cue], view.tag[cue]
    quote = view.opens[begin] + 2 * view.closes[end] + 4 * _flag(view.inside[begin] > 0)
    side = _flag((begin > cue) + 2 * (pieces[1][0] >= 0) + 4 * (pieces[1][0] > cue))
    size = bucket(end - begin)
    within = _within(cue, told, source, pieces)
    dense = _density(view, cue, told)
    row.all(
        (score,),
        (score, pos),
        (score, lem),
        (score, from_source),
        (score, from_content),
        (score, from_source, from_content),
        (from_source, from_content, pos),
        (from_content, lem),
        (from_source, lem),
        (present, from_source, tag, dep),
        (present, lem),
        (present, score),
        (quote, size),
        (quote, score),
        (quote, lem),
        (quote, side, pos),
        (size, side, pos),
        (size, score),
        (size, lem),
        (view.pos[begin], view.dep[begin], side),
        (view.lower[begin], lem),
        (view.pos[begin], view.lower[begin], pos),
        (view.lemma[end - 1], view.pos[end - 1], size),
        (view.lemma[top] * present, lem),
        (view.lemma[top] * present, pos),
        (view.ent[top] * present, view.pos[top] * present, score),
        (view.ent[top] * present, view.pos[top] * present, lem),
        (within,),
        (within, score),
        (within, lem),
        (within, pos, dep),
        (within, quote),
        (dense,),
        (dense, score),
        (dense, view.kind[cue]),
        (dense, pos, from_content),
        (view.kind[cue], score),
        (view.kind[cue], size, side),
        (bucket(begin - cue), pos, side),
        (bucket(source[1] - cue), pos, present),
    )
    return row.table()


def _steps(values: Floats, step: float) -> Signs:
    return np.asarray(np.clip(np.round(values / step), -30, 30) + 64).astype(np.uint32)


def _within(cue: Ints, told: Floats, source: tuple[Ints, Ints], pieces: Sequence[tuple[Ints, Ints]]) -> Signs:
    """Whether a likelier neighbour has the cue in its source or content, or brings the same words."""
    count = len(cue)
    found = np.zeros(count, np.uint32)
    for by in (n for n in range(-_NEIGHBOURS, _NEIGHBOURS + 1) if n):
        here = np.arange(max(0, -by), min(count, count - by))
        there = here + by
        likelier = 1 + 3 * (told[there] > told[here])
        at = cue[here]
        held = (source[0][there] <= at) & (at < source[1][there])
        found[here] |= _flag(held * likelier)
        for begin, end in pieces:
            held = (begin[there] <= at) & (at < end[there])
            found[here] |= _flag(held * likelier * 2)
        same = (pieces[0][1][there] == pieces[0][1][here]) & (pieces[0][0][there] <= pieces[0][0][here])
        found[here] |= _flag(same * likelier * 16)
    return found


def _density(view: View, cue: Ints, told: Floats) -> Signs:
    """How full of likely cues the text is: some report more than others, and some annotate more."""
    return np.full(len(cue), int(20 * (told > _LIKELY).sum() * 5 / max(view.size, 1)), np.uint32)


# From this score on a word is rather a cue than not.
_LIKELY = 3.0
