"""Claims compared: their share of reading, a long chronicle, and a page added to a large store."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.material import Size
from dateline.flow import Options, read_page
from dateline.fuse import responses
from dateline.lore import Lore
from dateline.model import Claim, Control, Document, Event, Page, Record, Ref, Response
from dateline.model import Figure as Amount
from dateline.parse import Parser
from dateline.store import Earlier, PageEntry, Store, Writer

__all__ = ["comparing"]

_READ_AT = "2031-03-10T09:00:00Z"
_TEXT = (
    "The rebels said they had captured Goma. The army denied that Goma had fallen. The mayor said 12 people "
    "were killed in the shelling of Goma. The governor said 9 people were killed in the shelling of Goma. "
    "The army denied shelling Goma."
)
# Documents on one page while the store is filled: few commits, little memory.
_AT_ONCE = 250
# The store spreads over so many places, and so many days: a war of some years.
_PLACES, _DAYS = 200, 1_000
_PAGES = 15


def comparing(size: Size, lore: Lore, parser: Parser) -> Iterator[Figure]:
    """A store of documents with the same claims of many places and days, and pages added to it."""
    [reading] = read_page(Page("page.txt", _TEXT.encode()), lore, parser, Options(published="2031-03-10"))
    base = [record for record in reading.records if not isinstance(record, Response)]
    claims = sum(isinstance(record, Claim) for record in base)
    documents = size.stored // claims
    empty, _ = _added(base, 0, lore)
    full, among = _added(base, documents, lore)
    group = f"comparing ({documents * claims:,} claims stored)"
    yield Figure(group, "page added to an empty store", 1e3 * empty, "ms")
    yield Figure(group, "page added to the large store", 1e3 * full, "ms")
    yield Figure(group, "the one against the other", full / empty, "", aim=1.5)
    yield Figure(group, "page with others of its place and days", 1e3 * among, "ms")


def _added(base: Sequence[Record], documents: int, lore: Lore) -> tuple[float, float]:
    """Median seconds for pages about days of their own, and for some that the store has others of."""
    later = range(_PLACES * _DAYS, _PLACES * (_DAYS + 5 * _PAGES), 5 * _PLACES)
    with (
        TemporaryDirectory() as folder,
        Store.open(str(Path(folder) / "store.db")) as store,
        store.writer() as writer,
    ):
        _fill(writer, base, documents)
        alone = [_seconds(writer, base, number, lore) for number in later]
        among = [_seconds(writer, base, number, lore) for number in range(documents, documents + _PAGES)]
    return statistics.median(alone), statistics.median(among)


def _seconds(writer: Writer, base: Sequence[Record], number: int, lore: Lore) -> float:
    def respond(records: Sequence[Record], earlier: Earlier) -> Sequence[Response]:
        return responses(records, lore, earlier=earlier.records, published=earlier.published)

    records = list(_copy(base, number))
    start = time.process_time()
    writer.add(PageEntry(f"{number:064x}", "page", _READ_AT), records, respond)
    return time.process_time() - start


def _fill(writer: Writer, base: Sequence[Record], documents: int) -> None:
    for first in range(0, documents, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, documents))
        records = [record for number in numbers for record in _copy(base, number)]
        writer.add(PageEntry(f"{first:064x}", "filling", _READ_AT), records)


def _copy(base: Sequence[Record], number: int) -> Iterator[Record]:
    """The records as of another document, about another place, published on another day."""
    day = (date(2031, 1, 1) + timedelta(days=number // _PLACES)).isoformat()
    ids = {record.id: f"{record.id}{number:x}" for record in base}
    for record in base:
        moved = replace(record, id=ids[record.id], document=ids[record.document])
        if isinstance(moved, Document):
            moved = replace(moved, published=replace(moved.published, start=day, end=day))
        elif isinstance(moved, Event):
            places = tuple(replace(one, name=f"Goma {number % _PLACES}") for one in moved.places)
            moved = replace(moved, places=places)
        elif isinstance(moved, Control):
            place = replace(moved.place, name=f"Goma {number % _PLACES}")
            moved = replace(moved, place=place, event=ids[moved.event])
        elif isinstance(moved, Amount) and moved.event is not None:
            moved = replace(moved, event=ids[moved.event])
        elif isinstance(moved, Claim):
            moved = replace(moved, of=Ref(moved.of.record, ids[moved.of.id]), said=None)
        yield moved
