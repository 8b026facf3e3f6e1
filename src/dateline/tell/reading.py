"""The flow over many pages: in this process or in several, with the same result in the same order."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from threading import Thread
from traceback import extract_tb
from typing import TYPE_CHECKING, TypeAlias

from dateline.errors import DatelineError
from dateline.model import Document, Page, Record, Response
from dateline.read import Failure, outcomes
from dateline.settings import gazetteer_folder
from dateline.tell.collecting import seldom
from dateline.tell.joining import Joiner
from dateline.tell.telling import Teller

if TYPE_CHECKING:
    from dateline.flow import Options, Reading
    from dateline.lore import Lore
    from dateline.parse import Parser
    from dateline.store import Earlier

__all__ = ["PageRead", "Reader", "fault", "read_all", "read_here", "start_reading"]

# Pages handed out beyond those being read: enough that no process waits, few enough to hold in memory.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page and what came of each of its documents, in order. `page` is None when a source gave none."""

    page: Page | None
    outcomes: tuple[Reading | Failure, ...]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What was read."""
        return tuple(outcome for outcome in self.outcomes if not isinstance(outcome, Failure))

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What could not be read."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Failure))


class Reader:
    """The knowledge and the parser of one process, opened once."""

    def __init__(self, lore: Lore, parser: Parser) -> None:
        self.lore = lore
        self._parser = parser

    @cached_property
    def joins(self) -> Joiner:
        """What makes accounts of documents and joins them."""
        return Joiner(self.lore)

    @cached_property
    def telling(self) -> Teller:
        """What tells who holds which place by a document."""
        return Teller(self.lore)

    def __call__(self, page: Page, options: Options) -> Iterator[Reading | Failure]:
        """All documents of a page; one that cannot be read is a failure and the next goes on.

        The same as `flow.read_page`, which stops at the first entry of a page that cannot be read.
        """
        try:
            for outcome in outcomes(
                page,
                published=options.published,
                outlets=self.lore.outlet_named,
                limits=options.limits,
                stated=options.stated,
            ):
                yield outcome if isinstance(outcome, Failure) else self._document(outcome, options)
        except DatelineError:
            raise
        except Exception as error:
            yield Failure(page.source, fault(error))

    def respond(self, records: Sequence[Record], earlier: Earlier) -> Sequence[Response]:
        """How a document's claims stand to those of documents that the store has."""
        from dateline.fuse import responses

        return responses(records, self.lore, earlier=earlier.records, published=earlier.published)

    def _document(self, document: Document, options: Options) -> Reading | Failure:
        from dateline.flow import read_document

        try:
            return read_document(document, self.lore, self._parser, options)
        except DatelineError:
            raise
        except Exception as error:
            # A fault in a step costs one document, not the ten thousand after it.
            return Failure(document.source, fault(error))


def fault(error: Exception) -> str:
    """An unforeseen error in one line that says where it was raised."""
    frames = extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"a fault in Dateline, please report it: {type(error).__name__}{where}: {error}"


def read_all(
    pages: Iterable[Page | Failure], reader: Reader, options: Options, *, cache: Path, jobs: int
) -> Iterator[PageRead]:
    """What each page gives, in the order of the pages, read here or in `jobs` processes of their own.

    With several jobs `reader` goes unused and each process opens its own knowledge from `cache`.
    Raises DatelineError when a process was ended from outside.
    """
    if jobs == 1:
        for page in pages:
            if isinstance(page, Failure):
                yield PageRead(None, (page,))
            else:
                yield PageRead(page, tuple(reader(page, options)))
    else:
        yield from _shared_out(pages, options, cache, jobs)


_Handed: TypeAlias = "tuple[Page, Future[tuple[Reading | Failure, ...]]] | Failure"
"""A page that a process is reading, or a source that gave none."""


def _shared_out(
    pages: Iterable[Page | Failure], options: Options, cache: Path, jobs: int
) -> Iterator[PageRead]:
    waiting: deque[_Handed] = deque()
    with _pool(cache, jobs) as pool:
        for page in pages:
            waiting.append(
                page if isinstance(page, Failure) else (page, pool.submit(read_here, page, options))
            )
            while waiting and (len(waiting) >= jobs + _AHEAD or _ready(waiting[0])):
                yield _next(waiting)
        while waiting:
            yield _next(waiting)


def _ready(first: _Handed) -> bool:
    return isinstance(first, Failure) or first[1].done()


def _next(waiting: deque[_Handed]) -> PageRead:
    first = waiting.popleft()
    if isinstance(first, Failure):
        return PageRead(None, (first,))
    page, future = first
    try:
        return PageRead(page, future.result())
    except BrokenProcessPool:
        raise DatelineError(
            f"a reading process was ended from outside at or after {page.source}, perhaps for want of "
            "memory; what was read before is kept: try again with fewer jobs"
        ) from None


@contextmanager
def _pool(cache: Path, jobs: int) -> Iterator[ProcessPoolExecutor]:
    # Fresh processes: forked ones would share open databases and threads' locks.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), start_reading, (str(cache),))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in active_children():
            child.terminate()
        raise
    pool.shutdown()


# -- in the reading processes

_own: list[Reader] = []


def start_reading(cache: str) -> None:
    """Opens the reader of a process that does nothing but read, and ends it with the one that started it."""
    from dateline.lore import Lore
    from dateline.parse import Parser

    # Ctrl-C reaches the whole group; the first process decides what comes of it and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _own.append(Reader(Lore.open(Path(cache), added=gazetteer_folder()), Parser()))
    seldom()


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def read_here(page: Page, options: Options) -> tuple[Reading | Failure, ...]:
    """What a page gives, read in a process that `start_reading` made ready."""
    return tuple(_own[0](page, options))
