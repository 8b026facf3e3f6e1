"""A baseline as its file has it: a table of places with their holders, or GeoJSON of points and areas.

Nothing is looked up here. Whatever is wrong with a file is told with its line or feature and what was wanted.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from dateline.errors import UsageError

__all__ = ["Area", "Given", "given_in", "is_json"]

# A table of all settlements of a large country has 20 MB; areas drawn by hand far less.
_MOST_BYTES = 200_000_000
# Ids of GeoNames have eight digits today.
_MOST_DIGITS = 12
_JSON = frozenset({".geojson", ".json"})
_NEEDED = ("lat", "lon", "holder")
_NAMING = ("name", "geonameid")
_COLUMNS = (*_NAMING, *_NEEDED, "oblast")
_SEPARATORS = ",;\t"
# A ring that encloses anything has three corners, and ends where it begins.
_LEAST_RING = 4

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A place with its holder (None: undecided). `at` says where it stands: "base.csv, line 7"."""

    at: str
    name: str | None
    geonameid: int | None
    lat: float
    lon: float
    holder: str | None
    region: str | None


@dataclass(frozen=True, slots=True)
class Area:
    """Land with its holder: polygons, each of an outer ring and its holes, of longitude and latitude."""

    at: str
    polygons: tuple[tuple[Ring, ...], ...]
    holder: str | None


def given_in(path: Path) -> tuple[list[Given], list[Area]]:
    """The places and areas of a file. Raises `UsageError` that names the line or feature."""
    text = _text(path)
    if is_json(path):
        return _features(text, path.name)
    return list(_rows(text, path.name)), []


def is_json(path: Path) -> bool:
    """Whether a file is read as GeoJSON, by the ending of its name."""
    return path.suffix.casefold() in _JSON


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"--baseline: {path} has more than {_MOST_BYTES // 1_000_000} MB")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"--baseline: {path} cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise UsageError(
            f"--baseline: {path} is not UTF-8 at byte {error.start:,}; save it as UTF-8"
        ) from None


# -- a table


def _rows(text: str, name: str) -> Iterator[Given]:
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = _columns(next(rows, []), name)
        for cells in rows:
            at = f"{name}, line {rows.line_num}"
            if any(cell.strip() for cell in cells):
                yield _row(_named(cells, columns, at), at)
    except csv.Error as error:
        raise UsageError(f"{name}, line {rows.line_num}: {error}") from None


def _columns(head: Sequence[str], name: str) -> list[str]:
    columns = [cell.strip().casefold() for cell in head]
    missing = [column for column in _NEEDED if column not in columns]
    if missing or not any(column in columns for column in _NAMING):
        lacking = ", ".join(missing) or "name or geonameid"
        raise UsageError(
            f"{name}, line 1: wanted the columns name or geonameid, lat, lon, holder and, if known, oblast; "
            f"{lacking} is missing from {', '.join(columns)[:120] or 'an empty line'}"
        )
    twice = next((column for column in _COLUMNS if columns.count(column) > 1), None)
    if twice is not None:
        raise UsageError(f"{name}, line 1: the column {twice} stands there twice")
    return columns


def _named(cells: Sequence[str], columns: Sequence[str], at: str) -> dict[str, str]:
    if len(cells) != len(columns):
        raise UsageError(f"{at}: wanted {len(columns)} cells as in line 1, got {len(cells)}")
    return {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}


def _row(cells: Mapping[str, str], at: str) -> Given:
    name = cells.get("name") or None
    geonameid = _geonameid(cells.get("geonameid") or None, f"{at}, column geonameid")
    if name is None and geonameid is None:
        raise UsageError(f"{at}: wanted a name or a geonameid, got neither")
    return Given(
        at,
        name,
        geonameid,
        _degrees(cells["lat"], 90, f"{at}, column lat"),
        _degrees(cells["lon"], 180, f"{at}, column lon"),
        cells["holder"] or None,
        cells.get("oblast") or None,
    )


