"""How the places, days and hours of two happenings lie to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from dateline.fuse.words import TOKENS
from dateline.lore.gazetteer.geometry import haversine_km
from dateline.lore.names import normal
from dateline.model import Place, Spot

__all__ = ["POINTS", "Lie", "days_apart", "hours_named", "lie", "named_alike", "skeleton", "spots_of"]

Lie = Literal[
    "same town",
    "town named by both",
    "close by",
    "one within the other",
    "same region",
    "same country",
    "neighbouring town",
    "other town",
    "other region",
]

POINTS = frozenset({"settlement", "facility"})
_WIDE = frozenset({"region", "area", "river", "sea", "lake", "road"})
# Suburbs and villages by which one desk names what another names by the town.
_CLOSE_KM = 12.0
_SAME = {"q": "k", "c": "k", "g": "k", "z": "s", "j": "s", "v": "f", "b": "p", "d": "t"}
# Fewer consonants say too little of a name.
_LEAST = 3
# A town by which a village's whereabouts are told.
_NEIGHBOUR_KM = 45.0
# Two readings of one name: a district and its town, a spelling that is listed twice.
_ALIKE_KM = 40.0
_ONE_KM = 4.0
_ORDER: tuple[Lie, ...] = (
    "same town",
    "town named by both",
    "close by",
    "one within the other",
    "same region",
    "same country",
    "neighbouring town",
    "other town",
    "other region",
)


def spots_of(places: Iterable[Place]) -> Iterator[Spot]:
    """Places as they are compared; those without a name tell nothing."""
    for place in places:
        if place.name is not None:
            yield Spot(
                normal(place.name),
                place.country,
                place.kind,
                normal(place.admin1 or "") or None,
                place.lat,
                place.lon,
                place.radius_km,
                normal(place.text),
            )


def lie(first: Sequence[Spot], second: Sequence[Spot]) -> Lie | None:
    """How two happenings lie, by the pair that lies nearest of their narrowest places; None: not told."""
    pairs = {_pair(a, b) for a in _narrowest(first) for b in _narrowest(second)} - {None}
    return next((told for told in _ORDER if told in pairs), None)


def _narrowest(spots: Sequence[Spot]) -> Sequence[Spot]:
    """The points, where any is named; the regions around them tell no more."""
    for kinds in (POINTS, _WIDE):
        some = [spot for spot in spots if spot.kind in kinds]
        if some:
            return some
    return spots


def named_alike(a: Spot, b: Spot) -> bool:
    """Whether two places are one by name, in whatever spelling, or point, a district with its town."""
    if a.country and b.country and a.country != b.country:
        return False
    if "country" in (a.kind, b.kind) or {a.kind, b.kind}.isdisjoint(POINTS):
        return False
    kilometres = _kilometres(a, b)
    mine, theirs = ({one.name, skeleton(one.name), skeleton(one.text)} - {""} for one in (a, b))
    if mine & theirs:
        return kilometres is None or kilometres <= _ALIKE_KM
    return kilometres is not None and kilometres <= _ONE_KM


def _pair(a: Spot, b: Spot) -> Lie | None:
    if named_alike(a, b):
        return "same town"
    if a.country and b.country and a.country != b.country:
        return "other region"
    points = (a.kind in POINTS, b.kind in POINTS)
    if all(points):
        return _of_points(a, b)
    if any(points):
        point, wide = (a, b) if points[0] else (b, a)
        return _within(point, wide)
    if a.name == b.name:
        return "same country" if a.kind == b.kind == "country" else "same region"
    if "country" in (a.kind, b.kind):
        return "one within the other" if a.country and a.country == b.country else None
    return _apart(a, b)


def _of_points(a: Spot, b: Spot) -> Lie | None:
    kilometres = _kilometres(a, b)
    reach = max(_CLOSE_KM, a.radius_km or 0.0, b.radius_km or 0.0)
    if kilometres is None:
        return "other town"
    if kilometres <= reach:
        return "close by"
    return "neighbouring town" if kilometres <= _NEIGHBOUR_KM else "other town"


def _within(point: Spot, wide: Spot) -> Lie | None:
    """A point and a region: inside by its first-level region, its country, or where the region reaches."""
    if wide.kind == "country":
        return "one within the other" if point.country and point.country == wide.country else None
    if point.admin1 and wide.name in (point.admin1, point.admin1.partition(" ")[0]):
        return "one within the other"
    if wide.kind == "region" and wide.admin1 and point.admin1:
        return "one within the other" if wide.admin1 == point.admin1 else "other region"
    kilometres = _kilometres(point, wide)
    if wide.radius_km and kilometres is not None:
        return "one within the other" if kilometres <= wide.radius_km else "other region"
    return None


def _apart(a: Spot, b: Spot) -> Lie | None:
    """Two regions that differ in name: whether one surely is not the other."""
    if a.kind == b.kind == "region" and a.admin1 and b.admin1:
        return "same region" if a.admin1 == b.admin1 else "other region"
    return None


def _kilometres(a: Spot, b: Spot) -> float | None:
    """The distance along a great circle."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return haversine_km(a.lat, a.lon, b.lat, b.lon)


def hours_named(text: str, table: Mapping[str, str]) -> frozenset[str]:
    """The parts of the day that words of a text name; `table` has a word's parts, joined by "+"."""
    found = (table.get(word, "") for word in TOKENS.findall(normal(text)))
    return frozenset(part for parts in found for part in parts.split("+") if part)


def days_apart(first: tuple[str, str], second: tuple[str, str]) -> int:
    """Days between two stretches of days (ISO, both ends included); 0 where they overlap."""
    early, late = sorted((first, second))
    return max(0, (date.fromisoformat(late[0]) - date.fromisoformat(early[1])).days)


@lru_cache(maxsize=1 << 15)
def skeleton(name: str) -> str:
    """The consonants of a name, so that spellings meet ("Maarat", "Maarrat"); empty for too few."""
    letters = [letter for letter in name if letter.isalpha()]
    kept: list[str] = []
    for letter in letters:
        plain = _SAME.get(letter, letter)
        if plain not in "aeiouyhw" and (not kept or kept[-1] != plain):
            kept.append(plain)
    enough = len(kept) >= _LEAST or (len(kept) == _LEAST - 1 and len(letters) > _LEAST + 1)
    return "".join(kept) if enough else ""
