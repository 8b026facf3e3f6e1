"""What happens in a watch, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from dateline.read.watching import FeedState, News
from dateline.tell.words import clean

__all__ = ["count_of", "moment", "named", "said", "standing"]

_BAD = ("failed", "lost", "gone", "retry")


def moment(seconds: float | None) -> str:
    """A moment in UTC to the second; "never" for none."""
    if seconds is None:
        return "never"
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%SZ")


def named(address: str) -> str:
    """An address without its scheme, for a narrow column."""
    parts = urlsplit(address)
    return clean(f"{parts.netloc}{parts.path}{'?' + parts.query if parts.query else ''}".rstrip("/"))


def count_of(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def standing(state: FeedState) -> str:
    """How a feed stands, in a word."""
    if state.gone:
        return "gone"
    if state.failures:
        return "failing"
    return "new" if state.succeeded is None else "well"


def said(news: News) -> tuple[str, bool] | None:
    """News in a line, and whether it is bad; None where it is not worth one."""
    feed, address, what = named(news.feed), named(news.address), clean(news.said.what)
    bad = news.said.kind in _BAD
    cause = _after(what, news.address)
    found = count_of(news.said.count, "new entry", "new entries")
    lines = {
        "new": f"{feed}: {'; '.join(filter(None, (found if news.said.count else '', what)))}",
        "same": "; ".join(filter(None, (f"{feed}: nothing new", what))),
        "read": f"{address}: {what}",
        "unchanged": f"{address}: its feed tells of a change, but the page is the same",
        "lost": f"{address} is given up: {cause}",
        "retry": f"{address} will be tried again: {cause}",
        "failed": f"{feed}: {cause}",
        "gone": f"{feed}: {cause}",
    }
    line = lines.get(news.said.kind)
    return None if line is None else (line, bad)


def _after(cause: str, address: str) -> str:
    """A cause without the address that it may begin with: the line has that already."""
    return cause.removeprefix(address).lstrip(" :") or cause
