"""A figure with the map's frame in it, and how areas, lines and words are put there."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import shapely
from matplotlib import get_data_path, rc_context
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from numpy.typing import NDArray

from dateline.tell.maps.frame import Frame
from dateline.tell.maps.keys import Dashes
from dateline.tell.maps.labels import Box
from dateline.tell.maps.style import INK, QUIET, SEA

__all__ = ["Canvas", "Sandwich", "aspect_of", "font_of", "legible", "settings", "text_width"]

# Rows of pixels: red, green, blue, and how much of what lies below they hide.
Slice = NDArray[np.uint8]

# The paper is so wide in inches whatever its pixels: text keeps its size beside the map.
_INCHES = 8.0
_POINTS = 72.0
_WIDTH = _INCHES * _POINTS
# Strips above and below the map, and the margins beside it, in points.
_HEAD, _FOOT, _SIDE = 30.0, 20.0, 12.0
# No place's name is longer, nor is a list of sources that fits below a map.
_LONGEST = 600
# The sizes of title and sources, and how far they may shrink, in points.
_TITLE, _LEAST_TITLE, _SMALL, _LEAST_SMALL = 13.0, 8.0, 5.8, 4.4
# What SVG would make up anew for each file is made from `hashsalt`. A name with a dollar is no formula.
_SETTINGS: Any = {
    "svg.hashsalt": "dateline",
    "svg.fonttype": "path",
    "hatch.linewidth": 0.9,
    "text.parse_math": False,
}
# No date and no version in a file: the same map is the same bytes.
_PLAIN: dict[str, dict[str, Any]] = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}
_HALO = withStroke(linewidth=2.2, foreground="white", alpha=0.85)


def settings() -> AbstractContextManager[None]:
    """Matplotlib's settings for a map, and no others of whoever else draws in this process."""
    return rc_context(_SETTINGS)


def _inner(width: int, height: int) -> tuple[float, float]:
    return _WIDTH - 2 * _SIDE, _WIDTH * height / width - _HEAD - _FOOT


def aspect_of(width: int, height: int) -> float:
    """Width by height of the map within a paper of some pixels."""
    across, up = _inner(width, height)
    return across / up


