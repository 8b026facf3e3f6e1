"""Lists of records, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from dateline.store import View
from dateline.store.paging import Placed, Position
from dateline.tell.api.asking import Filtered, cursor, opened

__all__ = ["part", "placed"]

T = TypeVar("T")


def part(found: Sequence[T], limit: int) -> tuple[Sequence[T], bool]:
    """What is shown of one more than was asked for, and whether there is more."""
    return found[:limit], len(found) > limit


def placed(view: View, kind: str, asked: Filtered, **others: Any) -> tuple[Sequence[Placed], str | None]:
    """A part of the records of a kind, and the cursor of the next."""
    after = None
    if asked.cursor is not None:
        after = Position(*opened(asked.cursor, tuple[str, str, int, str]))
    filters = asked.filters() | others
    found = view.page(kind, limit=asked.limit + 1, after=after, newest=asked.newest, **filters)
    shown, more = part(found, asked.limit)
    return shown, _after(shown[-1].at) if more else None


def _after(at: Position) -> str:
    return cursor(at.published, at.document, at.position, at.id)
