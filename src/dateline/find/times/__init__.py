"""sentence[] -> moments: dates, weekdays, offsets and spans, each with start, end, precision and basis.

News counts from the document's date; a story of the past from what it last spoke of. Without a ground to
count from, a moment keeps its words and stays unknown. An end that the words leave open ("until Friday",
"since 2014") is None. How long and how often are spells, which place nothing in time.
"""

from dateline.find.times.scan import find_moments, find_spells, find_times, find_timexes

__all__ = ["find_moments", "find_spells", "find_times", "find_timexes"]
