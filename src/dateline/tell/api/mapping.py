"""Maps as the API tells them: settlements with all their days, areas of one, what lies under both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dateline.model import Ground, Hold, Site
from dateline.tell import words
from dateline.tell.api.shapes.picture import (
    ControlMap,
    GroundTold,
    HoldTold,
    PlaceControl,
    PlaceHead,
    PointAt,
    Run,
    Settlement,
    SettlementFeature,
)
from dateline.tell.collecting import never
from dateline.tell.control_kept import says_so
from dateline.tell.control_view import says
from dateline.tell.map_extent import shown

if TYPE_CHECKING:
    from dateline.lore import Lore
    from dateline.tell.control_view import History
    from dateline.tell.maps.projection import Extent

__all__ = ["areas", "basemap", "control_map", "place_control"]

# Around the outermost places, as a share of the width and height and at least in degrees: room to look about.
_AROUND, _ROOM_DEGREES = 1.0, 4.0
# What is seen at first ends so far behind the outermost places.
_LEAST_DEGREES = 0.25
# Where nothing is told of any place: the lands of people.
_EVERYWHERE = (-179.0, -56.0, 179.0, 72.0)


def control_map(holds: Sequence[Hold], lore: Lore, since: str | None, until: str | None) -> ControlMap:
    """Settlements with a point, those that lie together, and who held them from a day until another."""
    from dateline.tell.maps.knowledge import theatre_of

    with never():
        placed = _shown(holds, lore)
        people = theatre_of(lore, placed).importance
        by_key: dict[str, list[Hold]] = {}
        for hold in placed:
            by_key.setdefault(hold.site.key, []).append(hold)
        return ControlMap(
            since=since or min((hold.since for hold in placed), default=None),
            until=until,
            features=tuple(_features(by_key, people, since, until)),
        )


def _shown(holds: Sequence[Hold], lore: Lore) -> list[Hold]:
    return shown(holds, None, lore.theatre.countries if lore.theatre is not None else ())


def _features(
    by_key: dict[str, list[Hold]], people: Mapping[str, float], since: str | None, until: str | None
) -> Iterator[SettlementFeature]:
    for key, holds in by_key.items():
        site, runs = holds[0].site, tuple(_runs(holds, since, until))
        if runs and site.lat is not None and site.lon is not None:
            size = people.get(key)
            yield SettlementFeature(
                geometry=PointAt(coordinates=(site.lon, site.lat)),
                properties=Settlement(
                    id=key,
                    name=site.name,
                    kind=site.kind,
                    population=None if size is None else int(size),
                    country=site.country,
                    admin1=site.admin1,
                    holds=runs,
                ),
            )


def _runs(holds: Iterable[Hold], since: str | None, until: str | None) -> Iterator[Run]:
    """Runs of days that reach into those asked for, cut to them."""
    for hold in holds:
        starts, ends = max(hold.since, since or ""), hold.until
        if (until is not None and starts >= until) or (ends is not None and ends <= starts):
            continue
        yield Run(
            since=starts,
            until=None if ends is None or (until is not None and ends >= until) else ends,
            holder=hold.holder,
            status=hold.status,
            basis=hold.basis,
            confidence=round(hold.confidence, 3),
            claimed_by=_claimant(hold) if hold.status == "claimed" else None,
        )


def _claimant(hold: Hold) -> str | None:
    """Who says that the holder has it, of the weightiest claim."""
    best = says_so(hold)
    return words.clean(best.claimant) if best is not None and best.claimant is not None else None


def areas(holds: Sequence[Hold], lore: Lore, day: str, *, settlements: bool) -> bytes:
    """What `dateline map --on D --out F.geojson` writes, with its settlements or without.

    Raises UsageError where there is nothing to draw.
    """
    from dateline.tell.maps import Look
    from dateline.tell.maps.geojson import features
    from dateline.tell.maps.knowledge import theatre_of
    from dateline.tell.maps.scene import scene_of, sheet_for

    placed, look = _shown(holds, lore), Look()
    sheet = sheet_for(placed, theatre_of(lore, placed), look, aspect=look.width / look.height)
    return features(scene_of(sheet, placed, day), settlements=settlements)


def basemap(holds: Sequence[Hold], lore: Lore, view: str) -> dict[str, object]:
    """Land, borders, waters and their names around the places that are told of."""
    from dateline.tell.maps.basemap import SOURCE
    from dateline.tell.maps.ground import ground
    from dateline.tell.maps.knowledge import theatre_of

    placed = _shown(holds, lore)
    within = _within(placed)
    extent = _around(within) if within is not None else _EVERYWHERE
    told: dict[str, object] = {"extent": extent, "source": SOURCE}
    under = ground(extent, view=view, theatre=theatre_of(lore, placed), within=within)
    for name, found in under.items():
        told[name] = {"type": "FeatureCollection", "features": found}
    return told


def _within(holds: Sequence[Hold]) -> Extent | None:
    """West, south, east and north of the places; None without any. A place alone has some land around it."""
    points = [(hold.site.lon, hold.site.lat) for hold in holds]
    known = [(lon, lat) for lon, lat in points if lon is not None and lat is not None]
    if not known:
        return None
    (west, east), (south, north) = ((min(each), max(each)) for each in zip(*known, strict=True))
    return west - _LEAST_DEGREES, south - _LEAST_DEGREES, east + _LEAST_DEGREES, north + _LEAST_DEGREES


def _around(within: Extent) -> Extent:
    """With room to look about."""
    west, south, east, north = within
    across, up = max(_AROUND * (east - west), _ROOM_DEGREES), max(_AROUND * (north - south), _ROOM_DEGREES)
    return (
        max(-180.0, west - across),
        max(-85.0, south - up),
        min(180.0, east + across),
        min(85.0, north + up),
    )


# -- one place


def place_control(told: History) -> PlaceControl:
    """A place's history with its reasons."""
    return PlaceControl(
        place=place_head(told.site),
        until=told.until,
        history=tuple(_hold(hold, told) for hold in told.holds if hold.since <= told.until),
    )


def place_head(site: Site) -> PlaceHead:
    """A place that can be held."""
    return PlaceHead(
        id=site.key,
        name=site.name,
        country=site.country,
        admin1=site.admin1,
        lat=site.lat,
        lon=site.lon,
        geonameid=site.geonameid,
    )


def _hold(hold: Hold, told: History) -> HoldTold:
    grounds = sorted(hold.grounds, key=lambda one: -one.weight)
    return HoldTold(
        since=hold.since,
        until=hold.until,
        status=hold.status,
        holder=hold.holder,
        confidence=round(hold.confidence, 3),
        basis=hold.basis,
        taken=hold.taken,
        reasons=tuple(_ground(one, told) for one in grounds),
    )


def _ground(one: Ground, told: History) -> GroundTold:
    claim, document = told.claims.get(one.claim), told.documents.get(one.document)
    return GroundTold(
        claim=one.claim,
        document=one.document,
        title=document.title or document.outlet or document.source if document is not None else None,
        agrees=one.agrees,
        weight=round(one.weight, 3),
        label=says(one, told.party(one.holder)),
        quote=words.spans(claim.content) if claim is not None else "",
        claimant=one.claimant,
        side=one.claimant_side,
        said=one.said,
        of=one.of,
        assessed=one.assessed,
        near=told.names.get(one.at, one.at) if one.at is not None else None,
        region=one.region,
    )
