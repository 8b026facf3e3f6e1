"""claim[] -> hold[]: who holds what, since when, by which claims."""

from dateline.chart.telling import told

__all__ = ["told"]
