"""The entries of a feed: what to read, and what the feed says of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urldefrag

from dateline.errors import ReadError
from dateline.model import Page
from dateline.read.documents import entries_of
from dateline.read.entry import Entry
from dateline.read.limits import Limits
from dateline.read.watching.states import Waiting, key_of

__all__ = ["Listed", "fresh", "listed", "own_page"]

# What a feed states of itself at great length is cut: an address, a title, an own text.
_LONGEST_ADDRESS, _LONGEST_TITLE, _LONGEST_TEXT = 2_000, 300, 100_000

# How much earlier an older entry has waited, so that pages are asked for in their order.
_APART_S = 0.001


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as the feed lists it: its page's address, or its own text where it has no page."""

    key: str
    address: str
    published: str | None
    title: str | None
    text: str | None


def listed(page: Page, limits: Limits) -> tuple[Listed, ...]:
    """The entries of an RSS, Atom or JSON feed in its order, each once. Raises `ReadError`."""
    found: dict[str, Listed] = {}
    for entry in entries_of(page, limits, kinds=("feed", "json")):
        if isinstance(entry, Entry) and len(entry.source) <= _LONGEST_ADDRESS:
            one = _listed(entry, page)
            found.setdefault(one.key, one)
    if not found:
        raise ReadError(f"{page.source} holds no entries; wanted an RSS, Atom or JSON feed")
    return tuple(found.values())


def _listed(entry: Entry, page: Page) -> Listed:
    published = entry.date
    title = entry.title[:_LONGEST_TITLE] if entry.title else None
    if entry.source != page.source and entry.source.startswith(("http://", "https://")):
        address = urldefrag(entry.source).url  # what comes after # is no part of what is asked
        return Listed(key_of(address), address, published, title, None)
    text = entry.text[:_LONGEST_TEXT]
    return Listed(key_of(f"{page.source}\n{text}"), page.source, published, title, text)


def fresh(found: Sequence[Listed], known: frozenset[str], most: int, now: float) -> tuple[list[Waiting], int]:
    """The newest entries that are not known, oldest first, and how many more there were."""
    new = [one for one in found if one.key not in known]
    # Feeds list the newest first; where all entries say when they were published, that decides.
    if all(one.published for one in new):
        new.sort(key=lambda one: one.published or "", reverse=True)
    taken = [
        Waiting(
            key=one.key,
            address=one.address,
            due=now - at * _APART_S,
            published=one.published,
            title=one.title,
            text=one.text,
        )
        for at, one in reversed(list(enumerate(new[:most])))
    ]
    return taken, len(new) - len(taken)


def own_page(waiting: Waiting) -> Page:
    """The page of an entry that has none: what the feed holds of it."""
    content = {"text": waiting.text, "title": waiting.title, "date": waiting.published}
    return Page(waiting.address, json.dumps(content).encode(), "application/json")
