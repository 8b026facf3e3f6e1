"""Maps: who holds what, what happened where, what lies under both; and why one place has its colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Request, Response
from msgspec import Meta

from dateline.model import Hold
from dateline.tell.api.asking import Day, Filtered, Query, Text, days, query_of
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.happened import Brief
from dateline.tell.api.mapping import areas, basemap, control_map, place_control
from dateline.tell.api.replies import GEOJSON, desk_of, kept
from dateline.tell.api.shapes.picture import (
    Areas,
    Basemap,
    ControlMap,
    IncidentFeature,
    IncidentMap,
    PlaceControl,
    PointAt,
)

__all__ = ["maps"]

maps = APIRouter(tags=["map"])

# Incidents that are read from the store at a time.
_AT_ONCE = 500

KnownBy = Annotated[Day, Meta(description="By what was published until this day.")]
Inferred = Annotated[bool, Meta(description="With what follows from places around.")]


class Span(Query, frozen=True):
    """A span of days."""

    since: Annotated[Day, Meta(description="The first day; default: as far back as is known.")] | None = None
    until: Annotated[Day, Meta(description="The day after the last; default: as far as is known.")] | None = (
        None
    )
    known_by: KnownBy | None = None
    inferred: Inferred = True


Early = Annotated[
    bool,
    Meta(
        description="At once: while a large store is charted for the first time, who held what on its first "
        "day, with `charted` false."
    ),
]


class Shown(Span, frozen=True):
    """A span of days, or what can be shown by now."""

    early: Early = False


class OneDay(Query, frozen=True):
    """A day."""

    on: Annotated[Day, Meta(description="The day; default: the last that is known of.")] | None = None
    known_by: KnownBy | None = None
    inferred: Inferred = True


class Shaded(OneDay, frozen=True):
    """A day, with more or less of it."""

    settlements: Annotated[
        bool, Meta(description="With a point for each settlement; without, only the areas, a tenth as long.")
    ] = True


class Happened(Filtered, frozen=True):
    """Incidents on the map."""

    limit: Annotated[int, Meta(ge=1, le=5_000, description="At most so many incidents, the last first.")] = (
        2_000
    )
    source: Annotated[Text, Meta(description="As `said_by`.")] | None = None
    confidence: (
        Annotated[int, Meta(ge=1, le=6, description="Grade of information at least as good: 1 is confirmed.")]
        | None
    ) = None


class Seen(Query, frozen=True):
    """Whose borders, around which places."""

    early: Early = False
    view: Annotated[
        Text, Meta(description="Borders as `un` (the United Nations) or a country sees them: UKR, RUS.")
    ] = "un"


@maps.get("/map/control", **operation(ControlMap, query=Shown, media=GEOJSON))
def control(request: Request) -> Response:
    """Settlements with who held them, all days of a span at once."""
    asked, desk = query_of(request, Shown), desk_of(request)
    days(since=asked.since, until=asked.until, known_by=asked.known_by)
    first = _first(desk, asked) if asked.known_by is None and asked.inferred else None
    if first is not None:
        return kept(request, lambda: _of_first_day(desk, first), media=GEOJSON, mark=_until_charted(desk))
    return kept(request, lambda: _control(desk, asked), media=GEOJSON)


def _first(desk: Desk, asked: Shown | Seen) -> Sequence[Hold] | None:
    """The holds of the first day, where these are all that can be shown by now, and that is wanted."""
    return desk.early() if asked.early else None


def _until_charted(desk: Desk) -> str:
    """What an answer depends on that is no other's once all is charted."""
    return f"{desk.mark()} first day"


def _of_first_day(desk: Desk, first: Sequence[Hold]) -> ControlMap:
    day = desk.serving.charting.baseline_day
    return replace(control_map(first, desk.lore, day, _day_after(day)), charted=False)


def _control(desk: Desk, asked: Span) -> ControlMap:
    until = asked.until or _day_after(_last(desk, asked.known_by))
    return control_map(_seen(desk, asked), desk.lore, asked.since, until)


def _seen(desk: Desk, asked: Span | OneDay) -> Sequence[Hold]:
    """Holds without most of their claims, which may be there long before the chart is."""
    if asked.known_by is None and asked.inferred:
        return desk.shown()
    return desk.charted(asked.known_by, inferred=asked.inferred).all_holds()


