"""The calibration plot: of what was held so probable, how much happened, and how often each was said.

A panel a group: everybody, then forecasters or topics. The diagonal is what would be perfect; each point has
its 95% interval, and the bars below tell how much of all estimates lies in each tenth.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import ceil
from typing import Any, Literal

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from dateline.forecast.scores import Interval, Summary
from dateline.tell.words import clipped

__all__ = ["MOST", "drawn"]

MOST = 12
"""Panels: more would be too small to read on one page. Those with the most forecasts are drawn."""

# The blue and the vermilion of Okabe and Ito, which people with any common colour blindness tell apart; the
# second only ever stands for a line of another kind.
_POINTS, _RATE = "#0072B2", "#D55E00"
_INK, _QUIET, _PALE = "#222222", "#555555", "#DDDDDD"
_PERFECT: Any = {"color": _QUIET, "linewidth": 1.0, "linestyle": (0, (4, 3))}
_OVERALL: Any = {"color": _RATE, "linewidth": 1.2, "linestyle": ":"}
# Inches. A panel's curve is a square, its bars are as wide and lower; a single panel fills half a page,
# several share its width. Places are given and not solved for: a solver's last digits differ from run to run.
_ALONE, _EACH, _ACROSS = 4.6, 2.45, 3
_BARS, _BETWEEN = 0.22, 0.14  # the height of bars as a share of the square, and what is between both
_ABOVE, _BELOW, _BESIDE, _MARGIN, _LEGEND = 0.66, 0.52, 0.78, 0.24, 0.62
_DOTS = 150  # an inch: sharp on a screen, and enough for print at this size
# Points at 0 and 1 are drawn whole.
_SHOWN = (-0.03, 1.03)
_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1.0]
# Longer names of forecasters and topics do not fit above a panel.
_LONGEST = 34
# What SVG would make up anew for each file is made from `hashsalt`; a name with a dollar is no formula.
_SETTINGS: Any = {"svg.hashsalt": "dateline", "text.parse_math": False, "font.size": 9.0}
# No date and no version in a file: the same ledger is the same bytes.
_PLAIN: dict[str, dict[str, Any]] = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}


def drawn(groups: Sequence[Summary], form: Literal["png", "svg"]) -> bytes:
    """A plot of one group or several, the first of which is everybody.

    The same groups give the same bytes.
    """
    shown = _most_used(groups)
    with rc_context(_SETTINGS):
        side = _ALONE if len(shown) == 1 else _EACH
        figure = _paper(len(shown), side)
        for place, one in enumerate(shown):
            _panel(figure, place, one, side)
        _explained(figure)
        out = io.BytesIO()
        figure.savefig(out, format=form, metadata=_PLAIN[form])
    return out.getvalue()


def _most_used(groups: Sequence[Summary]) -> list[Summary]:
    """Everybody and those with the most forecasts, in the order in which they came."""
    ranked = sorted(groups[1:], key=lambda one: (-one.forecasts, one.name))[: MOST - 1]
    return [groups[0], *(one for one in groups[1:] if one in ranked)]


def _whole(side: float) -> tuple[float, float]:
    """The width and height of a panel with all that stands around it."""
    return _BESIDE + side, _ABOVE + side * (1 + _BARS) + _BETWEEN + _BELOW


def _paper(panels: int, side: float) -> Figure:
    across = min(panels, _ACROSS)
    width, height = _whole(side)
    size = (width * across + _MARGIN, height * ceil(panels / across) + _LEGEND)
    figure = Figure(figsize=size, dpi=_DOTS, facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def _panel(figure: Figure, place: int, one: Summary, side: float) -> None:
    """One group's curve over its bars, in rows of panels."""
    row, column = divmod(place, _ACROSS)
    width, height = _whole(side)
    left = column * width + _BESIDE
    top = figure.get_figheight() - row * height - _ABOVE
    upper = _axes(figure, left, top - side, side, side)
    bars = side * _BARS
    lower = _axes(figure, left, top - side - _BETWEEN - bars, side, bars)
    _curve(upper, one)
    _use(lower, one)
    if column == 0:
        upper.set_ylabel("happened")
        lower.set_ylabel("of all\nestimates")
    lower.set_xlabel("held probable")


def _axes(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    across, up = figure.get_figwidth(), figure.get_figheight()
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _curve(axes: Axes, one: Summary) -> None:
    """The points with their intervals, against the diagonal and what happened on the whole."""
    axes.plot([0, 1], [0, 1], zorder=1, **_PERFECT)
    axes.axhline(one.base_rate, zorder=1, **_OVERALL)
    held = [point.forecast for point in one.curve]
    happened = [point.happened for point in one.curve]
    below = [point.happened - point.happened_low for point in one.curve]
    above = [point.happened_high - point.happened for point in one.curve]
    axes.errorbar(
        held, happened, yerr=[below, above], color=_POINTS, ecolor=_POINTS, elinewidth=1.1, capsize=2.5,
        marker="o", markersize=5, linestyle="none", zorder=3,
    )  # fmt: skip
    axes.set(xlim=_SHOWN, ylim=_SHOWN, xticks=_TICKS, yticks=_TICKS)
    axes.grid(color=_PALE, linewidth=0.6)
    axes.tick_params(labelbottom=False, colors=_QUIET)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    _named(axes, one)
    _framed(axes)


def _named(axes: Axes, one: Summary) -> None:
    """Who it is and how they did, above the panel."""
    count = f"{one.forecasts:,} forecast{'' if one.forecasts == 1 else 's'}, {one.base_rate:.0%} happened"
    told = f"{count}\nBrier score {_told(one.brier)}"
    axes.set_title(told, loc="left", color=_QUIET, fontsize=7.5)
    axes.annotate(
        clipped(one.name, _LONGEST), (0, 1), xycoords="axes fraction", xytext=(0, 29),
        textcoords="offset points", color=_INK, fontweight="bold", fontsize=10,
    )  # fmt: skip


def _told(value: Interval) -> str:
    ends = "" if value.low is None else f" ({value.low:.3f} to {value.high:.3f})"
    return f"{value.value:.3f}{ends}"


def _use(axes: Axes, one: Summary) -> None:
    """How much of all estimates lies in each tenth."""
    lows = [point.low for point in one.curve]
    shares = [point.share for point in one.curve]
    widths = [point.high - point.low for point in one.curve]
    axes.bar(lows, shares, width=widths, align="edge", color=_POINTS, edgecolor="white", linewidth=0.8)
    axes.set(xlim=_SHOWN, ylim=(0, max(shares) * 1.15), xticks=_TICKS)
    axes.locator_params(axis="y", nbins=2)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.tick_params(colors=_QUIET)
    _framed(axes)


def _framed(axes: Axes) -> None:
    for side, spine in axes.spines.items():
        spine.set(visible=side in ("left", "bottom"), color=_QUIET, linewidth=0.7)


def _explained(figure: Figure) -> None:
    """What points and lines are, below all panels, where they cover none."""
    figure.legend(
        [
            Line2D([], [], color=_POINTS, linewidth=1.1, marker="o", markersize=5),
            Line2D([], [], **_PERFECT),
            Line2D([], [], **_OVERALL),
        ],
        ["what happened, with its 95% interval", "as held probable, so it happened", "happened on the whole"],
        loc="lower left", frameon=False, fontsize=7.5, labelcolor=_INK,
    )  # fmt: skip
