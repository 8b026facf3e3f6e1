"""Script in titles, texts, names and file names never runs: it is shown as the words it is."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.tell.page.served import Site, arrive, dateline, serving

SCRIPT = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
TEXT = f"""KYIV — Ukrainian troops recaptured the town of Balakliia, the general staff said.
{SCRIPT} “At least 12 Russian soldiers {SCRIPT} died there,” said Oksana {SCRIPT} Bilyk of Kharkiv.
Moscow denied that Balakliia had fallen.
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, opened: None) -> Iterator[Site]:
    """A store whose documents bring script wherever a page could show it."""
    folder = tmp_path_factory.mktemp("hostile")
    entry = {
        "text": TEXT, "title": f"Balakliia {SCRIPT}", "outlet": f"Post {SCRIPT}", "byline": f"Ada {SCRIPT}",
        "date": "2022-09-10", "url": "javascript:document.title='run'",
    }  # fmt: skip
    # A name of a file cannot hold a slash.
    page = folder / f"{SCRIPT.replace('/', '')}.jsonl"
    page.write_text(json.dumps(entry) + "\n", encoding="utf-8")
    dateline("read", page, "--store", folder / "store.db")
    with serving(folder / "store.db") as site:
        yield site


def test_script_is_shown_and_never_run(page: Page, hostile: Site) -> None:
    id = hostile.get("/documents")["items"][0]["id"]
    incident = hostile.get("/incidents")["items"][0]["id"]
    views = (
        "documents",
        f"document/{id}",
        "claims",
        "incidents",
        f"incident/{incident}",
        "search?q=Balakliia",
        "parties",
        "map",
    )
    for view in views:
        arrive(page, hostile, view)
        page.wait_for_function("() => !document.querySelector('[aria-busy]')")
        assert page.title() != "run"
        assert page.locator("main img, main script, main iframe").count() == 0
        assert page.locator("a[href^='javascript' i]").count() == 0
    arrive(page, hostile, f"document/{id}")
    expect(page.locator("h1")).to_contain_text("<img src=x")
    expect(page.locator(".text")).to_contain_text("<script>document.title='run'</script>")


@pytest.mark.parametrize(
    "hash",
    [
        "document/%3Cimg%20src=x%20onerror=alert(1)%3E",
        "search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "map?on=%3Cscript%3E&town=%3Cimg%3E",
        "%E0%A4%A",
        "scenario/../../../../etc/passwd",
        "constructor",
    ],
)
def test_hostile_addresses_are_words_too(hash: str, browser_page: Page, hostile: Site) -> None:
    arrive(browser_page, hostile, hash)
    assert browser_page.locator("main img, main script").count() == 0
    expect(browser_page.locator("h1")).to_have_count(1)


def test_script_that_got_in_all_the_same_would_not_run(browser_page: Page, hostile: Site) -> None:
    """The policy of the page holds where escaping had failed."""
    arrive(browser_page, hostile, "documents")
    browser_page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "document.title = 'run'";
          document.body.append(script);
          const far = document.createElement("img");
          far.src = "http://192.0.2.1/x.png";
          document.body.append(far);
          document.body.setAttribute("onclick", "document.title = 'run'");
          document.body.click();
        }"""
    )
    browser_page.wait_for_timeout(200)
    assert browser_page.title() == "Documents — Dateline"
