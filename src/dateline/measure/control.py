"""Who held what, as charted from daily reports: loaded, charted, scored against runs of days.

The corpus is a folder with reports by their day (`2022-05-01.txt`) and a CSV that says who held each
settlement over which days: `geonameid,name,lat,lon,oblast,start,end,holder`, `end` included, an empty holder
undecided. Only decided days are scored.
"""

from __future__ import annotations

import csv
import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TextIO

from dateline.chart import Chart, Flip, told
from dateline.chart.days import day_after, days_between
from dateline.chart.holding import Standing, confidence
from dateline.chart.sites import km_between
from dateline.errors import CorpusError
from dateline.flow import Options, read_document
from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.measure.scores import Counts
from dateline.measure.texts import as_document, read_text, reading
from dateline.model import Baseline, Site, Told
from dateline.parse import Parser

__all__ = [
    "Change",
    "Field",
    "Names",
    "Read",
    "Report",
    "Scores",
    "Truth",
    "Wanted",
    "load",
    "predictions",
    "score",
    "write",
]

_COLUMNS = ("geonameid", "name", "lat", "lon", "oblast", "start", "end", "holder")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# A change is named when a report of the week before or after it names the settlement.
_NAMED_DAYS = 7
# A change is found when it is dated within so many days.
_WITHIN_DAYS = 3
# The first days that the floors are told for: that of the invasion, and one after the front had settled.
_BASELINES = ("2022-02-24", "2022-05-01")
# Names shared by several are that of the one near to what the paragraph names beside it, within so far.
_COMPANY_KM = 80.0
_COMPANY = 3
# Words that make a name that of a region.
_REGIONAL = frozenset({"Oblast", "Oblasts", "Raion", "Region", "Province", "Governorate", "District", "Krai"})
_NAME = re.compile(r"[A-Z][\w'’‘`\-]*(?:[ -][A-Z][\w'’‘`\-]*){0,3}")
_SHORTEST = 4
_BINS = 10


@dataclass(frozen=True, slots=True)
class Run:
    """Who held a settlement from `start` to `end`, both included; `holder` None is undecided."""

    start: str
    end: str
    holder: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A settlement that went from one side to another on a day."""

    key: str
    to: str
    day: str


@dataclass(frozen=True)
class Truth:
    """The settlements and, in order, the runs of days of each."""

    sites: Mapping[str, Site]
    runs: Mapping[str, tuple[Run, ...]]

    def holder(self, key: str, day: str) -> str | None:
        """Who held a settlement on a day; None where undecided."""
        runs = self.runs[key]
        i = bisect_right(runs, day, key=lambda run: run.start) - 1
        return runs[i].holder if i >= 0 and day <= runs[i].end else None

    def changes(self, since: str, until: str) -> Iterator[Change]:
        """Each change of hands on a day of [since, until]: the first decided day of the new holder."""
        for key, runs in self.runs.items():
            before: str | None = None
            for run in runs:
                if run.holder is None:
                    continue
                if before not in (None, run.holder) and since <= run.start <= until:
                    yield Change(key, run.holder, run.start)
                before = run.holder

    def baseline(self, day: str) -> Baseline:
        """Who held what on a day; where that day is undecided, who held it last."""
        return Baseline(day, tuple((self.sites[key], self.last(key, day)) for key in sorted(self.sites)))

    def last(self, key: str, day: str) -> str | None:
        """Who held a settlement on a day or, where that is undecided, before it."""
        held = [run.holder for run in self.runs[key] if run.start <= day and run.holder is not None]
        return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is scored: reports and answers (None: where the corpus has them), first day, first and last day.

    Without a first day it is done for each of `_BASELINES` that the answers reach.
    """

    reports: Path | None = None
    truth: Path | None = None
    baseline: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A day's text; `name` is the day. `truth`: where the answers are."""

    name: str
    text: str
    truth: Path


# -- loading


def load(path: Path, wanted: Wanted) -> Iterator[Report]:
    """The reports in order of their days. Raises CorpusError."""
    folder = wanted.reports or path / "reports"
    truth = wanted.truth or next(iter(sorted(path.glob("truth_*.csv"))), path / "truth.csv")
    if not truth.is_file():
        raise CorpusError(f"{truth} is not there: wanted a CSV that says who held what")
    found = sorted(file for file in folder.glob("*.txt") if _DAY.fullmatch(file.stem))
    if not found:
        raise CorpusError(f"{folder} holds no reports: wanted files named by their day, as 2022-05-01.txt")
    # What a text named more than a week before the first day tells of no change after it.
    first = day_after(wanted.baseline, -_NAMED_DAYS) if wanted.baseline is not None else ""
    for file in found:
        if first <= file.stem and (wanted.until is None or file.stem <= wanted.until):
            yield Report(file.stem, read_text(file), truth)


