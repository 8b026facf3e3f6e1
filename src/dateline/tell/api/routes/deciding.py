"""What people decide of incidents; every decision is kept, and may be withdrawn by another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from msgspec import Meta

from dateline.tell.api.asking import Body, body_of
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.guarding import need_token
from dateline.tell.api.happened import act_told
from dateline.tell.api.replies import desk_of, told
from dateline.tell.api.shapes.incidents import Decided
from dateline.tell.deciding import merge_in, split_in, undo_in

if TYPE_CHECKING:
    from dateline.store import Act

__all__ = ["deciding"]

deciding = APIRouter(tags=["incidents"], dependencies=[Depends(need_token)])

Id = Annotated[str, Meta(min_length=1, max_length=100)]
Ids = Annotated[tuple[Id, ...], Meta(max_length=1_000)]
Reason = Annotated[str, Meta(max_length=2_000, description="Why; kept with the decision.")]


class Split(Body, frozen=True):
    """Accounts to be told apart from the rest of their incident, by their ids or those of their documents."""

    incident: Id
    accounts: Ids = ()
    documents: Ids = ()
    reason: Reason | None = None


class Merge(Body, frozen=True):
    """Incidents that are one."""

    incidents: Annotated[tuple[Id, ...], Meta(min_length=2, max_length=100)]
    reason: Reason | None = None


class Undo(Body, frozen=True):
    """A decision that is to hold no more."""

    number: Annotated[int, Meta(ge=1, le=2**53)]
    reason: Reason | None = None


@deciding.post("/incidents/split", **operation(Decided, body=Split, token=True))
async def split_incident(request: Request) -> Response:
    """Tells accounts of an incident apart from the rest of it."""
    asked, desk = await body_of(request, Split), desk_of(request)
    return await _decided(
        desk,
        lambda: split_in(
            desk.store,
            desk.joiner,
            asked.incident,
            asked.accounts,
            documents=asked.documents,
            note=asked.reason,
        ),
    )


@deciding.post("/incidents/merge", **operation(Decided, body=Merge, token=True))
async def merge_incidents(request: Request) -> Response:
    """Tells that incidents are one."""
    asked, desk = await body_of(request, Merge), desk_of(request)
    return await _decided(desk, lambda: merge_in(desk.store, desk.joiner, asked.incidents, note=asked.reason))


@deciding.post("/incidents/undo", **operation(Decided, body=Undo, token=True))
async def undo_decision(request: Request) -> Response:
    """Withdraws a decision; it stays in the list."""
    asked, desk = await body_of(request, Undo), desk_of(request)
    return await _decided(desk, lambda: undo_in(desk.store, desk.joiner, asked.number, note=asked.reason))


async def _decided(desk: Desk, decide: Callable[[], Act]) -> Response:
    def done() -> Decided:
        act = decide()
        ids = sorted({id for pair in act.pairs for id in pair})
        homes = desk.view().homes(ids)
        return Decided(decision=act_told(act), incidents=tuple(sorted(set(homes.values()))))

    return told(await run_in_threadpool(done))
