"""Second-level regions of the world (counties, raions, provinces), from packs/core/districts.tsv."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from dateline.errors import LoreError

__all__ = ["COLUMNS", "District", "districts_table", "read_districts"]

COLUMNS = ("country", "admin1code", "name", "bare", "lat", "lon", "population")


@dataclass(frozen=True, slots=True)
class District:
    """A line of districts.tsv. `country` is ISO 3166-1 alpha-2, the point in degrees; see the file's header.

    `bare` is the name without its generic word, empty where the name has none.
    """

    country: str
    admin1code: str
    name: str
    bare: str
    lat: float
    lon: float
    population: int


def districts_table() -> bytes:
    """The bytes of districts.tsv as shipped."""
    return (files("dateline") / "packs" / "core" / "districts.tsv").read_bytes()


def read_districts(table: bytes) -> Iterator[District]:
    """The districts of a table. Raises LoreError that names the line when one does not fit."""
    header_seen = False
    for number, line in enumerate(table.decode("utf-8").split("\n"), 1):
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise LoreError(f"districts.tsv line {number}: wanted {len(COLUMNS)} columns, found {len(cells)}")
        if header_seen:
            yield _district(cells, number)
        elif tuple(cells) == COLUMNS:
            header_seen = True
        else:
            raise LoreError(
                f"districts.tsv line {number}: wanted the header {' '.join(COLUMNS)}, found {line!r}"
            )


def _district(cells: list[str], number: int) -> District:
    country, code, name, bare, lat, lon, population = cells
    try:
        return District(country, code, name, bare, float(lat), float(lon), int(population))
    except ValueError as error:
        raise LoreError(
            f"districts.tsv line {number}: wanted numbers for lat, lon, population: {error}"
        ) from error
