"""Reading over HTTP: a pasted dispatch that is shown and forgotten, or a page that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import msgspec
from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from msgspec import Meta

from dateline.errors import ReadError
from dateline.model import Page
from dateline.read import Failure, Limits
from dateline.tell.api.asking import Body, Day, Text, body_of, days
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.guarding import need_token
from dateline.tell.api.problems import Invalid, Refused
from dateline.tell.api.replies import desk_of, told
from dateline.tell.api.rows import head_of, tried
from dateline.tell.api.shapes.records import Added, Tried
from dateline.tell.reading import PageRead
from dateline.tell.reads import keep

if TYPE_CHECKING:
    from dateline.flow import Options, Reading

__all__ = ["reading"]

reading = APIRouter(tags=["reading"])

# Seconds in which an address must have given all of its page: somebody waits for the answer.
_FETCH_S = 10.0


class Dispatch(Body, frozen=True):
    """A dispatch that somebody pastes, with the day of its publication and who published it."""

    text: Annotated[str, Meta(min_length=1, description="Plain text, title first.")]
    date: (
        Annotated[Day, Meta(description="The day of publication; without it “yesterday” has no date.")] | None
    ) = None
    outlet: Annotated[Text, Meta(description="Who published it.")] | None = None
    title: Annotated[Text, Meta(description="Its title, where the text begins without one.")] | None = None


class Given(Body, frozen=True):
    """A page to keep: a text, or the address of one."""

    text: Annotated[str, Meta(min_length=1)] | None = None
    url: Annotated[str, Meta(min_length=1, max_length=2_000, description="http or https.")] | None = None
    date: Annotated[Day, Meta(description="The day of publication, where the page does not tell.")] | None = (
        None
    )
    outlet: Text | None = None
    title: Text | None = None


@reading.post("/try", **operation(Tried, body=Dispatch, fails=[429, 500, 504]))
async def try_dispatch(request: Request) -> Response:
    """What a dispatch says: its records and claims. Nothing is kept, and no token is needed."""
    asked, desk = await body_of(request, Dispatch), desk_of(request)
    days(date=asked.date)
    page = _pasted(asked.text, asked, desk)
    found = await desk.reads(desk.room.read, page, _options(asked.date, desk))
    [first, *_] = _readings(page, found).readings
    return told(await run_in_threadpool(tried, first))


def _pasted(text: str, asked: Dispatch | Given, desk: Desk) -> Page:
    most = desk.serving.bounds.max_try_chars
    if len(text) > most:
        raise Refused(413, f"the text has {len(text):,} characters; at most {most:,} are read here")
    if not text.strip():
        raise Invalid("body.text", text, "wanted a text with words in it")
    if asked.outlet is None and asked.title is None:
        return Page("pasted.txt", text.encode("utf-8", "replace"), "text/plain", "utf-8")
    entry = {"text": text, "outlet": asked.outlet, "title": asked.title}
    return Page("pasted.jsonl", msgspec.json.encode(entry), "application/x-ndjson", "utf-8")


def _options(date: str | None, desk: Desk) -> Options:
    from dateline.flow import Options

    return Options(published=date, theatre=desk.serving.theatre, limits=Limits(max_chars=_most(desk)))


def _most(desk: Desk) -> int:
    return desk.serving.bounds.max_try_chars


def _readings(page: Page, found: Sequence[Reading | Failure]) -> PageRead:
    """What was read. Raises `Refused` where that is nothing."""
    read = PageRead(page, tuple(found))
    if not read.readings:
        cause = read.failures[0].cause if read.failures else "there is no text in it"
        raise Refused(422, f"this cannot be read: {cause}")
    return read


@reading.post(
    "/documents",
    **operation(Added, body=Given, fails=[429, 500, 504], token=True),
    dependencies=[Depends(need_token)],
)
async def add_document(request: Request) -> Response:
    """Reads a text or the page at an address into the store. The same page again adds nothing."""
    asked, desk = await body_of(request, Given), desk_of(request)
    days(date=asked.date)
    if (asked.text is None) == (asked.url is None):
        raise Invalid("body", None, "wanted either a text or a url")
    page = (
        _pasted(asked.text, asked, desk) if asked.text is not None else await _fetched(asked.url or "", desk)
    )
    found = await desk.reads(desk.room.read, page, _options(asked.date, desk))
    return told(await run_in_threadpool(_kept, desk, _readings(page, found)))


async def _fetched(url: str, desk: Desk) -> Page:
    from dateline.read import fetch

    limits = Limits(timeout_s=_FETCH_S, allow_private=desk.serving.allow_private)
    try:
        return await desk.reads(partial(fetch, limits=limits), url)
    except ReadError as error:
        raise Invalid("body.url", url, str(error)) from None


def _kept(desk: Desk, read: PageRead) -> Added:
    with desk.store.writer() as writer:
        new = keep(read, writer, desk.reader)
    documents = tuple(head_of(one.document) for one in read.readings)
    return Added(
        new=bool(new),
        documents=documents,
        records=sum(len(one.records) for one in read.readings),
        failures=tuple(f"{one.source}: {one.cause}" for one in read.failures),
    )
