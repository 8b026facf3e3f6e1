"""XML that is neither feed nor HTML: every element with a text in it (`text`, `body`, …) is a document.

Nothing above the root element is looked at, so that no entity is ever declared and no address asked.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from dateline.model import Page
from dateline.read.dates import from_metadata
from dateline.read.decode import clean
from dateline.read.entry import Entry
from dateline.read.feeds import prose
from dateline.read.kinds import root_at
from dateline.read.limits import Failure
from dateline.read.markup import domain_of

__all__ = ["entries"]

# Names of elements and attributes, best first; compared without namespace, case and punctuation.
_TEXT = ("text", "fulltext", "articlebody", "bodycontent", "body", "content", "maintext")
_TITLE = ("title", "headline", "hl1", "doctitle")
_DATE = (
    "published",
    "publishedat",
    "datepublished",
    "pubdate",
    "publicationdate",
    "date",
    "datetime",
    "dct",
    "dltime",
)
_OUTLET = ("outlet", "publisher", "source", "sourcename", "publication", "sitename", "newspaper")
_DOMAIN = ("domain", "site", "host")
_BYLINE = ("byline", "author", "authors", "creator")
_URL = ("url", "link", "sourceurl", "permalink", "canonicalurl")
_LANGUAGE = ("language", "lang")
_FIELDS = frozenset((*_TITLE, *_DATE, *_OUTLET, *_DOMAIN, *_BYLINE, *_URL, *_LANGUAGE))
# What a text may stand in, whatever else does: such elements are documents inside a `content` or `body`.
_DOCUMENTS = frozenset("doc document article story item newsitem entry report post record page".split())
# Of these fields, what stands deeper inside counts too.
_HEADS = frozenset(["head", "header", "bodyhead", "meta", "metadata", "docinfo", "teiheader"])
# Attributes in which an element that has no words keeps its date.
_VALUES = ("when", "value", "norm", "iso")
_BLOCKS = frozenset(
    "p para paragraph br lb div block blockquote h1 h2 h3 h4 h5 h6 head hl1 hl2 headline title li item "
    "section turn post quote table tr abstract lead".split()
)
# Sentences stand beside each other on one line; they must only not run together.
_SPACED = frozenset(["seg", "sent", "sentence", "s", "td"])
_CDATA = re.compile(r"<!\[CDATA\[")
_AMPERSAND = re.compile(
    r"&(?:(#\d{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);|([A-Za-z][A-Za-z0-9]{1,31});)?"
)
_LONGEST_FIELD = 1_000
_WANTED = "wanted elements with text, body or content"


def entries(text: str, page: Page) -> Iterator[Entry | Failure] | None:
    """The documents of an XML page; None when it is no XML or has no element with a text.

    XML that is declared but not sound is read document by document; a failure names each that is not.
    """
    start = root_at(text)
    if start is None:
        return None
    declared = text.lstrip("\ufeff \n\t").startswith("<?xml")
    root, trouble = _parsed(text[start:], declared=declared)
    if root is None:
        return None
    found = _documents(root)
    if not found:
        return None
    if trouble is None:
        return _read(found, page)
    return _salvaged(_slices(text[start:], next(iter(found))) or [text[start:]], page)


def _read(found: dict[Any, list[Any]], page: Page, first: int = 1) -> Iterator[Entry | Failure]:
    for at, (owner, texts) in enumerate(found.items(), start=first):
        yield _entry(owner, texts, f"{page.source}: document {at}", page)


def _salvaged(pieces: Sequence[str], page: Page) -> Iterator[Entry | Failure]:
    """Documents read each for itself, so that one that is not sound takes no other with it."""
    for at, piece in enumerate(pieces, start=1):
        root, trouble = _parsed(piece, declared=True)
        where = f"{page.source}: document {at}" if len(pieces) > 1 else page.source
        found = _documents(root) if root is not None else {}
        yield from _read(found, page, at)
        if trouble is not None:
            yield Failure(page.source, f"{where} is no sound XML, some of it may be missing: {trouble}")
        elif not found:
            yield Failure(page.source, f"{where} holds no text; {_WANTED}")


def _slices(text: str, owner: Any) -> list[str]:
    """The XML from each start tag such as `owner`'s to the last end tag before the next one."""
    name = owner.tag.rsplit("}", 1)[-1]
    name = f"{owner.prefix}:{name}" if owner.prefix else name
    starts = [found.start() for found in re.finditer(rf"<{re.escape(name)}(?=[\s/>])", text)]
    closing = f"</{name}>"
    pieces: list[str] = []
    for start, end in pairwise([*starts, len(text)]):
        last = text.rfind(closing, start, end)
        pieces.append(text[start : last + len(closing) if last >= 0 else end])
    return pieces


