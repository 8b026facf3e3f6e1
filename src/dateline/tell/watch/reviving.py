"""`dateline watch --revive`: a feed that was gone for good is asked again, because somebody knows better."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.errors import UsageError
from dateline.read.watching import Book, Feed, FeedList, Keeper
from dateline.tell.ending import complain
from dateline.tell.watch.setting import Wanted, feed_list, state_folder
from dateline.tell.watch.words import named

__all__ = ["revive"]


def revive(wanted: Wanted, name: str, *, now: float) -> None:
    """Remember that a feed is not gone; asks no server. Raises `UsageError` where no feed of that name is."""
    listed = feed_list(wanted.path, wanted.theatre)
    feed = _found(listed, name)
    keeper = Keeper(state_folder(wanted.store))
    with keeper.locked():
        kept = keeper.load(seed=0)
        state = kept.feeds.get(feed.url)
        if state is None or not state.gone:
            raise UsageError(f"{named(feed.url)} is not gone; `dateline watch --status` tells how it stands")
        book = Book(listed, kept.feeds, kept.hosts, kept.rules, seed=kept.seed)
        book.revive(feed.url, now)
        keeper.keep_feeds(book.seed, book.feeds)
    complain(f"{named(feed.url)} is asked again by the next `dateline watch`")


def _found(listed: FeedList, name: str) -> Feed:
    """The feed of an address, with or without its scheme, or the only one of an outlet."""
    found = [feed for feed in listed.feeds if name in _names(feed)]
    if len(found) == 1:
        return found[0]
    if found:
        of = ", ".join(named(feed.url) for feed in found)
        raise UsageError(f"--revive: {name[:80]!r} is the name of several feeds; give an address: {of}")
    raise UsageError(f"--revive: wanted a feed of the list, by its address or outlet, got {name[:80]!r}")


def _names(feed: Feed) -> Iterator[str | None]:
    yield feed.url
    yield named(feed.url)
    yield feed.outlet
