"""A corpus' text as the path reads it: one document, a part for each line, every offset as it was."""

from __future__ import annotations

from dateline.model import Document, Moment, Part, sealed
from dateline.read.dates import UNKNOWN, moment

__all__ = ["as_document"]


def as_document(text: str, name: str, *, published: str | None) -> Document:
    """The document for a text; `published` is an ISO day, None where the corpus tells none."""
    parts, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            parts.append(Part("body", at, at + len(line), line))
        at += len(line) + 1
    return sealed(
        Document,
        document=name,
        evidence=(),
        source=name,
        outlet=None,
        title=None,
        byline=None,
        published=_published(published),
        language="en",
        text=text,
        parts=tuple(parts),
    )


def _published(day: str | None) -> Moment:
    return UNKNOWN if day is None else moment(day, "metadata")
