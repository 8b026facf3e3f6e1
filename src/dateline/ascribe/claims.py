"""records + attributions -> claims: each event, figure and forecast as said by its chain of claimants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

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
    Stance,
    sealed,
)

__all__ = ["Chain", "Voices", "claim", "outlet_of"]

# Nobody reports what somebody said that somebody said … more than a few times over.
_LONGEST_CHAIN = 8
# Characters between "denied" and "claim": whose claim it is, and what it was like.
_LONGEST_NAME = 80
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
        manner="narration",
    )


Chain = tuple[tuple[Claimant, ...], tuple[Attribution, ...]]
"""Claimants, innermost first and the outlet last, and the attributions that make them so."""


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

    def chain(self, at: int) -> Chain:
        """Who answers for the words at offset `at`, innermost first, outlet last; and the attributions."""
        return self.chains(at)[0]

    def chains(self, at: int) -> tuple[Chain, ...]:
        """The chain of who says the words at offset `at`, then of each who answers it.

        "The army denied the rebels' claim that …" has two: the rebels', who say it, and the army's. So has
        "The rebels said that …, which the army denied".
        """
        over = sorted(set(self._over.over(at)), key=lambda i: (self._sizes[i], i))
        answering = [i for i in over if self.attributions[i].beside or any(self._answers(i, j) for j in over)]
        plain = [i for i in over if i not in answering]
        if not plain and answering:
            # Only the narrator's own words are answered: they are told as the answer has them.
            plain, answering = [answering[0], *self._around(answering[0])], answering[1:]
        return (self._chain(plain), *(self._chain([i, *self._around(i)]) for i in answering))

    def _chain(self, over: Sequence[int]) -> Chain:
        """The attributions as a chain: one link a person, and the outlet one link however it is named."""
        links: list[Claimant] = []
        used: list[Attribution] = []
        outlet = self._outlet
        for i in over[:_LONGEST_CHAIN]:
            attribution = self.attributions[i]
            link = _link(attribution)
            if _is_outlet(link, outlet):
                outlet = replace(
                    outlet, text=link.text, start=link.start, end=link.end, cue=link.cue, tells=link.tells
                )
                used.append(attribution)
            elif not any(_same(link, other) for other in links):
                links.append(link)
                used.append(attribution)
        if len(used) > 1 and used[0].source is None and used[1].stance in ("denies", "doubts"):
            # "dismissed reports that": nobody in particular reports what somebody denies.
            del links[0], used[0]
        return (*links, outlet), tuple(used)

    def _around(self, i: int) -> list[int]:
        """The attributions that an attribution lies in, innermost first."""
        cue = self.attributions[i].cue
        over = set(self._over.over(cue.start)) - {i} if cue is not None else set()
        return sorted(over, key=lambda j: (self._sizes[j], j))

    def _answers(self, i: int, j: int) -> bool:
        """Whether one source denies, doubts or confirms what another's claim, named by a noun, says."""
        one, other = self.attributions[i], self.attributions[j]
        if one.cue is None or other.cue is None or other.source_span is None or one.cue.end > other.cue.start:
            return False
        if one.stance not in ("denies", "doubts") and one.tells not in ("factive", "conceded"):
            return False
        if one.source is None or _same(_link(one), _link(other)):
            return False
        between = self.document.text[one.cue.end : other.cue.start]
        owned = one.cue.end <= other.source_span.start and _possessive(between)
        by = other.cue.end <= other.source_span.start and "'" not in between
        return len(between) <= _LONGEST_NAME and (owned or by)

    def bearing(
        self, at: int, content: Sequence[Span], *, whole: bool = False, chain: Chain | None = None
    ) -> Bearing:
        """How the innermost source stands to the record at offset `at`; with `whole`, to all `content`."""
        _, used = chain or self.chain(at)
        bearing = self._bearings(used[0] if used else None, at, content, whole=whole)
        # Who nods says yes, though the words are a question.
        return replace(bearing, stance=used[0].stance) if used and used[0].beside else bearing


def _possessive(words: str) -> bool:
    """Whether words name an owner: "the rebels' ", "Moscow's latest "."""
    plain = words.replace("’", "'")
    return "'s " in plain or "s' " in plain


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
            cue=attribution.cue,
            manner=manner,
            tells=attribution.tells,
        )
    told = {name: getattr(source, name) for name in _ACTOR_FIELDS}
    return Claimant(**told, cue=attribution.cue, manner=manner, tells=attribution.tells)


def _same(a: Claimant, b: Claimant) -> bool:
    """One person is one link, however often the sentence names them."""
    if a.name is not None and a.name == b.name:
        return True
    if a.name is None and b.name is None and a.text is not None and b.text is not None:
        return a.start == b.start or a.text.lower() == b.text.lower()
    return a.key is not None and a.key == b.key


def _is_outlet(link: Claimant, outlet: Claimant) -> bool:
    """Whether a source is the document's own outlet: "the Harbour Post has learned"."""
    if link.name is None or outlet.name is None:
        return False
    named = (name.casefold().removeprefix("the ") for name in (link.name, link.text or ""))
    return outlet.name.casefold().removeprefix("the ") in named


def claim(
    voices: Voices,
    of: Ref,
    at: int,
    content: tuple[Span, ...],
    said: Moment | None,
    chain: Chain | None = None,
    *,
    foretold: bool = False,
) -> Claim:
    """The claim that a record is: its chain, how the innermost source stands to it, and when it was said.

    `foretold`: the record is what somebody foresees, so that who asserts it foretells it; but what is told
    as fixed is a plan.
    """
    chain = chain or voices.chain(at)
    by, used = chain
    bearing = voices.bearing(at, content, whole=of.record == "statement", chain=chain)
    foretells = foretold and bool(used) and bearing.stance == "asserts" and not bearing.planned
    stance: Stance = "predicts" if foretells else bearing.stance
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
        certainty=bearing.certainty,
        markers=bearing.markers,
    )
