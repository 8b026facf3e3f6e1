"""A report as Markdown, with footnotes as GitHub and Pandoc have them. Words of pages are never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.tell.brief.blocks import (
    Block,
    Bullets,
    Heading,
    Line,
    Mark,
    Paragraph,
    Picture,
    Piece,
    Quiet,
    Report,
    Strong,
    Table,
)

__all__ = ["written"]

# All that begins markup, a link or HTML anywhere in a line.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&$!^{}])")
# What makes a list or a heading at the beginning of a line.
_FIRST = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def written(report: Report, picture: str | None) -> str:
    """The report in Markdown; `picture` is the name of the file beside it that its map lies in."""
    return "\n".join(_lines(report, picture)) + "\n"


def _lines(report: Report, picture: str | None) -> Iterator[str]:
    yield f"# {_text(report.title)}"
    yield ""
    for name, told in report.head:
        yield f"- **{_text(name)}:** {_text(told)}"
    for block in report.blocks:
        yield ""
        yield from _block(block, picture)
    if report.notes:
        yield ""
        for number, line in enumerate(report.notes, 1):
            yield f"[^{number}]: {_line(line)}"


def _block(block: Block, picture: str | None) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_text(block.text)}"
    elif isinstance(block, Paragraph):
        yield _first(_line(block.line))
    elif isinstance(block, Bullets):
        yield from (f"- {_line(line)}" for line in block.lines)
    elif isinstance(block, Picture):
        if picture is not None:
            yield f"![{_text(block.alt)}](<{picture}>)"
            yield ""
        yield f"*{_text(block.caption)}*"
    else:
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(map(_text, table.heads))} |"
    yield f"|{'---|' * len(table.heads)}"
    for row in table.rows:
        yield f"| {' | '.join(map(_line, row))} |"


def _line(line: Line) -> str:
    return "".join(map(_piece, line))


def _piece(piece: Piece) -> str:
    if isinstance(piece, Mark):
        return f"[^{piece.number}]"
    if isinstance(piece, Strong):
        return f"**{_text(piece.text)}**" if piece.text.strip() else ""
    if isinstance(piece, Quiet):
        return _text(piece.text)
    return _text(piece)


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _first(line: str) -> str:
    return _FIRST.sub(r"\1\\\2", line)
