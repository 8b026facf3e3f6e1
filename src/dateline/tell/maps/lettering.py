"""Names over land and water: countries where they have most room, seas where they lie, rivers along them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, degrees

import numpy as np
import shapely

from dateline.tell.maps.basemap import Basemap
from dateline.tell.maps.frame import Frame
from dateline.tell.maps.holding import Caption, Theatre
from dateline.tell.maps.projection import Projection

__all__ = ["Lettering", "lettering", "named_rivers"]

# A river's point in the pack is read off a map; with its line so generalised, it lies within so far of that.
_OFF_KM = 20.0
# The name of a river stands where it is straightest, of so many places along it; its slope is that of a
# stretch as long as a name of usual length.
_TRIED, _STRETCH = 24, 0.07
# Where the river bends away by more than this share of the stretch, no name follows it.
_BENT = 0.16
# Names keep so far from the frame, as a share of its width.
_INSIDE = 0.06


@dataclass(frozen=True, slots=True)
class Lettering:
    """A name over land or water: where its middle is, in kilometres, and so much room on each side.

    `angle` is that of the line it stands along, in degrees against the clock; None: it stands by itself.
    """

    text: str
    water: bool
    x: float
    y: float
    room: float
    angle: float | None = None


def lettering(
    basemap: Basemap, projection: Projection, frame: Frame, theatre: Theatre
) -> tuple[Lettering, ...]:
    """The names of a map, those first that others must make room for."""
    rivers = [one for one in theatre.captions if one.kind == "river"]
    return (
        *_countries(basemap, frame, theatre),
        *_captions(projection, frame, theatre),
        *_rivers(basemap, projection, frame, rivers),
    )


def _countries(basemap: Basemap, frame: Frame, theatre: Theatre) -> Iterator[Lettering]:
    """Names of countries where each has the most room in the frame."""
    box = frame.box()
    for code in sorted({piece.owner for piece in basemap.land} & set(theatre.country_names)):
        shapes = [shapely.intersection(p.shape, box) for p in basemap.land if p.owner == code]
        widest = max(
            (part for shape in shapes for part in shapely.get_parts(shape)), key=shapely.area, default=None
        )
        if isinstance(widest, shapely.Polygon) and not widest.is_empty:
            # To a hundredth of the frame: nobody sees the difference, and finding the very middle takes long.
            radius = shapely.maximum_inscribed_circle(widest, tolerance=frame.width / 100)
            x, y = shapely.get_coordinates(radius)[0]
            yield Lettering(
                theatre.country_names[code], False, float(x), float(y), float(shapely.length(radius))
            )


def _captions(projection: Projection, frame: Frame, theatre: Theatre) -> Iterator[Lettering]:
    for one in theatre.captions:
        if one.kind != "river":
            x, y = _placed(one, projection)
            room = min(x - frame.west, frame.east - x, y - frame.south, frame.north - y)
            if room > 0:
                yield Lettering(one.text, one.kind == "water", x, y, room)


def _placed(one: Caption, projection: Projection) -> tuple[float, float]:
    [[x, y]] = projection.forward(np.array([[one.lon, one.lat]]))
    return float(x), float(y)


def _rivers(
    basemap: Basemap, projection: Projection, frame: Frame, rivers: Sequence[Caption]
) -> Iterator[Lettering]:
    inside = shapely.buffer(frame.box(), -_INSIDE * frame.width)
    for line, name in named_rivers(basemap, projection, rivers):
        if name is not None:
            yield from _along(name, shapely.intersection(line, inside), frame)


def named_rivers(
    basemap: Basemap, projection: Projection, rivers: Sequence[Caption]
) -> list[tuple[shapely.Geometry, str | None]]:
    """The lines of rivers, each whole, with the names of those that run past a river's point."""
    lines = shapely.get_parts(shapely.line_merge(shapely.MultiLineString(_strings(basemap.rivers))))
    named: dict[int, tuple[float, str]] = {}
    for river in rivers if len(lines) else ():
        off = shapely.distance(lines, shapely.Point(_placed(river, projection)))
        nearest = int(np.argmin(off))
        named[nearest] = min(named.get(nearest, (_OFF_KM, "")), (float(off[nearest]), river.text))
    return [(line, named.get(i, (0.0, ""))[1] or None) for i, line in enumerate(lines)]


def _strings(shapes: Sequence[shapely.Geometry]) -> list[shapely.LineString]:
    return [s for shape in shapes for s in shapely.get_parts(shape) if isinstance(s, shapely.LineString)]


def _along(text: str, shown: shapely.Geometry, frame: Frame) -> Iterator[Lettering]:
    """The name where the longest stretch of a river that is shown runs straightest."""
    line = max(_strings([shown]), key=shapely.length, default=None)
    stretch = _STRETCH * frame.width
    if line is None or shapely.length(line) < 2 * stretch:
        return
    tried = np.linspace(stretch / 2, shapely.length(line) - stretch / 2, _TRIED)
    ends = [
        shapely.get_coordinates(shapely.line_interpolate_point(line, tried + d))
        for d in (-stretch / 2, stretch / 2)
    ]
    middle = shapely.get_coordinates(shapely.line_interpolate_point(line, tried))
    bent = np.hypot(*(middle - (ends[0] + ends[1]) / 2).T) + stretch - np.hypot(*(ends[1] - ends[0]).T)
    best = int(np.argmin(bent))
    if bent[best] <= _BENT * stretch:
        across, up = (ends[1] - ends[0])[best]
        # Never upside down.
        angle = (degrees(atan2(up, across)) + 90) % 180 - 90
        x, y = middle[best].tolist()
        yield Lettering(text, True, x, y, stretch / 2, angle)
