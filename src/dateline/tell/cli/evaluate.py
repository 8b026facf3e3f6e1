"""`dateline eval`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.tell.cli.options import (
    NoColour,
    checked_day,
)

__all__ = ["evaluate"]


class Part(StrEnum):
    """Which part of a corpus `dateline eval` scores."""

    held_out = "held-out"
    development = "development"
    all = "all"


def evaluate(  # noqa: PLR0913 - a command's parameters are its options
    corpus: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="lgl, tr-news, wikiwars, event-location, polnear, plover, re3d or control.",
        ),
    ],
    path: Annotated[
        Path | None,
        typer.Option(
            metavar="P", help="Any file or folder in the corpus' format; default below $DATELINE_CORPORA."
        ),
    ] = None,
    part: Annotated[
        Part | None,
        typer.Option(help="Which texts; default held-out, of a given path all."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    write: Annotated[
        Path | None, typer.Option(metavar="F", help="Keep predictions beside answers, as JSON Lines.")
    ] = None,
    reports: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Of control: reports named by their day.")
    ] = None,
    truth: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Of control: who held what, as CSV.")
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", callback=checked_day, help="Of control: the day whose holders are given."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="D", callback=checked_day, help="Of control: the first day that is scored."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="D", callback=checked_day, help="Of control: the last day that is scored."),
    ] = None,
    no_color: NoColour = False,
) -> None:
    """Score against an annotated corpus, beside the figures that others reach on it."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.measuring import charted, measure

        chosen = part or (Part.held_out if path is None else Part.all)
        measure(
            corpus,
            path=path,
            part=chosen.value,
            as_json=as_json,
            write=write,
            colour=not no_color,
            wanted=charted(reports, truth, baseline, since, until),
        )
