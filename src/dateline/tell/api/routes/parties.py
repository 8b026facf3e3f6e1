"""People and parties: who they are on a day, what they claimed, what became of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Request, Response
from msgspec import Meta

from dateline.model.things import ActorKind
from dateline.tell.api.asking import Day, Listed, Query, Text, cursor, days, opened, query_of
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.people import names_of, offices_of, parties_on, party_on
from dateline.tell.api.replies import desk_of, kept
from dateline.tell.api.rows import claim_rows
from dateline.tell.api.shapes.parties import Parties, PartyWhole

__all__ = ["parties"]

parties = APIRouter(tags=["parties"])

# Claims that are shown with a party; /claims?said_by= has all.
_CLAIMS = 20


class Named(Listed, frozen=True):
    """A part of the list of parties on a day."""

    on: Annotated[Day, Meta(description="The day; default: the last that documents are of.")] | None = None
    side: Annotated[Text, Meta(description="Only of this side.")] | None = None
    kind: Annotated[ActorKind, Meta(description="Only persons, say, or outlets.")] | None = None
    q: Annotated[Text, Meta(description="Only whose name holds these letters.")] | None = None


class OnDay(Query, frozen=True):
    """A day."""

    on: Annotated[Day, Meta(description="The day; default: the last that documents are of.")] | None = None


@parties.get("/parties", **operation(Parties, query=Named))
def list_parties(request: Request) -> Response:
    """Who holds an office on a day, or has claimed anything; those with most claims first."""
    asked, desk = query_of(request, Named), desk_of(request)
    days(on=asked.on)
    return kept(request, lambda: _parties(desk, asked))


def _parties(desk: Desk, asked: Named) -> Parties:
    found = parties_on(_day(desk, asked.on), desk.lore, desk.voices().tallies())
    if asked.side is not None:
        found = [
            one for one in found if one.side is not None and one.side.casefold() == asked.side.casefold()
        ]
    if asked.kind is not None:
        found = [one for one in found if one.kind == asked.kind]
    if asked.q is not None:
        found = [one for one in found if asked.q.casefold() in one.name.casefold()]
    if asked.cursor is not None:
        claims, name, key = opened(asked.cursor, tuple[int, str, str])
        found = [one for one in found if (-one.claims, one.name, one.key) > (-claims, name, key)]
    shown = found[: asked.limit]
    following = cursor(shown[-1].claims, shown[-1].name, shown[-1].key) if len(found) > asked.limit else None
    return Parties(items=tuple(shown), next=following)


def _day(desk: Desk, on: str | None) -> str:
    span = desk.view().span() if on is None else None
    return on or (span[1][:10] if span is not None else datetime.now(UTC).date().isoformat())


@parties.get("/parties/{key:path}", **operation(PartyWhole, query=OnDay, fails=[404]))
def party(request: Request, key: str) -> Response:
    """A person or party by its key in the packs, or by its name where it has none."""
    asked, desk = query_of(request, OnDay), desk_of(request)
    days(on=asked.on)
    return kept(request, lambda: _party(desk, key, asked.on))


def _party(desk: Desk, key: str, on: str | None) -> PartyWhole:
    lore, view = desk.lore, desk.view()
    found = party_on(key, _day(desk, on), lore, desk.voices().tallies())
    if found is None:
        raise desk.missing("party", key)
    person = lore.persons.get(key)
    said = view.page("claim", limit=_CLAIMS, newest=True, said_by=key)
    return PartyWhole(
        party=found,
        names=names_of(key, lore),
        offices=offices_of(person) if person is not None else (),
        claims=claim_rows(said, view),
    )
