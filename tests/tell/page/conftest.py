"""One store of the examples, one server and one browser for all tests of the page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dateline.tell import reads
from dateline.tell.reading import Reader
from tests.tell.page.served import ARGUMENTS, EXAMPLES, Site, dateline, serving

# Their texts do not say when they were published.
UNDATED = {"01_battle_report.txt": "2023-11-14", "06_wire_brief.txt": "2023-10-03"}
# What waits for the server or the map waits longer where other work is going on.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def opened(reader: Reader) -> Iterator[None]:
    """`dateline read` in this process, with the knowledge and the parser that are open already."""

    def again(theatre: str | None) -> Reader:
        reader.lore.within(theatre)
        return reader

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reads, "open_reader", again)
        yield


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, opened: None) -> Path:
    """The examples, the dispatches about one strike, and the ledger."""
    path = tmp_path_factory.mktemp("page") / "store.db"
    for name, day in UNDATED.items():
        dateline("read", EXAMPLES / name, "--date", day, "--store", path)
    pages = [page for page in sorted(EXAMPLES.glob("*.*")) if page.suffix in (".txt", ".html", ".jsonl")]
    strike = sorted((EXAMPLES / "one_strike").glob("*.txt"))
    dated = [page for page in [*pages, *strike] if page.name not in UNDATED]
    dateline("read", *dated, "--store", path)
    dateline("forecast", "import", EXAMPLES / "ledger" / "ledger.jsonl", "--store", path)
    return path


@pytest.fixture(scope="session")
def site(store: Path) -> Iterator[Site]:
    front = EXAMPLES / "front" / "towns.csv"
    scenarios = EXAMPLES / "scenario"
    with serving(store, "--baseline", front, "--baseline-day", "2023-11-01", "--scenarios", scenarios) as at:
        yield at


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page, wide; every error of its scripts, and of its policy, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda told: troubles.append(told.text) if told.type == "error" else None)
    yield opened
    context.close()
    assert troubles == []


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A fresh page that may meet errors: of its policy, or of what is not there."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()