def truth_of(path: Path, lore: Lore) -> Truth:
    """The answers of a CSV; holders become the sides of their countries. Raises CorpusError with the line."""
    sites: dict[str, Site] = {}
    runs: dict[str, list[Run]] = defaultdict(list)
    sides: dict[str, str] = {}
    with reading(path), path.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        if not set(_COLUMNS) <= set(rows.fieldnames or ()):
            raise CorpusError(f"{path}: wanted the columns {', '.join(_COLUMNS)}; got {rows.fieldnames}")
        country: str | None = None
        for row in rows:
            country = country or _country(row, lore)
            key = f"geonames:{row['geonameid']}"
            if key not in sites:
                sites[key] = _site(key, row, country, lore, f"{path}, line {rows.line_num}")
            holder = row["holder"]
            if holder and holder not in sides:
                sides[holder] = _side(holder, lore)
            runs[key].append(Run(row["start"], row["end"], sides[holder] if holder else None))
    return Truth(sites, {key: tuple(sorted(of, key=lambda run: run.start)) for key, of in runs.items()})


def _country(row: Mapping[str, str], lore: Lore) -> str | None:
    found = lore.gazetteer.lookup(row["name"])
    return next((place.country for place in found if str(place.geonameid) == row["geonameid"]), None)


def _side(holder: str, lore: Lore) -> str:
    """The side of a country's two-letter code, within any theatre; else the code itself."""
    for key in lore.theatres:
        within = lore.within(key)
        for country in within.countries.values():
            if country.iso2 == holder and (side := within.side(country=country.key)) is not None:
                return side
    return holder


def _site(key: str, row: Mapping[str, str], country: str | None, lore: Lore, where: str) -> Site:
    region = lore.gazetteer.region(country, row["oblast"]) if country else None
    admin1 = region.name if region is not None else row["oblast"] or None
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
        return Site(key, row["name"], lat, lon, "settlement", country, admin1, int(row["geonameid"]))
    except ValueError as error:
        raise CorpusError(f"{where}: {error}") from error


# -- predictions


@dataclass(frozen=True)
class Field:
    """What all reports share: the answers, the weights, what is wanted."""

    truth: Truth
    weights: Mapping[str, float]
    wanted: Wanted

    def baselines(self) -> list[str]:
        """The first days that are scored, in order."""
        if self.wanted.baseline is not None:
            return [self.wanted.baseline]
        first = min(run.start for runs in self.truth.runs.values() for run in runs)
        last = max(run.end for runs in self.truth.runs.values() for run in runs)
        return [day for day in _BASELINES if first <= day < last] or [first]


@dataclass(frozen=True, slots=True)
class Read:
    """What a report tells of who holds what, and keys of the settlements that its text names."""

    told: tuple[Told, ...]
    named: frozenset[str]
    field: Field


def predictions(
    reports: Iterable[Report], lore: Lore, parser: Parser, wanted: Wanted
) -> Iterator[tuple[Report, Read]]:
    """Each report with what it tells; those before the first day are looked at for names alone."""
    field: Field | None = None
    names: Names | None = None
    for report in reports:
        if field is None or names is None:
            field = Field(truth_of(report.truth, lore), lore.lexicon.control_weights, wanted)
            names = Names(field.truth, lore)
        tells = _told(report, lore, parser) if report.name > min(field.baselines()) else ()
        yield report, Read(tells, names.named(report.text), field)


def _told(report: Report, lore: Lore, parser: Parser) -> tuple[Told, ...]:
    document = as_document(report.text, report.name, published=report.name)
    found = read_document(document, lore, parser, Options(published=report.name))
    return told(found.records, lore.within(found.theatre))


