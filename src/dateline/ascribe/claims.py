"""records + attributions -> claims: each event, figure and forecast as said by its chain of claimants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from dateline.ascribe.stance import Bearing, Bearings
from dateline.model import (
    Actor,
    Attribution,
    Claim,
    Claimant,
    Cover,
    Document,
    Manner,
    Moment,
    Mood,
    Ref,
    Span,
    sealed,
)

__all__ = ["Voices", "claim", "outlet_of"]

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
    """A document's attributions, looked up by the words they cover, and the moods of its clauses."""

    def __init__(
        self, document: Document, attributions: Sequence[Attribution], moods: Sequence[Mood] = ()
    ) -> None:
        self.document = document
        self.attributions = attributions
        self._bearings = Bearings(moods)
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
        if len(used) > 1 and used[0].source is None and used[1].stance in ("denies", "doubts"):
            # "dismissed reports that": nobody in particular reports what somebody denies.
            del links[0], used[0]
        return (*links, self._outlet), tuple(used)

    def bearing(self, at: int, content: Sequence[Span], *, whole: bool = False) -> Bearing:
        """How the innermost source stands to the record at offset `at`; with `whole`, to all `content`."""
        _, used = self.chain(at)
        return self._bearings(used[0] if used else None, at, content, whole=whole)


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
            attribution.tells,
        )
    told = {name: getattr(source, name) for name in _ACTOR_FIELDS}
    return Claimant(**told, cue=attribution.cue, manner=manner, tells=attribution.tells)


def _same(a: Claimant, b: Claimant) -> bool:
    """One person is one link, however often the sentence names them."""
    if a.name is not None and a.name == b.name:
        return True
    return a.key is not None and a.key == b.key


def claim(voices: Voices, of: Ref, at: int, content: tuple[Span, ...], said: Moment | None) -> Claim:
    """The claim that a record is: its chain, how the innermost source stands to it, and when it was said."""
    by, used = voices.chain(at)
    bearing = voices.bearing(at, content, whole=of.record == "statement")
    cues = tuple(a.cue for a in used if a.cue is not None)
    return sealed(
        Claim,
        document=voices.document.id,
        evidence=tuple(sorted({*content, *cues})),
        of=of,
        content=content,
        by=by,
        stance=bearing.stance,
        said=used[0].said if used else said,
        certainty=bearing.certainty,
        markers=bearing.markers,
    )
