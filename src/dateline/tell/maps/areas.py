"""Areas by holder, from settlements: each point of the land follows the nearest one, if it is near enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from dateline.model.holds import Hold, HoldStatus
from dateline.tell.maps.projection import Points

__all__ = ["Area", "Shade", "areas_of", "shade_of"]

# Two settlements this near each other, in kilometres, are one point: cells between them would be slivers.
_SAME_KM = 0.05
# Corners cut so often: two rounds leave no corner that print shows.
_ROUNDS = 2
# Circles of reach are drawn with so many segments a quarter; smoothing rounds them further.
_QUARTER = 6
# What is cut is snapped to a metre, so that neighbours cut alike still share their edges.
_GRID_KM = 0.001
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


def shade_of(hold: Hold) -> Shade | None:
    """The shade of a settlement's surroundings; None where nothing is known."""
    if hold.status == "unknown":
        return None
    return Shade(hold.status, hold.holder or "", hold.basis == "inferred")


def areas_of(
    holds: Sequence[Hold], points: Points, land: shapely.Geometry, *, reach_km: float
) -> tuple[Area, ...]:
    """Areas in the order of their shades, which do not overlap and lie on the land."""
    kept = _distinct(points)
    if len(kept) == 0:
        return ()
    shades = [shade_of(holds[i]) for i in kept]
    cells, reach = _cells(points[kept], reach_km)
    members: dict[Shade, list[int]] = {}
    for i, shade in enumerate(shades):
        if shade is not None:
            members.setdefault(shade, []).append(i)
    # Cells share their edges to the last digit, and so can be joined ten times faster than areas at large.
    joined = {shade: shapely.coverage_union_all(cells[members[shade]]) for shade in sorted(members)}
    # A cut can leave lines and points beside the areas.
    grouped = {
        shade: _areal(shapely.intersection(joined[shade], reach, grid_size=_GRID_KM)) for shade in joined
    }
    smooth = _smoothed(grouped)
    ashore = ((shade, _areal(shapely.intersection(smooth[shade], land))) for shade in grouped)
    return tuple(Area(shade, shape) for shade, shape in ashore if not shape.is_empty)


def _distinct(points: Points) -> NDArray[np.intp]:
    """The first of the settlements at each point."""
    _, first = np.unique(np.rint(points / _SAME_KM), axis=0, return_index=True)
    return np.sort(first)


def _cells(points: Points, reach_km: float) -> tuple[NDArray[np.object_], shapely.Geometry]:
    """A cell for each point, of what is nearer to it than to any other; and all within reach of one."""
    if len(points) == 1:
        disc = shapely.Point(points[0]).buffer(reach_km, quad_segs=_QUARTER)
        return np.array([disc], dtype=object), disc
    field = shapely.MultiPoint(points)
    around = shapely.box(*field.bounds).buffer(2 * reach_km)
    diagram = shapely.voronoi_polygons(field, extend_to=around, ordered=True)
    cells = np.asarray(shapely.get_parts(diagram))
    corners, of = shapely.get_coordinates(cells, return_index=True)
    far = np.zeros(len(points))
    np.maximum.at(far, of, np.hypot(*(corners - points[of]).T))
    # Few cells go beyond the reach, and only those need a circle.
    wide = far > reach_km
    discs = shapely.buffer(shapely.points(points[wide]), reach_km, quad_segs=_QUARTER)
    return cells, shapely.union_all([shapely.coverage_union_all(cells[~wide]), *np.asarray(discs)])


def _smoothed(grouped: Mapping[Shade, shapely.Geometry]) -> dict[Shade, shapely.Geometry]:
    """The same areas with rounded edges, still without gaps and overlaps: shared edges are rounded once."""
    if not grouped:
        return {}
    edges = shapely.union_all([shapely.boundary(shape) for shape in grouped.values()])
    lines = shapely.get_parts(shapely.line_merge(edges))
    ends = Counter(end for line in lines for end in _ends(line))
    # A ring that starts where other lines end must keep that point, or they would end in the void.
    rounded = shapely.union_all([_rounded(line, loose=ends[_ends(line)[0]] == 2) for line in lines])
    faces = list(shapely.get_parts(shapely.polygonize([*shapely.get_parts(rounded)])))
    whose = _owners(faces, grouped)
    # Faces of one shade touch in points alone, so that together they are a sound area as they are.
    owned = list(zip(faces, whose, strict=True))
    return {shade: shapely.MultiPolygon([face for face, each in owned if each == shade]) for shade in grouped}


def _ends(line: shapely.Geometry) -> tuple[tuple[float, ...], tuple[float, ...]]:
    points = shapely.get_coordinates(line)
    return tuple(points[0]), tuple(points[-1])


def _rounded(line: shapely.Geometry, *, loose: bool) -> shapely.Geometry:
    """A line with its corners cut. Its ends stay; a `loose` ring, where no other line ends, has none."""
    points = shapely.get_coordinates(line)
    if len(points) < 3:
        return line
    ring = loose and bool((points[0] == points[-1]).all())
    for _ in range(_ROUNDS):
        before, after = points[:-1], points[1:]
        cut = np.empty((2 * len(before), 2))
        cut[0::2], cut[1::2] = 0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after
        points = np.vstack([cut, cut[:1]] if ring else [points[:1], cut[1:-1], points[-1:]])
    return shapely.LineString(points)


def _owners(
    faces: Sequence[shapely.Geometry], grouped: Mapping[Shade, shapely.Geometry]
) -> Iterable[Shade | None]:
    """The shade in which each face lies by a point inside; None for holes."""
    shades = list(grouped)
    parts = [(shade, part) for shade in shades for part in shapely.get_parts(grouped[shade])]
    tree = shapely.STRtree([part for _, part in parts])
    inside, hits = tree.query(shapely.point_on_surface(faces), predicate="within")
    found = dict(zip(inside.tolist(), hits.tolist(), strict=True))
    return [parts[found[i]][0] if i in found else None for i in range(len(faces))]


def _areal(shape: shapely.Geometry) -> shapely.MultiPolygon:
    return shapely.MultiPolygon(list(_polygons(shape)))


def _polygons(shape: shapely.Geometry) -> Iterator[shapely.Polygon]:
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon) and part.area > _CRUMB_KM2:
            yield part