class Names:
    """Which settlements a text names, seen from its letters alone: nothing that is measured takes part.

    A name that one settlement bears, as its main name, is its. One that several bear, or that is only another
    name of it, is that of the one nearest to the others that its paragraph names, if they lie around it.
    """

    def __init__(self, truth: Truth, lore: Lore) -> None:
        self._truth, self._lore = truth, lore
        self._main: dict[str, set[str]] = defaultdict(set)
        for key, site in truth.sites.items():
            self._main[normal(site.name)].add(key)
        self._known: dict[str, frozenset[str]] = {}

    def named(self, text: str) -> frozenset[str]:
        """Keys of the settlements that a text names."""
        found: set[str] = set()
        for paragraph in text.split("\n"):
            found.update(self._in(paragraph))
        return frozenset(found)

    def _in(self, paragraph: str) -> Iterator[str]:
        names = dict.fromkeys(name for match in _NAME.finditer(paragraph) for name in self._split(match[0]))
        alone = {name: next(iter(keys)) for name in names if len(keys := self._keys(name)) == 1}
        for name in names:
            key = alone.get(name)
            if key is not None and key in self._main.get(normal(name), ()):
                yield key
                continue
            others = [self._truth.sites[other] for its, other in alone.items() if its != name]
            away = {key: _away(self._truth.sites[key], others) for key in self._keys(name)}
            best = min(away, key=lambda key: (away[key], key))
            if away[best] <= _COMPANY_KM:
                yield best

    def _split(self, words: str) -> Iterator[str]:
        """The longest names of settlements in a run of capitalised words."""
        parts, i = words.split(" "), 0
        while i < len(parts):
            for j in range(len(parts), i, -1):
                name = re.sub(r"['’]s$", "", " ".join(parts[i:j])).rstrip("'’‘`-")
                if len(name) >= _SHORTEST and self._keys(name):
                    if j == len(parts) or parts[j] not in _REGIONAL:
                        yield name
                    i = j - 1
                    break
            i += 1

    def _keys(self, name: str) -> frozenset[str]:
        if name not in self._known:
            listed = {f"geonames:{place.geonameid}" for place in self._lore.gazetteer.lookup(name)}
            main = self._main.get(normal(name), set())
            self._known[name] = frozenset(main | (listed & self._truth.sites.keys()))
        return self._known[name]


def _away(site: Site, others: Sequence[Site]) -> float:
    away = sorted(km_between(site, other) for other in others)[:_COMPANY]
    return sum(away) / len(away) if away else float("inf")


# -- scores


def score(pairs: Sequence[tuple[Report, Read]]) -> dict[str, float]:
    """The figures from the last first day; those from the others end with their day.

    `recall`, `precision`: changes of hands of settlements named within seven days, dated within three;
    `median_error`: in days, of those that are found at all. `accuracy`: of the decided days of settlements
    that change; `errors_left`: wrong ones as a share of those of "nothing changed" (`accuracy_unchanged`).
    `calibration_error`: mean gap between confidence and share of right days, in ten bins, on settlements that
    change or are named; `brier` the mean squared one.
    """
    field = pairs[0][1].field
    figures: dict[str, float] = {}
    days = field.baselines()
    for day in reversed(days):
        end = "" if day == days[-1] else f"_from_{day}"
        figures |= {name + end: value for name, value in Scores(pairs, field, day).figures().items()}
    return figures


class Scores:
    """The chart from one first day, beside the answers."""

    def __init__(self, pairs: Sequence[tuple[Report, Read]], field: Field, baseline: str) -> None:
        self._truth, self._weights = field.truth, field.weights
        self._since = max(field.wanted.since or baseline, day_after(baseline))
        self._until = field.wanted.until or pairs[-1][0].name
        self._named = _days_named(pairs)
        self._baseline = field.truth.baseline(baseline)
        self._chart = Chart(field.weights, self._baseline)
        for report, read in pairs:
            if baseline < report.name <= self._until:
                self._chart.add(read.told)

    def figures(self) -> dict[str, float]:
        """All figures, by name."""
        return self._of_changes() | self._of_days()

    def _is_named(self, key: str, day: str) -> bool:
        return any(abs(days_between(day, other)) <= _NAMED_DAYS for other in self._named.get(key, ()))

    def _of_changes(self) -> dict[str, float]:
        every: dict[str, list[Change]] = defaultdict(list)
        for change in self._truth.changes("", "9"):
            every[change.key].append(change)
        changes = self._truth.changes(self._since, self._until)
        wanted = [one for one in changes if self._is_named(one.key, one.day)]
        flips = {key: list(self._chart.flips(key)) for key in self._truth.sites}
        errors = [error for one in wanted if (error := _error(one, flips[one.key])) is not None]
        found = Counts(sum(error <= _WITHIN_DAYS for error in errors), 0, len(wanted))
        right = Counts()
        for flip in (one for of in flips.values() for one in of if self._is_judged(one)):
            right.add(any(_is_same(flip, change) for change in every[flip.key]), 1, 0)
        return {
            "recall": found.recall,
            "precision": right.precision,
            "median_error": float(median(errors)) if errors else float("nan"),
            "changes": float(len(wanted)),
            "changes_predicted": float(right.predicted),
        }

    def _is_judged(self, flip: Flip) -> bool:
        """Whether a predicted change lies in the period, is of a named settlement, and decided at all."""
        if not self._since <= flip.day <= self._until or not self._is_named(flip.key, flip.day):
            return False
        around = (day_after(flip.day, away) for away in range(-_WITHIN_DAYS, _WITHIN_DAYS + 1))
        return any(self._truth.holder(flip.key, day) is not None for day in around)

    def _of_days(self) -> dict[str, float]:
        moved, sure = _Days(), _Days()
        for key, holder, answers in self._judged():
            changes = any(answer != holder for _, answer in answers)
            for (day, answer), standing in zip(answers, self._standing(key, answers), strict=True):
                chance = confidence(standing, day, self._weights)
                sure.add(standing.holder == answer, holder == answer, chance)
                if changes:
                    moved.add(standing.holder == answer, holder == answer, chance)
        return {
            "accuracy": moved.accuracy,
            "accuracy_unchanged": moved.unchanged,
            "errors_left": moved.errors_left,
            "calibration_error": sure.calibration_error,
            "brier": sure.brier,
        }

    def days(self) -> Iterator[tuple[Standing, str, str]]:
        """Each day of the settlements that change or are named: the chart's standing, the day, the answer."""
        for key, _, answers in self._judged():
            for (day, answer), standing in zip(answers, self._standing(key, answers), strict=True):
                yield standing, day, answer

    def _judged(self) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        """The settlements that change or are named, with who held each first and its decided days."""
        for site, holder in self._baseline.rows:
            answers = self._answers(site.key) if holder is not None else []
            if holder is not None and (
                site.key in self._named or any(answer != holder for _, answer in answers)
            ):
                yield site.key, holder, answers

    def _answers(self, key: str) -> list[tuple[str, str]]:
        """The decided days of the period, each with who held the settlement."""
        found = []
        for run in self._truth.runs[key]:
            day, end = max(run.start, self._since), min(run.end, self._until)
            while run.holder is not None and day <= end:
                found.append((day, run.holder))
                day = day_after(day)
        return found

    def _standing(self, key: str, answers: Sequence[tuple[str, str]]) -> Iterator[Standing]:
        """How it stood on each of these days by what was known on that day."""
        history: list[tuple[str, Standing]] = [("", self._chart.first(key)), *self._chart.history(key)]
        i = 0
        for day, _ in answers:
            while i + 1 < len(history) and history[i + 1][0] <= day:
                i += 1
            yield history[i][1]


