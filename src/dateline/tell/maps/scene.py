"""All that a map shows on one day, on the plane, before it is drawn in one form or another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from dateline.model.holds import Hold
from dateline.tell.maps.areas import Area, Shade, areas_of, shade_of
from dateline.tell.maps.basemap import SOURCE, Basemap, basemap_within
from dateline.tell.maps.disputes import checked_view, disputes, view_in_words
from dateline.tell.maps.holding import Look, Party, Theatre, checked_day, extent_of, holds_on
from dateline.tell.maps.projection import Extent, Points, Projection, projection_for

__all__ = ["Frame", "Lettering", "Scene", "Sheet", "Town", "all_towns", "scene_of", "sheet_for"]

# A country is coloured if at least this share of the holds lie in it: coarse outlines put some over a border.
_LEAST_SHARE = 0.02
# Weight of a name by what happened to it and how well it is known, in steps of importance.
_KIND_FIRST = {"settlement": 1, "facility": 0}


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


@dataclass(frozen=True, slots=True)
class Town:
    """A settlement with its hold, in kilometres on the plane. `rank` 0 is the most important."""

    hold: Hold
    x: float
    y: float
    rank: int
    importance: float


@dataclass(frozen=True, slots=True)
class Lettering:
    """A name over land or water: where its middle is, in kilometres, and so much room on each side."""

    text: str
    water: bool
    x: float
    y: float
    room: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stays the same from day to day: the plane and its frame, the basemap, the land to be coloured."""

    theatre: Theatre
    look: Look
    projection: Projection
    frame: Frame
    basemap: Basemap
    land: shapely.Geometry
    parties: tuple[Party, ...]
    lettering: tuple[Lettering, ...]

    @property
    def names(self) -> dict[str, str]:
        """The parties' names by their keys."""
        return {party.key: party.name for party in self.parties}

    @property
    def shows_borders(self) -> bool:
        """Whether a border lies in the frame."""
        return self._shows(self.basemap.borders)

    @property
    def shows_disputed(self) -> bool:
        """Whether a disputed border lies in the frame."""
        return self._shows(self.basemap.disputed)

    def _shows(self, lines: Sequence[shapely.Geometry]) -> bool:
        shown = shapely.box(self.frame.west, self.frame.south, self.frame.east, self.frame.north)
        return any(shapely.intersects(shown, line) for line in lines)


@dataclass(frozen=True, slots=True)
class Scene:
    """One day on a sheet."""

    sheet: Sheet
    day: str
    towns: tuple[Town, ...]
    areas: tuple[Area, ...]

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


def sheet_for(holds: Sequence[Hold], theatre: Theatre, look: Look, *, aspect: float) -> Sheet:
    """The sheet for some holds of whatever days. `aspect` is the frame's width by its height."""
    view = checked_view(look.view)
    placed = [hold for hold in holds if hold.site.lat is not None and hold.site.lon is not None]
    extent = extent_of(placed, theatre)
    projection = projection_for(extent)
    frame = _frame(extent, projection, aspect)
    basemap = basemap_within(_seen(frame, projection, extent), projection, view=view)
    points = _points(placed, projection)
    return Sheet(
        theatre=theatre,
        look=look,
        projection=projection,
        frame=frame,
        basemap=basemap,
        land=_coloured_land(basemap, points, theatre),
        parties=_parties(placed, theatre),
        lettering=(*_countries(basemap, frame, theatre), *_captions(projection, frame, theatre)),
    )


def scene_of(sheet: Sheet, holds: Iterable[Hold], day: str, *, before: Scene | None = None) -> Scene:
    """What the sheet shows on a day. Its areas are those of the day `before` if no settlement has changed."""
    shown = holds_on(holds, checked_day(day), inferred=sheet.look.inferred)
    points = _points(shown, sheet.projection)
    towns = _towns(shown, points, sheet)
    if before is not None and _shades(before.towns) == _shades(towns):
        return Scene(sheet, day, towns, before.areas)
    return Scene(sheet, day, towns, areas_of(shown, points, sheet.land, reach_km=sheet.look.reach_km))


def all_towns(sheet: Sheet, holds: Iterable[Hold]) -> tuple[Town, ...]:
    """The settlements of any day, each with one of its holds."""
    once = {hold.site.key: hold for hold in holds if hold.site.lat is not None and hold.site.lon is not None}
    return _towns(placed := [once[key] for key in sorted(once)], _points(placed, sheet.projection), sheet)


