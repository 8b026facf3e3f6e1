"""How time grows with size: each shape of text at n and at 2n."""

from __future__ import annotations

import time
from collections.abc import Iterator
from math import log2

from bench.figures import Figure
from bench.material import Size
from dateline.find import find_quotes
from dateline.flow import Options, read_page
from dateline.lore import Lore
from dateline.measure.texts import as_document
from dateline.model import Page
from dateline.parse import Parser

__all__ = ["growth", "many_marks"]

_PROSE = (
    "On Monday the army said it had taken two villages near the river, killing at least 12 people, "
    "and the minister told reporters that “talks will go on” next week. "
)
_GROUP = "growth"
# Twice the text in twice the time is 1; noise and caches move it by a few tenths, a square would be 2.
_MOST = 1.4
# A hundred thousand marks are a second's work; anything that looks twice at each pair would take hours.
_MOST_ALONE = 5.0


def growth(size: Size, lore: Lore, parser: Parser) -> Iterator[Figure]:
    """Seconds at 2n and the power of n in which time grows."""
    shapes = {
        "prose on one line": (_PROSE, size.prose // len(_PROSE)),
        "typewriter quotation marks": ("' a", size.marks),
        "opening quotation marks": ("“a ", size.marks),
        "pairs of quotation marks": ('"a" ', size.marks // 2),
        "a quotation mark a line": ("“a\n", size.marks),
        "apostrophes": ("soldiers' don't ", size.marks // 2),
        "quotation marks of all kinds": ("“a ‘b \"c 'd » «e ", size.marks // 6),
        "interrupted quotations": ("“We go,” said Ann, “and wait.” ", size.marks // 4),
    }
    for name, (unit, count) in shapes.items():
        once, twice = (_seconds(unit * times, lore, parser) for times in (count, 2 * count))
        characters = 2 * count * len(unit)
        yield Figure(_GROUP, f"{name}, {characters:,} characters", twice, "s")
        yield Figure(_GROUP, f"{name}, power of n", log2(twice / once), "", aim=_MOST)


def many_marks(size: Size, lore: Lore, parser: Parser) -> Iterator[Figure]:
    """Seconds for a page of a great many quotation marks, and for its quotations alone."""
    for name, unit in (("in pairs", '"a" '), ("never closed", "“a “a ")):
        if size.many:
            text = unit * (size.many // 2)
            told = f"{size.many:,} quotation marks {name}"
            yield Figure(_GROUP, told, _seconds(text, lore, parser), "s")
            yield Figure(_GROUP, f"{told}: finding them alone", _alone(text), "s", aim=_MOST_ALONE)


def _alone(text: str) -> float:
    document = as_document(text, "marks", published=None)
    start = time.process_time()
    find_quotes(document)
    return time.process_time() - start


def _seconds(text: str, lore: Lore, parser: Parser) -> float:
    page = Page("growth.txt", text.encode())
    start = time.process_time()
    for _ in read_page(page, lore, parser, Options(published="2022-10-05")):
        pass
    return time.process_time() - start
