"""Claims: who says what, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fastapi import APIRouter, Request, Response

from dateline.model import Response as Answer
from dateline.store import decode
from dateline.tell.api.asking import Filtered, query_of
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.listing import placed
from dateline.tell.api.replies import desk_of, kept
from dateline.tell.api.rows import claim_rows
from dateline.tell.api.shapes.parties import ClaimantCount, ClaimFacets, ContestedPair, ContestedPairs
from dateline.tell.api.shapes.records import Claims, raw
from dateline.tell.api.voices import Voices

__all__ = ["claims"]

claims = APIRouter(tags=["claims"])

# Claimants that are counted by name: a long list to choose from.
_CLAIMANTS = 100


@claims.get("/claims", **operation(Claims, query=Filtered))
def list_claims(request: Request) -> Response:
    """Claims with what they are of, filtered as by `dateline show claims`."""
    asked, desk = query_of(request, Filtered), desk_of(request)
    return kept(request, lambda: _claims(desk, asked))


def _claims(desk: Desk, asked: Filtered) -> Claims:
    view = desk.view(asked.known_by)
    shown, following = placed(view, "claim", asked)
    return Claims(items=claim_rows(shown, view), next=following)


@claims.get("/claims/contested", **operation(ContestedPairs, query=Filtered))
def list_contested(request: Request) -> Response:
    """Pairs of claims of which one denies, doubts or contradicts the other; either may pass a filter."""
    asked, desk = query_of(request, Filtered), desk_of(request)
    return kept(request, lambda: _contested(desk, asked))


def _contested(desk: Desk, asked: Filtered) -> ContestedPairs:
    view = desk.view(asked.known_by)
    shown, following = placed(view, "response", asked, contested=True)
    answers = [(one, decode(one.body)) for one in shown]
    found = [(one, answer) for one, answer in answers if isinstance(answer, Answer)]
    ends = view.placed(id for _, answer in found for id in (answer.claim, answer.to))
    rows = {one.at.id: row for one, row in zip(ends, claim_rows(ends, view), strict=True)}
    pairs = (
        ContestedPair(
            one=rows[answer.claim],
            other=rows[answer.to],
            response=raw(one.body),
            how=answer.how,
            reasons=answer.reasons,
        )
        for one, answer in found
        if answer.claim in rows and answer.to in rows
    )
    return ContestedPairs(items=tuple(pairs), next=following)


@claims.get("/claims/facets", **operation(ClaimFacets, query=Filtered))
def claim_facets(request: Request) -> Response:
    """How many claims pass the filters, by stance, type of what is claimed, side and claimant."""
    asked, desk = query_of(request, Filtered), desk_of(request)
    return kept(request, lambda: _facets(desk, asked))


def _facets(desk: Desk, asked: Filtered) -> ClaimFacets:
    voices, filters = desk.voices(), asked.filters()
    narrowed = bool(filters) or asked.known_by is not None
    numbers = desk.view(asked.known_by).numbers("claim", **filters) if narrowed else None
    found = voices.facets(numbers)
    return ClaimFacets(
        stance=dict(found.stance.most_common()),
        type=dict(found.type.most_common()),
        side=dict(found.side.most_common()),
        claimant=tuple(_claimants(found.who.most_common(_CLAIMANTS), voices)),
    )


def _claimants(counts: Iterable[tuple[str, int]], voices: Voices) -> Iterator[ClaimantCount]:
    for key, count in counts:
        speaker = voices.speaker(key)
        if speaker is not None:
            yield ClaimantCount(key=key, name=speaker.name, count=count)
