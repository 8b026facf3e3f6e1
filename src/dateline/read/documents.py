"""A page to its documents: tells the kind of page, reads its articles, seals them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from dateline.errors import DatelineError, ReadError, TooLarge, UsageError
from dateline.model import Document, Moment, Page, Span, digest
from dateline.read.bylines import Outlets
from dateline.read.dates import UNKNOWN, from_name, moment, resolved
from dateline.read.decode import decode
from dateline.read.entry import Entry, Stated, told_of
from dateline.read.kinds import Kind, kind_of, refuse_binary
from dateline.read.limits import Failure, Limits
from dateline.read.segment import Draft, articles, whole

__all__ = ["Entry", "documents", "entries_of", "outcomes", "seal"]

# In small letters only: "Example.org" with a capital is how the outlet writes itself.
_DOMAIN = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z]{2,24}\Z")
_GIVEN = re.compile(r"\d{4}(?:-\d{2}){0,2}\Z")


def documents(
    page: Page,
    *,
    published: str | None,
    outlets: Outlets,
    limits: Limits,
    stated: Stated | None = None,
) -> tuple[Document, ...]:
    """The documents of a page, in order; at least one.

    `published` is an ISO day, month or year that somebody gave; it outweighs what the page says. `stated`
    is what the page's feed, or who lists the feed, says of it.
    Raises `ReadError` with the first cause for which something on the page could not be read.
    """
    found: list[Document] = []
    for outcome in outcomes(page, published=published, outlets=outlets, limits=limits, stated=stated):
        if isinstance(outcome, Failure):
            raise ReadError(outcome.cause)
        found.append(outcome)
    return tuple(found)


def outcomes(
    page: Page,
    *,
    published: str | None,
    outlets: Outlets,
    limits: Limits,
    stated: Stated | None = None,
) -> Iterator[Document | Failure]:
    """As `documents`, but one bad entry of a feed, XML or JSON Lines file does not hide the others."""
    given = _checked(published)
    nothing = True
    try:
        for item in entries_of(page, limits):
            nothing = False
            if isinstance(item, Failure):
                yield item
                continue
            if stated is not None:
                item = told_of(item, stated)
            yield from _sealed_entry(item, page, given, outlets, limits)
        if nothing:
            raise ReadError(f"{page.source} holds no text")
    except DatelineError as error:
        yield Failure(page.source, str(error))


def _checked(published: str | None) -> str | None:
    if published is None:
        return None
    try:
        if not _GIVEN.match(published):
            raise ValueError
        moment(published, "given")
    except ValueError:
        raise UsageError(f"wanted a published date such as 2022-10-05, got {published[:40]!r}") from None
    return published


def entries_of(
    page: Page, limits: Limits, kinds: Collection[Kind] | None = None
) -> Iterator[Entry | Failure]:
    """What the page holds, by its kind, which must be one of `kinds` where these are given.

    Raises `ReadError` when it is no such thing.
    """
    if not page.body.strip():
        raise ReadError(f"{page.source} is empty")
    if len(page.body) > limits.max_bytes:
        raise TooLarge(f"{page.source} is over the limit of {limits.max_bytes:,} bytes for one page")
    refuse_binary(page)
    markup = page.body.lstrip()[:1] == b"<" or "html" in (page.media or "") or "xml" in (page.media or "")
    text = decode(page.body, charset=page.charset, markup=markup)
    if not any(c.isalpha() for c in text):
        raise ReadError(f"{page.source} holds no text")
    kind = kind_of(page, text)
    if kinds is not None and kind not in kinds:
        raise ReadError(f"{page.source} is {kind}; wanted {' or '.join(kinds)}")
    if kind in ("html", "xml"):
        return _from_markup(text, page, kind)
    if kind == "feed":
        from dateline.read.feeds import entries as feed_entries

        return feed_entries(text, page)
    if kind in ("json", "lines"):
        from dateline.read.records import entries as record_entries

        return record_entries(text, page)
    return iter((Entry(text=text, source=page.source, cut=True),))


def _from_markup(text: str, page: Page, kind: Kind) -> Iterator[Entry | Failure]:
    """XML's documents; the one of an HTML page, and of XML that holds none: its words are still words."""
    if kind == "xml":
        from dateline.read.xml import entries as xml_entries

        found = xml_entries(text, page)
        if found is not None:
            return found
    from dateline.read.markup import entries

    return entries(text, page)


