"""The map: the day, its slider, settlements with their claims, incidents, filters, all by keyboard too."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from dateline.chart import Chart
from dateline.lore import Lore
from dateline.store import View
from dateline.tell.api import Serving, charts, running
from dateline.tell.control import Charting, whole
from tests.tell.page.served import EXAMPLES, TOKEN, Site, arrive

# A village that the first example tells of, and the day before and after.
VILLAGE, BEFORE, AFTER = "Synkivka", "2023-11-10", "2023-11-20"


@pytest.fixture
def atlas(page: Page, site: Site) -> Page:
    arrive(page, site, f"map?on={BEFORE}")
    return page


def go_to(page: Page, day: str) -> None:
    """Types a day."""
    page.get_by_label("Go to a day").fill(day)
    page.get_by_label("Go to a day").blur()


def state_of(page: Page, name: str) -> str:
    """What the list of settlements says of one."""
    page.get_by_label("Find by name").fill(name)
    return page.locator(".towns small").first.inner_text()


def test_a_store_charted_for_the_first_time_shows_the_first_day_until_then(
    page: Page, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address names a settlement and a later day, which is shown as soon as it can be."""
    charted = Event()

    def late(view: View, lore: Lore, wanted: Charting) -> Chart:
        assert charted.wait(30)
        return whole(view, lore, wanted)

    monkeypatch.setattr(charts, "whole", late)
    monkeypatch.setattr(charts, "_SOON", 1)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    front = Charting(baseline=EXAMPLES / "front" / "towns.csv", baseline_day="2023-11-01")
    with running(Serving(store=str(store), token=TOKEN, port=0, charting=front)) as address:
        site = Site(address)
        early = site.get("/map/control?early=true")
        assert (early["since"], early["until"], early["charted"]) == ("2023-11-01", "2023-11-02", False)
        town = early["features"][0]["properties"]
        arrive(page, site, f"map?on={AFTER}&town={town['id']}")
        expect(page.locator("output")).to_have_text("1 November 2023")
        expect(page.get_by_text("Being charted")).to_be_visible()
        expect(page.get_by_role("heading", name=town["name"])).to_be_visible()
        page.get_by_label("Find by name").fill(town["name"])
        assert "as on the first day" in page.locator(".towns small").first.inner_text()
        charted.set()
        expect(page.locator("output")).to_have_text("20 November 2023")
        expect(page.get_by_text("Being charted")).to_have_count(0)
        expect(page.get_by_role("heading", name=town["name"])).to_be_visible()
        assert f"on={AFTER}" in page.url
        assert site.get("/map/control?early=true")["charted"]
        page.goto("about:blank")  # nothing is asked of a server that has ended


def test_a_day_changes_who_holds_what(atlas: Page) -> None:
    assert state_of(atlas, VILLAGE).startswith("held by Russia")
    go_to(atlas, AFTER)
    expect(atlas.locator("output")).to_have_text("20 November 2023")
    expect(atlas.locator(".towns small").first).not_to_contain_text("held by Russia")
    expect(atlas).to_have_url(f"{atlas.url.split('#')[0]}#/map?on={AFTER}")


def test_the_slider_goes_by_keyboard_and_says_its_day(atlas: Page) -> None:
    slider = atlas.get_by_role("slider", name="Day")
    slider.focus()
    atlas.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "11 November 2023"
    atlas.keyboard.press("Home")
    assert slider.input_value() == slider.get_attribute("min")
    atlas.get_by_role("button", name="One day on").click()
    assert int(slider.input_value()) == int(str(slider.get_attribute("min"))) + 1


def test_play_goes_on_until_it_is_paused(atlas: Page) -> None:
    atlas.get_by_role("button", name="Play").click()
    expect(atlas.locator("output")).not_to_have_text("10 November 2023")
    pause = atlas.get_by_role("button", name="Pause")
    assert pause.get_attribute("aria-pressed") == "true"
    pause.click()
    stopped = atlas.locator("output").inner_text()
    atlas.wait_for_timeout(500)
    assert atlas.locator("output").inner_text() == stopped


