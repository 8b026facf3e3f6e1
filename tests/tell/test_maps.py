"""Maps of invented settlements: on a grid in a plain of Chad, and on Crimea where borders matter."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dateline.errors import UsageError
from dateline.lore import Lore
from dateline.model.holds import Hold, Site
from dateline.tell.maps import Look, Party, Theatre, draw
from dateline.tell.maps.areas import Area, Shade
from dateline.tell.maps.canvas import Canvas
from dateline.tell.maps.command import MapWanted, checked, draw_wanted, parsed_extent, parsed_size
from dateline.tell.maps.frame import Frame
from dateline.tell.maps.holding import Caption, extent_of
from dateline.tell.maps.keys import entries
from dateline.tell.maps.knowledge import theatre_of
from dateline.tell.maps.labels import Box, meet, placed_labels
from dateline.tell.maps.legend import free_spots
from dateline.tell.maps.scene import Town
from dateline.tell.maps.style import colours_of, mixed, shade_fill
from tests.tell.mapped import DAY, PARTIES, SMALL, THEATRE, grid, ground, hold, scene

# -- names, legend, colours

NAMES = st.text("abcdefgh", min_size=1, max_size=12)
PLACES = st.lists(st.tuples(NAMES, st.floats(0, 300), st.floats(0, 200)), max_size=60)


@given(PLACES)
def test_names_touch_neither_each_other_nor_the_edge_nor_the_legend(
    places: list[tuple[str, float, float]],
) -> None:
    towns = [Town(hold(name, 0, 0), x, y, 0) for name, x, y in places]
    legend: Box = (5, 5, 90, 80)
    labels = placed_labels(
        towns, lambda town: (town.x, town.y), lambda name, tier: (4.0 * len(name), tier.size),
        within=(0, 0, 300, 200), taken=(legend,), most=40,
    )  # fmt: skip
    boxes = [
        (one.x, one.y, one.x + 4.0 * len(one.town.hold.site.name), one.y + one.tier.size) for one in labels
    ]
    for i, box in enumerate(boxes):
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= 300
        assert box[3] <= 200
        assert not any(meet(box, other) for other in (*boxes[:i], legend))


def test_the_most_important_names_come_first() -> None:
    drawn = scene(grid())
    assert [town.hold.site.name for town in drawn.towns[:3]] == ["Town 77", "Town 66", "Town 55"]


def test_the_legend_lists_what_there_is_in_the_order_of_parties() -> None:
    shades = [area.shade for area in scene(grid()).areas]
    listed = [
        entry.text
        for entry in entries(
            shades, {"north": "The North", "south": "The South"}, borders=True, disputed=False
        )
    ]
    assert listed == [
        "The North", "The North, inferred", "The South", "The South, inferred", "Contested",
        "Claimed by The North, not confirmed", "Not known", "Border",
    ]  # fmt: skip


def test_the_legend_of_many_parties_lists_each_once() -> None:
    shades = [
        Shade(status, holder, pale)
        for status in ("held", "claimed")
        for holder in "abc"
        for pale in (True, False)
    ]
    listed = [
        entry.text
        for entry in entries(shades, {key: key.upper() for key in "abcd"}, borders=True, disputed=True)
    ]
    assert listed == [
        "A", "B", "C", "Inferred: paler", "Claimed, not confirmed", "Not known", "Border", "Border, disputed",
    ]  # fmt: skip


def test_the_legend_stands_where_it_hides_least_and_the_scale_beside_it() -> None:
    canvas = Canvas(Frame(0, 0, 400, 300), width=400, height=300)
    right = free_spots(canvas, lambda box: float(box[0] < canvas.across / 2), (100.0, 80.0))
    assert [box[0] > canvas.across / 2 for box in right] == [True, True]
    assert not meet(*right)
    top = free_spots(canvas, lambda box: 1.0 if box[1] < 90 else 0.5 if box[0] < 200 else 0.2, (100.0, 80.0))
    assert top[0][2] > canvas.across - 10
    assert top[0][1] > 90
    # Where all are alike, it stands at the lower left.
    assert free_spots(canvas, lambda _: 0.0, (100.0, 80.0))[0][:2] == (5.0, 5.0)


def test_a_river_has_its_name_along_its_line_and_one_without_a_line_has_none() -> None:
    rivers = (Caption("Nile", 24.0, 32.9, "river"), Caption("Wadi", 25.0, 31.0, "river"))
    theatre = Theatre(captions=rivers, extent=(30.0, 22.0, 36.0, 28.0))
    sheet = scene([hold("A", 25, 31)], theatre=theatre).sheet
    [name] = sheet.lettering
    assert name.text == "Nile"
    assert name.angle is not None
    assert -90 <= name.angle <= 90
    lines = shapely.union_all(sheet.basemap.rivers)
    assert shapely.distance(lines, shapely.Point(name.x, name.y)) < 1


def test_what_is_inferred_is_paler_and_what_is_claimed_palest() -> None:
    colours = colours_of(PARTIES)
    shades = (Shade("held", "north", False), Shade("held", "north", True), Shade("claimed", "north", False))
    light = [sum(int(shade_fill(s, colours)[i : i + 2], 16) for i in (1, 3, 5)) for s in shades]
    assert light == sorted(light)
    assert mixed("#000000", 0.5, "#FFFFFF") == "#808080"


# -- forms


@pytest.mark.parametrize("form", ["png", "svg", "html", "geojson"])
def test_the_same_holds_give_the_same_bytes(form: str, tmp_path: Path) -> None:
    first, second = tmp_path / f"a.{form}", tmp_path / f"b.{form}"
    draw(grid(), DAY, first, theatre=THEATRE, look=SMALL)
    draw(list(reversed(grid())), DAY, second, theatre=THEATRE, look=SMALL)
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{form}", f"b.{form}"]


def test_a_picture_has_the_size_that_was_asked_for_and_the_parties_colours(tmp_path: Path) -> None:
    draw(grid(), DAY, tmp_path / "map.png", theatre=THEATRE, look=SMALL)
    with Image.open(tmp_path / "map.png") as image:
        assert image.size == (400, 300)
        assert not image.info.get("Software")
        counts = {colour: count for count, colour in image.convert("RGB").getcolors(400 * 300) or []}
    for party in ("north", "south"):
        fill = shade_fill(Shade("held", party, False), colours_of(PARTIES))
        assert counts[tuple(bytes.fromhex(fill[1:]))] > 1000


def test_an_svg_is_xml_without_a_date_or_an_address(tmp_path: Path) -> None:
    draw(grid(), DAY, tmp_path / "map.svg", theatre=THEATRE, look=SMALL)
    text = (tmp_path / "map.svg").read_text(encoding="utf-8")
    ElementTree.fromstring(text)
    assert "<dc:date>" not in text


def geojson(holds: Sequence[Hold], tmp_path: Path) -> dict[str, Any]:
    draw(holds, DAY, tmp_path / "map.geojson", theatre=THEATRE, look=SMALL)
    found: dict[str, Any] = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))
    return found


def test_geojson_has_dated_features_with_longitude_first(tmp_path: Path) -> None:
    holds = [
        replace(hold("A", 13.5, 18.5, until="2031-04-01"), grounds=(ground("c1"), ground("c2", agrees=False)))
    ]
    found = geojson(holds, tmp_path)
    assert found["type"] == "FeatureCollection"
    area, town = found["features"]
    assert area["properties"] == {
        "kind": "area", "day": DAY, "status": "held", "holder": "north", "inferred": False,
    }  # fmt: skip
    assert town["geometry"] == {"type": "Point", "coordinates": [18.5, 13.5]}
    told = town["properties"]
    assert (told["since"], told["until"], told["status"]) == ("2031-01-01", "2031-04-01", "held")
    assert (told["claims_for"], told["claims_against"]) == (["c1"], ["c2"])


def test_rings_in_geojson_turn_as_the_standard_wants(tmp_path: Path) -> None:
    features = geojson(grid(), tmp_path)["features"]
    areas = [f for f in features if f["properties"]["kind"] == "area"]
    assert areas
    for area in areas:
        shape = shapely.from_geojson(json.dumps(area["geometry"]))
        assert shapely.is_valid(shape)
        for part in shapely.get_parts(shape):
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)
            west, south, east, north = part.bounds
            assert 17.5 < west < east < 19.5
            assert 12.5 < south < north < 14.5


# -- the page

EVIL = "</script><img src=x onerror=alert(1)>\"'&"


def html(holds: Sequence[Hold], tmp_path: Path, **look: Any) -> str:
    draw(holds, DAY, tmp_path / "map.html", theatre=THEATRE, look=replace(SMALL, **look))
    return (tmp_path / "map.html").read_text(encoding="utf-8")


def test_no_text_of_a_map_becomes_part_of_its_page(tmp_path: Path) -> None:
    told = replace(hold(EVIL, 13.5, 18.5), grounds=(ground("c1", claimant=EVIL),))
    text = html([told], tmp_path, title=EVIL, sources=(EVIL,), words={"c1": EVIL}, documents={"d1": EVIL})
    assert "<img" not in text
    assert text.count("</script>") == 2


def test_a_mark_in_a_title_is_a_title(tmp_path: Path) -> None:
    assert "<h1>@@data@@</h1>" in html([hold("A", 13.5, 18.5)], tmp_path, title="@@data@@")


def test_a_page_names_no_address_and_lets_only_its_own_script_run(tmp_path: Path) -> None:
    text = html(grid(), tmp_path)
    assert "//" not in re.sub(r"^\s*//.*$", "", text, flags=re.M).replace("<!--", "")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'")
    for tag in ("style", "script"):
        content = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        assert len(content) == 1
        assert b64encode(sha256(content[0].encode()).digest()).decode() in policy[1]
    assert not re.search(r"\son\w+=|\sstyle=", text)


def data(text: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert found is not None
    return json.loads(found[1])


def test_a_page_tells_of_each_settlement_who_says_what_and_what_was_before(tmp_path: Path) -> None:
    runs = [
        hold("A", 13.5, 18.5, "south", until="2031-03-01"),
        hold(
            "A",
            13.5,
            18.5,
            since="2031-03-01",
            grounds=(ground("c1"), ground("c2", agrees=False, claimant=None)),
        ),
    ]
    found = data(html(runs, tmp_path, words={"c1": "We took it."}, documents={"d1": "The Daily"}))
    assert found["states"] == ["held by The North (reported)"]
    [[dates, why, agree, differ, *more, before]] = found["told"]
    texts, claims = found["texts"], found["claims"]
    assert texts[dates] == "Since 1 March 2031. Confidence 90%."
    assert texts[why] == "It rests on what is told of the place itself."
    assert [[texts[text] for text in claims[claim]] for claim in agree] == [
        ["10 March 2031, the governor (The North): The North took it", "We took it.", "The Daily"]
    ]
    assert [texts[claims[claim][0]] for claim in differ] == [
        "10 March 2031, the report itself (The North): The North took it"
    ]
    assert more == [0, 0]
    assert [texts[step] for step in before] == [
        "1 January 2031: held by The South (reported)", "1 March 2031: held by The North (reported)",
    ]  # fmt: skip


ODD = [
    "村",
    "A\nB",
    "",
    "x" * 500,
    "$x_1$",
    "<b>&amp;</b>",
    "\u202eA",
    "A\x00B",
    "\ud800",
    "  ",
    "Ägypten’s ’n",
    "السلط",
]


@pytest.mark.parametrize("form", ["png", "svg", "html", "geojson"])
def test_odd_names_do_no_harm(form: str, tmp_path: Path) -> None:
    holds = [
        replace(hold(str(i), 13 + i / 10, 18.5), site=Site(str(i), name, 13 + i / 10, 18.5))
        for i, name in enumerate(ODD)
    ]
    draw(
        holds,
        DAY,
        tmp_path / f"a.{form}",
        theatre=THEATRE,
        look=replace(SMALL, title="\n".join(ODD), sources=tuple(ODD)),
    )
    assert (tmp_path / f"a.{form}").stat().st_size > 1000


# -- wrong usage


@pytest.mark.parametrize(
    ("day", "name", "look", "told"),
    [
        (DAY, "map.pdf", SMALL, "ends in .png"),
        ("2031-02-30", "map.png", SMALL, "a day such as"),
        (DAY, "map.png", replace(SMALL, width=10), "a width of 240"),
        (DAY, "map.png", replace(SMALL, reach_km=0), "a reach"),
        (DAY, "absent/map.png", SMALL, "cannot be written"),
        (DAY, "map.png", replace(SMALL, view="nowhere"), "--view"),
    ],
)
def test_what_makes_no_map_is_refused(day: str, name: str, look: Look, told: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=told):
        draw(grid(), day, tmp_path / name, theatre=THEATRE, look=look)
    assert not list(tmp_path.iterdir())


def test_an_extent_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="west, south, east and north"):
        extent_of([], Theatre(extent=(30, 50, 20, 40)))


def test_a_frame_has_a_width_and_a_height() -> None:
    assert (Frame(0, 0, 4, 3).width, Frame(0, 0, 4, 3).height) == (4, 3)
    assert isinstance(scene(grid()).areas[0], Area)


# -- the command's part


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (MapWanted(out=Path("a.pdf"), on=DAY), "--out"),
        (MapWanted(out=Path("a.png")), "give --on"),
        (MapWanted(out=Path("a.png"), on=DAY, since=DAY), "give --on"),
        (MapWanted(out=Path("a.gif"), on=DAY), "--since and --until"),
        (MapWanted(out=Path("a.gif"), since=DAY), "--since and --until"),
        (MapWanted(out=Path("a.png"), on="soon"), "a day such as"),
        (MapWanted(out=Path("a.png"), on=DAY, size=(1, 1)), "a width of"),
        (MapWanted(out=Path("a.png"), on=DAY, view="x"), "--view"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_before_anything_is_loaded(
    wanted: MapWanted, told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        checked(wanted)


def test_sizes_and_extents_are_read_from_the_command_line() -> None:
    assert parsed_size("800X600") == (800, 600)
    assert parsed_size("A4") == (3508, 2480)
    assert parsed_extent("36,47,39,50.5") == (36, 47, 39, 50.5)
    for text in ("800", "x600", "axb", "8x-6"):
        with pytest.raises(UsageError, match="--size"):
            parsed_size(text)
    for text in ("36,47,39", "a,b,c,d", ""):
        with pytest.raises(UsageError, match="--extent"):
            parsed_extent(text)


def test_holders_known_by_their_countries_codes_are_named_in_full(lore: Lore) -> None:
    site = Site("a", "Upper Ford", 13.4, 18.4, country="TCD")
    held = [
        Hold(site, "2031-03-01", "2031-03-05", "held", "TCD", 0.9, "reported"),
        Hold(site, "2031-03-05", None, "held", "a militia", 0.9, "reported"),
    ]
    assert theatre_of(lore.within(None), held).parties == (Party("TCD", "Chad"),)


def test_maps_take_parties_regions_and_sizes_from_what_is_known(lore: Lore, tmp_path: Path) -> None:
    lviv = Site("geonames:702550", "Lviv", 49.83826, 24.02324, country="UKR", geonameid=702550)
    village = Site("test:x", "X", 49.7, 23.9, country="UKR")
    holds = [Hold(site, DAY, None, "held", "Ukraine", 0.9, "reported") for site in (lviv, village)]
    wanted = checked(MapWanted(out=tmp_path / "map.geojson", on=DAY))
    draw_wanted(wanted, holds, lore.within("russo-ukrainian"), sources=("a test",))
    found = json.loads(wanted.out.read_text(encoding="utf-8"))
    assert found["title"] == "Russo-Ukrainian war: control of territory"
    assert [f["properties"].get("name") for f in found["features"]] == [None, "Lviv", "X"]
    theatre = theatre_of(lore.within("russo-ukrainian"), holds)
    assert [party.name for party in theatre.parties] == ["Ukraine", "Russia"]
    assert theatre.countries == ("UKR",)
    assert theatre.importance["geonames:702550"] > 500_000
    assert theatre.country_names["UKR"] == "Ukraine"
