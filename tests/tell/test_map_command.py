"""`dateline map` over a store of hand-made claims: what is drawn, by what was known, from which sources."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from dateline.model import Hold, Site
from dateline.store import Store
from dateline.tell.map_extent import shaped, shown
from dateline.tell.maps.basemap import basemap_within
from dateline.tell.maps.projection import projection_for
from tests.store.samples import entry
from tests.tell.test_command_line import ended, started
from tests.tell.test_control import BASE, STORIES, TOLD, fill

if TYPE_CHECKING:
    from tests.tell.conftest import Run

SMALL = ("--size", "400x300")


@pytest.fixture
def filled(store: str) -> str:
    fill(store, TOLD)
    return store


@pytest.fixture
def baseline(tmp_path: Path) -> tuple[str, ...]:
    path = tmp_path / "base.csv"
    path.write_text(BASE, encoding="utf-8")
    return "--baseline", str(path), "--baseline-day", "2031-03-01"


def towns(run: Run, out: Path, *arguments: str) -> dict[str, dict[str, Any]]:
    """The settlements of a map as data, by name."""
    result = run("map", "--out", str(out), *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    features = json.loads(out.read_bytes())["features"]
    properties = (one["properties"] for one in features if one["geometry"]["type"] == "Point")
    return {one["name"]: one for one in properties if "name" in one}


@pytest.mark.usefixtures("filled")
def test_a_day_is_drawn_by_all_that_is_known_or_was(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "map.geojson"
    assert towns(run, out, "--on", "2031-03-10")["Lyman"]["holder"] == "Norland"
    assert towns(run, out, "--on", "2031-03-22")["Lyman"]["holder"] == "Sudland"
    assert towns(run, out, "--on", "2031-03-22", "--known-by", "2031-03-10")["Lyman"]["holder"] == "Norland"
    assert "Lyman" not in towns(run, out, "--on", "2031-03-22", "--extent", "36.9,48.0,37.2,48.4")


@pytest.mark.usefixtures("filled")
def test_a_baseline_colours_places_that_nobody_names(
    run: Run, tmp_path: Path, baseline: tuple[str, ...]
) -> None:
    out = tmp_path / "map.geojson"
    assert "Sloviansk" not in towns(run, out, "--on", "2031-03-04")
    found = towns(run, out, "--on", "2031-03-02", *baseline)["Sloviansk"]
    assert (found["holder"], found["basis"]) == ("Norland", "baseline")


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("ending", ["png", "svg"])
def test_pictures_are_drawn(run: Run, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"map.{ending}"
    result = run("map", "--on", "2031-03-22", "--out", str(out), *SMALL)
    assert (result.exit_code, result.output) == (0, "")
    assert out.stat().st_size > 5_000


@pytest.mark.usefixtures("filled")
def test_the_page_has_the_words_of_claims_the_names_of_documents_and_the_sources(
    run: Run, tmp_path: Path, baseline: tuple[str, ...]
) -> None:
    out = tmp_path / "map.html"
    assert run("map", "--on", "2031-03-22", "--out", str(out), *baseline).exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert "took the river crossing at Orlov Ferry, a spokesman said." in page
    assert "The Courier, Story 21, 2031-03-21" in page
    assert "6 reports (The Courier), 2031-03-03 to 2031-03-22; base.csv of 2031-03-01" in page


@pytest.mark.usefixtures("filled")
def test_a_film_has_a_frame_a_day(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "film.gif"
    result = run("map", "--since", "2031-03-19", "--until", "2031-03-22", "--out", str(out), *SMALL)
    assert (result.exit_code, result.output) == (0, "")
    with Image.open(out) as film:
        assert getattr(film, "n_frames", 1) == 3


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--on", "2031-03-10", "--out", "map.pdf"), "wanted --out with a file that ends in"),
        (("--out", "map.png"), "give --on"),
        (("--on", "2031-03-10", "--out", "film.gif"), "give --since and --until"),
        (("--on", "2031-02-30", "--out", "map.png"), "wanted a day"),
        (("--on", "2031-03-10", "--out", "map.png", "--known-by", "May"), "--known-by: wanted a day"),
        (("--on", "2031-03-10", "--out", "map.png", "--theatre", "none"), "theatre 'none' is not known"),
        (("--on", "2031-03-10", "--out", "map.png", "--baseline-day", "2031-03-01"), "go together"),
        (("--on", "2031-03-10", "--out", "map.png", "--extent", "0,0,1,1"), "lies in the extent"),
        (("--on", "2031-03-02", "--out", "map.png"), "on 2031-03-02 or before; give a later day"),
        (
            ("--on", "2031-03-10", "--out", "map.png", "--known-by", "2031-03-02"),
            "by what was published until 2031-03-02; give",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("map", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not list(tmp_path.glob("*.p*")) + list(tmp_path.glob("*.gif"))


def test_a_store_that_was_never_asked_says_what_to_do(run: Run, store: str, tmp_path: Path) -> None:
    out = str(tmp_path / "map.png")
    assert "is empty: `dateline read` fills it" in run("map", "--on", "2031-03-10", "--out", out).stderr
    with Store.open(store) as opened, opened.writer() as writer:
        writer.add(entry(1), STORIES[0].records)
    assert "`dateline store refresh`" in run("map", "--on", "2031-03-10", "--out", out).stderr


def test_a_refreshed_store_tells_who_holds_what(run: Run, store: str) -> None:
    with Store.open(store) as opened, opened.writer() as writer:
        for number, story in enumerate(STORIES[:2], 1):
            writer.add(entry(number), story.records)
    result = run("store", "refresh")
    assert result.exit_code == 0
    assert re.search(r"[1-9] accounts are joined to \d incidents; [1-9] claims tell who", result.stdout)
    assert "Orlov Ferry" in run("show", "control", "--place", "Orlov Ferry").stdout


def test_a_process_of_its_own_draws_the_same(filled: str, run: Run, tmp_path: Path) -> None:
    arguments = ("map", "--on", "2031-03-22", "--out", "map.svg", "--store", filled, *SMALL)
    assert ended(started(*arguments, home=tmp_path)) == (0, b"", "")
    here = tmp_path / "here.svg"
    run("map", "--on", "2031-03-22", "--out", str(here), *SMALL)
    assert (tmp_path / "map.svg").read_bytes() == here.read_bytes()


# -- what a map shows


def at(
    name: str, lat: float, lon: float, country: str | None = "UKR", holder: str | None = "Norland"
) -> Hold:
    site = Site(name, name, lat, lon, country=country)
    return Hold(site, "2031-03-01", None, "held" if holder else "unknown", holder, 0.9, "reported")


FRONT = [at(f"town {n}", 48.0 + 0.1 * n, 37.0) for n in range(8)]


def names(holds: list[Hold]) -> set[str]:
    return {hold.site.name for hold in holds}


def test_places_that_lie_together_are_shown_and_no_strays() -> None:
    stray, capital = at("stray", 51.0, 0.5), at("capital", 50.4, 30.5)
    unknown = [at(f"unknown {n}", 10.0 + n, 10.0, holder=None) for n in range(20)]
    nowhere = at("nowhere", 48.0, 37.0)
    bare = Hold(Site("bare", "bare", None, None), "2031-03-01", None, "held", "Norland", 0.9, "reported")
    found = shown([*FRONT, stray, capital, *unknown, nowhere, bare], None)
    assert names(found) == names([*FRONT, nowhere])
    other = [at(f"island {n}", -40.0, 170.0 + 0.1 * n, "NZL") for n in range(4)]
    assert names(shown([*FRONT, *other], None)) == names([*FRONT, *other])
    assert names(shown([*FRONT, *other], None, ("UKR",))) == names(FRONT)


@pytest.mark.parametrize(
    ("extent", "aspect", "wider"),
    [
        # At the equator degrees are as long either way: the narrower side grows.
        ((0.0, -1.0, 2.0, 1.0), 2.0, (-1.0, -1.0, 3.0, 1.0)),
        ((0.0, -1.0, 4.0, 1.0), 1.0, (0.0, -2.0, 4.0, 2.0)),
        # At 60 degrees one of longitude is half as long.
        ((0.0, 59.0, 2.0, 61.0), 1.0, (-1.0, 59.0, 3.0, 61.0)),
        ((0.0, 59.0, 4.0, 61.0), 1.0, (0.0, 59.0, 4.0, 61.0)),
    ],
)
def test_a_picture_of_another_shape_shows_more_than_the_extent(
    extent: tuple[float, ...], aspect: float, wider: tuple[float, ...]
) -> None:
    west, south, east, north = extent
    assert shaped((west, south, east, north), aspect) == pytest.approx(wider)


def test_groups_hang_together_over_the_antimeridian() -> None:
    fiji = [at("west", -17.0, 179.0), at("east", -17.0, -179.0)]
    assert names(shown(fiji, None)) == {"west", "east"}
    assert names(shown(fiji, (178.0, -18.0, 182.0, -16.0))) == {"west", "east"}


def test_without_anybody_who_holds_anything_all_places_are_shown() -> None:
    unknown = [at("one", 10.0, 10.0, holder=None), at("two", 50.0, 50.0, holder=None)]
    assert names(shown(unknown, None)) == {"one", "two"}
    assert shown([], None) == []


def test_no_border_of_a_wide_map_is_an_empty_line() -> None:
    extent = (-10.0, 35.0, 110.0, 65.0)
    basemap = basemap_within(extent, projection_for(extent), view="un")
    assert basemap.borders
    assert not [line for line in (*basemap.borders, *basemap.disputed) if line.is_empty]
