"""`dateline scenario`: what hangs on what, how probable it is, and what moves it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.tell.cli.options import NoColour, group

__all__ = ["scenario_app"]

scenario_app = group("Scenarios: propositions that hang on each other, and signposts that move them.")

File = Annotated[Path, typer.Argument(metavar="FILE", help="A scenario in YAML; - for standard input.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Sample = Annotated[bool, typer.Option("--sample", help="Estimate by sampling, with its error.")]


@scenario_app.command("check")
def check_scenario(
    path: File,
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines, one finding a line.")] = False,
    no_color: NoColour = False,
) -> None:
    """Tell what is wrong with a file, line by line."""
    from dateline.tell.ending import FAILED, guarded

    with guarded():
        from dateline.tell.scenario.checking import check

        if not check(path, as_json=as_json, colour=not no_color):
            raise typer.Exit(FAILED)


@scenario_app.command("run")
def run_scenario(
    path: File,
    of: Annotated[
        list[str] | None,
        typer.Option("--of", metavar="ID", help="Tell what matters for this proposition; may be repeated."),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option(metavar="ID=yes", help="Take this to hold, or with =no not to; may be repeated."),
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="Rows of each table.")] = 5,
    sample: Sample = False,
    as_json: AsJson = False,
    no_color: NoColour = False,
) -> None:
    """Tell how probable everything is, what matters most, and which stories are the likeliest."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.scenario.running import run

        run(
            path,
            of=of or (),
            given=given or (),
            most=most,
            sampled=sample,
            as_json=as_json,
            colour=not no_color,
        )
