"""From degrees to kilometres on a plane and back: Lambert's conformal conic, Mercator's near the equator."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, degrees, log, pi, radians, sin, tan

import numpy as np
from numpy.typing import NDArray

from dateline.lore.gazetteer.geometry import EARTH_RADIUS_KM

__all__ = ["Extent", "Points", "Projection", "projection_for"]

Points = NDArray[np.float64]
# West, south, east, north in degrees. East may pass 180 where the antimeridian lies inside.
Extent = tuple[float, float, float, float]

# Parallels without distortion lie a sixth of the height inside both edges, the usual choice for conics.
_INSIDE = 1 / 6
# A cone this flat is a cylinder for all that can be seen, and its formula divides by nearly nothing.
_FLAT = 0.02
# Neither formula has a place for the poles.
_MOST_LAT = 89.0


@dataclass(frozen=True, slots=True)
class Projection:
    """A sheet laid on the globe around a middle meridian; `cone` 0 is a cylinder. Angles in radians."""

    middle: float
    cone: float
    factor: float

    def forward(self, lonlat: Points) -> Points:
        """Kilometres east and north for rows of degrees (longitude, latitude)."""
        lon = np.radians((lonlat[:, 0] - degrees(self.middle) + 180) % 360 - 180)
        lat = np.radians(np.clip(lonlat[:, 1], -_MOST_LAT, _MOST_LAT))
        stretched = np.log(np.tan(pi / 4 + lat / 2))
        if not self.cone:
            return self.factor * np.column_stack([lon, stretched])
        radius = self.factor * np.exp(-self.cone * stretched)
        return np.column_stack([radius * np.sin(self.cone * lon), -radius * np.cos(self.cone * lon)])

    def back(self, xy: Points) -> Points:
        """Degrees (longitude, latitude) for rows of kilometres."""
        if not self.cone:
            lon, stretched = xy[:, 0] / self.factor, xy[:, 1] / self.factor
        else:
            turned = np.sign(self.cone) * np.column_stack([xy[:, 0], -xy[:, 1]])
            lon = np.arctan2(turned[:, 0], turned[:, 1]) / self.cone
            radius = np.sign(self.cone) * np.hypot(xy[:, 0], xy[:, 1])
            stretched = -np.log(radius / self.factor) / self.cone
        lat = 2 * np.arctan(np.exp(stretched)) - pi / 2
        return np.column_stack([(np.degrees(lon) + degrees(self.middle) + 180) % 360 - 180, np.degrees(lat)])


def projection_for(extent: Extent) -> Projection:
    """The sheet that bends an extent least."""
    west, south, east, north = extent
    south, north = max(south, -_MOST_LAT), min(north, _MOST_LAT)
    inside = (north - south) * _INSIDE
    low, high = radians(south + inside), radians(north - inside)
    middle = radians((west + east) / 2)
    cone = _cone(low, high)
    if abs(cone) < _FLAT:
        return Projection(middle, 0.0, EARTH_RADIUS_KM * cos((low + high) / 2))
    return Projection(middle, cone, EARTH_RADIUS_KM * cos(low) * tan(pi / 4 + low / 2) ** cone / cone)


def _cone(low: float, high: float) -> float:
    if high - low < 1e-6:
        return sin(low)
    return log(cos(low) / cos(high)) / log(tan(pi / 4 + high / 2) / tan(pi / 4 + low / 2))
