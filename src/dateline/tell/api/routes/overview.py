"""What the store holds, at a glance."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from dateline import __version__
from dateline.lore import Lore
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.guarding import has_token
from dateline.tell.api.replies import desk_of, kept
from dateline.tell.api.shapes.records import Side, Status

__all__ = ["overview"]

overview = APIRouter(tags=["overview"])

# Told apart without colour too; in the order of the sides, as are the colours.
_SYMBOLS = ("circle", "square", "triangle", "diamond", "star", "cross")


@overview.get("/status", **operation(Status))
def status(request: Request) -> Response:
    """What the store holds, the sides of the theatre, and whether the request's token allows writing."""
    desk = desk_of(request)
    writable = has_token(request, desk.serving.token)
    return kept(request, lambda: _status(desk, writable=writable), mark=f"{desk.mark()} {writable}")


def _status(desk: Desk, *, writable: bool) -> Status:
    view = desk.view()
    records, span, (accounts, incidents) = view.tallies(), view.span(), view.tally()
    lore = desk.lore
    return Status(
        version=__version__,
        documents=records.get("document", 0),
        records=records,
        accounts=accounts,
        incidents=incidents,
        first=span[0][:10] if span else None,
        last=span[1][:10] if span else None,
        last_known=view.last_known(),
        theatre=lore.theatre.key if lore.theatre is not None else None,
        writable=writable,
        baseline=desk.serving.charting.baseline is not None,
        sides=sides(lore),
    )


def sides(lore: Lore) -> tuple[Side, ...]:
    """The sides of the theatre with the colours that maps give them."""
    from dateline.tell.maps import Party
    from dateline.tell.maps.style import colours_of

    head = lore.theatre.pack.head if lore.theatre is not None else None
    found = head.sides if head is not None else ()
    colours = colours_of([Party(side.name, side.name) for side in found])
    return tuple(
        Side(
            key=side.name,
            label=side.name,
            colour=colours[side.name],
            symbol=_SYMBOLS[min(number, len(_SYMBOLS) - 1)],
        )
        for number, side in enumerate(found)
    )
