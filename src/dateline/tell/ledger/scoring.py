"""How forecasts of the ledger turned out, as a table or as JSON Lines."""

from __future__ import annotations

import sys

from dateline.forecast.ledger import replay
from dateline.forecast.scores import Interval, Summary, judged, summaries
from dateline.model.ledger import canonical
from dateline.store import Store
from dateline.tell.words import clean

__all__ = ["score"]

# Any number will do; with one fixed, the same ledger gives the same intervals.
_SEED = 1


def score(*, store: str, by: str | None, as_json: bool) -> None:
    """Scores of all, and by forecaster or topic; `by` keeps one of these."""
    with Store.open(store) as opened:
        found = summaries(judged(replay(opened.view().ledger())), seed=_SEED)
    kept = [one for one in found if by is None or one.by in ("all", by)]
    if as_json:
        lines = [canonical(one) for one in kept]
    elif not kept:
        lines = ["No forecast with an estimate is answered yes or no yet."]
    else:
        lines = [line for one in kept for line in _told(one)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _told(one: Summary) -> list[str]:
    parts = one.parts
    skill = f"  skill {_interval(one.skill)}" if one.skill else ""
    return [
        f"{clean(one.name)}: {one.forecasts:,} forecasts",
        f"  Brier {_interval(one.brier)}  log {_interval(one.log)}{skill}",
        f"  reliability {parts.reliability:.3f}  resolution {parts.resolution:.3f}"
        f"  uncertainty {parts.uncertainty:.3f}",
    ]


def _interval(value: Interval) -> str:
    ends = "" if value.low is None else f" ({value.low:.3f} to {value.high:.3f})"
    return f"{value.value:.3f}{ends}"
