"""events, figures, control, forecasts + attributions -> claims: each record as said by its chain of claimants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from dateline.model import (
    Actor,
    Attribution,
    Claim,
    Claimant,
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

__all__ = ["chain", "claim", "find_statements", "outlet_of"]

_ACTOR_FIELDS = tuple(field.name for field in fields(Actor))


def outlet_of(document: Document) -> Claimant:
    """The last link of every chain: the outlet, known or not."""
    known = document.outlet is not None
    return Claimant(
        None, None, None, document.outlet, None, "outlet", None, None, None, "explicit" if known else "unknown", None, None, "narration"
    )


def chain(at: int, attributions: Sequence[Attribution], document: Document) -> tuple[tuple[Claimant, ...], tuple[Attribution, ...]]:
    """Who is answerable for the words at offset `at`: innermost first, the outlet last; and the attributions used."""
    over = [a for a in attributions if any(span.start <= at < span.end for span in a.content)]
    over.sort(key=lambda a: sum(span.end - span.start for span in a.content))
    links: list[Claimant] = []
    used: list[Attribution] = []
    for attribution in over:
        link = _link(attribution)
        if any(_same(link, other) for other in links):
            continue
        links.append(link)
        used.append(attribution)
    return (*links, outlet_of(document)), tuple(used)


def _link(attribution: Attribution) -> Claimant:
    manner: Manner = attribution.manner
    source = attribution.source
    if source is None:
        return Claimant(None, None, None, None, None, "unknown", None, None, None, "unknown", None, attribution.cue, manner)
    told = {name: getattr(source, name) for name in _ACTOR_FIELDS}
    return Claimant(**told, cue=attribution.cue, manner=manner)


def _same(a: Claimant, b: Claimant) -> bool:
    """One person is one link, however often the sentence names them."""
    if a.name is not None and a.name == b.name:
        return True
    return a.key is not None and a.key == b.key


def claim(
    document: Document, of: Ref, at: int, content: tuple[Span, ...], attributions: Sequence[Attribution], said: Moment | None
) -> Claim:
    """The claim that a record is: its chain, the stance of the innermost source, and when it was said."""
    by, used = chain(at, attributions, document)
    stance: Stance = used[0].stance if used else "asserts"
    told = used[0].said if used else said
    cues = tuple(a.cue for a in used if a.cue is not None)
    return sealed(
        Claim,
        document=document.id,
        evidence=tuple(sorted({*content, *cues})),
        of=of,
        content=content,
        by=by,
        stance=stance,
        said=told,
    )


def find_statements(
    document: Document,
    attributions: Sequence[Attribution],
    sentences: Sequence[Sentence],
    covered: Sequence[int],
) -> Iterator[Statement]:
    """What is said and is nothing else: contents of attributions in which no record (at `covered` offsets) stands."""
    seen: set[tuple[Span, ...]] = set()
    marks = sorted(covered)
    for attribution in attributions:
        content = tuple(span for span in attribution.content for span in _free(document, span, sentences, marks))
        if content and content not in seen:
            seen.add(content)
            yield sealed(Statement, document=document.id, evidence=content, content=content)


def _free(document: Document, span: Span, sentences: Sequence[Sentence], marks: Sequence[int]) -> Iterator[Span]:
    """The span, or of a longer one the sentences without a record of their own."""
    if not any(span.start <= at < span.end for at in marks):
        yield span
        return
    inside = [s for s in sentences if span.start <= s.start < span.end or s.start <= span.start < s.end]
    if len(inside) < 2:
        return
    for sentence in inside:
        a, b = max(span.start, sentence.start), min(span.end, sentence.end)
        if b > a and not any(a <= at < b for at in marks) and any(t.pos == "VERB" or t.pos == "AUX" for t in sentence.tokens):
            yield Span(a, b, document.text[a:b])
