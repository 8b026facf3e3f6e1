"""How forecasts turned out: scores, calibration, intervals. Neither the clock nor the store is needed."""

from dateline.forecast.scores.daily import Judged, judged
from dateline.forecast.scores.murphy import Bin, Murphy, decomposed
from dateline.forecast.scores.rules import CLIP, brier, log_score
from dateline.forecast.scores.summary import Interval, Summary, calibration, summaries

__all__ = [
    "CLIP",
    "Bin",
    "Interval",
    "Judged",
    "Murphy",
    "Summary",
    "brier",
    "calibration",
    "decomposed",
    "judged",
    "log_score",
    "summaries",
]
