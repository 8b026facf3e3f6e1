"""The entries of a feed: what to read, and what the feed says of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urldefrag

from dateline.errors import ReadError
from dateline.model import Page
from dateline.read.documents import entries_of
from dateline.read.entry import Entry
from dateline.read.limits import Limits
from dateline.read.watching.states import Version, Waiting, key_of

__all__ = ["Listed", "changed", "fresh", "listed", "own_page"]

# What a feed states of itself at great length is cut: an address, a title, an own text.
_LONGEST_ADDRESS, _LONGEST_TITLE, _LONGEST_TEXT = 2_000, 300, 100_000

# How much earlier an older entry has waited, so that pages are asked for in their order.
_APART_S = 0.001
# An article is corrected a few times. A feed that stamps its entries anew at each turn must not have each
# of its pages asked for at each turn.
_MOST_AGAIN = 5


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as the feed lists it: its page's address, or its own text where it has no page.

    `mark` is a hash of what else the feed says of it.
    """

    key: str
    address: str
    published: str | None
    title: str | None
    text: str | None
    mark: str


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
    mark = key_of("\n".join(one or "" for one in (entry.title, entry.date, entry.changed)))
    if entry.source != page.source and entry.source.startswith(("http://", "https://")):
        address = urldefrag(entry.source).url  # what comes after # is no part of what is asked
        return Listed(key_of(address), address, published, title, None, mark)
    text = entry.text[:_LONGEST_TEXT]
    return Listed(key_of(f"{page.source}\n{text}"), page.source, published, title, text, mark)


def fresh(found: Sequence[Listed], known: frozenset[str], most: int, now: float) -> tuple[list[Waiting], int]:
    """The newest entries that are not known, oldest first, and how many more there were."""
    new = [one for one in found if one.key not in known]
    # Feeds list the newest first; where all entries say when they were published, that decides.
    if all(one.published for one in new):
        new.sort(key=lambda one: one.published or "", reverse=True)
    taken = _in_turn(new[:most], now)
    return taken, len(new) - len(taken)


def changed(found: Sequence[Listed], before: Mapping[str, Version], most: int, now: float) -> list[Waiting]:
    """Entries that were read before, and of which the feed has said something else since; oldest first."""
    new = [
        one
        for one in found
        if one.key in before and before[one.key].mark != one.mark and before[one.key].again < _MOST_AGAIN
    ]
    return _in_turn(new[:most], now)


def _in_turn(newest_first: Sequence[Listed], now: float) -> list[Waiting]:
    """Entries as they wait, oldest first."""
    return [
        Waiting(
            key=one.key,
            address=one.address,
            due=now - at * _APART_S,
            published=one.published,
            title=one.title,
            text=one.text,
            mark=one.mark,
        )
        for at, one in reversed(list(enumerate(newest_first)))
    ]


def own_page(waiting: Waiting) -> Page:
    """The page of an entry that has none: what the feed holds of it."""
    content = {"text": waiting.text, "title": waiting.title, "date": waiting.published}
    return Page(waiting.address, json.dumps(content).encode(), "application/json")
