"""Text and where it stands: spans, pages, documents' parts, sentences, tokens.

All offsets count Unicode code points into one text, end excluded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Page", "Part", "PartKind", "Sentence", "Span", "Token"]

PartKind = Literal["title", "standfirst", "bullet", "byline", "dateline", "body"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text; `text` equals the slice `[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """What was received: bytes and where they came from.

    `media` is the media type when somebody stated one (an HTTP header, a feed);
    `None` lets the reader tell from the bytes and the source's name.
    """

    source: str
    body: bytes
    media: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document with one function (its title, a bullet, a body paragraph)."""

    kind: PartKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word as parsed. `i`, `head` and `children` index the sentence's tokens; a root is its own head."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence. `paragraph` counts the document's parts that were parsed, in order."""

    index: int
    paragraph: int
    part: PartKind
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    root: int
