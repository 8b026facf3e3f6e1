"""An incident split, merged and put back by people, with the keyboard alone and with the token."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.tell.page.served import TOKEN, Site, arrive, serving


@pytest.fixture(scope="module")
def own(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy of the store, for tests that write."""
    folder = tmp_path_factory.mktemp("deciding")
    for part in store.parent.glob(f"{store.name}*"):
        shutil.copy(part, folder / part.name)
    with serving(folder / store.name) as site:
        yield site


def told_most(site: Site) -> str:
    """The incident with most reports."""
    items = site.get("/incidents?limit=200")["items"]
    return str(max(items, key=lambda one: one["reports"])["id"])


def reports(site: Site, incident: str) -> int:
    return int(site.get(f"/incidents/{incident}")["summary"]["reports"])


def decide(page: Page, what: str) -> None:
    """The open form, filled in and sent by keys: the reason, the token, Enter."""
    form = page.locator("form.deciding", has=page.get_by_role("button", name=what))
    form.get_by_label("Why, for those who come later").fill("seen by two desks")
    token = form.get_by_label("Token")
    token.fill(TOKEN)
    token.press("Enter")


def unfold(page: Page, summary: str) -> None:
    place = page.locator("summary", has_text=summary).last
    place.focus()
    place.press("Enter")


def test_a_report_is_split_off_and_the_decision_taken_back(page: Page, own: Site) -> None:
    incident = told_most(own)
    many = reports(own, incident)
    arrive(page, own, f"incident/{incident}")
    unfold(page, "Tell that it is otherwise")
    last = page.get_by_role("group", name="Reports of another happening").get_by_role("checkbox").last
    last.focus()
    last.press("Space")
    decide(page, "Split them off")
    decisions = page.get_by_role("region", name="Decided by people")
    expect(decisions).to_contain_text("Decision 1: split")
    expect(decisions).to_contain_text("seen by two desks")
    expect(page.locator(".view[data-ready] h1")).to_be_focused()
    assert page.url.endswith(f"#/incident/{incident}")
    assert reports(own, incident) == many - 1
    unfold(page, "Undo it")
    decide(page, "Undo decision 1")
    expect(decisions).to_contain_text("Decision 2: takes decision 1 back")
    expect(decisions.locator("li").first).to_contain_text("taken back")
    expect(page.locator("summary", has_text="Undo it")).to_have_count(0)
    assert reports(own, incident) == many


def test_incidents_are_merged_and_told_apart_again(page: Page, own: Site) -> None:
    incident = told_most(own)
    many = reports(own, incident)
    items = own.get("/incidents?limit=200")["items"]
    other = next(one["id"] for one in items if one["id"] != incident)
    arrive(page, own, f"incident/{incident}")
    unfold(page, "Tell that it is otherwise")
    page.get_by_label("Another one, by its id").fill(other)
    decide(page, "Merge them")
    made = page.get_by_role("region", name="Decided by people").get_by_role("listitem").last
    expect(made).to_contain_text("merge")
    assert reports(own, incident) > many
    number = own.get(f"/incidents/{incident}")["decisions"][-1]["number"]
    unfold(page, "Undo it")
    decide(page, f"Undo decision {number}")
    expect(made).to_contain_text(f"takes decision {number} back")
    assert reports(own, incident) == many


def test_a_wrong_token_changes_nothing_and_is_told(browser_page: Page, own: Site) -> None:
    incident = told_most(own)
    before = own.get(f"/incidents/{incident}")
    arrive(browser_page, own, f"incident/{incident}")
    unfold(browser_page, "Tell that it is otherwise")
    split = browser_page.get_by_role("button", name="Split them off")
    form = browser_page.locator("form.deciding", has=split)
    form.get_by_role("checkbox").first.check()
    form.get_by_label("Token").fill("a guess")
    form.get_by_role("button").click()
    expect(form.get_by_role("alert")).to_contain_text("token")
    assert own.get(f"/incidents/{incident}") == before
