"""Draws the pictures of the documentation: `python docs/pictures.py`.

docs/terminal.svg is what `dateline read` shows for the first example, as a terminal would; docs/incident.svg
is what `dateline show incidents --why` shows of a strike that several examples tell of; docs/map.png is what
`dateline map` draws of the front of the first example; docs/calibration.svg is what
`dateline forecast score --plot` draws of the example ledger. Those of the page are taken by page_pictures.py.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import page_pictures
from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI

from dateline.flow import Options, read_page
from dateline.forecast.ledger import entry_of
from dateline.lore import Lore
from dateline.model import Page
from dateline.parse import Parser
from dateline.settings import bound_threads, cache_folder
from dateline.store import PageEntry, Store
from dateline.tell.control import Charting
from dateline.tell.control_map import draw_map
from dateline.tell.joining import Joiner
from dateline.tell.ledger.looking import scored
from dateline.tell.maps.command import MapWanted
from dateline.tell.plots.calibration import drawn as plot
from dateline.tell.story import Story
from dateline.tell.telling import Teller
from dateline.tell.terminal import draw
from dateline.tell.why import why
from dateline.tell.why_view import draw as draw_why

ROOT = Path(__file__).parent.parent
# As wide as a page of documentation shows legibly, and wide enough for facets side by side.
WIDTH = 126
# Rows of a table: the picture shows what there is, not all of it.
ROWS = 6
# The first of the dispatches about one strike.
STRIKE = "02_strike_with_casualties.txt"
# The front around Kupiansk: west, south, east and north in degrees; the days that are drawn and begun with.
FRONT, FRONT_DAY, FIRST_DAY = (37.1, 49.4, 38.4, 50.0), "2023-11-20", "2023-11-01"
# Rich points viewers to a font on the network; any fixed-width font of theirs will do.
FONT = re.compile(r"@font-face \{[^}]*\}\s*")


def terminal(example: Path, *, published: str | None) -> str:
    """An SVG of what `dateline read` shows for a page."""
    console = _console()
    page = Page(example.relative_to(ROOT).as_posix(), example.read_bytes())
    for reading in read_page(page, Lore.open(cache_folder()), Parser(), Options(published=published)):
        draw(Story(reading.document, reading.records, reading.theatre), console, most=ROWS)
    told = f" --date {published}" if published else ""
    return _drawn(console, f"dateline read {page.source}{told}")


def incident(pages: Iterable[Path]) -> str:
    """An SVG of what `dateline show incidents --why` shows of the incident that most of the pages tell of."""
    console, lore, parser = _console(), Lore.open(cache_folder()), Parser()
    joins = Joiner(lore)
    with TemporaryDirectory() as folder, Store.open(f"{folder}/store.db") as store:
        with store.writer() as writer:
            for path in pages:
                page = Page(path.relative_to(ROOT).as_posix(), path.read_bytes())
                entry = PageEntry.of(page, read_at="2024-03-01")
                for reading in read_page(page, lore, parser, Options()):
                    writer.add(entry, reading.records, joins=joins)
        told = max(store.view().incidents(), key=len)
        found = why(told[0].id, store.view(), joins)
        draw_why(found, console)
    return _drawn(console, f"dateline show incidents --why {found.told.incident.id}")


def front(example: Path, baseline: Path, out: Path, *, published: str) -> None:
    """A map of who holds what around the front that a dispatch tells of, to a file."""
    lore, parser = Lore.open(cache_folder()), Parser()
    page = Page(example.relative_to(ROOT).as_posix(), example.read_bytes())
    with TemporaryDirectory() as folder:
        url = f"{folder}/store.db"
        with Store.open(url) as store, store.writer() as writer:
            for reading in read_page(page, lore, parser, Options(published=published)):
                entry = PageEntry.of(page, read_at=published)
                writer.add(entry, reading.records, telling=Teller(lore))
        wanted = MapWanted(out=out, on=FRONT_DAY, size=(1000, 750), extent=FRONT)
        charting = Charting(baseline=baseline, baseline_day=FIRST_DAY)
        draw_map(wanted, charting, theatre=None, store=url)


def calibration(ledger: Path) -> bytes:
    """An SVG of what was held how probable in a ledger, against what happened."""
    entries = [entry_of(line, number) for number, line in enumerate(ledger.read_bytes().splitlines(), 1)]
    with TemporaryDirectory() as folder, Store.open(f"{folder}/store.db") as store:
        with store.writer() as writer:
            writer.extend_ledger(entries)
        return plot(scored(store.view()).groups[:1], "svg")


def _console() -> Console:
    return Console(
        file=io.StringIO(), record=True, width=WIDTH, force_terminal=True, color_system="truecolor",
        markup=False, emoji=False, highlight=False, legacy_windows=False,
    )  # fmt: skip


def _drawn(console: Console, title: str) -> str:
    # A fixed id: the same view gives the same file.
    return FONT.sub("", console.export_svg(title=title, theme=DIMMED_MONOKAI, unique_id="dateline"))


def main() -> None:
    bound_threads()
    example = min((ROOT / "examples").glob("*.txt"))
    drawn = terminal(example, published="2023-11-14")
    (ROOT / "docs" / "terminal.svg").write_text(drawn, encoding="utf-8")
    print(f"docs/terminal.svg: {example.name}, {len(drawn):,} characters")
    drawn_map = ROOT / "docs" / "map.png"
    front(example, ROOT / "examples" / "front" / "towns.csv", drawn_map, published="2023-11-14")
    print(f"docs/map.png: {example.name}, {drawn_map.stat().st_size:,} bytes")
    strike = [ROOT / "examples" / STRIKE, *sorted((ROOT / "examples" / "one_strike").glob("*.txt"))]
    drawn = incident(strike)
    (ROOT / "docs" / "incident.svg").write_text(drawn, encoding="utf-8")
    print(f"docs/incident.svg: {len(strike)} dispatches, {len(drawn):,} characters")
    curve = ROOT / "docs" / "calibration.svg"
    curve.write_bytes(calibration(ROOT / "examples" / "ledger" / "ledger.jsonl"))
    print(f"docs/calibration.svg: {curve.stat().st_size:,} bytes")
    page_pictures.main()


if __name__ == "__main__":
    main()
