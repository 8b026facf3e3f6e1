"""The map as one file: by pointer, finger and keys, on desk and phone, in light and dark, with evil names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from dateline.model.holds import Site
from dateline.tell.maps import Look, draw
from tests.tell.mapped import DAY, THEATRE, grid, ground, hold
from tests.tell.page.served import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
EVIL = "</script><img src=x onerror=document.title='caught'>\"'&"
LOOK = Look(
    sources=("a test",),
    words={"c1": "We took it.", "c2": "We did not lose it."},
    documents={"d1": "The Daily"},
)


def told() -> Any:
    """The grid, with one town that somebody took and somebody says was not, after a time of the other's."""
    holds = [one for one in grid() if one.site.name not in ("Town 77", "Town 66")]
    before = hold("Town 77", 13.7, 18.7, "south", until="2031-03-01")
    now = replace(
        hold("Town 77", 13.7, 18.7, since="2031-03-01"),
        grounds=(ground("c1"), replace(ground("c2", agrees=False, claimant=EVIL), holder="south")),
    )
    near = replace(
        hold("Town 66", 13.6, 18.6, basis="inferred"),
        grounds=(replace(ground("c1"), at="test:Town 77"),),
    )
    evil = replace(hold("evil", 13.0, 18.0), site=Site("test:evil", EVIL, 13.0, 18.75, country="TCD"))
    return [*holds, before, now, near, evil]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("map") / "map.html"
    draw(told(), DAY, out, theatre=THEATRE, look=replace(LOOK, title=EVIL))
    return out


@contextmanager
def opened(browser: Browser, file: Path, **how: Any) -> Iterator[Page]:
    """The page; every error of its script or against its policy fails the test, and every request."""
    context = browser.new_context(**{"viewport": DESK, "color_scheme": "light", **how})
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda told: troubles.append(told.text) if told.type in ("error", "warning") else None)
    page.on("request", lambda asked: troubles.append(asked.url) if asked.url != file.as_uri() else None)
    page.goto(file.as_uri())
    yield page
    context.close()
    assert troubles == []


def spot(page: Page, name: str) -> tuple[float, float]:
    """Where a town's dot is on the screen."""
    x, y = page.evaluate(
        """(name) => {
            const town = towns.find((one) => one.name === name), b = box(), [x, y] = toPixels(town.x, town.y);
            return [x + b.left, y + b.top];
        }""",
        name,
    )
    return x, y


def test_a_click_on_a_town_tells_why_it_has_its_colour_and_who_says_otherwise(
    browser: Browser, file: Path
) -> None:
    with opened(browser, file) as page:
        page.mouse.click(*spot(page, "Town 77"))
        detail = page.locator("#detail")
        expect(detail.locator("h2")).to_have_text("Town 77")
        expect(detail).to_contain_text("Held by The North (reported)")
        expect(detail).to_contain_text("Since 1 March 2031. Confidence 90%.")
        expect(detail).to_contain_text("the governor (The North): The North took it")
        expect(detail.locator("q").first).to_have_text("We took it.")
        expect(detail).to_contain_text("Who says otherwise")
        expect(detail).to_contain_text(f"{EVIL} (The North): The South took it")
        expect(detail).to_contain_text("1 January 2031: held by The South (reported)")
        page.mouse.click(*spot(page, "Town 66"))
        expect(detail).to_contain_text("It follows from what is told of places around: Town 77.")
        expect(detail).to_contain_text("said of Town 77 nearby")
        expect(detail).to_contain_text("Nobody says otherwise.")


