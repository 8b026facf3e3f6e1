"""The names of one document resolved: from names found to places, the parse not counted."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from statistics import median

from bench.figures import Figure
from bench.material import Size
from dateline.find import find_names, find_toponyms
from dateline.lore import Lore
from dateline.measure.texts import as_document
from dateline.parse import Parser

__all__ = ["resolving"]

_NAMES = 100
_AIM_MS = 20.0


def resolving(size: Size, lore: Lore, parser: Parser) -> Iterator[Figure]:
    """Milliseconds for a hundred names, looked up for the first time and again."""
    sentences = parser(as_document(_text(lore), "names", published=None), lore.is_place)
    names = find_names(sentences, lore)
    first, again = [], []
    for _ in range(2 * size.rounds + 1):
        lore.gazetteer._named.cache_clear()  # type: ignore[attr-defined]
        lore.gazetteer._present.cache_clear()  # type: ignore[attr-defined]
        for kept in (first, again):
            start = time.process_time()
            found = find_toponyms(sentences, names, lore)
            kept.append(1000 * (time.process_time() - start))
    group = f"places ({len(found)} names in one document)"
    yield Figure(group, "resolved, names known from other documents", median(again), "ms", aim=_AIM_MS)
    yield Figure(group, "resolved, names never looked up", median(first), "ms", aim=_AIM_MS)


def _text(lore: Lore) -> str:
    """Capitals, which share their names with anything from no other place to several dozen."""
    towns = sorted(lore.capitals, key=_by_lot)[:_NAMES]
    return "\n".join(
        f"Talks were held in {one} and later in {other}, a delegate said."
        for one, other in zip(towns[::2], towns[1::2], strict=True)
    )


def _by_lot(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
