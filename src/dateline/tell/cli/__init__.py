"""The command line: names, options and help, one file a command. What a command does loads when called."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dateline import settings
from dateline.tell.cli.brief import brief
from dateline.tell.cli.evaluate import evaluate
from dateline.tell.cli.export import export, merge
from dateline.tell.cli.forecast import forecast_app
from dateline.tell.cli.gazetteer import gazetteer_app
from dateline.tell.cli.incident import incident_app
from dateline.tell.cli.maps import draw_map
from dateline.tell.cli.options import HELP
from dateline.tell.cli.read import read
from dateline.tell.cli.scenario import scenario_app
from dateline.tell.cli.serve import serve
from dateline.tell.cli.show import show
from dateline.tell.cli.store import store_app
from dateline.tell.cli.theatre import theatre_app
from dateline.tell.cli.watch import watch

__all__ = ["app", "main"]

# Plain help: drawing boxes would double the time that `--help` takes.
app = typer.Typer(
    name="dateline",
    help=(
        "Reads war and diplomatic reporting and keeps the record: "
        "what happened, where and when, according to whom."
    ),
    epilog="Exit codes: 0 done, 1 something could not be read, 2 wrong usage.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=HELP,
)
app.add_typer(theatre_app, name="theatre")
app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(incident_app, name="incident")
app.add_typer(forecast_app, name="forecast")
app.add_typer(scenario_app, name="scenario")
app.add_typer(store_app, name="store")
app.command()(read)
app.command()(show)
app.command()(watch)
app.command()(serve)
app.command("eval")(evaluate)
app.command("map")(draw_map)
app.command()(brief)
app.command()(export)
store_app.command()(merge)


def _tell_version(wanted: bool) -> None:
    if wanted:
        from dateline import __version__

        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version and end."),
    ] = False,
) -> None:
    del version


def main() -> None:
    """The `dateline` command."""
    settings.bound_threads()
    try:
        app(prog_name="dateline")
    except KeyboardInterrupt:
        sys.exit(130)
