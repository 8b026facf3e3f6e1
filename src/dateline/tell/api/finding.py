"""What of a record is shown where its words were looked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from dateline.model import Span
from dateline.tell import words
from dateline.tell.api.shapes.found import FoundItem

if TYPE_CHECKING:
    from dateline.store.paging import Hit

__all__ = ["found_in"]

# Letters around the words of a document: two lines of a list.
_AROUND = 90
_MOST = 240
_WORD = re.compile(r"\w+")


class _Record(msgspec.Struct):
    """What all records have, and a document beside."""

    id: str
    document: str
    evidence: tuple[Span, ...] = ()
    text: str = ""


_RECORDS = msgspec.json.Decoder(_Record)


def found_in(hit: Hit, asked: str) -> FoundItem:
    """Where the words stand in a document's text, or the record's own words."""
    record = _RECORDS.decode(hit.body)
    if hit.kind == "document":
        start, end = _first(record.text, asked)
        around = record.text[max(0, start - _AROUND) : end + _AROUND]
        snippet = words.clipped(around, _MOST)
    else:
        first = record.evidence[0] if record.evidence else Span(0, 0, "")
        start, end = first.start, max((span.end for span in record.evidence), default=0)
        snippet = words.clipped(words.spans(record.evidence), _MOST)
    document = record.id if hit.kind == "document" else record.document
    return FoundItem(
        kind=hit.kind, id=record.id, document=document, title=None, outlet=None, published=None,
        snippet=snippet, start=start, end=end,
    )  # fmt: skip


def _first(text: str, asked: str) -> tuple[int, int]:
    """Where the longest of the words that are looked for stands first; the beginning where it is spelled
    otherwise, with other accents or in the title."""
    for word in sorted(_WORD.findall(asked), key=len, reverse=True):
        found = re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE)
        if found:
            return found.span()
    return 0, 0
