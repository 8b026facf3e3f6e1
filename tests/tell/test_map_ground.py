"""The ground of maps of invented settlements: the plane, which holds show, areas, borders and regions."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import LoreError, UsageError
from dateline.model.holds import Hold, Site
from dateline.tell.maps import Theatre, basemap
from dateline.tell.maps.areas import Shade, areas_of
from dateline.tell.maps.basemap import basemap_within
from dateline.tell.maps.disputes import checked_view, disputed_lines, disputes, owner
from dateline.tell.maps.holding import Inhabited, extent_of
from dateline.tell.maps.projection import Extent, projection_for
from dateline.tell.maps.scene import Days, sheet_for
from tests.tell.mapped import CRIMEA, DAY, PARTIES, SMALL, THEATRE, grid, hold, scene

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


@pytest.mark.parametrize(
    ("longitudes", "west", "east"),
    [
        ((18.0, 19.0), 17.5, 19.5),
        ((179.0, -179.2), 178.5, 181.3),
        ((-170.0, 170.0, 175.0), 168.8, 191.2),
        ((5.0,), 4.5, 5.5),
    ],
)
def test_an_extent_goes_the_short_way_round_the_earth(
    longitudes: tuple[float, ...], west: float, east: float
) -> None:
    holds = [hold(str(lon), 10.0, lon) for lon in longitudes]
    found = extent_of(holds, Theatre())
    assert (found[0], found[2]) == pytest.approx((west, east))


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


def test_what_is_held_on_one_side_of_a_border_tells_nothing_of_the_other() -> None:
    here = replace(hold("A", 50.25, 36.4), site=Site("a", "A", 50.25, 36.4, country="UKR"))
    there = replace(hold("B", 50.5, 36.45, "south"), site=Site("b", "B", 50.5, 36.45, country="RUS"))
    theatre = Theatre(parties=PARTIES, countries=("RUS", "UKR"), extent=(35.5, 49.8, 37.5, 51.0))
    drawn = scene([here, there], theatre=theatre, look=replace(SMALL, reach_km=40))
    shapes = {area.shade.holder: area.shape for area in drawn.areas}
    assert drawn.sheet.lands["UKR"].buffer(0.01).contains(shapes["north"])
    assert drawn.sheet.lands["RUS"].buffer(0.01).contains(shapes["south"])
    # The border is drawn as one, and no line of a party's beside it.
    assert drawn.painting.edges == ()


def test_no_settlements_make_no_areas() -> None:
    land = shapely.box(0, 0, 1, 1)
    assert areas_of([], np.empty((0, 2)), land, reach_km=5) == ()


def test_areas_of_an_unchanged_day_are_taken_over() -> None:
    holds = grid()
    days = Days(sheet_for(holds, THEATRE, SMALL, aspect=1.4), holds)
    assert days.on("2031-03-11").areas is days.on(DAY).areas


@pytest.mark.parametrize("extent", [(-10.0, 66.0, 5.0, 70.0), (178.0, -17.5, 182.0, -15.5)])
def test_land_that_crosses_the_antimeridian_does_not_go_round_the_earth(extent: Extent) -> None:
    # The sea off Norway, at the latitude of Chukotka; and the sea around Fiji.
    ground = basemap_within(extent, projection_for(extent), view="un")
    plane = projection_for(extent)
    corners = plane.forward(np.array([(extent[0], extent[1]), (extent[2], extent[3])]))
    whole = shapely.box(*corners.ravel())
    assert sum(piece.shape.area for piece in ground.land) < 0.3 * whole.area


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
