"""`dateline read`: pages in, records into the store, and told to a person or as JSON Lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dateline.errors import StoreError
from dateline.model import Mention, Record
from dateline.read import Failure, Limits, pages
from dateline.settings import cache_folder, gazetteer_folder
from dateline.tell.collecting import sparingly
from dateline.tell.ending import complain
from dateline.tell.meter import Meter
from dateline.tell.reading import PageRead, Reader, read_all
from dateline.tell.words import clean

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.flow import Reading
    from dateline.store import Writer

__all__ = ["Wanted", "console_for", "keep", "open_reader", "opened_writer", "read"]

# Documents shown in full before the rest of a long run gets a line each.
_IN_FULL = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What one `dateline read` is to do. `store` None keeps nothing; `jobs` counts reading processes."""

    sources: tuple[str, ...]
    published: str | None = None
    theatre: str | None = None
    store: str | None = None
    as_json: bool = False
    mentions: bool = False
    whole: bool = False
    jobs: int = 1
    allow_private: bool = False
    colour: bool = True


@dataclass(slots=True)
class _Tally:
    pages: int = 0
    documents: int = 0
    known: int = 0
    failures: int = 0


class _Teller(Protocol):
    def page(self, readings: Sequence[Reading], *, new: bool | None) -> None: ...

    def done(self, tally: _Tally) -> None: ...


def read(wanted: Wanted) -> int:
    """Reads, keeps and tells; gives the number of failures. Raises DatelineError when nothing can go on."""
    from dateline.flow import Options

    limits = Limits(allow_private=wanted.allow_private)
    options = Options(published=wanted.published, theatre=wanted.theatre, limits=limits)
    tally = _Tally()
    with opened_writer(wanted.store) as writer:
        reader = open_reader(wanted.theatre)
        teller = _JsonLines(wanted) if wanted.as_json else _Person(wanted)
        incoming = pages(wanted.sources, stdin=sys.stdin.buffer, limits=limits)
        with sparingly(), Meter("reading pages", _expected(wanted.sources)) as meter:
            for page in read_all(incoming, reader, options, cache=cache_folder(), jobs=wanted.jobs):
                _take(page, writer, reader, tally, teller, meter)
                meter.step()
        teller.done(tally)
    return tally.failures


def open_reader(theatre: str | None) -> Reader:
    """The installed knowledge and the parser. Raises `UsageError` for a theatre that there is not."""
    from dateline.lore import Lore
    from dateline.parse import Parser

    with Meter("compiling the gazetteer, once") as meter:
        lore = Lore.open(cache_folder(), meter.at, added=gazetteer_folder())
    lore.within(theatre)  # says now, before any page is read, that there is no such theatre
    return Reader(lore, Parser())


@contextmanager
def opened_writer(url: str | None) -> Iterator[Writer | None]:
    """A writer to the store at the URL; None where nothing is to be kept."""
    if url is None:
        yield None
        return
    from dateline.store import Store

    with Store.open(url) as store, store.writer() as writer:
        yield writer


def _expected(sources: Sequence[str]) -> int | None:
    """How many pages there will be, for the progress bar. Nobody looks at it without a terminal."""
    if not sys.stderr.isatty():
        return None
    return sum(_files(source) if Path(source).is_dir() else 1 for source in sources)


def _files(folder: str) -> int:
    count = 0
    for _, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        count += sum(not name.startswith(".") for name in names)
    return count


def _take(
    page: PageRead, writer: Writer | None, reader: Reader, tally: _Tally, teller: _Teller, meter: Meter
) -> None:
    """Keep a page, then tell it: what is told is on the disk."""
    failures = list(page.failures)
    new = None
    try:
        new = keep(page, writer, reader)
    except StoreError as error:
        failures.append(Failure(page.page.source if page.page else "store", str(error)))
    readings = page.readings
    tally.pages += bool(readings)
    tally.documents += len(readings)
    tally.known += len(readings) if new is False else 0
    tally.failures += len(failures)
    with meter.away():
        if readings:
            teller.page(readings, new=new)
        for failure in failures:
            complain(failure)


def keep(page: PageRead, writer: Writer | None, reader: Reader) -> bool | None:
    """Whether the store got anything new; None when nothing was to be kept."""
    if writer is None or page.page is None or not page.readings:
        return None
    from dateline.store import PageEntry

    entry = PageEntry.of(page.page, read_at=datetime.now(UTC).isoformat())
    records = [record for reading in page.readings for record in reading.records]
    return writer.add(entry, records, reader.respond, reader.joins, reader.telling)


class _JsonLines:
    """One record a line on standard output, nothing else."""

    def __init__(self, wanted: Wanted) -> None:
        self._mentions = wanted.mentions

    def page(self, readings: Sequence[Reading], *, new: bool | None) -> None:
        from dateline.store import encode

        del new
        lines = [encode(record) + b"\n" for record in self._records(readings)]
        sys.stdout.buffer.write(b"".join(lines))
        sys.stdout.buffer.flush()

    def _records(self, readings: Sequence[Reading]) -> Iterator[Record]:
        for reading in readings:
            for record in reading.records:
                if self._mentions or not isinstance(record, Mention):
                    yield record

    def done(self, tally: _Tally) -> None:
        if sys.stderr.isatty():
            complain(_summary(tally))


@dataclass(slots=True)
class _Person:
    """Tables on standard output."""

    wanted: Wanted
    console: Console = field(init=False)
    shown: int = 0

    def __post_init__(self) -> None:
        self.console = console_for(colour=self.wanted.colour)

    def page(self, readings: Sequence[Reading], *, new: bool | None) -> None:
        from dateline.tell.story import Story
        from dateline.tell.terminal import MOST_ROWS, draw, in_one_line

        for reading in readings:
            story = Story(reading.document, reading.records, reading.theatre)
            if self.wanted.whole or self.shown < _IN_FULL:
                draw(story, self.console, most=None if self.wanted.whole else MOST_ROWS)
            else:
                self._say_once()
                self.console.print(in_one_line(story))
            self.shown += 1
        if new is False:
            self._say(f"{clean(readings[0].document.source)}: already in the store, nothing added")

    def _say_once(self) -> None:
        if self.shown == _IN_FULL:
            self._say(f"A line each from here on; --all shows more than {_IN_FULL} documents in full")

    def _say(self, line: str) -> None:
        from rich.text import Text

        self.console.print(Text(line, style="dim"))

    def done(self, tally: _Tally) -> None:
        if tally.documents:
            kept = f" The store is {clean(self.wanted.store)}." if self.wanted.store else ""
            self._say(_summary(tally) + kept)


def console_for(*, colour: bool) -> Console:
    """A console on standard output: as wide as the terminal, plain when it is none."""
    from rich.console import Console

    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")  # an old terminal shows a question mark rather than nothing
    # Words of a page are never markup, emoji codes or numbers to be coloured.
    return Console(
        no_color=None if colour else True, markup=False, emoji=False, highlight=False, legacy_windows=False
    )


def _summary(tally: _Tally) -> str:
    pages_read = f"{tally.pages:,} page{'' if tally.pages == 1 else 's'}"
    documents = f"{tally.documents:,} document{'' if tally.documents == 1 else 's'}"
    known = f", {tally.known:,} already in the store" if tally.known else ""
    failed = f", {tally.failures:,} not read" if tally.failures else ""
    return f"Read {pages_read} with {documents}{known}{failed}."
