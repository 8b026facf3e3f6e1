"""Maps as PNG and SVG: a title, the map with its legend and scale, and the sources at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin
from typing import Literal

import shapely
from matplotlib.artist import Artist
from matplotlib.font_manager import FontProperties

from dateline.tell.maps.areas import Area, Shade
from dateline.tell.maps.canvas import Canvas, Sandwich, aspect_of, font_of, legible, settings, text_width
from dateline.tell.maps.keys import BORDER, CLAIMED, DISPUTED, REGION
from dateline.tell.maps.labels import Box, Label, Tier, holds, meet, placed_labels
from dateline.tell.maps.legend import Crowd, draw_legend, draw_scale, free_spots, legend_size
from dateline.tell.maps.lettering import Lettering
from dateline.tell.maps.scene import Scene, Town
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

# Order from the ground up. What changes from day to day lies between the land and the lakes, or on top.
_LAND, _AREAS, _EDGES, _CLAIMS, _LAKES, _RIVERS, _COAST, _BORDERS, _LETTERS, _NAMES, _DOTS = range(1, 12)
# The longest name of a settlement that a map needs has so many letters; longer ones are no names.
_LONGEST = 60
# Few days take more room in words.
_LONGEST_DAY = "2022-09-28"
# Names keep so far from the frame, in points.
_INSET = 3.0
# How far the name of a country or sea may move up or down for the names of towns, in points.
_NUDGES = (0.0, 12.0, -12.0, 24.0, -24.0, 40.0, -40.0)
# The name of a river begins so far from its line, in points.
_OFF_RIVER = 1.0
# What it counts for, when a place is sought for the legend, to hide land of which nothing is told, and the
# name of a settlement, against a box full of what is told.
_UNTOLD, _NAME = 0.1, 0.03
# The name of a country may be so much wider than the largest circle on its land: most are wider than high.
_CROWDED = 1.4


class Paper:
    """A sheet on paper, for one day after another; names and legend stay as the first day has them.

    `shades` are what the legend lists and `towns` those that get names, if not the first day's.
    """

    def __init__(
        self, first: Scene, *, shades: Sequence[Shade] | None = None, towns: Sequence[Town] | None = None
    ) -> None:
        self._sheet = first.sheet
        self._colours = colours_of(self._sheet.parties)
        # What is drawn for one day: on the land, and on top of all.
        self._daily: list[Artist] = []
        self._on_top: list[Artist] = []
        self._sandwich: Sandwich | None = None
        with settings():
            self._shore = shapely.union_all([piece.shape for piece in self._sheet.basemap.land])
            look = self._sheet.look
            self._canvas = Canvas(self._sheet.frame, width=look.width, height=look.height)
            self._draw_ground()
            listed = sorted({area.shade for area in first.areas}) if shades is None else list(shades)
            self._labels = self._draw_words(first, listed, first.towns if towns is None else towns)

    def content(self, scene: Scene, form: Literal["png", "svg"]) -> bytes:
        """A day as a file; the same day gives the same bytes."""
        with settings():
            self._draw(scene)
            return self._canvas.content(form)

    def pixels(self, scene: Scene) -> tuple[int, int, bytes]:
        """A day as width, height and rows of red, green and blue. What all days share is drawn once."""
        with settings():
            self._clear()
            if self._sandwich is None:
                self._sandwich = self._canvas.sandwich(_LAKES)
            self._draw(scene)
            return self._sandwich.pixels(self._daily, self._on_top)

    def _clear(self) -> None:
        for each in (self._daily, self._on_top):
            while each:
                each.pop().remove()

    def _draw(self, scene: Scene) -> None:
        """Puts a day in place of the one before."""
        self._clear()
        for area in scene.areas:
            self._draw_area(area)
        for holder, edge in scene.painting.edges:
            colour = mixed(self._colours.get(holder, QUIET), 0.85)
            self._daily.append(self._canvas.lines([edge], colour, _EDGES, width=0.6))
        self._on_top.append(self._dots(scene))
        self._on_top.append(self._canvas.head_right(day_in_words(scene.day)))

    def _draw_ground(self) -> None:
        ground, canvas = self._sheet.basemap, self._canvas
        shapes = [piece.shape for piece in ground.land]
        canvas.fill(shapes, ABROAD, _LAND)
        canvas.fill([self._sheet.land], LAND, _LAND)
        canvas.fill(ground.lakes, SEA, _LAKES, edge=RIVER, width=0.4)
        canvas.lines(ground.rivers, RIVER, _RIVERS, width=0.9)
        canvas.lines([shapely.boundary(self._shore)], COAST, _COAST, width=0.5)
        canvas.lines(self._sheet.regions, QUIET, _BORDERS, width=0.6, dashes=REGION)
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

    def _draw_words(self, scene: Scene, shades: Sequence[Shade], towns: Sequence[Town]) -> tuple[Label, ...]:
        """Title, legend, scale, sources and names: they look the same every day."""
        sheet, canvas = self._sheet, self._canvas
        canvas.head(scene.title, beside=day_in_words(_LONGEST_DAY))
        canvas.foot(scene.foot)
        listed = sheet.legend(shades)
        legend, scale = free_spots(canvas, self._crowd(scene, towns), legend_size(listed))
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

    def _crowd(self, scene: Scene, towns: Sequence[Town]) -> Crowd:
        """How much a box of the paper would hide, from 0 to a little over 1."""
        coloured = [area.shape for area in scene.areas]
        named = [self._at(town) for town in towns[: self._sheet.look.most_names]]

        def crowd(box: Box) -> float:
            ground = self._ground(box)
            told = sum(shapely.area(shapely.intersection(coloured, ground)), 0.0)
            open_to_it = float(shapely.area(shapely.intersection(self._sheet.land, ground)))
            hidden = sum(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in named)
            return float(told + _UNTOLD * open_to_it) / ground.area + _NAME * hidden

        return crowd

    def _ground(self, box: Box) -> shapely.Polygon:
        """What a box of the paper covers, in kilometres."""
        (left, bottom), (right, top) = self._canvas.to_km(*box[:2]), self._canvas.to_km(*box[2:])
        return shapely.box(left, bottom, right, top)

    def _draw_lettering(self, taken: list[Box], inside: Box) -> None:
        """Names of countries, waters and rivers, where they touch nothing."""
        for one in self._sheet.lettering:
            if one.angle is not None:
                self._draw_river(one, one.angle, taken, inside)
                continue
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

    def _draw_river(self, one: Lettering, angle: float, taken: list[Box], inside: Box) -> None:
        """A river's name along it, above its line."""
        font = font_of(6.2, slanted=True)
        half, up = text_width(one.text, font) / 2, font.get_size()
        (x, y), turn = self._canvas.to_points(one.x, one.y), radians(angle)
        across, along = (
            half * abs(cos(turn)) + up * abs(sin(turn)),
            half * abs(sin(turn)) + up * abs(cos(turn)),
        )
        box = (x - across, y - along, x + across, y + along)
        if holds(inside, box) and not any(meet(box, other) for other in taken):
            taken.append(box)
            off = (x - _OFF_RIVER * sin(turn), y + _OFF_RIVER * cos(turn))
            self._canvas.write(
                one.text, off, font, _LETTERS, ha="center", va="bottom", rotation=angle,
                rotation_mode="anchor", color=mixed(RIVER, 0.85, INK), halo=True,
            )  # fmt: skip

    def _ashore(self, box: Box) -> bool:
        """Whether a box of the paper lies over land: the name of a bay would seem to be a village's."""
        return bool(shapely.intersects(self._shore, self._ground(box)))

    def _dots(self, scene: Scene) -> Artist:
        """Dots of named settlements, dark in the colour of whoever holds them; white where that is open."""
        named = {label.town.hold.site.key for label in self._labels}
        today = {t.hold.site.key: t.hold for t in scene.towns if t.hold.site.key in named}
        colours = []
        for label in self._labels:
            hold = today.get(label.town.hold.site.key)
            held = hold is not None and hold.status == "held"
            colours.append(
                mixed(INK, 0.4, self._colours.get(hold.holder or "", QUIET)) if held and hold else "white"
            )
        at, sizes = [label.dot for label in self._labels], [label.tier.dot for label in self._labels]
        return self._canvas.dots(at, sizes, colours, _DOTS)

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
