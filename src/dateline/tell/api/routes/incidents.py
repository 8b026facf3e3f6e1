"""Incidents: what happened, by all who tell of it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from dateline.errors import UsageError
from dateline.tell.api.asking import Filtered, cursor, opened, query_of
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.happened import whole
from dateline.tell.api.replies import desk_of, kept
from dateline.tell.api.shapes.incidents import Incidents, IncidentWhole

__all__ = ["incidents"]

incidents = APIRouter(tags=["incidents"])


@incidents.get("/incidents", **operation(Incidents, query=Filtered))
def list_incidents(request: Request) -> Response:
    """Incidents by the first day that is told of each; listed when an event of it passes all filters."""
    asked, desk = query_of(request, Filtered), desk_of(request)
    return kept(request, lambda: _incidents(desk, asked))


def _incidents(desk: Desk, asked: Filtered) -> Incidents:
    after = opened(asked.cursor, tuple[str, str]) if asked.cursor is not None else None
    found = desk.view(asked.known_by).incident_page(
        limit=asked.limit + 1,
        after=(after[0], after[1]) if after is not None else None,
        newest=asked.newest,
        **asked.filters(),
    )
    shown = found[: asked.limit]
    return Incidents(
        items=tuple(desk.summaries(one).line for one in shown),
        next=cursor(shown[-1].day, shown[-1].incident) if len(found) > asked.limit else None,
    )


@incidents.get("/incidents/{id}", **operation(IncidentWhole, fails=[404]))
def incident(request: Request, id: str) -> Response:
    """An incident by its id, or that of an account, event, claim or figure of it: reports, links, figures."""
    desk = desk_of(request)
    return kept(request, lambda: _incident(desk, id))


def _incident(desk: Desk, id: str) -> IncidentWhole:
    from dateline.tell.why import why

    try:
        found = why(id, desk.view(), desk.joiner)
    except UsageError:
        raise desk.missing("incident", id) from None
    return whole(found, desk.lore)
