"""records + attributions -> claims: each event, figure and forecast as said by its chain of claimants."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import fields

from dateline.model import (
    Actor,
    Attribution,
    Claim,
    Claimant,
    Cover,
    Document,
    Manner,
    Moment,
    Ref,
    Sentence,
    Span,
    Stance,
    Statement,
    sealed,
)

__all__ = ["Voices", "claim", "find_statements", "outlet_of"]

# Nobody reports what somebody said that somebody said … more than a few times over.
_LONGEST_CHAIN = 8
_ACTOR_FIELDS = tuple(field.name for field in fields(Actor))


def outlet_of(document: Document) -> Claimant:
    """The last link of every chain: the outlet, known or not."""
    known = document.outlet is not None
    return Claimant(
        None,
        None,
        None,
        document.outlet,
        None,
        "outlet",
        None,
        None,
        None,
        "explicit" if known else "unknown",
        None,
        None,
        "narration",
    )


class Voices:
    """A document's attributions, looked up by the words they cover."""

    def __init__(self, document: Document, attributions: Sequence[Attribution]) -> None:
        self.document = document
        self.attributions = attributions
        self._over = Cover(
            (span.start, span.end, i) for i, a in enumerate(attributions) for span in a.content
        )
        self._sizes = [sum(span.end - span.start for span in a.content) for a in attributions]
        self._outlet = outlet_of(document)

    def chain(self, at: int) -> tuple[tuple[Claimant, ...], tuple[Attribution, ...]]:
        """Who answers for the words at offset `at`, innermost first, outlet last; and the attributions."""
        over = sorted(set(self._over.over(at)), key=lambda i: (self._sizes[i], i))
        links: list[Claimant] = []
        used: list[Attribution] = []
        for i in over[:_LONGEST_CHAIN]:
            link = _link(self.attributions[i])
            if not any(_same(link, other) for other in links):
                links.append(link)
                used.append(self.attributions[i])
        return (*links, self._outlet), tuple(used)


def _link(attribution: Attribution) -> Claimant:
    manner: Manner = attribution.manner
    source = attribution.source
    if source is None:
        return Claimant(
            None,
            None,
            None,
            None,
            None,
            "unknown",
            None,
            None,
            None,
            "unknown",
            None,
            attribution.cue,
            manner,
        )
    told = {name: getattr(source, name) for name in _ACTOR_FIELDS}
    return Claimant(**told, cue=attribution.cue, manner=manner)


def _same(a: Claimant, b: Claimant) -> bool:
    """One person is one link, however often the sentence names them."""
    if a.name is not None and a.name == b.name:
        return True
    return a.key is not None and a.key == b.key


def claim(voices: Voices, of: Ref, at: int, content: tuple[Span, ...], said: Moment | None) -> Claim:
    """The claim that a record is: its chain, the stance of the innermost source, and when it was said."""
    by, used = voices.chain(at)
    stance: Stance = used[0].stance if used else "asserts"
    cues = tuple(a.cue for a in used if a.cue is not None)
    return sealed(
        Claim,
        document=voices.document.id,
        evidence=tuple(sorted({*content, *cues})),
        of=of,
        content=content,
        by=by,
        stance=stance,
        said=used[0].said if used else said,
    )


def find_statements(
    voices: Voices, sentences: Sequence[Sentence], covered: Sequence[int]
) -> Iterator[Statement]:
    """What is said and is nothing else: contents of attributions without a record (at `covered` offsets).

    The narrator's own sentences that tell nothing else are the outlet's statements.
    """
    free = _Free(voices.document, sentences, covered)
    seen: set[tuple[Span, ...]] = set()
    for attribution in voices.attributions:
        content = tuple(span for told in attribution.content for span in free.of(told))
        if content and content not in seen:
            seen.add(content)
            yield sealed(Statement, document=voices.document.id, evidence=content, content=content)
    words = [span for attribution in voices.attributions for span in _words(attribution)]
    told, starts = Cover((*_ends(span), span) for span in words), sorted(span.start for span in words)
    for sentence in sentences:
        heard = bisect_left(starts, sentence.start) < bisect_left(starts, sentence.end)
        if not heard and not any(told.over(sentence.start)) and free.own(sentence):
            span = Span(sentence.start, sentence.end, sentence.text)
            yield sealed(Statement, document=voices.document.id, evidence=(span,), content=(span,))


def _words(attribution: Attribution) -> Iterator[Span]:
    """All that an attribution rests on."""
    yield from attribution.content
    yield from (span for span in (attribution.cue, attribution.source_span) if span is not None)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


class _Free:
    """What of a span no record covers."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], covered: Sequence[int]) -> None:
        self._text = document.text
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._marks = sorted(covered)

    def of(self, span: Span) -> Iterator[Span]:
        """The span, or of a longer one the sentences without a record of their own."""
        if not self._marked(span.start, span.end):
            yield span
            return
        first = max(0, bisect_right(self._starts, span.start) - 1)
        inside = self._sentences[first : bisect_left(self._starts, span.end)]
        for sentence in inside if len(inside) > 1 else ():
            a, b = max(span.start, sentence.start), min(span.end, sentence.end)
            if b > a and not self._marked(a, b) and any(t.pos in ("VERB", "AUX") for t in sentence.tokens):
                yield Span(a, b, self._text[a:b])

    def own(self, sentence: Sentence) -> bool:
        """Whether a sentence says something that no record holds."""
        finite = any(token.tag in ("VBD", "VBZ", "VBP", "MD") for token in sentence.tokens)
        return finite and not self._marked(sentence.start, sentence.end)

    def _marked(self, start: int, end: int) -> bool:
        return bisect_left(self._marks, start) < bisect_left(self._marks, end)