def _days_named(pairs: Sequence[tuple[Report, Read]]) -> dict[str, list[str]]:
    days: dict[str, list[str]] = defaultdict(list)
    for report, read in pairs:
        for key in read.named:
            days[key].append(report.name)
    return days


def _error(change: Change, flips: Sequence[Flip]) -> int | None:
    """By how many days a change is misdated; None where it is not found."""
    return min(
        (abs(days_between(change.day, flip.day)) for flip in flips if flip.to == change.to), default=None
    )


def _is_same(flip: Flip, change: Change) -> bool:
    return flip.to == change.to and abs(days_between(change.day, flip.day)) <= _WITHIN_DAYS


@dataclass(slots=True)
class _Days:
    """Settlement-days: how many are right, would be if nothing had changed, and how sure the chart was."""

    bins: dict[int, tuple[int, int, float]]
    unmoved: int
    squares: float

    def __init__(self) -> None:
        self.bins, self.unmoved, self.squares = {}, 0, 0.0

    def add(self, right: bool, unchanged: bool, chance: float) -> None:
        """Count one more day."""
        at = min(_BINS - 1, int(chance * _BINS))
        days, rights, chances = self.bins.get(at, (0, 0, 0.0))
        self.bins[at] = (days + 1, rights + right, chances + chance)
        self.unmoved += unchanged
        self.squares += (right - chance) ** 2

    @property
    def _all(self) -> int:
        return sum(days for days, _, _ in self.bins.values())

    @property
    def accuracy(self) -> float:
        """The share of days that are right."""
        return sum(rights for _, rights, _ in self.bins.values()) / max(1, self._all)

    @property
    def unchanged(self) -> float:
        """The share of days that would be right if nothing had changed."""
        return self.unmoved / max(1, self._all)

    @property
    def errors_left(self) -> float:
        """Wrong days as a share of those that would be wrong if nothing had changed."""
        wrong = 1.0 - self.unchanged
        return (1.0 - self.accuracy) / wrong if wrong else 1.0

    @property
    def calibration_error(self) -> float:
        """The mean gap between how sure and how often right, over the bins by how many days they have."""
        return sum(abs(rights - chances) for _, rights, chances in self.bins.values()) / max(1, self._all)

    @property
    def brier(self) -> float:
        """The mean squared gap between certainty and outcome."""
        return self.squares / max(1, self._all)


def write(file: TextIO, report: Report, read: Read) -> None:
    """A JSON line: the day, the settlements that the text names, and what it tells of who holds what."""
    rows = [
        {
            "place": one.place.name,
            "geonameid": one.place.geonameid,
            "change": one.change,
            "holder": one.holder,
            "factuality": one.factuality,
            "since": one.since,
            "until": one.until,
            "claimant": one.claimant,
        }
        for one in read.told
    ]
    plain = {"document": report.name, "named": sorted(read.named), "told": rows}
    file.write(json.dumps(plain, ensure_ascii=False) + "\n")
