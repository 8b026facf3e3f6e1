"""A report as one page of HTML that needs nothing else, reads in light and dark, and prints on A4."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from importlib import resources

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

# The page holds neither scripts nor addresses; a browser need allow none.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def written(report: Report) -> str:
    """The report as a page."""
    style = resources.files("dateline.tell.brief").joinpath("page.css").read_text(encoding="utf-8")
    return "\n".join(_lines(report, style)) + "\n"


def _lines(report: Report, style: str) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{escape(report.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>"
    yield f"<header>\n<h1>{escape(report.title)}</h1>\n<dl>"
    for name, told in report.head:
        yield f"<dt>{escape(name)}</dt><dd>{escape(told)}</dd>"
    yield "</dl>\n</header>"
    seen: set[int] = set()
    for block in report.blocks:
        yield from _block(block, seen)
    yield from _notes(report)
    yield "</main>\n</body>\n</html>"


def _block(block: Block, seen: set[int]) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"<h{block.level}>{escape(block.text)}</h{block.level}>"
    elif isinstance(block, Paragraph):
        yield f"<p>{_line(block.line, seen)}</p>"
    elif isinstance(block, Bullets):
        yield "<ul>"
        yield from (f"<li>{_line(line, seen)}</li>" for line in block.lines)
        yield "</ul>"
    elif isinstance(block, Picture):
        data = b64encode(block.content).decode("ascii")
        yield f'<figure>\n<img src="data:image/png;base64,{data}" alt="{escape(block.alt)}">'
        yield f"<figcaption>{escape(block.caption)}</figcaption>\n</figure>"
    else:
        yield from _table(block, seen)


def _table(table: Table, seen: set[int]) -> Iterator[str]:
    yield '<div class="wide" role="region" aria-label="Table" tabindex="0">\n<table>\n<colgroup>'
    whole = sum(table.widths)
    yield from (f'<col style="width: {100 * width / whole:.4g}%">' for width in table.widths)
    yield "</colgroup>\n<thead><tr>"
    yield from (f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    yield "</tr></thead>\n<tbody>"
    for row in table.rows:
        yield f"<tr>{''.join(f'<td>{_line(cell, seen)}</td>' for cell in row)}</tr>"
    yield "</tbody>\n</table>\n</div>"


def _notes(report: Report) -> Iterator[str]:
    if not report.notes:
        return
    yield '<section class="notes">\n<h2>Evidence</h2>\n<ol>'
    for number, line in enumerate(report.notes, 1):
        back = f'<a class="back" href="#r{number}" aria-label="back to the text">↩</a>'
        yield f'<li id="n{number}">{_line(line, set())} {back}</li>'
    yield "</ol>\n</section>"


def _line(line: Line, seen: set[int]) -> str:
    return "".join(_piece(piece, seen) for piece in line)


def _piece(piece: Piece, seen: set[int]) -> str:
    if isinstance(piece, Mark):
        # Only the first reference can be led back to.
        own = "" if piece.number in seen else f' id="r{piece.number}"'
        seen.add(piece.number)
        return f'<sup{own}><a href="#n{piece.number}">{piece.number}</a></sup>'
    if isinstance(piece, Strong):
        return f"<strong>{escape(piece.text)}</strong>"
    if isinstance(piece, Quiet):
        return f"<small>{escape(piece.text)}</small>" if piece.text else ""
    return escape(piece)
