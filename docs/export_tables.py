"""Writes the tables of exports.md from those that the formats' code uses: `python docs/export_tables.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.tell.exports.asking import FORMATS
from dateline.tell.exports.mapping import Column, Mapping, mapping

PAGE = Path(__file__).parent / "exports.md"
# Long codes are told by their rule; the file has them all.
MOST_CODES = 60
# Headings of a table, and what of a column stands below; those that no column of a format has are left out.
HEADS = {"field": "name", "tag": "tag", "type": "type", "holds": "told", "lost": "lost"}
LITERAL = ("name", "tag", "type")


def rewritten(page: str) -> str:
    """The page with the table of each format between its marks."""
    for name in FORMATS:
        head, mark, rest = page.partition(f"<!-- {name} -->\n")
        _, end, rest = rest.partition("<!-- end -->")
        if not (mark and end):
            raise SystemExit(f"{PAGE.name} has no place for {name}")
        page = f"{head}{mark}{told(name)}{end}{rest}"
    return page


def told(name: str) -> str:
    """A format in Markdown."""
    return "\n".join(_lines(mapping(name))) + "\n"


def _lines(table: Mapping) -> Iterator[str]:
    yield f"\nA row is {table.row}.\n"
    heads = [head for head, name in HEADS.items() if any(getattr(one, name) for one in table.columns)]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for column in table.columns:
        yield f"| {' | '.join(_cell(column, HEADS[head]) for head in heads)} |"
    yield from _codes(table)
    for note in table.notes:
        yield f"\n{note}"
    yield "\nLost:\n"
    yield from (f"- {one}" for one in table.lost)


def _cell(column: Column, name: str) -> str:
    told = str(getattr(column, name) or "").replace("|", "\\|")
    return f"`{told}`" if told and name in LITERAL else told


def _codes(table: Mapping) -> Iterator[str]:
    for name, codes in table.codes.items():
        if len(codes) > MOST_CODES:
            continue
        rows = "; ".join(f"{one} → {other}" for one, other in codes.items())
        yield f"\nCodes of `{name}`: {rows}."


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
