"""The page's map in Chromium with software rendering: `python -m bench.page --store FOLDER`.

FOLDER is what `python -m bench.synthetic` made: a store and who held each town on the first day. The page is
served as `dateline serve` does, opened anew, and then moved: the first map from the address to the first
picture with settlements, the frames while the map is dragged, while the slider is, and while days play.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.figures import Figure, machine, show
from bench.serving import settled

__all__ = ["measured"]

_ADDRESS = re.compile(r"at (http://[^/]+)/")
# Software rendering, and nothing that Chromium would ask of other machines.
_ARGUMENTS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
# Long enough for a hundred frames of an even map, short enough to be run again.
_STEPS = 60
# What the page calls a map that needs nothing more.
_WHOLE = "all days"
_VIEWS = ("claims", "incidents", "documents", "parties", "forecasts", "scenarios", "try", "search?q=market")
# Notes when each frame was drawn until it is read.
_WATCH = """() => {
  const frames = [];
  let on = true;
  const note = (now) => { frames.push(now); if (on) requestAnimationFrame(note); };
  requestAnimationFrame(note);
  window.framesRead = () => { on = false; return frames; };
}"""


@contextmanager
def _serving(folder: Path, first: str) -> Iterator[tuple[str, int]]:
    command = [
        sys.executable, "-m", "dateline", "serve", "--port", "0", "--store", str(folder / "store.db"),
        "--baseline", str(folder / "baseline.csv"), "--baseline-day", first,
    ]  # fmt: skip
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        while (found := _ADDRESS.search(server.stderr.readline())) is None:
            if server.poll() is not None:
                raise SystemExit("the server ended")
        yield found[1], server.pid
    finally:
        server.terminate()
        server.wait(10)


def measured(at: str, server: int) -> Iterator[Figure]:
    """What is measured, with what is aimed at."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for name in ("first map, nothing kept by the server", "first map, asked for before"):
            page.goto("about:blank")
            yield from _first_map(page, at, name)
        yield Figure("page", "settlements", float(page.evaluate(_COUNT)), "")
        page.wait_for_timeout(3_000)
        # The server, which shares the processors with the browser, charts and makes ready for a while.
        yield Figure("page", "until the server makes nothing ready any more", settled(server), "s")
        for name, move in (("pan", _pan), ("slide", _slide), ("play", _play)):
            before = _worked()
            frames = _frames(page, move)
            worked = _worked() - before
            yield Figure("page", f"{name}, median frame", statistics.median(frames), "ms", aim=100.0)
            yield Figure("page", f"{name}, 95th percentile", sorted(frames)[int(0.95 * len(frames))], "ms")
            # What other work on the machine does not add to.
            yield Figure("page", f"{name}, processor time a frame", 1e3 * worked / len(frames), "ms")
        for view in _VIEWS:
            yield Figure("page", f"{view} shown", _view(page, at, view), "s")
        browser.close()


_COUNT = "() => fetch('/api/v1/map/control').then((got) => got.json()).then((told) => told.features.length)"


def _first_map(page: Page, at: str, name: str) -> Iterator[Figure]:
    """Seconds until settlements are drawn, and until they are with all days, where the first comes sooner."""
    start = time.perf_counter()
    page.goto(f"{at}/#/map")
    page.locator(".view[data-ready]").wait_for(timeout=120_000)
    page.locator(".atlas[data-drawn]").wait_for(timeout=120_000)
    seen = page.locator(".atlas").get_attribute("data-drawn")
    yield Figure("page", f"{name}: {seen}", time.perf_counter() - start, "s", aim=6.0)
    if seen != _WHOLE:
        page.locator(f".atlas[data-drawn='{_WHOLE}']").wait_for(timeout=120_000)
        yield Figure("page", f"{name}: {_WHOLE}", time.perf_counter() - start, "s")


def _view(page: Page, at: str, view: str) -> float:
    """Seconds until a view is there; raises when it shows an error instead."""
    start = time.perf_counter()
    page.goto("about:blank")
    page.goto(f"{at}/#/{view}")
    page.locator(".view[data-ready]").wait_for(timeout=60_000)
    return time.perf_counter() - start


def _worked() -> float:
    """Seconds of processor time of the browser so far: of all processes that came from this one."""
    spent, parents = dict[int, float](), dict[int, int]()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        number = int(path.parent.name)
        parents[number] = int(told[1])
        spent[number] = (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    return sum(seconds for number, seconds in spent.items() if _is_below(number, parents))


def _is_below(number: int, parents: Mapping[int, int]) -> bool:
    """Whether a process came from this one."""
    while number in parents:
        number = parents[number]
        if number == os.getpid():
            return True
    return False


def _frames(page: Page, move: Callable[[Page], None]) -> list[float]:
    """Milliseconds from each frame to the next while something moves."""
    page.evaluate(_WATCH)
    move(page)
    times: list[float] = page.evaluate("() => window.framesRead()")
    page.wait_for_timeout(1_500)
    return [after - before for before, after in pairwise(times)]


def _pan(page: Page) -> None:
    box: Any = page.locator(".canvas").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(_STEPS):
        page.mouse.move(x - 3 * step, y - 2 * step)
        page.wait_for_timeout(30)
    page.mouse.up()


def _slide(page: Page) -> None:
    slider = page.get_by_role("slider", name="Day")
    slider.focus()
    for _ in range(_STEPS):
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(30)


def _play(page: Page) -> None:
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(5_000)
    # On the last day there is nothing left to pause.
    if (pause := page.get_by_role("button", name="Pause")).count():
        pause.click()


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.page", description=__doc__)
    options.add_argument("--store", type=Path, required=True, metavar="FOLDER")
    options.add_argument("--first", default="2031-01-01", metavar="D", help="the day of the baseline")
    given = options.parse_args()
    with _serving(given.store, given.first) as (at, server):
        show(list(measured(at, server)), machine())


if __name__ == "__main__":
    main()
