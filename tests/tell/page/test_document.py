"""A document: marks are the evidence of records, whatever the text; steps by pointer and keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.tell.page.served import Site, arrive

# Beyond the first plane: one code point each, two units of a string in a browser.
ASTRAL = "𝔇 🚀🚀 "
DISPATCH = f"""{ASTRAL}Ukrainian troops retake Balakliia {ASTRAL}

By Ada Lind for the Harbour Post
10 September 2022

KYIV — {ASTRAL} Ukrainian troops recaptured the town of Balakliia on Thursday, the general staff in Kyiv said.
{ASTRAL} It said at least 12 Russian soldiers were killed. Moscow denied that the town had fallen.
"""


@pytest.fixture
def article(page: Page, site: Site) -> Page:
    arrive(page, site, f"document/{site.document('01_battle_report.txt')}")
    return page


def test_the_text_is_whole(article: Page, site: Site) -> None:
    whole = site.get(f"/documents/{site.document('01_battle_report.txt')}")
    assert article.locator(".text").evaluate("(one) => one.textContent") == whole["document"]["text"]


def test_every_record_is_marked_where_its_evidence_stands(page: Page, site: Site) -> None:
    """By whichever way the text is cut, the marks of a record read as its evidence does."""
    for source in ("01_battle_report.txt", "05_expert_forecast.txt", "04_aid_package.html"):
        id = site.document(source)
        arrive(page, site, f"document/{id}")
        while page.locator(".kinds input:not(:checked)").count():
            page.locator(".kinds input:not(:checked)").first.check()
        marked(page, site.get(f"/documents/{id}")["records"])


def marked(page: Page, records: list[dict[str, Any]]) -> None:
    texts = page.locator(".seg").evaluate_all(
        "(all) => all.map((one) => [one.dataset.records.split(' ').map(Number), one.textContent])"
    )
    by_record: dict[int, str] = {}
    for indices, text in texts:
        for index in indices:
            by_record[index] = by_record.get(index, "") + text
    assert sorted(by_record.values()) == sorted(filter(None, map(evidence, records)))


def evidence(record: dict[str, Any]) -> str:
    """The words of a record's spans in the order of the text, those under two spans once."""
    characters = {
        span["start"] + place: character
        for span in record["evidence"]
        for place, character in enumerate(span["text"])
    }
    return "".join(characters[place] for place in sorted(characters))


def test_offsets_count_code_points(page: Page, site: Site) -> None:
    """A text with signs that take two units in a browser: marks stand where the words are."""
    arrive(page, site, "try")
    page.get_by_label("Dispatch").fill(DISPATCH)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".seg").first).to_be_visible(timeout=30_000)
    figures = page.locator(".seg.k-figure").all_inner_texts()
    assert any(text.startswith("at least 12") for text in figures)
    assert not any("\ud83d" in text or "\ude80" in text for text in page.locator(".seg").all_inner_texts())


def test_stepping_by_keyboard(article: Page) -> None:
    """N and P step, the place is told, and the record is told beside the text."""
    article.locator(".text").focus()
    article.keyboard.press("n")
    expect(article.locator(".reader-bar")).to_contain_text("1 of ")
    first = article.locator("#polite").inner_text()
    article.keyboard.press("n")
    expect(article.locator(".reader-bar")).to_contain_text("2 of ")
    assert article.locator("#polite").inner_text() != first
    article.keyboard.press("p")
    assert article.locator("#polite").inner_text() == first
    assert "record=" in article.url
    expect(article.locator(".detail .evidence")).to_be_visible()


def test_pointing_at_a_mark_tells_what_was_read(article: Page) -> None:
    article.locator(".seg.k-figure").first.hover()
    expect(article.locator(".detail h2")).to_have_text("Figure")
    article.locator("h1").hover()
    article.locator(".seg.k-figure").first.click()
    expect(article.locator(".seg.chosen")).not_to_have_count(0)
    article.get_by_role("button", name="Next ›").click()
    expect(article.locator(".reader-bar")).to_contain_text(" of ")


def test_kinds_are_switched_off(article: Page) -> None:
    assert article.locator(".seg.k-figure").count() > 0
    article.get_by_label("Figure").uncheck()
    assert article.locator(".seg.k-figure").count() == 0


def test_sources_have_their_share(article: Page, site: Site) -> None:
    shares = site.get(f"/documents/{site.document('01_battle_report.txt')}")["shares"]
    rows = article.locator(".shares tbody tr")
    expect(rows).to_have_count(len(shares))
    expect(rows.first).to_contain_text(shares[0]["name"])


def test_a_record_alone_leads_to_its_document(page: Page, site: Site) -> None:
    record = site.get("/records/event?limit=1")["items"][0]
    arrive(page, site, f"record/{record['id']}")
    page.locator(".view-document[data-ready]").wait_for()
    expect(page.locator(".seg.chosen").first).to_be_visible()
