"""The edges of a map on its plane."""

from __future__ import annotations

from dataclasses import dataclass

import shapely

__all__ = ["Frame"]


@dataclass(frozen=True, slots=True)
class Frame:
    """The edges of the map in kilometres on its plane."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """From west to east."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """From south to north."""
        return self.north - self.south

    def shaped(self, aspect: float) -> Frame:
        """The least frame around this one whose width by its height is `aspect`."""
        across = max(self.width, aspect * self.height) / 2
        up = max(self.height, self.width / aspect) / 2
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        return Frame(x - across, y - up, x + across, y + up)

    def box(self) -> shapely.Polygon:
        """All that lies within."""
        return shapely.box(self.west, self.south, self.east, self.north)
