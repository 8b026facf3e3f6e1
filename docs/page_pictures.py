"""Takes pictures of the page: docs/page_map.png, docs/page_document.png and docs/page_scenario.png.

They show a store of the examples as `dateline serve` does, in the system's Chromium. `make pictures` does
it with the others.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
# As wide as a page of documentation shows legibly.
SIZE = {"width": 1200, "height": 780}
# Their texts do not say when they were published.
UNDATED = {"01_battle_report.txt": "2023-11-14", "06_wire_brief.txt": "2023-10-03"}
# The front of the first example, its first day, the day that is shown, and the village to tell of.
TOWNS, FIRST_DAY, DAY, VILLAGE = "examples/front/towns.csv", "2023-11-01", "2023-11-20", "Synkivka"
ADDRESS = re.compile(r"at (http://[^/]+)/")
ARGUMENTS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


def dateline(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "dateline", *arguments]


def read_examples(store: str) -> None:
    """Fills the store with the examples."""
    for name, day in UNDATED.items():
        command = dateline("read", f"examples/{name}", "--date", day, "--store", store)
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    found = [*(ROOT / "examples").glob("*.*"), *(ROOT / "examples" / "one_strike").glob("*.txt")]
    pages = [str(page.relative_to(ROOT)) for page in sorted(found) if page.suffix != ".md"]
    dated = [page for page in pages if Path(page).name not in UNDATED]
    subprocess.run(dateline("read", *dated, "--store", store), cwd=ROOT, check=True, capture_output=True)


@contextmanager
def served(store: str) -> Iterator[str]:
    """The address of the served store."""
    command = dateline(
        "serve", "--port", "0", "--store", store, "--scenarios", "examples/scenario",
        "--baseline", TOWNS, "--baseline-day", FIRST_DAY,
    )  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        found = ADDRESS.search(server.stderr.readline())
        assert found is not None
        yield found[1]
    finally:
        server.terminate()
        server.wait(10)
        server.stderr.close()


def asked(at: str, path: str) -> Any:
    with urlopen(f"{at}/api/v1{path}") as answer:
        return json.load(answer)


def routes(at: str) -> dict[str, str]:
    """What is pictured, by the name of its picture."""
    towns = asked(at, "/map/control")["features"]
    village = next(one["properties"]["id"] for one in towns if one["properties"]["name"] == VILLAGE)
    documents = asked(at, "/documents?limit=100")["items"]
    dispatch = next(one["id"] for one in documents if one["source"].endswith(min(UNDATED)))
    figure = next(one for one in asked(at, f"/documents/{dispatch}")["records"] if one["record"] == "figure")
    scenario = asked(at, "/scenarios")["items"][0]["name"]
    return {
        "page_map": f"map?on={DAY}&town={village}",
        "page_document": f"document/{dispatch}?record={figure['event'] or figure['id']}",
        "page_scenario": f"scenario/{scenario}",
    }


def taken(page: Page, address: str, out: Path) -> None:
    """One view as it stands when all of it is there."""
    page.goto("about:blank")
    page.goto(address)
    page.locator(".view[data-ready]").wait_for()
    page.wait_for_function("() => !document.querySelector('[aria-busy]')")
    # The map draws what it was told in the frames that follow.
    page.wait_for_timeout(2_000)
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=out)


def main() -> None:
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = f"{folder}/store.db"
        read_examples(store)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        with served(store) as at:
            for name, route in routes(at).items():
                out = ROOT / "docs" / f"{name}.png"
                taken(page, f"{at}/#/{route}", out)
                print(f"docs/{out.name}: {out.stat().st_size:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
