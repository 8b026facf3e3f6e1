"""`dateline incident`: what people decide of incidents."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import settings
from dateline.tell.cli.options import (
    NoColour,
    StoreUrl,
    group,
)

__all__ = ["incident_app"]

incident_app = group("What you decide of incidents: which reports are of one happening, and which are not.")


Note = Annotated[str | None, typer.Option("--note", metavar="WORDS", help="Why, for those who come later.")]
IncidentId = Annotated[
    str, typer.Argument(metavar="ID", help="Of an incident, or of an event or claim that it tells of.")
]


@incident_app.command("split")
def split_incident(
    id: IncidentId,
    accounts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ACCOUNT...]", help="Accounts, events or claims of it to tell apart from it."
        ),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option(metavar="DOC", help="All that a document tells of it; may be repeated."),
    ] = None,
    note: Note = None,
    store: StoreUrl = None,
) -> None:
    """Tell that some reports of an incident are of another happening. Later reading respects it."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.deciding import split

        split(
            id,
            accounts or (),
            documents=document or (),
            note=note,
            store=store or settings.default_store(),
        )


@incident_app.command("merge")
def merge_incidents(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID ID...", help="Incidents that are one happening, two at least.")
    ],
    note: Note = None,
    store: StoreUrl = None,
) -> None:
    """Tell that incidents are one happening. Later reading respects it."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.deciding import merge

        merge(ids, note=note, store=store or settings.default_store())


@incident_app.command("undo")
def undo_decision(
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help="Of the decision, as list-decisions has it.")
    ],
    note: Note = None,
    store: StoreUrl = None,
) -> None:
    """Withdraw a decision. Both stay in the list; to withdraw a withdrawal makes the first stand again."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.deciding import undo

        undo(number, note=note, store=store or settings.default_store())


@incident_app.command("list-decisions")
def list_all_decisions(
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
    store: StoreUrl = None,
    no_color: NoColour = False,
) -> None:
    """All decisions, in order."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.deciding import list_decisions

        list_decisions(store=store or settings.default_store(), as_json=as_json, colour=not no_color)


@incident_app.command("rejoin")
def rejoin_incidents(store: StoreUrl = None) -> None:
    """Join all reports in the store anew; decisions are kept.

    For stores that an earlier version has filled, and after weights or packs have changed.
    """
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.deciding import rejoin

        rejoin(store=store or settings.default_store())