def _shades(towns: Sequence[Town]) -> dict[str, Shade | None]:
    return {town.hold.site.key: shade_of(town.hold) for town in towns}


def _frame(extent: Extent, projection: Projection, aspect: float) -> Frame:
    """The least frame of a given shape around an extent."""
    west, south, east, north = extent
    lon, lat = np.linspace(west, east, 25), np.linspace(south, north, 25)
    edge = np.vstack(
        [np.column_stack([lon, np.full(25, each)]) for each in (south, north)]
        + [np.column_stack([np.full(25, each), lat]) for each in (west, east)]
    )
    xy = projection.forward(edge)
    (left, bottom), (right, top) = xy.min(axis=0), xy.max(axis=0)
    width, height = max(right - left, aspect * (top - bottom)), max(top - bottom, (right - left) / aspect)
    x, y = (left + right) / 2, (bottom + top) / 2
    return Frame(*(float(v) for v in (x - width / 2, y - height / 2, x + width / 2, y + height / 2)))


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


def _coloured_land(basemap: Basemap, points: Points, theatre: Theatre) -> shapely.Geometry:
    """The land of the theatre's countries, as anybody sees it; without any, of those where the holds lie."""
    shapes = [piece.shape for piece in basemap.land]
    codes = [piece.code for piece in basemap.land]
    wanted = set(theatre.countries)
    if wanted:
        wanted |= {one.key for one in disputes() if wanted & {one.un, *one.views.values()}}
    elif len(points):
        _, hit = shapely.STRtree(shapes).query(shapely.points(points), predicate="within")
        found, counts = np.unique([codes[i] for i in hit], return_counts=True)
        wanted = {str(code) for code, n in zip(found, counts, strict=True) if n >= _LEAST_SHARE * len(points)}
    land = shapely.union_all([shape for shape, code in zip(shapes, codes, strict=True) if code in wanted])
    shapely.prepare(land)
    return land


def _parties(holds: Sequence[Hold], theatre: Theatre) -> tuple[Party, ...]:
    """The theatre's, then whoever else holds something, by name."""
    known = {party.key for party in theatre.parties}
    others = sorted({hold.holder for hold in holds if hold.holder} - known)
    return (*theatre.parties, *(Party(key, key) for key in others))


def _countries(basemap: Basemap, frame: Frame, theatre: Theatre) -> Iterator[Lettering]:
    """Names of countries where each has the most room in the frame."""
    box = shapely.box(frame.west, frame.south, frame.east, frame.north)
    for code in sorted({piece.owner for piece in basemap.land} & set(theatre.country_names)):
        shapes = [shapely.intersection(p.shape, box) for p in basemap.land if p.owner == code]
        widest = max(
            (part for shape in shapes for part in shapely.get_parts(shape)), key=shapely.area, default=None
        )
        if isinstance(widest, shapely.Polygon) and not widest.is_empty:
            # To a hundredth of the frame: nobody sees the difference, and finding the very middle takes long.
            radius = shapely.maximum_inscribed_circle(widest, tolerance=frame.width / 100)
            x, y = shapely.get_coordinates(radius)[0]
            yield Lettering(
                theatre.country_names[code], False, float(x), float(y), float(shapely.length(radius))
            )


def _captions(projection: Projection, frame: Frame, theatre: Theatre) -> Iterator[Lettering]:
    for one in theatre.captions:
        [[x, y]] = projection.forward(np.array([[one.lon, one.lat]]))
        room = min(x - frame.west, frame.east - x, y - frame.south, frame.north - y)
        if room > 0:
            yield Lettering(one.text, one.kind == "water", float(x), float(y), float(room))


def _towns(holds: Sequence[Hold], points: Points, sheet: Sheet) -> tuple[Town, ...]:
    """The settlements in order of importance."""
    weight = sheet.theatre.importance

    def order(i: int) -> tuple[float, int, int, str]:
        hold = holds[i]
        kind = _KIND_FIRST.get(hold.site.kind, 0)
        return -weight.get(hold.site.key, 0.0), -kind, -len(hold.grounds), hold.site.key

    ranked = sorted(range(len(holds)), key=order)
    return tuple(
        Town(holds[i], float(points[i, 0]), float(points[i, 1]), rank, weight.get(holds[i].site.key, 0.0))
        for rank, i in enumerate(ranked)
    )
