"""What a format says of one article before it is a document: formats make entries, `documents` takes them."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Moment, Part

__all__ = ["Entry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as a format states it; `None` is what it does not state.

    `text` is clean (see `decode`). `cut` allows leaving the site's lines out and splitting articles;
    `parts` and `moment` are set only where an earlier run of Dateline wrote them.
    """

    text: str
    source: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    domain: str | None = None
    date: str | None = None
    language: str | None = None
    cut: bool = False
    parts: tuple[Part, ...] = ()
    moment: Moment | None = None
