"""Which of its candidates a name means: a weighted sum of reasons, all names of a document together.

A reason is a number that the text or the gazetteer gives for a candidate. The weights stand, each with
why it is there, in packs/core/place_weights.yaml, where `python -m eval.train_places` puts them. Some
reasons rest on what the document's other names mean; these are asked in rounds, each with the answers
of the round before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dateline.find.places.candidates import AREA
from dateline.lore import Candidate, Lore, normal
from dateline.lore.gazetteer.geometry import haversine_km
from dateline.model import PlaceKind

__all__ = ["REASONS", "Asked", "Context", "Hint", "Ranked", "Ranking", "first_level"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# In the order of the columns. Those from `country-votes` on rest on the other names of the document.
REASONS = (
    "population",
    "country",
    "region",
    "region-population",
    "district",
    "like-its-town",
    "without-its-word",
    "area",
    "capital",
    "seat",
    "main",
    "likeness",
    "largest",
    "kind-asked",
    "kind-other",
    "theatre",
    "inside-named",
    "outside-named",
    "country-named",
    "region-named",
    "none",
    "none-listed",
    "possible-neighbours",
    "country-votes",
    "region-votes",
    "neighbours",
    "first-place",
)
_POSSIBLE = REASONS.index("possible-neighbours")
_STATIC = REASONS.index("country-votes")
# "none" and "none-listed" are of the last row alone; what follows is counted for all rows at once.
_LATER = (0.0,) * (len(REASONS) - REASONS.index("none"))
_ROUNDS = 2
# The distance at which a neighbour's support has fallen to a third.
_NEIGHBOURLY_KM = 60.0
_EARTH_KM = 6371.0
# The certainty of what packs list as an area: they know most areas of a name, not all.
_SUREST = 0.97
# A region's point lies no farther from the capital that the region surrounds.
_AROUND_KM = 100.0
_ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az"})
# Town and district of one name, 50 km apart at most, are one place as far as certainty goes.
_SAME_SPOT = float(np.cos(50.0 / _EARTH_KM))
# So many of a name's most populous bearers may speak for another name.
_BEARERS = 12
# Of very many names so many speak for the others; and so many rows are looked at together.
_MOST_HEARD = 300
_BLOCK = 4_096
# A name is given up for none of its candidates only when that is this likely: the training text names
# many streets and houses after places.
_GIVEN_UP = 0.9


def first_level(candidate: Candidate) -> bool:
    """Whether a candidate is a region of the first level: an oblast, a state, a governorate."""
    return candidate.kind == "region" and candidate.feature == "ADM1"


@dataclass(frozen=True, slots=True)
class Hint:
    """What stands beside a name and says where it lies: the countries and regions that may be meant."""

    within: frozenset[tuple[str, str | None]]

    def holds(self, candidate: Candidate) -> bool:
        """Whether a candidate lies in one of them; no region and no country is inside itself."""
        if candidate.kind == "country":
            return False
        if (candidate.country, None) in self.within:
            return True
        inner = not first_level(candidate)
        return inner and (candidate.country, candidate.admin1code) in self.within


@dataclass(frozen=True, slots=True)
class Asked:
    """One name of a document, however often it stands there. `times` counts its mentions."""

    plain: str
    wanted: PlaceKind | None
    candidates: tuple[Candidate, ...]
    hints: tuple[Hint, ...]
    times: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """The answer for one name: the candidate, None for none of them, and how sure that is (0..1)."""

    best: Candidate | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Context:
    """What the document names outright: shares of its country names, and regions by country and code."""

    shares: Mapping[str, float]
    regions: frozenset[tuple[str, str | None]]


def _reasons_of(asked: Asked, context: Context, lore: Lore) -> list[list[float]]:
    """A row for each candidate, and a last one for "none of these", in the columns of REASONS."""
    most = max((c.population for c in asked.candidates if c.kind == "settlement"), default=0)
    rows = [_row(candidate, asked, context, lore, most) for candidate in asked.candidates]
    none = [0.0] * len(REASONS)
    none[REASONS.index("none")] = 1.0
    none[REASONS.index("none-listed")] = 1.0 / (1 + len(asked.candidates))
    return [*rows, none]


def _row(candidate: Candidate, asked: Asked, context: Context, lore: Lore, most: int) -> list[float]:
    kind, wanted = candidate.kind, asked.wanted
    first = first_level(candidate)
    settled = kind == "settlement"
    at_war = lore.theatre is not None and candidate.country in lore.theatre.countries
    inside = [hint.holds(candidate) for hint in asked.hints]
    country = lore.countries.get(candidate.country)
    return [
        math.log10(candidate.population + 1.0) if settled else 0.0,
        kind == "country",
        first,
        math.log10(candidate.population + 1.0) if first else 0.0,
        kind == "region" and not first,
        # Twice over in a war's own countries, where towns are fought for and regions are called so.
        (kind == "region" and wanted is None and _like_town(candidate, asked.candidates)) * (1.0 + at_war),
        kind == "region" and wanted is None and normal(candidate.name) != asked.plain,
        candidate.key.startswith(AREA),
        settled and country is not None and country.capital == candidate.name and candidate.main,
        settled and at_war and _is_seat(candidate, asked.candidates),
        settled and candidate.main,
        _likeness(asked.plain, candidate.name) if settled and not candidate.main else 0.0,
        settled and candidate.population == most,
        wanted is not None and kind == wanted,
        wanted is not None and kind != wanted,
        at_war,
        any(inside),
        bool(inside) and not any(inside),
        context.shares.get(candidate.country, 0.0) if kind != "country" else 0.0,
        not first and (candidate.country, candidate.admin1code) in context.regions,
        *_LATER,
    ]


def _like_town(region: Candidate, among: Sequence[Candidate]) -> bool:
    """Whether a town inside a region bears the same name: bare "Kharkiv" is the town.

    Some capitals are regions of their own, with the region that is named after them all around.
    """
    return any(
        c.kind == "settlement"
        and c.country == region.country
        and (
            c.admin1code == region.admin1code
            or haversine_km(c.lat, c.lon, region.lat, region.lon) < _AROUND_KM
        )
        for c in among
    )


def _is_seat(town: Candidate, among: Sequence[Candidate]) -> bool:
    """Whether a region is called after a town in it: "Mykolaiv" of Mykolaiv Oblast."""
    own = [c for c in among if (c.country, c.admin1code) == (town.country, town.admin1code)]
    most = max((c.population for c in own if c.kind == "settlement"), default=0)
    return town.population == most and any(c.kind == "region" for c in own)


def _likeness(written: str, main: str) -> float:
    """The share of a name that begins and ends like the main one: a spelling rather than an old name."""
    written, plain = _unarticled(written), _unarticled(normal(main))
    shorter, longer = sorted((len(written), len(plain)))
    head = _common(written, plain)
    tail = min(_common(written[::-1], plain[::-1]), shorter - head)
    return (head + tail) / max(longer, 1)


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _unarticled(plain: str) -> str:
    """Without the Arabic article, which some write and some do not: "Raqqa", "Ar Raqqah"."""
    first, _, rest = plain.partition(" ")
    return rest if rest and first in _ARTICLES else plain


@dataclass(frozen=True)
class Ranking:
    """All names of a document with their candidates, as arrays; row by row, name by name."""

    asked: Sequence[Asked]
    context: Context
    lore: Lore

    @cached_property
    def owner(self) -> Ints:
        """For each row the number of its name."""
        return np.repeat(np.arange(len(self.asked)), [len(a.candidates) + 1 for a in self.asked])

    @cached_property
    def starts(self) -> Ints:
        """For each name its first row."""
        sizes = [len(a.candidates) + 1 for a in self.asked]
        return np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64)

    @cached_property
    def _flat(self) -> list[Candidate | None]:
        return [c for a in self.asked for c in (*a.candidates, None)]

    @cached_property
    def fixed(self) -> Floats:
        """The reasons, those that rest on other names still nought."""
        rows = [row for a in self.asked for row in _reasons_of(a, self.context, self.lore)]
        found = np.asarray(rows, dtype=np.float64).reshape(-1, len(REASONS))
        found[:, _POSSIBLE] = self._possible()
        return found

    @cached_property
    def _codes(self) -> tuple[Ints, Ints]:
        """For each row its country and its region as small numbers; 0 for none."""
        countries: dict[object, int] = {"": 0}
        regions: dict[object, int] = {None: 0}
        country, region = [], []
        for c in self._flat:
            country.append(countries.setdefault(c.country if c else "", len(countries)))
            code = (c.country, c.admin1code) if c and c.admin1code else None
            region.append(regions.setdefault(code, len(regions)))
        return np.asarray(country), np.asarray(region)

    @cached_property
    def _points(self) -> npt.NDArray[np.float32]:
        """Unit vectors of the rows; what is too wide to be near anything has none."""
        lat = np.radians([c.lat if c else 0.0 for c in self._flat])
        lon = np.radians([c.lon if c else 0.0 for c in self._flat])
        wide = np.asarray([c is None or c.kind in ("country", "continent", "sea") for c in self._flat])
        vectors = np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1)
        vectors[wide] = 0.0
        # Single precision tells points a kilometre apart and halves the time of what follows.
        return np.asarray(vectors, dtype=np.float32)

    def answers(self, weights: Floats, slope: float, bias: float) -> list[Ranked]:
        """The best candidate of each name; `slope` and `bias` make a confidence of the certainty."""
        if not self.asked:
            return []
        return [
            Ranked(self._flat[at], _calibrated(certainty, slope, bias))
            for at, certainty in self.certainties(self.chances(weights))
        ]

    def certainties(self, chances: Floats) -> list[tuple[int, float]]:
        """For each name its best row, and the chances of all its rows around that place together."""
        if not self.asked:
            return []
        ends = np.append(self.starts[1:], len(chances))
        found = []
        for start, end in zip(self.starts, ends, strict=True):
            at = int(start + np.argmax(chances[start:end]))
            # What a pack lists as an area is one: none of these is no answer then, and takes no share.
            known = any(c is not None and c.key.startswith(AREA) for c in self._flat[start : end - 1])
            if at == end - 1 > start and (known or chances[at] < _GIVEN_UP):
                at = int(start + np.argmax(chances[start : end - 1]))
            here = self._points[start:end] @ self._points[at] > _SAME_SPOT
            here[at - start] = True
            given = 1.0 - float(chances[end - 1]) if known and at < end - 1 else 1.0
            best = self._flat[at]
            surest = _SUREST if best is not None and best.key.startswith(AREA) else 1.0
            found.append((at, min(float(chances[start:end][here].sum()) / given, surest)))
        return found

    def chances(self, weights: Floats) -> Floats:
        """For each row how likely it is meant, after all rounds; the rows of a name add up to 1."""
        return self._softmax(self.reasons(weights) @ weights)

    def reasons(self, weights: Floats) -> Floats:
        """All reasons, those that rest on other names by what the weights make of these."""
        found = self.fixed.copy()
        chances = self._softmax(found[:, :_STATIC] @ weights[:_STATIC])
        for _ in range(_ROUNDS):
            found[:, _STATIC:] = self._mutual(chances)
            chances = self._softmax(found @ weights)
        return found

    def _softmax(self, scores: Floats) -> Floats:
        highest = np.maximum.reduceat(scores, self.starts)
        powers = np.exp(scores - highest[self.owner])
        return np.asarray(powers / np.add.reduceat(powers, self.starts)[self.owner])

    def _mutual(self, chances: Floats) -> Floats:
        """What the other names say for each row: same country, same region, nearness, the first name."""
        countries, regions = self._codes
        settled = np.asarray([c is not None and c.kind != "country" for c in self._flat])
        columns = [
            self._votes(countries, chances),
            self._votes(regions, chances) * settled,
            self._neighbours(chances),
            self._like_first(regions, chances),
        ]
        return np.stack(columns, axis=1)

    def _votes(self, codes: Ints, chances: Floats) -> Floats:
        """The mean chance that another name lies in the same country or region."""
        counted = np.where(codes > 0, chances, 0.0)
        total = np.bincount(codes, counted)
        pairs = self.owner * (int(codes.max()) + 1) + codes
        own = np.bincount(pairs, counted)
        others = max(len(self.asked) - 1, 1)
        return np.asarray(np.where(codes > 0, (total[codes] - own[pairs]) / others, 0.0))

    @cached_property
    def _heard(self) -> Ints:
        """The names that speak for others: all, of very many those that are told most often."""
        times = np.asarray([a.times for a in self.asked])
        return np.sort(np.argsort(-times, kind="stable")[:_MOST_HEARD])

    def _neighbours(self, chances: Floats) -> Floats:
        """How much of the other names' chances lies around, the nearest most, on a logarithmic scale."""
        ends = np.append(self.starts[1:], len(chances))
        heard = self._heard
        tops = np.asarray([self.starts[n] + int(np.argmax(chances[self.starts[n] : ends[n]])) for n in heard])
        found = np.empty(len(chances))
        for block in self._blocks:
            support = _support(self._points[block] @ self._points[tops].T) * chances[tops]
            support[heard[None, :] == self.owner[block, None]] = 0.0
            found[block] = support.sum(axis=1)
        return np.asarray(np.log1p(found))

    def _possible(self) -> Floats:
        """How many other names have a bearer nearby, whichever they mean; one of many bearers counts less."""
        sizes = np.asarray([min(len(a.candidates), _BEARERS) for a in self.asked])
        held = self._heard[sizes[self._heard] > 0]
        found = np.zeros(len(self.owner))
        if len(held) < 2:
            return found
        rows = np.concatenate([self.starts[n] + np.arange(sizes[n]) for n in held])
        edges = np.concatenate(([0], np.cumsum(sizes[held])[:-1]))
        for block in self._blocks:
            # The largest cosine of each name first: then one value a name goes through root and power.
            nearest = np.maximum.reduceat(self._points[rows] @ self._points[block].T, edges, axis=0)
            best = _support(nearest) / np.log2(1.0 + sizes[held])[:, None]
            best[held[:, None] == self.owner[None, block]] = 0.0
            found[block] = np.log1p(best.sum(axis=0))
        return found

    @cached_property
    def _blocks(self) -> list[slice]:
        """The rows in pieces, so that no table grows with the square of the document."""
        return [slice(at, at + _BLOCK) for at in range(0, len(self.owner), _BLOCK)]

    def _like_first(self, regions: Ints, chances: Floats) -> Floats:
        """The chance that the first name of the document that has a region lies in the same one."""
        first = next((n for n, a in enumerate(self.asked) if any(c.admin1code for c in a.candidates)), None)
        if first is None:
            return np.zeros(len(chances))
        mine = self.owner == first
        weight = np.bincount(
            regions[mine], np.where(regions[mine] > 0, chances[mine], 0.0), int(regions.max()) + 1
        )
        return np.asarray(np.where(mine, 0.0, weight[regions]))


def _support(cosines: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """How near a point is to another: 1 at the spot, a third at the neighbourly distance.

    The chord stands for the arc, which is exact for small ones. Points without a vector have cosine 0 to
    all others, which is near nothing.
    """
    chords = np.sqrt(np.maximum(2 - 2 * cosines, 0))
    return np.asarray(np.exp(chords * np.float32(-_EARTH_KM / _NEIGHBOURLY_KM)))


def _calibrated(chance: float, slope: float, bias: float) -> float:
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    odds = slope * np.log(chance / (1 - chance)) + bias
    return round(float(1 / (1 + np.exp(-odds))), 3)
