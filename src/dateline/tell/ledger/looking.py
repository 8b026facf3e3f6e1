"""What the ledger says, as data: forecasts that answer a question, one forecast, scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.forecast.ledger import due_by, replay
from dateline.model.ledger import LedgerEntry, LedgerForecast

if TYPE_CHECKING:
    from dateline.forecast.scores import Point, Summary
    from dateline.store import View

__all__ = ["Scored", "Wanted", "forecast_of", "found", "listed", "scored"]

# Any number will do; with one fixed, the same ledger gives the same intervals.
_SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which forecasts are asked for; None: any.

    `opened` keeps those without an answer, `due` those open with a horizon before an ISO day, `forecaster`
    those with an estimate of theirs, `topic` those of a topic, `text` those whose question has these words.
    """

    opened: bool = False
    due: str | None = None
    forecaster: str | None = None
    topic: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """How forecasts turned out: everybody first, then groups; `calibration` is everybody's curve.

    Both are empty when no forecast with an estimate is answered yes or no yet.
    """

    groups: tuple[Summary, ...]
    calibration: tuple[Point, ...]


def listed(view: View, wanted: Wanted) -> list[LedgerForecast]:
    """The forecasts that answer this, by number, or the longest due first; none that was withdrawn."""
    return [one for one in _in_order(view.ledger(), wanted.due) if _answers(one, wanted)]


def _in_order(entries: Sequence[LedgerEntry], due: str | None) -> Iterable[LedgerForecast]:
    forecasts = replay(entries)
    return due_by(forecasts, due) if due is not None else forecasts


def _answers(one: LedgerForecast, wanted: Wanted) -> bool:
    names = {made.estimate.forecaster.casefold() for made in one.estimates}
    return (
        not one.withdrawn
        and (not wanted.opened or one.resolution is None)
        and (wanted.forecaster is None or wanted.forecaster.casefold() in names)
        and (wanted.topic is None or wanted.topic.casefold() in one.question.tags)
        and (wanted.text is None or wanted.text.casefold() in one.question.text.casefold())
    )


def found(view: View, number: int) -> LedgerForecast:
    """The forecast with a number, a withdrawn one too. Raises UsageError when there is none."""
    return forecast_of(number, view.ledger())


def forecast_of(number: int, entries: Sequence[LedgerEntry]) -> LedgerForecast:
    """The forecast with a number among entries. Raises UsageError when there is none."""
    one = next((one for one in replay(entries) if one.number == number), None)
    if one is None:
        raise UsageError(f"the ledger has no forecast {number}; `dateline forecast list` lists them")
    return one


def scored(view: View, *, by: str | None = None) -> Scored:
    """Scores of everybody, and by forecaster and topic; `by` ("forecaster", "topic") keeps one of these."""
    # Costs numpy, which lists and entries do without.
    from dateline.forecast.scores import judged, summaries

    groups = summaries(judged(replay(view.ledger())), seed=_SEED)
    kept = tuple(one for one in groups if by is None or one.by in ("all", by))
    return Scored(kept, kept[0].curve if kept else ())
