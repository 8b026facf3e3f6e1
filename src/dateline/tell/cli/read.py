"""`dateline read`."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import settings
from dateline.tell.cli.options import (
    NoColour,
    StoreUrl,
    checked_date,
)

__all__ = ["read"]


def read(  # noqa: PLR0913 - a command's parameters are its options
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SRC...", help="Files, folders, addresses, or - for standard input."),
    ],
    published: Annotated[
        str | None,
        typer.Option("--date", metavar="D", callback=checked_date, help="Day of publication: 2022-10-05."),
    ] = None,
    theatre: Annotated[
        str | None, typer.Option(metavar="T", help="The war it is about; default: the text decides.")
    ] = None,
    store: StoreUrl = None,
    no_store: Annotated[bool, typer.Option("--no-store", help="Keep nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines, one record a line.")] = False,
    mentions: Annotated[
        bool, typer.Option("--mentions", help="With --json: a record for every mention too.")
    ] = False,
    whole: Annotated[bool, typer.Option("--all", help="Cut no table short.")] = False,
    jobs: Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Read pages in N processes.")] = 1,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch addresses of this machine and its network too.")
    ] = False,
    no_color: NoColour = False,
) -> None:
    """Read pages into the store and show what they say.

    The same page again adds nothing. What cannot be read is listed with its cause, and the rest goes on.
    """
    from dateline.tell.ending import FAILED, guarded

    with guarded():
        from dateline.tell.reads import Wanted
        from dateline.tell.reads import read as read_pages

        failures = read_pages(
            Wanted(
                sources=tuple(sources),
                published=published,
                theatre=theatre,
                store=None if no_store else store or settings.default_store(),
                as_json=as_json,
                mentions=mentions,
                whole=whole,
                jobs=jobs,
                allow_private=allow_private,
                colour=not no_color,
            )
        )
    if failures:
        raise typer.Exit(FAILED)