def _geonameid(value: object, at: str) -> int | None:
    if value is None:
        return None
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise UsageError(f"{at}: wanted a number of GeoNames, got {text[:40]!r}")
    return int(text)


def _degrees(value: object, most: int, at: str) -> float:
    try:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            degrees = float(value)
            if isfinite(degrees) and abs(degrees) <= most:
                return degrees
    except (ValueError, OverflowError):
        pass
    raise UsageError(f"{at}: wanted degrees from -{most} to {most}, got {str(value)[:40]!r}")


# -- GeoJSON


def _features(text: str, name: str) -> tuple[list[Given], list[Area]]:
    whole = _object(_json(text, name), name)
    features = whole.get("features")
    if whole.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise UsageError(
            f"{name}: wanted GeoJSON that is a FeatureCollection, got {_short(whole.get('type'))}"
        )
    places: list[Given] = []
    areas: list[Area] = []
    for number, feature in enumerate(features, 1):
        found = _feature(feature, f"{name}, feature {number}")
        if isinstance(found, Area):
            areas.append(found)
        else:
            places.append(found)
    return places, areas


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(f"{name}, line {error.lineno}, column {error.colno}: {error.msg}") from None
    except (RecursionError, ValueError) as error:
        raise UsageError(f"{name} is no JSON that can be read: {error}") from None


def _feature(feature: object, at: str) -> Given | Area:
    told = _object(feature, at)
    properties = _object(told.get("properties"), f"{at}, properties")
    geometry = _object(told.get("geometry"), f"{at}, geometry")
    if "holder" not in properties:
        raise UsageError(
            f"{at}: wanted a property holder, got {', '.join(map(str, properties))[:80] or 'none'}"
        )
    holder = _string(properties["holder"], f"{at}, holder")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Point":
        lon, lat = _point(coordinates, at)
        name = _string(properties.get("name"), f"{at}, name")
        id = _geonameid(properties.get("geonameid"), f"{at}, geonameid")
        if name is None and id is None:
            raise UsageError(f"{at}: wanted a property name or geonameid, got neither")
        return Given(at, name, id, lat, lon, holder, _string(properties.get("oblast"), f"{at}, oblast"))
    if kind == "Polygon":
        return Area(at, (_polygon(coordinates, at),), holder)
    if kind == "MultiPolygon":
        return Area(at, tuple(_polygon(each, at) for each in _list(coordinates, at)), holder)
    raise UsageError(f"{at}: wanted a Point, Polygon or MultiPolygon, got {_short(kind)}")


def _polygon(value: object, at: str) -> tuple[Ring, ...]:
    rings = tuple(tuple(_point(each, at) for each in _list(ring, at)) for ring in _list(value, at))
    for ring in rings:
        if len(ring) < _LEAST_RING or ring[0] != ring[-1]:
            raise UsageError(f"{at}: wanted rings of at least four points of which the last is the first")
    if not rings:
        raise UsageError(f"{at}: wanted a polygon with an outer ring, got none")
    return rings


def _point(value: object, at: str) -> Point:
    numbers = _list(value, at)
    if len(numbers) < 2 or any(isinstance(each, str) for each in numbers[:2]):
        raise UsageError(f"{at}: wanted a longitude and a latitude, got {_short(value)}")
    return _degrees(numbers[0], 180, f"{at}, longitude"), _degrees(numbers[1], 90, f"{at}, latitude")


def _object(value: object, at: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{at}: wanted an object in braces, got {_short(value)}")
    return value


def _list(value: object, at: str) -> list[Any]:
    if not isinstance(value, list):
        raise UsageError(f"{at}: wanted coordinates in brackets, got {_short(value)}")
    return value


def _string(value: object, at: str) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise UsageError(f"{at}: wanted words, got {_short(value)}")
    return str(value).strip() or None


def _short(value: object) -> str:
    return repr(value)[:40]
