"""sentence[] -> quantities: numbers with bounds, units and what they count.

"at least two others" is low 2 and high unknown; "dozens of settlements" is low 24, approximate;
"$625million" is 625,000,000 USD. Numbers written as years, dates or ordinals are left to others.
"""

from dateline.find.quantities.catalogue import find_materiel
from dateline.find.quantities.scan import find_quantities

__all__ = ["find_materiel", "find_quantities"]
