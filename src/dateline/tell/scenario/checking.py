"""`dateline scenario check`: what is wrong with a file, line by line."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
from rich.text import Text

from dateline.forecast.scenario.findings import Finding
from dateline.forecast.scenario.loading import Loaded
from dateline.tell.cells import Cells
from dateline.tell.joining import knowledge
from dateline.tell.layout import Column, drawn
from dateline.tell.reads import console_for
from dateline.tell.scenario.files import findings, loaded
from dateline.tell.words import clean

__all__ = ["check"]

_COLUMNS = (
    Column("line", (("", "line"),), right=True),
    Column("", (("", "level"),)),
    Column("what is wrong", (("", "text"),), ratio=1),
)
_STYLES = {"error": "red", "warning": "yellow"}


def check(path: Path, *, as_json: bool, colour: bool) -> bool:
    """Tell all findings; gives whether the scenario can be reckoned. Raises ScenarioError."""
    parts = loaded(path)
    found = findings(parts, knowledge())
    if as_json:
        sys.stdout.write("".join(f"{msgspec.json.encode(one).decode()}\n" for one in found))
    else:
        _table(path, parts, found, colour=colour)
    return all(one.level != "error" for one in found)


def _table(path: Path, parts: Loaded, found: list[Finding], *, colour: bool) -> None:
    console = console_for(colour=colour)
    if found:
        console.print(drawn(_COLUMNS, map(_cells, found)))
    scenario, wrong = parts.scenario, sum(one.level == "error" for one in found)
    told = f"{len(scenario.propositions):,} propositions and {len(scenario.signposts):,} signposts"
    state = f"has {wrong:,} error{'' if wrong == 1 else 's'}" if wrong else "can be reckoned"
    console.print(Text(f"{clean(str(path))} {state}; {told}."))


def _cells(one: Finding) -> Cells:
    return {
        "line": Text(str(one.line), style="dim"),
        "level": Text(one.level, style=_STYLES[one.level]),
        "text": Text(clean(one.text)),
    }
