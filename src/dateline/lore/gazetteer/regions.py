"""First-level regions of the world, from packs/core/regions.tsv."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from dateline.errors import LoreError

__all__ = ["Region", "read_regions", "regions_table"]

_COLUMNS = ("country", "admin1code", "name", "aliases", "abbreviations", "lat", "lon", "population")


@dataclass(frozen=True, slots=True)
class Region:
    """A line of regions.tsv. `country` is ISO 3166-1 alpha-2, the point in degrees; see the file's header."""

    country: str
    admin1code: str
    name: str
    aliases: tuple[str, ...]
    abbreviations: tuple[str, ...]
    lat: float
    lon: float
    population: int


def regions_table() -> bytes:
    """The bytes of regions.tsv as shipped."""
    return (files("dateline") / "packs" / "core" / "regions.tsv").read_bytes()


def read_regions(table: bytes) -> Iterator[Region]:
    """The regions of a table. Raises LoreError that names the line when one does not fit."""
    header_seen = False
    for number, line in enumerate(table.decode("utf-8").splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(_COLUMNS):
            raise LoreError(f"regions.tsv line {number}: wanted {len(_COLUMNS)} columns, found {len(cells)}")
        if header_seen:
            yield _region(cells, number)
        elif tuple(cells) == _COLUMNS:
            header_seen = True
        else:
            raise LoreError(
                f"regions.tsv line {number}: wanted the header {' '.join(_COLUMNS)}, found {line!r}"
            )


def _region(cells: list[str], number: int) -> Region:
    country, code, name, aliases, abbreviations, lat, lon, population = cells
    try:
        return Region(
            country,
            code,
            name,
            _listed(aliases),
            _listed(abbreviations),
            float(lat),
            float(lon),
            int(population),
        )
    except ValueError as error:
        raise LoreError(
            f"regions.tsv line {number}: wanted numbers for lat, lon, population: {error}"
        ) from error


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
