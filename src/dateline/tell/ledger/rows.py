"""Forecasts of the ledger as rows: of a spreadsheet, and of a table in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dateline.forecast.ledger import newest
from dateline.model.ledger import Evidence, LedgerForecast, MadeEstimate
from dateline.tell.words import clean, clipped, percent

if TYPE_CHECKING:
    from rich.text import Text

    from dateline.tell.cells import Cells

__all__ = ["ANSWER_STYLES", "HEADS", "cells", "chance", "flat", "state"]

HEADS = (
    "number", "entered", "author", "question", "rule", "due", "condition", "topics", "lacks", "answer",
    "settled", "note", "evidence", "probability", "least", "most", "forecasters", "estimates", "record",
)  # fmt: skip
"""Column headings. `probability` is the mean of each forecaster's last estimate, between `least` and `most`.
Several of a thing share a cell, with semicolons between."""

ANSWER_STYLES = {"yes": "green", "no": "red", "void": "dim", "ambiguous": "yellow", "open": "cyan"}
# Estimates that a cell has room for, and the characters of a question: `show` has all of them.
_MOST, _LONGEST = 3, 280
_DAY = len("2022-10-05")


def state(one: LedgerForecast) -> str:
    """Its answer, or that it is open or withdrawn."""
    if one.withdrawn:
        return "withdrawn"
    return one.resolution.answer if one.resolution else "open"


def flat(one: LedgerForecast) -> list[object]:
    """A forecast's row under `HEADS`."""
    asked, settled, last = one.question, one.resolution, newest(one)
    given = [made.estimate.probability for made in last]
    answer = [settled.answer, settled.on, settled.note, _links(settled.evidence)] if settled else [None] * 4
    odds = [round(sum(given) / len(given), 6), min(given), max(given)] if given else [None] * 3
    return [
        one.number, one.at[:_DAY], one.author, asked.text, asked.rule, asked.due, asked.condition,
        "; ".join(asked.tags), "; ".join(asked.lacks), *answer, *odds,
        "; ".join(made.estimate.forecaster for made in last), len(one.estimates), asked.record,
    ]  # fmt: skip


def _links(evidence: Iterable[Evidence]) -> str:
    return "; ".join(one.of for one in evidence)


def cells(one: LedgerForecast) -> Cells:
    """Facets of a forecast for a table."""
    from rich.text import Text

    asked, told = one.question, state(one)
    settled = f" {one.resolution.on}" if one.resolution else ""
    return {
        "number": Text(f"{one.number}", style="bold"),
        "due": Text(asked.due or "no horizon", style="" if asked.due else "dim italic"),
        "answer": Text.assemble((told, ANSWER_STYLES.get(told, "dim")), (settled, "dim")),
        "question": Text(clipped(asked.text, _LONGEST)),
        "condition": Text(clipped(asked.condition or "", _LONGEST), style="blue"),
        "lacks": Text(clean(", ".join(asked.lacks)), style="yellow"),
        "topics": Text(clean(", ".join(asked.tags)), style="dim"),
        "held": _held(newest(one)),
    }


def _held(last: Sequence[MadeEstimate]) -> Text:
    from rich.text import Text

    lines = [Text.assemble((chance(one), "bold"), f" {clean(one.estimate.forecaster)}") for one in last]
    if len(lines) > _MOST:
        rest = Text(f"and {len(lines) - _MOST:,} more", style="dim")
        lines = [*lines[:_MOST], rest]
    return Text("\n").join(lines)


def chance(made: MadeEstimate) -> str:
    """A probability, or the range that was given: "70%", "60–80%"."""
    said = made.estimate
    if said.low == said.high:
        return percent(said.probability)
    return f"{percent(said.low).removesuffix('%')}–{percent(said.high)}"
