"""What was predicted: forecasts made in the period, those that came due in it, and the ledger's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.model import Document, Forecast
from dateline.model.ledger import LedgerForecast
from dateline.tell import words
from dateline.tell.brief.blocks import Block, Heading, Line, Paragraph, Quiet, Strong, Table
from dateline.tell.brief.material import Material, counted

__all__ = ["forecasts"]

_MOST = 20
_MOST_WORDS = 260


def forecasts(material: Material) -> Iterator[Block]:
    """Forecasts of reports, then those of the ledger."""
    yield Heading("Forecasts")
    made, due = _of_reports(material)
    yield from _table("Made in these days", made, "No report of these days predicts anything.", material)
    yield from _table(
        "Due in these days", due, "No forecast of earlier reports ends in these days.", material
    )
    yield from _ledger(material)


def _of_reports(material: Material) -> tuple[list[Forecast], list[Forecast]]:
    """What was published in the period, and what earlier reports said would be so by a day of it."""
    asked = material.asked
    published: dict[str, str] = {}
    made, due = [], []
    for one in material.view.records("forecast", **_beside_days(material)):
        # What says the same again in one document is told once; what cannot come to pass is no forecast.
        if not isinstance(one, Forecast) or one.repeats is not None or one.kind == "hypothetical":
            continue
        if one.document not in published:
            document = material.view.get(one.document)
            day = document.published.start if isinstance(document, Document) else None
            published[one.document] = (day or "")[:10]
        if asked.since <= published[one.document] < asked.until:
            made.append(one)
        elif one.horizon is not None and asked.within(one.horizon.end, one.horizon.end):
            due.append(one)
    return made, due


def _beside_days(material: Material) -> dict[str, Any]:
    """Filters but for the days: a forecast counts as of its horizon, not as of when it was made."""
    return {name: value for name, value in material.asked.filters.items() if name in ("place", "side")}


def _table(title: str, found: list[Forecast], none: str, material: Material) -> Iterator[Block]:
    yield Heading(title, 3)
    if not found:
        yield Paragraph((none,))
        return
    rows = tuple(_row(one, material) for one in found[:_MOST])
    yield Table(("forecaster", "forecast", "by when", "likelihood"), rows, (20, 46, 17, 17))
    if len(found) > _MOST:
        yield Paragraph((Quiet(f"And {counted(len(found) - _MOST, 'further forecast')}."),))


def _row(one: Forecast, material: Material) -> tuple[Line, ...]:
    by = one.forecaster
    own = by is None or (by.kind == "outlet" and not by.name)
    who = words.OUTLET_ITSELF if by is None or own else words.name_of(by)
    kind = f" ({one.kind})" if one.kind != "prediction" else ""
    condition = words.clipped(one.condition.text, _MOST_WORDS) if one.condition is not None else ""
    told = words.clipped(one.proposition.text, _MOST_WORDS)
    return (
        (Strong(who), Quiet(kind)),
        (
            f"“{told}”",
            Quiet(f" on condition: “{condition}”" if condition else ""),
            *material.notes.marks([one]),
        ),
        (words.when(one.horizon) or "no day told",),
        (words.likelihood(one.likelihood) or "no likelihood told",),
    )


# -- the ledger


def _ledger(material: Material) -> Iterator[Block]:
    """Questions of the ledger that are due or were answered in the period."""
    from dateline.forecast.ledger import replay

    asked = material.asked
    found = [one for one in replay(material.view.ledger()) if not one.withdrawn]
    kept = [
        one
        for one in found
        if asked.within(one.question.due, one.question.due)
        or (one.resolution is not None and asked.within(one.resolution.on, one.resolution.on))
    ]
    if not kept or asked.place or asked.side:
        return
    yield Heading("In the ledger", 3)
    rows = tuple(_ledger_row(one) for one in kept[:_MOST])
    yield Table(("number", "question", "due", "newest estimate", "answer"), rows, (10, 48, 14, 16, 12))


def _ledger_row(one: LedgerForecast) -> tuple[Line, ...]:
    newest = one.estimates[-1].estimate if one.estimates else None
    given = f"{words.percent(newest.probability)}, {words.clean(newest.forecaster)}" if newest else "none"
    return (
        (f"{one.number}",),
        (words.clipped(one.question.text, _MOST_WORDS),),
        (one.question.due or "no day",),
        (given,),
        (one.resolution.answer if one.resolution else "open",),
    )