class Canvas:
    """Paper with a frame that shows part of the plane. Places on it are in points from the frame's corner."""

    def __init__(self, frame: Frame, *, width: int, height: int) -> None:
        self._frame = frame
        self.across, self.up = _inner(width, height)
        self._height = _WIDTH * height / width
        self._figure = Figure(
            figsize=(_INCHES, self._height / _POINTS), dpi=width / _INCHES, facecolor="white"
        )
        self._agg = FigureCanvasAgg(self._figure)
        box = (_SIDE / _WIDTH, _FOOT / self._height, self.across / _WIDTH, self.up / self._height)
        self._axes = self._figure.add_axes(box, facecolor=SEA)
        self._axes.set(xlim=(frame.west, frame.east), ylim=(frame.south, frame.north), xticks=[], yticks=[])
        for spine in self._axes.spines.values():
            spine.set(color=QUIET, linewidth=0.6, zorder=99)

    @property
    def km_per_point(self) -> float:
        """Kilometres that a point of the paper shows."""
        return self._frame.width / self.across

    def to_points(self, x: float, y: float) -> tuple[float, float]:
        """From kilometres on the plane to points on the paper."""
        frame = self._frame
        return (x - frame.west) / frame.width * self.across, (y - frame.south) / frame.height * self.up

    def to_km(self, x: float, y: float) -> tuple[float, float]:
        """From points on the paper to kilometres on the plane."""
        frame = self._frame
        return frame.west + x / self.across * frame.width, frame.south + y / self.up * frame.height

    def fill(
        self,
        shapes: Iterable[shapely.Geometry],
        colour: str,
        z: float,
        *,
        edge: str = "none",
        width: float = 0.0,
    ) -> list[PathPatch]:
        """Areas in one colour."""
        paths = [path for shape in shapes if (path := _path(shape)) is not None]
        patches = [PathPatch(p, facecolor=colour, edgecolor=edge, linewidth=width, zorder=z) for p in paths]
        for patch in patches:
            # `add_patch` would look for the bounds of each, which takes longer than to draw it.
            self._axes.add_artist(patch)
        return patches

    def lines(
        self,
        shapes: Iterable[shapely.Geometry],
        colour: str,
        z: float,
        *,
        width: float,
        dashes: Dashes | None = None,
    ) -> LineCollection:
        """Lines of one kind; pieces that meet are one, so that dashes run on."""
        merged = shapely.line_merge(shapely.MultiLineString([*_line_parts(shapes)]))
        paths = [shapely.get_coordinates(part) for part in shapely.get_parts(merged)]
        return self._stroke(paths, colour, z, width, dashes)

    def line(
        self,
        start: Sequence[float],
        end: Sequence[float],
        colour: str,
        z: float,
        *,
        width: float,
        dashes: Dashes | None = None,
    ) -> None:
        """A straight line between two points of the paper."""
        self._stroke([np.array([self.to_km(*start), self.to_km(*end)])], colour, z, width, dashes)

    def _stroke(
        self, paths: Sequence[Any], colour: str, z: float, width: float, dashes: Dashes | None
    ) -> LineCollection:
        drawn = LineCollection(
            paths, colors=colour, linewidths=width, linestyles="solid" if dashes is None else [dashes],
            zorder=z, capstyle="butt" if dashes else "round", joinstyle="round",
        )  # fmt: skip
        self._axes.add_collection(drawn, autolim=False)
        return drawn

    def box(self, box: Box, z: float, **style: Any) -> Rectangle:
        """A rectangle; `style` as matplotlib has it."""
        (left, bottom), (right, top) = self.to_km(*box[:2]), self.to_km(*box[2:])
        drawn = Rectangle((left, bottom), right - left, top - bottom, zorder=z, **style)
        self._axes.add_patch(drawn)
        return drawn

    def dots(
        self, at: Sequence[tuple[float, float]], sizes: Sequence[float], colours: Sequence[str], z: float
    ) -> Artist:
        """Small circles, each of a size and a colour, with an edge of ink."""
        places = np.array([self.to_km(*each) for each in at]).reshape(-1, 2)
        return self._axes.scatter(
            places[:, 0],
            places[:, 1],
            s=np.square(sizes),
            c=list(colours),
            edgecolors=INK,
            linewidths=0.5,
            zorder=z,
        )

    def write(
        self, text: str, at: tuple[float, float], font: FontProperties, z: float, *, halo: bool = False,
        **style: Any,
    ) -> None:  # fmt: skip
        """Words within the frame; `style` as matplotlib has it."""
        effects = [_HALO] if halo else None
        self._axes.text(*self.to_km(*at), text, fontproperties=font, zorder=z, path_effects=effects, **style)

    def head(self, title: str, *, beside: str) -> None:
        """A title above the frame, which leaves room for other words `beside` it."""
        room = self.across - text_width(beside, font_of(_TITLE)) - 12.0
        text, font = _fitted(title, _TITLE, _LEAST_TITLE, room, bold=True)
        at = 1 - _HEAD / 2 / self._height
        self._figure.text(_SIDE / _WIDTH, at, text, fontproperties=font, color=INK, va="center")

    def head_right(self, text: str) -> Text:
        """Words above the frame, at its right end."""
        at = 1 - _HEAD / 2 / self._height
        font = font_of(_TITLE)
        return self._figure.text(
            1 - _SIDE / _WIDTH, at, text, fontproperties=font, color=INK, va="center", ha="right"
        )

    def foot(self, told: str) -> None:
        """Words below the frame."""
        text, font = _fitted(told, _SMALL, _LEAST_SMALL, self.across)
        at = (_FOOT - 9.0) / self._height
        self._figure.text(_SIDE / _WIDTH, at, text, fontproperties=font, color=QUIET, va="center")

    def content(self, form: Literal["png", "svg"]) -> bytes:
        """The paper as a file."""
        out = io.BytesIO()
        self._figure.savefig(out, format=form, metadata=_PLAIN[form])
        return out.getvalue()

    def sandwich(self, between: float) -> Sandwich:
        """What is on the paper now, as two slices: what lies below a height, and what lies above."""
        below = self._slice(lambda z: z < between, clear=False)
        above = self._slice(lambda z: z >= between, clear=True)
        return Sandwich(self._agg, below, above)

    def _slice(self, wanted: Callable[[float], bool], *, clear: bool) -> Slice:
        """Rows of pixels with what lies at wanted heights; `clear`: on nothing, else on paper."""
        grounds = (self._figure.patch, self._axes.patch)
        drawn = [one for one in (*self._axes.get_children(), *self._figure.texts) if one not in grounds]
        hidden = [one for one in drawn if not wanted(one.get_zorder())]
        hidden += list(grounds) if clear else []
        for one in hidden:
            one.set_visible(False)
        agg: Any = self._agg
        agg.draw()
        for one in hidden:
            one.set_visible(True)
        return np.array(agg.buffer_rgba())


