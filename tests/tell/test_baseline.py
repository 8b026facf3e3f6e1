"""Who held what on a first day: tables and GeoJSON, matched with the gazetteer, and whatever may be wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.lore import Lore
from dateline.model import Baseline, Site
from dateline.tell.baseline import read_baseline, side_of
from dateline.tell.baseline_file import given_in

DAY = "2031-03-01"
# Two towns as the gazetteer has them, a hamlet that it has not, and one of that name elsewhere.
TABLE = """name,geonameid,lat,lon,holder,oblast
Lyman,704204,48.99,37.81,UA,Donetsk
Kramatorsk,,48.73,37.57,Ukraine,05
Nowhere Farm,,48.8,37.7,ru,
Nowhere Farm,,49.1,37.7,,
"""


def read(lore: Lore, path: Path, content: str | bytes, **others: Any) -> Baseline:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_baseline(path, DAY, lore, **others)


def test_a_table_is_matched_with_the_gazetteer(lore: Lore, tmp_path: Path) -> None:
    found = read(lore, tmp_path / "base.csv", TABLE)
    assert (found.day, found.source) == (DAY, "base.csv, 2031-03-01")
    assert [(site.key, site.country, site.admin1, holder) for site, holder in found.rows] == [
        ("baseline:nowhere farm@48.8000,37.7000", "UKR", "Donetsk Oblast", "Russia"),
        ("baseline:nowhere farm@49.1000,37.7000", "UKR", "Donetsk Oblast", None),
        ("geonames:704204", "UKR", "Donetsk Oblast", "Ukraine"),
        ("geonames:704508", "UKR", "Donetsk Oblast", "Ukraine"),
    ]
    assert [site.name for site, _ in found.rows][2:] == ["Lyman", "Kramatorsk"]


@pytest.mark.parametrize(
    "table",
    [
        "GeonameId;Holder;LAT;Lon;remark\n704204;UKR;48.99;37.81;any words\n\n",
        "\ufeffname\tlat\tlon\tholder\r\nLyman\t48.99\t37.81\tUkraine\r\n",
        'name,lat,lon,holder\n"Lyman",48.99,37.81,"ukraine"\nLyman,48.99,37.81,UKR\n',
    ],
)
def test_separators_marks_and_spellings_may_differ(lore: Lore, tmp_path: Path, table: str) -> None:
    [(site, holder)] = read(lore, tmp_path / "base.csv", table).rows
    assert (site.key, site.name, holder) == ("geonames:704204", "Lyman", "Ukraine")


@pytest.mark.parametrize(
    ("holder", "side"),
    [("UA", "Ukraine"), ("rus", "Russia"), ("Russia", "Russia"), ("FR", "FRA"), ("the League", "the League")],
)
def test_holders_are_sides_by_name_key_or_country(lore: Lore, holder: str, side: str) -> None:
    assert side_of(holder, lore) == side
    assert side_of(holder, lore.within("russo-ukrainian")) == side


# -- GeoJSON


def collection(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def square(west: float, south: float, side: float) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


AROUND_LYMAN = square(37.7, 48.9, 0.2)


def test_points_are_places(lore: Lore, tmp_path: Path) -> None:
    points = collection(
        feature("Point", [37.81, 48.99], name="Lyman", holder="RU", oblast="05"),
        feature("Point", [37.57, 48.73, 80.0], geonameid=704508, holder=None),
    )
    found = read(lore, tmp_path / "base.geojson", points)
    assert [(site.key, site.name, holder) for site, holder in found.rows] == [
        ("geonames:704204", "Lyman", "Russia"),
        ("geonames:704508", "Kramatorsk", None),
    ]


def test_areas_colour_the_settlements_in_them(lore: Lore, tmp_path: Path) -> None:
    village = Site("name:nowhere", "Nowhere", 48.95, 37.75)
    afar = Site("name:afar", "Afar", 49.95, 37.75)
    area = collection(feature("Polygon", [AROUND_LYMAN], holder="RU"))
    held = {s.key: h for s, h in read(lore, tmp_path / "a.geojson", area, told=[village, afar]).rows}
    assert held["geonames:704204"] == held["name:nowhere"] == "Russia"
    assert not {"name:afar", "geonames:704508"} & held.keys()
    hole = collection(feature("MultiPolygon", [[AROUND_LYMAN, square(37.79, 48.97, 0.04)]], holder="RU"))
    held = {s.key: h for s, h in read(lore, tmp_path / "b.geojson", hole, told=[village]).rows}
    assert "geonames:704204" not in held
    assert held["name:nowhere"] == "Russia"


def test_where_areas_disagree_a_place_is_undecided_unless_a_point_says_more(
    lore: Lore, tmp_path: Path
) -> None:
    features = [feature("Polygon", [AROUND_LYMAN], holder=holder) for holder in ("RU", "UA")]
    held = {s.key: h for s, h in read(lore, tmp_path / "a.geojson", collection(*features)).rows}
    assert held["geonames:704204"] is None
    features.append(feature("Point", [37.81, 48.99], name="Lyman", holder="UA"))
    held = {s.key: h for s, h in read(lore, tmp_path / "b.geojson", collection(*features)).rows}
    assert held["geonames:704204"] == "Ukraine"


# -- what may be wrong

HEAD = "name,lat,lon,holder\n"
WRONG: list[tuple[str, str | bytes, str]] = [
    ("b.csv", "", "line 1: wanted the columns"),
    ("b.csv", "name,lat,holder\nLyman,48,UA\n", "lon is missing from name, lat, holder"),
    ("b.csv", "lat,lon,holder\n48,37,UA\n", "name or geonameid is missing"),
    ("b.csv", "name,lat,lat,lon,holder\n", "the column lat stands there twice"),
    ("b.csv", HEAD, "names no place"),
    ("b.csv", HEAD + "Lyman,48.99,37.81\n", "line 2: wanted 4 cells as in line 1, got 3"),
    ("b.csv", HEAD + "Lyman,48.99,37.81,UA,more\n", "line 2: wanted 4 cells as in line 1, got 5"),
    ("b.csv", HEAD + "\nLyman,north,37.81,UA\n", "line 3, column lat: wanted degrees from -90 to 90"),
    ("b.csv", HEAD + "Lyman,48,181,UA\n", "line 2, column lon: wanted degrees from -180 to 180, got '181'"),
    ("b.csv", HEAD + "Lyman,nan,37,UA\n", "column lat: wanted degrees"),
    ("b.csv", HEAD + "Lyman,inf,37,UA\n", "column lat: wanted degrees"),
    ("b.csv", HEAD + ",48,37,UA\n", "line 2: wanted a name or a geonameid, got neither"),
    ("b.csv", HEAD + '"Lyman,48,37,UA\n', "line 2: unexpected end of data"),
    ("b.csv", HEAD + "Lyman,48.99,37.81,UA\nlyman,48.99,37.81,RU\n", "line 3: .* than at b.csv, line 2"),
    ("b.csv", "geonameid,lat,lon,holder\n-4,48,37,UA\n", "wanted a number of GeoNames, got '-4'"),
    ("b.csv", f"geonameid,lat,lon,holder\n{'9' * 5000},48,37,UA\n", "column geonameid: wanted a number"),
    ("b.csv", "geonameid,lat,lon,holder\n²,48,37,UA\n", "column geonameid: wanted a number"),
    ("b.csv", HEAD.encode() + b"Lym\xffan,48,37,UA\n", "is not UTF-8 at byte 23"),
    ("b.geojson", "{", "line 1, column 2: "),
    ("b.geojson", "[" * 100_000, "is no JSON that can be read"),
    ("b.geojson", "[]", "wanted an object in braces, got \\[\\]"),
    ("b.geojson", '{"type": "Feature"}', "wanted GeoJSON that is a FeatureCollection, got 'Feature'"),
    ("b.geojson", collection(), "names no place"),
    ("b.geojson", collection(1), "feature 1: wanted an object"),
    ("b.geojson", collection({"type": "Feature"}), "feature 1, properties: wanted an object"),
    ("b.geojson", collection(feature("Point", [37, 48], name="x")), "wanted a property holder, got name"),
    ("b.geojson", collection(feature("Point", [37, 48], holder="UA")), "wanted a property name or geonameid"),
    ("b.geojson", collection(feature("Point", "37", name="x", holder="UA")), "wanted coordinates in"),
    ("b.geojson", collection(feature("Point", ["3", "4"], name="x", holder="UA")), "wanted a longitude and"),
    ("b.geojson", collection(feature("Point", [48, 137], name="x", holder="UA")), "latitude: wanted degrees"),
    ("b.geojson", collection(feature("Point", [37, 48], name=["x"], holder="UA")), "name: wanted words, got"),
    ("b.geojson", collection(feature("Point", [37, 48], name="x", holder=True)), "wanted words, got True"),
    ("b.geojson", collection(feature("LineString", [[37, 48], [38, 48]], holder="UA")), "wanted a Point"),
    ("b.geojson", collection(feature("Polygon", [[[37, 48]]], holder="UA")), "rings of at least four"),
    ("b.geojson", collection(feature("Polygon", [], holder="UA")), "wanted a polygon with an outer ring"),
    ("b.geojson", collection(feature("Polygon", [square(-140, -40, 1)], holder=0)), "no settlement is known"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "told"), WRONG, ids=lambda value: str(value)[:30])
def test_what_is_wrong_is_told_with_its_line(
    lore: Lore, tmp_path: Path, name: str, content: str | bytes, told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        read(lore, tmp_path / name, content)


def test_a_file_that_cannot_be_read_says_why(lore: Lore, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UsageError, match="cannot be read"):
            read_baseline(path, DAY, lore)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(), st.text(alphabet='nameltohdrgi,;"\n\r\0 0123456789.-')), st.booleans())
def test_no_table_makes_anything_else_than_places_or_a_line_to_the_user(
    tmp_path: Path, text: str, headed: bool
) -> None:
    path = tmp_path / "hostile.csv"
    path.write_bytes(((HEAD if headed else "") + text).encode(errors="replace"))
    try:
        places, areas = given_in(path)
    except UsageError:
        return
    assert all(abs(place.lat) <= 90 and abs(place.lon) <= 180 for place in places)
    assert headed or places or areas or not text.strip()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.sampled_from(["Point", "Polygon", "UA", ""]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "holder", "name", "geonameid"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.fixed_dictionaries({"geometry": JSON, "properties": JSON}) | JSON, max_size=3))
def test_no_features_make_anything_else(tmp_path: Path, features: list[Any]) -> None:
    path = tmp_path / "hostile.geojson"
    path.write_text(collection(*features), encoding="utf-8")
    try:
        places, areas = given_in(path)
    except UsageError:
        return
    assert len(places) + len(areas) == len(features)
