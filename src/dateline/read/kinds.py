"""What kind of page some bytes are: told from the stated media type, the name and the bytes."""

from __future__ import annotations

import json
import re
from typing import Literal
from urllib.parse import urlsplit

from dateline.errors import ReadError
from dateline.model import Page
from dateline.read.decode import wide

__all__ = ["Kind", "kind_of", "refuse_binary", "root_at"]

Kind = Literal["text", "html", "xml", "json", "lines", "feed"]

_WANTED = "text, HTML, XML, JSON Lines or a feed"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh9", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"RIFF", "a sound or video recording"),
    (b"{\\rtf", "an RTF document"),
    (b"WARC/", "a web archive (WARC)"),
)
_MEDIA: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/json": "json",
    "application/feed+json": "json",
    "application/x-ndjson": "lines",
    "application/ndjson": "lines",
    "application/jsonl": "lines",
    "application/x-jsonlines": "lines",
    "application/jsonlines": "lines",
}
_SUFFIXES: dict[str, Kind] = {
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "json": "json",
    "jsonl": "lines",
    "ndjson": "lines",
    "rss": "feed",
    "atom": "feed",
    "rdf": "feed",
}
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|channel|atom:feed)[\s>]", re.I)
_HTML = re.compile(
    r"<(?:!doctype\s{1,9}html|html|head|body|article|meta|main|title|section|div|p|h1|h2)[\s>/]", re.I
)
_PROLOG = (("<?", "?>"), ("<!--", "-->"))
_DOCTYPE = re.compile(r"<!doctype\s{1,9}([A-Za-z_][\w:.-]{0,60})[^\[>]{0,600}([\[>])", re.I)
_ROOT = re.compile(r"<([A-Za-z_][\w:.-]{0,100})(?=[\s/>])")
# What undeclared XML must hold to be worth a parse.
_TEXTUAL = re.compile(r"</(?:[A-Za-z_][\w.-]{0,30}:)?(?:\w{0,12}text|\w{0,12}body|content)\s{0,9}>", re.I)
# Bytes that no text holds. Form feed, escape and their like occur in old wire copy.
_ODD = bytes([*range(0x07), *range(0x0E, 0x1A), 0x1C, 0x1D, 0x1E, 0x1F])


def refuse_binary(page: Page) -> None:
    """Raise `ReadError` for bytes that are no text: a known binary format or many control bytes."""
    media = page.media or ""
    if media.split("/")[0] in ("image", "audio", "video", "font") or media == "application/pdf":
        raise ReadError(f"{page.source} is of type {media}; wanted {_WANTED}")
    for magic, what in _MAGIC:
        if page.body.startswith(magic):
            raise ReadError(f"{page.source} is {what}; wanted {_WANTED}: convert it first")
    sample = page.body[:8192]
    if not wide(page.body):
        odd = len(sample) - len(sample.translate(None, _ODD))
        # One odd byte in twenty: text with stray control characters stays far below, programs far above.
        if odd * 20 > len(sample):
            raise ReadError(f"{page.source} is binary; wanted {_WANTED}")


def kind_of(page: Page, text: str) -> Kind:
    """The kind of page whose decoded text is `text`."""
    stated = _MEDIA.get(page.media or "") or _SUFFIXES.get(_suffix(page.source))
    if stated == "html" and _by_look(text) == "feed":
        return "feed"  # many servers send feeds as HTML
    return stated or _by_look(text)


def _suffix(source: str) -> str:
    path = urlsplit(source).path if source.startswith(("http://", "https://")) else source
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def _is_json(text: str) -> bool:
    """Whether the first line, or else the whole, is JSON: a page may also begin with a bracket."""
    bare = text.strip()
    for piece in (bare.split("\n", 1)[0], bare):
        try:
            json.loads(piece)
        except (ValueError, RecursionError):
            continue
        return True
    return False


def root_at(text: str) -> int | None:
    """Where the root element of what may be XML begins: after declarations, comments and a doctype."""
    at = _past_blanks(text, 0)
    while at < len(text):
        if _ROOT.match(text, at):
            return at
        doctype = _DOCTYPE.match(text, at)
        closing = next((last for first, last in _PROLOG if text.startswith(first, at)), None)
        if doctype is not None:
            closing, begin = (">", doctype.end() - 1) if doctype.group(2) == ">" else ("]", doctype.end())
        elif closing is not None:
            begin = at + 2
        else:
            return None
        end = text.find(closing, begin)
        if end < 0:
            return None
        at = _past_blanks(text, end + len(closing))
        if closing == "]" and text.startswith(">", at):
            at = _past_blanks(text, at + 1)
    return None


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in "\ufeff \n\t":
        at += 1
    return at


def _is_xml(text: str, head: str) -> bool:
    """Whether it may be XML of articles: a root that is no feed's and no page's, declared or with texts."""
    start = root_at(text)
    root = _ROOT.match(text, start) if start is not None else None
    if start is None or root is None or _FEED.match(text, start) or root.group(1).lower() in ("html", "body"):
        return False
    return head.startswith("<?xml") or _TEXTUAL.search(text) is not None


def _by_look(text: str) -> Kind:
    head = text[:4096].lstrip("\ufeff \n\t")
    if head.startswith("<"):
        if _is_xml(text, head):
            return "xml"
        if _FEED.search(head):
            return "feed"
        if head.lower().startswith(("<?xml", "<!--", "<!doctype")) or _HTML.match(head):
            return "html"
    if head.startswith("{") or (head.startswith("[") and head[1:].lstrip().startswith(("{", '"'))):
        return "lines" if _is_json(text) else "text"
    # A fragment saved from a page without its head.
    if len(_HTML.findall(head)) >= 3:
        return "html"
    return "text"
