"""`dateline brief`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline import settings
from dateline.tell.cli.options import BaselineDay, BaselineFile, Place, Side, StoreUrl

__all__ = ["brief"]


def brief(  # noqa: PLR0913 - a command's parameters are its options
    since: Annotated[str, typer.Option("--since", metavar="D", help="From this day on.")],
    until: Annotated[str, typer.Option("--until", metavar="D", help="Before this day.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="F", help="A .md, with its map beside it, or a .html; default Markdown."
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="Above the report.")] = None,
    place: Place = None,
    side: Side = None,
    theatre: Annotated[
        str | None, typer.Option(metavar="T", help="The war; default: whose sides hold the places.")
    ] = None,
    known_by: Annotated[
        str | None,
        typer.Option("--known-by", metavar="D", help="Who holds what by what was published by this day."),
    ] = None,
    baseline: BaselineFile = None,
    baseline_day: BaselineDay = None,
    store: StoreUrl = None,
) -> None:
    """Write a situation report: map and changes of control, casualties by source, events, claims, forecasts.

    Everything told leads to the words it rests on. The same store and days give the same bytes.
    """
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.brief.asking import Asked
        from dateline.tell.brief.command import brief as write
        from dateline.tell.control import Charting

        write(
            Asked(
                since=since,
                until=until,
                store=store or settings.default_store(),
                out=out,
                title=title,
                place=place,
                side=side,
                theatre=theatre,
                charting=Charting(baseline=baseline, baseline_day=baseline_day, known_by=known_by),
            )
        )
