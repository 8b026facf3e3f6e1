"""Who holds what by the store: its claims charted, all of them or those that bear on one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.chart import Chart
from dateline.chart.around import REACH_KM
from dateline.errors import UsageError
from dateline.lore import Lore, normal
from dateline.model import Baseline, Hold, Place, Site, Told
from dateline.store.telling import cells_around, name_word, place_word, region_word
from dateline.tell.baseline import read_baseline
from dateline.tell.baseline_file import is_json
from dateline.tell.collecting import never

if TYPE_CHECKING:
    from dateline.store import View

__all__ = [
    "Charting",
    "Choice",
    "Local",
    "checked_charting",
    "checked_day",
    "choices",
    "holds_until",
    "is_before_all",
    "whole",
]

# No day is later.
_ALWAYS = "9999-12-31"
_POINTS = frozenset({"settlement", "facility"})
_GEONAMES = "geonames:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charting:
    """How to chart: from which first day, by what was published until when, and whether to infer."""

    baseline: Path | None = None
    baseline_day: str | None = None
    known_by: str | None = None
    inferred: bool = True

    @property
    def known(self) -> str:
        """The last day of publication that counts."""
        return self.known_by or _ALWAYS


def checked_charting(wanted: Charting) -> Charting:
    """What was asked for, if it makes sense. Raises `UsageError` otherwise."""
    if (wanted.baseline is None) != (wanted.baseline_day is None):
        raise UsageError("--baseline and --baseline-day go together: a file, and the day that it tells of")
    for option, day in (("--baseline-day", wanted.baseline_day), ("--known-by", wanted.known_by)):
        if day is not None:
            checked_day(day, option)
    return wanted


def checked_day(day: str, option: str) -> str:
    """The day as it was given. Raises `UsageError` unless it is one of the calendar."""
    try:
        if len(day) == len("2022-08-20"):
            return date.fromisoformat(day).isoformat()
    except ValueError:
        pass
    raise UsageError(f"{option}: wanted a day such as 2022-08-20, got {day[:40]!r}")


# -- all places


def whole(view: View, lore: Lore, wanted: Charting) -> Chart:
    """The chart of all that the store tells. Raises DatelineError."""
    told = view.told(known_by=wanted.known_by)
    chart = Chart(lore.lexicon.control_weights, _baseline(told, lore, wanted), inferred=wanted.inferred)
    chart.add(told)
    return chart


def _baseline(told: Iterable[Told], lore: Lore, wanted: Charting) -> Baseline | None:
    if wanted.baseline is None or wanted.baseline_day is None:
        return None
    return read_baseline(wanted.baseline, wanted.baseline_day, lore, _sites(told))


def _sites(told: Iterable[Told]) -> Iterator[Site]:
    """The places that claims speak of and that can be held, for areas to give them a holder."""
    for one in told:
        place = one.place
        if place.kind in _POINTS and place.name is not None:
            yield Site(
                place_word(place).removeprefix("place:"), place.name, place.lat, place.lon,
                place.kind, place.country, place.admin1, place.geonameid,
            )  # fmt: skip


def holds_until(view: View, lore: Lore, wanted: Charting, until: str) -> list[Hold]:
    """Who held each place on each day to the day `until`; of days before anything is known, nothing.

    By all that the store tells. Raises DatelineError.
    """
    with never():
        chart = whole(view, lore, wanted)
        keys = sorted(site.key for site in chart.sites)
        holds = (hold for key in keys for hold in chart.holds(key, until, known_by=wanted.known))
        return [hold for hold in holds if not is_before_all(hold)]


def is_before_all(hold: Hold) -> bool:
    """Whether it tells of the time before anything is known of a place."""
    return hold.status == "unknown" and hold.basis == "baseline" and not hold.grounds


# -- one place


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that a name may mean. `claims` counts what is told of it itself."""

    site: Site
    claims: int
    main: bool

    def __str__(self) -> str:
        site = self.site
        where = ", ".join(filter(None, (site.name, site.admin1, site.country)))
        point = "" if site.lat is None or site.lon is None else f" ({site.lat:.3f}, {site.lon:.3f})"
        many = "1 claim" if self.claims == 1 else f"{self.claims:,} claims"
        return f"{site.key}  {where}{point}: {many}"


class Local:
    """The chart around places that one name may mean: of a whole store, only what bears on them is read."""

    def __init__(self, view: View, lore: Lore, wanted: Charting) -> None:
        self._view, self._lore, self._wanted = view, lore, wanted
        told = self._areas_need()
        self.baseline = _baseline(told, lore, wanted)

    def _areas_need(self) -> Sequence[Told]:
        """Areas of a baseline may give any place a holder."""
        path = self._wanted.baseline
        needed = path is not None and is_json(path)
        return self._view.told(known_by=self._wanted.known_by) if needed else ()

    def empty(self) -> Chart:
        """A chart of the first day alone."""
        return Chart(self._lore.lexicon.control_weights, self.baseline, inferred=self._wanted.inferred)

    def told(self, words: Iterable[str]) -> list[Told]:
        """What the store tells under some words."""
        return self._view.told(words, known_by=self._wanted.known_by)

    def chart(self, site: Site) -> Chart:
        """The chart of all that bears on a place: on itself, its namesakes, what lies around, its region."""
        chart = self.empty()
        chart.add(self.told(_words_about(site, chart, inferred=self._wanted.inferred)))
        return chart


def _words_about(site: Site, chart: Chart, *, inferred: bool) -> set[str]:
    words = {f"place:{site.key}", name_word(site.name)}
    if site.admin1 is not None:
        words.add(region_word(site.country, site.admin1))
    if site.lat is None or site.lon is None:
        return words
    # Without inference too: a misspelt name is filed where it lies, and may be the place's own.
    words.update(cells_around(site.lat, site.lon, REACH_KM))
    if inferred:
        # A claim may name a neighbour by a name that it shares with a place elsewhere.
        around = chart.sites.around(site.lat, site.lon, REACH_KM)
        words.update(name_word(other.name) for _, other in around)
    return words


def choices(asked: str, local: Local, lore: Lore) -> list[Choice]:
    """The places that a name, an id of GeoNames or a key may mean, of those that can be charted.

    Those that something is told of come first; places that only have the name beside their own are left out
    where another has it as its own.
    """
    keys, names = _meant(asked, lore)
    chart = local.empty()
    told = local.told({*(f"place:{key}" for key in keys), *map(name_word, names)})
    sites = {site.key: site for site in chart.sites if site.key in keys or normal(site.name) in names}
    counts: dict[str, int] = {}
    for one in told:
        site = chart.sites.found(one) if one.place.kind in _POINTS and _is_itself(one.place) else None
        if site is not None and (site.key in keys or normal(site.name) in names):
            sites.setdefault(site.key, site)
            counts[site.key] = counts.get(site.key, 0) + 1
    wanted = normal(asked)
    found = [Choice(site, counts.get(key, 0), normal(site.name) == wanted) for key, site in sites.items()]
    found.sort(key=lambda one: (-one.claims, not one.main, one.site.key))
    return [one for one in found if one.main] or found


def _is_itself(place: Place) -> bool:
    return place.name is not None


def _meant(asked: str, lore: Lore) -> tuple[set[str], set[str]]:
    """Keys and names, in normal form, that may be meant."""
    if asked.isascii() and asked.isdigit():
        return {_GEONAMES + asked}, set()
    if ":" in asked:
        return {asked}, set()
    listed = [place for place in lore.gazetteer.lookup(asked) if place.kind in _POINTS]
    return {place.key for place in listed}, {normal(asked)}
