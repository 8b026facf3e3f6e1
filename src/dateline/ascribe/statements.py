"""attributions + sentences -> statements: what is said, or told by the narrator, and is no other record.

Each clause with a subject of its own is one statement: "said that A and that B" are two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from dateline.ascribe.claims import Voices
from dateline.ascribe.clauses import main_clauses
from dateline.model import Attribution, Cover, Document, Sentence, Span, Statement, sealed

__all__ = ["find_statements"]

_EDGES = frozenset("“”‘’.\"'«»„‹›‚,;:–—- \n\t")
_TIES = ("and ", "but ", "or ", "while ", "that ")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def find_statements(
    voices: Voices, sentences: Sequence[Sentence], covered: Sequence[int]
) -> Iterator[Statement]:
    """What is said and is nothing else: contents of attributions without a record (at `covered` offsets).

    The narrator's own clauses that tell nothing else are the outlet's statements.
    """
    free = _Free(voices.document, sentences, covered)
    seen: set[tuple[Span, ...]] = set()
    for attribution in voices.attributions:
        for content in free.of(attribution):
            if content not in seen:
                seen.add(content)
                yield _statement(voices, content)
    words = [span for attribution in voices.attributions for span in _words(attribution)]
    told, starts = Cover((*_ends(span), span) for span in words), sorted(span.start for span in words)
    for sentence in sentences:
        for span in free.own(sentence):
            heard = bisect_left(starts, span.start) < bisect_left(starts, span.end)
            if not heard and not any(told.over(span.start)):
                yield _statement(voices, (span,))


def _statement(voices: Voices, content: tuple[Span, ...]) -> Statement:
    return sealed(Statement, document=voices.document.id, evidence=content, content=content)


def _words(attribution: Attribution) -> Iterator[Span]:
    """All that an attribution rests on."""
    yield from attribution.content
    yield from (span for span in (attribution.cue, attribution.source_span) if span is not None)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _before(rest: Sequence[Span], span: Span) -> int:
    """Where the first of `rest` within a span begins, else the span's end."""
    return next((piece.start for piece in rest if span.start < piece.start < span.end), span.end)


class _Free:
    """What of a span no record covers."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], covered: Sequence[int]) -> None:
        self._text = document.text
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._marks = sorted(covered)

    def of(self, attribution: Attribution) -> Iterator[tuple[Span, ...]]:
        """What of an attribution's content is a statement: all of it, or its clauses without a record."""
        content = attribution.content
        pieces = [piece for span in content for piece in self._pieces(span)]
        if len(content) > 1 and not any(self._marked(*_ends(span)) for span in content):
            # An interrupted clause is one; a clause of its own in one of the pieces is another.
            rest = [p for p in pieces if p.start not in {span.start for span in content}]
            kept = (self._cut(span.start, _before(rest, span)) for span in content)
            yield tuple(span for span in kept if span.end > span.start)
            yield from ((piece,) for piece in rest)
        elif len(pieces) == 1 or not content:
            if not any(self._marked(*_ends(span)) for span in content):
                yield content
        else:
            yield from ((piece,) for piece in pieces if not self._marked(*_ends(piece)))

    def own(self, sentence: Sentence) -> Iterator[Span]:
        """The clauses of a sentence that say something that no record holds."""
        starts = main_clauses(sentence)
        for start, end in zip(starts, [*starts[1:], sentence.end], strict=True):
            if self._finite(sentence, start, end) and not self._marked(start, end):
                whole = Span(sentence.start, sentence.end, sentence.text)
                yield whole if len(starts) == 1 else self._cut(start, end)

    def _pieces(self, span: Span) -> Iterator[Span]:
        """A span by its sentences and main clauses; itself if it is one."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        inside = self._sentences[first : bisect_left(self._starts, span.end)]
        cuts = [span.start]
        for sentence in inside:
            cuts += [at for at in main_clauses(sentence) if span.start + 1 < at < span.end]
        if len(cuts) == 1:
            yield span
            return
        for start, end in zip(cuts, [*cuts[1:], span.end], strict=True):
            piece = self._cut(start, end)
            if piece.end > piece.start:
                yield piece

    def _cut(self, start: int, end: int) -> Span:
        """The words in [start, end) without marks and conjunctions at the edges."""
        text = self._text
        while start < end and text[start] in _EDGES:
            start += 1
        for tie in _TIES:
            if text[start : start + len(tie)].lower() == tie:
                start += len(tie)
        for tie in ("", *_TIES):
            if tie and text[start:end].lower().endswith(f" {tie.strip()}"):
                end -= len(tie)
            while end > start and text[end - 1] in _EDGES:
                end -= 1
        return Span(start, end, text[start:end])

    def _finite(self, sentence: Sentence, start: int, end: int) -> bool:
        return any(t.tag in _FINITE and start <= t.start < end for t in sentence.tokens)

    def _marked(self, start: int, end: int) -> bool:
        return bisect_left(self._marks, start) < bisect_left(self._marks, end)
