"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.tell.api.shapes.records import DocumentHead, Next

__all__ = ["Found", "FoundItem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundItem:
    """A record with the words. `snippet` is plain text around them; `start` and `end` bound the words or the
    record in the document's text, in code points."""

    kind: str
    id: str
    document: str
    title: str | None
    outlet: str | None
    published: str | None
    snippet: str
    start: int
    end: int

    def titled(self, head: DocumentHead | None) -> FoundItem:
        """With what is known of its document."""
        if head is None:
            return self
        return replace(self, title=head.title, outlet=head.outlet, published=head.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A part of what is found, the last read first."""

    items: tuple[FoundItem, ...]
    next: Next
