"""A scenario drawn: how probable its propositions are, and what each link does to what hangs on it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke

from dateline.tell.plots.layers import Graph, Layout, laid_out
from dateline.tell.words import clean, clipped

__all__ = ["Arrow", "Box", "drawn"]

# The blue and the vermilion of Okabe and Ito, as in the other plots; what makes less probable is dashed too.
_MORE, _LESS = "#0072B2", "#D55E00"
_INK, _QUIET, _PALE, _PAPER = "#222222", "#555555", "#E4E8EC", "#FFFFFF"
# Inches: a box is as wide as a newspaper's column; between boxes there is room for a number on each link.
_WIDTH, _BETWEEN, _MARGIN, _HEAD, _FOOT = 2.35, 1.15, 0.3, 0.62, 0.5
_PAD, _LINE, _BAR, _ID = 0.1, 0.155, 0.15, 0.17
_MOST_LINES = 5
_TEXT, _SMALL, _NUMBER, _TITLE = 8.5, 6.8, 9.0, 13.0  # points
# An inch has so many dots, unless the whole would have more than so many: then as many as that allows.
_DOTS, _MOST_DOTS = 150, 40_000_000
_THIN, _THICK = 0.8, 4.2
# Inches between the ends of links that lead into one box; of the most parents, they still end near it.
_APART = 0.1
_HEAD_LONG, _HEAD_WIDE = 0.13, 0.055  # of an arrow, from its line's middle
# Letters of an id beside which there is room for what it was; a change that a number to a tenth shows.
_LONGEST, _SHOWS = 30, 5e-4
# Where a link's number stands on its last stretch: nearer to its end, where the links of one parent part.
_AT = 0.6
_SETTINGS: Any = {"svg.hashsalt": "dateline", "text.parse_math": False}
# No date and no version in a file: the same scenario and day are the same bytes.
_PLAIN: dict[str, dict[str, Any]] = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}
_HALO = withStroke(linewidth=2.4, foreground=_PAPER)


@dataclass(frozen=True, slots=True)
class Box:
    """A proposition: its id, its words, how probable it is and was before anything moved it."""

    id: str
    says: str
    probability: float
    prior: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link, and how much more probable the second is when the first holds."""

    parent: str
    child: str
    strength: float


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The paper and where things stand on it, in inches from its upper left corner."""

    figure: Figure
    layout: Layout
    lines: Mapping[str, Sequence[str]]
    heights: Mapping[str, float]
    left: float
    ends: Mapping[tuple[str, str], float]

    def corner(self, id: str) -> tuple[float, float]:
        """The upper left corner of a box."""
        middle = self.layout.middles[id]
        return self.x(self.layout.columns[id]), _HEAD + middle - self.heights[id] / 2

    def x(self, column: int) -> float:
        """Where a column begins."""
        return self.left + column * (_WIDTH + _BETWEEN)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point as the figure counts: shares of its width and height, from the lower left corner."""
        return x / self.figure.get_figwidth(), 1 - y / self.figure.get_figheight()


def drawn(
    title: str, note: str, boxes: Sequence[Box], arrows: Sequence[Arrow], form: Literal["png", "svg"]
) -> bytes:
    """The drawing; `note` stands below the title. The same arguments give the same bytes."""
    with rc_context(_SETTINGS):
        sheet = _sheet(boxes, arrows)
        _heading(sheet, title, note)
        for arrow in arrows:
            _link(sheet, arrow)
        for box in boxes:
            _box(sheet, box)
        # After all boxes, so that no number is hidden.
        for arrow in arrows:
            _number(sheet, arrow)
        _explained(sheet)
        out = io.BytesIO()
        # Its title, for those who have it read to them.
        told = _PLAIN[form] | {"Title": clean(title)}
        sheet.figure.savefig(out, format=form, metadata=told)
    return out.getvalue()