# --- parsing ------------------------------------------------------------------------------------------


def _parsed(text: str, *, declared: bool) -> tuple[Any, str | None]:
    """The root and what is wrong with the XML; no root when it is none."""
    from lxml import etree

    # Two code points that XML forbids and text may still hold.
    body = text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    for form in (body, _mended(body)):
        try:
            return etree.fromstring(form.encode("utf-8", "replace"), _parser(recover=False)), None
        except etree.XMLSyntaxError as error:
            trouble = " ".join(str(error.msg).split())[:200]
    if not declared:
        return None, trouble
    try:
        root = etree.fromstring(form.encode("utf-8", "replace"), _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    return root, trouble


@cache
def _parser(*, recover: bool) -> Any:
    from lxml import etree

    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _mended(text: str) -> str:
    """With bare ampersands escaped and HTML's named characters put in, but for what CDATA protects."""
    pieces: list[str] = []
    at = 0
    while (opening := _CDATA.search(text, at)) is not None:
        end = text.find("]]>", opening.end())
        if end < 0:
            break
        pieces += (_AMPERSAND.sub(_character, text[at : opening.start()]), text[opening.start() : end + 3])
        at = end + 3
    return "".join((*pieces, _AMPERSAND.sub(_character, text[at:])))


def _character(found: re.Match[str]) -> str:
    if found.group(1):
        return found.group()
    if found.group(2):
        character = html.unescape(found.group())
        if not character.startswith("&"):
            return character
    return "&amp;" + found.group()[1:]


# --- which elements are documents ---------------------------------------------------------------------


def _folded(name: object) -> str:
    """A name without namespace, case and punctuation; "" for what is no element."""
    return "".join(c for c in name.rsplit("}", 1)[-1].lower() if c.isalnum()) if isinstance(name, str) else ""


def _documents(root: Any) -> dict[Any, list[Any]]:
    """The elements that are documents, in order, and the texts in each."""
    from lxml import etree

    texts = [element for element in root.iter(etree.Element) if _folded(element.tag) in _TEXT]
    outer = _shells(texts)
    found: dict[Any, list[Any]] = {}
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element is root or _folded(element.tag) not in _TEXT or element in outer:
            continue
        walk.skip_subtree()
        found.setdefault(_owner(element), []).append(element)
    return found


def _shells(texts: Sequence[Any]) -> set[Any]:
    """Elements that are named like texts but hold documents: words of their own make them texts."""
    outer: set[Any] = set()
    seen: set[Any] = set()
    for text in texts:
        parent = text.getparent()
        if parent is None or parent in seen:
            continue
        seen.add(parent)
        if not (_folded(parent.tag) in _TEXT or _is_document(parent)):
            continue
        # Whatever stands above a known shell is known too.
        while parent is not None and parent not in outer:
            outer.add(parent)
            parent = parent.getparent()
    return {element for element in outer if _folded(element.tag) not in _TEXT or not _has_words(element)}


def _is_document(element: Any) -> bool:
    """Whether the element says something of a document beside its text, or is named like one."""
    return _folded(element.tag) in _DOCUMENTS or any(
        _folded(child.tag) in _FIELDS for child in element.iterchildren()
    )


def _has_words(element: Any) -> bool:
    """Whether words stand in the element itself, not only in those below it."""
    own = (element.text, *(child.tail for child in element.iterchildren()))
    return any(piece and not piece.isspace() for piece in own)


def _owner(text: Any) -> Any:
    """The element whose text it is: around a text in a body, the element around that body."""
    owner = text.getparent()
    while _folded(owner.tag) in _TEXT and owner.getparent() is not None:
        owner = owner.getparent()
    return owner


# --- a document ---------------------------------------------------------------------------------------


def _entry(owner: Any, texts: Sequence[Any], where: str, page: Page) -> Entry | Failure:
    text = _best(texts)
    if not any(c.isalpha() for c in text):
        return Failure(page.source, f"{where} holds no text; {_WANTED}")
    fields = _fields(owner, texts[0])
    url = _first(fields, _URL)
    address = url if url is not None and url.startswith(("http://", "https://")) else None
    language = _first(fields, _LANGUAGE)
    return Entry(
        text=text,
        source=f"{page.source}#{address}" if address else page.source,
        title=_first(fields, _TITLE),
        byline=next((", ".join(fields[name]) for name in _BYLINE if name in fields), None),
        outlet=_first(fields, _OUTLET),
        domain=_domain(fields, address, page),
        date=next(
            (day for name in _DATE for value in fields.get(name, ()) if (day := from_metadata(value))), None
        ),
        language=language.replace("_", "-").split("-")[0].lower()[:8] if language else None,
    )


def _domain(fields: dict[str, list[str]], address: str | None, page: Page) -> str | None:
    stated = _first(fields, _DOMAIN)
    if stated is not None and "." in stated and " " not in stated:
        return stated.lower().removeprefix("www.") if "/" not in stated else domain_of(stated)
    return (domain_of(address) if address else None) or domain_of(page.source)


def _best(texts: Sequence[Any]) -> str:
    """The texts of the best name that has words; several of one name are one document's parts."""
    named: dict[str, list[str]] = {}
    for element in texts:
        named.setdefault(_folded(element.tag), []).append(_words(element))
    joined = ("\n\n".join(named[name]) for name in _TEXT if name in named)
    text = next((found for found in joined if any(c.isalpha() for c in found)), "")
    # A text that begins with a tag is markup in CDATA; others are taken as they are: offsets hold.
    return prose(text) or text if text.lstrip().startswith("<") else text


def _words(element: Any) -> str:
    """All words of an element as they stand; a blank is put in only where blocks would run together."""
    from lxml import etree

    pieces: list[str] = []
    gap, wanted = "", ""  # the blanks since the last word, and what must be among them
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        name = _folded(inner.tag)
        if inner is not element and (name in _BLOCKS or name in _TEXT):
            wanted = "\n"
        elif name in _SPACED:
            wanted = wanted or " "
        piece = inner.text if event == "start" else inner.tail if inner is not element else None
        if not piece:
            continue
        bare = piece.lstrip()
        gap += piece[: len(piece) - len(bare)]
        if bare:
            if pieces and wanted and not (wanted in gap or (wanted == " " and gap)):
                gap += "\n\n" if wanted == "\n" else " "
            pieces += (gap, bare.rstrip())
            gap, wanted = piece[len(piece.rstrip()) :], ""
    return clean("".join((*pieces, gap)))


def _fields(owner: Any, text: Any) -> dict[str, list[str]]:
    """What the elements from around the text to its owner say, the innermost first, then attributes."""
    chain = [text]
    while chain[-1] is not owner:
        chain.append(chain[-1].getparent())
    fields: dict[str, list[str]] = {}
    for element in chain[1:]:
        found: dict[str, list[str]] = {}
        for child in element.iterchildren():
            for stated in child.iter() if _folded(child.tag) in _HEADS else (child,):
                _state(stated, found)
        for name, values in found.items():
            fields.setdefault(name, values)
    for element in chain:
        # Going through `attrib` takes the square of their number.
        for name, value in element.items():
            field = _folded(name)
            if field in _FIELDS and field not in fields and (line := _line(value)):
                fields[field] = [line]
    return fields


def _state(element: Any, found: dict[str, list[str]]) -> None:
    """Add the element's line to the fields it is one of."""
    name = _folded(element.tag)
    if name not in _FIELDS:
        return
    line = _line(" ".join(element.itertext())) or next(
        (line for key in _VALUES if (line := _line(element.get(key, "")))), None
    )
    if line:
        found.setdefault(name, []).append(line)


def _first(fields: dict[str, list[str]], names: Sequence[str]) -> str | None:
    return next((fields[name][0] for name in names if name in fields), None)


def _line(value: str) -> str | None:
    return " ".join(clean(value).split())[:_LONGEST_FIELD] or None
