"""Options that several commands share, and what they check."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Unpack

import typer

if TYPE_CHECKING:
    from dateline.store.view import Filters

__all__ = [
    "HELP",
    "Actor",
    "BaselineDay",
    "BaselineFile",
    "Contested",
    "Inferred",
    "KnownBy",
    "NoColour",
    "Place",
    "SaidBy",
    "Side",
    "Since",
    "StoreUrl",
    "Type",
    "Until",
    "Words",
    "checked_date",
    "checked_day",
    "given",
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

# What is asked of the store.
Place = Annotated[
    str | None, typer.Option("--place", metavar="P", help="A name, country code, region, GeoNames id or key.")
]
Actor = Annotated[
    str | None,
    typer.Option("--actor", metavar="A", help="Who takes part or speaks: name, role, side, country or code."),
]
Side = Annotated[
    str | None, typer.Option("--side", metavar="S", help="The side of these, or who holds the place.")
]
Type = Annotated[
    str | None, typer.Option("--type", metavar="T", help="A type: ASSAULT, killed, gained, denies.")
]
Since = Annotated[str | None, typer.Option("--since", metavar="D", help="From this day on.")]
Until = Annotated[str | None, typer.Option("--until", metavar="D", help="Before this day.")]
SaidBy = Annotated[
    str | None, typer.Option("--said-by", metavar="A", help="Who says it: name, role, side or code.")
]
Contested = Annotated[
    bool | None,
    typer.Option(
        "--contested/--uncontested",
        help="Only what somebody in any document denies, doubts or contradicts, or who does so; or not.",
    ),
]
Words = Annotated[
    str | None,
    typer.Option("--text", metavar="WORDS", help='Words that must all occur; "a phrase" in quotation marks.'),
]
KnownBy = Annotated[
    str | None,
    typer.Option("--known-by", metavar="D", help="Only what had been read by this day or moment."),
]


def given(**asked: Unpack[Filters]) -> dict[str, Any]:
    """What of this was asked, as arguments of `View.records`: with the codes of countries beside names."""
    from dateline.tell.parties import with_parties

    return with_parties({name: value for name, value in asked.items() if value is not None})