def _last(desk: Desk, known_by: str | None) -> str | None:
    """The last day of which anything is known."""
    told = desk.view().last_known()
    last = min(told, known_by or told) if told is not None else None
    return max(filter(None, (last, desk.serving.charting.baseline_day)), default=None)


def _day_after(day: str | None) -> str | None:
    return None if day is None else (date.fromisoformat(day) + timedelta(days=1)).isoformat()


@maps.get("/map/areas", **operation(Areas, query=Shaded, media=GEOJSON))
def list_areas(request: Request) -> Response:
    """Areas by holder, and settlements, on a day: as `dateline map` writes them."""
    asked, desk = query_of(request, Shaded), desk_of(request)
    days(on=asked.on, known_by=asked.known_by)
    return kept(request, lambda: _areas(desk, asked), media=GEOJSON)


def _areas(desk: Desk, asked: Shaded) -> bytes | Areas:
    day = asked.on or _last(desk, asked.known_by)
    # A settlement is told with its claims, an area is not.
    whole = desk.with_grounds(asked.known_by, inferred=asked.inferred) if asked.settlements else None
    told = _seen(desk, asked) if whole is None else whole
    holds = [hold for hold in told if day is not None and _covers(hold, day)]
    if day is None or not holds:
        return Areas(day=day or "", title="Nobody is known to hold anything", sources=(), features=())
    return areas(holds, desk.lore, day, settlements=asked.settlements)


def _covers(hold: Hold, day: str) -> bool:
    point = hold.site.lat is not None and hold.site.lon is not None
    return point and hold.since <= day and (hold.until is None or day < hold.until)


@maps.get("/map/incidents", **operation(IncidentMap, query=Happened, media=GEOJSON))
def incidents_on_map(request: Request) -> Response:
    """Incidents that have a point, the last first."""
    asked, desk = query_of(request, Happened), desk_of(request)
    return kept(request, lambda: _incidents(desk, asked), media=GEOJSON)


def _incidents(desk: Desk, asked: Happened) -> IncidentMap:
    view, filters = desk.view(asked.known_by), asked.filters()
    if asked.source is not None:
        filters["said_by"] = asked.source
    features: list[IncidentFeature] = []
    after: tuple[str, str] | None = None
    many = min(_AT_ONCE, asked.limit + 1)
    while True:
        found = view.incident_page(limit=many, after=after, newest=asked.newest, **filters)
        for one in found:
            feature = _feature(desk.summaries(one), asked.confidence)
            if feature is not None:
                features.append(feature)
        if len(found) < many or len(features) > asked.limit:
            return IncidentMap(truncated=len(features) > asked.limit, features=tuple(features[: asked.limit]))
        after = found[-1].day, found[-1].incident


def _feature(told: Brief, confidence: int | None) -> IncidentFeature | None:
    """An incident on the map; None where it has no point, or a worse grade than is wanted."""
    if told.point is None or (confidence is not None and told.information > confidence):
        return None
    return IncidentFeature(geometry=PointAt(coordinates=told.point), properties=told.line)


@maps.get("/map/basemap", **operation(Basemap, query=Seen))
def list_basemap(request: Request) -> Response:
    """Land, borders, rivers and lakes around the places that are told of."""
    from dateline.tell.maps.disputes import checked_view

    asked, desk = query_of(request, Seen), desk_of(request)
    checked_view(asked.view)
    first = _first(desk, asked)
    if first is not None:
        return kept(request, lambda: basemap(first, desk.lore, asked.view), mark=_until_charted(desk))
    return kept(request, lambda: basemap(desk.shown(), desk.lore, asked.view))


@maps.get("/places/{key:path}/control", **operation(PlaceControl, query=OneDay, fails=[404]))
def place(request: Request, key: str) -> Response:
    """Who held a place since when, with the claims for and against. The key is its `id` on the map, or the
    number of it in GeoNames."""
    asked, desk = query_of(request, OneDay), desk_of(request)
    days(on=asked.on, known_by=asked.known_by)
    return kept(request, lambda: _place(desk, key, asked))


def _place(desk: Desk, key: str, asked: OneDay) -> PlaceControl:
    key = f"geonames:{key}" if key.isascii() and key.isdigit() else key
    told = desk.history(key, asked.known_by, inferred=asked.inferred, on=asked.on)
    if told is None:
        raise desk.missing("place that is told of called", key)
    return place_control(told)
