"""Who holds what, charted once and kept: what is told meanwhile changes only the places that it bears on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from dateline.chart import Chart
from dateline.chart.days import day_after
from dateline.model import Hold
from dateline.tell.baseline_file import is_json
from dateline.tell.collecting import never
from dateline.tell.control import Charting, Local, is_before_all, whole
from dateline.tell.control_kept import Kept, Picture, as_shown
from dateline.tell.control_view import History, history_in

if TYPE_CHECKING:
    from dateline.lore import Lore
    from dateline.store import View

__all__ = ["Charted", "Charts"]

# Charts kept for other questions than the usual one: of earlier days, without what is inferred.
_MOST = 4
# Holds are charted to the end of days once; what is asked for is cut from them.
# With fewer claims than this the chart is there within a second: nobody has to be shown anything before.
_SOON = 5_000
# How often who waits looks whether there is something by now, in seconds.
_LOOK_S = 0.05
_END = "9999-12-30"

_Key = tuple[str | None, bool]
# By all that is known, with what is inferred.
_USUAL: _Key = (None, True)


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart, the holds of each place by its key, and how far in the store it reaches.

    Of the holds only those that are claimed have their grounds. `holds` stay as they are; `chart` may know
    more by the time that it is asked. `seal` is that of the last claim, whose number is `number`.
    """

    chart: Chart
    holds: Mapping[str, tuple[Hold, ...]]
    wanted: Charting
    number: int
    seal: str | None

    def all_holds(self) -> list[Hold]:
        """The holds of all places, in order of their keys."""
        return _in_order(self.holds)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a map shows at a mark, by place, the holds it is made of, and which number is in the cache."""

    mark: str
    holds: Mapping[str, tuple[Hold, ...]]
    kept: int | None
    charted: Mapping[str, tuple[Hold, ...]] = field(default_factory=dict)


class Charts:
    """Charts by the last day of publication that counts, and whether to infer. Shared by threads.

    `folder` and `store` tell where the usual one is kept from one run to the next.
    """

    def __init__(self, charting: Charting, folder: Path, store: str) -> None:
        self._usual = replace(charting, known_by=None, inferred=True)
        self._file = Kept(folder, store, self._usual)
        self._kept: OrderedDict[_Key, tuple[str, Charted | None]] = OrderedDict()
        self._shown = _Shown("", {}, None)
        # Who held what on the first day, shown until the first chart is made; whether one was kept is known.
        self._first: Mapping[str, tuple[Hold, ...]] | None = None
        self._looked = False
        # The usual chart where all claims are in it and places are followed as they are asked for.
        self._begun: tuple[Chart, int, str | None] | None = None
        self._lock = Lock()

    def get(
        self, view: View, lore: Lore, *, mark: str, known_by: str | None = None, inferred: bool = True
    ) -> Charted:
        """The chart of all that the store tells now; `mark` tells whether it has changed.

        Raises DatelineError.
        """
        with self._lock:
            return self._current(view, lore, mark, (known_by, inferred))

    def shown(self, view: View, lore: Lore, *, mark: str) -> Sequence[Hold]:
        """The holds of all places as a map shows them, by all that the store tells now, and what follows.

        They are there as soon as the server is, where an earlier run has kept them. Raises DatelineError.
        """
        if self._shown.mark != mark:
            with self._lock:
                if self._shown.mark != mark:
                    self._shown = self._looked_up(view, lore, mark) or self._anew(view, lore, mark)
        return _in_order(self._shown.holds)

    def early(self, view: View, lore: Lore, *, mark: str) -> Sequence[Hold] | None:
        """The holds of the first day, while who holds what since then is charted for the first time.

        None: that is there, or will be within a second or two. Raises DatelineError.
        """
        while not self._shown.mark and not self._looked:
            if self._lock.acquire(timeout=_LOOK_S):
                try:
                    if not self._looked:
                        self._shown = self._looked_up(view, lore, mark) or self._shown
                finally:
                    self._lock.release()
        if self._shown.mark or view.told_last() < _SOON:
            return None
        if self._first is None:
            self._first = self._first_day(view, lore)
        return _in_order(self._first)

    def _first_day(self, view: View, lore: Lore) -> Mapping[str, tuple[Hold, ...]]:
        chart = Local(view, lore, self._usual).empty()
        keys = [site.key for site in chart.sites]
        return {
            key: tuple(map(_of_first_day, some)) for key, some in _charted(chart, keys, self._usual).items()
        }

    def history(
        self, key: str, view: View, lore: Lore, *, mark: str, asked: _Key = _USUAL, on: str | None = None
    ) -> History | None:
        """Who held a place since when, and why; None: nothing is told of it. Raises DatelineError.

        `asked`: by what was published until which day (None: by all), and whether with what is inferred.
        """
        wanted = replace(self._usual, known_by=asked[0], inferred=asked[1])
        holds = self._seen(mark).get(key)
        if holds and wanted == self._usual and _USUAL not in self._kept:
            # The whole chart is still being made: what bears on one place is soon read.
            near = Local(view, lore, wanted).chart(holds[0].site)
            return history_in(near, holds[0].site, view, wanted, on=on, lore=lore)
        with self._lock:
            chart = self._current(view, lore, mark, asked).chart
            if key not in chart.sites:
                return None
            return history_in(chart, chart.sites[key], view, wanted, on=on, lore=lore)

    def _seen(self, mark: str) -> Mapping[str, tuple[Hold, ...]]:
        """What a map shows at a mark, by place; nothing where it shows what was before."""
        if not self._shown.mark:
            return self._first or {}
        return self._shown.holds if self._shown.mark == mark else {}

    def with_grounds(
        self, view: View, lore: Lore, *, mark: str, known_by: str | None = None, inferred: bool = True
    ) -> Sequence[Hold]:
        """The holds of all places with the claims that they rest on, which takes a second for each hundred
        thousand of those. Raises DatelineError.
        """
        with self._lock:
            found = self._current(view, lore, mark, (known_by, inferred))
            keys = sorted(found.holds)
            return _in_order(_charted(found.chart, keys, found.wanted, grounds=True))

    def keep(self, lore: Lore) -> None:
        """Keeps the picture for the next run. Never raises."""
        with self._lock:
            _, found = self._kept.get(_USUAL, ("", None))
            if found is not None and found.number != self._shown.kept:
                holds = [hold for key in sorted(found.holds) for hold in as_shown(found.holds[key])]
                self._file.write(Picture(found.number, found.seal, tuple(holds)), lore)

    def _current(self, view: View, lore: Lore, mark: str, key: _Key) -> Charted:
        seen, found = self._kept.pop(key, ("", None))
        if found is not None and seen != mark:
            found = self._grown(found, view)
        if found is None:
            found = self._made(view, lore, *key)
        self._kept[key] = mark, found
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return found

    # -- the chart

    def _made(self, view: View, lore: Lore, known_by: str | None, inferred: bool) -> Charted:
        wanted = replace(self._usual, known_by=known_by, inferred=inferred)
        with never():
            chart, number, seal = self._started(view, lore, wanted)
            holds = _charted(chart, (site.key for site in chart.sites), wanted)
        return Charted(chart, holds, wanted, number, seal)

    def _started(self, view: View, lore: Lore, wanted: Charting) -> tuple[Chart, int, str | None]:
        """A chart that knows all claims, the number of the last one and its seal."""
        if self._begun is not None and wanted == self._usual:
            begun, self._begun = self._begun, None
            if begun[1] == view.told_last() and begun[2] == view.told_seal(begun[1]):
                return begun
        while True:
            number = view.told_last()
            chart = whole(view, lore, wanted)
            # What is written meanwhile may have been read or not.
            if view.told_last() == number:
                return chart, number, view.told_seal(number)

    def _grown(self, found: Charted, view: View) -> Charted | None:
        """With what was told since; None where all has to be made anew."""
        if view.told_seal(found.number) != found.seal:
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
        return Charted(chart, {**found.holds, **holds}, wanted, last, view.told_seal(last))

    # -- what a map shows

    def _anew(self, view: View, lore: Lore, mark: str) -> _Shown:
        """By the chart; what did not change since it was shown last stays."""
        found, before = self._current(view, lore, mark, _USUAL), self._shown
        holds = {
            key: before.holds[key] if before.charted.get(key) is full else as_shown(full)
            for key, full in found.holds.items()
        }
        shown = _Shown(mark, holds, before.kept, found.holds)
        # Later changes are kept at the end: news should not cost what the archive costs.
        return shown if before.kept is not None else self._written(shown, found.number, found.seal, lore)

    def _looked_up(self, view: View, lore: Lore, mark: str) -> _Shown | None:
        found = self._as_kept(view, lore, mark)
        self._looked = True
        return found

    def _as_kept(self, view: View, lore: Lore, mark: str) -> _Shown | None:
        """What an earlier run has kept, with what was told since; None where that says nothing of now."""
        found = self._file.read(lore) if self._shown.kept is None and _USUAL not in self._kept else None
        if found is None or view.told_seal(found.number) != found.seal:
            return None
        holds: dict[str, tuple[Hold, ...]] = {
            key: tuple(some) for key, some in groupby(found.holds, key=lambda hold: hold.site.key)
        }
        if found.number == view.told_last():
            return _Shown(mark, holds, found.number)
        chart, number, seal = self._begun = self._started(view, lore, self._usual)
        touched = chart.touched(one for at, one in view.told_after(found.number) if at <= number)
        new = {key: as_shown(some) for key, some in _charted(chart, touched, self._usual).items()}
        return self._written(_Shown(mark, holds | new, None), number, seal, lore)

    def _written(self, shown: _Shown, number: int, seal: str | None, lore: Lore) -> _Shown:
        self._file.write(Picture(number, seal, tuple(_in_order(shown.holds))), lore)
        return replace(shown, kept=number)


def _charted(
    chart: Chart, keys: Iterable[str], wanted: Charting, *, grounds: bool = False
) -> dict[str, tuple[Hold, ...]]:
    """The holds of some places by their keys; without `grounds` only those that are claimed have theirs."""
    found: dict[str, tuple[Hold, ...]] = {}
    for key in keys:
        if key in chart.sites:
            holds = chart.holds(key, _END, known_by=wanted.known, grounds=grounds)
            found[key] = tuple(hold for hold in holds if not is_before_all(hold))
    return found


def _in_order(holds: Mapping[str, tuple[Hold, ...]]) -> list[Hold]:
    return [hold for key in sorted(holds) for hold in holds[key]]


def _of_first_day(hold: Hold) -> Hold:
    """A hold of which nothing is said but that it was so on the first day."""
    return replace(hold, until=day_after(hold.since))
