"""Maps as PNG and SVG: a title, the map with its legend and scale, and the sources at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import shapely
from matplotlib.font_manager import FontProperties

from dateline.tell.maps.areas import Area, Shade
from dateline.tell.maps.canvas import Canvas, aspect_of, font_of, legible, settings, text_width
from dateline.tell.maps.keys import BORDER, CLAIMED, DISPUTED, entries
from dateline.tell.maps.labels import Box, Label, Tier, holds, meet, placed_labels
from dateline.tell.maps.legend import draw_legend, draw_scale, free_corners, legend_size
from dateline.tell.maps.scene import Lettering, Scene, Sheet, Town
from dateline.tell.maps.style import (
    ABROAD,
    COAST,
    HATCH,
    INK,
    LAND,
    QUIET,
    RIVER,
    SEA,
    colours_of,
    day_in_words,
    hatching,
    mixed,
    shade_fill,
)  # fmt: skip

__all__ = ["Paper", "aspect_of"]

# Order from the ground up.
_LAND, _AREAS, _LAKES, _RIVERS, _COAST, _EDGES, _CLAIMS, _BORDERS, _LETTERS, _DOTS, _NAMES = range(1, 12)
# The longest name of a settlement that a map needs has so many letters; longer ones are no names.
_LONGEST = 60
# Few days take more room in words.
_LONGEST_DAY = "2022-09-28"
# Names keep so far from the frame, in points.
_INSET = 3.0
# How far the name of a country or sea may move up or down for the names of towns, in points.
_NUDGES = (0.0, 12.0, -12.0, 24.0, -24.0, 40.0, -40.0)

# The name of a country may be so much wider than the largest circle on its land: most are wider than high.
_CROWDED = 1.4


class Paper:
    """A sheet on paper, for one day after another; names and legend stay as the first day has them."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._colours = colours_of(sheet.parties)
        self._labels: tuple[Label, ...] | None = None
        self._daily: list[Any] = []
        with settings():
            self._shore = shapely.union_all([piece.shape for piece in sheet.basemap.land])
            self._canvas = Canvas(sheet.frame, width=sheet.look.width, height=sheet.look.height)
            self._draw_ground()

    def draw(
        self, scene: Scene, *, shades: Sequence[Shade] | None = None, towns: Sequence[Town] | None = None
    ) -> None:
        """Puts a day in place of the one before.

        `shades` are what the legend lists and `towns` those that get names, if not the first day's.
        """
        with settings():
            while self._daily:
                self._daily.pop().remove()
            if self._labels is None:
                listed = sorted({area.shade for area in scene.areas}) if shades is None else list(shades)
                self._labels = self._draw_once(scene, listed, scene.towns if towns is None else towns)
            for area in scene.areas:
                self._draw_area(area)
            self._draw_edges(scene.areas)
            self._draw_dots(scene, self._labels)
            self._daily.append(self._canvas.head_right(day_in_words(scene.day)))

    def content(self, form: Literal["png", "svg"]) -> bytes:
        """The paper as a file; the same paper gives the same bytes."""
        with settings():
            return self._canvas.content(form)

    def pixels(self) -> tuple[int, int, bytes]:
        """Width, height and rows of red, green and blue."""
        with settings():
            return self._canvas.pixels()

    def _draw_ground(self) -> None:
        ground, canvas = self._sheet.basemap, self._canvas
        shapes = [piece.shape for piece in ground.land]
        canvas.fill(shapes, ABROAD, _LAND)
        canvas.fill([self._sheet.land], LAND, _LAND)
        canvas.fill(ground.lakes, SEA, _LAKES, edge=RIVER, width=0.4)
        canvas.lines(ground.rivers, RIVER, _RIVERS, width=0.9)
        canvas.lines([shapely.boundary(self._shore)], COAST, _COAST, width=0.5)
        canvas.lines(ground.borders, QUIET, _BORDERS, width=0.9, dashes=BORDER)
        canvas.lines(ground.disputed, QUIET, _BORDERS, width=0.9, dashes=DISPUTED)

    def _draw_area(self, area: Area) -> None:
        fill = shade_fill(area.shade, self._colours)
        # Without an edge of its own colour, a hairline of paper would show between neighbours.
        self._daily += self._canvas.fill([area.shape], fill, _AREAS, edge=fill, width=0.3)
        if area.shade.status == "contested":
            [over] = self._canvas.fill([area.shape], "none", _AREAS, edge=hatching(area.shade))
            over.set_hatch(HATCH)
            self._daily.append(over)
        if area.shade.status == "claimed":
            colour = self._colours.get(area.shade.holder, QUIET)
            edge = shapely.boundary(area.shape)
            self._daily.append(self._canvas.lines([edge], colour, _CLAIMS, width=1.2, dashes=CLAIMED))

    def _draw_edges(self, areas: Sequence[Area]) -> None:
        """A line around what each party holds, reported or inferred."""
        for key, colour in self._colours.items():
            held = [a.shape for a in areas if a.shade.status == "held" and a.shade.holder == key]
            if held:
                edge = shapely.boundary(shapely.union_all(held))
                self._daily.append(self._canvas.lines([edge], mixed(colour, 0.85), _EDGES, width=0.6))

    def _draw_once(self, scene: Scene, shades: Sequence[Shade], towns: Sequence[Town]) -> tuple[Label, ...]:
        """Title, legend, scale, sources and names: they look the same every day."""
        sheet, canvas = self._sheet, self._canvas
        canvas.head(scene.title, beside=day_in_words(_LONGEST_DAY))
        canvas.foot(scene.foot)
        listed = entries(shades, sheet.names, borders=sheet.shows_borders, disputed=sheet.shows_disputed)
        legend, scale = free_corners(canvas, [self._at(town) for town in towns], legend_size(listed))
        draw_legend(canvas, legend, listed, self._colours)
        draw_scale(canvas, scale)
        inside = (_INSET, _INSET, canvas.across - _INSET, canvas.up - _INSET)
        labels = placed_labels(
            towns, self._at, _measured, within=inside, taken=(legend, scale), most=sheet.look.most_names
        )
        for label in labels:
            font = font_of(label.tier.size, bold=label.tier.bold)
            canvas.write(
                _name_of(label), (label.x, label.y), font, _NAMES,
                halo=True, color=INK, va="bottom", ha="left",
            )  # fmt: skip
        self._draw_lettering([legend, scale, *map(_box_of, labels)], inside)
        return labels

    def _draw_lettering(self, taken: list[Box], inside: Box) -> None:
        """Names of countries and waters, where they touch nothing."""
        for one in self._sheet.lettering:
            text, font, colour = _letters(one, self._canvas.km_per_point)
            half, size = text_width(text, font) / 2, font.get_size()
            x, y = self._canvas.to_points(one.x, one.y)
            boxes = ((x - half, y + d - size / 2, x + half, y + d + size / 2) for d in _NUDGES)
            free = (b for b in boxes if holds(inside, b) and not any(meet(b, other) for other in taken))
            box = next((b for b in free if not (one.water and self._ashore(b))), None)
            if box is not None and (one.water or half < _CROWDED * one.room / self._canvas.km_per_point):
                taken.append(box)
                middle = (x, (box[1] + box[3]) / 2)
                self._canvas.write(text, middle, font, _LETTERS, ha="center", va="center", color=colour)

    def _ashore(self, box: Box) -> bool:
        """Whether a box of the paper lies over land: the name of a bay would seem to be a village's."""
        (left, bottom), (right, top) = self._canvas.to_km(*box[:2]), self._canvas.to_km(*box[2:])
        return bool(shapely.intersects(self._shore, shapely.box(left, bottom, right, top)))

    def _draw_dots(self, scene: Scene, labels: Sequence[Label]) -> None:
        """Dots of named settlements, dark in the colour of whoever holds them; white where that is open."""
        today = {town.hold.site.key: town.hold for town in scene.towns}
        for label in labels:
            hold = today.get(label.town.hold.site.key)
            held = hold is not None and hold.status == "held"
            colour = (
                mixed(INK, 0.4, self._colours.get(hold.holder or "", QUIET)) if held and hold else "white"
            )
            self._daily.append(self._canvas.dot(label.dot, label.tier.dot, colour, _DOTS))

    def _at(self, town: Town) -> tuple[float, float]:
        return self._canvas.to_points(town.x, town.y)