def _sheet(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> _Sheet:
    measure = _Measure()
    lines = {box.id: measure.wrapped(clean(box.says), _WIDTH - 2 * _PAD) for box in boxes}
    heights = {id: _ID + _LINE * len(some) + _BAR + 3 * _PAD for id, some in lines.items()}
    layout = laid_out(Graph(heights, [(arrow.parent, arrow.child) for arrow in arrows]))
    columns = max(layout.columns.values(), default=0) + 1
    inner = columns * _WIDTH + (columns - 1) * _BETWEEN
    # Title and legend want room, however few columns there are.
    width = max(inner, 6.4) + 2 * _MARGIN
    height = layout.height + _HEAD + _FOOT
    dots = min(_DOTS, (_MOST_DOTS / (width * height)) ** 0.5)
    figure = Figure(figsize=(width, height), dpi=dots, facecolor=_PAPER)
    FigureCanvasAgg(figure)
    return _Sheet(figure, layout, lines, heights, (width - inner) / 2, _ends(layout, arrows))


def _ends(layout: Layout, arrows: Sequence[Arrow]) -> dict[tuple[str, str], float]:
    """How far below the middle of its box each link ends: side by side, in the order in which they come."""
    into: dict[str, list[tuple[float, str]]] = {}
    for arrow in arrows:
        way = layout.ways[arrow.parent, arrow.child]
        from_height = way[-1][1] if way else layout.middles[arrow.parent]
        into.setdefault(arrow.child, []).append((from_height, arrow.parent))
    return {
        (parent, child): _APART * (place - (len(parents) - 1) / 2)
        for child, parents in into.items()
        for place, (_, parent) in enumerate(sorted(parents))
    }


class _Measure:
    """How wide words are, in inches."""

    def __init__(self) -> None:
        self._font = FontProperties(size=_TEXT)
        make: Any = RendererAgg
        self._renderer = make(1, 1, 72)

    def width(self, words: str) -> float:
        """The width of some words as they stand in a box."""
        wide, _, _ = self._renderer.get_text_width_height_descent(words, self._font, ismath=False)
        return float(wide) / 72

    def wrapped(self, text: str, width: float) -> list[str]:
        """Lines no wider than so many inches; what does not fit into the most lines ends with an ellipsis."""
        lines = [""]
        for word in (piece for whole in text.split() for piece in self._pieces(whole, width)):
            longer = f"{lines[-1]} {word}".strip()
            if self.width(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) > _MOST_LINES:
            lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]} …"]
        return lines

    def _pieces(self, word: str, width: float) -> list[str]:
        """A word in pieces that fit, as hardly any needs."""
        pieces = [""]
        for letter in word:
            if self.width(pieces[-1] + letter) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces


# -- what stands on it


def _say(sheet: _Sheet, x: float, y: float, words: str, **style: Any) -> Any:
    return sheet.figure.text(*sheet.at(x, y), words, **({"va": "center", "color": _INK} | style))


def _heading(sheet: _Sheet, title: str, note: str) -> None:
    _say(sheet, _MARGIN, 0.24, clean(title), fontsize=_TITLE, fontweight="bold")
    _say(sheet, _MARGIN, 0.46, clean(note), fontsize=_SMALL + 0.7, color=_QUIET)


def _box(sheet: _Sheet, box: Box) -> None:
    x, y = sheet.corner(box.id)
    height = sheet.heights[box.id]
    _put(sheet, x, y, height)
    above = y + _PAD + _ID / 2 - 0.02
    _say(sheet, x + _PAD, above, clipped(box.id, _LONGEST), fontsize=_SMALL, color=_QUIET)
    if _moved(box):
        was = f"was {100 * box.prior:.1f}%"
        _say(sheet, x + _WIDTH - _PAD, above, was, fontsize=_SMALL, ha="right", color=_QUIET)
    for place, line in enumerate(sheet.lines[box.id]):
        _say(sheet, x + _PAD, y + _PAD + _ID + (place + 0.5) * _LINE, line, fontsize=_TEXT)
    _bar(sheet, box, x + _PAD, y + height - _PAD - _BAR)


def _moved(box: Box) -> bool:
    return abs(box.probability - box.prior) >= _SHOWS


def _put(sheet: _Sheet, x: float, y: float, height: float) -> None:
    """A box with round corners: drawn in inches, so that they are round whatever the paper's shape."""
    across, up = sheet.figure.get_figwidth(), sheet.figure.get_figheight()
    left, bottom = sheet.at(x, y + height)
    shape = FancyBboxPatch(
        (left * across, bottom * up),
        _WIDTH,
        height,
        boxstyle="round,pad=0,rounding_size=0.07",
        transform=sheet.figure.dpi_scale_trans,
        facecolor="#F7F9FB",
        edgecolor=_QUIET,
        linewidth=0.9,
        zorder=3,
    )
    sheet.figure.add_artist(shape)


def _bar(sheet: _Sheet, box: Box, x: float, y: float) -> None:
    """How probable it is, as a bar and a number; a mark where it was before anything moved it."""
    number, whole = 0.62, _WIDTH - 2 * _PAD - 0.62
    _strip(sheet, x, y, whole, _PALE)
    _strip(sheet, x, y, whole * box.probability, _MORE)
    if _moved(box):
        _strip(sheet, x + whole * box.prior - 0.0125, y - 0.03, 0.025, _INK, height=_BAR + 0.06)
    told = f"{100 * box.probability:.1f}%"
    right = x + whole + number
    _say(sheet, right, y + _BAR / 2, told, fontsize=_NUMBER, fontweight="bold", ha="right")


