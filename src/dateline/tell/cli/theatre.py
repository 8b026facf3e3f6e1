"""`dateline theatre`: packs of knowledge."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.tell.cli.options import (
    group,
)

__all__ = ["theatre_app"]

theatre_app = group("Packs of knowledge about one war.")


@theatre_app.command("list")
def list_theatres() -> None:
    """The theatres at hand."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.packs import tell_theatres

        tell_theatres()


@theatre_app.command("check")
def check_theatre(
    theatre: Annotated[
        str, typer.Argument(metavar="T", help="A pack's folder, or the key of a shipped one.")
    ],
) -> None:
    """Check a theatre pack: every file, entry and reference."""
    from dateline.tell.ending import FAILED, guarded

    with guarded():
        from dateline.tell.packs import check

        wrong = check(theatre)
    if wrong:
        raise typer.Exit(FAILED)
