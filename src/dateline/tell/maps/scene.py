"""All that a map shows on one day, on the plane, before it is drawn in one form or another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from dateline.model.holds import Hold
from dateline.tell.maps.areas import Area, Field, Painting, Shade, coded, shade_of
from dateline.tell.maps.basemap import SOURCE, Basemap, basemap_within
from dateline.tell.maps.disputes import checked_view, disputes, view_in_words
from dateline.tell.maps.frame import Frame
from dateline.tell.maps.holding import Look, Party, Theatre, checked_day, extent_of, is_shown
from dateline.tell.maps.keys import Entry, entries
from dateline.tell.maps.lettering import Lettering, lettering
from dateline.tell.maps.projection import Extent, Points, Projection, projection_for
from dateline.tell.maps.regions import region_lines

__all__ = ["Days", "Scene", "Sheet", "Town", "scene_of", "sheet_for"]

# A country is coloured if at least this share of the holds lie in it: coarse outlines put some over a border.
_LEAST_SHARE = 0.02
# Weight of a name by what happened to it and how well it is known, in steps of importance.
_KIND_FIRST = {"settlement": 1, "facility": 0}
# Telephones held upright, and wide screens beside a list.
_TALLEST, _WIDEST = 0.5, 2.2
# After every day that can be told.
_EVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Town:
    """A settlement with its hold, in kilometres on the plane."""

    hold: Hold
    x: float
    y: float
    importance: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stays the same from day to day: the plane and its frame, the basemap, the land to be coloured."""

    theatre: Theatre
    look: Look
    projection: Projection
    frame: Frame
    basemap: Basemap
    # What is coloured: all of it, and by countries.
    land: shapely.Geometry
    lands: Mapping[str, shapely.Geometry]
    regions: tuple[shapely.Geometry, ...]
    parties: tuple[Party, ...]
    lettering: tuple[Lettering, ...]

    @property
    def names(self) -> dict[str, str]:
        """The parties' names by their keys."""
        return {party.key: party.name for party in self.parties}

    def legend(self, shades: Sequence[Shade]) -> list[Entry]:
        """What a legend lists where some shades are shown."""
        return entries(
            shades, self.names,
            borders=self._shows(self.basemap.borders),
            disputed=self._shows(self.basemap.disputed),
            regions=self._shows(self.regions),
        )  # fmt: skip

    def _shows(self, lines: Sequence[shapely.Geometry]) -> bool:
        shown = self.frame.box()
        return any(shapely.intersects(shown, line) for line in lines)


