"""`python -m eval.train_control`: learns how sure the chart may be of who holds a place.

A day of a settlement gives a row: the log odds of what is believed, how long it has been quiet, whether
reports tell of the place itself; and whether the chart was right. Days come from the reports up to 15 June
2022, charted from each first day that the corpus is scored from, as many from the one as from the other,
drawn with a fixed seed from settlements that change hands or are named. The later reports take no part and
tell how well it does. What claims weigh is not learned here: `control_weights.yaml` says how that came about.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.chart.days import days_between
from dateline.chart.following import odds_of
from dateline.chart.holding import Standing
from dateline.lore import Lore
from dateline.measure import control
from dateline.parse import Parser
from dateline.settings import cache_folder, corpora_folder, gazetteer_folder

Floats = npt.NDArray[np.float64]

_WEIGHTS = Path(__file__).parent.parent / "src/dateline/packs/core/control_weights.yaml"
# The columns of a row, by the weights that they are multiplied with.
KEYS = ("certainty-bias", "certainty", "certainty-quiet", "certainty-own")
_LAST = "2022-06-15"
_BASELINES = ("2022-02-24", "2022-05-01")
# So many days from each first day, so that the larger chart does not drown the other.
_DAYS, _SEED = 20_000, 5
# A weak pull towards nought, and Newton's steps, of which ten are more than it takes.
_PENALTY, _STEPS = 1.0, 10


def rows(scores: control.Scores, chance: random.Random) -> tuple[Floats, Floats]:
    """The rows of a chart, and who was right."""
    days = list(scores.days())
    chance.shuffle(days)
    kept = days[:_DAYS]
    found = np.array([_row(standing, day) for standing, day, _ in kept])
    return found, np.array([float(standing.holder == answer) for standing, _, answer in kept])


def _row(standing: Standing, day: str) -> list[float]:
    quiet = log(1.0 + max(0, days_between(standing.told or standing.day, day)))
    return [1.0, odds_of(standing.chance), quiet, float(standing.basis == "reported")]


def learned(x: Floats, y: Floats) -> Floats:
    """Weights of a logistic regression, by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-x @ w))
        slope = x.T @ (y - p) - _PENALTY * w
        bend = (x * (p * (1.0 - p))[:, None]).T @ x + _PENALTY * np.eye(len(w))
        w = w + np.linalg.solve(bend, slope)
    return w


def written(text: str, weights: Mapping[str, float]) -> str:
    """The table with some weights in place of what stood there."""
    for key, value in weights.items():
        text = re.sub(rf"(\{{key: {re.escape(key)}, weight: )-?[\d.]+", rf"\g<1>{value:.3f}", text)
    return text


def _charts(
    pairs: Sequence[tuple[control.Report, control.Read]], *, until: str | None, since: str | None = None
) -> Iterator[control.Scores]:
    field = pairs[0][1].field
    for day in _BASELINES:
        wanted = control.Wanted(baseline=day, since=since, until=until)
        yield control.Scores(pairs, control.Field(field.truth, field.weights, wanted), day)


def main() -> None:
    """Learn, show what the later reports say of it, and write the table."""
    options = argparse.ArgumentParser(prog="python -m eval.train_control")
    options.add_argument("--check", action="store_true", help="write nothing")
    given = options.parse_args()
    lore, parser = Lore.open(cache_folder(), added=gazetteer_folder()), Parser()
    found = control.load(corpora_folder() / "control", control.Wanted())
    pairs = list(control.predictions(found, lore, parser, control.Wanted()))
    _report(pairs, "before")
    field, chance = pairs[0][1].field, random.Random(_SEED)
    parts = [rows(chart, chance) for chart in _charts(pairs, until=_LAST)]
    fitted = learned(np.vstack([x for x, _ in parts]), np.concatenate([y for _, y in parts]))
    weights = {key: round(float(value), 3) for key, value in zip(KEYS, fitted, strict=True)}
    after = control.Field(field.truth, {**field.weights, **weights}, field.wanted)
    _report([(report, control.Read(read.told, read.named, after)) for report, read in pairs], "after")
    print(weights)
    if not given.check:
        _WEIGHTS.write_text(written(_WEIGHTS.read_text(encoding="utf-8"), weights), encoding="utf-8")


def _report(pairs: Sequence[tuple[control.Report, control.Read]], when: str) -> None:
    for name, since, until in (("development", None, _LAST), ("later", "2022-06-16", None)):
        for day, chart in zip(_BASELINES, _charts(pairs, until=until, since=since), strict=True):
            told = chart.figures()
            print(
                f"{when}, {name} from {day}: gap {told['calibration_error']:.3f}, brier {told['brier']:.3f}"
            )


if __name__ == "__main__":
    main()
