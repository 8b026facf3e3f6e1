"""New records as they are added, as server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from time import monotonic
from typing import Annotated

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from msgspec import Meta

from dateline.store.paging import Added
from dateline.tell.api.asking import Query, query_of
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.problems import Invalid, Refused
from dateline.tell.api.replies import desk_of
from dateline.tell.api.shapes.records import StreamEvent

__all__ = ["stream"]

stream = APIRouter(tags=["stream"])

MEDIA = "text/event-stream"


class Following(Query, frozen=True):
    """From where on."""

    after: (
        Annotated[
            int, Meta(ge=0, le=2**53, description="The number of the last record seen; default: from now.")
        ]
        | None
    ) = None


@stream.get("/stream", **operation(StreamEvent, query=Following, media=MEDIA, fails=[429]))
async def follow(request: Request) -> Response:
    """`event: record` for each record that is added: its number as id; its kind, id and document as data.

    `event: reset` tells that more were added at once than are told one by one: load anew. A client that comes
    back with `Last-Event-ID` goes on from there. Comments keep the line open while nothing is added. It ends
    after an hour; browsers then come back by themselves.
    """
    asked, desk = query_of(request, Following), desk_of(request)
    after = _resumed(request) if "last-event-id" in request.headers else asked.after
    last = await run_in_threadpool(desk.view().last_added) if after is None else after
    if not desk.streams.acquire(blocking=False):
        raise Refused(429, "too many streams are open already", retry_after="30")
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_events(desk, last), media_type=MEDIA, headers=headers)


def _resumed(request: Request) -> int:
    given = request.headers["last-event-id"]
    if not (given.isascii() and given.isdigit() and len(given) < 17):
        raise Invalid("header.last-event-id", given, "wanted the number of a record")
    return int(given)


async def _events(desk: Desk, last: int) -> AsyncIterator[bytes]:
    """Until the client goes away, time is up or the server ends. Who reads slowly holds up nobody else."""
    bounds, mark, quiet = desk.serving.bounds, "", 0.0
    until = monotonic() + bounds.stream_s
    try:
        # Whoever is cut off before the first event knows by this number where to go on.
        yield b": records as they are added\nid: %d\n\n" % last
        while not desk.stopping() and monotonic() < until:
            now = await run_in_threadpool(desk.mark)
            if now != mark:
                mark = now
                added = await run_in_threadpool(_added, desk, last)
                if len(added) > bounds.max_events:
                    last, added = await run_in_threadpool(desk.view().last_added), []
                    yield _event("reset", last, {})
                for one in added:
                    last = one.number
                    yield _event("record", last, {"kind": one.kind, "id": one.id, "document": one.document})
            await asyncio.sleep(bounds.poll_s)
            quiet += bounds.poll_s
            if quiet >= bounds.beat_s:
                quiet = 0.0
                yield b": still here\n\n"
    finally:
        desk.streams.release()


def _added(desk: Desk, last: int) -> list[Added]:
    return list(desk.view().added(last, limit=desk.serving.bounds.max_events + 1))


def _event(name: str, number: int, data: dict[str, str]) -> bytes:
    return b"event: %b\nid: %d\ndata: %b\n\n" % (name.encode(), number, msgspec.json.encode(data))
