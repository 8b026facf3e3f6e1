"""What a name may mean: entries of the packs and the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.find.names import Name
from dateline.lore import Candidate, Lore
from dateline.lore.schema import Area
from dateline.model import PlaceKind

__all__ = ["AREA", "COUNTRY", "candidates"]

COUNTRY = "country:"
AREA = "area:"
# Beyond the most populous so many, a name's further bearers are villages that nothing could tell apart.
_MOST = 40
_FORMS = ("name", "adjective", "government", "people")


def candidates(name: Name, wanted: PlaceKind | None, lore: Lore) -> tuple[Candidate, ...]:
    """All that a name may stand for, the packs' entries first; `wanted` is the kind the text asks for."""
    return tuple(_candidates(name, wanted, lore))


def _candidates(name: Name, wanted: PlaceKind | None, lore: Lore) -> Iterator[Candidate]:
    told: set[str] = set()
    adjective = False
    asked = {ref.key for ref in name.refs if ref.kind == "area" and lore.areas[ref.key].kind == wanted}
    for ref in name.refs:
        if ref.kind == "area":
            if asked and ref.key not in asked:
                # "The Kasai River" is not the province.
                continue
            area = lore.areas[ref.key]
            if area.kind == "settlement":
                former = _formerly(area, lore) if wanted in (None, "settlement") else ()
                told.update(settlement.key for settlement in former)
                yield from (replace(settlement, key=f"{AREA}{area.key}") for settlement in former)
                continue
            region = _region(area, lore)
            told.update([region.key] if region else ())
            yield _of_area(area, region if area.kind == "region" else None)
        elif ref.kind == "country" and ref.form in _FORMS and (ref.form != "government" or not name.listed):
            adjective = adjective or ref.form in ("adjective", "people")
            yield _country(ref.key, lore)
    if wanted in (None, "settlement", "region") and not adjective:
        listed = [c for c in lore.gazetteer.lookup(name.text) if c.key not in told]
        if wanted == "region" and not told and not any(c.kind == "region" for c in listed):
            listed.extend(_districts(name, lore))
        if wanted == "settlement":
            # "The towns of Gao and Kidal" are not the regions around them.
            listed = [c for c in listed if c.kind == "settlement"] or listed
        at_war = lore.theatre.countries if lore.theatre else frozenset()
        yield from (c for n, c in enumerate(listed) if n < _MOST or c.country in at_war)


def _districts(name: Name, lore: Lore) -> Iterator[Candidate]:
    """Regions that are listed with their generic word: "Cooke and Grayson counties"."""
    told: set[str] = set()
    for noun in sorted(lore.lexicon.words["region-nouns"]):
        for candidate in lore.gazetteer.lookup(f"{name.text} {noun}"):
            if candidate.kind == "region" and candidate.key not in told:
                told.add(candidate.key)
                yield candidate


def _formerly(area: Area, lore: Lore) -> tuple[Candidate, ...]:
    """The settlement that once bore a name, as the gazetteer knows it today."""
    listed = lore.gazetteer.lookup(area.today or area.name)
    return tuple(c for c in listed if c.geonameid == area.geonameid and c.kind == "settlement")[:1]


def _region(area: Area, lore: Lore) -> Candidate | None:
    """The gazetteer's region that a pack lists too: "Kherson" and "Kherson Oblast" are one."""
    for candidate in lore.gazetteer.lookup(area.name):
        if candidate.kind == "region" and candidate.country in area.countries:
            return candidate
    return None


def _of_area(area: Area, region: Candidate | None) -> Candidate:
    country = area.countries[0] if len(area.countries) == 1 else ""
    admin1 = (region or area).name if area.kind == "region" else None
    return Candidate(
        geonameid=area.geonameid,
        key=f"{AREA}{area.key}",
        name=area.name,
        kind=area.kind,
        lat=area.lat,
        lon=area.lon,
        country=country,
        admin1=admin1,
        admin1code=region.admin1code if region else None,
        population=region.population if region else 0,
    )


def _country(key: str, lore: Lore) -> Candidate:
    country = lore.countries[key]
    lat, lon = country.point or _at_capital(key, country.capital, lore)
    return Candidate(
        geonameid=None,
        key=f"{COUNTRY}{key}",
        name=country.name,
        kind="country",
        lat=lat,
        lon=lon,
        country=key,
        admin1=None,
        admin1code=None,
        population=0,
    )


def _at_capital(key: str, capital: str | None, lore: Lore) -> tuple[float, float]:
    """Where a small territory stands that has no point of its own."""
    able = lore.gazetteer.lookup(capital) if capital else ()
    at = next((c for c in able if c.country == key), None) or (able[0] if able else None)
    return (at.lat, at.lon) if at else (0.0, 0.0)
