"""What a watch is to do: the list of feeds checked, and where it remembers how far it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import UsageError
from dateline.lore.packs import load_pack, theatre_folders
from dateline.read.watching import FeedList, Mistake, checked_list
from dateline.settings import cache_folder, watch_folder
from dateline.tell.ending import complain

__all__ = ["Wanted", "feed_list", "state_folder"]

_SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What one `dateline watch` is to do. `theatre` is for feeds whose entry in the list names none."""

    path: Path
    store: str
    theatre: str | None = None
    once: bool = False
    colour: bool = True


def feed_list(path: Path, theatre: str | None = None) -> FeedList:
    """The list in a file. Each mistake is told with its line; raises `UsageError` when there was one."""
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from None
    try:
        found, mistakes = checked_list(body)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from None
    mistakes = tuple(sorted((*mistakes, *_theatres(found, theatre))))
    for mistake in mistakes:
        complain(f"{path}: {mistake}")
    if mistakes:
        count = "one mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        raise UsageError(f"{path} has {count}; no feed was asked")
    return found


def _theatres(found: FeedList, theatre: str | None) -> Iterator[Mistake]:
    packs = (load_pack(folder, cache_folder()) for folder in theatre_folders())
    known = sorted(pack.head.key for pack in packs if pack.head is not None)
    told = f"is not known; there are: {', '.join(known)}"
    if theatre is not None and theatre not in known:
        raise UsageError(f"theatre {theatre!r} {told}")
    for feed in found.feeds:
        if feed.theatre is not None and feed.theatre not in known:
            yield Mistake(feed.line, f"theatre: {feed.theatre!r} {told}")


def state_folder(store: str) -> Path:
    """Where a watch remembers: beside a store that is a file, else in your data folder.

    A server's address may hold a password, so that the folder is named by a hash of it.
    """
    name = store.removeprefix(_SQLITE).split("?", 1)[0]
    if "://" not in name and not name.startswith("file:"):
        path = Path(name)
        return path.with_name(f"{path.name}.watch")
    return watch_folder() / hashlib.sha256(store.encode()).hexdigest()[:16]
