"""`dateline show`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dateline import settings
from dateline.tell.cli.options import (
    Actor,
    BaselineDay,
    BaselineFile,
    Contested,
    Inferred,
    NoColour,
    Place,
    SaidBy,
    Side,
    Since,
    StoreUrl,
    Type,
    Until,
    Words,
    checked_day,
    given,
)

__all__ = ["show"]


class Kind(StrEnum):
    """What `dateline show` shows."""

    events = "events"
    claims = "claims"
    quotes = "quotes"
    figures = "figures"
    places = "places"
    actors = "actors"
    control = "control"
    forecasts = "forecasts"
    statements = "statements"
    responses = "responses"
    documents = "documents"
    incidents = "incidents"


def show(  # noqa: PLR0913 - a command's parameters are its options
    kind: Annotated[Kind, typer.Argument(help="What to show.")],
    place: Place = None,
    actor: Actor = None,
    side: Side = None,
    type_: Type = None,
    since: Since = None,
    until: Until = None,
    said_by: SaidBy = None,
    contested: Contested = None,
    text: Words = None,
    known_by: Annotated[
        str | None,
        typer.Option(
            metavar="D",
            help="Only what had been read by this day or moment; of a place's history: published by it.",
        ),
    ] = None,
    occurred: Annotated[
        bool,
        typer.Option("--occurred", help="Of events only those that happened or go on, in the story told."),
    ] = False,
    why: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="One incident in full: its reports and why they are joined. ID may be of an event or claim.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            metavar="D", callback=checked_day, help="With control --place: the history until this day."
        ),
    ] = None,
    baseline: BaselineFile = None,
    baseline_day: BaselineDay = None,
    inferred: Inferred = True,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most so many; 50 in a table.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines of the records.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values with a heading.")] = False,
    store: StoreUrl = None,
    no_color: NoColour = False,
) -> None:
    """Show what the store holds, filtered, as a table, JSON Lines or CSV.

    --since and --until bound what the record speaks of; a record without a date counts as of its document's.
    `show control --place P` tells who held P since when, with the claims for and against each change.
    """
    from dateline.tell.ending import guarded

    if as_json and as_csv:
        raise typer.BadParameter("give one of --json and --csv", param_hint="--csv")
    with guarded():
        from dateline.tell.show import Asked, Form
        from dateline.tell.show import show as show_records

        charting = None
        if baseline is not None or baseline_day is not None or not inferred:
            from dateline.tell.control import Charting

            charting = Charting(
                baseline=baseline, baseline_day=baseline_day, known_by=known_by, inferred=inferred
            )
        filters = given(
            place=place, actor=actor, side=side, type=type_, since=since, until=until, said_by=said_by,
            contested=contested, text=text,
        )  # fmt: skip
        show_records(
            Asked(
                kind=kind.value,
                filters=filters,
                store=store or settings.default_store(),
                known_by=known_by,
                limit=limit,
                why=why,
                occurred=occurred,
                on=on,
                charting=charting,
                form=Form.json if as_json else Form.csv if as_csv else Form.table,
                colour=not no_color,
            )
        )
