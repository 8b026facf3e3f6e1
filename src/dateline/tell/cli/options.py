"""Options that several commands share, and what they check."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "HELP",
    "BaselineDay",
    "BaselineFile",
    "Inferred",
    "NoColour",
    "StoreUrl",
    "checked_date",
    "checked_day",
    "group",
]

HELP = {"help_option_names": ["-h", "--help"]}


def group(text: str) -> typer.Typer:
    """A command of commands, such as `dateline store`."""
    return typer.Typer(help=text, no_args_is_help=True, context_settings=HELP)


_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z", re.ASCII)


def checked_date(value: str | None) -> str | None:
    """A day, month or year of the calendar, as it was given."""
    if value is None:
        return None
    match = _DAY.match(value)
    try:
        if match is None:
            raise ValueError
        year, month, day = match.groups(default="01")
        date(int(year), int(month), int(day))
    except ValueError:
        raise typer.BadParameter(f"wanted a date such as 2022-10-05, got {value[:40]!r}") from None
    return value


def checked_day(value: str | None) -> str | None:
    """A day of the calendar, as it was given."""
    if value is not None and len(checked_date(value) or "") != len("2022-10-05"):
        raise typer.BadParameter(f"wanted a day such as 2022-10-05, got {value[:40]!r}")
    return value


StoreUrl = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="URL", help="Database URL or file; default $DATELINE_STORE, else your own."
    ),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline", metavar="FILE", help="Who held what on a first day: CSV of places, or GeoJSON."
    ),
]
BaselineDay = Annotated[
    str | None,
    typer.Option("--baseline-day", metavar="D", callback=checked_day, help="The day of the baseline."),
]
Inferred = Annotated[
    bool, typer.Option("--inferred/--no-inferred", help="With what follows from places around, or without.")
]
NoColour = Annotated[bool, typer.Option("--no-color", help="No colours (also with NO_COLOR set).")]
