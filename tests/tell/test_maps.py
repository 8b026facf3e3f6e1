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

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dateline.errors import LoreError, UsageError
from dateline.lore import Lore
from dateline.model.holds import Hold, Site
from dateline.tell.maps import Look, Party, Theatre, basemap, draw
from dateline.tell.maps.areas import Area, Shade, areas_of
from dateline.tell.maps.command import MapWanted, checked, draw_wanted, parsed_extent, parsed_size
from dateline.tell.maps.disputes import checked_view, disputed_lines, disputes, owner
from dateline.tell.maps.frame import Frame
from dateline.tell.maps.holding import Inhabited, extent_of
from dateline.tell.maps.keys import entries
from dateline.tell.maps.knowledge import theatre_of
from dateline.tell.maps.labels import Box, meet, placed_labels
from dateline.tell.maps.projection import Extent, projection_for
from dateline.tell.maps.scene import Days, Scene, Town, scene_of, sheet_for
from dateline.tell.maps.style import colours_of, mixed, shade_fill
from tests.tell.mapped import CRIMEA, DAY, PARTIES, SMALL, THEATRE, grid, ground, hold


def scene(holds: Sequence[Hold], *, theatre: Theatre = THEATRE, look: Look = SMALL) -> Scene:
    return scene_of(sheet_for(holds, theatre, look, aspect=1.4), holds, DAY)


# -- the plane


@pytest.mark.parametrize(
    "extent",
    [
        (22.0, 44.0, 41.0, 53.0),
        (130.0, -40.0, 150.0, -20.0),
        (10.0, -5.0, 30.0, 10.0),
        (170.0, 50.0, 190.0, 70.0),
    ],
)
def test_a_point_on_the_plane_is_found_back(extent: Extent) -> None:
    west, south, east, north = extent
    plane = projection_for(extent)
    points = np.array([[x, y] for x in np.linspace(west, east, 7) for y in np.linspace(south, north, 7)])
    back = plane.back(plane.forward(points))
    assert np.allclose((back - points + 180) % 360 - 180, 0, atol=1e-6)


def test_kilometres_on_the_plane_are_kilometres_on_the_globe() -> None:
    plane = projection_for((18.0, 13.0, 19.0, 14.0))
    a, b = plane.forward(np.array([[18.5, 13.4], [18.5, 13.5]]))
    assert np.hypot(*(b - a)) == pytest.approx(11.12, abs=0.02)
    assert b[1] > a[1]


# -- which holds


def test_a_hold_counts_from_its_first_day_to_the_one_before_its_last() -> None:
    runs = [hold("A", 13, 18, "north", until="2031-03-10"), hold("A", 13, 18, "south", since="2031-03-10")]
    days = Days(sheet_for(runs, THEATRE, SMALL, aspect=1.4), runs)
    assert [town.hold.holder for town in days.on("2031-03-09").towns] == ["north"]
    assert [town.hold.holder for town in days.on("2031-03-10").towns] == ["south"]
    assert days.on("2030-12-31").towns == ()
    assert days.on("2030-12-31").areas == ()
    assert len(days.all()) == 1


def test_what_is_inferred_can_be_left_out() -> None:
    holds = grid()
    drawn = scene(holds, look=replace(SMALL, inferred=False))
    assert len(drawn.towns) == 48
    assert not any(area.shade.inferred for area in drawn.areas)


def test_a_place_without_a_point_is_not_drawn() -> None:
    nowhere = Hold(Site("x", "X", None, None), "2031-01-01", None, "held", "north", 0.5, "reported")
    assert [town.hold.site.name for town in scene([nowhere, hold("A", 13, 18)]).towns] == ["A"]
    with pytest.raises(UsageError, match="no place with a known point"):
        extent_of([], Theatre())


# -- areas


def test_areas_do_not_overlap_and_each_settlement_lies_in_its_own() -> None:
    holds = grid()
    drawn = scene(holds)
    shapes = [area.shape for area in drawn.areas]
    whole = sum(shape.area for shape in shapes)
    assert shapely.union_all(shapes).area == pytest.approx(whole, rel=1e-6)
    assert all(shapely.is_valid(shape) for shape in shapes)
    at = {area.shade: area for area in drawn.areas}
    for town in drawn.towns:
        if town.hold.status != "unknown":
            shade = Shade(town.hold.status, town.hold.holder or "", town.hold.basis == "inferred")
            assert at[shade].shape.contains(shapely.Point(town.x, town.y)), town.hold.site.name


