"""Areas by holder, from settlements: each point of the land follows the nearest one, if it is near enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from dateline.model.holds import Hold, HoldStatus
from dateline.tell.maps.cells import NOTHING, Borders, cells_of, distinct, placed
from dateline.tell.maps.projection import Points
from dateline.tell.maps.rounding import Lines, rounded

__all__ = ["Area", "Field", "Painting", "Shade", "areas_of", "coded", "shade_of"]

# Circles of reach are drawn with so many segments a quarter: their corners are not seen in print.
_QUARTER = 12
# Notches and holes between circles less wide than twice this share of the reach are filled: they tell of the
# way that areas are made and of nothing else. What is so won lies nowhere farther off than this share more.
_CLOSED = 0.3
# Fragments below this many square kilometres come of cutting, not of any settlement.
_CRUMB_KM2 = 0.05


@dataclass(frozen=True, slots=True, order=True)
class Shade:
    """What an area is coloured by. `inferred`: it only follows from the places around."""

    status: HoldStatus
    holder: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class Area:
    """Land of one shade, in kilometres on the plane."""

    shade: Shade
    shape: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Painting:
    """The areas of a day, in the order of their shades, and for each holder the edge of what it holds.

    Areas lie on the land and do not overlap. An edge runs where somebody else's begins, or what nothing is
    known of: not along coasts, nor where settlements end.
    """

    areas: tuple[Area, ...] = ()
    edges: tuple[tuple[str, shapely.Geometry], ...] = ()


def shade_of(hold: Hold) -> Shade | None:
    """The shade of a settlement's surroundings; None where nothing is known."""
    if hold.status == "unknown":
        return None
    return Shade(hold.status, hold.holder or "", hold.basis == "inferred")


def areas_of(
    holds: Sequence[Hold], points: Points, land: shapely.Geometry, *, reach_km: float
) -> tuple[Area, ...]:
    """The areas of some settlements at their points, on one country's land."""
    codes, listed = coded([shade_of(hold) for hold in holds])
    return (
        Field(points, [land], np.zeros(len(holds), dtype=np.intp), reach_km=reach_km)
        .painted(codes, listed)
        .areas
    )


def coded(shades: Sequence[Shade | None]) -> tuple[NDArray[np.intp], list[Shade]]:
    """Shades as numbers, and what the numbers mean, in order; what has none is -1."""
    listed = sorted({shade for shade in shades if shade is not None})
    number = {shade: i for i, shade in enumerate(listed)}
    codes = [NOTHING if shade is None else number[shade] for shade in shades]
    return np.array(codes, dtype=np.intp), listed


class Field:
    """The land around some settlements, ready to be coloured day after day.

    `lands` are those of countries, and `country` tells for each settlement which of them it colours: what is
    held on one side of a border tells nothing of the other.
    """

    def __init__(
        self,
        points: Points,
        lands: Sequence[shapely.Geometry],
        country: NDArray[np.intp],
        *,
        reach_km: float,
    ) -> None:
        self._kept = distinct(points)
        self._many = len(lands)
        self._grounds: list[shapely.Geometry] = []
        if len(self._kept) == 0:
            return
        points, self._country = points[self._kept], country[self._kept]
        cells = cells_of(points, 2 * reach_km)
        self._borders = Borders(cells)
        self._nearest = shapely.STRtree(placed(points))
        reach = _reach(cells, points, reach_km)
        self._grounds = [_areal(shapely.intersection(reach, land)) for land in lands]
        shapely.prepare(self._grounds)

    def painted(self, codes: NDArray[np.intp], shades: Sequence[Shade]) -> Painting:
        """The areas where the settlements, in the order in which they were given, have shades by `coded`."""
        if not self._grounds:
            return Painting()
        codes = codes[self._kept]
        # Shade and country in one number.
        of = np.where(codes == NOTHING, NOTHING, codes * self._many + self._country)
        lines, left, right = self._borders.between(of)
        smooth = rounded(lines)
        faces = shapely.get_parts(shapely.polygonize(smooth))
        owners = of[self._nearest.nearest(shapely.point_on_surface(faces))]
        found = ((shade, self._ashore(faces, owners, i)) for i, shade in enumerate(shades))
        edges = tuple(self._edges(shades, smooth, left, right))
        return Painting(tuple(Area(shade, shape) for shade, shape in found if not shape.is_empty), edges)

    def _ashore(
        self, faces: NDArray[np.object_], owners: NDArray[np.intp], code: int
    ) -> shapely.MultiPolygon:
        """What of the faces of a shade is land; most lie on it whole and need no cutting."""
        found: list[shapely.Polygon] = []
        for i, ground in enumerate(self._grounds):
            mine = faces[owners == code * self._many + i]
            whole = shapely.contains_properly(ground, mine)
            found += [*mine[whole], *_polygons(shapely.intersection(mine[~whole], ground))]
        return shapely.MultiPolygon(found)

    def _edges(
        self, shades: Sequence[Shade], lines: Lines, left: NDArray[np.intp], right: NDArray[np.intp]
    ) -> Iterator[tuple[str, shapely.Geometry]]:
        # Where two countries meet, their border is drawn.
        inland = (left == NOTHING) | (right == NOTHING) | (left % self._many == right % self._many)
        ground = self._grounds[0] if self._many == 1 else shapely.union_all(self._grounds)
        for holder in sorted({shade.holder for shade in shades if shade.status == "held"}):
            # One more, for what nothing is known of: the last is what -1 finds.
            held = np.array([*(s.status == "held" and s.holder == holder for s in shades), False])
            mine = lines[inland & (held[left // self._many] != held[right // self._many])]
            edge = shapely.intersection(shapely.MultiLineString(list(mine)), ground)
            if not shapely.is_empty(edge):
                yield holder, edge


def _reach(cells: NDArray[np.object_], points: Points, reach_km: float) -> shapely.Geometry:
    """What lies near enough to a settlement."""
    corners, of = shapely.get_coordinates(cells, return_index=True)
    far = np.zeros(len(points))
    np.maximum.at(far, of, np.hypot(*(corners - points[of]).T))
    # Few cells go beyond the reach, and only those need a circle.
    wide = far > reach_km
    discs = shapely.buffer(placed(points[wide]), reach_km, quad_segs=_QUARTER)
    near = shapely.union_all([shapely.coverage_union_all(cells[~wide]), *discs])
    # Out and in again: what is narrow is filled.
    out = shapely.buffer(near, _CLOSED * reach_km, quad_segs=_QUARTER)
    return shapely.buffer(out, -_CLOSED * reach_km, quad_segs=_QUARTER)


def _areal(shape: shapely.Geometry) -> shapely.MultiPolygon:
    return shapely.MultiPolygon(_polygons([shape]))


def _polygons(shapes: Sequence[shapely.Geometry] | NDArray[np.object_]) -> list[shapely.Polygon]:
    """The areas among shapes: a cut can leave lines and points beside them, and crumbs."""
    parts = (part for shape in shapes for part in shapely.get_parts(shape))
    return [part for part in parts if isinstance(part, shapely.Polygon) and part.area > _CRUMB_KM2]
