"""Who speaks for and against a happening, and who counts what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from dateline.lore.names import normal
from dateline.model import (
    Claim,
    Claimant,
    Control,
    Count,
    Document,
    Event,
    Figure,
    Response,
    Voice,
)

__all__ = ["counts_of", "voices_of"]

For = Literal["for", "against", "open"]
_ANSWERS: dict[str, For] = {"denies": "against", "doubts": "open", "confirms": "for"}
_STANCES: dict[str, For] = {"asserts": "for", "denies": "against", "doubts": "open", "asks": "open"}
_COUNTED = frozenset(
    {"killed", "wounded", "casualties", "missing", "captured", "displaced", "evacuated"}
    | {"launched", "intercepted", "destroyed", "settlements", "strikes"}
)
_BODIES = frozenset({"government", "military", "country"})
_OFFICERS = frozenset({"GOV", "MIL", "SPY"})


def voices_of(
    claims: Sequence[Claim],
    events: Mapping[str, Event],
    owned: Sequence[Figure | Control],
    answers: Mapping[str, Sequence[Response]],
    known: Mapping[str, Claim],
    document: Document,
    wire: str | None,
) -> tuple[Voice, ...]:
    """Each claim about a happening once, and the claims that answer these, in the order of their ids."""
    controls = {record.id: record for record in owned if isinstance(record, Control)}
    found: dict[str, Voice] = {}
    for claim in claims:
        how = _STANCES.get(claim.stance)
        event = events.get(claim.of.id)
        if event is not None and event.factuality == "denied":
            how = "against"
        if how is not None:
            own = _own(claim, event, controls.get(claim.of.id))
            found[claim.id] = _voice(claim, how, document, wire, own)
    for claim in claims:
        for response in answers.get(claim.id, ()):
            answer, how = known.get(response.claim), _ANSWERS.get(response.how)
            if answer is not None and how is not None and answer.id not in found:
                found[answer.id] = _voice(answer, how, document, wire, own=False)
    return tuple(found[id] for id in sorted(found))


def _voice(claim: Claim, how: For, document: Document, wire: str | None, own: bool) -> Voice:
    source = claim.by[0]
    own = own or source.tells == "conceded"
    return Voice(
        claim.id,
        how,
        _called(source, document),
        _origin(source, document, wire),
        source.side or source.country,
        source.name is not None,
        own,
    )


def _called(source: Claimant, document: Document) -> str:
    if source.kind == "outlet" and source.name is None and source.text is None:
        return document.outlet or document.source
    told = source.name or source.text or "somebody unnamed"
    # "The governor's office" and "the governor's office" are one.
    return told[4:] if told[:4].lower() == "the " else told


def _origin(source: Claimant, document: Document, wire: str | None) -> str:
    """Whom a claim rests on: an army and its government are one, an outlet that prints a wire is the wire."""
    if source.kind == "outlet" and source.text is None:
        return f"wire {wire}" if wire else f"outlet {normal(document.outlet or document.source)}"
    officer = source.kind == "person" and (source.code or "")[-3:] in _OFFICERS
    if source.country and (officer or source.kind in _BODIES):
        return f"state {source.country}"
    if source.key:
        return f"party {source.key}"
    if source.name:
        return f"named {normal(source.name)}"
    # Residents here and residents there may be the same or not: within a document they are one.
    return f"unnamed {normal(source.text or '')} {document.id}"


def _own(claim: Claim, event: Event | None, control: Control | None) -> bool:
    """Whether a side says it against its own interest: its ground lost, its troops gone, its own deed."""
    side = claim.by[0].side or claim.by[0].country
    if side is None:
        return False
    if control is not None:
        return control.change == "lost" and control.holder == side
    if event is None:
        return False
    left = event.type == "RETREAT" and any((a.side or a.country) == side for a in event.actors)
    civilians = any(target.kind == "population" for target in event.targets)
    done = event.type == "ASSAULT" and civilians and any((a.side or a.country) == side for a in event.actors)
    return left or done


def counts_of(
    owned: Sequence[Figure | Control], claims: Mapping[str, Sequence[Claim]], document: Document
) -> tuple[Count, ...]:
    """Tolls and the like as each source gives them; parts of a whole are left to the whole."""
    found = set(_counts(owned, claims, document))
    return tuple(sorted(found, key=lambda one: (one.counts, one.figure, one.source)))


def _counts(
    owned: Sequence[Figure | Control], claims: Mapping[str, Sequence[Claim]], document: Document
) -> Iterator[Count]:
    for figure in owned:
        if not isinstance(figure, Figure) or figure.counts not in _COUNTED or figure.part_of:
            continue
        for claim in claims.get(figure.id, ()):
            if claim.stance == "asserts":
                yield Count(
                    figure.counts,
                    figure.of,
                    figure.low,
                    figure.high,
                    figure.approximate,
                    _called(claim.by[0], document),
                    claim.by[0].side or claim.by[0].country,
                    figure.id,
                )
