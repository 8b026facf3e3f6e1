"""claim[], hold[] -> forecast[]: propositions about the future, with condition, horizon, likelihood and forecaster."""

from dateline.forecast.extract import Outlook, find_forecasts

__all__ = ["Outlook", "find_forecasts"]
