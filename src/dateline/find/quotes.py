"""document -> quotations: stretches between quotation marks, in one pass, in time linear in the text.

Double, single and typographic marks, guillemets and low quotes; apostrophes are told from closing
marks; a quotation whose next paragraph opens again goes on there; what never closes is kept and marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.model import Document, Part, Quotation

__all__ = ["find_quotes"]

_OPEN = {"“": "”", "‘": "’", "«": "»", "„": "“”", "‹": "›", "‚": "‘’"}
_STRAIGHT = "\"'"
_MARKS = frozenset("“”‘’«»„‹›‚\"'")
# French guillemets stand apart from the words they enclose.
_SPACED = frozenset("«»‹›")
_APOSTROPHES, _INCHES = "’'", '"”'
# What a word's own mark stands after: "soldiers’", "fightin’"; '12" guns'.
_WORD_END = {_APOSTROPHES: re.compile(r"(?:s|\w\win)\Z"), _INCHES: re.compile(r"\d\Z")}
_ELIDED = re.compile(r"(?:tis|twas|til|em|n|cause)\b", re.IGNORECASE)
# Deeper nesting than a quotation in a quotation in a quotation is damage, not writing.
_DEEPEST = 3


def find_quotes(document: Document) -> tuple[Quotation, ...]:
    """Outermost quotations in order, then those nested in them where they stand."""
    found: list[Quotation] = []
    pending: Quotation | None = None
    for paragraph in _paragraphs(document.parts):
        pending = _read_paragraph(paragraph, found, pending)
    if pending is not None:
        found.append(pending)
    return tuple(sorted(found, key=lambda quotation: quotation.outer))


def _paragraphs(parts: Sequence[Part]) -> Iterator[tuple[int, str]]:
    for part in parts:
        if part.kind in ("byline", "dateline"):
            continue
        at = part.start
        for line in part.text.split("\n"):
            if line.strip():
                yield at, line
            at += len(line) + 1


def _read_paragraph(
    paragraph: tuple[int, str], found: list[Quotation], pending: Quotation | None
) -> Quotation | None:
    """Adds the paragraph's quotations; returns the one that is still open at its end."""
    offset, text = paragraph
    pairs, left = _pairs(text)
    stretches = [(offset + a, offset + b, closed) for a, b, closed in pairs]
    opens = len(text) - len(text.lstrip())
    if left is not None:
        stretches.append((offset + left, offset + len(text.rstrip()), False))
        stretches.sort()
    still: Quotation | None = None
    for a, b, closed in stretches:
        made = Quotation(((a, b),), (_trimmed(text, offset, a + 1, b - closed),), closed)
        if pending is not None and a == offset + opens:
            made = Quotation(pending.outer + made.outer, pending.inner + made.inner, closed)
            pending = None
        if not closed:
            still = made
        elif made.inner[0][1] > made.inner[0][0]:
            found.append(made)
    if pending is not None:
        found.append(pending)
    return still


def _trimmed(text: str, offset: int, start: int, end: int) -> tuple[int, int]:
    """A stretch without the white space at its ends, which guillemets have within."""
    words = text[start - offset : end - offset]
    lead = len(words) - len(words.lstrip())
    return (start + lead, end - len(words) + len(words.rstrip())) if words.strip() else (start, start)


def _pairs(text: str) -> tuple[list[tuple[int, int, bool]], int | None]:
    """Closed pairs as (start, end, True), and where an unclosed outermost quotation opens."""
    stack: list[tuple[int, str]] = []
    pairs: list[tuple[int, int, bool]] = []
    marks = [i for i, char in enumerate(text) if char in _MARKS]
    for n, i in enumerate(marks):
        char = text[i]
        before = text[i - 1] if i else " "
        after = text[i + 1] if i + 1 < len(text) else " "
        if stack and char in stack[-1][1] and _closes(text, marks, n, before, after):
            opened, _ = stack.pop()
            pairs.append((opened, i + 1, True))
        elif len(stack) < _DEEPEST and _opens(text, i, before, after):
            stack.append((i, _OPEN.get(char, char)))
        elif (
            len(stack) > 1
            and any(char in closers for _, closers in stack)
            and _closes(text, marks, n, before, after)
        ):
            # An inner mark was left open: the outer one closes over it.
            while stack and char not in stack[-1][1]:
                stack.pop()
            opened, _ = stack.pop()
            pairs.append((opened, i + 1, True))
    return pairs, (stack[0][0] if stack else None)


def _opens(text: str, i: int, before: str, after: str) -> bool:
    """An opening mark stands before a word and after none; "‘tis" and "'90s" have lost their beginning."""
    char = text[i]
    if (after.isspace() and char not in _SPACED) or before.isalnum():
        return False
    if char in "‘'" and (after.isdigit() or _ELIDED.match(text, i + 1)):
        return False
    return char in _OPEN or char in _STRAIGHT


def _closes(text: str, marks: Sequence[int], n: int, before: str, after: str) -> bool:
    """A closing mark stands after a word or stop and before no letter, unless it belongs to the word."""
    if after.isalnum() or (before.isspace() and text[marks[n]] not in _SPACED):
        return False
    return not _part_of_word(text, marks, n)


def _part_of_word(text: str, marks: Sequence[int], n: int) -> bool:
    """A plural's apostrophe, a dropped "g", inches: nothing but the next mark of its kind can tell.

    It is when a space follows and a later mark can still close before another opens: "‘The soldiers’ boots
    are gone’", but "‘The soldiers’ and ‘the generals’".
    """
    at = marks[n]
    kind = _APOSTROPHES if text[at] in _APOSTROPHES else _INCHES
    if (
        text[at] not in kind
        or not _WORD_END[kind].search(text, max(0, at - 4), at)
        or text[at + 1 : at + 2] != " "
    ):
        return False
    for later in marks[n + 1 : n + 4]:
        if text[later - 1].isspace():
            return False
        if text[later] in kind and not text[later + 1 : later + 2].isalnum():
            return True
    return False
