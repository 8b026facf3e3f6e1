"""What a claim of one place tells of those around it: by distance, by the first day's front, over water."""

from __future__ import annotations

import pytest

from dateline.chart.around import REACH_KM, Front, reached, share
from dateline.chart.sites import Sites
from dateline.lore.waters import Waters
from dateline.model import Site

WEIGHTS = {"near": 0.7, "near-km": 10.0, "ahead": 0.5}


def site(name: str, lat: float, lon: float) -> Site:
    return Site(name, name, lat, lon)


# A river runs from south to north along 18.1 degrees east. A tenth of a degree is 11 km.
RIVER = Waters([[(12.0, 18.1), (13.0, 18.1), (14.0, 18.1)]])
HERE = site("here", 13.0, 18.0)
ROUND = [HERE, site("west", 13.0, 17.9), site("over", 13.0, 18.17), site("north", 13.14, 18.0)]


def distances(waters: Waters) -> dict[str, float]:
    return {other.name: km for km, other in reached(Sites(ROUND), HERE, waters)}


def test_a_river_between_two_places_sets_them_farther_apart() -> None:
    dry, wet = distances(Waters()), distances(RIVER)
    assert list(dry) == ["west", "north", "over"]
    assert {name: round(wet[name] - km, 1) for name, km in dry.items()} == {
        "west": 0.0, "north": 0.0, "over": 11.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lat", "lon", "farther"),
    [
        (13.0, 17.95, 0.0),
        (13.0, 18.15, 11.0),
        # Nearer to the line than its course is known: on which bank, nobody can tell.
        (13.0, 18.105, 5.5),
        (13.0, 18.095, 5.5),
        (13.1, 18.02, 0.0),
    ],
)
def test_how_much_farther(lat: float, lon: float, farther: float) -> None:
    there = site("there", lat, lon)
    [(dry, _)] = reached(Sites([HERE, there]), HERE, Waters())
    [(wet, _)] = reached(Sites([HERE, there]), HERE, RIVER)
    [(back, _)] = reached(Sites([HERE, there]), there, RIVER)
    assert wet - dry == pytest.approx(farther)
    assert wet == pytest.approx(back)


def test_a_river_far_off_changes_nothing() -> None:
    elsewhere = Waters([[(40.0, 18.1), (41.0, 18.1)]])
    assert distances(elsewhere) == distances(Waters())


def test_the_basemap_tells_of_rivers() -> None:
    # On opposite banks of the Nile, a few kilometres from it.
    east, west = site("east", 25.68, 32.70), site("west", 25.73, 32.55)
    [(wet, _)] = reached(Sites([east, west]), east)
    [(dry, _)] = reached(Sites([east, west]), east, Waters())
    assert wet == pytest.approx(dry + 11.0)


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        ((0.0, True), (5.0, True)),
        ((5.0, True), (REACH_KM, True)),
        # Behind a place that is taken, where nobody can tell, and ahead of it.
        ((5.0, True), (5.0, None)),
        ((5.0, None), (5.0, False)),
    ],
)
def test_what_is_left_of_a_claim_falls_with_distance_and_away_from_a_sides_ground(
    nearer: tuple[float, bool | None], farther: tuple[float, bool | None]
) -> None:
    assert share(WEIGHTS, *nearer) > share(WEIGHTS, *farther) > 0


# On the first day the west is held by one side, and the east by the other, with the front near 18.0.
LINE = [site(f"w{i}", 13.0, 17.7 + 0.1 * i) for i in range(3)] + [
    site(f"e{i}", 13.0, 18.1 + 0.1 * i) for i in range(3)
]
HELD = {one.key: "west" if one.key.startswith("w") else "east" for one in LINE}


@pytest.mark.parametrize(
    ("at", "other", "side", "agrees", "behind"),
    [
        # The west takes e1: e0 lies between it and its own ground, e2 beyond.
        ("e1", "e0", "west", True, True),
        ("e1", "e2", "west", True, False),
        # The west is kept out of e1: so it is of what lies behind that, but not of what lies before.
        ("e1", "e2", "west", False, True),
        ("e1", "e0", "west", False, False),
        # The east loses ground the other way round.
        ("w1", "w2", "east", True, True),
        ("w1", "w0", "east", True, False),
    ],
)
def test_what_lies_behind_and_what_ahead(at: str, other: str, side: str, agrees: bool, behind: bool) -> None:
    sites = Sites(LINE)
    assert Front(LINE, HELD).behind(sites[at], sites[other], side, agrees=agrees) is behind


def test_without_a_front_nobody_can_tell() -> None:
    assert Front(LINE, {}).behind(LINE[0], LINE[1], "west", agrees=True) is None
