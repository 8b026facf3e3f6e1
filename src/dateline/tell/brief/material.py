"""What all sections of a report are made from: the store's view, what is known, and the footnotes so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from dateline.lore import Lore
from dateline.model import Claim, Document, Hold, Record, Span
from dateline.tell import words
from dateline.tell.brief.asking import Asked
from dateline.tell.brief.blocks import Line, Mark, Quiet
from dateline.tell.control import holds_until
from dateline.tell.incident_facts import Told, called, told

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["Material", "Notes", "clause", "counted"]

# Words of a footnote: a sentence or two; the document has the rest.
_MOST_WORDS = 280
# Fewer words than these ("14", "eleven people") show nobody what they count.
_LEAST_WORDS = 6
# What ends a sentence, well enough to show one.
_ENDS = (". ", ".\n", "! ", "? ", "\n")
# Footnotes behind one thing told: more is no better proof to a reader.
_MOST_NOTES = 3


class Notes:
    """Footnotes in the order in which they are first referred to; the same words have one."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._numbers: dict[tuple[str, str], int] = {}
        self._documents: dict[str, Document] = {}
        self._lines: list[Line] = []

    @property
    def lines(self) -> tuple[Line, ...]:
        """All footnotes."""
        return tuple(self._lines)

    def marks(self, records: Iterable[Record | None], most: int = _MOST_NOTES) -> Line:
        """References to the words that records rest on, at most so many."""
        found: list[Mark] = []
        for record in records:
            if record is None or len(found) >= most:
                continue
            mark = self._mark(record)
            if mark is not None and mark not in found:
                found.append(mark)
        return tuple(found)

    def _mark(self, record: Record) -> Mark | None:
        document = self._document(record.document)
        if document is None:
            return None
        spans = record.content if isinstance(record, Claim) else record.evidence
        quoted = words.clipped(_quoted(spans, document.text), _MOST_WORDS)
        key = record.document, quoted
        if key not in self._numbers:
            self._lines.append(_note(document, quoted, spans[0].start if spans else 0))
            self._numbers[key] = len(self._lines)
        return Mark(self._numbers[key])

    def _document(self, id: str) -> Document | None:
        if id not in self._documents:
            found = self._view.get(id)
            if not isinstance(found, Document):
                return None
            # Texts are not needed again where notes have moved on to other documents.
            self._documents = {id: found}
        return self._documents[id]


def _quoted(spans: Sequence[Span], text: str) -> str:
    """The words of a record; of fewer than make sense alone, the sentence they stand in."""
    told = words.spans(spans)
    if not spans or len(told.split()) >= _LEAST_WORDS:
        return told
    start = max(
        (text.rfind(end, 0, spans[0].start) + len(end) for end in _ENDS if end in text[: spans[0].start]),
        default=0,
    )
    ends = [at for end in _ENDS if (at := text.find(end, spans[-1].end)) >= 0]
    return text[start : min(ends, default=len(text) - 1) + 1]


def _note(document: Document, quoted: str, start: int) -> Line:
    """Outlet, title, day, the words, and where they stand."""
    day = (document.published.start or "undated")[:10]
    name = words.clipped(document.outlet or called(document.source), 80)
    title = f", {words.clipped(document.title, 120)}" if document.title else ""
    return (f"{name}{title}, {day}: “{quoted}” ", Quiet(f"document {document.id}, at {start}"))


@dataclass
class Material:
    """One report's view, knowledge and footnotes. What takes long is told once."""

    asked: Asked
    view: View
    lore: Lore
    notes: Notes = field(init=False)

    def __post_init__(self) -> None:
        self.notes = Notes(self.view)

    @cached_property
    def holds(self) -> list[Hold]:
        """Who held each place over which days, until the report's last."""
        return holds_until(self.view, self.lore, self.asked.charting, self.asked.last)

    @cached_property
    def reports(self) -> dict[str, str]:
        """The documents that were published in the days, by id, with their outlets (empty: unknown)."""
        asked = self.asked
        found = self.view.records("document", since=asked.since, until=asked.until)
        return {one.id: words.clean(one.outlet or "") for one in found if isinstance(one, Document)}

    def reported(self, kind: str, *, contested: bool | None = None) -> Iterator[Record]:
        """Records of a kind in these documents, whatever days they speak of, that concern the report."""
        concern = {name: self.asked.filters.get(name) for name in ("place", "side")}
        for home in self.reports:
            yield from self.view.records(kind, document=home, contested=contested, **concern)

    def incidents(self) -> Iterator[Told]:
        """The incidents of the days, each once. Those without a day count by their reports."""
        for one in told(self.view, self.asked.filters):
            start, end = one.incident.start, one.incident.end
            # Of "by Friday" alone the Friday counts.
            if (start is None and end is None) or self.asked.within(start or end, end or start):
                yield one

    def party(self, key: str | None) -> str:
        """The name of a side or country; empty for nobody."""
        country = self.lore.countries.get(key or "")
        return words.clean(country.name if country is not None else key or "")


def clause(title: str, most: int) -> str:
    """What an incident is called, which may be the middle of a sentence, with nothing at its end."""
    told = words.clipped(title, most).rstrip(".")
    return f"… {told}" if told[:1].islower() else told


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 report", "12 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
