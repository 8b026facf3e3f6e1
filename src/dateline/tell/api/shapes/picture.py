"""Who holds what, and what happened where, as GeoJSON (RFC 7946) and as a place's history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from dateline.model.holds import HoldBasis, HoldStatus
from dateline.tell.api.shapes.incidents import IncidentLine

__all__ = [
    "Areas", "Basemap", "ControlMap", "Feature", "GroundTold", "HoldTold", "IncidentFeature", "IncidentMap",
    "Layer", "PlaceControl", "PlaceHead", "PointAt", "Run", "Settlement", "SettlementFeature",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PointAt:
    """Longitude and latitude in degrees."""

    coordinates: tuple[float, float]
    type: Literal["Point"] = "Point"


class Run(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"since": "from"}):
    """Who holds a place over a run of days, from a day until another (excluded; null: as far as is known).

    `claimed_by` is who says so, of what is only claimed; nothing else has it.
    """

    since: str
    until: str | None
    holder: str | None
    status: HoldStatus
    basis: HoldBasis
    confidence: float
    claimed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A place with who held it on all days that were asked for. `id` is its key."""

    id: str
    name: str
    kind: str
    population: int | None
    country: str | None
    admin1: str | None
    holds: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementFeature:
    """A place on the map."""

    geometry: PointAt
    properties: Settlement
    type: Literal["Feature"] = "Feature"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlMap:
    """Places in order of their keys. `since` and `until` (excluded) are the days that their holds cover.

    `charted` is false where that is the first day alone, while what is told of later ones is being charted.
    """

    since: str | None
    until: str | None
    features: tuple[SettlementFeature, ...]
    charted: bool = True
    type: Literal["FeatureCollection"] = "FeatureCollection"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFeature:
    """An incident where its first place with a point lies."""

    geometry: PointAt
    properties: IncidentLine
    type: Literal["Feature"] = "Feature"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentMap:
    """Incidents that pass, the last first; `truncated`: there are more than were asked for."""

    truncated: bool
    features: tuple[IncidentFeature, ...]
    type: Literal["FeatureCollection"] = "FeatureCollection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """Any feature of GeoJSON."""

    geometry: dict[str, Any]
    properties: dict[str, Any]
    type: Literal["Feature"] = "Feature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    """Areas by holder and settlements on a day, as `dateline map --out F.geojson` writes them."""

    day: str
    title: str
    sources: tuple[str, ...]
    features: tuple[Feature, ...]
    type: Literal["FeatureCollection"] = "FeatureCollection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Lines or areas of one kind."""

    features: tuple[Feature, ...]
    type: Literal["FeatureCollection"] = "FeatureCollection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """What lies under a map, around the places that are told of. `extent`: west, south, east, north."""

    extent: tuple[float, float, float, float]
    source: Annotated[str, Meta(description="To be named on every map.")]
    land: Layer
    borders: Layer
    disputed: Layer
    rivers: Layer
    lakes: Layer
    names: Layer


# -- one place


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHead:
    """A place that can be held."""

    id: str
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None


class GroundTold(msgspec.Struct, frozen=True, kw_only=True, rename={"agrees": "for"}):
    """A claim for or against a hold: what it says in a few words, its own words, its weight in log odds.

    `said` is the day it became known, `of` the day it speaks of. `near` names another place that it is about,
    `region` a region; `assessed`: the document vouches for it.
    """

    claim: str
    document: str
    title: str | None
    agrees: bool
    weight: float
    label: str
    quote: str
    claimant: str | None
    side: str | None
    said: str
    of: str
    assessed: bool
    near: str | None = None
    region: str | None = None


class HoldTold(msgspec.Struct, frozen=True, kw_only=True, rename={"since": "from"}):
    """A run of days with its reasons, the weightiest first. `taken` is since when the holder has it."""

    since: str
    until: str | None
    status: HoldStatus
    holder: str | None
    confidence: float
    basis: HoldBasis
    taken: str | None
    reasons: tuple[GroundTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceControl:
    """Who held a place since when, and why."""

    place: PlaceHead
    until: str
    history: tuple[HoldTold, ...]
