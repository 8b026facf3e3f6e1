"""Who holds what, charted once and kept: what is told meanwhile changes only the places that it bears on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from dateline.chart import Chart
from dateline.model import Hold
from dateline.tell.baseline_file import is_json
from dateline.tell.control import Charting, is_before_all, whole

if TYPE_CHECKING:
    from dateline.lore import Lore
    from dateline.store import View

__all__ = ["Charted", "Charts"]

# Charts kept for other questions than the usual one: of earlier days, without what is inferred.
_MOST = 4
# Holds are charted to the end of days once; what is asked for is cut from them.
_END = "9999-12-30"


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart, the holds of each place by its key, and how far in the store it reaches.

    `holds` stay as they are; `chart` may know more by the time that it is asked.
    """

    chart: Chart
    holds: Mapping[str, tuple[Hold, ...]]
    wanted: Charting
    number: int
    mark: tuple[int, int]

    def all_holds(self) -> list[Hold]:
        """The holds of all places, in order of their keys."""
        return [hold for key in sorted(self.holds) for hold in self.holds[key]]


class Charts:
    """Charts by the last day of publication that counts, and whether to infer. Shared by threads."""

    def __init__(self, charting: Charting) -> None:
        self._charting = charting
        self._kept: OrderedDict[tuple[str | None, bool], tuple[str, Charted | None]] = OrderedDict()
        self._lock = Lock()

    def get(
        self, view: View, lore: Lore, *, mark: str, known_by: str | None = None, inferred: bool = True
    ) -> Charted:
        """The chart of all that the store tells now; `mark` tells whether it has changed.

        Raises DatelineError.
        """
        key = known_by, inferred
        with self._lock:
            seen, found = self._kept.pop(key, ("", None))
            if found is not None and seen != mark:
                found = self._grown(found, view)
            if found is None:
                found = self._made(view, lore, known_by, inferred=inferred)
            self._kept[key] = mark, found
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
            return found

    def _made(self, view: View, lore: Lore, known_by: str | None, *, inferred: bool) -> Charted:
        wanted = replace(self._charting, known_by=known_by, inferred=inferred)
        number = view.told_last()
        chart = whole(view, lore, wanted)
        holds = _charted(chart, (site.key for site in chart.sites), wanted)
        return Charted(chart, holds, wanted, number, view.told_mark(number))

    def _grown(self, found: Charted, view: View) -> Charted | None:
        """With what was told since; None where all has to be made anew."""
        if view.told_mark(found.number) != found.mark:
            return None
        new = view.told_after(found.number)
        if not new:
            return found
        chart, wanted = found.chart, found.wanted
        told = [one for _, one in new if one.known <= wanted.known]
        touched = chart.touched(told)
        if wanted.baseline is not None and is_json(wanted.baseline) and not touched <= found.holds.keys():
            # Areas of a first day give a holder to places that are new, too.
            return None
        chart.add(told)
        holds = _charted(chart, touched | chart.touched(told), wanted)
        last = new[-1][0]
        return Charted(chart, {**found.holds, **holds}, wanted, last, view.told_mark(last))


def _charted(chart: Chart, keys: Iterable[str], wanted: Charting) -> dict[str, tuple[Hold, ...]]:
    """The holds of some places by their keys."""
    return {
        key: tuple(hold for hold in chart.holds(key, _END, known_by=wanted.known) if not is_before_all(hold))
        for key in keys
        if key in chart.sites
    }
