"""Scenes: a few reports each, of which some tell of one incident. See incidents/GUIDELINE.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from dateline.model import Page
from eval.gold.passes import Misannotated

__all__ = ["FOLDER", "PARTS", "Miss", "Part", "Report", "Scene", "folds", "scenes"]

FOLDER = Path(__file__).parent / "incidents"
Part = Literal["open", "hidden", "later"]
PARTS: tuple[Part, ...] = get_args(Part)
_WHY = (
    "next day",
    "next town",
    "two on one day",
    "other kind",
    "weeks apart",
    "other parties",
    "namesake",
    "other side",
    "other",
)
_REPORTS = (4, 6)
# The guideline says 150; a dateline or a time at the head is not counted there.
_MOST_WORDS = 160
# The last numbers of those that one hand wrote.
_LAST = (100, 136, 172, 800, 920, 1040)
_FOLDS = 4
_KEYS = frozenset("id outlet published incident copy_of text".split())


@dataclass(frozen=True, slots=True)
class Report:
    """One report as printed; `incident` is the number of the one it tells of within its scene."""

    id: str
    outlet: str
    published: str
    incident: int
    copy_of: str | None
    text: str

    def page(self) -> Page:
        """The report as a page: its first line is the title, outlet and day are stated beside the text."""
        stated = {
            "title": self.text.partition("\n")[0].strip(),
            "outlet": self.outlet,
            "published": self.published,
            "text": self.text,
        }
        return Page(f"{self.id}.json", json.dumps(stated, ensure_ascii=False).encode())


@dataclass(frozen=True, slots=True)
class Miss:
    """Two reports of different incidents that are much alike, and what tells them apart."""

    pair: frozenset[str]
    why: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Reports that are asked about pair by pair."""

    number: int
    name: str
    reports: tuple[Report, ...]
    near_misses: tuple[Miss, ...]

    def pairs(self) -> Iterator[tuple[Report, Report, bool]]:
        """All pairs of reports, and whether both tell of one incident."""
        for a, b in combinations(self.reports, 2):
            yield a, b, a.incident == b.incident

    def copies(self) -> set[frozenset[str]]:
        """Pairs that print one text: a copy and its original, and two copies of one."""
        origin = {report.id: report.copy_of or report.id for report in self.reports}
        return {frozenset((a, b)) for a, b in combinations(origin, 2) if origin[a] == origin[b]}


def scenes(part: Part, folder: Path | None = None) -> tuple[list[Scene], list[str]]:
    """The scenes of a part in the order of their files, and a line for each that is ill-formed."""
    found: list[Scene] = []
    faults: list[str] = []
    for path in sorted(((folder or FOLDER) / part).glob("*.yaml")):
        try:
            scene = _scene(yaml.safe_load(path.read_text(encoding="utf-8")), path.stem)
        except (Misannotated, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
            faults.append(f"incidents/{part}/{path.name}: {type(error).__name__}: {error}")
            continue
        if any(scene.name == other.name for other in found):
            faults.append(f"incidents/{part}/{path.name}: another scene has this name")
        found.append(scene)
        faults += [f"incidents/{part}/{path.name}: {fault}" for fault in _astray(scene)]
    return found, faults


def folds(found: Sequence[Scene]) -> list[list[Scene]]:
    """The open scenes in four parts, so that nobody's scenes are in two of them."""
    parts: list[list[Scene]] = [[] for _ in range(_FOLDS)]
    for scene in found:
        parts[sum(scene.number > last for last in _LAST) % _FOLDS].append(scene)
    return parts


def _scene(raw: Mapping[str, Any], stem: str) -> Scene:
    name = str(raw["scene"])
    number, _, named = stem.partition("_")
    if named != name or not number.isdecimal():
        raise Misannotated(f"the file of scene {name!r} wants its name after a number")
    reports = tuple(_report(one) for one in raw["reports"])
    return Scene(int(number), name, reports, tuple(_miss(one) for one in raw.get("near_misses") or ()))


def _report(raw: Mapping[str, Any]) -> Report:
    if strange := sorted(set(raw) - _KEYS):
        raise Misannotated(f"{', '.join(strange)} is none of {', '.join(sorted(_KEYS))}")
    published, incident, text = raw["published"], raw["incident"], raw["text"]
    day = published if isinstance(published, date) else date.fromisoformat(str(published))
    if not isinstance(incident, int) or not isinstance(text, str) or not text.strip():
        raise Misannotated(f"{raw['id']} wants a number as incident, and a text")
    copy_of = raw.get("copy_of")
    return Report(str(raw["id"]), str(raw["outlet"]), day.isoformat(), incident, copy_of, text)


def _miss(raw: Mapping[str, Any]) -> Miss:
    if raw["why"] not in _WHY:
        raise Misannotated(f"why {raw['why']!r} is none of {', '.join(_WHY)}")
    if len(raw["pair"]) != 2:
        raise Misannotated(f"a near miss wants two reports: {raw['pair']}")
    return Miss(frozenset(map(str, raw["pair"])), str(raw["why"]))


def _astray(scene: Scene) -> Iterator[str]:
    """What leads nowhere in a scene: ids, copies, near misses; and too few or too long reports."""
    by_id = {report.id: report for report in scene.reports}
    low, high = _REPORTS
    if not low <= len(scene.reports) <= high or len(by_id) < len(scene.reports):
        yield f"{len(by_id)} reports with ids of their own, wanted {low} to {high}"
    for report in scene.reports:
        yield from _misreported(report, scene, by_id)
    seen: set[frozenset[str]] = set()
    for miss in scene.near_misses:
        told = " and ".join(sorted(miss.pair))
        of = {by_id[one].incident if one in by_id else None for one in miss.pair}
        if None in of or len(of) < 2:
            yield f"near miss {told}: wanted two reports of the scene that tell of two incidents"
        if miss.pair in seen:
            yield f"near miss {told} stands twice"
        seen.add(miss.pair)


def _misreported(report: Report, scene: Scene, by_id: Mapping[str, Report]) -> Iterator[str]:
    if not re.fullmatch(rf"{re.escape(scene.name)}\.[a-z]", report.id):
        yield f"{report.id} is no id of scene {scene.name}"
    if len(report.text.split()) > _MOST_WORDS:
        yield f"{report.id} has {len(report.text.split())} words, wanted {_MOST_WORDS} at most"
    if report.copy_of is not None:
        origin = by_id.get(report.copy_of)
        if origin is None or origin is report or origin.copy_of is not None:
            yield f"{report.id} is a copy of {report.copy_of}, which is no original of the scene"
        elif origin.incident != report.incident:
            yield f"{report.id} is a copy of {origin.id}, which tells of another incident"
