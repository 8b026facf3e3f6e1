"""Claims: who says what, and who says otherwise."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from dateline.tell.api.asking import Filtered, query_of
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.listing import placed
from dateline.tell.api.replies import desk_of, kept
from dateline.tell.api.rows import claim_rows
from dateline.tell.api.shapes import Claims

__all__ = ["claims"]

claims = APIRouter(tags=["claims"])


@claims.get("/claims", **operation(Claims, query=Filtered))
def list_claims(request: Request) -> Response:
    """Claims with what they are of, filtered as by `dateline show claims`."""
    asked, desk = query_of(request, Filtered), desk_of(request)
    return kept(request, lambda: _claims(desk, asked))


def _claims(desk: Desk, asked: Filtered) -> Claims:
    view = desk.view(asked.known_by)
    shown, following = placed(view, "claim", asked)
    return Claims(items=claim_rows(shown, view), next=following)
