"""sentence[] -> what is foreseen in them, on which condition, from what, by whom."""

from dateline.forecast.extract.outlooks import Outlook, find_forecasts

__all__ = ["Outlook", "find_forecasts"]