class Sandwich:
    """Pixels of a film: what changes from frame to frame lies between two slices that stay, or above all."""

    def __init__(self, agg: Any, below: Slice, above: Slice) -> None:
        self._agg, self._below = agg, below
        share = above[:, :, 3:].astype(np.uint16)
        self._seen = 255 - share
        self._above = above[:, :, :3] * share

    def pixels(self, between: Sequence[Artist], on_top: Sequence[Artist]) -> tuple[int, int, bytes]:
        """Width, height and rows of red, green and blue."""
        pen = self._agg.get_renderer()
        rows = np.asarray(self._agg.buffer_rgba())
        rows[:] = self._below
        for one in sorted(between, key=Artist.get_zorder):
            one.draw(pen)
        rows[:, :, :3] = (rows[:, :, :3] * self._seen + self._above + 127) // 255
        for one in on_top:
            one.draw(pen)
        return rows.shape[1], rows.shape[0], rows[:, :, :3].tobytes()


def _line_parts(shapes: Iterable[shapely.Geometry]) -> Iterator[shapely.LineString]:
    for shape in shapes:
        yield from (part for part in shapely.get_parts(shape) if isinstance(part, shapely.LineString))


def _path(shape: shapely.Geometry) -> Outline | None:
    """Polygons with their holes as one path."""
    parts = shapely.get_parts(shapely.orient_polygons(shape))
    rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(parts)]
    if not rings:
        return None
    codes = [np.full(len(ring), Outline.LINETO, dtype=Outline.code_type) for ring in rings]
    for each in codes:
        each[0], each[-1] = Outline.MOVETO, Outline.CLOSEPOLY
    return Outline(np.vstack(rings), np.concatenate(codes))


def font_of(size: float, *, bold: bool = False, slanted: bool = False) -> FontProperties:
    """The font of the map, of some size in points; matplotlib brings it, so that all machines draw alike."""
    style = "-Bold" if bold else "-Oblique" if slanted else ""
    return FontProperties(fname=Path(get_data_path()) / "fonts" / "ttf" / f"DejaVuSans{style}.ttf", size=size)


@cache
def _letters() -> frozenset[int]:
    return frozenset(get_font(str(font_of(1.0).get_file())).get_charmap())


def legible(text: str) -> str:
    """A text on one line and not too long, with a mark for each letter that the font does not have."""
    known = "".join(
        c if ord(c) in _letters() else "\ufffd" for c in " ".join(text.split()) if c.isprintable()
    )
    return known if len(known) <= _LONGEST else known[: _LONGEST - 1] + "…"


def text_width(text: str, font: FontProperties) -> float:
    """The width of a text in points."""
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def _fitted(
    text: str, size: float, least: float, room: float, *, bold: bool = False
) -> tuple[str, FontProperties]:
    """A text so small that it fits, and cut short if it would be smaller than the least size."""
    text = legible(text)
    wide = text_width(text, font_of(size, bold=bold))
    font = font_of(min(size, max(least, size * room / max(wide, 1.0))), bold=bold)
    while len(text) > 1 and text_width(text, font) > room + 0.5:
        # A tenth at a time: a list of sources can be long.
        text = text[: min(len(text) - 2, int(len(text) * 0.9))].rstrip(" …") + "…"
    return text, font
