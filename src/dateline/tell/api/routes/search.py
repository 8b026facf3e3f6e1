"""Search over texts and records."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Request, Response
from msgspec import Meta

from dateline.tell.api.asking import Listed, cursor, opened, query_of
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.finding import found_in
from dateline.tell.api.problems import Invalid
from dateline.tell.api.replies import desk_of, kept
from dateline.tell.api.rows import heads
from dateline.tell.api.shapes.found import Found

__all__ = ["search"]

search = APIRouter(tags=["search"])

# A mention repeats words of what is found anyway, and a response those of its claims.
_KINDS = ("document", "event", "quote", "figure", "control", "forecast", "statement", "claim")


class Searched(Listed, frozen=True):
    """Words to look for."""

    q: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=300,
            description='Words that must all occur; "a phrase" in quotation marks.',
        ),
    ] = msgspec.field(default="")
    kind: (
        Annotated[
            Literal["document", "event", "quote", "figure", "control", "forecast", "statement", "claim"],
            Meta(description="Only records of this kind."),
        ]
        | None
    ) = None


@search.get("/search", **operation(Found, query=Searched))
def find(request: Request) -> Response:
    """Documents and records with all the words, the last read first."""
    asked, desk = query_of(request, Searched), desk_of(request)
    if not asked.q:
        raise Invalid("query.q", None, "wanted words to look for")
    return kept(request, lambda: _found(desk, asked))


def _found(desk: Desk, asked: Searched) -> Found:
    view = desk.view(asked.known_by)
    before = opened(asked.cursor, tuple[int])[0] if asked.cursor is not None else None
    kinds = (asked.kind,) if asked.kind is not None else _KINDS
    hits = view.search(asked.q, kinds=kinds, limit=asked.limit + 1, before=before)
    shown = [(hit, found_in(hit, asked.q)) for hit in hits[: asked.limit]]
    titles = heads({one.document for _, one in shown}, view)
    return Found(
        items=tuple(one.titled(titles.get(one.document)) for _, one in shown),
        next=cursor(shown[-1][0].number) if len(hits) > asked.limit else None,
    )
