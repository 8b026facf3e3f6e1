"""One document with its records laid out for telling: what stands where, and who claims it."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from dateline.model import Claim, Document, Event, Forecast, Quote, Record, Span, Statement
from dateline.tell import words

__all__ = ["Saying", "Story", "start_of"]

R = TypeVar("R", bound=Record)
_BEYOND = 1 << 62  # after every offset
_LOOKED_BACK = 8  # quotes within quotes go two or three deep


@dataclass(frozen=True, slots=True)
class Saying:
    """Words and who says them: a quote or a statement. `by` is the chain in words."""

    record: Quote | Statement
    content: tuple[Span, ...]
    by: tuple[str, ...]
    cue: str
    said: str
    who: str


class Story:
    """A document, its records and how they hang together."""

    def __init__(self, document: Document, records: Sequence[Record], theatre: str | None = None) -> None:
        self.document = document
        self.records = records
        self.theatre = theatre

    def of(self, kind: type[R]) -> list[R]:
        """The records of a kind, in the order of the text."""
        found = [record for record in self.records if isinstance(record, kind)]
        return sorted(found, key=start_of)

    @cached_property
    def claims(self) -> dict[str, list[Claim]]:
        """Claims by the id of what they are claims of."""
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.of(Claim):
            found[claim.of.id].append(claim)
        return dict(found)

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """Records by id."""
        return {record.id: record for record in self.records}

    @cached_property
    def _breaks(self) -> list[int]:
        return [at for at, letter in enumerate(self.document.text) if letter == "\n"]

    def line(self, offset: int) -> int:
        """The line of the document's text, counted from 1, on which an offset lies."""
        return bisect_right(self._breaks, offset - 1) + 1

    def by(self, record: Record) -> tuple[str, ...]:
        """Who says it, one chain of claimants an entry, each once."""
        claims = [record] if isinstance(record, Claim) else self.claims.get(record.id, [])
        told = (words.claimed(claim, self.document.outlet) for claim in claims)
        return tuple(dict.fromkeys(told)) or (words.OUTLET_ITSELF,)

    def sayings(self) -> list[Saying]:
        """Quotes and statements in the order of the text; words told twice by one speaker stand once."""
        said = [self._stated(statement) for statement in self.of(Statement)]
        said += [self._quoted(quote) for quote in self.of(Quote) if not quote.scare]
        said.sort(key=lambda one: (one.content[0].start, -one.content[-1].end))
        told: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        kept = []
        for one in said:
            if not all(_covered(span, told[one.who]) for span in one.content):
                kept.append(one)
                for span in one.content:
                    insort(told[one.who], (span.start, span.end))
        return kept

    def saying(self, record: Quote | Statement) -> Saying:
        """A quote or statement as somebody's words."""
        return self._quoted(record) if isinstance(record, Quote) else self._stated(record)

    def _quoted(self, quote: Quote) -> Saying:
        if quote.scare:
            return Saying(quote, quote.content, (words.SET_OFF,), "", "", words.SET_OFF)
        who = words.name_of(quote.speaker) if quote.speaker else "speaker unknown"
        chain = [who, self.document.outlet] if self.document.outlet not in (None, who) else [who]
        cue = words.clean(quote.cue.text) if quote.cue else ""
        return Saying(quote, quote.content, (" → ".join(filter(None, chain)),), cue, "", who)

    def _stated(self, statement: Statement) -> Saying:
        claims = self.claims.get(statement.id, [])
        first = claims[0] if claims else None
        who = words.name_of(first.by[0]) if first and first.by else ""
        cue = first.by[0].cue if first and first.by else None
        said = words.when(first.said) if first and _dated(first) else ""
        cue_words = words.clean(cue.text) if cue else ""
        return Saying(statement, statement.content, self.by(statement), cue_words, said, who)


def _dated(claim: Claim) -> bool:
    """Whether the text says when it was said; the day of publication alone tells nothing new."""
    return claim.said is not None and claim.said.basis in ("explicit", "relative")


def _covered(span: Span, told: list[tuple[int, int]]) -> bool:
    """Whether words lie within words told before; looks back a little only, which keeps long texts linear."""
    near = bisect_right(told, (span.start, _BEYOND))
    return any(span.end <= end for _, end in told[max(0, near - _LOOKED_BACK) : near])


def start_of(record: Record) -> int:
    """Where a record stands: its trigger, its own words, else its first evidence."""
    if isinstance(record, Event):
        return record.trigger.start
    if isinstance(record, Forecast):
        return record.proposition.start
    if isinstance(record, Quote | Statement | Claim) and record.content:
        return record.content[0].start
    return min((span.start for span in record.evidence), default=0)
