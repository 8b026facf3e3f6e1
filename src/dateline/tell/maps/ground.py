"""What lies under a map as GeoJSON, for maps that are drawn elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import shapely

from dateline.tell.maps.basemap import Basemap, basemap_within
from dateline.tell.maps.frame import Frame
from dateline.tell.maps.holding import Theatre
from dateline.tell.maps.lettering import lettering, named_rivers
from dateline.tell.maps.projection import Extent, Projection, projection_for

__all__ = ["ground"]

# Three hundred metres: half a pixel where a screen shows a country, and a fifth of the points. Where more is
# shown, so many steps across: whoever zooms in finds rough coasts, and need not wait for fine ones.
_TOLERANCE_KM, _STEPS = 0.3, 10_000
# An edge that bends on the plane is followed from so many degrees to the next.
_EDGE_DEGREES = 1.0
# Degrees to this many digits are ten metres.
_DIGITS = 4


def ground(
    extent: Extent, *, view: str, theatre: Theatre, within: Extent | None
) -> dict[str, list[dict[str, Any]]]:
    """Features of land, borders, disputed borders, rivers and lakes within an extent, simplified, and names.

    `view` is whose borders: `un` or a country's code. Land has the code of its `country`, rivers have their
    `name` where the theatre knows it. Names are points, countries' where these have most room `within` an
    extent (None: no names). Raises LoreError without the data.
    """
    projection = projection_for(extent)
    base = basemap_within(extent, projection, view=view)
    plain = _Plain(projection, max(_TOLERANCE_KM, _frame(extent, projection).width / _STEPS))
    land = [plain.feature(piece.shape, country=piece.owner) for piece in base.land]
    return {
        "land": _kept(land),
        "borders": _kept(map(plain.feature, base.borders)),
        "disputed": _kept(map(plain.feature, base.disputed)),
        "rivers": _kept(_rivers(base, plain, theatre)),
        "lakes": _kept(map(plain.feature, base.lakes)),
        "names": [] if within is None else list(_names(base, projection, theatre, within)),
    }


def _rivers(base: Basemap, plain: _Plain, theatre: Theatre) -> Iterator[dict[str, Any] | None]:
    rivers = [one for one in theatre.captions if one.kind == "river"]
    for line, name in named_rivers(base, plain.projection, rivers):
        yield plain.feature(line, **({"name": name} if name is not None else {}))


def _frame(extent: Extent, projection: Projection) -> Frame:
    edge = shapely.segmentize(shapely.box(*extent), _EDGE_DEGREES)
    return Frame(*shapely.transform(edge, projection.forward).bounds)


def _names(
    base: Basemap, projection: Projection, theatre: Theatre, within: Extent
) -> Iterator[dict[str, Any]]:
    """Names of countries and seas; those of rivers run along them."""
    frame = _frame(within, projection)
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


@dataclass(frozen=True, slots=True)
class _Plain:
    """Shapes of the plane as features in degrees, without corners and islands smaller than so many km."""

    projection: Projection
    tolerance: float

    def feature(self, shape: shapely.Geometry, **properties: str) -> dict[str, Any] | None:
        """A shape; None where nothing is left of it."""
        if isinstance(shape, shapely.Polygon) and shape.area < self.tolerance**2:
            return None
        simple = shapely.simplify(shape, self.tolerance)
        if shapely.is_empty(simple):
            return None
        placed = shapely.transform(simple, self.projection.back)
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