def _strip(sheet: _Sheet, x: float, y: float, width: float, colour: str, height: float = _BAR) -> None:
    left, bottom = sheet.at(x, y + height)
    across, up = sheet.figure.get_figwidth(), sheet.figure.get_figheight()
    sheet.figure.add_artist(
        Rectangle(
            (left, bottom),
            width / across,
            height / up,
            transform=sheet.figure.transFigure,
            facecolor=colour,
            edgecolor="none",
            zorder=4,
        )
    )


# -- links


def _points(sheet: _Sheet, arrow: Arrow) -> list[tuple[float, float]]:
    """Where a link leads through, in inches: from the right of one box to the left of another."""
    layout = sheet.layout
    start = sheet.x(layout.columns[arrow.parent]) + _WIDTH, _HEAD + layout.middles[arrow.parent]
    below = sheet.ends[arrow.parent, arrow.child]
    end = sheet.x(layout.columns[arrow.child]), _HEAD + layout.middles[arrow.child] + below
    found = [start]
    for column, middle in layout.ways[arrow.parent, arrow.child]:
        found += [(sheet.x(column), _HEAD + middle), (sheet.x(column) + _WIDTH, _HEAD + middle)]
    return [*found, end]


def _link(sheet: _Sheet, arrow: Arrow) -> None:
    colour, dashes = (_MORE, "solid") if arrow.strength >= 0 else (_LESS, (0, (3.5, 2)))
    width = _THIN + (_THICK - _THIN) * min(1.0, abs(arrow.strength))
    up = sheet.figure.get_figheight()
    points = [(x, up - y) for x, y in _points(sheet, arrow)]
    # The line ends within the head, so that a thick one does not show beside its tip.
    x, y = points[-1]
    points[-1] = (x - 0.6 * _HEAD_LONG, y)
    half = _HEAD_WIDE + width / 144
    style: Any = {"transform": sheet.figure.dpi_scale_trans, "edgecolor": colour, "zorder": 2}
    line = PathPatch(_curve(points), facecolor="none", linewidth=width, linestyle=dashes, **style)
    back = x - _HEAD_LONG
    tip = Polygon([(x, y), (back, y + half), (back, y - half)], facecolor=colour, linewidth=0, **style)
    sheet.figure.add_artist(line)
    sheet.figure.add_artist(tip)


def _curve(points: Sequence[tuple[float, float]]) -> Outline:
    """A line through points that leaves and enters each level."""
    vertices, codes = [points[0]], [int(Outline.MOVETO)]
    for (x1, y1), (x2, y2) in pairwise(points):
        bend = (x2 - x1) / 2
        vertices += [(x1 + bend, y1), (x2 - bend, y2), (x2, y2)]
        codes += [int(Outline.CURVE4)] * 3
    return Outline(vertices, codes)


def _number(sheet: _Sheet, arrow: Arrow) -> None:
    points = _points(sheet, arrow)
    (x1, y1), (x2, y2) = points[-2], points[-1]
    # A point of the curve, which bends at half of its way.
    t = _AT
    x = x1 + (x2 - x1) * (1.5 * t * (1 - t) + t**3)
    y = y1 + (y2 - y1) * (3 * t**2 - 2 * t**3)
    told = f"{100 * arrow.strength:+.0f}".replace("-", "−")
    colour = _MORE if arrow.strength >= 0 else _LESS
    _say(
        sheet, x, y, told, fontsize=_SMALL + 0.6, fontweight="bold", ha="center", color=colour,
        path_effects=[_HALO], zorder=5,
    )  # fmt: skip


def _explained(sheet: _Sheet) -> None:
    """What lines, numbers and marks are, below everything."""
    y = sheet.figure.get_figheight() - 0.22
    told = (
        "A number on a link: by how many points what hangs on it is more (blue, whole line) or less "
        "(vermilion, dashed) probable when it holds."
    )
    for place, line in enumerate(_folded(told, sheet.figure.get_figwidth() - 2 * _MARGIN)):
        _say(sheet, _MARGIN, y - 0.07 + 0.13 * place, line, fontsize=_SMALL, color=_QUIET)


def _folded(words: str, width: float) -> list[str]:
    return _Measure().wrapped(words, width * _TEXT / _SMALL)