def disputed(site: Site) -> str:
    """A settlement that claims speak for and against."""
    for town in site.get("/map/control")["features"]:
        known = town["properties"]
        if len(known["holds"]) > 1:
            history = site.get(f"/places/{quote(known['id'])}/control")["history"]
            if {one["for"] for hold in history for one in hold["reasons"]} == {True, False}:
                return str(known["name"])
    raise AssertionError("the examples dispute no settlement")


def test_a_settlement_chosen_by_keyboard_tells_its_history(atlas: Page, site: Site) -> None:
    name = disputed(site)
    go_to(atlas, AFTER)
    atlas.get_by_label("Find by name").fill(name.lower())
    atlas.locator(".towns button").first.focus()
    atlas.keyboard.press("Enter")
    panel = atlas.locator(".town")
    expect(panel.get_by_role("heading", name=name)).to_be_focused()
    expect(panel).to_contain_text("For (")
    expect(panel).to_contain_text("Against (")
    # What nobody vouches for is told apart from what is assessed.
    expect(panel).to_contain_text("only claimed")
    expect(panel).to_contain_text("vouched for")
    assert "town=" in atlas.url
    panel.get_by_role("link").first.click()
    atlas.locator(".view-document[data-ready]").wait_for()
    expect(atlas.locator(".seg.chosen").first).to_be_in_viewport()


def test_a_click_on_the_map_chooses_what_lies_there(page: Page, site: Site) -> None:
    towns = site.get("/map/control")["features"]
    key = next(one["properties"]["id"] for one in towns if one["properties"]["name"] == VILLAGE)
    arrive(page, site, f"map?on={AFTER}&town={key}")
    expect(page.locator(".town h2")).to_have_text(VILLAGE)
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".town")).to_have_count(0)
    # It had been brought to the middle of the map.
    box = page.locator(".canvas").bounding_box()
    assert box is not None
    page.wait_for_timeout(500)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".town h2")).to_have_text(VILLAGE)


def happened(page: Page) -> list[str]:
    return page.locator(".happened a").all_inner_texts()


def test_incidents_of_the_days_before_are_listed_and_filtered(page: Page, site: Site) -> None:
    arrive(page, site, "map?on=2024-02-17")
    expect(page.locator(".happened a").first).to_be_visible()
    all_of_them = happened(page)
    assert any("bus depot" in one for one in all_of_them)
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Type of incident").select_option("Protests")
    expect(page.locator(".happened a")).to_have_count(0)
    page.get_by_label("Type of incident").select_option("")
    expect(page.locator(".happened a")).to_have_count(len(all_of_them))
    page.get_by_label("Contested only").check()
    expect(page.locator(".happened li:not(:has(.tag.contested))")).to_have_count(0)
    expect(page).to_have_url(f"{page.url.split('#')[0]}#/map?on=2024-02-17&contested=true")


def test_the_address_of_a_filtered_map_can_be_shared(page: Page, site: Site) -> None:
    arrive(page, site, "map?on=2024-02-17&contested=true&confidence=3")
    assert page.get_by_label("Contested only").is_checked()
    assert page.get_by_label("Confidence").input_value() == "3"


def test_the_map_is_drawn(page: Page, site: Site) -> None:
    """In the colours of the sides, in light and dark: the picture holds both, and changes with the theme."""
    arrive(page, site, f"map?on={AFTER}")
    page.wait_for_timeout(1500)
    light = colours(page)
    page.locator("#theme").click()
    page.wait_for_timeout(1500)
    dark = colours(page)
    sides = {one["colour"] for one in site.get("/status")["sides"]}
    for side in sides:
        assert near(side, light), f"no {side} in light"
        assert near(side, dark), f"no {side} in dark"
    assert light.most_common(1)[0][0] != dark.most_common(1)[0][0]


def colours(page: Page) -> Any:
    from collections import Counter
    from io import BytesIO

    from PIL import Image

    picture = Image.open(BytesIO(page.locator(".canvas").screenshot())).convert("RGB")
    return Counter(
        {colour: count for count, colour in picture.getcolors(picture.width * picture.height) or ()}
    )


def near(colour: str, found: Any) -> bool:
    """Whether at least a dot has the colour, but for smoothing."""
    wanted = tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    count = sum(
        n for one, n in found.items() if max(abs(a - b) for a, b in zip(one, wanted, strict=True)) < 4
    )
    return bool(count > 20)
