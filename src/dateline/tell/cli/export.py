"""`dateline export`, and `dateline store merge`, which takes in what it wrote."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline import settings
from dateline.tell.cli.options import (
    Actor,
    Contested,
    KnownBy,
    Place,
    SaidBy,
    Side,
    Since,
    StoreUrl,
    Type,
    Until,
    Words,
    given,
)

__all__ = ["export", "merge"]


class Format(StrEnum):
    """The formats of `dateline export`."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    geojson = "geojson"
    acled = "acled"
    plover = "plover"
    ftm = "ftm"
    hxl = "hxl"


def export(  # noqa: PLR0913 - a command's parameters are its options
    format_: Annotated[Format, typer.Option("--format", help="The format.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="F", help="The file; default standard output.")
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            "--of", metavar="WHAT", help="Of csv, parquet and geojson: events, claims, incidents, holds, …"
        ),
    ] = None,
    place: Place = None,
    actor: Actor = None,
    side: Side = None,
    type_: Type = None,
    since: Since = None,
    until: Until = None,
    said_by: SaidBy = None,
    contested: Contested = None,
    text: Words = None,
    known_by: KnownBy = None,
    every: Annotated[
        bool,
        typer.Option("--all", help="Of acled, plover, hxl, ftm: also what nobody says has happened."),
    ] = False,
    store: StoreUrl = None,
) -> None:
    """Write what the store holds for other programs; docs/exports.md says what each field holds.

    jsonl is whole: `dateline store merge` fills another store from it.
    """
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.exports.asking import Wanted
        from dateline.tell.exports.command import export as write

        filters = given(
            place=place, actor=actor, side=side, type=type_, since=since, until=until, said_by=said_by,
            contested=contested, text=text,
        )  # fmt: skip
        write(
            Wanted(
                format=format_.value,
                store=store or settings.default_store(),
                of=of,
                out=out,
                filters=filters,
                known_by=known_by,
                every=every,
            )
        )


def merge(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="What `export --format jsonl` wrote; - is standard input."),
    ],
    store: StoreUrl = None,
) -> None:
    """Add what other stores have exported as JSON Lines; what is there already adds nothing.

    All lines of a file are checked before anything of it is written.
    """
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.exports.merging import merge as take

        take(files, store=store or settings.default_store())
