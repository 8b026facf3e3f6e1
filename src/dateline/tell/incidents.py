"""`dateline show incidents`: happenings as told by many, as a table, JSON Lines or CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dateline.store import encode_incident
from dateline.tell.happenings import HEADS, Happening, cells, flat, happening

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["as_csv", "as_json", "as_table"]


def _told(view: View, filters: Mapping[str, Any], limit: int | None) -> Iterator[Happening]:
    return (happening(accounts, view) for accounts in view.incidents(limit=limit, **filters))


def as_json(view: View, filters: Mapping[str, Any], limit: int | None) -> None:
    """One incident a line."""
    out = sys.stdout.buffer
    for told in _told(view, filters, limit):
        out.write(encode_incident(told.incident) + b"\n")
    out.flush()


def as_csv(view: View, filters: Mapping[str, Any], limit: int | None) -> None:
    """One incident a row, with a heading."""
    from dateline.tell.flat import safe

    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(HEADS)
    for told in _told(view, filters, limit):
        rows.writerow(safe(flat(told)))


def as_table(view: View, filters: Mapping[str, Any], most: int, *, colour: bool) -> None:
    """At most so many incidents for a terminal."""
    from rich.text import Text

    from dateline.tell.layout import table
    from dateline.tell.reads import console_for

    console = console_for(colour=colour)
    rows = [cells(told) for told in _told(view, filters, most + 1)]
    if rows:
        console.print(table("incident", rows[:most], width=console.width))
    for line in _notes(view, len(rows), most):
        console.print(Text(line, style="dim"))


def _notes(view: View, found: int, most: int) -> Iterator[str]:
    if found > most:
        yield f"The first {most:,}; there are more: --limit N shows more of them, --json and --csv all"
    if found:
        yield "--why ID shows the reports of one, why they are joined, and what follows"
    else:
        yield "No incidents answer this."
        if next(view.incidents(limit=1), None) is None and view.count("document"):
            yield "There are none yet: `dateline incident rejoin` joins what an earlier version has read"
