"""Try it: a dispatch is read and shown, and nothing is stored unless asked, with the token."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.tell.page.served import TOKEN, Site, arrive, serving


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A store with nothing in it, until the last test."""
    with serving(tmp_path_factory.mktemp("empty") / "store.db") as site:
        yield site


def test_an_empty_store_is_told(page: Page, empty: Site) -> None:
    for view in ("map", "claims", "search?q=word"):
        arrive(page, empty, view)
        expect(page.locator(".nothing").first).to_be_visible()
        expect(page.locator("[role=alert]")).to_have_count(0)


def test_what_is_read_meanwhile_is_told(page: Page, empty: Site) -> None:
    """Nothing moves until it is asked for."""
    with page.expect_response("**/stream"):
        arrive(page, empty, "documents")
    empty.post(
        "/documents", {"text": "KYIV — Shelling killed at least 12 people in Kherson, officials said."}
    )
    expect(page.locator("#news")).to_contain_text("1 document read since", timeout=30_000)
    expect(page.locator(".nothing")).to_be_visible()
    page.get_by_role("button", name="Show what is new").click()
    expect(page.locator(".document-row")).to_have_count(1)
    expect(page.locator("#news")).to_be_empty()
    expect(page.locator("#holdings")).to_contain_text("1 document")


def test_what_is_tried_is_stored_only_when_asked(page: Page, empty: Site) -> None:
    before = empty.get("/status")["documents"]
    arrive(page, empty, "try")
    page.get_by_role("button", name="An invented example").click()
    expect(page.locator(".tried")).to_contain_text("claims", timeout=30_000)
    expect(page.locator(".tried .seg").first).to_be_visible()
    assert empty.get("/status")["documents"] == before
    page.locator("summary", has_text="Keep it in the store").click()
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Store it").click()
    page.locator(".view-document[data-ready]").wait_for(timeout=30_000)
    assert empty.get("/status")["documents"] == before + 1
