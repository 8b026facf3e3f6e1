"""A sentence as seen from a cue in it: the way through the tree to every other word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.ascribe.links.view import Ints, Signs, View, bucket, mixed

__all__ = ["Around"]

# Longer ways through the tree are all the same.
_LONGEST_PATH = 6
_FAR = 0xFFFF


@dataclass(frozen=True, slots=True)
class Around:
    """Cues with all tokens of their sentences: row `start[k] + t - first[k]` is token t seen from cue k."""

    view: View
    cue: Ints
    start: Ints
    link: Ints
    token: Ints
    path: Signs
    top: Ints

    @staticmethod
    def of(view: View, cues_at: Sequence[int]) -> Around:
        """The surroundings of the cues with these heads."""
        cue = np.asarray(cues_at, np.int64)
        first, last = view.first[cue], view.last[cue]
        size = last - first
        start = np.cumsum(size) - size
        link = np.repeat(np.arange(len(cue)), size)
        token = np.arange(int(size.sum())) - start[link] + first[link]
        around = Around(view, cue, start, link, token, np.zeros(len(token), np.uint32), token.copy())
        around.path[:] = _paths(around)
        around.top[:] = _tops(around)
        return around

    def rows(self, link: Ints, token: Ints) -> Ints:
        """The rows of tokens as seen from cues; those of other sentences are -1."""
        cue = self.cue[link]
        here = self.view.sentence[np.minimum(token, self.view.size - 1)] == self.view.sentence[cue]
        return np.where(here, self.start[link] + token - self.view.first[cue], -1)

    def path_to(self, link: Ints, token: Ints) -> Signs:
        """The ways from cues to tokens, which tell how far apart the sentences are where there is none."""
        rows = self.rows(link, token)
        apart = self.view.sentence[np.minimum(token, self.view.size - 1)] - self.view.sentence[self.cue[link]]
        return np.where(rows >= 0, self.path[np.maximum(rows, 0)], bucket(apart))


def _paths(around: Around) -> Signs:
    """The relations on the way from the cue up and down to each token, as one number."""
    view, token = around.view, around.token
    path = np.full(len(token), _FAR, np.uint32)
    known = np.zeros(len(token), bool)
    at, code = around.cue.copy(), np.zeros(len(around.cue), np.uint32)
    links = np.arange(len(around.cue))
    for _ in range(_LONGEST_PATH):
        rows = around.rows(links, at)
        fresh = ~known[rows]
        path[rows[fresh]] = code[fresh]
        known[rows[fresh]] = True
        code = mixed(11, code, view.dep[at])
        at = view.head[at]
    heads = around.rows(around.link, view.head[token])
    for _ in range(_LONGEST_PATH):
        fresh = ~known & known[heads]
        path[fresh] = mixed(12, path[heads[fresh]], view.dep[token[fresh]])
        known |= fresh
    return path


def _tops(around: Around) -> Ints:
    """Of each token the highest node whose words begin with it and do not hold the cue."""
    view, top = around.view, around.token.copy()
    cue = around.cue[around.link]
    for _ in range(_LONGEST_PATH):
        up = view.head[top]
        able = (view.left[up] == around.token) & ~((view.left[up] <= cue) & (cue < view.right[up]))
        moved = np.where(able, up, top)
        if np.array_equal(moved, top):
            break
        top = moved
    return top
