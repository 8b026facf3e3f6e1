"""Draws docs/brief.png, the beginning of a brief of the first example: `python docs/brief_picture.py`.

It needs Chromium, which is the system's own.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from dateline.flow import Options, read_page
from dateline.lore import Lore
from dateline.model import Page
from dateline.parse import Parser
from dateline.settings import bound_threads, cache_folder
from dateline.store import PageEntry, Store
from dateline.tell.brief.asking import Asked
from dateline.tell.brief.command import brief
from dateline.tell.control import Charting
from dateline.tell.joining import Joiner
from dateline.tell.telling import Teller

ROOT = Path(__file__).parent.parent
EXAMPLE, PUBLISHED = ROOT / "examples" / "01_battle_report.txt", "2023-11-14"
BASELINE, FIRST_DAY, UNTIL = ROOT / "examples" / "front" / "towns.csv", "2023-11-01", "2023-11-21"
# As wide as a page of documentation, and down to the casualties.
WIDTH, HEIGHT = 960, 1575


def read(url: str) -> None:
    """The example, read into a store."""
    lore, parser = Lore.open(cache_folder()), Parser()
    page = Page(EXAMPLE.name, EXAMPLE.read_bytes())
    with Store.open(url) as store, store.writer() as writer:
        for reading in read_page(page, lore, parser, Options(published=PUBLISHED)):
            entry = PageEntry.of(page, read_at="2023-11-14T12:00Z")
            writer.add(entry, reading.records, None, Joiner(lore), Teller(lore))


def picture(page: Path, out: Path) -> None:
    """The beginning of a page, as a browser shows it."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        tab.goto(page.as_uri())
        tab.screenshot(path=out)
        browser.close()


def main() -> None:
    """Read, write, draw."""
    bound_threads()
    with TemporaryDirectory() as folder:
        store, page = f"{folder}/store.db", Path(folder) / "brief.html"
        read(store)
        charting = Charting(baseline=BASELINE, baseline_day=FIRST_DAY)
        brief(Asked(since=FIRST_DAY, until=UNTIL, store=store, out=page, charting=charting))
        picture(page, ROOT / "docs" / "brief.png")
    sys.stdout.write("docs/brief.png\n")


if __name__ == "__main__":
    main()
