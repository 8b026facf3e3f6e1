"""Rivers and the shores of lakes, as far as the basemap has them: what lies across the water from what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["UNIT", "Waters", "basemap_file"]

# What the basemap counts in, of a degree: web/basemap.py.
UNIT = 1_000
# Courses at 1:50 million are so far off. Nearer to a line nobody can tell which bank a place lies on.
_OFF_KM = 1.0
_KM_PER_DEGREE = 111.2
# Points in degrees: latitude, longitude.
Point = tuple[float, float]


def basemap_file() -> Path:
    """Where the basemap is, once it has been built."""
    return Path(str(resources.files("dateline"))) / "basemap" / "world.npz"


class Waters:
    """Stretches of rivers and shores, each from one point to the next, in degrees."""

    def __init__(self, courses: Sequence[Sequence[Point]] = ()) -> None:
        import numpy as np

        steps = [(one, other) for course in courses for one, other in pairwise(course)]
        self._take(np.array(steps, dtype=np.float64).reshape(-1, 2, 2))

    def _take(self, stretches: Floats) -> None:
        """Stretches as latitude and longitude of both ends, kept from south to north."""
        import numpy as np

        order = np.argsort(stretches[:, :, 0].min(axis=1), kind="stable")
        self._stretches = stretches[order]
        self._south = self._stretches[:, :, 0].min(axis=1)
        self._tall = float(np.ptp(stretches[:, :, 0], axis=1).max(initial=0.0))

    @classmethod
    @cache
    def open(cls) -> Waters:
        """Those of the basemap; none where it has not been built."""
        found = cls()
        if basemap_file().is_file():
            import numpy as np

            with np.load(basemap_file(), allow_pickle=False) as arrays:
                layers = [
                    _stretches(arrays[f"{layer}_steps"], arrays[f"{layer}_offsets0"])
                    for layer in ("rivers", "lakes")
                ]
            found._take(np.concatenate(layers))
        return found

    def between(self, here: Point, others: Sequence[Point]) -> list[float]:
        """How surely water lies between a place and each of the others: 1, 0, or a half where none can tell.

        That is where one of the two lies so near to a line that it may be on either bank.
        """
        import numpy as np

        if not others:
            return []
        there = self._plane(here, np.array(others, dtype=np.float64))
        near = self._near(here, float(np.abs(there).max()) + _OFF_KM)
        if len(near) == 0:
            return [0.0] * len(others)
        start, end = near[:, 0], near[:, 1]
        crossed = _crossed(there[:, None], start[None], end[None]).any(axis=1)
        off = _apart(there[:, None], start[None], end[None]).min(axis=1)
        own = _apart(np.zeros((1, 2)), start, end).min()
        unsure = (off < _OFF_KM) | (own < _OFF_KM)
        return [float(each) for each in np.where(unsure, 0.5, crossed)]

    def _near(self, here: Point, km: float) -> Floats:
        """The stretches that come within so many kilometres, on the plane around a place."""
        up = km / _KM_PER_DEGREE
        first, last = self._south.searchsorted([here[0] - up - self._tall, here[0] + up])
        placed = self._plane(here, self._stretches[first:last])
        low, high = placed.min(axis=1), placed.max(axis=1)
        found: Floats = placed[((low <= km) & (high >= -km)).all(axis=1)]
        return found

    @staticmethod
    def _plane(here: Point, points: Floats) -> Floats:
        """Kilometres north and east of a place, as good as on a plane over so short a way."""
        import numpy as np

        east = (points[..., 1] - here[1] + 180.0) % 360.0 - 180.0
        scale = np.array([1.0, cos(radians(here[0]))]) * _KM_PER_DEGREE
        return np.asarray(np.stack([points[..., 0] - here[0], east], axis=-1) * scale)


def _stretches(steps: Floats, offsets: Floats) -> Floats:
    """The stretches of the basemap's lines or rings, whose points are told by steps."""
    import numpy as np

    points = np.cumsum(steps, axis=0, dtype=np.int64)[:, ::-1] / UNIT
    within = np.ones(max(len(points) - 1, 0), dtype=bool)
    within[offsets[1:-1] - 1] = False
    return np.asarray(np.stack([points[:-1][within], points[1:][within]], axis=1))


def _turn(one: Floats, other: Floats) -> Floats:
    return one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]


def _crossed(there: Floats, start: Floats, end: Floats) -> NDArray[np.bool_]:
    """Whether the way from the origin to a point crosses a stretch."""
    way = end - start
    apart = (_turn(there, start) > 0) != (_turn(there, end) > 0)
    crossed: NDArray[np.bool_] = apart & ((_turn(way, -start) > 0) != (_turn(way, there - start) > 0))
    return crossed


def _apart(point: Floats, start: Floats, end: Floats) -> Floats:
    """How far points are from stretches."""
    import numpy as np

    way = end - start
    length = np.maximum((way**2).sum(axis=-1), 1e-12)
    along = np.clip((((point - start) * way).sum(axis=-1)) / length, 0.0, 1.0)
    return np.asarray(np.hypot(*np.moveaxis(point - start - along[..., None] * way, -1, 0)))
