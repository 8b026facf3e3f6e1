"""`dateline map`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline import settings
from dateline.tell.cli.options import (
    BaselineDay,
    BaselineFile,
    StoreUrl,
)

__all__ = ["draw_map"]


def draw_map(  # noqa: PLR0913 - a command's parameters are its options
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="F", help="A .png, .svg, .html or .geojson of a day; a .gif or .mp4 of many."
        ),
    ],
    on: Annotated[str | None, typer.Option("--on", metavar="D", help="The day to show.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="D", help="A film from this day on, a frame a day.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="D", help="The film ends before this day.")] = None,
    known_by: Annotated[
        str | None, typer.Option("--known-by", metavar="D", help="By what was published by this day.")
    ] = None,
    baseline: BaselineFile = None,
    baseline_day: BaselineDay = None,
    theatre: Annotated[
        str | None, typer.Option(metavar="T", help="The war; default: whose sides hold the places.")
    ] = None,
    view: Annotated[
        str,
        typer.Option(
            metavar="V", help="Borders as un (the United Nations) or a country sees them: UKR, RUS."
        ),
    ] = "un",
    inferred: Annotated[
        bool, typer.Option("--inferred/--no-inferred", help="Colour what follows from places around too.")
    ] = True,
    extent: Annotated[
        str | None,
        typer.Option(metavar="W,S,E,N", help="What to show, in degrees; default: around the places."),
    ] = None,
    size: Annotated[
        str | None,
        typer.Option(metavar="WxH", help="In pixels, or a4 or a3; 1600x1200, of a film 800x600."),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="Above the map.")] = None,
    fps: Annotated[int, typer.Option(min=1, max=50, metavar="N", help="Frames of a film in a second.")] = 5,
    store: StoreUrl = None,
) -> None:
    """Draw who holds what on a day, or a film of many days.

    By all that the store knows, whenever it was published; --known-by shows what could be known then.
    """
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.control import Charting
        from dateline.tell.control_map import draw_map as draw
        from dateline.tell.maps.command import MapWanted, checked, parsed_extent, parsed_size

        wanted = MapWanted(
            out=out,
            on=on,
            since=since,
            until=until,
            title=title,
            view=view,
            inferred=inferred,
            size=parsed_size(size),
            extent=parsed_extent(extent),
            frames_a_second=fps,
        )
        charting = Charting(
            baseline=baseline, baseline_day=baseline_day, known_by=known_by, inferred=inferred
        )
        draw(checked(wanted), charting, theatre=theatre, store=store or settings.default_store())
