"""A map as GeoJSON (RFC 7946): areas by holder, and settlements with their holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import shapely

from dateline.model import Hold
from dateline.tell.maps.areas import Area
from dateline.tell.maps.scene import Scene

__all__ = ["features", "held"]

# Ten metres: settlements' points are no finer.
_DIGITS = 4


def features(scene: Scene, *, settlements: bool = True) -> bytes:
    """One feature collection for the day: areas first, then settlements in order of importance, if wanted.

    Each feature has `kind` (`area` or `hold`) and `day`; a hold is dated with `since` and `until` (end
    excluded, null: as far as is known).
    """
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "day": scene.day,
        "title": scene.title,
        "sources": list(scene.sources),
    }
    # One feature a line, so that two days can be compared with ordinary tools.
    towns = scene.towns if settlements else ()
    found = [*_areas(scene), *(held(town.hold, scene.day) for town in towns)]
    rows = ",\n".join(json.dumps(each, ensure_ascii=False) for each in found)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "features": [\n{rows}\n]}}\n'.encode(
        errors="replace"
    )


def _areas(scene: Scene) -> Iterator[dict[str, Any]]:
    for area in scene.areas:
        yield {
            "type": "Feature",
            "geometry": _on_the_globe(area, scene),
            "properties": {
                "kind": "area",
                "day": scene.day,
                "status": area.shade.status,
                "holder": area.shade.holder or None,
                "inferred": area.shade.inferred,
            },
        }


def _on_the_globe(area: Area, scene: Scene) -> dict[str, Any]:
    """Degrees, rings turning as the standard wants: outer ones against the clock."""
    shape = shapely.transform(area.shape, scene.sheet.projection.back)
    snapped = shapely.set_precision(shape, 10.0**-_DIGITS)
    parts = [
        part for part in shapely.get_parts(shapely.orient_polygons(snapped)) if part.geom_type == "Polygon"
    ]
    rings = [[_ring(ring) for ring in (part.exterior, *part.interiors)] for part in parts]
    return {"type": "MultiPolygon", "coordinates": rings}


def _ring(ring: shapely.LinearRing) -> list[list[float]]:
    return [[round(lon, _DIGITS), round(lat, _DIGITS)] for lon, lat in shapely.get_coordinates(ring).tolist()]


def held(hold: Hold, day: str | None = None) -> dict[str, Any]:
    """A hold as a feature; `day` is the one that it is told of, where it is one."""
    site = hold.site
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [site.lon, site.lat]},
        "properties": {
            "kind": "hold",
            **({"day": day} if day is not None else {}),
            "site": site.key,
            "name": site.name,
            "geonameid": site.geonameid,
            "country": site.country,
            "admin1": site.admin1,
            "status": hold.status,
            "holder": hold.holder,
            "since": hold.since,
            "until": hold.until,
            "taken": hold.taken,
            "basis": hold.basis,
            "confidence": round(hold.confidence, 3),
            "claims_for": sorted({ground.claim for ground in hold.grounds if ground.agrees}),
            "claims_against": sorted({ground.claim for ground in hold.grounds if not ground.agrees}),
        },
    }
