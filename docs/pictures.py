"""Draws the pictures of the documentation: `python docs/pictures.py`.

docs/terminal.svg is what `dateline read` shows for the first example, as a terminal would.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI

from dateline.flow import Options, read_page
from dateline.lore import Lore
from dateline.model import Page
from dateline.parse import Parser
from dateline.settings import bound_threads, cache_folder
from dateline.tell.story import Story
from dateline.tell.terminal import draw

ROOT = Path(__file__).parent.parent
# As wide as a page of documentation shows legibly, and wide enough for facets side by side.
WIDTH = 126
# Rows of a table: the picture shows what there is, not all of it.
ROWS = 6
# Rich points viewers to a font on the network; any fixed-width font of theirs will do.
FONT = re.compile(r"@font-face \{[^}]*\}\s*")


def terminal(example: Path, *, published: str | None) -> str:
    """An SVG of what `dateline read` shows for a page."""
    console = Console(
        file=io.StringIO(), record=True, width=WIDTH, force_terminal=True, color_system="truecolor",
        markup=False, emoji=False, highlight=False, legacy_windows=False,
    )  # fmt: skip
    page = Page(example.relative_to(ROOT).as_posix(), example.read_bytes())
    for reading in read_page(page, Lore.open(cache_folder()), Parser(), Options(published=published)):
        draw(Story(reading.document, reading.records, reading.theatre), console, most=ROWS)
    told = f" --date {published}" if published else ""
    # A fixed id: the same view gives the same file.
    drawn = console.export_svg(
        title=f"dateline read {page.source}{told}", theme=DIMMED_MONOKAI, unique_id="dateline"
    )
    return FONT.sub("", drawn)


def main() -> None:
    bound_threads()
    example = min((ROOT / "examples").glob("*.txt"))
    drawn = terminal(example, published="2023-11-14")
    (ROOT / "docs" / "terminal.svg").write_text(drawn, encoding="utf-8")
    print(f"docs/terminal.svg: {example.name}, {len(drawn):,} characters")


if __name__ == "__main__":
    main()
