"""Short texts read by the whole path, each once a run: what the tables of the rooms' tests compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dateline.flow import Options, Reading, read_document
from dateline.lore import Lore
from dateline.model import Document, Moment, Part, sealed
from dateline.parse import Parser
from tests.lore.examples import overlaps, unmarked

UNKNOWN = Moment(None, None, None, "unknown", "unknown")


@dataclass(frozen=True)
class Told:
    """A text read: its records, and the stretches that were marked in it."""

    text: str
    marks: dict[str, tuple[int, int]]
    reading: Reading

    @cached_property
    def kinds(self) -> dict[str, list[Any]]:
        """Records by kind, in their order."""
        found: dict[str, list[Any]] = {}
        for record in self.reading.records:
            found.setdefault(record.record, []).append(record)
        return found

    def all(self, kind: str) -> list[Any]:
        return self.kinds.get(kind, [])

    def events_at_mark(self) -> list[Any]:
        """Events whose trigger shares a character with the words between asterisks."""
        mark = self.marks["*"]
        return [e for e in self.all("event") if overlaps((e.trigger.start, e.trigger.end), mark)]

    def claims_of(self, record: Any) -> list[Any]:
        return [claim for claim in self.all("claim") if claim.of.id == record.id]

    def around_mark(self) -> Any:
        """The event, forecast or statement that lies most tightly around the words between asterisks."""
        at = self.marks["*"][0]
        held = [
            (_size(r), n, r)
            for n, r in enumerate(self._told())
            if any(s.start <= at < s.end for s in _where(r))
        ]
        return min(held)[2] if held else None

    def _told(self) -> Iterator[Any]:
        for kind in ("event", "forecast", "statement"):
            yield from self.all(kind)


def _where(record: Any) -> Sequence[Any]:
    return (record.trigger,) if record.record == "event" else record.evidence


def _size(record: Any) -> int:
    return sum(span.end - span.start for span in _where(record))


def article(
    text: str, *, title: str | None = None, outlet: str | None = None, published: str | None = None
) -> Document:
    """A document of a title and paragraphs, one a line."""
    whole = f"{title}\n{text}" if title else text
    parts: list[Part] = []
    at = 0
    for line in whole.split("\n"):
        if line:
            parts.append(Part("title" if title and not parts else "body", at, at + len(line), line))
        at += len(line) + 1
    moment = Moment(published, published, published, "day", "given") if published else UNKNOWN
    return sealed(
        Document,
        document="told",
        evidence=(),
        source="told",
        outlet=outlet,
        title=title,
        byline=None,
        published=moment,
        language="en",
        text=whole,
        parts=tuple(parts),
    )


_READ: dict[tuple[Any, ...], Told] = {}


def tell(marked: str, lore: Lore, parser: Parser, **frame: Any) -> Told:
    """The text through the whole path, each once a run; `frame` goes to `article`, `theatre` to the path."""
    key = (marked, *sorted(frame.items()))
    if key not in _READ:
        text, marks = unmarked(marked)
        theatre = frame.pop("theatre", None)
        document = article(text, **frame)
        if document.text != text:
            ahead = len(document.text) - len(text)
            marks = {mark: (a + ahead, b + ahead) for mark, (a, b) in marks.items()}
        _READ[key] = Told(
            document.text, marks, read_document(document, lore, parser, Options(theatre=theatre))
        )
    return _READ[key]
