"""The terminal view of a page as a picture, for the documentation."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from dateline.flow import Options, read_page
from dateline.lore import Lore
from dateline.parse import Parser
from dateline.read import Failure, Limits, pages
from dateline.errors import ReadError
from dateline.settings import cache_folder
from dateline.tell.story import Story
from dateline.tell.terminal import draw

__all__ = ["draw_svg"]


def draw_svg(source: Path, *, width: int, published: str | None = None) -> str:
    """An SVG of what `dateline read` shows for a page. Raises ReadError when it cannot be read."""
    console = Console(
        file=io.StringIO(), record=True, width=width, force_terminal=True, color_system="truecolor",
        markup=False, emoji=False, highlight=False, legacy_windows=False,
    )  # fmt: skip
    lore, parser = Lore.open(cache_folder()), Parser()
    for page in pages([str(source)], stdin=None, limits=Limits()):
        if isinstance(page, Failure):
            raise ReadError(page.cause)
        for reading in read_page(page, lore, parser, Options(published=published)):
            draw(Story(reading.document, reading.records, reading.theatre), console)
    return console.export_svg(title=f"dateline read {source.name}")