def _letters(one: Lettering, km_per_point: float) -> tuple[str, FontProperties, str]:
    """Text, font and colour: waters in slanted blue, countries in grey capitals, wide where there is room."""
    if one.water:
        return one.text, font_of(7.0, slanted=True), mixed(RIVER, 0.85, INK)
    text, large = one.text.upper(), font_of(8.0)
    wide = "\u2009".join(text)
    roomy = text_width(wide, large) / 2 < one.room / km_per_point
    return (wide, large, mixed(QUIET, 0.8)) if roomy else (text, font_of(6.5), mixed(QUIET, 0.8))


def _name_of(label: Label) -> str:
    return legible(label.town.hold.site.name)[:_LONGEST]


def _measured(name: str, tier: Tier) -> tuple[float, float]:
    return text_width(legible(name)[:_LONGEST], font_of(tier.size, bold=tier.bold)), tier.size


def _box_of(label: Label) -> Box:
    """What a name and its dot cover together, so that a country's name runs into neither."""
    width, height = _measured(label.town.hold.site.name, label.tier)
    (x, y), dot = label.dot, label.tier.dot
    return (
        min(label.x, x - dot), min(label.y, y - dot), max(label.x + width, x + dot),
        max(label.y + height, y + dot),
    )  # fmt: skip
