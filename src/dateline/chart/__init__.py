"""claim[] -> hold[]: who holds what, since when, by which claims."""

from dateline.chart.charting import Chart, Flip
from dateline.chart.telling import told

__all__ = ["Chart", "Flip", "told"]
