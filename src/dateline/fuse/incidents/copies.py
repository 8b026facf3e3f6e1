"""Which documents print one text: by stretches of words in common, or by most of their words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from math import sqrt
from zlib import crc32

from dateline.fuse.words import TOKENS
from dateline.lore.names import normal
from dateline.model import Account

__all__ = ["alike", "one_text", "overlap", "sketch"]

# Stretches of so many words are seldom alike by chance.
_STRETCH = 4
# Kept of a long text: the smallest hashes, which are the same choice in every text that has them.
_KEPT = 160
# From this share of the shorter text on, two documents count as copies of one.
_COPY = 0.5
# An edited copy keeps its words, in other sentences: the cosine from which on two texts are one. Of the open
# scenes' thirteen rewritten copies all reach it, and none of the other pairs that tell of one incident.
_ALIKE = 0.42
_FEW = 8
_DAYS = 3
# Shorter texts have no stretches to speak of.
_LEAST = 12


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's stretches of words, sorted."""
    words = TOKENS.findall(normal(text))
    stretches = (" ".join(words[i : i + _STRETCH]) for i in range(len(words) - _STRETCH + 1))
    return tuple(sorted({crc32(stretch.encode()) for stretch in stretches})[:_KEPT])


def overlap(a: Sequence[int], b: Sequence[int]) -> float:
    """The share of the shorter text's stretches that the other has too, 0 to 1; of sorted sketches."""
    if min(len(a), len(b)) < _LEAST:
        return 0.0
    # Of a cut sketch only the hashes below both cuts tell whether the other text has them.
    most = min(a[-1] if len(a) == _KEPT else 2**32, b[-1] if len(b) == _KEPT else 2**32)
    first, second = set(a[: bisect_right(a, most)]), set(b[: bisect_right(b, most)])
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def alike(a: Sequence[str], b: Sequence[str]) -> float:
    """The cosine of two sets of words, 0 to 1; 0 where either is too small to tell."""
    if min(len(a), len(b)) < _FEW:
        return 0.0
    return len(set(a) & set(b)) / sqrt(len(a) * len(b))


def one_text(a: Account, b: Account) -> float:
    """How sure two accounts come of one text, 0 to 1; 0 where they are no copies."""
    if a.document == b.document or not _near(a, b):
        return 0.0
    share, words = overlap(a.print, b.print), alike(a.words, b.words) if _same_news(a, b) else 0.0
    return max(share if share >= _COPY else 0.0, words if words >= _ALIKE else 0.0)


def _near(a: Account, b: Account) -> bool:
    """Whether they appeared within days: what is printed week after week is a formula, no copy."""
    try:
        days = [date.fromisoformat(one.published or "") for one in (a, b)]
    except ValueError:
        return True
    return abs((days[0] - days[1]).days) <= _DAYS


def _same_news(a: Account, b: Account) -> bool:
    """Whether they share a number, if they give any, and none only denies what the other tells."""
    fewer, more = sorted((set(a.numbers), set(b.numbers)), key=len)
    hows = [{voice.how for voice in one.voices} for one in (a, b)]
    opposed = {"for"} in hows and "for" not in hows[0] & hows[1]
    return not opposed and (not fewer or bool(fewer & more))