SCATTERED = st.lists(
    st.tuples(
        st.floats(18, 18.6), st.floats(13, 13.6), st.sampled_from(["north", "south", None]), st.booleans()
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(SCATTERED)
def test_rounding_leaves_neither_gaps_nor_overlaps(
    places: list[tuple[float, float, str | None, bool]],
) -> None:
    plane = projection_for((18.0, 13.0, 18.6, 13.6))
    points = plane.forward(np.array([[lon, lat] for lon, lat, _, _ in places]))
    holds = [
        hold(
            str(i),
            0,
            0,
            holder or "north",
            status="held" if holder else "contested",
            basis="inferred" if pale else "reported",
        )
        for i, (_, _, holder, pale) in enumerate(places)
    ]
    land = shapely.box(-500, -1e6, 500, 1e6)
    found = [area.shape for area in areas_of(holds, points, land, reach_km=8)]
    whole = shapely.union_all(found)
    assert sum(shape.area for shape in found) == pytest.approx(whole.area, rel=1e-3)
    reached = shapely.union_all(shapely.buffer(shapely.points(points), 8, quad_segs=12))
    assert whole.area > 0.98 * reached.area
    # Notches between circles are filled, and nothing farther off.
    assert shapely.union_all(shapely.buffer(shapely.points(points), 1.32 * 8)).contains(whole)


def test_colour_goes_no_further_than_the_reach() -> None:
    drawn = scene([hold("Lone", 13.5, 18.5)], look=replace(SMALL, reach_km=10))
    [area] = drawn.areas
    assert area.shape.area == pytest.approx(314, rel=0.05)


def test_two_settlements_on_one_point_are_one() -> None:
    twice = [hold("A", 13.5, 18.5), hold("B", 13.5, 18.5, "south"), hold("C", 13.6, 18.5, "south")]
    assert {area.shade.holder for area in scene(twice).areas} == {"north", "south"}


def test_land_of_another_country_and_the_sea_keep_their_colour() -> None:
    port = hold("Port", 45.35, 36.45)
    theatre = Theatre(parties=PARTIES, countries=("UKR",), extent=CRIMEA)
    drawn = scene([port], theatre=theatre, look=replace(SMALL, reach_km=40))
    [area] = drawn.areas
    assert 300 < area.shape.area < 0.6 * 3.14 * 40**2
    assert drawn.sheet.land.contains(area.shape.buffer(-0.5))


def test_no_settlements_make_no_areas() -> None:
    land = shapely.box(0, 0, 1, 1)
    assert areas_of([], np.empty((0, 2)), land, reach_km=5) == ()


def test_areas_of_an_unchanged_day_are_taken_over() -> None:
    holds = grid()
    days = Days(sheet_for(holds, THEATRE, SMALL, aspect=1.4), holds)
    assert days.on("2031-03-11").areas is days.on(DAY).areas


# -- borders


def borders(view: str) -> tuple[int, int]:
    theatre = Theatre(countries=("UKR",), extent=CRIMEA)
    ground = scene([hold("A", 46.4, 34)], theatre=theatre, look=replace(SMALL, view=view)).sheet.basemap
    return len(ground.borders), len(ground.disputed)


def test_a_disputed_border_depends_on_who_looks() -> None:
    assert borders("un") == (0, 0)
    assert borders("UKR") == (0, 0)
    solid, dashed = borders("rus")
    assert not solid
    assert dashed


def test_a_border_is_dashed_only_where_it_is_not_settled() -> None:
    theatre = Theatre(extent=(26.0, 20.0, 38.0, 24.0))
    drawn = scene([hold("A", 21, 30)], theatre=theatre).sheet
    degrees = [shapely.transform(line, drawn.projection.back).bounds for line in drawn.basemap.disputed]
    assert degrees
    assert min(west for west, _, _, _ in degrees) == pytest.approx(33, abs=0.1)
    assert any(line.length > 500 for line in drawn.basemap.borders)


def test_whose_a_disputed_area_is() -> None:
    assert owner("crimea", "un") == "UKR"
    assert owner("crimea", "RUS") == "RUS"
    assert owner("XKX", "SRB") == "SRB"
    assert owner("FRA", "RUS") == "FRA"


def test_the_table_of_disputes_is_sound() -> None:
    keys = [one.key for one in disputes()]
    assert len(keys) == len(set(keys))
    assert all((one.feature is None) != (one.at is None) for one in disputes())
    assert all(one.why.endswith(".") for one in (*disputes(), *disputed_lines()))
    codes = {code for one in disputes() for code in one.views}
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)


@pytest.mark.parametrize("view", ["", "Russia", "R1S", "русь"])
def test_an_unknown_view_is_refused(view: str) -> None:
    with pytest.raises(UsageError, match="--view"):
        checked_view(view)


def test_without_the_basemap_the_error_says_how_to_make_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basemap, "basemap_file", lambda: Path("absent.npz"))
    with pytest.raises(LoreError, match="make basemap"):
        scene(grid())


# -- regions


def peopled(apart: float) -> tuple[Inhabited, ...]:
    """A region of settlements in the west and one in the east, so many degrees apart, and one gone astray."""
    steps = np.arange(0, 0.701, apart)
    found = [
        Inhabited(13.0 + up, 18.0 + east, "TCD west" if east < 0.35 else "TCD east")
        for up in steps
        for east in steps
    ]
    return (*found, Inhabited(13.35 + apart / 3, 18.15 + apart / 3, "TCD east"))


def test_regions_part_where_their_settlements_do() -> None:
    drawn = scene(grid(), theatre=replace(THEATRE, settled=peopled(0.02))).sheet
    west, east = drawn.projection.forward(np.array([[18.33, 13.35], [18.37, 13.35]]))[:, 0]
    left, _, right, _ = shapely.total_bounds(drawn.regions)
    assert west < left <= right < east
    assert drawn.legend([])[-1].text == "Region, roughly"


@pytest.mark.parametrize("settled", [(), peopled(0.02)[:4], peopled(0.1)])
def test_settlements_too_few_or_too_far_apart_tell_of_no_regions(settled: tuple[Inhabited, ...]) -> None:
    assert scene(grid(), theatre=replace(THEATRE, settled=settled)).sheet.regions == ()


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
