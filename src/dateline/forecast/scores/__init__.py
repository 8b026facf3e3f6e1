"""How forecasts turned out: scores, calibration, intervals. Neither the clock nor the store is needed."""

from dateline.forecast.scores.curve import Point, curve
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
    "Point",
    "Summary",
    "brier",
    "calibration",
    "curve",
    "decomposed",
    "judged",
    "log_score",
    "summaries",
]
