"""What the colours and lines of a map mean, and its scale, where they hide the least."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor, log10

from dateline.tell.maps.canvas import Canvas, font_of, text_width
from dateline.tell.maps.keys import CLAIMED, Entry
from dateline.tell.maps.labels import Box, meet
from dateline.tell.maps.style import HATCH, INK, LAND, QUIET, hatching, shade_fill

__all__ = ["Crowd", "draw_legend", "draw_scale", "free_spots", "legend_size"]

# How much a box of the paper would hide.
Crowd = Callable[[Box], float]

_SIZE = 7.0
_ROW = 11.0
# Above everything that the map shows.
_PANEL, _KEYS = 50, 51
_EDGE = 5.0
# Places for a panel, from left to right and from below to above: corners, then the middles of the sides.
_SPOTS = ((0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0), (0, 0.5), (1, 0.5), (0.5, 1))


def legend_size(listed: Sequence[Entry]) -> tuple[float, float]:
    """Width and height in points."""
    return 34.0 + max(text_width(entry.text, font_of(_SIZE)) for entry in listed), 8.0 + _ROW * len(listed)


def draw_legend(canvas: Canvas, box: Box, listed: Sequence[Entry], colours: dict[str, str]) -> None:
    """A panel with a sample and a name on each line."""
    _panel(canvas, box)
    for i, entry in enumerate(listed):
        middle = box[3] - 4.0 - _ROW * (i + 0.5)
        _draw_sample(canvas, (box[0] + 5.0, middle - 3.5, box[0] + 23.0, middle + 3.5), entry, colours)
        canvas.write(
            entry.text, (box[0] + 28.0, middle), font_of(_SIZE), _KEYS, color=INK, va="center_baseline"
        )


def _draw_sample(canvas: Canvas, box: Box, entry: Entry, colours: dict[str, str]) -> None:
    if entry.border is not None:
        middle = (box[1] + box[3]) / 2
        canvas.line((box[0], middle), (box[2], middle), QUIET, _KEYS, width=0.9, dashes=entry.border)
        return
    shade = entry.shade
    fill = LAND if shade is None else shade_fill(shade, colours)
    sample = canvas.box(box, _KEYS, facecolor=fill, edgecolor=QUIET, linewidth=0.4)
    if shade is not None and shade.status == "contested":
        sample.set(hatch=HATCH, edgecolor=hatching(shade))
    if shade is not None and shade.status == "claimed":
        sample.set(edgecolor=colours.get(shade.holder, QUIET), linewidth=1.2, linestyle=CLAIMED)


def draw_scale(canvas: Canvas, box: Box) -> None:
    """A bar of a round number of kilometres, in two halves."""
    _panel(canvas, box)
    length = _scale_length(canvas)
    middle, half = (box[0] + box[2]) / 2, length / canvas.km_per_point / 2
    for left, colour in ((middle - half, INK), (middle, "white")):
        canvas.box(
            (left, box[1] + 5.5, left + half, box[1] + 8.5),
            _KEYS,
            facecolor=colour,
            edgecolor=INK,
            linewidth=0.5,
        )
    canvas.write(
        f"{length:,.0f} km",
        (middle, box[1] + 15.0),
        font_of(6.5),
        _KEYS,
        color=INK,
        ha="center",
        va="center_baseline",
    )


def _scale_length(canvas: Canvas) -> float:
    """A round number of kilometres, about a seventh of the frame."""
    goal = canvas.across * canvas.km_per_point / 7
    unit = 10.0 ** floor(log10(goal))
    return max(step * unit for step in (1, 2, 5) if step * unit <= goal)


def _panel(canvas: Canvas, box: Box) -> None:
    canvas.box(box, _PANEL, facecolor="white", edgecolor=QUIET, linewidth=0.5)


def free_spots(canvas: Canvas, crowd: Crowd, legend: tuple[float, float]) -> tuple[Box, Box]:
    """Where a legend of some size hides least along the edges of the map, and then the scale.

    Of places that hide as much, the lower left is taken first for the legend, and a corner before a side.
    """
    scale = (canvas.across / 7 + 16.0, 22.0)

    def box(spot: tuple[float, float], size: tuple[float, float]) -> Box:
        left = _EDGE + spot[0] * (canvas.across - 2 * _EDGE - size[0])
        bottom = _EDGE + spot[1] * (canvas.up - 2 * _EDGE - size[1])
        return left, bottom, left + size[0], bottom + size[1]

    first = min((box(spot, legend) for spot in _SPOTS), key=lambda each: round(crowd(each), 2))
    others = (each for spot in _SPOTS if not meet(each := box(spot, scale), first))
    return first, min(others, key=lambda each: round(crowd(each), 2))
