"""Names of settlements, so many as fit without touching each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dateline.tell.maps.scene import Town

__all__ = ["Box", "Label", "Tier", "holds", "meet", "placed_labels", "tier_of", "tiers"]

# Left, bottom, right and top, in points of the paper.
Box = tuple[float, float, float, float]

# Only so many are tried for each that is wanted: the rest would be hamlets between towns.
_TRIED = 6
# Between name and dot, and around each name, in points.
_GAP = 1.5
_AIR = 2.0


@dataclass(frozen=True, slots=True)
class Tier:
    """How the name of a settlement of some importance is written: sizes in points."""

    least: float
    size: float
    dot: float
    bold: bool = False


# By population, as atlases do: a city of millions, a large one, a town, the rest.
_TIERS = (
    Tier(700_000, 9.5, 4.4, True),
    Tier(200_000, 8.0, 3.6, True),
    Tier(50_000, 7.2, 3.0),
    Tier(0, 6.4, 2.4),
)


@dataclass(frozen=True, slots=True)
class Label:
    """A name with the lower left corner of its text, and its dot, in points."""

    town: Town
    tier: Tier
    x: float
    y: float
    dot: tuple[float, float]


def tiers() -> Sequence[Tier]:
    """All of them, the most important first."""
    return _TIERS


def tier_of(town: Town) -> Tier:
    """How a settlement is written."""
    return next(tier for tier in _TIERS if town.importance >= tier.least)


def placed_labels(
    towns: Sequence[Town],
    at: Callable[[Town], tuple[float, float]],
    measure: Callable[[str, Tier], tuple[float, float]],
    *,
    within: Box,
    taken: Sequence[Box] = (),
    most: int,
) -> tuple[Label, ...]:
    """The most important names first, each where it touches nothing; those that find no room are left out.

    `at` gives a settlement's point, `measure` the width and height of a name.
    """
    grid = _Grid(taken)
    placed: list[Label] = []
    for town in towns[: _TRIED * most]:
        if len(placed) == most:
            break
        x, y = at(town)
        tier = tier_of(town)
        dot = (x - tier.dot / 2, y - tier.dot / 2, x + tier.dot / 2, y + tier.dot / 2)
        if not holds(within, dot) or grid.meets(dot):
            continue
        size = measure(town.hold.site.name, tier)
        free = (box for box in _around(x, y, tier, size) if holds(within, box) and not grid.meets(box))
        box = next(free, None)
        if box is not None:
            grid.add(box)
            grid.add(dot)
            placed.append(Label(town, tier, box[0], box[1], (x, y)))
    return tuple(placed)


def _around(x: float, y: float, tier: Tier, size: tuple[float, float]) -> Iterator[Box]:
    """Where a name may stand, the easiest to read first: right, left, above, below, then the corners."""
    width, height = size
    off = tier.dot / 2 + _GAP
    right, left, middle, centre = x + off, x - off - width, y - height / 2, x - width / 2
    above, below = y + off, y - off - height
    corners = ((right, middle), (left, middle), (centre, above), (centre, below))
    diagonal = ((right, above - off), (right, below + off), (left, above - off), (left, below + off))
    for low_x, low_y in (*corners, *diagonal):
        yield low_x, low_y, low_x + width, low_y + height


def holds(outer: Box, inner: Box) -> bool:
    """Whether a box lies within another."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


class _Grid:
    """Boxes found by the squares they lie in."""

    _SIDE = 40.0

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._squares: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """One more that others must not touch."""
        for square in self._of(box):
            self._squares.setdefault(square, []).append(box)

    def meets(self, box: Box) -> bool:
        """Whether a box touches one of these, or comes too near."""
        wide = _airy(box)
        return any(meet(wide, other) for square in self._of(box) for other in self._squares.get(square, ()))

    def _of(self, box: Box) -> Iterator[tuple[int, int]]:
        # Wider by the air, so that a neighbour just over the edge of a square is seen.
        west, south, east, north = (int(value // self._SIDE) for value in _airy(box))
        yield from ((x, y) for x in range(west, east + 1) for y in range(south, north + 1))


def _airy(box: Box) -> Box:
    return box[0] - _AIR, box[1] - _AIR, box[2] + _AIR, box[3] + _AIR


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share some room."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
