"""sentence[] -> moments: dates, weekdays, offsets and spans, each with start, end, precision and basis.

A relative expression is counted from the document's date; without one it keeps its words and stays unknown.
An end that the words leave open ("until Friday", "since 2014") is None.
"""

from dateline.find.times.scan import find_times

__all__ = ["find_times"]
