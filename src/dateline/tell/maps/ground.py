"""What lies under a map as GeoJSON, for maps that are drawn elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import shapely

from dateline.tell.maps.basemap import Basemap, basemap_within
from dateline.tell.maps.frame import Frame
from dateline.tell.maps.holding import Theatre
from dateline.tell.maps.lettering import lettering, named_rivers
from dateline.tell.maps.projection import Extent, Projection, projection_for

__all__ = ["ground"]

# Three hundred metres: half a pixel where a screen shows a country, and a fifth of the points.
_TOLERANCE_KM = 0.3
# An edge that bends on the plane is followed from so many degrees to the next.
_EDGE_DEGREES = 1.0
# Degrees to this many digits are ten metres.
_DIGITS = 4


def ground(extent: Extent, *, view: str, theatre: Theatre, within: Extent) -> dict[str, list[dict[str, Any]]]:
    """Features of land, borders, disputed borders, rivers and lakes within an extent, simplified, and names.

    `view` is whose borders: `un` or a country's code. Land has the code of its `country`, rivers have their
    `name` where the theatre knows it. Names are points, countries' where these have most room `within` an
    extent. Raises LoreError without the data.
    """
    projection = projection_for(extent)
    base = basemap_within(extent, projection, view=view)
    land = [_feature(piece.shape, projection, country=piece.owner) for piece in base.land]
    return {
        "land": _kept(land),
        "borders": _kept(_feature(shape, projection) for shape in base.borders),
        "disputed": _kept(_feature(shape, projection) for shape in base.disputed),
        "rivers": _kept(_rivers(base, projection, theatre)),
        "lakes": _kept(_feature(shape, projection) for shape in base.lakes),
        "names": list(_names(base, projection, theatre, within)),
    }


def _rivers(base: Basemap, projection: Projection, theatre: Theatre) -> Iterator[dict[str, Any] | None]:
    rivers = [one for one in theatre.captions if one.kind == "river"]
    for line, name in named_rivers(base, projection, rivers):
        yield _feature(line, projection, **({"name": name} if name is not None else {}))


def _names(
    base: Basemap, projection: Projection, theatre: Theatre, within: Extent
) -> Iterator[dict[str, Any]]:
    """Names of countries and seas; those of rivers run along them."""
    edge = shapely.segmentize(shapely.box(*within), _EDGE_DEGREES)
    frame = Frame(*shapely.transform(edge, projection.forward).bounds)
    for one in lettering(base, projection, frame, theatre):
        if one.angle is None:
            [point] = _points(shapely.transform(shapely.Point(one.x, one.y), projection.back))
            yield {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": point},
                "properties": {"name": one.text, "kind": "water" if one.water else "country"},
            }


def _kept(features: Iterable[dict[str, Any] | None]) -> list[dict[str, Any]]:
    return [one for one in features if one is not None]


def _feature(shape: shapely.Geometry, projection: Projection, **properties: str) -> dict[str, Any] | None:
    """A shape in degrees; None where nothing is left of it."""
    simple = shapely.simplify(shape, _TOLERANCE_KM)
    if shapely.is_empty(simple):
        return None
    placed = shapely.transform(simple, projection.back)
    if isinstance(placed, shapely.Polygon):
        turned = shapely.orient_polygons(placed)
        rings = [_points(ring) for ring in (turned.exterior, *turned.interiors)]
        geometry: dict[str, Any] = {"type": "Polygon", "coordinates": rings}
    else:
        geometry = {"type": "LineString", "coordinates": _points(placed)}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _points(line: shapely.Geometry) -> list[list[float]]:
    rounded = shapely.get_coordinates(line).round(_DIGITS)
    points: list[list[float]] = rounded.tolist()
    return points
