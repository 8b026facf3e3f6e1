"""HTML to text: the article's words and what the page says of itself.

trafilatura finds the main text. Pages too large or too deeply nested for it, and pages in which it
finds nothing, are read by a plain scan that keeps all visible text; the scan is linear in any input.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from dateline.errors import ReadError
from dateline.model import Page
from dateline.read.dates import from_metadata
from dateline.read.decode import clean
from dateline.read.entry import Entry

__all__ = ["domain_of", "entries", "strip_tags"]

# Above these the extractor's tree walks take seconds: a long report has about 5,000 tags in 500 kB.
_MOST_CHARS = 2_000_000
_MOST_TAGS = 20_000
_DEEPEST = 150
# The extractor's time grows with the square of the inline tags in one paragraph (opening and closing).
_LONGEST_RUN = 3_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})")
# Elements that never close, or whose end tag is commonly left out: they say nothing about depth.
_FLAT = frozenset(
    re.findall(
        r"\w+", "area base br col embed hr img input link meta param source track wbr p li td tr th dt dd"
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 head header hr html iframe li main nav ol option p pre section select "
        "summary table tbody td tfoot th thead title tr ul",
    )
)
_SILENT = ("script", "style", "noscript", "template", "svg", "textarea", "select", "title", "nav", "button")
_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\blang\s{0,3}=\s{0,3}[\"']?([A-Za-z]{2,3})\b", re.I)
_BLANKS = re.compile(r"[ \t\u00a0]+")
_SITE_SUFFIX = re.compile(r"\s[|–—•·»-]\s")


def entries(text: str, page: Page) -> Iterator[Entry]:
    """The one entry of an HTML page. Raises `ReadError` when no visible text is left."""
    found = _extracted(text, page) if _is_modest(text) else None
    body, about = found if found is not None else ("", {})
    if not any(c.isalpha() for c in body):
        body = strip_tags(text)
    if not any(c.isalpha() for c in body):
        raise ReadError(f"{page.source} holds no text")
    title = about.get("title") or _plain_title(text)
    domain = domain_of(page.source)
    site = about.get("sitename")
    # The extractor falls back to the host, which is no name.
    if site is not None and (page.source.startswith("http") and site.lower() in page.source.lower()):
        site = None
    title = _without_site(title, site) if title else None
    language = _LANGUAGE.search(text[:20_000])
    yield Entry(
        text=_composed(title, body),
        source=page.source,
        title=title,
        byline=about.get("author"),
        outlet=site,
        domain=domain,
        date=from_metadata(about.get("date")),
        language=language.group(1).lower() if language else None,
        cut=True,
    )


def domain_of(address: str) -> str | None:
    """The domain of an http address without "www."; None for paths and bare IP addresses."""
    if not address.startswith(("http://", "https://")):
        return None
    with suppress(ValueError):
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        if "." in host and not host.replace(".", "").isdigit() and ":" not in host:
            return host
    return None


def _is_modest(text: str) -> bool:
    """Whether the page is small and flat enough for the extractor; stops counting where it is not."""
    if len(text) > _MOST_CHARS:
        return False
    depth = run = 0
    for tags, match in enumerate(_TAG.finditer(text), start=1):
        name = match.group(2).lower()
        if name not in _FLAT:
            depth = max(0, depth - 1) if match.group(1) else depth + 1
        run = 0 if name in _BLOCKS else run + 1
        if tags > _MOST_TAGS or depth > _DEEPEST or run > _LONGEST_RUN:
            return False
    return True


def _extracted(text: str, page: Page) -> tuple[str, dict[str, str]] | None:
    """Main text (paragraphs one a line) and metadata, or None where the extractor finds nothing."""
    import trafilatura

    address = page.source if page.source.startswith("http") else None
    try:
        found: Any = trafilatura.bare_extraction(
            text, url=address, with_metadata=True, include_comments=False, include_tables=True, fast=True
        )
    # A page that trips the extractor (it raises many kinds) is read by the scan below: nothing is lost.
    except Exception:
        return None
    if found is None:
        return None
    names = ("title", "author", "date", "sitename")
    about = {name: clean(str(value)).strip() for name in names if (value := getattr(found, name, None))}
    if "author" in about:
        about["author"] = ", ".join(piece.strip() for piece in about["author"].split(";") if piece.strip())
    return clean(str(found.text or "")), {name: value for name, value in about.items() if value}


def _composed(title: str | None, body: str) -> str:
    """Title and paragraphs, separated by blank lines; the title is not said twice."""
    rows = [row for row in (_BLANKS.sub(" ", line).strip() for line in body.split("\n")) if row]
    if title is not None and rows and rows[0].casefold() != title.casefold():
        rows.insert(0, title)
    return "\n\n".join(rows)


def _plain_title(text: str) -> str | None:
    """The first heading or the title element, where no extractor said one."""
    for name in ("h1", "title"):
        match = re.search(rf"<{name}\b[^<>]{{0,300}}>", text[:200_000], re.I)
        if match:
            end = text.find("<", match.end(), match.end() + 600)
            title = " ".join(html.unescape(text[match.end() : end]).split()) if end > 0 else ""
            if any(c.isalpha() for c in title):
                return clean(title)
    return None


def _without_site(title: str, site: str | None) -> str:
    """The title without the site's name that many pages append to it."""
    cuts = list(_SITE_SUFFIX.finditer(title))
    if cuts and site and title[cuts[-1].end() :].strip().casefold() == site.casefold():
        return title[: cuts[-1].start()].strip()
    return " ".join(title.split())


def strip_tags(text: str) -> str:
    """All visible text, blocks on lines of their own. Linear in any input."""
    pieces: list[str] = []
    at, length = 0, len(text)
    gone: set[str] = set()
    while at < length:
        begin = text.find("<", at)
        if begin < 0:
            pieces.append(text[at:])
            break
        pieces.append(text[at:begin])
        at = _past_tag(text, begin, pieces, gone)
    return clean(html.unescape("".join(pieces)))


def _past_tag(text: str, begin: int, pieces: list[str], gone: set[str]) -> int:
    """Where reading goes on after the tag at `begin`. `gone` keeps closings known not to come any more."""
    if text.startswith("<!--", begin):
        return _past(text, begin + 4, "-->", gone, begin + 4)
    if text.startswith("<![CDATA[", begin):
        return begin + 9
    name = _TAG.match(text, begin)
    if name is None and not text.startswith(("<!", "<?"), begin):
        pieces.append("<")
        return begin + 1
    after = _past(text, begin + 1, ">", gone, len(text))
    if name is not None:
        element = name.group(2).lower()
        if element in _BLOCKS:
            pieces.append("\n- " if element == "li" and not name.group(1) else "\n")
        if element in _SILENT and not name.group(1):
            # The closing tag itself is read as the next tag.
            return _past(text, after, f"</{element}", gone, after)
    return after


def _past(text: str, start: int, closing: str, gone: set[str], otherwise: int) -> int:
    """Just past the next `closing`, or before it if it is a tag; `otherwise` when none comes."""
    if closing in gone:
        return otherwise
    if closing.startswith("</"):
        found = re.compile(re.escape(closing), re.I).search(text, start)
        end = found.start() if found else -1
    else:
        at = text.find(closing, start)
        end = at + len(closing) if at >= 0 else -1
    if end < 0:
        gone.add(closing)
        return otherwise
    return end