@dataclass(frozen=True, slots=True)
class Scene:
    """One day on a sheet; towns in order of importance."""

    sheet: Sheet
    day: str
    towns: tuple[Town, ...]
    painting: Painting

    @property
    def areas(self) -> tuple[Area, ...]:
        """Land by who holds it."""
        return self.painting.areas

    @property
    def title(self) -> str:
        """The title that was given, or one that says what the map is."""
        asked = self.sheet.look.title
        if asked is not None:
            return asked
        return (
            f"{self.sheet.theatre.name}: control of territory"
            if self.sheet.theatre.name
            else "Who holds what"
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """What the map rests on, the basemap first: the rest may be too long for the paper."""
        return (f"basemap {SOURCE}", *self.sheet.look.sources)

    @property
    def foot(self) -> str:
        """Whose borders are shown, and what the map rests on."""
        return f"{view_in_words(self.sheet.look.view)}. Sources: {'; '.join(self.sources)}."


def sheet_for(holds: Sequence[Hold], theatre: Theatre, look: Look, *, aspect: float | None) -> Sheet:
    """The sheet for some holds of whatever days.

    `aspect` is the frame's width by its height. None: the frame is that of the holds, and the basemap goes on
    beyond it, enough for a screen of any shape.
    """
    view = checked_view(look.view)
    placed = [hold for hold in holds if hold.site.lat is not None and hold.site.lon is not None]
    extent = extent_of(placed, theatre)
    projection = projection_for(extent)
    frame = _frame(extent, projection, aspect)
    shown = frame if aspect is not None else _any_screen(frame)
    basemap = basemap_within(_seen(shown, projection, extent), projection, view=view)
    lands = _coloured_lands(basemap, _points(placed, projection), theatre)
    land = shapely.union_all(list(lands.values()))
    shapely.prepare(land)
    return Sheet(
        theatre=theatre,
        look=look,
        projection=projection,
        frame=frame,
        basemap=basemap,
        land=land,
        lands=lands,
        regions=region_lines(theatre.settled, projection, frame, land),
        parties=_parties(placed, theatre),
        lettering=lettering(basemap, projection, frame, theatre),
    )


def scene_of(sheet: Sheet, holds: Iterable[Hold], day: str) -> Scene:
    """What the sheet shows on a day, of holds of whatever days. Raises UsageError for a day that is none."""
    return Days(sheet, holds).on(day)


class Days:
    """What a sheet shows from day to day: what has not changed is taken over."""

    def __init__(self, sheet: Sheet, holds: Iterable[Hold]) -> None:
        self._sheet = sheet
        # Of two holds of a settlement on one day, the one that was given last counts.
        shown = [hold for hold in holds if is_shown(hold, inferred=sheet.look.inferred)]
        shown.sort(key=lambda hold: hold.site.key)
        self._points = _points(shown, sheet.projection)
        self._since = np.array([hold.since for hold in shown], dtype=np.str_)
        self._until = np.array([hold.until or _EVER for hold in shown], dtype=np.str_)
        self._codes, self._shades = coded([shade_of(hold) for hold in shown])
        sites, self._site = np.unique([hold.site.key for hold in shown], return_inverse=True)
        self._last = np.empty(len(sites), dtype=np.intp)
        # A settlement of a country that is not coloured, or unknown, has any of the land around it.
        self._lands = [sheet.land, *sheet.lands.values()] if len(sheet.lands) > 1 else [sheet.land]
        numbers = {code: i for i, code in enumerate(sheet.lands, 1)} if len(sheet.lands) > 1 else {}
        self._country = np.array([numbers.get(hold.site.country or "", 0) for hold in shown], dtype=np.intp)
        weight = sheet.theatre.importance
        self._towns = [
            Town(hold, x, y, weight.get(hold.site.key, 0.0))
            for hold, (x, y) in zip(shown, self._points.tolist(), strict=True)
        ]
        self._ranked = sorted(range(len(shown)), key=lambda i: _rank(self._towns[i]))
        # The cells of the settlements of the day before, and what they were coloured by.
        self._field: tuple[bytes, Field] | None = None
        self._before: tuple[bytes, Painting] | None = None

    def all(self) -> tuple[Town, ...]:
        """The settlements of any day in order of importance, each once."""
        once: dict[str, Town] = {}
        for i in self._ranked:
            once.setdefault(self._towns[i].hold.site.key, self._towns[i])
        return tuple(once.values())

    def shades(self, first: str, last: str) -> list[Shade]:
        """All shades that any of the days has, from the first to the last."""
        during = np.flatnonzero((self._since <= last) & (self._until > first))
        return [self._shades[code] for code in np.unique(self._codes[during]) if code >= 0]

    def on(self, day: str) -> Scene:
        """One of the days. Raises UsageError for a day that is none."""
        day = checked_day(day)
        held = np.flatnonzero((self._since <= day) & (self._until > day))
        # One of each settlement: the last that is written stays.
        self._last[self._site[held]] = held
        held = self._last[np.unique(self._site[held])]
        today = set(held.tolist())
        towns = tuple(self._towns[i] for i in self._ranked if i in today)
        return Scene(self._sheet, day, towns, self._painted(held))

    def _painted(self, held: NDArray[np.intp]) -> Painting:
        sites, codes = self._site[held].tobytes(), self._codes[held]
        if self._field is None or self._field[0] != sites:
            country, reach = self._country[held], self._sheet.look.reach_km
            field = Field(self._points[held], self._lands, country, reach_km=reach)
            self._field, self._before = (sites, field), None
        if self._before is None or self._before[0] != codes.tobytes():
            self._before = codes.tobytes(), self._field[1].painted(codes, self._shades)
        return self._before[1]


def _rank(town: Town) -> tuple[float, int, int, str]:
    site = town.hold.site
    return -town.importance, -_KIND_FIRST.get(site.kind, 0), -len(town.hold.grounds), site.key


def _frame(extent: Extent, projection: Projection, aspect: float | None) -> Frame:
    """The least frame of a given shape (None: any) around an extent."""
    west, south, east, north = extent
    lon, lat = np.linspace(west, east, 25), np.linspace(south, north, 25)
    edge = np.vstack(
        [np.column_stack([lon, np.full(25, each)]) for each in (south, north)]
        + [np.column_stack([np.full(25, each), lat]) for each in (west, east)]
    )
    xy = projection.forward(edge)
    frame = Frame(*(float(v) for v in (*xy.min(axis=0), *xy.max(axis=0))))
    return frame if aspect is None else frame.shaped(aspect)


def _any_screen(frame: Frame) -> Frame:
    """What screens of any shape show around a frame."""
    tall, wide = frame.shaped(min(_TALLEST, frame.width / frame.height)), frame.shaped(_WIDEST)
    return Frame(wide.west, tall.south, wide.east, tall.north)


def _seen(frame: Frame, projection: Projection, extent: Extent) -> Extent:
    """The box in degrees that holds all of the frame."""
    across, up = np.linspace(frame.west, frame.east, 15), np.linspace(frame.south, frame.north, 15)
    grid = np.array([(x, y) for x in across for y in up])
    lonlat = projection.back(grid)
    # Longitudes as near as can be to the extent's, which may pass the antimeridian.
    middle = (extent[0] + extent[2]) / 2
    lon = (lonlat[:, 0] - middle + 180) % 360 - 180 + middle
    return float(lon.min()), float(lonlat[:, 1].min()), float(lon.max()), float(lonlat[:, 1].max())


def _points(holds: Sequence[Hold], projection: Projection) -> Points:
    degrees = [(hold.site.lon, hold.site.lat) for hold in holds]
    return projection.forward(np.array(degrees, dtype=float).reshape(-1, 2))


def _coloured_lands(basemap: Basemap, points: Points, theatre: Theatre) -> dict[str, shapely.Geometry]:
    """The land of each of the theatre's countries; without any, of those where the holds lie.

    What several see as theirs is part of each.
    """
    shapes = [piece.shape for piece in basemap.land]
    codes = [piece.code for piece in basemap.land]
    wanted = set(theatre.countries)
    if not wanted and len(points):
        _, hit = shapely.STRtree(shapes).query(shapely.points(points), predicate="within")
        found, counts = np.unique([codes[i] for i in hit], return_counts=True)
        wanted = {str(code) for code, n in zip(found, counts, strict=True) if n >= _LEAST_SHARE * len(points)}
    own = {code: {code, *_disputed_by(code)} for code in sorted(wanted)}
    return {
        code: shapely.union_all([shape for shape, each in zip(shapes, codes, strict=True) if each in mine])
        for code, mine in own.items()
    }


def _disputed_by(code: str) -> Iterator[str]:
    """Keys of the land that a country has in somebody's view."""
    yield from (one.key for one in disputes() if code in (one.un, *one.views.values()))


def _parties(holds: Sequence[Hold], theatre: Theatre) -> tuple[Party, ...]:
    """The theatre's, then whoever else holds something, by name."""
    known = {party.key for party in theatre.parties}
    others = sorted({hold.holder for hold in holds if hold.holder} - known)
    return (*theatre.parties, *(Party(key, key) for key in others))
