"""`dateline scenario`: what hangs on what, how probable it is, and what moves it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline import settings
from dateline.tell.cli.options import NoColour, StoreUrl, checked_date, checked_day, group

__all__ = ["scenario_app"]

scenario_app = group("Scenarios: propositions that hang on each other, and signposts that move them.")

File = Annotated[Path, typer.Argument(metavar="FILE", help="A scenario in YAML; - for standard input.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Sample = Annotated[bool, typer.Option("--sample", help="Estimate by sampling, with its error.")]


@scenario_app.command("draft")
def draft_scenario(
    source: Annotated[
        str,
        typer.Argument(metavar="DOC", help="A file, address or - to read, or the id of a stored document."),
    ],
    published: Annotated[
        str | None,
        typer.Option("--date", metavar="D", callback=checked_date, help="Day of publication: 2022-10-05."),
    ] = None,
    theatre: Annotated[
        str | None, typer.Option(metavar="T", help="The war it is about; default: the text decides.")
    ] = None,
    article: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only the Nth article of a page with several.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="F", help="Default: standard output.")] = None,
    store: StoreUrl = None,
) -> None:
    """Make a first file from what a document foresees; the numbers that it leaves open are to be set."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.scenario.drafting import tell_draft

        tell_draft(
            source,
            published=published,
            theatre=theatre,
            article=article,
            store=store or settings.default_store(),
            out=out,
        )


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


@scenario_app.command("watch")
def watch_scenario(
    path: File,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="D", callback=checked_day, help="By what was known on this day."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="D", callback=checked_day, help="What moved it since this day."),
    ] = None,
    sample: Sample = False,
    as_json: AsJson = False,
    store: StoreUrl = None,
    no_color: NoColour = False,
) -> None:
    """Tell what the store has that moves it: which claim, what, and by how much."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.scenario.watching import tell_watch

        tell_watch(
            path,
            store=store or settings.default_store(),
            on=on,
            since=since,
            sampled=sample,
            as_json=as_json,
            colour=not no_color,
        )


@scenario_app.command("draw")
def draw_scenario(
    path: File,
    out: Annotated[Path, typer.Option("--out", metavar="F", help="A .svg or .png.")],
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar="D", callback=checked_day, help="As it stands on this day by the store."
        ),
    ] = None,
    now: Annotated[bool, typer.Option("--now", help="As it stands by all that the store has.")] = False,
    store: StoreUrl = None,
) -> None:
    """Draw the graph with its numbers: by themselves, or as the store moves them."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.scenario.drawing import draw

        watched = now or on is not None or store is not None
        draw(path, out, store=(store or settings.default_store()) if watched else None, on=on)
