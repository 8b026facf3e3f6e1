"""`dateline forecast list` and `show`: what the ledger holds, as a table, JSON Lines or CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.model.ledger import LedgerForecast, canonical
from dateline.tell.flat import safe
from dateline.tell.ledger.looking import Wanted, found, listed
from dateline.tell.ledger.rows import HEADS, cells, flat

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.store import View

__all__ = ["list_as_csv", "list_as_json", "list_as_table", "show_as_json", "show_as_table"]


def list_as_json(view: View, wanted: Wanted) -> None:
    """One forecast a line."""
    sys.stdout.write("".join(f"{canonical(one)}\n" for one in listed(view, wanted)))


def list_as_csv(view: View, wanted: Wanted) -> None:
    """One forecast a row, with a heading."""
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(HEADS)
    rows.writerows(safe(flat(one)) for one in listed(view, wanted))


def list_as_table(view: View, wanted: Wanted, *, colour: bool) -> None:
    """All of them for a terminal."""
    from dateline.tell.reads import console_for

    _table(listed(view, wanted), console_for(colour=colour))


def _table(forecasts: Iterable[LedgerForecast], console: Console) -> None:
    from rich.text import Text

    from dateline.tell.layout import WIDE, Column, drawn

    rows = [cells(one) for one in forecasts]
    if not rows:
        console.print(Text("No forecasts answer this.", style="dim"))
        return
    number = Column("", (("", "number"),), right=True)
    held = Column("held probable", (("", "held"),), ratio=3)
    asked = (("", "question"), ("if ", "condition"), ("cannot be resolved: ", "lacks"))
    narrow = (
        number,
        Column("due", (("", "due"), ("", "answer")), most=14),
        Column("question", asked, ratio=6),
        held,
    )
    wide = (
        number,
        Column("due", (("", "due"),), most=12),
        Column("answer", (("", "answer"),), most=14),
        Column("question", asked, ratio=7),
        Column("topics", (("", "topics"),), ratio=2),
        held,
    )
    console.print(drawn(wide if console.width >= WIDE else narrow, rows))


def show_as_json(number: int, view: View) -> None:
    """One forecast in full. Raises UsageError when there is none."""
    sys.stdout.write(f"{canonical(found(view, number))}\n")


def show_as_table(number: int, view: View, *, colour: bool) -> None:
    """One forecast in full, with its history and what its evidence says. Raises UsageError for none."""
    from dateline.tell.ledger.full_view import draw
    from dateline.tell.reads import console_for

    draw(found(view, number), view, console_for(colour=colour))
