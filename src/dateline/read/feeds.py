"""RSS and Atom: each entry of a feed is a document."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from dateline.errors import ReadError, TooLarge
from dateline.model import Page
from dateline.read.dates import from_metadata
from dateline.read.decode import clean
from dateline.read.entry import Entry
from dateline.read.limits import Failure
from dateline.read.markup import domain_of, strip_tags

__all__ = ["entries", "prose"]

_MARKUP = re.compile(
    r"<(?:p|br|div|a|span|em|strong|b|i|[uo]l|li|img|h[1-6]|blockquote|table|figure)\b", re.I
)
_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|channel|atom:feed)\b", re.I)
# Real feeds are far smaller.
_MOST_CHARS = 8_000_000
# The parser's fallback for what is no XML takes some ten seconds a million characters at worst.
_MOST_BROKEN = 500_000


def entries(text: str, page: Page) -> Iterator[Entry | Failure]:
    """The feed's entries. Raises `ReadError` when it is no feed or has none."""
    if len(text) > _MOST_CHARS:
        size = f"{len(text):,} characters, over the limit of {_MOST_CHARS:,} for a feed"
        raise TooLarge(f"{page.source} has {size}")
    if len(text) > _MOST_BROKEN and not _is_sound(text):
        raise TooLarge(f"{page.source} is no sound XML and too large to be mended ({len(text):,} characters)")
    feed = _parsed(text, page)
    if not feed.entries:
        raise ReadError(f"{page.source} holds no entries; wanted an RSS or Atom feed with items")
    outlet = _text(feed.feed.get("title"))
    language = _text(feed.feed.get("language"))
    for at, item in enumerate(feed.entries, start=1):
        yield _entry(item, at, page, outlet, language)


def _from_root(text: str) -> bytes:
    """The feed from its root element on: what is declared above it (encodings that no longer hold,
    entities that can be made to explode) is never needed."""
    root = _ROOT.search(text)
    return text[root.start() if root else 0 :].encode("utf-8", "replace")


def _is_sound(text: str) -> bool:
    """Whether the feed is well-formed XML as it stands."""
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8")
    parser.UseForeignDTD(True)  # entities such as &nbsp; are undeclared, not errors
    try:
        parser.Parse(_from_root(text), True)
    except expat.ExpatError:
        return False
    return True


def _parsed(text: str, page: Page) -> Any:
    import feedparser

    body = io.BytesIO(_from_root(text))
    try:
        return feedparser.parse(
            body,
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    # The parser raises whatever its parts raise; for the reader it is one thing: no feed.
    except Exception as error:
        name = type(error).__name__
        raise ReadError(f"{page.source} is no readable feed ({name}); wanted RSS or Atom") from error


def _entry(item: Any, at: int, page: Page, outlet: str | None, language: str | None) -> Entry | Failure:
    contents = [part.get("value") for part in item.get("content") or ()]
    bodies = [prose(value) for value in (*contents, item.get("summary")) if isinstance(value, str)]
    title = _text(item.get("title"))
    body = max(bodies, key=len, default="")
    joined = "\n\n".join(part for part in (title, body) if part)
    link = _link(item.get("link"), page)
    if not any(c.isalpha() for c in joined):
        return Failure(page.source, f"{page.source}: entry {at} holds no text")
    source = item.get("source") or {}
    return Entry(
        text=joined,
        source=link if link and link.startswith(("http://", "https://")) else page.source,
        title=title,
        byline=_text(item.get("author")),
        outlet=_text(source.get("title")) or outlet,
        domain=domain_of(link or page.source) or domain_of(page.source),
        date=from_metadata(item.get("published") or item.get("updated")),
        # The parser gives the one date for the other where that is missing, unless it is asked first.
        changed=_text(item["updated"]) if "updated" in item else None,
        language=language.split("-")[0].lower() if language else None,
    )


def _link(value: object, page: Page) -> str | None:
    """The entry's address; one that leaves out the site is of the feed's."""
    link = _text(value)
    if link is None or not page.source.startswith(("http://", "https://")):
        return link
    try:
        return urljoin(page.source, link)
    except ValueError:
        return None


def prose(value: str) -> str:
    """A field that may hold HTML, as paragraphs separated by blank lines."""
    if not _MARKUP.search(value):
        return clean(value).strip()
    rows = (" ".join(row.split()) for row in strip_tags(value).split("\n"))
    return "\n\n".join(row for row in rows if row and row != "-")


def _text(value: object) -> str | None:
    """A short field without markup, on one line; None when empty."""
    if not isinstance(value, str):
        return None
    plain = strip_tags(value) if "<" in value else clean(value)
    return " ".join(plain.split()) or None
