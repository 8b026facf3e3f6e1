"""`dateline forecast score`: how forecasts turned out, as a table, JSON Lines or a plot."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dateline.errors import UsageError
from dateline.model.ledger import canonical
from dateline.tell.ledger.looking import Scored, scored
from dateline.tell.words import clean

if TYPE_CHECKING:
    from rich.text import Text

    from dateline.forecast.scores import Interval, Summary
    from dateline.store import View
    from dateline.tell.cells import Cells

__all__ = ["draw", "score_as_json", "score_as_table"]

_NONE = "No forecast with an estimate is answered yes or no yet."
_SCORES, _PARTS = ("Brier", "log", "skill"), ("reliability", "resolution", "uncertainty")
_FORMS: dict[str, Literal["png", "svg"]] = {".png": "png", ".svg": "svg"}


def score_as_json(view: View, *, by: str | None) -> None:
    """One group a line, everybody first."""
    sys.stdout.write("".join(f"{canonical(one)}\n" for one in scored(view, by=by).groups))


def score_as_table(view: View, *, by: str | None, colour: bool) -> None:
    """Scores for a terminal."""
    from rich.text import Text

    from dateline.tell.layout import WIDE, Column, drawn
    from dateline.tell.reads import console_for

    console = console_for(colour=colour)
    groups = scored(view, by=by).groups
    if not groups:
        console.print(Text(_NONE, style="dim"))
        return
    name = Column("", (("", "name"), ("", "count")), ratio=1)
    scores = [Column(one, (("", one), ("", f"{one} ends"))) for one in _SCORES]
    parts = [Column(one, (("", one), ("", f"{one} ends"))) for one in _PARTS]
    stacked = [
        Column(title, tuple((f"{one} ", f"{one} in line") for one in names))
        for title, names in (("scores", _SCORES), ("the Brier score's parts", _PARTS))
    ]
    columns = [name, *scores, *parts] if console.width >= WIDE else [name, *stacked]
    console.print(drawn(columns, [_cells(one) for one in groups]))
    console.print(Text(_legend(groups[0]), style="dim"))


def _legend(everybody: Summary) -> str:
    rate = f"{everybody.base_rate:.0%} happened; always saying so would have a Brier score of"
    known = everybody.brier.low is not None
    ends = "beside each its 95% interval" if known else "no intervals below 5 forecasts"
    return f"{rate} {everybody.base:.3f}. Less is better, of skill and resolution more; {ends}."


def _cells(one: Summary) -> Cells:
    from rich.text import Text

    by = "" if one.by == "all" else f"{one.by} "
    count = f"{one.forecasts:,} forecast{'' if one.forecasts == 1 else 's'}"
    words = f", {one.words:,} of {one.judged:,} from words" if one.words else ""
    intervals = {
        "Brier": one.brier,
        "log": one.log,
        "skill": one.skill,
        "reliability": one.reliability,
        "resolution": one.resolution,
        "uncertainty": one.uncertainty,
    }
    values = {name: _value(value) for name, value in intervals.items()}
    ends = {name: Text(_ends(value), style="dim") for name, value in intervals.items()}
    return {
        "name": Text.assemble((by, "dim"), (clean(one.name), "bold")),
        "count": Text(count + words, style="dim"),
        **values,
        **{f"{name} ends": told for name, told in ends.items()},
        **{f"{name} in line": Text(" ").join([values[name], ends[name]]) for name in intervals},
    }


def _value(interval: Interval | None) -> Text:
    from rich.text import Text

    if interval is None:
        return Text("all alike", style="dim italic")
    return Text(_number(interval.value), style="bold")


def _ends(interval: Interval | None) -> str:
    if interval is None or interval.low is None or interval.high is None:
        return ""
    return f"{_number(interval.low)} to {_number(interval.high)}"


def _number(value: float) -> str:
    """Three digits, with a true minus and none before a zero."""
    return f"{round(value, 3) + 0.0:.3f}".replace("-", "−")


def draw(out: Path, view: View, *, by: str | None) -> None:
    """Draw the calibration curve to a .png or .svg, with `by` one for each group. Raises UsageError."""
    form = _form(out)
    found = scored(view, by=by)
    if not found.groups:
        raise UsageError(f"there is nothing to draw. {_NONE}")
    from dateline.tell.files import written
    from dateline.tell.plots.calibration import drawn

    written(out, drawn(_shown(found, by), form))


def _form(out: Path) -> Literal["png", "svg"]:
    """The form that a file's ending asks for: png or svg. Raises UsageError."""
    form = _FORMS.get(out.suffix.casefold())
    if form is None:
        raise UsageError(f"wanted --plot with a file that ends in {' or '.join(_FORMS)}, got {out.name!r}")
    return form


def _shown(found: Scored, by: str | None) -> tuple[Summary, ...]:
    return found.groups if by is not None else found.groups[:1]