def _sealed_entry(
    entry: Entry, page: Page, given: str | None, outlets: Outlets, limits: Limits
) -> Iterator[Document | Failure]:
    if entry.cut and len(entry.text) > limits.max_chars:
        # Told before the page is cut into articles, which takes time in proportion to its size.
        size = f"{len(entry.text):,} characters, over the limit of {limits.max_chars:,} for one document"
        yield Failure(entry.source, f"{entry.source} holds {size}")
        return
    drafts = _drafts(entry, outlets)
    if not drafts:
        yield Failure(entry.source, f"{entry.source} holds no text")
    for draft in drafts:
        if len(draft.text) > limits.max_chars:
            size = f"{len(draft.text):,} characters, over the limit of {limits.max_chars:,} for one document"
            yield Failure(entry.source, f"{entry.source} holds a document of {size}")
        else:
            yield seal(draft, entry, page=page, given=given, outlets=outlets)


def _drafts(entry: Entry, outlets: Outlets) -> list[Draft]:
    if entry.parts:
        return [Draft(entry.text, entry.parts, entry.title, entry.byline, entry.outlet, None, None)]
    if not any(c.isalpha() for c in entry.text):
        return []
    if entry.cut:
        return articles(entry.text, outlets=outlets, title=entry.title)
    return [whole(entry.text, outlets=outlets, title=entry.title)]


def seal(draft: Draft, entry: Entry, *, page: Page, given: str | None, outlets: Outlets) -> Document:
    """The document of a draft. Its id leaves out `source`: the same article from elsewhere is the same."""
    outlet = _outlet(draft, entry, outlets)
    byline = draft.byline or entry.byline
    published = _published(draft, entry, page, given)
    own = digest(["document", draft.text, outlet, draft.title, byline, published, entry.language])
    return Document(
        id=own,
        document=own,
        evidence=_evidence(draft),
        source=entry.source,
        outlet=outlet,
        title=draft.title,
        byline=byline,
        published=published,
        language=entry.language,
        text=draft.text,
        parts=draft.parts,
    )


def _outlet(draft: Draft, entry: Entry, outlets: Outlets) -> str | None:
    """The article's own word, then the format's, as written; only a domain is turned into a name."""
    name = draft.outlet or entry.outlet
    if name is None:
        return (outlets(entry.domain) or entry.domain) if entry.domain is not None else None
    if entry.parts:  # what an earlier run wrote stays, so that the document keeps its id
        return name
    # "Published in the Example Times": a small article is the sentence's, not the name's.
    name = name.removeprefix("the ")
    return outlets(name) or name if _DOMAIN.match(name) else name


def _published(draft: Draft, entry: Entry, page: Page, given: str | None) -> Moment:
    """When it was published and how that is known.

    What the user gives comes first, then what the format states, then the article's own date line;
    a file's name only helps where nothing else says it.
    """
    if given is not None:
        return moment(given, "given")
    if entry.moment is not None:
        return entry.moment
    if entry.date is not None:
        return moment(entry.date, "metadata")
    named = from_name(page.source)
    if draft.day is not None and draft.day_span is not None:
        iso = resolved(draft.day, named)
        if iso is not None:
            start, end = draft.day_span
            return moment(iso, "text", draft.text[start:end], draft.day_span)
    return moment(named, "metadata") if named is not None else UNKNOWN


def _evidence(draft: Draft) -> tuple[Span, ...]:
    """The words that say what the document is: title, byline and dateline, else its first part."""
    named = [p for p in draft.parts if p.kind in ("title", "byline", "dateline")]
    return tuple(Span(p.start, p.end, p.text) for p in named or draft.parts[:1])
