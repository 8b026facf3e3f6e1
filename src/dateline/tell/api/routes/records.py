"""Records as the store has them."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from dateline.model import KINDS
from dateline.tell.api.asking import Filtered, query_of
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.listing import placed
from dateline.tell.api.problems import Refused
from dateline.tell.api.replies import desk_of, kept
from dateline.tell.api.shapes.records import RecordLine, Records, raw

__all__ = ["records"]

records = APIRouter(tags=["records"])


@records.get("/records/by-id/{id}", **operation(RecordLine, fails=[404]))
def record(request: Request, id: str) -> Response:
    """The record with an id."""
    desk = desk_of(request)
    return kept(request, lambda: line_of(desk, id))


def line_of(desk: Desk, id: str) -> bytes:
    """A record as it is kept. Raises `Refused` when there is none."""
    line = desk.view().lines([id]).get(id)
    if line is None:
        raise desk.missing("record", id)
    return line.encode()


@records.get(
    "/records/{kind}",
    **operation(Records, query=Filtered, fails=[404]),
)
def list_records(request: Request, kind: str) -> Response:
    """Records of a kind, filtered as by `dateline show`."""
    asked, desk = query_of(request, Filtered), desk_of(request)
    if kind not in KINDS:
        raise Refused(
            404, f"there is no kind of record called so; the kinds are {', '.join(KINDS)}", value=kind
        )
    return kept(request, lambda: _records(desk, kind, asked))


def _records(desk: Desk, kind: str, asked: Filtered) -> Records:
    shown, following = placed(desk.view(asked.known_by), kind, asked)
    return Records(items=tuple(raw(one.body) for one in shown), next=following)
