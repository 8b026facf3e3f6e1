"""What a map is drawn from: holds, the theatre they lie in, and how it is to look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from dateline.errors import UsageError
from dateline.model.holds import Hold
from dateline.tell.maps.disputes import UN
from dateline.tell.maps.projection import Extent

__all__ = [
    "Caption",
    "Inhabited",
    "Look",
    "Party",
    "Theatre",
    "checked_day",
    "extent_of",
    "histories",
    "is_shown",
]

# Around the outermost holds, as a share of the width and height: room for names and the legend.
_MARGIN = 0.06
# A single village still shows where it lies: half a degree about it.
_LEAST_DEGREES = 0.5


@dataclass(frozen=True, slots=True)
class Party:
    """A side as a map tells it: the key that holds carry, and its name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Caption:
    """A name written over a stretch of water or land, or along a river, at a point in degrees."""

    text: str
    lat: float
    lon: float
    kind: Literal["water", "land", "river"] = "water"


@dataclass(frozen=True, slots=True)
class Inhabited:
    """A settlement that tells how far its region reaches: a point in degrees, and a name for the region."""

    lat: float
    lon: float
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre:
    """What is known of a war beside its holds.

    `parties` in the order of their colours. `countries` are those whose land is coloured (none: where the
    holds lie). `extent` is west, south, east and north in degrees (None: around the holds). `importance`
    orders names by the keys of sites: population, or any number that grows with it. `country_names` are
    written over countries, by their codes; `captions` wherever they say. `region_names` are those of the
    first-level regions, by what sites carry as `admin1`. `settled` are settlements of the land, by which its
    regions are told apart.
    """

    name: str = ""
    parties: tuple[Party, ...] = ()
    countries: tuple[str, ...] = ()
    extent: Extent | None = None
    importance: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    country_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    region_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    captions: tuple[Caption, ...] = ()
    settled: tuple[Inhabited, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a map is to look.

    Width and height in pixels; `view` is `un` or the code of the country whose borders are drawn. `inferred`
    False leaves out what only follows from places around. `reach_km` is how far a settlement's colour goes.
    `sources` are named at the foot. `words` has the text of claims by their ids and `documents` the names of
    documents by theirs: for the page that shows claims.
    """

    width: int = 1600
    height: int = 1200
    title: str | None = None
    view: str = UN
    inferred: bool = True
    # Settlements of a peopled country lie some 5 km apart; 15 bridges fields and woods but no desert.
    reach_km: float = 15.0
    most_names: int = 90
    sources: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    documents: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def checked_day(day: str) -> str:
    """The day as it was given. Raises UsageError unless it is one of the calendar."""
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise UsageError(f"wanted a day such as 2022-08-20, got {day[:40]!r}") from None


def is_shown(hold: Hold, *, inferred: bool) -> bool:
    """Whether a hold can stand on a map at all: its settlement has a point, and it is of a wanted basis."""
    known = hold.site.lat is not None and hold.site.lon is not None
    return known and (inferred or hold.basis != "inferred")


def histories(holds: Iterable[Hold]) -> dict[str, list[Hold]]:
    """All holds of each site, in order of days."""
    found: dict[str, list[Hold]] = {}
    for hold in holds:
        found.setdefault(hold.site.key, []).append(hold)
    return {key: sorted(each, key=lambda hold: hold.since) for key, each in found.items()}


def extent_of(holds: Sequence[Hold], theatre: Theatre) -> Extent:
    """The theatre's extent, or a box around the holds with a margin. Raises UsageError without either."""
    if theatre.extent is not None:
        return _checked_extent(theatre.extent)
    points = [(hold.site.lon, hold.site.lat) for hold in holds]
    known = [(lon, lat) for lon, lat in points if lon is not None and lat is not None]
    if not known:
        raise UsageError("there is no place with a known point to draw, and the theatre names no extent")
    south, north = min(lat for _, lat in known), max(lat for _, lat in known)
    west, east = _narrowest([lon for lon, _ in known])
    across = max(_MARGIN * (east - west), _LEAST_DEGREES)
    up = max(_MARGIN * (north - south), _LEAST_DEGREES)
    return west - across, max(-89.0, south - up), east + across, min(89.0, north + up)


def _narrowest(longitudes: Sequence[float]) -> tuple[float, float]:
    """The shortest stretch around the earth with all longitudes; its end may pass the antimeridian."""
    around = sorted({(lon + 180.0) % 360.0 - 180.0 for lon in longitudes})
    gaps = [(after - before, after) for before, after in pairwise([*around, around[0] + 360.0])]
    width, west = max(gaps)
    west = (west + 180.0) % 360.0 - 180.0
    return west, west + 360.0 - width


def _checked_extent(extent: Extent) -> Extent:
    west, south, east, north = extent
    if not (-180 <= west < east <= west + 360 and -90 <= south < north <= 90):
        raise UsageError(f"wanted an extent of west, south, east and north in degrees, got {extent}")
    return extent
