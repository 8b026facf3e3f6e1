"""What a map takes from the packs and the gazetteer: parties, countries, seas, sizes of settlements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import cos, hypot, radians

from dateline.lore import Candidate, Lore
from dateline.model.holds import Hold
from dateline.tell.maps.holding import Caption, Inhabited, Party, Theatre

__all__ = ["theatre_of"]

_KM_PER_DEGREE = 111.2
# More settlements than any country has; the gazetteer wants a bound.
_MOST = 400_000
_WIDE = frozenset({"Sea", "Ocean"})


def theatre_of(lore: Lore, holds: Iterable[Hold]) -> Theatre:
    """The theatre that `lore` is within, for some holds; without one, what the core knows of their land.

    Holds name parties by the names of sides, as records do, or by the codes of countries without sides.
    """
    holds = list(holds)
    theatre = lore.theatre
    head = theatre.pack.head if theatre is not None else None
    sides = head.sides if head is not None else ()
    # Not coloured are a country that fights on no side, such as one whose soil is used, and one of
    # whose towns it is only known that they are named.
    fought_over = {hold.site.country for hold in holds if hold.site.country and hold.holder is not None}
    around = _around(lore, holds)
    keys = {hold.site.geonameid: hold.site.key for hold in holds if hold.site.geonameid is not None}
    return Theatre(
        name=head.name if head is not None else "",
        parties=(*(Party(side.name, side.name) for side in sides), *_countries_holding(lore, holds)),
        countries=tuple(sorted(fought_over & set(head.countries))) if head is not None else (),
        importance={keys[one.geonameid]: float(one.population) for one in around if one.geonameid in keys},
        country_names={code: country.name for code, country in lore.countries.items()},
        region_names=dict(_regions(lore, fought_over)),
        captions=(*_seas(lore), *_rivers(lore)),
        settled=tuple(
            Inhabited(one.lat, one.lon, f"{one.country} {one.admin1code}")
            for one in around
            if one.country in fought_over and one.admin1code is not None
        ),
    )


def _countries_holding(lore: Lore, holds: Iterable[Hold]) -> Iterator[Party]:
    """Holders that are told of by their countries' codes, which no reader of a legend should have to know."""
    for holder in sorted({hold.holder for hold in holds if hold.holder is not None}):
        if holder in lore.countries:
            yield Party(holder, lore.countries[holder].name)


def _seas(lore: Lore) -> Iterator[Caption]:
    """Seas and oceans; a bay's or a strait's name would not fit on its water."""
    for area in lore.areas.values():
        if area.kind == "sea" and _WIDE.intersection(area.name.split()):
            yield Caption(area.name, area.lat, area.lon)


def _rivers(lore: Lore) -> Iterator[Caption]:
    """The rivers of the core: those that a theatre adds are too small for the basemap."""
    for area in lore.within(None).areas.values():
        if area.kind == "river":
            yield Caption(area.name, area.lat, area.lon, "river")


def _around(lore: Lore, holds: list[Hold]) -> tuple[Candidate, ...]:
    """The settlements of the gazetteer in the circle around all holds: looked up at once, not one by one."""
    points = [(hold.site.lat, hold.site.lon) for hold in holds]
    known = [(lat, lon) for lat, lon in points if lat is not None and lon is not None]
    if not known:
        return ()
    (south, north), (west, east) = ((min(each), max(each)) for each in zip(*known, strict=True))
    lat, lon = (south + north) / 2, (west + east) / 2
    up, across = (north - south) / 2, (east - west) / 2 * cos(radians(min(abs(south), abs(north))))
    return lore.gazetteer.near(lat, lon, hypot(up, across) * _KM_PER_DEGREE + 1.0, _MOST)


def _regions(lore: Lore, countries: set[str]) -> Iterator[tuple[str, str]]:
    """Names of regions by code. Codes are a country's own: with several countries they tell nothing."""
    for country in countries if len(countries) == 1 else ():
        for region in lore.gazetteer.regions_of(country):
            if region.admin1code is not None:
                yield region.admin1code, region.name
