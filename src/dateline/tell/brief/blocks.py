"""What a report is made of, before it is Markdown or a page. All texts are plain; writing escapes them."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = [
    "Block",
    "Bullets",
    "Heading",
    "Line",
    "Mark",
    "Paragraph",
    "Picture",
    "Piece",
    "Quiet",
    "Report",
    "Strong",
    "Table",
]


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """Words of less weight: how sure, by whom."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A reference to a footnote by its number, from 1."""

    number: int


Piece = str | Strong | Quiet | Mark
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a section (level 2) or of a part of one (3)."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below headings. `widths` are shares of the width, one a column."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture: its bytes, what it shows for those who do not see it, and what stands below it."""

    content: bytes
    alt: str
    caption: str


Block = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: its title, its head as pairs of a name and what it is, its blocks, its footnotes."""

    title: str
    head: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    notes: tuple[Line, ...] = field(default=())
