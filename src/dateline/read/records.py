"""JSON Lines and JSON: each object with a text is a document; Dateline's own records are read back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from dateline.errors import ReadError
from dateline.model import Moment, Page, Part
from dateline.read.dates import from_metadata
from dateline.read.decode import clean
from dateline.read.entry import Entry
from dateline.read.feeds import prose
from dateline.read.limits import Failure
from dateline.read.markup import domain_of

__all__ = ["entries"]

# Names under which archives keep each thing, best first; compared without case and punctuation.
_TEXT = ("text", "body", "content", "fulltext", "articlebody", "contenthtml", "contenttext", "maintext")
_TITLE = ("title", "headline", "name")
_DATE = ("published", "publishedat", "datepublished", "pubdate", "publicationdate", "date", "created")
_CHANGED = ("datemodified", "updated", "updatedat", "modified", "lastmodified")
_OUTLET = ("outlet", "publisher", "source", "sourcename", "publication", "sitename", "newspaper")
_BYLINE = ("byline", "author", "authors", "creator")
_URL = ("url", "link", "sourceurl", "permalink", "canonicalurl")
_LANGUAGE = ("language", "lang", "inlanguage")
_SHELLS = ("articles", "items", "documents", "results", "data", "entries", "docs", "hits", "stories")
_WANTED = "wanted an object with text, body or content"


def entries(text: str, page: Page) -> Iterator[Entry | Failure]:
    """One entry or failure for each object, in order. Raises `ReadError` when the page is no JSON."""
    whole = _loaded(text)
    if whole is not _BROKEN:
        yield from _flattened(whole, page.source, page)
        return
    good = False
    failures: list[Failure] = []
    for at, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        value = _loaded(line)
        where = f"{page.source}, line {at}"
        broken = Failure(page.source, f"{where} is no JSON")
        for item in (broken,) if value is _BROKEN else _flattened(value, where, page):
            if isinstance(item, Failure) and not good:
                failures.append(item)  # until something is read, they may all be one failure
                continue
            if not good:
                yield from failures
                good = True
            yield item
    if not good:
        cause = failures[0].cause if failures else f"{page.source} holds no text"
        raise ReadError(cause)


_BROKEN = object()


def _loaded(text: str) -> Any:
    """The value, or `_BROKEN`. Too deep a nesting and too long a number are broken."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return _BROKEN


def _flattened(value: Any, where: str, page: Page) -> Iterator[Entry | Failure]:
    """The entries in a value: an object, a list of them, or an object around such a list."""
    if isinstance(value, list):
        for at, item in enumerate(value, start=1):
            if isinstance(item, list):
                yield Failure(page.source, f"{where}, item {at} is a list; {_WANTED}")
            else:
                yield from _flattened(item, f"{where}, item {at}", page)
    elif isinstance(value, str):
        yield _entry({"text": value}, where, page)
    elif not isinstance(value, dict):
        yield Failure(page.source, f"{where} is no object; {_WANTED}")
    elif "record" in value and value["record"] != "document" and "evidence" in value:
        return  # the other records of Dateline's own output stand beside their documents
    else:
        shell = _shell(value)
        if shell is not None:
            yield from _flattened(shell, where, page)
        else:
            yield _own(value, page) or _entry(value, where, page)


def _shell(value: dict[str, Any]) -> list[Any] | None:
    """The list that an object is a shell around."""
    fields = _folded(value)
    if _first(fields, _TEXT) is not None:
        return None
    return next((fields[name] for name in _SHELLS if isinstance(fields.get(name), list)), None)


def _folded(value: dict[str, Any]) -> dict[str, Any]:
    """Fields by names without case and punctuation ("sourceUrl" and "source_url" are one)."""
    folded: dict[str, Any] = {}
    for name, content in value.items():
        folded.setdefault("".join(c for c in name.lower() if c.isalnum()), content)
    return folded


def _first(fields: dict[str, Any], names: Sequence[str]) -> str | None:
    """The first of these fields that holds text; objects and lists stand for the names in them."""
    for name in names:
        found = _string(fields.get(name))
        if found:
            return found
    return None


def _string(value: object) -> str | None:
    if isinstance(value, str):
        return clean(value) if value.strip() else None
    if isinstance(value, dict):
        named = (value[key] for key in ("name", "title") if isinstance(value.get(key), str))
        return next(map(_string, named), None)
    if isinstance(value, list) and value and all(isinstance(item, (str, dict)) for item in value):
        names = [_string(item) if isinstance(item, str) or "name" in item else None for item in value]
        return ", ".join(name for name in names if name) or None
    return None


def _entry(value: dict[str, Any], where: str, page: Page) -> Entry | Failure:
    fields = _folded(value)
    text = _first(fields, _TEXT)
    if text is None or not any(c.isalpha() for c in text):
        return Failure(page.source, f"{where} holds no text; {_WANTED}")
    # A text that begins with a tag is markup; others are taken as they are, so that offsets hold.
    if text.lstrip().startswith("<"):
        text = prose(text) or text
    url = _line(_first(fields, _URL))
    outlet = _line(_first(fields, _OUTLET))
    domain = domain_of(url) if url else None
    if outlet is not None and outlet.startswith(("http://", "https://")):
        domain = domain or domain_of(outlet)
        outlet = None
    language = _line(_first(fields, _LANGUAGE))
    return Entry(
        text=text,
        source=url if url and url.startswith(("http://", "https://")) else page.source,
        title=_line(_first(fields, _TITLE)),
        byline=_line(_first(fields, _BYLINE)),
        outlet=outlet,
        domain=domain or domain_of(page.source),
        date=next((day for name in _DATE if (day := from_metadata(fields.get(name)))), None),
        changed=_line(_first(fields, _CHANGED)),
        language=language.replace("_", "-").split("-")[0].lower()[:8] if language else None,
    )


def _line(value: str | None) -> str | None:
    return " ".join(value.split())[:1000] or None if value else None


class _Own(msgspec.Struct, kw_only=True):
    """What is needed of a document record that Dateline wrote."""

    text: str
    source: str
    published: Moment
    outlet: str | None
    title: str | None
    byline: str | None
    language: str | None
    parts: tuple[Part, ...]


def _own(value: dict[str, Any], page: Page) -> Entry | None:
    """A document record read back unchanged, so that it keeps its id; None when it is none or not sound."""
    if value.get("record") != "document":
        return None
    try:
        own = msgspec.convert(value, _Own)
    except msgspec.ValidationError:
        return None
    text = own.text
    sound = text == clean(text) and all(
        0 <= p.start <= p.end <= len(text) and text[p.start : p.end] == p.text for p in own.parts
    )
    if not sound or not own.parts:
        return None
    return Entry(
        text=text,
        source=own.source or page.source,
        title=own.title,
        byline=own.byline,
        outlet=own.outlet,
        language=own.language,
        parts=own.parts,
        moment=own.published,
    )
