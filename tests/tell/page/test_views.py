"""Every view: it opens for everybody, in light and dark, on a desk and on a phone, and asks nobody else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from dateline.tell.maps import Party
from dateline.tell.maps.style import colours_of
from dateline.tell.page import STATIC
from tests.tell.page.served import ROOT, Site, arrive

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


def told_most(site: Site) -> str:
    """The incident with most reports."""
    items = site.get("/incidents?limit=200")["items"]
    return str(max(items, key=lambda one: one["reports"])["id"])


def speaker(site: Site) -> str:
    return str(site.get("/parties?limit=1")["items"][0]["key"])


VIEWS: dict[str, Callable[[Site], str]] = {
    "map": lambda _: "map?on=2023-11-20",
    "town": lambda site: f"map?on=2023-11-20&town={changed_town(site)}",
    "claims": lambda _: "claims?limit=12",
    "contested pairs": lambda _: "claims?pairs=true&limit=6",
    "incidents": lambda _: "incidents?limit=12",
    "incident": lambda site: f"incident/{told_most(site)}",
    "documents": lambda _: "documents",
    "document": lambda site: f"document/{site.document('01_battle_report.txt')}",
    "parties": lambda _: "parties?limit=12",
    "party": lambda site: f"party/{speaker(site)}",
    "forecasts": lambda _: "forecasts",
    "forecasts in documents": lambda _: "forecasts?from=documents&limit=8",
    "forecast": lambda site: f"forecast/{site.get('/ledger')['items'][0]['number']}",
    "scenarios": lambda _: "scenarios",
    "scenario": lambda site: f"scenario/{site.get('/scenarios')['items'][0]['name']}",
    "try": lambda _: "try",
    "search": lambda _: "search?q=Mykolaiv&limit=12",
    "no such view": lambda _: "nowhere",
}


def changed_town(site: Site) -> str:
    """A settlement whose state has changed, so that its history has something to tell."""
    towns = site.get("/map/control")["features"]
    return next(str(one["properties"]["id"]) for one in towns if len(one["properties"]["holds"]) > 1)


# Targets but links within text, which may be as high as its lines, and what MapLibre brings.
TARGETS = """(least) =>
  [...document.querySelectorAll("button, input, select, textarea, summary, nav a, .facet")]
    .filter((one) => one.checkVisibility() && !one.closest("label.tick, .maplibregl-map"))
    .filter((one) => {
      const { width, height } = one.getBoundingClientRect();
      return width && Math.min(width, height) < least;
    })
    .map((one) => one.outerHTML.slice(0, 120))"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Not for fingers as wide: what stands within text, and a slider, whose bar takes a finger anywhere.
WITHIN = ("<summary", '<button type="button" class="inline', '<input type="range"')


@pytest.mark.parametrize("name", VIEWS)
def test_view(name: str, page: Page, site: Site) -> None:
    """It opens with one heading, for readers and the eye, on every screen, and asks only its own server."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(path=AXE)
    arrive(page, site, VIEWS[name](site))
    page.wait_for_function("() => !document.querySelector('[aria-busy]')")
    assert page.locator("h1").count() == 1
    assert page.locator("[role=alert]").count() == 0
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert violations(page) == []
    assert page.evaluate(TARGETS, 24) == []
    assert not overflowing(page)
    page.locator("#theme").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page) == []
    assert not overflowing(page)
    others = [url for url in asked if not url.startswith((site.at, "data:", "blob:", "about:"))]
    assert others == []


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and its own good practice, each with the elements that it names."""
    found: dict[str, Any] = page.evaluate("(runOnly) => axe.run(document, {runOnly})", RULES)
    return [
        f"{one['id']}: {json.dumps([n['html'][:200] for n in one['nodes']])}" for one in found["violations"]
    ]


def overflowing(page: Page) -> bool:
    return bool(page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))


def test_targets_are_wide_enough_for_fingers(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    for route in ("map?on=2023-11-20", "claims", f"document/{site.document('01_battle_report.txt')}"):
        arrive(page, site, route)
        page.locator("#menu").click()
        assert [one for one in page.evaluate(TARGETS, 44) if not one.startswith(WITHIN)] == []
    context.close()


def test_by_keyboard_alone(page: Page, site: Site) -> None:
    """The first key leads past the menu; the heading has the focus after going to another view."""
    arrive(page, site, "documents")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    page.locator("nav >> text=Claims").focus()
    page.keyboard.press("Enter")
    page.locator(".view-claims[data-ready]").wait_for()
    assert page.evaluate("() => document.activeElement.tagName") == "H1"
    assert page.locator("#polite").inner_text() == "Claims — Dateline"
    page.keyboard.press("Shift+Tab")
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_movement_is_left_out_where_it_is_unwelcome(page: Page, site: Site) -> None:
    page.emulate_media(reduced_motion="reduce")
    arrive(page, site, f"document/{site.document('01_battle_report.txt')}")
    durations = page.locator("*").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).transitionDuration)"
    )
    assert set(durations) == {"0s"}


def test_all_addresses_of_the_frame_are_its_own() -> None:
    assert "//" not in (STATIC / "index.html").read_text(encoding="utf-8")


def test_every_view_of_the_menu_is_tested(page: Page, site: Site) -> None:
    arrive(page, site, "documents")
    offered = page.locator("#views a").evaluate_all("(all) => all.map((one) => one.dataset.view)")
    assert set(offered) <= set(VIEWS)


def test_the_modules_hold_no_way_to_markup() -> None:
    """Text becomes text: no module reads markup or runs words."""
    forbidden = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "srcdoc",
    )
    modules = sorted((STATIC / "app").rglob("*.js"))
    assert len(modules) > 20
    for module in modules:
        text = module.read_text(encoding="utf-8")
        assert [word for word in forbidden if word in text] == [], module.name


def test_the_palette_is_that_of_the_maps() -> None:
    """Wars without a theatre get their colours in the browser: they are the ones of all other maps."""
    parties = [Party(name, name) for name in "abcdef"]
    module = (STATIC / "app" / "sides.js").read_text(encoding="utf-8")
    assert json.dumps(list(colours_of(parties).values())) in module
