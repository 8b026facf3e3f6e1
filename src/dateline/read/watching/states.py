"""What is remembered of a feed between its turns, over restarts too."""

from __future__ import annotations

import hashlib

import msgspec

__all__ = ["FeedState", "Trouble", "Version", "Waiting", "key_of", "new"]


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """An entry whose page is to be read. `at` and `hops` say where redirects have led so far.

    `published` (ISO) and `title` are what the feed says of it; `text` is its own text when it has no page.
    `mark` is the same as long as the feed says the same.
    """

    key: str
    address: str
    due: float
    at: str | None = None
    hops: int = 0
    tries: int = 0
    published: str | None = None
    title: str | None = None
    text: str | None = None
    mark: str = ""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it was last read: the `mark` of what its feed said, and how often it was read `again`.

    `etag` and `modified` belong to its page at the address `of`.
    """

    mark: str
    again: int = 0
    of: str | None = None
    etag: str | None = None
    modified: str | None = None


class Trouble(msgspec.Struct, frozen=True):
    """A page that was given up, and why."""

    address: str
    cause: str
    moment: float


class FeedState(msgspec.Struct, frozen=True, kw_only=True):
    """A feed's standing. Moments are seconds since 1970, None for never.

    `moved` is the address to which it has moved for good. `at`, `hops` and `lasting` say where the redirects
    of the turn in hand have led, and whether all of them were for good. `etag` and `modified` belong to the
    address `version_of`. `failures` counts in a row; `gone` is set once the feed is no more.
    `seen` are keys of entries that were read, given up or passed over; of those that were read `versions`
    has what they were like. `again` counts entries that were read another time, because they had changed.
    """

    url: str
    moved: str | None = None
    at: str | None = None
    hops: int = 0
    lasting: bool = True
    etag: str | None = None
    modified: str | None = None
    version_of: str | None = None
    due: float = 0.0
    asked: float | None = None
    succeeded: float | None = None
    turns: int = 0
    failures: int = 0
    cause: str | None = None
    gone: bool = False
    read: int = 0
    lost: int = 0
    passed: int = 0
    again: int = 0
    seen: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    versions: dict[str, Version] = {}
    troubles: tuple[Trouble, ...] = ()

    @property
    def address(self) -> str:
        """What to ask next."""
        return self.at or self.moved or self.url


def new(url: str, now: float) -> FeedState:
    """A feed that has not been asked yet."""
    return FeedState(url=url, due=now)


def key_of(address: str) -> str:
    """What an entry is known by: a hash of its page's address."""
    return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:16]
