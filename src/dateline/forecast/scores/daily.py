"""The estimate that stood on each day while a forecast was open, as forecasting tournaments score it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dateline.forecast.scores.rules import brier, log_score
from dateline.model.ledger import Estimate, LedgerForecast

__all__ = ["Judged", "judged"]


@dataclass(frozen=True, slots=True)
class Judged:
    """One forecaster on one forecast that was answered.

    `stood` are probabilities with the number of days that each stood, in order. `brier` and `log` are means
    over these days; `last` is the last estimate's Brier score. `words`: they are read from words.
    """

    forecast: int
    forecaster: str
    tags: tuple[str, ...]
    outcome: bool
    stood: tuple[tuple[float, int], ...]
    brier: float
    log: float
    last: float
    words: bool

    @property
    def days(self) -> int:
        """On how many days an estimate stood."""
        return sum(days for _, days in self.stood)


def judged(forecasts: Iterable[LedgerForecast]) -> list[Judged]:
    """All forecasters on all forecasts answered yes or no, by forecast and name.

    A day counts from a forecaster's first estimate on, until the day before the answer was settled or the
    last day of the horizon, whatever comes first. Whoever gave none by then is not judged.
    """
    return [one for forecast in forecasts for one in _of(forecast)]


def _of(forecast: LedgerForecast) -> Iterator[Judged]:
    settled = forecast.resolution
    if settled is None or settled.answer not in ("yes", "no") or forecast.withdrawn:
        return
    close = date.fromisoformat(settled.on).toordinal()
    if forecast.question.due:
        close = min(close, date.fromisoformat(forecast.question.due).toordinal() + 1)
    by_name: dict[str, list[Estimate]] = {}
    for made in forecast.estimates:
        by_name.setdefault(made.estimate.forecaster, []).append(made.estimate)
    for name in sorted(by_name):
        stood = _stood(by_name[name], close)
        if stood:
            words = all(one.basis == "from words" for one in by_name[name])
            yield _judged(forecast, name, stood, outcome=settled.answer == "yes", words=words)


def _stood(estimates: Iterable[Estimate], close: int) -> tuple[tuple[float, int], ...]:
    """Of several on one day the one entered last stands; `close` is the first day that no longer counts."""
    by_day: dict[int, float] = {}
    for one in estimates:
        by_day[date.fromisoformat(one.made).toordinal()] = one.probability
    days = [day for day in sorted(by_day) if day < close]
    return tuple((by_day[day], until - day) for day, until in pairwise([*days, close]))


def _judged(
    forecast: LedgerForecast, name: str, stood: tuple[tuple[float, int], ...], *, outcome: bool, words: bool
) -> Judged:
    whole = sum(days for _, days in stood)
    return Judged(
        forecast=forecast.number,
        forecaster=name,
        tags=forecast.question.tags,
        outcome=outcome,
        stood=stood,
        brier=sum(brier(p, outcome) * days for p, days in stood) / whole,
        log=sum(log_score(p, outcome) * days for p, days in stood) / whole,
        last=brier(stood[-1][0], outcome),
        words=words,
    )
