"""Records of many documents, each told with what its own document knows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from dateline.errors import DatelineError
from dateline.model import Document, Record
from dateline.tell.story import Story

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["CLAIMS", "story_of", "told_with"]

R = TypeVar("R", bound=Record)
# What tells of the others who says them, and of which events they are.
_BESIDE = ("event", "forecast", "figure", "claim")
CLAIMS = ("claim",)
"""All that a row needs: who says it."""


def told_with(records: Iterable[R], view: View, beside: Sequence[str] = _BESIDE) -> Iterator[tuple[R, Story]]:
    """Each record with its document's story. Records come document by document, so one is held at a time.

    `beside` are the kinds of records that the story has.
    """
    story: Story | None = None
    for record in records:
        home = record.id if isinstance(record, Document) else record.document
        if story is None or story.document.id != home:
            story = story_of(home, view, beside)
        yield record, story


def story_of(home: str, view: View, beside: Sequence[str] = _BESIDE) -> Story:
    """A document's story. Raises DatelineError when the store lacks the document."""
    document = view.get(home)
    if not isinstance(document, Document):
        raise DatelineError(f"the store holds records of document {home} without it; read its page again")
    found = [one for kind in beside for one in view.records(kind, document=home)]
    return Story(document, [document, *found])
