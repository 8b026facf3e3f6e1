"""Fills in the examples of records.md: reads the dispatch printed there and shows one record of each kind.

`make records` runs it. Above each example stands a comment that says which record is meant: its kind, and
words that its evidence holds, such as `<!-- example: event: retook -->`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from dateline.flow import Options, read_page
from dateline.lore import Lore
from dateline.model import Page, Record
from dateline.parse import Parser
from dateline.settings import cache_folder
from dateline.store import encode

PAGE = Path(__file__).with_name("records.md")
_DISPATCH = re.compile(r"^```text\n(.*?)^```$", re.M | re.S)
_EXAMPLE = re.compile(r"(<!-- example: (\w+)(?:: ([^>]*))? -->\n)(?:```json\n.*?^```\n)?", re.M | re.S)
_PIECE = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^",])+,? ?')
_WIDTH = 118


def records_of(text: str) -> tuple[Record, ...]:
    """All records of the dispatch."""
    page = Page("dispatch.txt", text.encode())
    lore = Lore.open(cache_folder())
    readings = read_page(page, lore, Parser(), Options())
    return tuple(record for reading in readings for record in reading.records)


def laid_out(record: Record) -> str:
    """A record's JSON, broken into lines where a comma stands outside of strings."""
    flat = json.dumps(json.loads(encode(record)), ensure_ascii=False)
    lines = [""]
    for piece in _PIECE.findall(flat):
        if len(lines[-1]) + len(piece) > _WIDTH:
            lines.append(" ")
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)


def filled(text: str) -> str:
    """The page with each example made anew. Raises LookupError when the reading has no such record."""
    dispatch = _DISPATCH.search(text)
    if dispatch is None:
        raise LookupError("records.md: wanted a dispatch in a block marked `text`, found none")
    records = records_of(dispatch[1])

    def example(match: re.Match[str]) -> str:
        kind, words = match[2], match[3] or ""
        for record in records:
            if record.record == kind and words in " ".join(span.text for span in record.evidence):
                return f"{match[1]}```json\n{laid_out(record)}\n```\n"
        raise LookupError(f"records.md: the dispatch gives no {kind} with {words!r} in its evidence")

    return _EXAMPLE.sub(example, text)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
