"""Feeds watched politely: who may be asked what and when, and what each answer changes.

Everything here but `keeping` is pure: moments and chance come in as arguments, and requests are made by
whoever holds the book (`tell/watch`) with `read.http.ask`.
"""

from dateline.read.watching.book import Book, News, Ready
from dateline.read.watching.feed_list import Feed, FeedList, Mistake, checked_list
from dateline.read.watching.keeping import Keeper, Kept
from dateline.read.watching.planning import Want
from dateline.read.watching.states import FeedState, Waiting

__all__ = [
    "Book",
    "Feed",
    "FeedList",
    "FeedState",
    "Keeper",
    "Kept",
    "Mistake",
    "News",
    "Ready",
    "Waiting",
    "Want",
    "checked_list",
]
