"""claim[], hold[] -> forecast[]: what may come: condition, horizon, likelihood, forecaster."""

from dateline.forecast.extract import Outlook, find_forecasts

__all__ = ["Outlook", "find_forecasts"]