def test_everything_is_done_by_keys(browser: Browser, file: Path) -> None:
    with opened(browser, file) as page:
        page.keyboard.press("Tab")
        expect(page.locator("#map")).to_be_focused()
        page.keyboard.press("+")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("[view.scale, view.x > 0]") == [1.5, True]
        page.keyboard.press("0")
        page.evaluate("view.x = towns[0].x - WIDTH / 2; view.y = towns[0].y - HEIGHT / 2; draw()")
        page.keyboard.press("Enter")
        expect(page.locator("#detail h2")).to_have_text("Town 77")
        expect(page.locator("#detail h2")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#detail")).to_be_empty()
        expect(page.locator("#map")).to_be_focused()
        page.locator("#search").focus()
        page.keyboard.type("town 66")
        expect(page.locator("#towns button")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page.locator("#detail h2")).to_have_text("Town 66")
        page.locator("#search").fill("")
        page.locator("#towns button").nth(2).focus()
        page.keyboard.press("Enter")
        expect(page.locator("#detail h2")).to_have_text("Town 55")


def test_on_a_phone_all_is_large_enough_and_nothing_runs_over(browser: Browser, file: Path) -> None:
    with opened(browser, file, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        expect(page.locator("#towns button").nth(8)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        sizes = page.evaluate(
            """() => [...document.querySelectorAll("button, input, summary")].map((one) => {
                const { width, height } = one.getBoundingClientRect(); return Math.min(width, height);
            })"""
        )
        assert len(sizes) > 10
        assert min(sizes) >= 44
        # The basemap goes on to the edges of a tall screen: Chad has no coast.
        assert page.evaluate(
            """() => {
                const b = box();
                return [0.02, 0.98].every((share) => document.elementsFromPoint(
                    b.left + b.width / 2, b.top + share * b.height).some((one) => one.matches("path")));
            }"""
        )
        page.touchscreen.tap(*spot(page, "Town 77"))
        sheet = page.locator("#detail").bounding_box()
        assert sheet is not None
        assert sheet["y"] > 0.3 * PHONE["height"]
        assert sheet["y"] + sheet["height"] == pytest.approx(PHONE["height"], abs=1)
        page.locator("#detail button").tap()
        expect(page.locator("#detail")).to_be_empty()


def test_two_fingers_make_the_map_larger(browser: Browser, file: Path) -> None:
    with opened(browser, file, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        fingers = page.context.new_cdp_session(page)
        for kind, apart in (("touchStart", 20), ("touchMove", 30), ("touchMove", 60), ("touchEnd", 0)):
            points = [{"x": 195 - apart, "y": 300, "id": 0}, {"x": 195 + apart, "y": 300, "id": 1}]
            touched = {"type": kind, "touchPoints": points if apart else []}
            fingers.send("Input.dispatchTouchEvent", touched)
        page.wait_for_function("view.scale > 2.5")
        expect(page.locator("#detail")).to_be_empty()


def test_a_dark_screen_gets_dark_land_and_light_words(browser: Browser, file: Path) -> None:
    looks = {}
    for scheme in ("light", "dark"):
        with opened(browser, file, color_scheme=scheme) as page:
            style = "(one) => getComputedStyle(document.querySelector(one))"
            looks[scheme] = [
                lightness(page.evaluate(f"({style})('{one}').{what}"))
                for one, what in (("body", "color"), (".land", "fill"), ("#legend", "backgroundColor"))
            ]
            page.emulate_media(color_scheme="dark")
            assert lightness(page.evaluate(f"({style})('body').color")) > 200
    (ink, *light), (dark_ink, *dark) = looks["light"], looks["dark"]
    assert ink < 60
    assert min(light) > 200
    assert dark_ink > 200
    assert max(dark) < 80


def lightness(colour: str) -> float:
    return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")) / 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, file: Path, scheme: str) -> None:
    with opened(browser, file, color_scheme=scheme) as page:
        page.mouse.click(*spot(page, "Town 77"))
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})"
        )
        assert [
            (one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found["violations"]
        ] == []


def test_names_are_words_and_nothing_else(browser: Browser, file: Path) -> None:
    with opened(browser, file) as page:
        page.locator("#search").fill("img src")
        page.locator("#towns button").click()
        expect(page.locator("#detail h2")).to_have_text(EVIL)
        expect(page.locator("h1")).to_have_text(EVIL)
        assert page.locator("img").count() == 0
        assert page.title().startswith(EVIL)


def test_without_scripts_it_is_still_a_map(browser: Browser, file: Path) -> None:
    with opened(browser, file, java_script_enabled=False) as page:
        expect(page.locator("svg.ground text").first).to_be_visible()
        expect(page.locator("#legend")).to_contain_text("The North, inferred")
        expect(page.locator("noscript")).to_have_count(1)
        expect(page.locator("#zoom")).to_be_hidden()
