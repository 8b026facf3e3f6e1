"""The ways out: how many rows of each format are written in a second, and a report."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.material import Size
from bench.synthetic import FIRST_DAY, fill, towns
from dateline.lore import Lore
from dateline.parse import Parser
from dateline.store import Store, View
from dateline.tell.brief.asking import Asked
from dateline.tell.brief.command import report
from dateline.tell.brief.material import Material
from dateline.tell.collecting import sparingly
from dateline.tell.exports.asking import FORMATS, Wanted

__all__ = ["exporting"]

_LEAST = 5_000
# A month of the war, which a report may be about.
_UNTIL = "2031-02-01"


def exporting(size: Size, lore: Lore, parser: Parser) -> Iterator[Figure]:
    """A store of an invented war, written out in each format."""
    del parser
    with TemporaryDirectory() as folder:
        url = str(Path(folder) / "war.db")
        events = fill(url, size.events, lore, towns())
        group = f"exports ({events:,} events)"
        with Store.open(url) as store:
            view = store.view()
            for name in FORMATS:
                count, seconds = _written(name, view)
                what = "incidents" if name in ("acled", "hxl", "geojson") else "rows"
                yield Figure(group, name, count / seconds, f"{what}/s", aim=_LEAST, least=True)
            yield Figure(group, "a report of a month", _reported(view, lore, url), "s")


def _written(name: str, view: View) -> tuple[int, float]:
    """Rows, and the processor time that they took."""
    write = import_module(f"dateline.tell.exports.{name}").write
    with sparingly():  # as the command does
        start = time.process_time()
        count: int = write(Wanted(format=name, store=""), view, _Nowhere())
        return count, time.process_time() - start


class _Nowhere(io.RawIOBase):
    """Takes what is written and keeps nothing, so that no disk is measured."""

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, content: object, /) -> int:
        """All of it is taken."""
        return memoryview(content).nbytes if isinstance(content, bytes | bytearray | memoryview) else 0


def _reported(view: View, lore: Lore, url: str) -> float:
    start = time.process_time()
    asked = Asked(since=FIRST_DAY, until=_UNTIL, store=url)
    report(Material(asked, view, lore), picture=True)
    return time.process_time() - start
