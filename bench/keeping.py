"""The store: pages a second written, and how large they are in it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.material import Size, examples, reports
from dateline.flow import Options, read_page
from dateline.lore import Lore
from dateline.model import Page, Record
from dateline.parse import Parser
from dateline.store import PageEntry, Store

__all__ = ["keeping"]

_READ_AT = "2022-10-05T12:00:00Z"


def keeping(size: Size, lore: Lore, parser: Parser) -> Iterator[Figure]:
    """Pages that are read beforehand, written one by one to a new store on the disk."""
    paths = (*examples(), *reports(size.pages))
    pages = [_read(Page(path.name, path.read_bytes()), lore, parser) for path in paths]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        seconds = _written(file, pages)
        size_of_file = file.stat().st_size
    count = sum(len(records) for _, records in pages)
    group = f"store ({len(pages)} pages, {count:,} records)"
    yield Figure(group, "pages written", len(pages) / seconds, "pages/s")
    yield Figure(group, "records written", count / seconds, "records/s")
    yield Figure(group, "file size per page", size_of_file / len(pages) / 1e3, "kB")
    received = sum(path.stat().st_size for path in paths)
    yield Figure(group, "file size per byte received", size_of_file / received, "")


def _read(page: Page, lore: Lore, parser: Parser) -> tuple[Page, list[Record]]:
    readings = read_page(page, lore, parser, Options())
    return page, [record for reading in readings for record in reading.records]


def _written(file: Path, pages: Sequence[tuple[Page, list[Record]]]) -> float:
    """Wall time of writing alone; opening and closing the store do not count."""
    with Store.open(str(file)) as store, store.writer() as writer:
        start = time.perf_counter()
        for page, records in pages:
            writer.add(PageEntry.of(page, read_at=_READ_AT), records)
        return time.perf_counter() - start
