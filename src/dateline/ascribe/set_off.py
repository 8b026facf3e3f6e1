"""Quotations that say nothing: titles and names in quotation marks ("the film ‘…’", "the cruiser “…”")."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dateline.model import Quotation

__all__ = ["is_name"]

Words = Mapping[str, frozenset[str]]

# The longest titles in marks: of a work, and of what stands before a noun or within a person's name.
_LONGEST, _SHORT = 10, 4
_BEFORE = re.compile(r"([\w’'-]{1,40})[ \u00a0]\Z")
_AFTER = re.compile(r"[ \u00a0]([\w’'-]{1,40})")
_FINAL = ",.;:!?… "


def is_name(text: str, quotation: Quotation, words: Words) -> bool:
    """Whether a title or name stands between the marks, as what stands beside them tells."""
    if len(quotation.outer) > 1:
        return False
    (start, end), (lo, hi) = quotation.outer[0], quotation.inner[0]
    before = _BEFORE.search(text, max(0, start - 41), start)
    after = _AFTER.match(text, end)
    left, right = before[1] if before else "", after[1] if after else ""
    within = text[lo:hi]
    if left.lower() in words["titled"]:
        return True
    if left.lower() in words["named-in-marks"] or left.lower() in words["called-by-name"]:
        return _is_titled(within, _LONGEST, words)
    if within[-1] in _FINAL or not _is_titled(within, _SHORT, words):
        return False
    # "the “Moskva” cruiser", "Ivan “Grom” Petrov"
    return right in words["named-in-marks"] or (left[:1].isupper() and right[:1].isupper())


def _is_titled(within: str, most: int, words: Words) -> bool:
    """Whether these are a few words in capitals, but for such as "of"."""
    said = within.rstrip(_FINAL).split(None, most)
    if not 0 < len(said) <= most or any(word[-1] in ".!?" and len(word) > 3 for word in said[:-1]):
        return False
    first = said[0]
    capitals = all(
        not word[0].isalpha() or word[0].isupper() or word.lower() in words["name-links"] for word in said
    )
    return capitals and (first[0].isupper() or first[0].isdigit())
