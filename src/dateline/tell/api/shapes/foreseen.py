"""The ledger of forecasts and scenarios as the API tells them."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from dateline.forecast.scores import Point, Summary
from dateline.model.ledger import LedgerForecast
from dateline.tell.api.shapes.records import Next
from dateline.tell.scenario.standing import Named, Placed

__all__ = ["Calibration", "Entered", "Forecasts", "LinkTold", "ScenarioTold", "Scenarios"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecasts:
    """A part of the ledger's forecasts, as `dateline forecast list --json` tells them."""

    items: tuple[LedgerForecast, ...]
    next: Next


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How forecasts turned out: everybody first, then groups; `calibration` is everybody's curve."""

    groups: tuple[Summary, ...]
    calibration: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The entry that was made, and the forecast that it is of as it stands now."""

    entry: int
    hash: str
    forecast: LedgerForecast


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenarios:
    """The scenarios of the folder that is served."""

    items: tuple[Named, ...]


class LinkTold(msgspec.Struct, frozen=True, kw_only=True, rename={"parent": "from", "child": "to"}):
    """How much one proposition makes another more or less probable."""

    parent: str
    child: str
    strength: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioTold:
    """A scenario on a day: each proposition's probability, and what moved it. `unseen` are signposts of which
    nothing was seen yet; `exact`: reckoned, not sampled."""

    name: str
    title: str
    on: str | None
    exact: bool
    propositions: tuple[Placed, ...]
    links: tuple[LinkTold, ...]
    unseen: tuple[str, ...]
