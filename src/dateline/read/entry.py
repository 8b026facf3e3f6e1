"""What a format says of one article before it is a document: formats make entries, `documents` takes them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.model import Moment, Part

__all__ = ["Entry", "Stated", "told_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as a format states it; `None` is what it does not state.

    `text` is clean (see `decode`). `cut` allows leaving the site's lines out and splitting articles;
    `parts` and `moment` are set only where an earlier run of Dateline wrote them. `changed` is when a feed
    says that it last changed the article, in the feed's own words.
    """

    text: str
    source: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    domain: str | None = None
    date: str | None = None
    changed: str | None = None
    language: str | None = None
    cut: bool = False
    parts: tuple[Part, ...] = ()
    moment: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What is said of a page from outside.

    `published` (ISO) is its feed's word, and helps where the page is silent. `outlet` and `language` are
    the word of whoever lists the feed, and outweigh the page's.
    """

    published: str | None = None
    outlet: str | None = None
    language: str | None = None


def told_of(entry: Entry, stated: Stated) -> Entry:
    """The entry with what is said of its page. What an earlier run of Dateline wrote stays as it is."""
    if entry.parts:
        return entry
    return replace(
        entry,
        date=entry.date or stated.published,
        outlet=stated.outlet or entry.outlet,
        language=stated.language or entry.language,
    )
